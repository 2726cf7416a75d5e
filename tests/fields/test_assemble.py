"""Which pages make one SOP, and what becomes of the pages that belong to none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.finding import Severity
from models.raw import RawSop
from tests.builders.documents import Document
from tests.builders.sop import HEADER, TITLE, Content, header_of, identity_sheet, steps_of
from tests.builders.steps import STEPS, step_table
from tests.builders.tables import Table

OTHER = Content(
    fields={
        "Nomor SOP": "067/02/ARS/2024",
        "Tanggal Pembuatan": "12 Februari 2024",
        "Tanggal Revisi": "3 Mei 2024",
        "Tanggal Efektif": "1 Juni 2024",
    },
    title="Penyusutan Arsip Dinamis",
)
COVER = ("STANDAR OPERASIONAL PROSEDUR", "DINAS KEARSIPAN DAERAH", "TAHUN 2024")
FOREWORD = ("KATA PENGANTAR", "Puji syukur kami panjatkan atas tersusunnya SOP ini.")
CONTENTS = ("DAFTAR ISI", "Kata Pengantar ........ i", "SOP Peminjaman Arsip Statis ..... 1")
DECREE = (
    "KEPUTUSAN KEPALA DINAS KEARSIPAN DAERAH",
    "NOMOR 45 TAHUN 2024",
    "TENTANG STANDAR OPERASIONAL PROSEDUR",
    "Menimbang : bahwa untuk tertib arsip perlu ditetapkan SOP;",
    "Mengingat : 1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
    "MEMUTUSKAN :",
    "Menetapkan : KEPUTUSAN TENTANG STANDAR OPERASIONAL PROSEDUR",
)
FRONT = {"cover": COVER, "foreword": FOREWORD, "table of contents": CONTENTS, "decree": DECREE,
         "blank": ()}  # fmt: skip


def titles(sops: list[RawSop]) -> list[str | None]:
    return [header_of(sop).get("title") for sop in sops]


def numbers(sop: RawSop) -> list[str | None]:
    return [step.get("number") for step in steps_of(sop)]


def passed_over(sop: RawSop) -> list[tuple[int | None, str]]:
    return [(f.page, f.message) for f in sop.findings if f.code == "page-passed-over"]


def sop_pages(document: Document, content: Content | None = None) -> None:
    document.table(identity_sheet(content=content))
    document.page()
    document.table(step_table())


@pytest.mark.parametrize("kind", FRONT)
def test_a_page_that_is_no_part_of_an_sop_is_passed_over_and_said_so(
    kind: str, tmp_path: Path
) -> None:
    document = Document()
    document.text(*FRONT[kind], x=250).page()
    sop_pages(document)
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE]
    assert sops[0].pages == [2, 3]
    assert header_of(sops[0]) == HEADER
    if kind == "blank":  # nothing can be missing there
        assert passed_over(sops[0]) == []
        return
    [(page, message)] = passed_over(sops[0])
    assert page == 1
    assert kind in message


def test_pages_passed_over_are_one_finding_of_the_first_record(tmp_path: Path) -> None:
    document = Document()
    for front in FRONT.values():
        document.text(*front).page()
    sop_pages(document)
    document.page().page()
    sop_pages(document, OTHER)
    document.page().text("LAMPIRAN", "Formulir peminjaman arsip")
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE, OTHER.title]
    [(page, message)] = passed_over(sops[0])
    assert page == 1
    for told in ("page 1 (a cover)", "page 2 (a foreword)", "page 11 (an attachment)"):  # fmt: skip
        assert told in message
    assert passed_over(sops[1]) == []
    findings = [f for sop in sops for f in sop.findings]
    assert {f.severity for f in findings} == {Severity.INFO}


def test_a_list_of_sops_is_no_identity_sheet(tmp_path: Path) -> None:
    document = Document()
    document.text("DAFTAR SOP")
    document.table(
        Table(
            (40, 160, 300, 160),
            [["No", "Nomor SOP", "Nama SOP", "Tanggal Pembuatan"],
             ["1", "067/01/ARS/2024", TITLE, "12 Februari 2024"],
             ["2", "067/02/ARS/2024", OTHER.title, "12 Februari 2024"],
             ["3", "067/03/ARS/2024", "Alih Media Arsip", "12 Februari 2024"]],
        )
    )  # fmt: skip
    document.page()
    sop_pages(document)
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE]
    assert [page for page, _ in passed_over(sops[0])] == [1]


def test_a_timetable_is_no_step_table(tmp_path: Path) -> None:
    document = Document()
    sop_pages(document)
    document.page()
    document.table(
        Table(
            (40, 300, 100, 160),
            [["No", "Kegiatan", "Waktu", "Keterangan"],
             ["1", "Rapat penyusunan SOP", "Januari", ""],
             ["2", "Sosialisasi SOP", "Februari", ""]],
        )
    )  # fmt: skip
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE]
    assert numbers(sops[0]) == ["1", "2", "3", "4"]


def test_several_sops_in_a_file(tmp_path: Path) -> None:
    document = Document()
    sop_pages(document)
    document.page()
    sop_pages(document, OTHER)
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE, OTHER.title]
    assert [sop.pages for sop in sops] == [[1, 2], [3, 4]]
    assert [len(sop.steps) for sop in sops] == [4, 4]


def test_identity_sheets_that_follow_each_other_on_one_page(tmp_path: Path) -> None:
    document = Document((842, 1400))
    document.table(identity_sheet(), gap=30)
    document.table(identity_sheet(content=OTHER))
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE, OTHER.title]
    assert [header_of(sop)["sop_number"] for sop in sops] == ["067/01/ARS/2024", "067/02/ARS/2024"]


def test_two_sops_in_one_table(tmp_path: Path) -> None:
    """A sheet of a spreadsheet program printed in one piece."""
    document = Document((842, 2400))
    document.table(identity_sheet(), gap=0)
    document.table(step_table(), gap=0)
    document.table(identity_sheet(content=OTHER), gap=0)
    document.table(step_table(STEPS[:3]), gap=0)
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE, OTHER.title]
    assert [numbers(sop) for sop in sops] == [["1", "2", "3", "4"], ["1", "2", "3"]]


def test_sops_without_a_number_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    blank = {label: "" for label in ("Nomor SOP", "Tanggal Revisi")}
    document = Document()
    sop_pages(document, Content(fields={**Content().fields, **blank}))
    document.page()
    sop_pages(document, replace(OTHER, fields={**OTHER.fields, **blank}))
    assert titles(document.read(tmp_path)) == [TITLE, OTHER.title]


def test_an_upper_part_printed_on_every_page_begins_no_new_sop(tmp_path: Path) -> None:
    upper = identity_sheet().rows[:6]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(identity_sheet().widths, upper))
    document.table(step_table(STEPS[:2]))
    document.page()
    document.table(Table(identity_sheet().widths, upper))
    document.table(step_table(STEPS[2:]))
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE]
    assert numbers(sops[0]) == ["1", "2", "3", "4"]


def test_an_sop_without_a_step_table(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    sop_pages(document, OTHER)
    sops = document.read(tmp_path)
    assert titles(sops) == [TITLE, OTHER.title]
    assert [len(sop.steps) for sop in sops] == [0, 4]


def test_an_sop_without_an_identity_sheet(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    sops = document.read(tmp_path)
    assert titles(sops) == ["SOP PENGADUAN MASYARAKAT"]
    assert sops[0].header["title"].confidence < 1
    assert "identity-sheet-missing" in [f.code for f in sops[0].findings]
    assert numbers(sops[0]) == ["1", "2", "3", "4"]


def test_step_tables_without_identity_sheets_are_sops_of_their_own(tmp_path: Path) -> None:
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    document.page()
    document.text("SOP PERMOHONAN INFORMASI", x=300)
    document.table(step_table(STEPS[:3]))
    sops = document.read(tmp_path)
    assert titles(sops) == ["SOP PENGADUAN MASYARAKAT", "SOP PERMOHONAN INFORMASI"]
    assert [sop.pages for sop in sops] == [[1], [2]]
    assert [len(sop.steps) for sop in sops] == [4, 3]


def test_a_caption_that_spans_several_lines(tmp_path: Path) -> None:
    document = Document()
    document.text("STANDAR OPERASIONAL PROSEDUR", "PENGADUAN MASYARAKAT", x=300)
    document.table(step_table())
    assert titles(document.read(tmp_path)) == ["STANDAR OPERASIONAL PROSEDUR PENGADUAN MASYARAKAT"]


def test_a_running_head_is_no_caption_of_a_new_sop(tmp_path: Path) -> None:
    """The same line above each page of one table."""
    document = Document()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table(STEPS[:2]))
    document.page()
    document.text("SOP PENGADUAN MASYARAKAT", x=300)
    document.table(step_table(STEPS[2:]))
    sops = document.read(tmp_path)
    assert titles(sops) == ["SOP PENGADUAN MASYARAKAT"]
    assert numbers(sops[0]) == ["1", "2", "3", "4"]


def test_a_table_after_a_page_of_another_kind_goes_on_with_nothing(tmp_path: Path) -> None:
    document = Document()
    sop_pages(document)
    document.page().text("LAMPIRAN", "Formulir peminjaman arsip").page()
    document.table(step_table(STEPS[:2], headed=False))
    [sop] = document.read(tmp_path)
    assert numbers(sop) == ["1", "2", "3", "4"]
    [(page, message)] = passed_over(sop)
    assert page == 4
    assert "page 3 (an attachment)" in message
    assert message.endswith("Tables stand on page 4.")
    assert {f.severity for f in sop.findings if f.code == "page-passed-over"} == {Severity.WARNING}


def test_a_blank_page_inside_a_table_parts_nothing(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(STEPS[:2]))
    document.page().page()
    document.table(step_table(STEPS[2:], headed=False))
    [sop] = document.read(tmp_path)
    assert numbers(sop) == ["1", "2", "3", "4"]
    assert passed_over(sop) == []
