"""Workbooks in the official form, read without any office program."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import NotAnSopError
from tests.readers.office.reading import Json, parted, read, sample_records
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
