"""The heading of a step table: which column holds what, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.fields.cell_geometry import REGIONS
from extract.vocabulary.columns import QUALITY, match_column
from extract.vocabulary.numbering import is_numbering
from models.fields import TEXT_CELLS
from models.geometry import BBox
from models.grid import Cell, Grid
from models.raw import RawText
from normalize.people import is_position
from normalize.text import join_broken


@dataclass(frozen=True, slots=True)
class ColumnThresholds:
    """What tells the columns of a step table apart. Unfitted."""

    # Without a heading of its own, a column of numbers is at most this share of the activities'
    # heading.
    max_number_share: float = 0.3
    # A cell with so many letters holds text, not a symbol ...
    min_long_text_chars: int = 15
    # ... and a column that holds text in more than this share of its rows is no actor's.
    max_long_text_share: float = 0.5
    # Rows that a heading has below its first.
    max_further_rows: int = 3


COLUMNS = ColumnThresholds()


_STEP_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}")
_UNIT_NOTE = re.compile(r"\(([^()]{1,40})\)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a step table.

    Attributes:
        spans: Column -> (left, right) edge in points, for those of TEXT_CELLS there are.
        actors: Names of the Pelaksana columns from left to right.
        actor_spans: Their (left, right) edges in points.
        top: Where the heading begins, in points from the page's top.
        bottom: Where the first row begins.
        duration_unit: The unit that the duration column's heading notes in brackets.
        actor_text: Edges of a single Pelaksana column that names each step's actors in words.
        printed: What a column or a group of columns is -> its heading as printed.
    """

    spans: dict[str, tuple[float, float]]
    actors: tuple[RawText, ...]
    actor_spans: tuple[tuple[float, float], ...]
    top: float
    bottom: float
    duration_unit: str | None = None
    actor_text: tuple[float, float] | None = None
    printed: dict[str, RawText] = field(default_factory=dict)

    @property
    def edges(self) -> list[float]:
        """Return the edges of all columns from left to right, in points."""
        return sorted({x for span in (*self.spans.values(), *self.actor_spans) for x in span})


def find_headings(grid: Grid) -> list[Columns]:
    """Find the headings of step tables in a grid.

    Args:
        grid: A table; identity sheets may stand in it above the headings.

    Returns:
        The columns of each, from top to bottom.
    """
    kinds = {id(cell): kind for cell in grid.cells if (kind := _column_of(cell))}
    found: list[Columns] = []
    for band in _bands(grid, kinds):
        if not found or band[0].bbox.top >= found[-1].bottom - REGIONS.edge_pt:
            found.append(_read_heading(grid, band, kinds))
    return found


def find_side_heading(grid: Grid) -> Columns | None:
    """Return the columns that a heading names without the activities'; None where there are none.

    Such a table holds the columns that did not fit beside the activities, on a page of its own.
    """
    kinds = {id(cell): kind for cell in grid.cells if (kind := _column_of(cell))}
    for leader in grid.cells:
        if kinds.get(id(leader)) not in ("actors", *QUALITY, "quality"):
            continue
        level = [c for c in grid.cells if c.lines and _level(c.bbox, leader.bbox)]
        band = [c for c in level if id(c) in kinds]
        if _is_telling(level, kinds) and not any(kinds[id(c)] == "activity" for c in band):
            columns = _read_heading(grid, sorted(band, key=lambda c: c.bbox.top), kinds)
            return columns if set(columns.spans) & set(QUALITY) else None
    return None


def _column_of(cell: Cell) -> str | None:
    """Return what column a cell is the heading of."""
    return match_column(join_broken([line.text for line in cell.lines])) if cell.lines else None


def _bands(grid: Grid, kinds: dict[int, str]) -> Iterator[list[Cell]]:
    """Yield the cells of each heading that are known by their spelling, from top to bottom.

    Each heading is found from its activities' cell, or, where that spelling is unknown, from the
    widest cell left of all known headings.
    """
    for leader in grid.cells:
        kind = kinds.get(id(leader))
        if kind not in ("activity", "actors", "quality"):
            continue
        level = [c for c in grid.cells if c.lines and _level(c.bbox, leader.bbox)]
        band = [c for c in level if id(c) in kinds]
        if kind != "activity":
            if any(kinds[id(c)] == "activity" for c in band):
                continue
            unknown = _unknown_activity(level, band)
            if unknown is None:
                continue
            band.append(unknown)
            kinds[id(unknown)] = "activity"
        if _is_telling(level, kinds):
            yield sorted(band, key=lambda c: c.bbox.top)


def _is_telling(level: Sequence[Cell], kinds: dict[int, str]) -> bool:
    """Return whether the headings on a level make a table a step table."""
    if any(_STEP_NUMBER.fullmatch(c.text) for c in level[:2]):
        return False
    found = {kinds[id(c)] for c in level if id(c) in kinds}
    if found & {"actors", "quality"} or len(found & set(QUALITY)) >= 2:
        return True
    return sum(id(c) not in kinds and is_position(c.text) for c in level) >= 2


def _unknown_activity(level: Sequence[Cell], band: Sequence[Cell]) -> Cell | None:
    """Return the widest heading left of all known ones but the number's."""
    if len(band) < 3:
        return None
    left = sorted(c.bbox.x0 for c in band)[1]
    unknown = [c for c in level if c not in band and c.bbox.x1 <= left + REGIONS.edge_pt]
    return max(unknown, key=lambda c: c.bbox.width, default=None)


def _level(one: BBox, other: BBox) -> bool:
    """Return whether two boxes share some height."""
    return min(one.bottom, other.bottom) - max(one.top, other.top) > REGIONS.edge_pt / 2


def _read_heading(grid: Grid, band: Sequence[Cell], kinds: dict[int, str]) -> Columns:
    """Return the columns of a heading whose cells named so far stand in one band."""
    top = min(cell.bbox.top for cell in band)
    bottom = _heading_bottom(grid, band, kinds)
    groups = [c for c in band if kinds[id(c)] in ("actors", "quality")]
    cells = [
        c
        for c in grid.cells
        if c.bbox.top >= top - REGIONS.edge_pt and c.bbox.bottom <= bottom + REGIONS.edge_pt
    ]
    leaves = sorted(
        (c for c in cells if c.lines and not _has_parts(c, cells)), key=lambda c: c.bbox.x0
    )
    actor_groups = [c for c in groups if kinds[id(c)] == "actors"]
    quality = [c for c in groups if kinds[id(c)] == "quality"]
    spans: dict[str, tuple[float, float]] = {}
    printed = {kinds[id(group)]: _name_of(group) for group in groups}
    unnamed: list[Cell] = []
    for cell in leaves:
        kind = kinds.get(id(cell))
        is_actor = _is_under(cell, [g for g in actor_groups if _is_above(g, cell)])
        is_quality = _is_under(cell, [g for g in quality if _is_above(g, cell)])
        if kind is None or is_actor or (is_quality and kind not in QUALITY):
            unnamed.append(cell)
        elif kind in TEXT_CELLS and kind not in spans:
            spans[kind] = (cell.bbox.x0, cell.bbox.x1)
            printed[kind] = _name_of(cell)
    rest = _name_quality(unnamed, quality, spans)
    body = [c for c in grid.cells if c.bbox.top >= bottom - REGIONS.edge_pt and c.lines]
    actors = _actor_cells(rest, actor_groups, spans, body)
    if "number" not in spans and "activity" in spans:
        _find_unnamed_numbers(grid, bottom, spans)
    words = [g.bbox for g in actor_groups if g in leaves and not actors]
    return Columns(
        spans=spans,
        actors=tuple(_name_of(cell) for cell in actors),
        actor_spans=tuple((c.bbox.x0, c.bbox.x1) for c in actors),
        top=top,
        bottom=bottom,
        duration_unit=_unit_note(leaves, kinds),
        actor_text=(words[0].x0, words[0].x1) if words else None,
        printed=printed | dict.fromkeys(spans.keys() - printed.keys(), RawText("")),
    )


def _heading_bottom(grid: Grid, band: Sequence[Cell], kinds: dict[int, str]) -> float:
    """Return where a heading's last row ends.

    Its further rows stand under the groups of columns; under the numbers' and the activities'
    heading they are blank. Where a page repeats only the heading's first row, steps follow.
    """
    bottom = max(cell.bbox.bottom for cell in band)
    groups = [c for c in band if kinds[id(c)] in ("actors", "quality")]
    actors = [c for c in groups if kinds[id(c)] == "actors"]
    leading = [c for c in band if kinds[id(c)] in ("number", "activity")]
    for _ in range(COLUMNS.max_further_rows):
        if not any(group.bbox.bottom >= bottom - REGIONS.edge_pt for group in groups):
            break
        row = [c for c in grid.cells if abs(c.bbox.top - bottom) <= REGIONS.edge_pt and c.lines]
        named = [c for c in row if id(c) in kinds or _is_under(c, actors)]
        if not named or is_numbering([c.text for c in row]):
            break
        if any(_is_under(c, leading) for c in row):
            break
        bottom = min(c.bbox.bottom for c in row)
        groups = [c for c in row if _has_columns_below(c, grid, bottom)]
    return bottom


def _has_columns_below(cell: Cell, grid: Grid, bottom: float) -> bool:
    """Return whether several columns with text stand right under a cell."""
    below = [
        c for c in grid.cells
        if abs(c.bbox.top - bottom) <= REGIONS.edge_pt and c.lines and _is_under(c, [cell])
    ]  # fmt: skip
    return len(below) > 1


def _is_above(group: Cell, cell: Cell) -> bool:
    """Return whether a heading of a group stands above a cell."""
    return group is not cell and group.bbox.bottom <= cell.bbox.top + REGIONS.edge_pt


def _is_under(cell: Cell, groups: Sequence[Cell]) -> bool:
    """Return whether a cell stands under the heading of a group of columns."""
    return any(
        g.bbox.x0 - REGIONS.edge_pt <= cell.bbox.x_mid <= g.bbox.x1 + REGIONS.edge_pt
        for g in groups
    )


def _has_parts(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Return whether other heading cells with text stand under a cell."""
    return any(
        other is not cell
        and other.lines
        and other.bbox.top >= cell.bbox.bottom - REGIONS.edge_pt
        and cell.bbox.x0 - REGIONS.edge_pt <= other.bbox.x_mid <= cell.bbox.x1 + REGIONS.edge_pt
        for other in cells
    )


def _name_quality(
    unnamed: Sequence[Cell], quality: Sequence[Cell], spans: dict[str, tuple[float, float]]
) -> list[Cell]:
    """Name the columns under Mutu Baku by their order; return the cells that are left.

    A heading there that has no known spelling is the one of the three that is missing.
    """
    rest: list[Cell] = []
    for cell in unnamed:
        missing = [k for k in QUALITY if k not in spans]
        if _is_under(cell, quality) and len(missing) == 1:
            spans[missing[0]] = (cell.bbox.x0, cell.bbox.x1)
        elif not _is_under(cell, quality):
            rest.append(cell)
    return rest


def _actor_cells(
    unnamed: Sequence[Cell],
    groups: Sequence[Cell],
    spans: dict[str, tuple[float, float]],
    body: Sequence[Cell],
) -> list[Cell]:
    """Return the headings of the actors' columns.

    They stand under the actors' heading. A column outside it, such as an applicant's, is an
    actor's if its cells hold symbols rather than text and it adjoins the others; without such a
    heading this tells all of them.
    """
    sure = [c for c in unnamed if _is_under(c, groups)]
    chosen = list(sure)
    activity = spans.get("activity")
    candidates = [
        c
        for c in unnamed
        if c not in sure
        and (
            activity is None
            or c.bbox.x0 >= activity[1] - REGIONS.edge_pt
            or c.bbox.x1 <= activity[0] + REGIONS.edge_pt
        )
        and not _has_long_text(c, body)
    ]
    while joining := [c for c in candidates if not chosen or _joins(c, chosen)]:
        chosen.append(joining[0])
        candidates.remove(joining[0])
    return sorted(chosen, key=lambda c: c.bbox.x0)


def _joins(cell: Cell, others: Sequence[Cell]) -> bool:
    """Return whether a column stands right beside one of others."""
    return any(
        abs(cell.bbox.x0 - c.bbox.x1) <= REGIONS.edge_pt
        or abs(cell.bbox.x1 - c.bbox.x0) <= REGIONS.edge_pt
        for c in others
    )


def _has_long_text(heading: Cell, body: Sequence[Cell]) -> bool:
    """Return whether a column's cells hold text as a rule, and not symbols."""
    left, right = heading.bbox.x0, heading.bbox.x1
    column = [
        c
        for c in body
        if c.bbox.x0 >= left - REGIONS.edge_pt and c.bbox.x1 <= right + REGIONS.edge_pt
    ]
    rows = len({round(c.bbox.top) for c in body if c.bbox.x0 < left}) or len(column)
    return sum(
        len(c.text) >= COLUMNS.min_long_text_chars for c in column
    ) > COLUMNS.max_long_text_share * max(rows, 1)


def _find_unnamed_numbers(grid: Grid, bottom: float, spans: dict[str, tuple[float, float]]) -> None:
    """Find the column of step numbers where no heading names it.

    It stands left of the activities, under a blank heading or under the activities' own.
    """
    left, right = spans["activity"]
    body = [
        c
        for c in grid.cells
        if c.bbox.top >= bottom - REGIONS.edge_pt and c.bbox.x0 < right - REGIONS.edge_pt
    ]
    narrow = [
        c
        for c in body
        if c.bbox.x1 <= left + REGIONS.edge_pt
        or (
            abs(c.bbox.x0 - left) <= REGIONS.edge_pt
            and c.bbox.width < COLUMNS.max_number_share * (right - left)
        )
    ]
    numbers = [c for c in narrow if _STEP_NUMBER.fullmatch(c.text)]
    if len(numbers) < 2 or len(numbers) < 0.5 * sum(bool(c.lines) for c in narrow):
        return
    spans["number"] = (numbers[0].bbox.x0, numbers[0].bbox.x1)
    spans["activity"] = (max(left, numbers[0].bbox.x1), right)


def _name_of(cell: Cell) -> RawText:
    """Return the text of a heading's cell."""
    text = join_broken([line.text for line in cell.lines])
    return RawText.joined(cell.lines).with_text(text)


def _unit_note(leaves: Sequence[Cell], kinds: dict[int, str]) -> str | None:
    """Return the note in brackets in the duration column's heading."""
    for cell in leaves:
        if kinds.get(id(cell)) == "duration" and (note := _UNIT_NOTE.search(cell.text)):
            return note.group(1).strip()
    return None
