"""Cells and lines found by where they stand relative to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.geometry import BBox
from models.grid import Cell
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class RegionTolerances:
    """How near edges must be to be one, for cells of a ruled table. Unfitted."""

    # Edges this close are the same edge. Absolute, could be relative to letter height.
    edge_pt: float = 4.0
    # Cells are looked up in bands of the page of this height; it changes the time, no result.
    band_height_pt: float = 24.0
    # Two boxes share a level, or a column, if they have this part of the lower, or narrower, one in
    # common.
    min_shared: float = 0.5


REGIONS = RegionTolerances()


_COLONS = re.compile(r"^[\s:=.]+$")
_LEADING_COLON = re.compile(r"^\s*[:=]\s*")


def is_right_of(cell: Cell, of: Cell) -> bool:
    """Return whether a cell stands to the right of another, on the same level."""
    level = min(cell.bbox.bottom, of.bbox.bottom) - max(cell.bbox.top, of.bbox.top)
    lower = min(cell.bbox.height, of.bbox.height)
    return cell.bbox.x0 >= of.bbox.x1 - REGIONS.edge_pt and level >= REGIONS.min_shared * lower


def is_below(cell: Cell, of: Cell) -> bool:
    """Return whether a cell stands below another and shares most of the narrower one's width."""
    shared = min(cell.bbox.x1, of.bbox.x1) - max(cell.bbox.x0, of.bbox.x0)
    narrower = min(cell.bbox.width, of.bbox.width)
    return (
        cell.bbox.top >= of.bbox.bottom - REGIONS.edge_pt
        and shared >= REGIONS.min_shared * narrower
    )


def shares_level(one: BBox, other: BBox) -> bool:
    """Return whether two boxes share at least half of the lower one's height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= REGIONS.min_shared * min(one.height, other.height)


class Levels:
    """Cells by the height they stand at.

    Args:
        cells: The cells.
    """

    def __init__(self, cells: Iterable[Cell]) -> None:
        """Sort the cells into stretches of the page."""
        self._cells = list(cells)
        self._stretches: dict[int, list[int]] = {}
        for index, cell in enumerate(self._cells):
            for stretch in _stretches(cell.bbox):
                self._stretches.setdefault(stretch, []).append(index)

    def beside(self, box: BBox) -> list[Cell]:
        """Return the cells that share a box's level (see `shares_level`), in their order."""
        near = {i for stretch in _stretches(box) for i in self._stretches.get(stretch, ())}
        cells = (self._cells[index] for index in sorted(near))
        return [cell for cell in cells if shares_level(cell.bbox, box)]


def _stretches(box: BBox) -> range:
    """Return the bands of the page that a box reaches into."""
    return range(
        int(box.top // REGIONS.band_height_pt), int(box.bottom // REGIONS.band_height_pt) + 1
    )


def without_colon(line: RawText) -> RawText:
    """Return a line without the colon it begins with."""
    return line.with_text(_LEADING_COLON.sub("", line.text))


def merge_side_by_side(lines: Iterable[RawText]) -> list[RawText]:
    """Return lines of several cells from top to bottom, those on one level joined to one line.

    Lines that are only a colon are left out. Lines without a box keep their order, at the end.
    """
    rows: list[list[RawText]] = []
    unplaced: list[RawText] = []
    for line in sorted(lines, key=_reading_order):
        if _COLONS.match(line.text):
            continue
        if line.place.bbox is None:
            unplaced.append(line)
        elif rows and _same_level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    joined = [RawText.joined(sorted(row, key=lambda r: _box(r).x0)) for row in rows]
    return joined + unplaced


def text_lines(cells: Sequence[Cell]) -> list[RawText]:
    """Return the text of cells that belong together, from top to bottom.

    One cell's lines are left as they are; several cells' are joined where they stand side by
    side, as a bullet and its item may stand in two columns.
    """
    if len(cells) == 1:
        return [line for line in cells[0].lines if not _COLONS.match(line.text)]
    return merge_side_by_side(line for cell in cells for line in cell.lines)


def _box(line: RawText) -> BBox:
    """Return a line's box; an empty one where it has none."""
    return line.place.bbox or BBox(0.0, 0.0, 0.0, 0.0)


def _reading_order(line: RawText) -> tuple[float, float]:
    """Return what sorts lines from top to bottom."""
    box = _box(line)
    return box.y_mid, box.x0


def _same_level(one: RawText, other: RawText) -> bool:
    """Return whether two lines stand side by side."""
    a, b = _box(one), _box(other)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1
    return apart and shared >= REGIONS.min_shared * min(a.height, b.height)
