"""The heading of a step table: which column holds what, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.labels import match_column
from extract.fields.regions import EDGE
from models.geometry import BBox
from models.grid import Cell, Grid
from models.raw import Reading
from normalize.text import join_broken

# The columns that hold one text each; the rest of a heading groups columns or names actors.
TEXT_COLUMNS = ("number", "activity", "requirements", "duration", "output", "remarks")
# Beside the activities, one of these makes a table a step table.
TELLING_COLUMNS = {"requirements", "duration", "output", "actors", "quality"}

# A column of numbers is at most this part of the activities' heading.
NARROW = 0.3

_STEP_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}")
_UNIT_NOTE = re.compile(r"\(([^()]{1,40})\)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a step table.

    Attributes:
        spans: Column -> (left, right) edge in points, for those of TEXT_COLUMNS there are.
        actors: Names of the Pelaksana columns from left to right.
        actor_spans: Their (left, right) edges in points.
        top: Where the heading begins, in points from the page's top.
        bottom: Where the first row begins.
        duration_unit: The unit that the duration column's heading notes in brackets.
    """

    spans: dict[str, tuple[float, float]]
    actors: tuple[Reading, ...]
    actor_spans: tuple[tuple[float, float], ...]
    top: float
    bottom: float
    duration_unit: str | None = None

    @property
    def edges(self) -> list[float]:
        """Return the edges of all columns from left to right, in points."""
        return sorted({x for span in (*self.spans.values(), *self.actor_spans) for x in span})


def find_columns(grid: Grid) -> Columns | None:
    """Find a step table's heading in a grid.

    Args:
        grid: A table; an identity sheet may stand in it above the heading.

    Returns:
        Its columns; None where the grid has no heading of a step table.
    """
    kinds = {id(cell): kind for cell in grid.cells if (kind := _column_of(cell))}
    for activity in grid.cells:
        if kinds.get(id(activity)) != "activity":
            continue
        band = [c for c in grid.cells if id(c) in kinds and _level(c.bbox, activity.bbox)]
        if not {kinds[id(c)] for c in band} & TELLING_COLUMNS:
            continue
        return _read_heading(grid, band, kinds)
    return None


def _column_of(cell: Cell) -> str | None:
    """Return what column a cell is the heading of."""
    return match_column(join_broken([line.text for line in cell.lines])) if cell.lines else None


def _level(one: BBox, other: BBox) -> bool:
    """Return whether two boxes share some height."""
    return min(one.bottom, other.bottom) - max(one.top, other.top) > EDGE / 2


def _read_heading(grid: Grid, band: Sequence[Cell], kinds: dict[int, str]) -> Columns:
    """Return the columns of a heading whose cells named so far stand in one band."""
    top = min(cell.bbox.top for cell in band)
    bottom = max(cell.bbox.bottom for cell in band)
    groups = [c for c in band if kinds[id(c)] in ("actors", "quality")]
    if any(group.bbox.bottom >= bottom - EDGE for group in groups):
        # The heading's second row stands below everything found so far.
        second = [c for c in grid.cells if abs(c.bbox.top - bottom) <= EDGE and c.lines]
        if any(id(c) in kinds or _is_under(c, groups) for c in second) and not _is_numbering(second):
            bottom = min(c.bbox.bottom for c in second)
    cells = [c for c in grid.cells if c.bbox.top >= top - EDGE and c.bbox.bottom <= bottom + EDGE]
    leaves = [c for c in cells if c.lines and not _has_parts(c, cells)]
    spans: dict[str, tuple[float, float]] = {}
    unnamed: list[Cell] = []
    actor_groups = [c for c in groups if kinds[id(c)] == "actors"]
    for cell in sorted(leaves, key=lambda c: c.bbox.x0):
        kind = kinds.get(id(cell))
        above = [g for g in actor_groups if g is not cell and g.bbox.bottom <= cell.bbox.top + EDGE]
        if kind is None or _is_under(cell, above):
            unnamed.append(cell)
        elif kind in TEXT_COLUMNS and kind not in spans:
            spans[kind] = (cell.bbox.x0, cell.bbox.x1)
    quality = [c for c in groups if kinds[id(c)] == "quality"]
    actors = _name_quality(unnamed, quality, spans)
    actors = [c for c in actors if _may_be_actor(c, spans)]
    if "number" not in spans:
        _find_unnamed_numbers(grid, bottom, spans)
    return Columns(
        spans=spans,
        actors=tuple(_name_of(cell) for cell in actors),
        actor_spans=tuple((c.bbox.x0, c.bbox.x1) for c in actors),
        top=top,
        bottom=bottom,
        duration_unit=_unit_note(leaves, kinds),
    )


def _is_under(cell: Cell, groups: Sequence[Cell]) -> bool:
    """Return whether a cell stands under the heading of a group of columns."""
    return any(g.bbox.x0 - EDGE <= cell.bbox.x_mid <= g.bbox.x1 + EDGE for g in groups)


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Return whether cells are the row of column numbers."""
    return is_numbering([cell.text for cell in cells])


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row's cells number the columns: 1 2 3, (1) (2) (3)."""
    texts = [text.strip() for text in texts if text.strip()]
    numbers = [re.fullmatch(r"\(?(\d{1,2})\)?\.?", text) for text in texts]
    if len(numbers) < 3 or not all(numbers):
        return False
    values = [int(match.group(1)) for match in numbers if match]
    return all(0 < b - a <= 2 for a, b in zip(values, values[1:], strict=False))


def _has_parts(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Return whether other heading cells with text stand under a cell."""
    return any(
        other is not cell
        and other.lines
        and other.bbox.top >= cell.bbox.bottom - EDGE
        and cell.bbox.x0 - EDGE <= other.bbox.x_mid <= cell.bbox.x1 + EDGE
        for other in cells
    )


def _name_quality(
    unnamed: Sequence[Cell], quality: Sequence[Cell], spans: dict[str, tuple[float, float]]
) -> list[Cell]:
    """Name the columns under Mutu Baku by their order; return the cells that are left.

    PermenPAN-RB 35/2012 fixes the order requirements, duration, output. A heading there that is
    in no table of spellings is the one of the three that is missing.
    """
    rest: list[Cell] = []
    for cell in unnamed:
        missing = [k for k in ("requirements", "duration", "output") if k not in spans]
        if _is_under(cell, quality) and len(missing) == 1:
            spans[missing[0]] = (cell.bbox.x0, cell.bbox.x1)
        elif not _is_under(cell, quality):
            rest.append(cell)
    return rest


def _may_be_actor(cell: Cell, spans: dict[str, tuple[float, float]]) -> bool:
    """Return whether an unnamed column can be an actor's: it stands right of the activities."""
    activity = spans.get("activity")
    return activity is None or cell.bbox.x0 >= activity[1] - EDGE


def _find_unnamed_numbers(
    grid: Grid, bottom: float, spans: dict[str, tuple[float, float]]
) -> None:
    """Find the column of step numbers where no heading names it.

    It stands left of the activities, under a blank heading or under the activities' own.
    """
    left, right = spans["activity"]
    body = [c for c in grid.cells if c.bbox.top >= bottom - EDGE and c.bbox.x0 < right - EDGE]
    narrow = [
        c
        for c in body
        if c.bbox.x1 <= left + EDGE
        or (abs(c.bbox.x0 - left) <= EDGE and c.bbox.width < NARROW * (right - left))
    ]
    numbers = [c for c in narrow if _STEP_NUMBER.fullmatch(c.text)]
    if len(numbers) < 2 or len(numbers) < 0.5 * sum(bool(c.lines) for c in narrow):
        return
    spans["number"] = (numbers[0].bbox.x0, numbers[0].bbox.x1)
    spans["activity"] = (max(left, numbers[0].bbox.x1), right)


def _name_of(cell: Cell) -> Reading:
    """Return the text of a heading's cell."""
    text = join_broken([line.text for line in cell.lines])
    return Reading.joined(cell.lines).with_text(text)


def _unit_note(leaves: Sequence[Cell], kinds: dict[int, str]) -> str | None:
    """Return the note in brackets in the duration column's heading."""
    for cell in leaves:
        if kinds.get(id(cell)) == "duration" and (note := _UNIT_NOTE.search(cell.text)):
            return note.group(1).strip()
    return None
