"""Where a table's rows part from each other when no ruling parts them.

Rows are bands across the table. A band is good where the text of its columns is aligned, by its
first lines, its middles or its last lines; where no column's text has a hole in it; and where no
paragraph is cut by its edges. What speaks against a way of parting is added up as a cost in
lines of text, and the cheapest way is found row by row from top to bottom.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extract.unruled.paragraphs import begins_at, cost_of_cut, cost_of_indent
from extract.unruled.row_forms import Alignment, Rows, Table

# Lines closer than this many pitches stand level with each other.
LEVEL = 0.35
# Lines of a column up to this many pitches apart follow each other; beyond is a hole.
ADJACENT = 1.4
# No row is longer than this many levels.
LONGEST_ROW = 40

# Costs up to this are none.
NOTHING = 1e-6
# How often the alignments found are used to part the table again; after so many rows tried, no
# further way is.
MOST_REFINEMENTS = 3
MOST_ROWS_TRIED = 8_000

# What the faults of a way of parting cost, in lines of text.
# A text out of line with its row's others: a line for a line, up to this.
MOST_DEVIATION = 1.5
# Every alignment more than one makes it easier to be in line, so each row pays for it.
MORE_ALIGNMENTS = 0.35
# Where every row may be aligned in a way of its own, being out of line is worse.
BY_ROW = 1.5
# A line of a value that is set flush left, but begins elsewhere.
RAGGED = 0.7
# Each blank line inside a cell, and each line beside which only other columns have text.
HOLE = 0.8
SKIPPED = 0.2
MOST_HOLE = 1.6
# A row's edge between two lines of a paragraph that has a line of other columns between them costs
# less than right between two; and what a blank line at an edge is worth.
INTERLEAVED = 0.6
BLANK_AT_EDGE = -0.4
# A row that a ruling crosses, has no text in the main column, or none of the anchors.
RULING_CROSSED = 5.0
NO_MAIN_TEXT = 4.0
NO_ANCHOR = 3.0
CUT_BEFORE = 0.8
# An edge inside what is known to be one row.
CUT_WHOLE = 20.0
# Where no anchors say how many rows there are: every row, each opener that it has too many, and
# none at all; the part of its columns' costs that an edge has; the dearest edge that is tried.
ROW = 0.6
MORE_OPENERS = 2.4
NO_OPENER = 0.8
UNANCHORED_EDGE = 1.5
DEAREST_EDGE = 4.0


def part_rows(table: Table) -> Rows:
    """Return where rows begin.

    Args:
        table: The columns' lines.
    """
    parting = _Parting(table)
    if not parting.levels:
        return Rows((), ())
    found: list[tuple[float, list[int], list[Alignment]]] = []
    for alignment in table.alignments:
        alignments = [alignment] * len(table.columns)
        cost, rows = parting.cheapest(alignments)
        found.append((cost, rows, alignments))
        if parting.tried > MOST_ROWS_TRIED or parting.is_in_line(rows, alignments):
            break
    best = min(found, key=lambda way: way[0])
    for _ in range(MOST_REFINEMENTS):
        alignments = parting.refine(best[2], best[1])
        if alignments == best[2] or parting.tried > MOST_ROWS_TRIED:
            break
        best = min(best, (*parting.cheapest(alignments), alignments), key=lambda way: way[0])
    return Rows(tuple(parting.levels[row] for row in best[1]), tuple(best[2]))


# The text of one column in one band: the heights, in pitches, of its first line, its middle and
# its last line, in the order of Alignment, and what its holes cost.
_Extent = tuple[float, float, float, float]


class _Parting:
    """A table's levels, and what it costs to part it at some of them."""

    def __init__(self, table: Table) -> None:
        """Find the levels of the table's lines."""
        self.table = table
        self.tried = 0
        self.levels = _levels(table)
        self._blank = _blank_above(table, self.levels)
        self._at = [[self._level_of(line.y) for line in column] for column in table.columns]
        count = len(self.levels)
        self._first = [[bisect_left(at, level) for level in range(count + 1)] for at in self._at]
        self._holes = [self._holes_above(at) for at in self._at]
        self._right = [max((x.x1 for x in column), default=0.0) for column in table.columns]
        self._starts = [min((x.x0 for x in column), default=0.0) for column in table.columns]
        self._anchors = frozenset(table.anchors)
        self._anchors_above = [
            bisect_left(table.anchors, level - LEVEL * table.pitch) for level in self.levels
        ] + [len(table.anchors)]
        self._openers_above = [
            bisect_left(table.openers, level - LEVEL * table.pitch) for level in self.levels
        ] + [len(table.openers)]
        self._extents: dict[tuple[int, int], tuple[_Extent | None, ...]] = {}
        self._edges = [self._edge(index) for index in range(len(self.levels))]

    def cheapest(self, alignments: Sequence[Alignment]) -> tuple[float, list[int]]:
        """Return the least cost, and the levels at which rows begin in the parting that has it."""
        count = len(self.levels)
        costs = [0.0] + [float("inf")] * count
        origins = [0] * (count + 1)
        for end in range(1, count + 1):
            if end < count and not self.table.anchors and self._edges[end] > DEAREST_EDGE:
                continue
            for begin in range(end - 1, max(end - LONGEST_ROW, 0) - 1, -1):
                if self.table.anchors and self._anchors_in(begin, end) > 1:
                    break
                if costs[begin] == float("inf"):
                    continue
                self.tried += 1
                cost = costs[begin] + self._row(begin, end, alignments)
                if cost < costs[end]:
                    costs[end], origins[end] = cost, begin
            if end < count:
                costs[end] += self._edges[end]
        rows = []
        end = count
        while end > 0:
            end = origins[end]
            rows.append(end)
        return costs[count], rows[::-1]

    def is_in_line(self, rows: Sequence[int], alignments: Sequence[Alignment]) -> bool:
        """Return whether no text is out of line with its row's others, nor has a hole."""
        bands = pairwise([*rows, len(self.levels)])
        extents = [self._extents_in(begin, end) for begin, end in bands]
        return all(
            _misalignment(row, alignments) <= NOTHING
            and not any(extent and extent[3] > NOTHING for extent in row)
            for row in extents
        )

    def refine(self, alignments: Sequence[Alignment], rows: Sequence[int]) -> list[Alignment]:
        """Return how each column seems to be aligned, given where rows begin."""
        extents = [
            self._extents_in(begin, end) for begin, end in pairwise([*rows, len(self.levels)])
        ]
        refined = list(alignments)
        for column in range(len(refined)):
            options = [
                [*refined[:column], way, *refined[column + 1 :]] for way in self.table.alignments
            ]
            options.sort(key=lambda option: option != refined)
            refined = min(options, key=lambda o: sum(_misalignment(row, o) for row in extents))
        return refined

    def _level_of(self, y: float) -> int:
        """Return the index of the level that a height belongs to."""
        index = bisect_left(self.levels, y)
        near = [i for i in (index - 1, index) if 0 <= i < len(self.levels)]
        return min(near, key=lambda i: abs(self.levels[i] - y))

    def _anchors_in(self, begin: int, end: int) -> int:
        """Return how many anchors stand in a band."""
        return self._anchors_above[end] - self._anchors_above[begin]

    def _row(self, begin: int, end: int, alignments: Sequence[Alignment]) -> float:
        """Return what speaks against a band's being one row."""
        extents = self._extents_in(begin, end)
        if self.table.by_row:
            ways = ([way] * len(extents) for way in self.table.alignments)
            cost = min(_misalignment(extents, way) for way in ways)
            cost = BY_ROW * cost + RAGGED * self._ragged(begin, end)
        else:
            cost = _misalignment(extents, alignments)
            cost += sum(extent[3] for extent in extents if extent)
        rest = self.table.begins_cut and begin == 0
        if extents[self.table.main] is None and not rest:
            cost += NO_MAIN_TEXT
        if not self.table.anchors:
            cost += ROW + self._openers(begin, end)
        elif self._anchors_in(begin, end) == 0:
            cost += CUT_BEFORE if rest else NO_ANCHOR
        upper, lower = self.levels[begin], self.levels[end - 1]
        return cost + RULING_CROSSED * sum(upper < y < lower for y in self.table.rulings)

    def _openers(self, begin: int, end: int) -> float:
        """Return what the openers in a band say against its being one row."""
        count = self._openers_above[end] - self._openers_above[begin]
        if not self.table.openers or count == 1:
            return 0.0
        return MORE_OPENERS * (count - 1) if count else NO_OPENER

    def _ragged(self, begin: int, end: int) -> int:
        """Return how many lines of a value do not begin where others of it do.

        A value with a line that begins where the column does is taken to be set flush left.
        """
        ragged = 0
        for lines, at, start in zip(self.table.columns, self._at, self._starts, strict=True):
            inside = lines[bisect_left(at, begin) : bisect_left(at, end)]
            flush = sum(begins_at(line, start) for line in inside)
            ragged += len(inside) - flush if flush else 0
        return ragged

    def _extents_in(self, begin: int, end: int) -> tuple[_Extent | None, ...]:
        """Return the text of every column in a band."""
        if (begin, end) not in self._extents:
            self._extents[begin, end] = tuple(
                self._extent(column, begin, end) for column in range(len(self._at))
            )
        return self._extents[begin, end]

    def _extent(self, column: int, begin: int, end: int) -> _Extent | None:
        """Return the text of one column in a band; None where it has none."""
        from_line, to_line = self._first[column][begin], self._first[column][end]
        if from_line == to_line:
            return None
        at, holes = self._at[column], self._holes[column]
        first = self.levels[at[from_line]] / self.table.pitch
        last = self.levels[at[to_line - 1]] / self.table.pitch
        return first, (first + last) / 2, last, holes[to_line - 1] - holes[from_line]

    def _holes_above(self, at: Sequence[int]) -> list[float]:
        """Return what the holes between a column's first line and each of its lines cost."""
        costs = [0.0] if at else []
        for above, below in pairwise(at):
            blank = self._blank[below] - self._blank[above]
            hole = HOLE * blank + SKIPPED * max(below - above - 1, 0)
            costs.append(costs[-1] + min(hole, MOST_HOLE))
        return costs

    def _edge(self, level: int) -> float:
        """Return what speaks against a row's beginning at a level."""
        if level == 0:
            return 0.0
        upper, lower = self.levels[level - 1], self.levels[level]
        if any(first <= upper and lower <= last for first, last in self.table.whole):
            return CUT_WHOLE
        if any(upper < y < lower for y in self.table.rulings):
            return BLANK_AT_EDGE
        costs: list[float] = []
        columns = zip(self.table.columns, self._at, self._right, strict=True)
        for index, (lines, at, edge) in enumerate(columns):
            following = bisect_left(at, level)
            if not 0 < following < len(at):
                continue
            apart = at[following] - at[following - 1]
            if apart > 2 or self._blank[at[following]] > self._blank[at[following - 1]]:
                continue
            if index == self.table.anchored and lines[following].y in self._anchors:
                continue
            here = cost_of_cut(lines[following - 1], lines[following], edge)
            if self.table.by_row:
                here = max(here + cost_of_indent(lines[following - 1], lines[following]), 0.0)
            costs.append(here if apart <= 1 else INTERLEAVED * here)
        cost = sum(costs)
        if costs and not self.table.anchors:
            cost = UNANCHORED_EDGE * cost / len(costs)
        return cost + (BLANK_AT_EDGE if self._blank[level] > self._blank[level - 1] else 0.0)


def _levels(table: Table) -> list[float]:
    """Return the heights at which the columns have lines, in points, from top to bottom."""
    levels: list[float] = []
    for y in sorted(line.y for column in table.columns for line in column):
        if not levels or y - levels[-1] > LEVEL * table.pitch:
            levels.append(y)
    return levels


def _blank_above(table: Table, levels: Sequence[float]) -> list[float]:
    """Return how many blank lines there are between a table's top and each level."""
    blank = 0.0
    above: dict[float, float] = {}
    filled = sorted({*levels, *table.beside})
    for index, y in enumerate(filled):
        step = (y - filled[index - 1]) / table.pitch if index else 0.0
        blank += step - 1 if step > ADJACENT else 0.0
        above[y] = blank
    return [above[level] for level in levels]


def _misalignment(extents: Sequence[_Extent | None], alignments: Sequence[Alignment]) -> float:
    """Return by how many lines the texts of a row are out of line with each other."""
    cost = -MORE_ALIGNMENTS
    for alignment in set(alignments):
        cost += MORE_ALIGNMENTS
        heights = [
            extent[alignment]
            for extent, own in zip(extents, alignments, strict=True)
            if extent is not None and own == alignment
        ]
        if len(heights) > 1:
            heights.sort()
            middle = heights[len(heights) // 2]
            cost += sum([min(abs(height - middle), MOST_DEVIATION) for height in heights])
    return cost
