"""The tables of a sheet: cells of the sheet joined where no border parts them.

People draw a form's boxes with borders and fill them over many cells of the sheet, so a box is
what borders enclose. Borders that touch make a table; what stands in none is text outside. A
sheet without any borders is one table of its own cells.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.readers.office.xlsx.places import Places
from extract.readers.office.xlsx.sheet import Merge, SheetCell, SheetData

# A table has at least so many cells; a single box around a title is none. As in
# `extract.layout.grid`.
FEWEST_CELLS = 4
# A sheet without borders is a table where so many of its cells have text, in so many columns.
FEWEST_TEXTS, FEWEST_COLUMNS = 12, 3

# Frames within frames are looked at until so many cells have been.
MOST_LOOKED_AT = 4_000_000

# A place of the sheet by row and column, counting visible ones only.
_Spot = tuple[int, int]


@dataclass(slots=True)
class Region:
    """Cells of the sheet that are one cell of a table.

    Attributes:
        range: The rows and columns of the sheet that it reaches over; None for what is no cell
            but stands outside all tables.
        texts: (row, column) of the cells with text in it.
    """

    range: Merge | None
    texts: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Walls:
    """Where borders stand between visible cells.

    Attributes:
        beside: (row, boundary) of borders that run down; boundary 0 is left of the first column.
        below: (boundary, column) of borders that run across; boundary 0 is above the first row.
    """

    beside: set[_Spot] = field(default_factory=set)
    below: set[_Spot] = field(default_factory=set)


class TableFinder:
    """Finds the tables of a sheet.

    Args:
        sheet: The sheet.
        places: Where its rows and columns stand.
    """

    def __init__(self, sheet: SheetData, places: Places) -> None:
        """Number the visible rows and columns."""
        self._sheet = sheet
        self._rows, self._columns = places.shown_rows(), places.shown_columns()
        row_of = {row: index for index, row in enumerate(self._rows)}
        column_of = {column: index for index, column in enumerate(self._columns)}
        self._spot_of = {
            place: (row_of[place[0]], column_of[place[1]])
            for place in sheet.cells
            if place[0] in row_of and place[1] in column_of
        }
        self._merges = list(_visible_merges(sheet.merges, row_of, column_of))
        self._merge_at: dict[_Spot, Merge] = {
            (row, column): merge
            for _, merge in self._merges
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }
        self._text_at = self._texts()

    def find(self) -> tuple[list[list[Region]], Region]:
        """Return the cells of each table, and what stands outside all of them."""
        walls = self._walls()
        outside = set(self._text_at)
        tables: list[list[Region]] = []
        taken: set[_Spot] = set()
        looked_at = 0
        for network in sorted(_networks(walls), key=_area):
            looked_at += _area(network)
            if looked_at > MOST_LOOKED_AT:
                break
            regions = self._regions(network, walls, taken)
            if len(regions) < FEWEST_CELLS or not any(region.texts for region, _ in regions):
                continue
            tables.append([region for region, _ in regions])
            for _, spots in regions:
                taken |= spots
                outside -= spots
        if not tables and self._is_table(outside):
            tables, outside = [self._own_cells(sorted(outside))], set()
        texts = [place for spot in sorted(outside) for place in self._text_at[spot]]
        return tables, Region(None, texts)

    def _texts(self) -> dict[_Spot, list[tuple[int, int]]]:
        """Return spot -> the cells with text that are shown there."""
        found: dict[_Spot, list[tuple[int, int]]] = {}
        inside: set[tuple[int, int]] = set()
        for original, merge in self._merges:
            inside |= {
                (row, column)
                for row in range(original.top, original.bottom + 1)
                for column in range(original.left, original.right + 1)
            }
            anchor = (original.top, original.left)
            cell = self._sheet.cells.get(anchor)
            if cell is not None and cell.text.strip():
                found.setdefault((merge.top, merge.left), []).append(anchor)
        for place, spot in self._spot_of.items():
            if place not in inside and self._sheet.cells[place].text.strip():
                found.setdefault(spot, []).append(place)
        return found

    def _walls(self) -> _Walls:
        """Return where borders stand; none inside merged cells, all along a side that has one."""
        walls = _Walls()
        for place, spot in self._spot_of.items():
            self._add_walls(walls, self._sheet.cells[place], spot)
        for _, merge in self._merges:
            for row in range(merge.top, merge.bottom + 1):
                for boundary in range(merge.left + 1, merge.right + 1):
                    walls.beside.discard((row, boundary))
            for boundary in range(merge.top + 1, merge.bottom + 1):
                for column in range(merge.left, merge.right + 1):
                    walls.below.discard((boundary, column))
        return walls

    def _add_walls(self, walls: _Walls, cell: SheetCell, spot: _Spot) -> None:
        """Add the borders of one cell; a border of a merged cell runs along its whole side."""
        style = cell.style
        if not style.has_border:
            return
        row, column = spot
        merge = self._merge_at.get(spot, Merge(row, column, row, column))
        rows = range(merge.top, merge.bottom + 1)
        columns = range(merge.left, merge.right + 1)
        if style.left and column == merge.left:
            walls.beside.update((r, column) for r in rows)
        if style.right and column == merge.right:
            walls.beside.update((r, column + 1) for r in rows)
        if style.top and row == merge.top:
            walls.below.update((row, c) for c in columns)
        if style.bottom and row == merge.bottom:
            walls.below.update((row + 1, c) for c in columns)

    def _regions(
        self, network: Merge, walls: _Walls, taken: set[_Spot]
    ) -> list[tuple[Region, set[_Spot]]]:
        """Return the cells that walls part a table into, each with its spots."""
        found: list[tuple[Region, set[_Spot]]] = []
        seen = set(taken)
        for row in range(network.top, network.bottom + 1):
            for column in range(network.left, network.right + 1):
                if (row, column) in seen:
                    continue
                spots = self._flood((row, column), network, walls, seen)
                found.append((self._region(spots), spots))
        return found

    def _flood(self, start: _Spot, network: Merge, walls: _Walls, seen: set[_Spot]) -> set[_Spot]:
        """Return the spots that no wall parts from one of them; they are noted as seen."""
        spots = {start}
        seen.add(start)
        waiting = deque([start])
        while waiting:
            row, column = waiting.popleft()
            neighbours = []
            if column > network.left and (row, column) not in walls.beside:
                neighbours.append((row, column - 1))
            if column < network.right and (row, column + 1) not in walls.beside:
                neighbours.append((row, column + 1))
            if row > network.top and (row, column) not in walls.below:
                neighbours.append((row - 1, column))
            if row < network.bottom and (row + 1, column) not in walls.below:
                neighbours.append((row + 1, column))
            for spot in neighbours:
                if spot not in seen:
                    seen.add(spot)
                    spots.add(spot)
                    waiting.append(spot)
        return spots

    def _region(self, spots: Iterable[_Spot]) -> Region:
        """Return spots as one cell of a table."""
        spots = sorted(spots)
        rows, columns = [row for row, _ in spots], [column for _, column in spots]
        whole = Merge(
            self._rows[min(rows)], self._columns[min(columns)],
            self._rows[max(rows)], self._columns[max(columns)],
        )  # fmt: skip
        return Region(whole, [place for spot in spots for place in self._text_at.get(spot, ())])

    def _is_table(self, spots: Iterable[_Spot]) -> bool:
        """Return whether texts without any borders stand as in a table."""
        spots = list(spots)
        return len(spots) >= FEWEST_TEXTS and len({c for _, c in spots}) >= FEWEST_COLUMNS

    def _own_cells(self, spots: Iterable[_Spot]) -> list[Region]:
        """Return cells of the sheet with text, each a cell of a table by itself."""
        cells = []
        for spot in spots:
            merge = self._merge_at.get(spot, Merge(*spot, *spot))
            corners = {
                (row, column)
                for row in (merge.top, merge.bottom)
                for column in (merge.left, merge.right)
            }
            cells.append(self._region(corners))
        return cells


def _visible_merges(
    merges: Iterable[Merge], row_of: Mapping[int, int], column_of: Mapping[int, int]
) -> Iterator[tuple[Merge, Merge]]:
    """Yield merged ranges with the visible rows and columns they reach over."""
    for merge in merges:
        rows = [row_of[row] for row in range(merge.top, merge.bottom + 1) if row in row_of]
        columns = [column_of[c] for c in range(merge.left, merge.right + 1) if c in column_of]
        if rows and columns:
            yield merge, Merge(rows[0], columns[0], rows[-1], columns[-1])


def _networks(walls: _Walls) -> Iterator[Merge]:
    """Yield the ranges of visible cells around walls that touch each other."""
    ends: dict[_Spot, list[_Spot]] = {}
    pieces = [((row, k), (row + 1, k)) for row, k in walls.beside]
    pieces += [((k, column), (k, column + 1)) for k, column in walls.below]
    for one, other in pieces:
        ends.setdefault(one, []).append(other)
        ends.setdefault(other, []).append(one)
    seen: set[_Spot] = set()
    for start in ends:
        if start in seen:
            continue
        seen.add(start)
        waiting, corners = [start], []
        while waiting:
            corner = waiting.pop()
            corners.append(corner)
            for other in ends[corner]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        rows, columns = [row for row, _ in corners], [column for _, column in corners]
        if max(rows) > min(rows) and max(columns) > min(columns):
            yield Merge(min(rows), min(columns), max(rows) - 1, max(columns) - 1)


def _area(network: Merge) -> int:
    """Return how many cells a table reaches over."""
    return (network.bottom - network.top + 1) * (network.right - network.left + 1)
