"""Columns of step tables that tell more, or less, than the usual ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.raw import RawSop
from tests.builders.documents import Document
from tests.builders.sop import identity_sheet, steps_of
from tests.builders.steps import ACTORS, ALL, HEADINGS, STEPS, Heading, step_table
from tests.builders.tables import C, Row, Table


def read(rows: list[Row], widths: list[float], folder: Path) -> RawSop:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(widths, rows))
    [sop] = document.read(folder)
    return sop


def wanted() -> list[dict[str, str]]:
    return [step.cells(ALL) for step in STEPS]


def test_a_heading_over_numbers_and_activities_together(tmp_path: Path) -> None:
    table = step_table(headed=False)
    rows: list[Row] = [
        [C("Kegiatan", cols=2), C("Pelaksana", cols=3), C("Mutu Baku", cols=3),
         C("Keterangan", rows=2)],
        ["No", "Uraian", *ACTORS, "Kelengkapan", "Waktu", "Output"],
    ]  # fmt: skip
    sop = read([*rows, *table.rows], list(table.widths), tmp_path)
    assert steps_of(sop) == wanted()
    assert [actor.text for actor in sop.actors] == list(ACTORS)


def test_an_activities_heading_of_unknown_words(tmp_path: Path) -> None:
    names = {**HEADINGS, "activity": "Butir Pekerjaan Pokok"}
    table = step_table(heading=Heading(names=names))
    sop = read(list(table.rows), list(table.widths), tmp_path)
    assert steps_of(sop) == wanted()


def test_a_requirements_heading_of_unknown_words(tmp_path: Path) -> None:
    """Under Mutu Baku the order tells what a column is."""
    names = {**HEADINGS, "requirements": "Berkas Masuk Loket"}
    table = step_table(heading=Heading(names=names))
    sop = read(list(table.rows), list(table.widths), tmp_path)
    assert steps_of(sop) == wanted()


def test_actors_named_in_words(tmp_path: Path) -> None:
    widths = [30.0, 250.0, 130.0, 120.0, 60.0, 100.0, 70.0]
    rows: list[Row] = [
        ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Ket"],
        ["1", "Menerima berkas", "Arsiparis", "Surat", "1 jam", "Berkas", ""],
        ["2", "Memeriksa berkas", "1. Arsiparis\n2. Kepala Bidang", "Berkas", "1 jam", "Paraf", ""],
        ["3", "Menandatangani", "Kepala Dinas", "Berkas", "1 hari", "Surat", ""],
    ]
    sop = read(rows, widths, tmp_path)
    assert [[a.text for a in step.actors] for step in sop.steps] == [
        ["Arsiparis"], ["Arsiparis", "Kepala Bidang"], ["Kepala Dinas"],
    ]  # fmt: skip
    assert [actor.text for actor in sop.actors] == ["Arsiparis", "Kepala Bidang", "Kepala Dinas"]
    assert len(sop.steps) == 3


def test_an_applicant_s_column_beside_the_offices(tmp_path: Path) -> None:
    table = step_table(headed=False)
    rows: list[Row] = [
        [C("No", rows=2), C("Kegiatan", rows=2), C("Pemohon", rows=2), C("Pelaksana", cols=2),
         C("Mutu Baku", cols=3), C("Ket", rows=2)],
        ["Arsiparis", "Kepala Dinas", "Kelengkapan", "Waktu", "Output"],
    ]  # fmt: skip
    sop = read([*rows, *table.rows], list(table.widths), tmp_path)
    assert [actor.text for actor in sop.actors] == ["Pemohon", "Arsiparis", "Kepala Dinas"]
    assert steps_of(sop) == wanted()


def test_a_column_of_text_between_is_no_actor(tmp_path: Path) -> None:
    widths = [30.0, 200.0, 60.0, 60.0, 150.0, 120.0, 60.0, 80.0]
    rows: list[Row] = [
        ["No", "Kegiatan", "Arsiparis", "Kepala Dinas", "Tempat Penyimpanan", "Kelengkapan",
         "Waktu", "Output"],
        *([str(i), f"Menyusun arsip bagian {i}", "", "", "Gudang arsip lantai dua gedung A",
           "Berkas", "1 jam", "Daftar"] for i in range(1, 5)),
    ]  # fmt: skip
    sop = read(rows, widths, tmp_path)
    assert [actor.text for actor in sop.actors] == ["Arsiparis", "Kepala Dinas"]
    assert [step["requirements"] for step in steps_of(sop)] == ["Berkas"] * 4


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Waktu (Menit)", "Menit"), ("Waktu\n(hari kerja)", "hari kerja"), ("Waktu", None)],
)
def test_the_unit_in_the_duration_s_heading(heading: str, unit: str | None, tmp_path: Path) -> None:
    table = step_table(heading=Heading(names={**HEADINGS, "duration": heading}))
    sop = read(list(table.rows), list(table.widths), tmp_path)
    assert sop.duration_unit == unit


def test_captioned_parts_of_one_table(tmp_path: Path) -> None:
    """Rows over the whole width part the steps; their text is no step's."""
    table = step_table()
    rows = list(table.rows)
    parts: list[Row] = [
        *rows[:2], [C("A. Persiapan", cols=9)], *rows[2:4], [C("B. Pelaksanaan", cols=9)], *rows[4:]
    ]  # fmt: skip
    sop = read(parts, list(table.widths), tmp_path)
    assert steps_of(sop) == wanted()
    captions = [(p.caption.text if p.caption else None, p.first_seq, p.last_seq)
                for p in sop.procedures]  # fmt: skip
    assert captions == [("A. Persiapan", 1, 2), ("B. Pelaksanaan", 3, 4)]


def test_a_row_without_a_number_is_a_step_of_its_own(tmp_path: Path) -> None:
    table = step_table()
    rows = [list(row) for row in table.rows]
    rows[4][0] = ""
    sop = read(rows, list(table.widths), tmp_path)
    assert [step.get("number") for step in steps_of(sop)] == ["1", "2", None, "4"]


def test_an_output_in_two_ruled_cells_of_one_step(tmp_path: Path) -> None:
    table = step_table()
    rows = [list(row) for row in table.rows]
    first = rows[2]
    upper = [*(C(_text(c), rows=2) for c in first[:7]), "Permohonan", C(_text(first[8]), rows=2)]
    sop = read([*rows[:2], upper, ["diterima"], *rows[3:]], list(table.widths), tmp_path)
    assert steps_of(sop) == wanted()


def _text(entry: C | str) -> str:
    return entry.text if isinstance(entry, C) else entry


def test_rows_that_only_symbols_part(tmp_path: Path) -> None:
    """Blank ruled rows between steps, left for the flowchart's arrows, are no steps."""
    table = step_table()
    rows = list(table.rows)
    blank = [""] * 9
    spaced: list[Row] = [*rows[:3], blank, rows[3], blank, *rows[4:], blank]
    sop = read(spaced, list(table.widths), tmp_path)
    assert steps_of(sop) == wanted()


def test_what_stands_in_a_row_without_number_and_activity_belongs_to_the_step_above(
    tmp_path: Path,
) -> None:
    table = step_table()
    rows = list(table.rows)
    more: Row = ["", "", "", "", "", "Kartu identitas", "", "", ""]
    sop = read([*rows[:3], more, *rows[3:]], list(table.widths), tmp_path)
    assert steps_of(sop)[0]["requirements"] == "Surat permohonan Kartu identitas"
    assert len(sop.steps) == 4


def test_turned_names_over_two_lines(tmp_path: Path) -> None:
    names = ("Arsiparis", "Kepala Bidang\nLayanan Arsip", "Kepala\nDinas")
    table = step_table(heading=Heading(actors=names, turned=True))
    sop = read(list(table.rows), list(table.widths), tmp_path)
    assert [actor.text for actor in sop.actors] == [name.replace("\n", " ") for name in names]
    assert steps_of(sop) == wanted()
