"""What is wrong in the print that a record no longer shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.checks import check_record
from extract.checks.raw_sop import check_raw_sop
from extract.record.build import build_record
from extract.settings import Settings
from extract.text import read_text_sops
from models import SopRecord, TextOrigin
from models.raw import Place, RawHeading, RawProcedure, RawSop, RawStep, RawText
from tests.builders.checks import draw
from tests.builders.documents import Document
from tests.builders.sop import identity_sheet

TEXT = """\
PEMERINTAH KABUPATEN TIRTA AMAN
DINAS KEARSIPAN
Jl. Anggrek No. 4 Tirta Aman Telp. (0500) 123456

Nomor SOP : 067/01/ARS/2024
Tanggal Pembuatan : 12 Februari 2024
Tanggal Efektif : 12 Februari 2024
Nama SOP : Peminjaman Arsip Statis

Dasar Hukum :
1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan
2. Peraturan Daerah Nomor 3 Tahun 2018 tentang Kearsipan
Kualifikasi Pelaksana :
1. Memahami kearsipan
2. Mampu mengoperasikan komputer
Peralatan/Perlengkapan :
1. Komputer

"""
HEADING = (
    "No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKeterangan\n"
    "\t\tArsiparis\tKepala\tKelengkapan\tWaktu\tOutput\t\n"
)
ROWS = (
    "1\tMencatat arsip\t\t\tArsip\t1 Jam\tDaftar\t\n"
    "2\tMemeriksa daftar\t\t\tDaftar\t2 Jam\tDaftar\t\n"
)


def checked(text: str = TEXT + HEADING + ROWS) -> list[tuple[str, str | None]]:
    """Return code and place of what is found in the print of a text."""
    [sop] = read_text_sops(text)
    return found(sop)


def record_of(sop: RawSop) -> SopRecord:
    return build_record(
        sop, path="a.txt", sha256="ab" * 32, media_type="text/plain", position=1,
        settings=Settings(),
    )  # fmt: skip


def found(sop: RawSop) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in check_raw_sop(sop, record_of(sop))]


def test_a_sound_document_has_no_finding() -> None:
    assert checked() == []


def test_list_numbers_that_leave_a_gap_are_said() -> None:
    text = (TEXT + HEADING + ROWS).replace("2. Peraturan", "3. Peraturan")
    assert checked(text) == [("list-number-out-of-order", "/legal_basis")]


def test_a_number_that_was_misread_parts_the_list() -> None:
    sop = RawSop(origin=TextOrigin.OCR)
    sop.sections["warnings"] = [
        RawText("Satu", bullet="1"),
        RawText("Dua", bullet="7", confidence=0.5),
        RawText("Tiga", bullet="3"),
    ]
    assert found(sop) == []
    sop.sections["warnings"][1] = RawText("Dua", bullet="7")
    assert found(sop) == [("list-number-out-of-order", "/warnings")]


def test_a_list_in_a_list_begins_anew() -> None:
    sop = RawSop()
    bullets = ("1", "2", "a", "b", "3", "1", "2")
    sop.sections["warnings"] = [RawText("Hal", bullet=bullet) for bullet in bullets]
    assert found(sop) == []


def test_columns_that_the_form_has_are_missed() -> None:
    short = HEADING.replace("\tKeterangan\n", "\n").replace("Output\t\n", "Output\n")
    rows = ROWS.replace("Daftar\t\n", "Daftar\n")
    assert checked(TEXT + short + rows) == [("column-missing", "/steps")]
    ungrouped = HEADING.replace("Mutu Baku", "")
    [sop] = read_text_sops(TEXT + ungrouped + ROWS)
    [finding] = check_raw_sop(sop, record_of(sop))
    assert "Mutu Baku" in finding.message and "Keterangan" not in finding.message


@pytest.mark.parametrize(
    ("printed", "slip"),
    [("Mutu Buku", True), ("Mutu Baku", False), ("Standar Mutu", False), ("Baku Mutu", False)],
)
def test_a_slip_in_a_heading_is_said(printed: str, slip: bool) -> None:
    expected = [("column-label-typo", "/steps")] if slip else []
    assert checked(TEXT + HEADING.replace("Mutu Baku", printed) + ROWS) == expected


def test_an_actor_spelt_otherwise_in_a_heading_printed_again_is_said() -> None:
    again = HEADING.replace("Arsiparis", "Arsparis")
    more = ROWS.replace("1\tMencatat", "3\tMencatat").replace("2\tMemeriksa", "4\tMemeriksa")
    text = TEXT + HEADING + ROWS + "\n" + again + more
    assert checked(text) == [("actor-name-inconsistent", "/actors/0")]
    assert checked(TEXT + HEADING + ROWS + "\n" + HEADING + more) == []


@pytest.mark.parametrize(
    ("cover", "differs"),
    [
        ("SOP LAYANAN PEMINJAMAN ARSIP STATIS", True),
        ("SOP PEMINJAMAN ARSIP STATIS", False),
        ("PROSEDUR PEMINJAMAN ARSIP STATIS", False),
        ("SOP PEMINJAMAN ARSIP STATIS PADA DINAS KEARSIPAN KABUPATEN TIRTA AMAN", False),
    ],
)
def test_a_cover_with_another_title_is_said(cover: str, differs: bool) -> None:
    expected = [("title-inconsistent", "/header/title")] if differs else []
    assert checked(f"{cover}\n\n\n\n{TEXT}{HEADING}{ROWS}") == expected


def test_a_caption_with_another_title_is_said() -> None:
    sop = RawSop(header={"title": RawText("Peminjaman Arsip Statis")})
    sop.procedures = [RawProcedure(RawText("SOP PEMINJAMAN ARSIP STATIS"), 1, 1)]
    assert found(sop) == []
    caption = RawText("SOP PEMINJAMAN ARSIP DINAMIS", Place(page=2))
    sop.procedures = [RawProcedure(caption, 1, 1)]
    [finding] = check_raw_sop(sop, record_of(sop))
    assert (finding.code, finding.page) == ("title-inconsistent", 2)


def test_several_tables_have_captions_of_their_own() -> None:
    sop = RawSop(header={"title": RawText("Peminjaman Arsip Statis")})
    caption = RawText("Peminjaman Arsip Statis oleh Umum")
    sop.procedures = [RawProcedure(caption, 1, 1), RawProcedure(caption, 2, 2)]
    assert found(sop) == []


def test_a_telephone_number_in_the_middle_of_an_address_is_said() -> None:
    middle = "Jl. Anggrek No. 4 Telp. (0500) 123456 Tirta Aman, Kalimantan Tengah"
    text = TEXT.replace("Jl. Anggrek No. 4 Tirta Aman Telp. (0500) 123456", middle)
    assert checked(text + HEADING + ROWS) == [("phone-inside-address", "/header/address")]


def test_a_glyph_behind_a_word_is_said_and_one_before_it_is_a_bullet() -> None:
    text = TEXT.replace("Mampu mengoperasikan komputer", "Mampu mengoperasikan komputer\u25a1")
    assert checked(text + HEADING + ROWS) == [("stray-glyph", "/qualifications/1")]
    text = TEXT.replace("2. Mampu", "\u25a1 Mampu")
    assert "stray-glyph" not in dict(checked(text + HEADING + ROWS))


@pytest.mark.parametrize(
    ("words", "unbalanced"),
    [(("Ya", "Tidak"), False), (("YA", ""), True), (("Ya", "Ya"), True), (("", ""), False)],
)
def test_words_of_the_flowchart_pair(words: tuple[str, str], unbalanced: bool) -> None:
    first, second = ROWS.splitlines(keepends=True)
    rows = first.replace("\t\t\t", f"\t{words[0]}\t\t") + second.replace(
        "\t\t\t", f"\t\t{words[1]}\t"
    )
    expected = [("decision-labels-unbalanced", "/flow")] if unbalanced else []
    assert checked(TEXT + HEADING + rows) == expected


@pytest.mark.parametrize(
    ("total", "differs"),
    [("3 Jam", False), ("180 Menit", False), ("4 Jam", True), ("Setiap saat", False)],
)
def test_a_total_is_the_sum_of_the_times(total: str, differs: bool) -> None:
    row = f"\tJumlah Waktu\t\t\t\t{total}\t\t\n"
    [sop] = read_text_sops(TEXT + HEADING + ROWS + row)
    assert len(sop.steps) == 2
    assert found(sop) == ([("duration-total-differs", "/steps")] if differs else [])


def test_days_are_added_as_the_total_adds_them() -> None:
    steps = [RawStep({"duration": RawText(cell)}) for cell in ("1 hari", "1 jam")]
    for total in ("8,5 jam", "9 jam", "25 jam"):
        assert found(RawSop(steps=steps, totals=[RawText(total)])) == []
    assert found(RawSop(steps=steps, totals=[RawText("7 jam")])) != []


def test_headings_of_drawn_tables_are_seen(tmp_path: Path) -> None:
    document = Document()
    draw(document)
    [sop] = document.read(tmp_path)
    assert found(sop) == []
    [heading] = sop.headings
    misspelt = {**heading.columns, "quality": RawText("Mutu Buku", Place(page=2))}
    sop.headings = [RawHeading(misspelt, heading.actors)]
    [finding] = check_raw_sop(sop, record_of(sop))
    assert (finding.code, finding.page) == ("column-label-typo", 2)


def test_contacts_of_drawn_sheets_are_seen(tmp_path: Path) -> None:
    document = Document()
    line = "Jl. Anggrek No. 4 Telp. (0500) 123456 Tirta Aman, Kalimantan Tengah"
    document.text(line)
    document.table(identity_sheet())
    [sop] = document.read(tmp_path)
    assert "phone-inside-address" in dict(found(sop))


def test_a_record_is_checked_with_its_print() -> None:
    [sop] = read_text_sops(TEXT + HEADING.replace("Mutu Baku", "Mutu Buku") + ROWS)
    codes = {finding.code for finding in check_record(record_of(sop), sop).findings}
    assert "column-label-typo" in codes
    assert "column-label-typo" not in {f.code for f in check_record(record_of(sop)).findings}


def test_recognised_headings_count_only_where_they_are_sure() -> None:
    [sop] = read_text_sops(TEXT + HEADING.replace("Mutu Baku", "Mutu Buku") + ROWS)
    sop.origin = TextOrigin.OCR
    assert found(sop) == [("column-label-typo", "/steps")]
    sop.headings = [
        RawHeading({name: replace(r, confidence=0.7) for name, r in heading.columns.items()})
        for heading in sop.headings
    ]
    assert found(sop) == []
