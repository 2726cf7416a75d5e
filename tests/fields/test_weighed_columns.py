"""Columns whose heading is missing, misread or unusual: place and contents tell what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.raw import RawSop
from tests.builders.documents import Document
from tests.builders.sop import identity_sheet, steps_of
from tests.builders.steps import ACTORS, ALL, HEADINGS, STEPS, Heading, S, step_table
from tests.builders.tables import C, Row, Table

COSTS = ("Rp 5.000", "Gratis", "-", "Rp 10.000")


def read(heading: Heading, folder: Path, columns: tuple[str, ...] = ALL) -> RawSop:
    return read_rows(step_table(columns=columns, heading=heading), folder)


def read_rows(table: Table, folder: Path) -> RawSop:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(table)
    [sop] = document.read(folder)
    return sop


def wanted(columns: tuple[str, ...] = ALL) -> list[dict[str, str]]:
    return [step.cells(columns) for step in STEPS]


@pytest.mark.parametrize("quality", ["Mutu Baku", "Mutu Buku", "Pendukung", None])
@pytest.mark.parametrize(
    "names",
    [
        {"requirements": "", "output": "Capaian"},
        {"duration": "Tenggat", "remarks": ""},
        {"requirements": "Ke1enqkqpan", "duration": "Wakfu", "output": "0ufput"},
        {"number": "", "remarks": "Ref."},
        {"activity": "Uraian Jenis Kegiatan"},
        {"requirements": "Persyaratan", "output": "Keluaran"},
    ],
)
def test_headings_missing_misread_or_unusual(
    names: dict[str, str], quality: str | None, tmp_path: Path
) -> None:
    sop = read(Heading(names=HEADINGS | names, quality=quality), tmp_path)
    assert steps_of(sop) == wanted()
    assert [actor.text for actor in sop.actors] == list(ACTORS)


@pytest.mark.parametrize(
    "columns",
    [
        ("number", "activity", "actors", "duration", "requirements", "output", "remarks"),
        ("number", "activity", "requirements", "duration", "output", "actors", "remarks"),
        ("number", "actors", "activity", "requirements", "duration", "output"),
    ],
)
def test_other_orders(columns: tuple[str, ...], tmp_path: Path) -> None:
    sop = read(Heading(quality=None, group="Pelaksana"), tmp_path, columns)
    assert steps_of(sop) == wanted(columns)
    assert [actor.text for actor in sop.actors] == list(ACTORS)


@pytest.mark.parametrize("at", [6, 7, 8])
def test_a_fourth_column_of_mutu_baku(at: int, tmp_path: Path) -> None:
    """Costs are no column of the record, and take no other's place."""
    usual = step_table()
    first = [C("No", rows=2), C("Uraian Kegiatan", rows=2), C("Pelaksana", cols=3)]
    second = [*ACTORS, *(HEADINGS[x] for x in ("requirements", "duration", "output"))]
    second.insert(at - 2, "Biaya")
    rows: list[Row] = [[*first, C("Mutu Baku", cols=4), C("Keterangan", rows=2)], second]
    for row, cost in zip(usual.rows[2:], COSTS, strict=True):
        rows.append([*row[:at], C(cost), *row[at:]])
    widths = [w * 0.92 for w in usual.widths]
    sop = read_rows(Table([*widths[:at], 60.0, *widths[at:]], rows), tmp_path)
    assert steps_of(sop) == wanted()
    assert [actor.text for actor in sop.actors] == list(ACTORS)


def test_what_is_less_sure_says_so(tmp_path: Path) -> None:
    """One row, hardly a heading: what its columns are is a guess, and no value hides that."""
    sure = read(Heading(), tmp_path)
    assert {cell.confidence for step in sure.steps for cell in step.cells.values()} == {1.0}
    vague = S("1.", "Pendaftaran", "Kartu", "Segera", "Buku", "Kartu")
    names = HEADINGS | {"requirements": "Isi", "duration": "Ukuran", "output": "Rupa",
                        "remarks": "Lain"}  # fmt: skip
    table = step_table(
        [vague, replace(vague, number="2.")], heading=Heading(names=names, quality=None)
    )
    cells = [cell for step in read_rows(table, tmp_path).steps for cell in step.cells.values()]
    assert min(cell.confidence for cell in cells) < 0.9
