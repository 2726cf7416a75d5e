"""Step tables that continue on the next page, with their heading, a part of it, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.fields.cell_geometry import REGIONS
from extract.fields.columns import Columns
from extract.vocabulary.columns import match_column
from extract.vocabulary.numbering import is_numbering
from models.grid import Cell
from normalize.likeness import likeness
from normalize.text import join_broken


@dataclass(frozen=True, slots=True)
class ContinuationThresholds:
    """When a table continues the one on the page before. Unfitted."""

    # A column's edge may move so far from one page to the next; absolute, could be relative to
    # column width.
    max_edge_shift_pt: float = 6.0
    # Share of the heading's column edges that a table without heading must have too.
    min_shared_edges_share: float = 0.7
    # Two names so much alike, 0 to 100, are one actor's, spelt twice.
    min_actor_likeness: float = 85.0


CONTINUATION = ContinuationThresholds()


_ORDINAL = re.compile(r"\b(?:\d+|[IVX]+|[A-Z])\b")


def continues(cells: Sequence[Cell], columns: Columns) -> bool:
    """Return whether a table without heading has the columns of the one before it."""
    edges = {x for cell in cells for x in (cell.bbox.x0, cell.bbox.x1)}
    found = sum(
        any(abs(x - edge) <= CONTINUATION.max_edge_shift_pt for x in edges)
        for edge in columns.edges
    )
    return found >= CONTINUATION.min_shared_edges_share * len(columns.edges)


def moved_to(cells: Sequence[Cell], columns: Columns) -> Columns:
    """Return the columns of the page before for a table that continues their rows.

    Args:
        cells: The cells of the table on this page.
        columns: The columns of the page before.

    Returns:
        Them, with the rows beginning below what this page repeats of the heading.
    """
    top = min(cell.bbox.top for cell in cells)
    return replace(columns, top=top, bottom=_below_heading(cells, columns, top))


def completed(heading: Columns, cells: Sequence[Cell], columns: Columns | None) -> Columns:
    """Return a heading's columns, those of the page before where it repeats only a part of them."""
    if columns is None or len(heading.edges) >= len(columns.edges):
        return heading
    if not continues(cells, columns):
        return heading
    whole = replace(columns, top=heading.top, bottom=heading.bottom)
    return replace(whole, bottom=_below_heading(cells, whole, heading.bottom))


def is_same_actor(one: str, other: str) -> bool:
    """Return whether two names are one actor's, a slip or two apart.

    "Irban I" and "Irban II" are two: a number tells one office from the next.
    """
    if _ORDINAL.findall(one) != _ORDINAL.findall(other):
        return False
    return likeness(one, other) >= CONTINUATION.min_actor_likeness


def _below_heading(cells: Sequence[Cell], columns: Columns, top: float) -> float:
    """Return where the rows that repeat a part of the heading end, from a height on."""
    bottom = top
    while True:
        row = [c for c in cells if abs(c.bbox.top - bottom) <= REGIONS.edge_pt and c.lines]
        if not row or not (
            is_numbering([c.text for c in row]) or all(_is_heading(c, columns) for c in row)
        ):
            return bottom
        bottom = max(c.bbox.bottom for c in row)


def _is_heading(cell: Cell, columns: Columns) -> bool:
    """Return whether a cell repeats the heading of a column, or of a group of columns."""
    text = join_broken([line.text for line in cell.lines])
    kind = match_column(text)
    if kind in ("actors", "quality"):
        return True
    if kind is not None and kind in columns.spans:
        left, right = columns.spans[kind]
        return left - REGIONS.edge_pt <= cell.bbox.x_mid <= right + REGIONS.edge_pt
    return any(is_same_actor(text, actor.text) for actor in columns.actors)
