"""The heading of a step table: which column holds what, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.fields.cell_geometry import REGIONS
from extract.fields.column_places import ColumnPlace, place_columns
from extract.form.assign import assign_roles, trusted
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
    """Where the heading of a step table is. Unfitted."""

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
        sureness: How sure it is that each of `spans` is that column, 0 to 1.
    """

    spans: dict[str, tuple[float, float]]
    actors: tuple[RawText, ...]
    actor_spans: tuple[tuple[float, float], ...]
    top: float
    bottom: float
    duration_unit: str | None = None
    actor_text: tuple[float, float] | None = None
    printed: dict[str, RawText] = field(default_factory=dict)
    sureness: dict[str, float] = field(default_factory=dict)

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
    body = _below_numbering([c for c in grid.cells if c.bbox.top >= bottom - REGIONS.edge_pt])
    places = place_columns(cells, body)
    over = {kinds[id(g)]: g for g in groups}
    seen = [place.seen(_group_over(place, groups, kinds), body) for place in places]
    assigned = list(zip(places, assign_roles(seen), strict=True))
    held = {found.role: (place, found) for place, found in assigned}
    text = {name: held[name] for name in TEXT_CELLS if name in held}
    actors = [(place, found) for place, found in assigned if found.role == "actor"]
    words = held.get("actors")
    printed = {name: _name_of(group) for name, group in over.items()}
    printed |= {name: _heading_of(place) for name, (place, _) in text.items()}
    duration = text.get("duration")
    return Columns(
        spans={name: place.span for name, (place, _) in text.items()},
        actors=tuple(_less_sure(_heading_of(place), found.sureness) for place, found in actors),
        actor_spans=tuple(place.span for place, _ in actors),
        top=top,
        bottom=bottom,
        duration_unit=_unit_note(duration[0].cell) if duration else None,
        actor_text=words[0].span if words and not actors else None,
        printed=printed,
        sureness={name: found.sureness for name, (_, found) in text.items()},
    )


def _below_numbering(body: Sequence[Cell]) -> list[Cell]:
    """Return the cells below a heading without the row that numbers the columns."""
    top = min((c.bbox.top for c in body), default=0.0)
    row = [c for c in body if c.bbox.top <= top + REGIONS.edge_pt]
    is_row = is_numbering([c.text for c in row])
    return [c for c in body if not is_row or c.bbox.top > top + REGIONS.edge_pt]


def _group_over(place: ColumnPlace, groups: Sequence[Cell], kinds: dict[int, str]) -> str:
    """Return which group's heading stands over a column; "" where none does."""
    for group in groups:
        if group is not place.cell and _is_above(group, place.cell or group):
            left, right = group.bbox.x0 - REGIONS.edge_pt, group.bbox.x1 + REGIONS.edge_pt
            if left <= (place.x0 + place.x1) / 2 <= right:
                return kinds[id(group)]
    return ""


def _heading_of(place: ColumnPlace) -> RawText:
    """Return a column's heading as printed; an empty text where it has none."""
    return _name_of(place.cell) if place.cell and place.cell.lines else RawText("")


def _less_sure(text: RawText, sureness: float) -> RawText:
    """Return a reading no surer than the role of its column."""
    return replace(text, confidence=min(text.confidence, trusted(sureness)))


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


def _name_of(cell: Cell) -> RawText:
    """Return the text of a heading's cell."""
    text = join_broken([line.text for line in cell.lines])
    return RawText.joined(cell.lines).with_text(text)


def _unit_note(heading: Cell | None) -> str | None:
    """Return the note in brackets in the duration column's heading."""
    note = _UNIT_NOTE.search(heading.text) if heading else None
    return note.group(1).strip() if note else None
