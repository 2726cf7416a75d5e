"""Where the rows of a step table begin and end, and the rows that are none of its steps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.cell_geometry import REGIONS, shares_level
from extract.fields.columns import Columns
from models.geometry import BBox
from models.grid import Cell


@dataclass(frozen=True, slots=True)
class RowThresholds:
    """Where a step table is cut into rows. Unfitted."""

    # Share of the activity column that a ruling must cover to split two rows.
    min_cut_share: float = 0.6
    # A cell that covers this share of the table's width is a caption or note, no part of a step.
    min_banner_share: float = 0.5
    # The next row's lines begin at most so far above a line's letters; absolute, could be relative
    # to letter height.
    leading_pt: float = 2.0


ROWS = RowThresholds()


_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Attributes:
        bbox: Its box in points.
        ruled: Whether rulings separate it from its neighbours; where they do not, a cell holds
            several rows' lines, distinguished by their height on the page.
    """

    bbox: BBox
    ruled: bool = True


def find_full_width_cells(cells: Sequence[Cell], columns: Columns) -> list[Cell]:
    """Return the cells that are merged over most of the table: captions, notes, signatures."""
    edges = columns.edges
    if not edges or "activity" not in columns.spans:
        return []
    left, right = columns.spans["activity"]
    width = edges[-1] - edges[0]
    return [
        c
        for c in cells
        if c.lines
        and c.bbox.width >= max(ROWS.min_banner_share * width, 1.5 * (right - left))
        and min(c.bbox.x1, right) - max(c.bbox.x0, left) >= ROWS.min_cut_share * (right - left)
    ]


def activity_rows(by_column: dict[str, list[Cell]], columns: Columns) -> list[Row]:
    """Return the rows from top to bottom.

    The activities' cells cut the rows; a numbered cell beside a stretch without activities
    makes a row too. A cell with several numbers holds several rows that no ruling separates.

    Args:
        by_column: Column -> its cells, `activity` and `number` among them.
        columns: The columns.
    """
    rows = _ruled_rows(by_column["activity"], columns)
    for cell in by_column["number"]:
        beside = [row for row in rows if shares_level(cell.bbox, row.bbox)]
        starts = [x.place.bbox.top for x in cell.lines if x.place.bbox and _NUMBER.match(x.text)]
        if not beside:
            rows.append(Row(cell.bbox))
        elif len(beside) == 1 and len(starts) > 1 and len(starts) == len(cell.lines):
            rows.remove(beside[0])
            box = beside[0].bbox
            tops = [box.top, *(start - ROWS.leading_pt for start in starts[1:]), box.bottom]
            rows += [
                Row(BBox(box.x0, top, box.x1, bottom), ruled=False)
                for top, bottom in itertools.pairwise(tops)
            ]
    return sorted(rows, key=lambda row: row.bbox.top)


def _ruled_rows(cells: Sequence[Cell], columns: Columns) -> list[Row]:
    """Return the rows between the edges that cells share over most of the activity column."""
    if not cells:
        return []
    left, right = columns.spans["activity"]
    edges: list[float] = []
    for y in sorted({y for c in cells for y in (c.bbox.top, c.bbox.bottom)}):
        if edges and y - edges[-1] <= REGIONS.edge_pt:
            continue
        below = [c.bbox for c in cells if abs(c.bbox.top - y) <= REGIONS.edge_pt]
        above = [c.bbox for c in cells if abs(c.bbox.bottom - y) <= REGIONS.edge_pt]
        if max(_cover(below, left, right), _cover(above, left, right)) >= ROWS.min_cut_share:
            edges.append(y)
    rows = [Row(BBox(left, top, right, bottom)) for top, bottom in itertools.pairwise(edges)]
    return [
        row for row in rows if any(c.bbox.top <= row.bbox.y_mid <= c.bbox.bottom for c in cells)
    ]


def _cover(boxes: Sequence[BBox], left: float, right: float) -> float:
    """Return what part of a stretch boxes cover, those beside each other counted together."""
    covered, reached = 0.0, left
    for box in sorted(boxes, key=lambda b: b.x0):
        start, end = max(box.x0, reached), min(box.x1, right)
        if end > start:
            covered += end - start
            reached = end
    return covered / max(right - left, 1.0)
