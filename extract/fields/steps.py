"""The rows of a step table: every activity a step, with the cells that stand beside it.

Rows are cut where the activity column is cut over most of its width: symbols and arrows of the
flowchart cross the table, and their edges look like ruling lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.fields.cell_geometry import REGIONS, Levels, shares_level, text_lines
from extract.fields.columns import Columns
from extract.fields.items import join_lines, split_items
from extract.fields.rows import Row, activity_rows, find_full_width_cells
from extract.form.assign import trusted
from extract.vocabulary.labels import is_closing
from extract.vocabulary.numbering import is_numbering
from models.fields import TEXT_CELLS
from models.grid import Cell
from models.raw import Place, RawStep, RawText
from normalize.text import join_broken

_LEADING_NUMBER = re.compile(r"(\d{1,3})[.)]?\s+(?=\D)")


@dataclass(slots=True)
class Body:
    """The rows of a step table on one page.

    Attributes:
        steps: A step for each row; the first may continue a row of the page before.
        captions: Index of a step -> the row over the table's whole width above it.
        below: Such rows below the last step.
        totals: Durations of rows that sum up the steps above them.
    """

    steps: list[RawStep] = field(default_factory=list)
    captions: dict[int, RawText] = field(default_factory=dict)
    below: list[RawText] = field(default_factory=list)
    totals: list[RawText] = field(default_factory=list)


def read_rows(cells: Sequence[Cell], columns: Columns, page: int) -> Body:
    """Read the rows of a step table that stand on one page.

    Args:
        cells: The table's cells.
        columns: Its columns; rows begin at `columns.bottom`.
        page: 1-based number of the page.
    """
    cells = [c for c in cells if c.bbox.top >= columns.bottom - REGIONS.edge_pt]
    banners = find_full_width_cells(cells, columns)
    level_with = Levels(cells)
    taken = {id(c) for banner in banners for c in level_with.beside(banner.bbox)}
    beside = [c for c in cells if id(c) in taken]
    cells = [c for c in cells if id(c) not in taken]
    by_column: dict[str, list[Cell]] = {name: [] for name in TEXT_CELLS}
    for cell in cells:
        for name in _columns_of(cell, columns):
            by_column[name].append(cell)
    body = Body(totals=_totals(banners, beside, columns))
    waiting = list(banners)
    rows = activity_rows(by_column, columns)
    levels = Levels(cells)
    columns_levels = {name: Levels(held) for name, held in by_column.items()}
    for row in rows:
        above = [b for b in waiting if b.bbox.top < row.bbox.y_mid]
        waiting = waiting[len(above) :]
        level = levels.beside(row.bbox)
        if is_numbering([c.text for c in level]):
            continue
        held = {name: found.beside(row.bbox) for name, found in columns_levels.items()}
        step = _read_row(row, held, columns, level)
        if _is_no_step(step):
            body.totals += [step.cells["duration"]] if "duration" in step.cells else []
            continue
        if above and (caption := _caption(above[-1], beside)):
            body.captions[len(body.steps)] = caption
        is_first, is_last = not body.steps, row is rows[-1]
        step.rows.append(Place(page=page, bbox=row.bbox))
        if step.cells.keys() & {"number", "activity"} or is_first:
            body.steps.append(step)
        elif not is_last:
            append_rest(body.steps[-1], step)
    body.below = [caption for b in waiting if (caption := _caption(b, beside))]
    if "number" not in columns.spans:
        _take_numbers(body.steps)
    return body


def append_rest(step: RawStep, rest: RawStep) -> None:
    """Append the rest of a row that a page break or a ruling cut to its step."""
    step.rows += rest.rows
    step.actors += rest.actors
    for name, value in rest.cells.items():
        if before := step.cells.get(name):
            text = join_broken([before.text, value.text])
            step.cells[name] = RawText(text, before.place, min(before.confidence, value.confidence))
        else:
            step.cells[name] = value


def _is_no_step(step: RawStep) -> bool:
    """Return whether a row holds nothing, or sums up the steps above it."""
    if not step.cells:
        return True
    activity = step.cells.get("activity")
    return activity is not None and "number" not in step.cells and is_closing(activity.text)


def _totals(banners: Sequence[Cell], beside: Sequence[Cell], columns: Columns) -> list[RawText]:
    """Return the durations beside merged cells that say that they sum up the steps."""
    found: list[RawText] = []
    for banner in banners:
        if not is_closing(banner.text):
            continue
        held = [
            c
            for c in beside
            if c is not banner
            and shares_level(c.bbox, banner.bbox)
            and "duration" in _columns_of(c, columns)
        ]
        if total := join_lines(text_lines(held)):
            found.append(total)
    return found


def _caption(banner: Cell, beside: Sequence[Cell]) -> RawText | None:
    """Return the text of a row over the table's whole width, its number before it."""
    row = [c for c in beside if shares_level(c.bbox, banner.bbox) and c.lines]
    return join_lines(text_lines(sorted(row, key=lambda c: c.bbox.x0)))


def _columns_of(cell: Cell, columns: Columns) -> list[str]:
    """Return the columns that a cell belongs to: those it lies in, or the one it covers most."""
    box = cell.bbox
    shared = {
        name: max(min(box.x1, right) - max(box.x0, left), 0.0)
        for name, (left, right) in columns.spans.items()
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    if best is None or shared[best] < 0.3 * min(box.width, _width(columns.spans[best])):
        return []
    covers_actors = any(
        left >= box.x0 - REGIONS.edge_pt and right <= box.x1 + REGIONS.edge_pt
        for left, right in columns.actor_spans
    )
    return [] if covers_actors and shared[best] < 0.5 * box.width else [best]


def _width(span: tuple[float, float]) -> float:
    """Return the width of a column."""
    return span[1] - span[0]


def _read_row(
    row: Row, by_column: dict[str, list[Cell]], columns: Columns, level: Sequence[Cell]
) -> RawStep:
    """Return the step of one row; a cell merged over several rows is given to each of them.

    Args:
        row: The row.
        by_column: Column -> its cells on the row's level.
        columns: The columns.
        level: All cells on the row's level.
    """
    step = RawStep()
    for name in TEXT_CELLS:
        held = by_column[name]
        if name == "number" and row.ruled:
            # A number merged over several rows stands for the first of them.
            held = [c for c in held if c.bbox.top >= row.bbox.top - REGIONS.edge_pt]
        lines = _lines(held, row, cut=not row.ruled or name == "activity")
        if value := join_lines(lines):
            value = _without_dot(value) if name == "number" else value
            sure = trusted(columns.sureness.get(name, 1.0))
            step.cells[name] = replace(value, confidence=min(value.confidence, sure))
    if columns.actor_text and step.cells:
        left, right = columns.actor_text
        named = [
            c for c in level if left - REGIONS.edge_pt <= c.bbox.x_mid <= right + REGIONS.edge_pt
        ]
        step.actors = split_items(_lines(named, row, cut=not row.ruled))
    return step


def _lines(cells: Sequence[Cell], row: Row, *, cut: bool) -> list[RawText]:
    """Return the lines of a row's cells in one column; cut to the row where they reach beyond."""
    lines = text_lines([c for c in cells if c.lines]) if cells else []
    if not cut:
        return lines
    top, bottom = row.bbox.top - REGIONS.edge_pt, row.bbox.bottom + REGIONS.edge_pt
    if row.ruled and all(c.bbox.top >= top and c.bbox.bottom <= bottom for c in cells):
        return lines
    return [
        line
        for line in lines
        if line.place.bbox and row.bbox.top <= line.place.bbox.y_mid < row.bbox.bottom
    ]


def _take_numbers(steps: Sequence[RawStep]) -> None:
    """Take the numbers off activities that begin with them, in a table without number column."""
    found = [
        _LEADING_NUMBER.match(step.cells["activity"].text)
        for step in steps
        if "activity" in step.cells
    ]
    values = [int(match.group(1)) for match in found if match]
    if len(values) < 2 or len(values) < len(steps) or values != sorted(set(values)):
        return
    for step, match in zip(steps, found, strict=True):
        if match:
            activity = step.cells["activity"]
            step.cells["number"] = activity.with_text(match.group(1))
            step.cells["activity"] = activity.with_text(activity.text[match.end() :])


def _without_dot(number: RawText) -> RawText:
    """Return a step's number without the dot or bracket behind it."""
    return number.with_text(number.text.strip(" .)(") or number.text)
