"""Tables that list SOPs: a row of labels over many rows is a list, no identity sheet."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields.labelled import LabelKind, Labelled
from extract.fields.regions import EDGE
from models.grid import Cell

# So many columns with so many rows of text below their labels make a list.
COLUMNS = 2
ROWS = 2


def is_list(labels: Sequence[Labelled], cells: Sequence[Cell]) -> bool:
    """Return whether labels head the columns of a list rather than single values.

    A table with the boxes of an identity sheet is none, however its values stand.
    """
    if any(x.is_known_box for x in labels):
        return False
    fields = [
        x
        for x in labels
        if x.kind is LabelKind.HEADER and x.match.field != "approver" and x.stands_alone
    ]
    for label in fields:
        row = [x for x in fields if abs(x.cell.bbox.top - label.cell.bbox.top) <= EDGE]
        if sum(_rows_below(x, labels, cells) >= ROWS for x in row) >= COLUMNS:
            return True
    return False


def _rows_below(label: Labelled, labels: Sequence[Labelled], cells: Sequence[Cell]) -> int:
    """Return how many cells with text follow each other in a label's own column below it."""
    labelled = {id(x.cell) for x in labels}
    count, bottom = 0, label.cell.bbox.bottom
    for cell in sorted(cells, key=lambda c: c.bbox.top):
        if abs(cell.bbox.top - bottom) > EDGE or not _is_in_column(cell, label.cell):
            continue
        if id(cell) in labelled or not cell.lines:
            break
        count, bottom = count + 1, cell.bbox.bottom
    return count


def _is_in_column(cell: Cell, heading: Cell) -> bool:
    """Return whether a cell has the edges of a column's heading."""
    return (
        abs(cell.bbox.x0 - heading.bbox.x0) <= EDGE and abs(cell.bbox.x1 - heading.bbox.x1) <= EDGE
    )
