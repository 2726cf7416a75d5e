"""Workbooks as offices lay them out and draw in them, beside the plain form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.readers.office.arrangements import (
    below,
    beside,
    heading_again,
    renumbered,
    spread,
    without_borders,
)
from tests.readers.office.reading import changed, parted, read, sample_records
from tools.make_samples.office_form import Form, both_of, cover_of, steps_of
from tools.make_samples.office_grid import Grid
from tools.make_samples.office_xlsx import write_xlsx
from tools.make_samples.office_xlsx_drawing import Drawing

ARRANGEMENTS: dict[str, Callable[[Grid, Grid], list[Grid]]] = {
    "steps on the sheet before the cover": lambda cover, steps: [steps, cover],
    "steps left of the cover": lambda cover, steps: [beside(steps, cover)],
    "steps right of the cover": lambda cover, steps: [beside(cover, steps)],
    "no borders at all": lambda cover, steps: [without_borders(cover), without_borders(steps)],
    "a heading repeated within the sheet": lambda cover, steps: [cover, heading_again(steps)],
    "steps of several rows, a line in each": lambda cover, steps: [cover, spread(steps, 6)],
}


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_sheets_are_read_however_they_are_laid_out(arrangement: str, tmp_path: Path) -> None:
    record = next(r for r in sample_records() if any(edge["label"] for edge in r["flow"]))
    grids = ARRANGEMENTS[arrangement](cover_of(record, Form()), steps_of(record, Form()))
    (found,) = read(write_xlsx(grids), tmp_path / "book.xlsx")
    assert not parted(record, found)
    assert "identity-sheet-missing" not in {finding.code for finding in found.findings}


def test_sops_below_each_other_are_two(tmp_path: Path) -> None:
    records = sample_records()[:2]
    upper, lower = (both_of(record, Form()) for record in records)
    found = read(write_xlsx([below(upper, renumbered(lower, 50_000))]), tmp_path / "book.xlsx")
    assert [parted(want, have) for want, have in zip(records, found, strict=True)] == [[], []]


def test_steps_of_another_sop_are_not_given_to_a_cover(tmp_path: Path) -> None:
    steps_record, cover_record = sample_records()[:2]
    steps = steps_of(steps_record, Form()).shifted(2)
    title = replace(steps.cells[0], row=0, rows=1, columns=len(steps.widths), border=False)
    steps.add(replace(title, text=f"SOP {steps_record['header']['title']}"))
    found = read(write_xlsx([steps, cover_of(cover_record, Form())]), tmp_path / "book.xlsx")
    assert [(bool(r.steps), bool(r.legal_basis)) for r in found] == [(True, False), (False, True)]


def framed(drawing: bytes) -> bytes:
    """Return labels with the white ground and thin line that Excel gives a new text box."""
    return drawing.replace(
        b"<a:noFill/><a:ln><a:noFill/></a:ln>",
        b'<a:solidFill><a:schemeClr val="lt1"/></a:solidFill><a:ln w="9525"><a:solidFill>'
        b'<a:schemeClr val="lt1"><a:shade val="50000"/></a:schemeClr></a:solidFill></a:ln>',
    )


def text_boxes(drawing: bytes) -> bytes:
    """Return all symbols as text boxes with words in them, processes as plain rectangles."""
    words = b"<a:p><a:r><a:t>Proses</a:t></a:r></a:p>"
    return (
        drawing.replace(b"<xdr:cNvSpPr/>", b'<xdr:cNvSpPr txBox="1"/>')
        .replace(b"flowChartProcess", b"rect")
        .replace(b"<a:p></a:p>", words)
    )


DRAWN: dict[str, tuple[Callable[[bytes], bytes], Drawing]] = {
    "labels with a frame": (framed, Drawing(glued="none")),
    "labels with a frame, arrows of several lines": (framed, Drawing(lines=True)),
    "text boxes as symbols": (text_boxes, Drawing()),
    "text boxes as symbols that no connector names": (text_boxes, Drawing(glued="none")),
}


@pytest.mark.parametrize("way", DRAWN)
def test_text_boxes_are_symbols_or_labels(way: str, tmp_path: Path) -> None:
    record = next(r for r in sample_records() if any(edge["label"] for edge in r["flow"]))
    change, drawing = DRAWN[way]
    plain = write_xlsx([cover_of(record, Form()), steps_of(record, Form())], drawing)
    book = changed(plain, "xl/drawings/drawing2.xml", change)
    assert book != plain
    (found,) = read(book, tmp_path / "book.xlsx")
    assert not parted(record, found)


def test_a_label_is_given_to_one_arrow(tmp_path: Path) -> None:
    record = dict(next(r for r in sample_records() if any(edge["label"] for edge in r["flow"])))
    labelled = [edge for edge in record["flow"] if edge["label"]]
    record["flow"] = [
        {**edge, "label": "Tidak" if edge is labelled[0] else None} for edge in record["flow"]
    ]
    (found,) = read(
        write_xlsx([cover_of(record, Form()), steps_of(record, Form())]), tmp_path / "book.xlsx"
    )
    assert not parted(record, found)


def test_labels_may_be_typed_into_cells(tmp_path: Path) -> None:
    record = next(r for r in sample_records() if {"Ya"} <= {e["label"] for e in r["flow"]})
    steps = steps_of(record, Form())
    place = {symbol.key: (symbol.row, symbol.column) for symbol in steps.symbols}
    typed: dict[tuple[int, int], str] = {}
    for arrow in steps.arrows:
        (row, column), (below_row, aside) = place[arrow.source], place[arrow.target]
        if arrow.label and (aside == column < len(steps.widths) and below_row > row):
            typed[row, column] = arrow.label
        elif arrow.label:
            typed[row, column + (1 if aside > column else -1)] = arrow.label
    steps.arrows = [replace(arrow, label=None) for arrow in steps.arrows]
    steps.cells = [replace(c, text=typed.get((c.row, c.column), c.text)) for c in steps.cells]
    book = write_xlsx([cover_of(record, Form()), steps])
    (found,) = read(book, tmp_path / "book.xlsx")
    assert len(typed) == sum(edge["label"] is not None for edge in record["flow"])
    assert not parted(record, found)
