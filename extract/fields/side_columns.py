"""Columns of a step table that are printed on another page than its activities.

A table too wide for the paper goes on beside its page: a spreadsheet prints tiles, an office puts
Mutu Baku on pages of its own. Such a page has no activities; its rows are as tall as those of the
page that it continues, which tells the two belong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from extract.fields.cell_geometry import REGIONS, text_lines
from extract.fields.columns import Columns, find_side_heading
from extract.fields.continuation import below_heading, continues, moved_to
from extract.fields.items import join_lines
from extract.fields.steps import append_rest
from models.geometry import BBox
from models.grid import Cell, Grid
from models.raw import Place, RawHeading, RawSop, RawStep


@dataclass(frozen=True, slots=True)
class SideThresholds:
    """When the rows of two pages are the same rows. Unfitted."""

    # A row's lower edge may stand so far from where the other page's heights put it.
    max_edge_shift_pt: float = 4.0
    # The whole page may be printed larger or smaller by this share.
    max_scaling_share: float = 0.1


SIDE = SideThresholds()


@dataclass(slots=True)
class SideColumns:
    """What is known of an SOP's columns that stand on pages of their own.

    Attributes:
        columns: Those of the last such page; None before the first.
        joined: Page with activities -> how many pages were joined to it.
    """

    columns: Columns | None = None
    joined: dict[int, int] = field(default_factory=dict)

    def join(self, cells: Sequence[Cell], page: int, sop: RawSop) -> Columns | None:
        """Add a table's cells to the steps of an earlier page whose rows are as tall.

        Args:
            cells: The table's cells.
            page: 1-based number of its page.
            sop: The SOP; its steps get the cells.

        Returns:
            The table's columns; None where it has activities, or matches no earlier page.
        """
        bbox = BBox.around(cell.bbox for cell in cells)
        columns = find_side_heading(Grid(page, bbox, tuple(cells)))
        headed = columns is not None
        if columns is None and self.columns is not None and continues(cells, self.columns):
            columns = moved_to(cells, self.columns)
        if columns is None:
            return None
        top = below_heading(cells, columns, columns.bottom)
        body = [c for c in cells if c.bbox.top >= top - REGIONS.edge_pt]
        found = self._home_of(body, top, page, sop)
        if found is None:
            return None
        home, tops = found
        for (index, _), top, bottom in zip(_rows_on(home, sop), tops, tops[1:], strict=False):
            box = BBox(bbox.x0, top, bbox.x1, bottom)
            append_rest(sop.steps[index], _read_side(body, columns, box, page))
        self.columns = columns
        self.joined[home] = self.joined.get(home, 0) + 1
        if headed and sop.headings:
            first = sop.headings[0]
            printed = columns.printed | first.columns
            sop.headings[0] = RawHeading(printed, first.actors or columns.actors)
        sop.duration_unit = sop.duration_unit or columns.duration_unit
        return columns

    def _home_of(
        self, body: Sequence[Cell], top: float, page: int, sop: RawSop
    ) -> tuple[int, list[float]] | None:
        """Return the page that a table continues, and its rows' edges on this page, in points."""
        edges = sorted({y for c in body for y in (c.bbox.top, c.bbox.bottom)})
        homes = sorted({
            place.page
            for step in sop.steps
            for place in step.rows
            if place.page and place.page < page
        })  # fmt: skip
        for home in sorted(homes, key=lambda number: self.joined.get(number, 0)):
            heights = [place.bbox.height for _, place in _rows_on(home, sop) if place.bbox]
            tops = _edges_by(heights, top, edges)
            if tops is not None:
                return home, tops
        return None


def _rows_on(page: int, sop: RawSop) -> list[tuple[int, Place]]:
    """Return (index of a step, its row) for the rows on a page, from top to bottom."""
    return [
        (index, place)
        for index, step in enumerate(sop.steps)
        for place in step.rows
        if place.page == page and place.bbox
    ]


def _edges_by(heights: Sequence[float], top: float, edges: Sequence[float]) -> list[float] | None:
    """Return the edges of rows of known heights; None where a table has others.

    Args:
        heights: Heights of the rows on the other page, in points.
        top: Where the first row begins on this page.
        edges: The edges of this page's cells below its heading.
    """
    if len(heights) == 0 or not edges:
        return None
    scale = (edges[-1] - top) / sum(heights)
    if abs(scale - 1) > SIDE.max_scaling_share:
        return None
    expected = [top + scale * far for far in accumulate(heights, initial=0.0)]
    near = [min(edges, key=lambda edge: abs(edge - y)) for y in expected]
    if any(abs(a - b) > SIDE.max_edge_shift_pt for a, b in zip(near, expected, strict=True)):
        return None
    return near if len(set(near)) == len(near) else None


def _read_side(body: Sequence[Cell], columns: Columns, row: BBox, page: int) -> RawStep:
    """Return what stands in a row of such columns."""
    step = RawStep(rows=[Place(page=page, bbox=row)])
    inside = [c for c in body if c.lines and row.top <= c.bbox.y_mid < row.bottom]
    for name, (left, right) in columns.spans.items():
        held = [c for c in inside if left <= c.bbox.x_mid <= right]
        if value := join_lines(text_lines(held) if held else []):
            step.cells[name] = value
    return step
