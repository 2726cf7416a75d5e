"""The rows of a step table: every activity a step, with the cells that stand beside it.

Rows are cut where the activity column is cut: the Pelaksana columns are crossed by the symbols
and arrows of the flowchart, whose edges look like ruling lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.columns import TEXT_COLUMNS, Columns, is_numbering
from extract.fields.items import join_lines
from extract.fields.regions import EDGE, text_lines
from models.geometry import BBox
from models.grid import Cell, Grid
from models.raw import Place, RawStep, Reading

# How far above a line's letters, in points, the next row's lines may begin.
LEADING = 2.0

_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}$")
_LEADING_NUMBER = re.compile(r"(\d{1,3})[.)]?\s+(?=\D)")

@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Attributes:
        bbox: Its box in points.
        ruled: Whether rulings part it from its neighbours; where they do not, a cell holds
            several rows' lines, told apart by their height on the page.
    """

    bbox: BBox
    ruled: bool = True


def read_rows(grid: Grid, columns: Columns) -> list[RawStep]:
    """Read the rows of a step table that stand on one page.

    Args:
        grid: The table.
        columns: Its columns; rows begin at `columns.bottom`.

    Returns:
        A step for each row with a text; the first may continue a row of the page before.
    """
    cells = [c for c in grid.cells if c.bbox.top >= columns.bottom - EDGE]
    by_column: dict[str, list[Cell]] = {name: [] for name in TEXT_COLUMNS}
    for cell in cells:
        for name in _columns_of(cell.bbox, columns):
            by_column[name].append(cell)
    steps: list[RawStep] = []
    for row in _rows(by_column):
        if is_numbering([c.text for c in cells if _shares_height(c.bbox, row.bbox)]):
            continue
        step = _read_row(row, by_column)
        if step.cells:
            step.rows.append(Place(page=grid.page, bbox=row.bbox))
            steps.append(step)
    if "number" not in columns.spans:
        _take_numbers(steps)
    return steps


def _columns_of(box: BBox, columns: Columns) -> list[str]:
    """Return the columns that a cell belongs to: those it lies in, or the one it covers most."""
    shared = {
        name: max(min(box.x1, right) - max(box.x0, left), 0.0)
        for name, (left, right) in columns.spans.items()
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    if best is None or shared[best] < 0.3 * min(box.width, _width(columns.spans[best])):
        return []
    covers_actors = any(left >= box.x0 - EDGE and right <= box.x1 + EDGE for left, right in columns.actor_spans)
    return [] if covers_actors and shared[best] < 0.5 * box.width else [best]


def _width(span: tuple[float, float]) -> float:
    """Return the width of a column."""
    return span[1] - span[0]


def _rows(by_column: dict[str, list[Cell]]) -> list[Row]:
    """Return the rows from top to bottom.

    The activities' cells cut the rows; a numbered cell beside a stretch without activities
    makes a row too. A cell with several numbers holds several rows that no ruling parts.
    """
    rows = [Row(c.bbox) for c in by_column["activity"]]
    for cell in by_column["number"]:
        beside = [row for row in rows if _shares_height(cell.bbox, row.bbox)]
        starts = [x.place.bbox.top for x in cell.lines if x.place.bbox and _NUMBER.match(x.text)]
        if not beside:
            rows.append(Row(cell.bbox))
        elif len(beside) == 1 and len(starts) > 1 and len(starts) == len(cell.lines):
            rows.remove(beside[0])
            box = beside[0].bbox
            tops = [box.top, *(start - LEADING for start in starts[1:]), box.bottom]
            rows += [
                Row(BBox(box.x0, top, box.x1, bottom), ruled=False)
                for top, bottom in zip(tops, tops[1:], strict=False)
            ]
    return sorted(rows, key=lambda row: row.bbox.top)


def _shares_height(one: BBox, other: BBox) -> bool:
    """Return whether two boxes share at least half of the lower one's height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.height, other.height)


def _read_row(row: Row, by_column: dict[str, list[Cell]]) -> RawStep:
    """Return the step of one row; a cell merged over several rows is given to each of them."""
    step = RawStep()
    for name in TEXT_COLUMNS:
        cells = [c for c in by_column[name] if _shares_height(c.bbox, row.bbox)]
        if name == "number" and row.ruled:
            # A number merged over several rows stands for the first of them.
            cells = [c for c in cells if c.bbox.top >= row.bbox.top - EDGE]
        if reading := join_lines(_lines(cells, row)):
            step.cells[name] = _without_dot(reading) if name == "number" else reading
    return step


def _lines(cells: Sequence[Cell], row: Row) -> list[Reading]:
    """Return the lines of a row's cells in one column."""
    lines = text_lines([c for c in cells if c.lines]) if cells else []
    if row.ruled:
        return lines
    return [
        line
        for line in lines
        if line.place.bbox and row.bbox.top <= line.place.bbox.y_mid < row.bbox.bottom
    ]


def _take_numbers(steps: Sequence[RawStep]) -> None:
    """Take the numbers off activities that begin with them, in a table without number column."""
    found = [_LEADING_NUMBER.match(step.cells["activity"].text) for step in steps
             if "activity" in step.cells]  # fmt: skip
    values = [int(match.group(1)) for match in found if match]
    if len(values) < 2 or len(values) < len(steps) or values != sorted(set(values)):
        return
    for step, match in zip(steps, found, strict=True):
        if match:
            activity = step.cells["activity"]
            step.cells["number"] = activity.with_text(match.group(1))
            step.cells["activity"] = activity.with_text(activity.text[match.end() :])


def _without_dot(number: Reading) -> Reading:
    """Return a step's number without the dot or bracket behind it."""
    return number.with_text(number.text.strip(" .)(") or number.text)
