"""Tables that list SOPs: a row of labels over many rows is a list, no identity sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.cell_geometry import REGIONS
from extract.fields.labelled import LabelKind, Labelled
from models.grid import Cell


@dataclass(frozen=True, slots=True)
class ListThresholds:
    """What makes a table a list of SOPs. Unfitted."""

    # So many columns under labels ...
    min_columns: int = 2
    # ... with so many rows of text below each.
    min_rows: int = 2


LISTS = ListThresholds()


def is_list(labels: Sequence[Labelled], cells: Sequence[Cell]) -> bool:
    """Return whether labels head the columns of a list rather than single values.

    A table with the boxes of an identity sheet is no list, wherever its values stand.
    """
    if any(x.is_known_box for x in labels):
        return False
    fields = [
        x
        for x in labels
        if x.kind is LabelKind.HEADER and x.match.field != "approver" and x.stands_alone
    ]
    for label in fields:
        row = [x for x in fields if abs(x.cell.bbox.top - label.cell.bbox.top) <= REGIONS.edge_pt]
        if sum(_rows_below(x, labels, cells) >= LISTS.min_rows for x in row) >= LISTS.min_columns:
            return True
    return False


def _rows_below(label: Labelled, labels: Sequence[Labelled], cells: Sequence[Cell]) -> int:
    """Return how many cells with text follow each other in a label's own column below it."""
    labelled = {id(x.cell) for x in labels}
    count, bottom = 0, label.cell.bbox.bottom
    for cell in sorted(cells, key=lambda c: c.bbox.top):
        if abs(cell.bbox.top - bottom) > REGIONS.edge_pt or not _is_in_column(cell, label.cell):
            continue
        if id(cell) in labelled or not cell.lines:
            break
        count, bottom = count + 1, cell.bbox.bottom
    return count


def _is_in_column(cell: Cell, heading: Cell) -> bool:
    """Return whether a cell has the edges of a column's heading."""
    return (
        abs(cell.bbox.x0 - heading.bbox.x0) <= REGIONS.edge_pt
        and abs(cell.bbox.x1 - heading.bbox.x1) <= REGIONS.edge_pt
    )
