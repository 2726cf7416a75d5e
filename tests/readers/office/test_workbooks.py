"""Workbooks in the official form, read without any office program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from extract.errors import NotAnSopError
from tests.readers.office.drawing_varieties import VARIETIES as DRAWINGS
from tests.readers.office.reading import Json, changed, parted, read, sample_records
from tools.make_samples.office_form import Form, both_of, cover_of, steps_of
from tools.make_samples.office_grid import Grid
from tools.make_samples.office_xlsx import write_xlsx
from tools.make_samples.office_xlsx_drawing import Drawing

# How offices fill the form, how they draw the flowchart, and whether one sheet holds both.
VARIETIES: dict[str, tuple[Form, Drawing, bool]] = {
    "cover and steps on two sheets": (Form(), Drawing(), False),
    "both on one sheet": (Form(), Drawing(), True),
    "dates and durations are numbers, headings read upwards": (
        Form(typed=True, colon="none", turned=True), Drawing(), False,
    ),
    "lists over rows, symbols in groups": (
        Form(lists="rows", colon="value", numbered=True), Drawing(grouped=True), False,
    ),
    "connectors that name no shape": (Form(symbol_text=False), Drawing(glued="none"), False),
    "connectors that name one shape, drawn diamonds": (
        Form(), Drawing(glued="one", freeform=True), True,
    ),
    "arrows of several lines": (Form(), Drawing(lines=True), False),
    "pictures as symbols, a stale hidden row": (
        Form(stale=True),
        Drawing(pictures=True, presets=(("terminator", "roundRect"), ("decision", "diamond"))),
        False,
    ),
    "off-page connectors with letters, turned": (Form(split=4), Drawing(turned=True), False),
    "off-page connectors in one column": (Form(split=3, letters=False), Drawing(), True),
}  # fmt: skip


def grids_of(record: Json, form: Form, *, one_sheet: bool = False, suffix: str = "") -> list[Grid]:
    if one_sheet:
        return [both_of(record, form, f"SOP{suffix}")]
    return [
        cover_of(record, form, f"Cover{suffix}"), steps_of(record, form, f"Flowchart{suffix}")
    ]  # fmt: skip


FIRST = next(iter(VARIETIES))


@pytest.mark.parametrize("variety", VARIETIES)
def test_what_is_written_is_read(variety: str, tmp_path: Path) -> None:
    form, drawing, one_sheet = VARIETIES[variety]
    records = sample_records()
    for record in records if variety == FIRST else records[:3]:
        book = write_xlsx(grids_of(record, form, one_sheet=one_sheet), drawing)
        found = read(book, tmp_path / "book.xlsx")
        assert len(found) == 1
        assert not parted(record, found[0])


# Of these the connectors name their shapes, which is what they show.
NAMED = ("connectors drawn backwards", "alternate content", "all in one group")


@pytest.mark.parametrize("variety", DRAWINGS)
def test_drawings_of_other_programs_are_read(variety: str, tmp_path: Path) -> None:
    glued = "both" if variety in NAMED else "none"
    record = next(r for r in sample_records() if any(edge["label"] for edge in r["flow"]))
    plain = write_xlsx(grids_of(record, Form()), Drawing(glued=glued))
    book = changed(plain, "xl/drawings/drawing2.xml", DRAWINGS[variety])
    assert book != plain
    (found,) = read(book, tmp_path / "book.xlsx")
    assert not parted(record, found)


LAYOUTS: dict[str, Callable[[Grid, int], Grid]] = {
    "rows of three": lambda grid, _: subdivided(grid, grid.heading_rows.stop, 3, {}),
    "actors over two columns": lambda grid, actors: subdivided(
        grid, 0, 1, {column: 2 for column in range(2, 2 + actors)}
    ),
    "a fine grid": lambda grid, _: subdivided(
        grid, 0, 2, {column: 2 for column in range(len(grid.widths))}
    ),
    "below and right of blank cells": lambda grid, _: subdivided(
        grid.shifted(4), 0, 1, {0: 2}
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cells_merged_over_a_finer_grid_are_read(layout: str, tmp_path: Path) -> None:
    record = next(r for r in sample_records() if any(edge["label"] for edge in r["flow"]))
    cover, steps = grids_of(record, Form())
    steps = LAYOUTS[layout](steps, len(record["actors"]))
    (found,) = read(write_xlsx([cover, steps]), tmp_path / "book.xlsx")
    assert not parted(record, found)


def subdivided(grid: Grid, first: int, rows: int, columns: dict[int, int]) -> Grid:
    """Return a grid whose rows from one on, and some columns, become several; cells are merged."""
    tops = [0, *accumulate(rows if row >= first else 1 for row in range(len(grid.heights)))]
    lefts = [0, *accumulate(columns.get(column, 1) for column in range(len(grid.widths)))]
    wide, high = ([end - start for start, end in pairwise(edges)] for edges in (lefts, tops))
    fine = Grid(
        grid.name,
        [width / n for width, n in zip(grid.widths, wide, strict=True) for _ in range(n)],
        [height / n for height, n in zip(grid.heights, high, strict=True) for _ in range(n)],
    )
    for cell in grid.cells:
        top, left = tops[cell.row], lefts[cell.column]
        last, end = tops[cell.row + cell.rows], lefts[cell.column + cell.columns]
        fine.cells.append(replace(cell, row=top, column=left, rows=last - top, columns=end - left))
    for symbol in grid.symbols:
        top, left = tops[symbol.row], lefts[symbol.column]
        right = sum(fine.widths[left + 1 : lefts[symbol.column + 1]]) / 2
        down = sum(fine.heights[top + 1 : tops[symbol.row + 1]]) / 2
        offset = symbol.offset[0] + right, symbol.offset[1] + down
        fine.symbols.append(replace(symbol, row=top, column=left, offset=offset))
    fine.arrows = grid.arrows
    return fine


def test_a_book_of_several_sops_gives_a_record_each(tmp_path: Path) -> None:
    records = sample_records()[:3]
    grids = [
        grid
        for number, record in enumerate(records)
        for grid in grids_of(record, Form(), one_sheet=number == 1, suffix=f" {number}")
    ]
    found = read(write_xlsx(grids, hidden=True), tmp_path / "book.xlsx")
    assert [record.source.pages for record in found] == [[1, 2], [3], [4, 5]]
    for want, have in zip(records, found, strict=True):
        assert not parted(want, have)


def test_provenance_names_sheet_and_cell(tmp_path: Path) -> None:
    record = sample_records()[0]
    grids = grids_of(record, Form(stale=True), suffix=" 1")
    (found,) = read(write_xlsx(grids, hidden=True), tmp_path / "book.xlsx")
    assert found.source.media_type.endswith("spreadsheetml.sheet")
    places = found.provenance
    assert places["/header/sop_number"].cell == "'Cover 1'!E1"
    assert places["/header/government"].cell == "'Cover 1'!A1"
    assert places["/steps/0/activity"].cell == "'Flowchart 1'!B3"
    # The row in between is hidden.
    assert places["/steps/1/activity"].cell == "'Flowchart 1'!B5"
    box = places["/steps/1/activity"].bbox
    assert box is not None and box[0] >= grids[1].widths[0]
    assert all(place.cell for place in places.values())


def test_a_page_that_is_no_sheet_names_no_cell() -> None:
    from models.provenance import Provenance

    assert "cell" not in Provenance(page=1, confidence=1.0).model_dump()


def test_a_book_of_another_kind_is_no_sop(tmp_path: Path) -> None:
    grid = Grid("Harga", [60.0, 120.0, 80.0])
    from tools.make_samples.office_grid import Cell

    for row in range(40):
        grid.add(Cell(row, 0, str(row)), Cell(row, 1, f"Barang {row}"), Cell(row, 2, "12.000"))
    with pytest.raises(NotAnSopError):
        read(write_xlsx([grid]), tmp_path / "book.xlsx")
