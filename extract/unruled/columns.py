"""The columns of a step table without rulings: which there are, and where they begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from extract.unruled.column_names import Name
from extract.unruled.gutters import Seed, cut_columns
from extract.unruled.headings import Heading
from extract.unruled.runs import Measures, TextLine
from extract.vocabulary.columns import QUALITY
from models.geometry import BBox
from models.page import Word


@dataclass(frozen=True, slots=True)
class FitThresholds:
    """When lines keep to the columns of a table. Unfitted."""

    # Share of a table's lines that must keep to the columns of the table it continues.
    min_keeping_share: float = 0.6
    # A word that reaches further into both of two columns stands clearly in neither.
    max_reach_letters: float = 0.5
    # Names whose left edges are this close are flush with each other.
    flush_line_heights: float = 0.3


FIT = FitThresholds()


_NUMBER = re.compile(r"\(?\d{1,3}[a-z]?[.)]{0,2}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a step table.

    Attributes:
        kind: Which one it is, one of TEXT_CELLS or `actors`; None for one actor's column.
        seed: What its heading shows of where it stands.
        name: Its name; None where its heading is blank, or on a page before.
    """

    kind: str | None
    seed: Seed
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns and where they stand.

    Attributes:
        columns: The columns from left to right.
        edges: Their edges in points, one more than there are columns.
        letter: Width of an average letter, in points.
    """

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    letter: float

    @property
    def activity(self) -> int:
        """Return the index of the activities' column."""
        return next(i for i, column in enumerate(self.columns) if column.kind == "activity")

    @property
    def numbered(self) -> bool:
        """Return whether the first column holds the steps' numbers."""
        return self.columns[0].kind == "number"

    @property
    def text(self) -> list[int]:
        """Return the indices of the columns that are no actor's."""
        return [i for i, column in enumerate(self.columns) if column.kind is not None]

    def home(self, word: Word) -> int:
        """Return the index of the column that a word stands in.

        A word that reaches far into two columns belongs to the one whose heading is over it.
        """
        box = word.bbox
        index = self._at(box.x_mid)
        by = FIT.max_reach_letters * self.letter
        if self._at(box.x0 + by) == self._at(box.x1 - by):
            return index
        for edge in self.edges[1:-1]:
            if min(edge - box.x0, box.x1 - edge) > by:
                beside = {self._at(edge - 0.1), self._at(edge + 0.1)}
                under = [i for i in beside if _shared(box, self.columns[i].seed) > 0]
                return under[0] if len(under) == 1 else index
        return index

    def parts(self, line: TextLine) -> dict[int, list[Word]]:
        """Return a line's words by the columns they stand in, from left to right."""
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            parts.setdefault(self.home(word), []).append(word)
        return parts

    def number_on(self, line: TextLine) -> Word | None:
        """Return the step's number that stands on a line, if one does."""
        if not self.numbered:
            return None
        words = [word for word in line.words if word.bbox.x_mid < self.edges[1]]
        return words[0] if len(words) == 1 and _NUMBER.fullmatch(words[0].text) else None

    def straddles(self, box: BBox) -> bool:
        """Return whether a box reaches from one column clearly into another."""
        by = FIT.max_reach_letters * self.letter
        return any(box.x0 + by < edge < box.x1 - by for edge in self.edges[1:-1])

    def clearly_in(self, line: TextLine, index: int) -> bool:
        """Return whether a line has a run that stands in one column and no other."""
        return any(
            self._at(run.bbox.x_mid) == index and not self.straddles(run.bbox) for run in line.runs
        )

    def hold(self, lines: Sequence[TextLine]) -> bool:
        """Return whether lines are rows of such a table, and not any text."""
        keeping = [not any(self.straddles(run.bbox) for run in line.runs) for line in lines]
        several = any(len({self.home(word) for word in line.words}) > 1 for line in lines)
        numbers = not self.numbered or any(self.number_on(line) for line in lines)
        return numbers and several and sum(keeping) >= FIT.min_keeping_share * len(lines)

    def _at(self, x: float) -> int:
        """Return the index of the column in which a position lies."""
        return min(max(bisect_right(self.edges, x) - 1, 0), len(self.columns) - 1)


def _shared(box: BBox, seed: Seed) -> float:
    """Return how much of the page's width a box and a heading share, in points."""
    return min(box.x1, seed.x1) - max(box.x0, seed.x0)


def columns_of(heading: Heading) -> tuple[Column, ...]:
    """Return the columns that a heading names, from left to right."""
    numbers = [
        [w for w in heading.numbers if name.bbox.x0 <= w.bbox.x_mid <= name.bbox.x1]
        for name in heading.names
    ]
    if len(heading.numbers) == len(heading.names):
        numbers = [[word] for word in heading.numbers]
    kinds = [name.kind for name in heading.names]
    unknown = _unknown_quality(heading)
    if unknown is not None:
        kinds[unknown] = "requirements"
    return tuple(
        Column(kind, Seed.of([*name.words, *own]), name)
        for kind, name, own in zip(kinds, heading.names, numbers, strict=True)
    )


def _unknown_quality(heading: Heading) -> int | None:
    """Return which column's name has no known spelling but stands under Mutu Baku.

    The name above a group of columns stands over their middle, or flush with the first one's; it
    tells whether the column left of the known ones belongs to the group.
    """
    known = [i for i, name in enumerate(heading.names) if name.kind in QUALITY]
    if heading.quality is None or not known or known[0] == 0:
        return None
    candidate = heading.names[known[0] - 1]
    if candidate.kind is not None or heading.names[known[0]].kind == "requirements":
        return None
    first, right = heading.names[known[0]].bbox, heading.names[known[-1]].bbox.x1
    if abs(heading.quality.bbox.x0 - first.x0) <= FIT.flush_line_heights * first.height:
        return None
    middle = heading.quality.bbox.x_mid
    without = (first.x0 + right) / 2
    within = (candidate.bbox.x0 + right) / 2
    return known[0] - 1 if abs(within - middle) < abs(without - middle) else None


def with_number_column(
    columns: tuple[Column, ...], lines: Sequence[TextLine]
) -> tuple[Column, ...]:
    """Return columns with one for the steps' numbers, where only the rows show one."""
    if any(column.kind == "number" for column in columns):
        return columns
    limit = columns[0].seed.x1
    numbers = [
        line.words[0]
        for line in lines
        if len(line.runs) > 1
        and len(line.runs[0].words) == 1
        and line.runs[0].bbox.x1 < limit
        and line.runs[1].bbox.x0 < limit
        and _NUMBER.fullmatch(line.words[0].text)
    ]
    if len(numbers) < 2:
        return columns
    return (Column("number", Seed.of(numbers)), *columns)


def fit_columns(
    lines: Sequence[TextLine],
    columns: tuple[Column, ...],
    measures: Measures,
    expected: Sequence[float] = (),
) -> Columns:
    """Return columns with the edges that a table's lines show.

    Args:
        lines: The lines below the heading.
        columns: The columns from left to right.
        measures: What the page's print is like.
        expected: The inner edges of the same columns on the page before, if there is one.
    """
    groups = [list(group) for _, group in groupby(columns, key=lambda c: c.kind or "actors")]
    seeds = [_seed_of(group) for group in groups]
    inner = list(accumulate(len(group) for group in groups[:-1]))
    known = [expected[index - 1] for index in inner] if expected else ()
    cuts = cut_columns(lines, seeds, measures.letter, known)
    words = [word for line in lines for word in line.words]
    left = min([seeds[0].x0, *(w.bbox.x0 for w in words)]) - measures.letter
    right = max([seeds[-1].x1, *(w.bbox.x1 for w in words)]) + measures.letter
    edges = [left]
    for group, end in zip(groups, [*cuts, right], strict=True):
        begin = edges[-1]
        for one, other in pairwise(group):
            between = (one.seed.x1 + other.seed.x0) / 2
            edges.append(min(max(between, edges[-1], begin), end))
        edges.append(end)
    return Columns(columns, tuple(edges), measures.letter)


def _seed_of(group: Sequence[Column]) -> Seed:
    """Return one seed for a column, or for all actors' columns side by side."""
    if group[0].kind is not None:
        return group[0].seed
    words = tuple(word for column in group for word in column.seed.words)
    return Seed(group[0].seed.x0, group[-1].seed.x1, words, loose=True)
