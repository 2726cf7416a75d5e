"""Where a table's rows begin and end when no ruling separates them.

Rows are bands across the table. A band fits where the text of its columns is aligned, by its
first lines, its middles or its last lines; where no column's text has a blank line in it;
and where its edges cut no paragraph. Each fault of a way of splitting has a cost in lines of text;
dynamic programming finds the cheapest way, row by row from top to bottom.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.unruled.paragraphs import begins_at, cost_of_cut, cost_of_indent
from extract.unruled.row_types import Alignment, Rows, Table


@dataclass(frozen=True, slots=True)
class RowCosts:
    """What the faults of a way of cutting a table into rows cost.

    Costs are in lines of text out of place. Unfitted.
    """

    # Lines closer than this stand level with each other.
    same_level_pitches: float = 0.35
    # Lines of a column up to this far apart follow each other; further apart is a hole.
    max_line_pitches: float = 1.4
    # No row has more levels of text.
    max_row_levels: int = 40
    # Costs up to this are none.
    rounding_error: float = 1e-6
    # How often the alignments found are used to cut the table again ...
    max_refinements: int = 3
    # ... and after how many rows tried no further way is looked for; a bound of time.
    max_rows_tried: int = 8_000
    # A text out of line with its row's others costs a line for a line, up to this.
    max_out_of_line: float = 1.5
    # Each alignment more than one makes it easier to be in line, so every row pays this for it.
    each_alignment: float = 0.35
    # Where every row may be aligned in its own way, being out of line costs so many times as much.
    out_of_line_factor_by_row: float = 1.5
    # A line of a value that is set flush left, but begins elsewhere.
    ragged_line: float = 0.7
    # Each blank line inside a cell.
    blank_line: float = 0.8
    # Each line inside a cell beside which only other columns have text.
    skipped_line: float = 0.2
    # The two together cost at most this.
    max_hole: float = 1.6
    # An edge between two lines of a paragraph with a line of other columns between them costs this
    # part of one right between two.
    interleaved_factor: float = 0.6
    # A blank line at an edge is evidence for the edge.
    blank_line_at_edge: float = -0.4
    # A row that a ruling crosses.
    ruling_crossed: float = 5.0
    # A row without text in the main column.
    no_main_text: float = 4.0
    # A row without one of the anchors, such as a step's number.
    no_anchor: float = 3.0
    # Such a row where it is the rest of one that the page before began.
    no_anchor_in_rest: float = 0.8
    # An edge inside what is known to be one row.
    cut_whole: float = 20.0
    # Every row, where no anchors say how many there are ...
    row_without_anchors: float = 0.6
    # ... each opener that it has too many ...
    each_more_opener: float = 2.4
    # ... none at all ...
    no_opener: float = 0.8
    # ... and the part of its columns' costs that an edge has.
    edge_factor_without_anchors: float = 1.5
    # An edge that costs more is not tried.
    max_edge: float = 4.0


ROWS = RowCosts()


def segment_rows(table: Table) -> Rows:
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
        if parting.tried > ROWS.max_rows_tried or parting.is_in_line(rows, alignments):
            break
    best = min(found, key=lambda way: way[0])
    for _ in range(ROWS.max_refinements):
        alignments = parting.refine(best[2], best[1])
        if alignments == best[2] or parting.tried > ROWS.max_rows_tried:
            break
        best = min(best, (*parting.cheapest(alignments), alignments), key=lambda way: way[0])
    return Rows(tuple(parting.levels[row] for row in best[1]), tuple(best[2]))


# The text of one column in one band: the heights, in pitches, of its first line, its middle and
# its last line, in the order of Alignment, and what its holes cost.
_Extent = tuple[float, float, float, float]


class _Parting:
    """A table's levels, and what it costs to split it at some of them."""

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
            bisect_left(table.anchors, level - ROWS.same_level_pitches * table.pitch)
            for level in self.levels
        ] + [len(table.anchors)]
        self._openers_above = [
            bisect_left(table.openers, level - ROWS.same_level_pitches * table.pitch)
            for level in self.levels
        ] + [len(table.openers)]
        self._extents: dict[tuple[int, int], tuple[_Extent | None, ...]] = {}
        self._edges = [self._edge(index) for index in range(len(self.levels))]

    def cheapest(self, alignments: Sequence[Alignment]) -> tuple[float, list[int]]:
        """Return the least cost, and the levels at which rows begin in the split that has it."""
        count = len(self.levels)
        costs = [0.0] + [float("inf")] * count
        origins = [0] * (count + 1)
        for end in range(1, count + 1):
            if end < count and not self.table.anchors and self._edges[end] > ROWS.max_edge:
                continue
            for begin in range(end - 1, max(end - ROWS.max_row_levels, 0) - 1, -1):
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
        """Return whether all texts are aligned with those of their rows, without blank lines."""
        bands = pairwise([*rows, len(self.levels)])
        extents = [self._extents_in(begin, end) for begin, end in bands]
        return all(
            _misalignment(row, alignments) <= ROWS.rounding_error
            and not any(extent and extent[3] > ROWS.rounding_error for extent in row)
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
        """Return the cost of taking a band as one row."""
        extents = self._extents_in(begin, end)
        if self.table.by_row:
            ways = ([way] * len(extents) for way in self.table.alignments)
            cost = min(_misalignment(extents, way) for way in ways)
            cost = ROWS.out_of_line_factor_by_row * cost + ROWS.ragged_line * self._ragged(
                begin, end
            )
        else:
            cost = _misalignment(extents, alignments)
            cost += sum(extent[3] for extent in extents if extent)
        rest = self.table.begins_cut and begin == 0
        if extents[self.table.main] is None and not rest:
            cost += ROWS.no_main_text
        if not self.table.anchors:
            cost += ROWS.row_without_anchors + self._openers(begin, end)
        elif self._anchors_in(begin, end) == 0:
            cost += ROWS.no_anchor_in_rest if rest else ROWS.no_anchor
        upper, lower = self.levels[begin], self.levels[end - 1]
        return cost + ROWS.ruling_crossed * sum(upper < y < lower for y in self.table.rulings)

    def _openers(self, begin: int, end: int) -> float:
        """Return what the openers in a band say against its being one row."""
        count = self._openers_above[end] - self._openers_above[begin]
        if not self.table.openers or count == 1:
            return 0.0
        return ROWS.each_more_opener * (count - 1) if count else ROWS.no_opener

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
            hole = ROWS.blank_line * blank + ROWS.skipped_line * max(below - above - 1, 0)
            costs.append(costs[-1] + min(hole, ROWS.max_hole))
        return costs

    def _edge(self, level: int) -> float:
        """Return the cost of beginning a row at a level."""
        if level == 0:
            return 0.0
        upper, lower = self.levels[level - 1], self.levels[level]
        if any(first <= upper and lower <= last for first, last in self.table.whole):
            return ROWS.cut_whole
        if any(upper < y < lower for y in self.table.rulings):
            return ROWS.blank_line_at_edge
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
            costs.append(here if apart <= 1 else ROWS.interleaved_factor * here)
        cost = sum(costs)
        if costs and not self.table.anchors:
            cost = ROWS.edge_factor_without_anchors * cost / len(costs)
        return cost + (
            ROWS.blank_line_at_edge if self._blank[level] > self._blank[level - 1] else 0.0
        )


def _levels(table: Table) -> list[float]:
    """Return the heights at which the columns have lines, in points, from top to bottom."""
    levels: list[float] = []
    for y in sorted(line.y for column in table.columns for line in column):
        if not levels or y - levels[-1] > ROWS.same_level_pitches * table.pitch:
            levels.append(y)
    return levels


def _blank_above(table: Table, levels: Sequence[float]) -> list[float]:
    """Return how many blank lines there are between a table's top and each level."""
    blank = 0.0
    above: dict[float, float] = {}
    filled = sorted({*levels, *table.beside})
    for index, y in enumerate(filled):
        step = (y - filled[index - 1]) / table.pitch if index else 0.0
        blank += step - 1 if step > ROWS.max_line_pitches else 0.0
        above[y] = blank
    return [above[level] for level in levels]


def _misalignment(extents: Sequence[_Extent | None], alignments: Sequence[Alignment]) -> float:
    """Return by how many lines the texts of a row are out of line with each other."""
    cost = -ROWS.each_alignment
    for alignment in set(alignments):
        cost += ROWS.each_alignment
        heights = [
            extent[alignment]
            for extent, own in zip(extents, alignments, strict=True)
            if extent is not None and own == alignment
        ]
        if len(heights) > 1:
            heights.sort()
            middle = heights[len(heights) // 2]
            cost += sum([min(abs(height - middle), ROWS.max_out_of_line) for height in heights])
    return cost
