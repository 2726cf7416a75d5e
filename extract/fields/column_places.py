"""Where the columns under a step table's heading stand, named or not, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.cell_geometry import REGIONS
from extract.form.table_columns import TableColumn
from models.grid import Cell
from normalize.text import join_broken


@dataclass(frozen=True, slots=True)
class PlaceThresholds:
    """What makes a column of its own. Unfitted."""

    # A column of numbers under the activities' heading is at most this share of it ...
    max_number_share: float = 0.3
    # ... has so many numbers, and they are this share of its cells with text.
    min_numbers: int = 2
    min_numbers_share: float = 0.5


PLACES = PlaceThresholds()

_STEP_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}")


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column.

    Attributes:
        cell: Its heading's cell; None where it has none of its own.
        x0: Its left edge in points.
        x1: Its right edge.
    """

    cell: Cell | None
    x0: float
    x1: float

    @property
    def span(self) -> tuple[float, float]:
        """Return its (left, right) edge in points."""
        return self.x0, self.x1

    def seen(self, group: str, body: Sequence[Cell]) -> TableColumn:
        """Return the column as evidence sees it.

        Args:
            group: Which group's heading stands over it.
            body: The cells below the heading.
        """
        heading = join_broken([line.text for line in self.cell.lines]) if self.cell else ""
        cells = tuple(cell.text for cell in _inside(body, self.x0, self.x1))
        return TableColumn(heading, group, cells, self.x1 - self.x0)


def place_columns(cells: Sequence[Cell], body: Sequence[Cell]) -> list[ColumnPlace]:
    """Return the columns from left to right.

    Args:
        cells: The heading's cells.
        body: The cells below it.
    """
    named = [c for c in cells if c.lines and not _has_parts(c, cells)]
    blank = [
        c
        for c in cells
        if not c.lines
        and not any(_overlap(c, other) > REGIONS.edge_pt for other in named)
        and any(held.lines for held in _inside(body, c.bbox.x0, c.bbox.x1))
    ]
    found: list[ColumnPlace] = []
    for cell in sorted([*named, *blank], key=lambda c: c.bbox.x0):
        left, right = cell.bbox.x0, cell.bbox.x1
        if found and not cell.lines and left < found[-1].x1 - REGIONS.edge_pt:
            continue
        edge = None if found else _edge_of_numbers(cell, body)
        if edge is not None:
            found.append(ColumnPlace(None, left, edge))
        found.append(ColumnPlace(cell, left if edge is None else edge, right))
    return _with_numbers_left(found, body)


def _with_numbers_left(found: list[ColumnPlace], body: Sequence[Cell]) -> list[ColumnPlace]:
    """Return columns with that of the numbers, where it stands left of all headings."""
    left = min((place.x0 for place in found), default=0.0)
    numbers = [c for c in body if c.lines and c.bbox.x1 <= left + REGIONS.edge_pt]
    if not _are_numbers(numbers):
        return found
    return [ColumnPlace(None, numbers[0].bbox.x0, left), *found]


def _edge_of_numbers(heading: Cell, body: Sequence[Cell]) -> float | None:
    """Return where the column of step numbers ends that stands under a heading with another."""
    left, right = heading.bbox.x0, heading.bbox.x1
    narrow = [
        c
        for c in body
        if c.lines
        and abs(c.bbox.x0 - left) <= REGIONS.edge_pt
        and c.bbox.width < PLACES.max_number_share * (right - left)
    ]
    return narrow[0].bbox.x1 if _are_numbers(narrow) else None


def _are_numbers(cells: Sequence[Cell]) -> bool:
    """Return whether cells hold the numbers of steps."""
    numbers = sum(bool(_STEP_NUMBER.fullmatch(c.text)) for c in cells)
    return numbers >= max(PLACES.min_numbers, PLACES.min_numbers_share * len(cells))


def _has_parts(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Return whether other heading cells with text stand under a cell."""
    return any(
        other is not cell
        and other.lines
        and other.bbox.top >= cell.bbox.bottom - REGIONS.edge_pt
        and cell.bbox.x0 - REGIONS.edge_pt <= other.bbox.x_mid <= cell.bbox.x1 + REGIONS.edge_pt
        for other in cells
    )


def _overlap(one: Cell, other: Cell) -> float:
    """Return how much of the page's width two cells share, in points."""
    return min(one.bbox.x1, other.bbox.x1) - max(one.bbox.x0, other.bbox.x0)


def _inside(body: Sequence[Cell], left: float, right: float) -> list[Cell]:
    """Return the cells that stand within the edges of a column."""
    return [
        c
        for c in body
        if c.bbox.x0 >= left - REGIONS.edge_pt and c.bbox.x1 <= right + REGIONS.edge_pt
    ]
