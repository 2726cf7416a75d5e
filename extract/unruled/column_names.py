"""The names of a step table's columns: which words make one, and which column it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from extract.unruled.runs import Area, Measures, Run, TextLine
from extract.vocabulary.columns import match_column
from models.geometry import BBox
from models.page import Word
from normalize.people import is_position


@dataclass(frozen=True, slots=True)
class NameThresholds:
    """Which words make the name of a column. Unfitted."""

    # Lines of a turned name are at most this far apart, in heights of a line.
    max_turned_gap: float = 0.5
    # A blank so wide is a letter of its own, as where all have one width.
    min_full_blank_letters: float = 0.9
    # Longer runs of words name no column.
    max_chars: int = 70


NAMES = NameThresholds()


@dataclass(frozen=True)
class Name:
    """The name of a column or of a group of columns.

    Attributes:
        kind: Which column or group it names, one of those of `match_column`; None where the
            wording does not tell, as with an actor's.
        runs: Its words, a run for each line, from top to bottom.
    """

    kind: str | None
    runs: tuple[Run, ...]

    @cached_property
    def bbox(self) -> BBox:
        """Return the box around its words, in points."""
        return BBox.around(run.bbox for run in self.runs)

    @property
    def words(self) -> tuple[Word, ...]:
        """Return its words."""
        return tuple(word for run in self.runs for word in run.words)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str | None:
    """Return what column a text is the heading of; a note in brackets may end on a later line."""
    if len(text) > NAMES.max_chars:
        return None
    opened = text.rfind("(")
    return match_column(text if opened <= 0 or ")" in text[opened:] else text[:opened])


class SplitLines:
    """The runs of lines, those split that hold the names of several columns."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        """Remember the lines; each is split when it is first asked for."""
        self._lines = lines
        self._parted: dict[int, list[Run]] = {}

    def __getitem__(self, index: int) -> list[Run]:
        """Return the runs of one line."""
        if index not in self._parted:
            runs = self._lines[index].runs
            self._parted[index] = [piece for run in runs for piece in _parted(run)]
        return self._parted[index]


def _parted(run: Run) -> list[Run]:
    """Return a run in parts that each name another column, or whole."""
    words = run.words
    if len(words) < 2 or len(run.text) > NAMES.max_chars or kind_of(run.text):
        return [run]
    for cut in range(1, len(words)):
        left, right = Run(words[:cut]), Run(words[cut:])
        kind = kind_of(left.text)
        if kind is None:
            continue
        rest = _parted(right)
        if kind != kind_of(rest[0].text) and kind_of(rest[0].text):
            return [left, *rest]
    return [run]


def overlap(one: BBox, other: BBox) -> float:
    """Return how much of the page's width two boxes share, in points."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def stack_names(pieces: Sequence[Run]) -> tuple[list[Name], list[Name]]:
    """Put the lines of names together that stand above each other.

    Returns:
        The names of single columns, and those that stand above several: a group's.
    """
    groups: list[Name] = []
    ordered = sorted(pieces, key=lambda run: run.bbox.y_mid)
    kept: list[Run] = []
    for run in ordered:
        lower = [other for other in ordered if other.bbox.y_mid > run.bbox.y_mid]
        below = [other for other in lower if overlap(other.bbox, run.bbox) > 0]
        if any(overlap(a.bbox, b.bbox) <= 0 for a, b in combinations(below, 2)):
            groups.append(Name("actors", (run,)))
        else:
            kept.append(run)
    stacks: list[list[Run]] = []
    for run in sorted(kept, key=lambda run: run.bbox.x0):
        home = next((s for s in stacks if any(overlap(run.bbox, r.bbox) > 0 for r in s)), None)
        if home is None:
            stacks.append([run])
        else:
            home.append(run)
    names = [Name(None, tuple(sorted(s, key=lambda run: run.bbox.y_mid))) for s in stacks]
    return names, groups


def turned_names(area: Area, first: int, last: int, left: float) -> list[Name]:
    """Return the names that are turned to read upwards or downwards.

    Args:
        area: The part of the page the table stands in.
        first: Index of the heading's first line.
        last: Index of its last line.
        left: Where the actors' columns begin at the earliest, in points.
    """
    top = area.lines[first].bbox.top
    bottom = area.lines[last + 1].bbox.top if last + 1 < len(area.lines) else float("inf")
    words = [w for w in area.turned if top <= w.bbox.y_mid <= bottom and w.bbox.x_mid > left]
    names: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.bbox.x0):
        edge = max((w.bbox.x1 for w in names[-1]), default=0.0) if names else float("-inf")
        if word.bbox.x0 - edge > NAMES.max_turned_gap * word.bbox.width:
            names.append([])
        names[-1].append(word)
    return [Name(None, (Run(tuple(words)),)) for words in names]


def split_by_numbers(name: Name, numbers: Sequence[Word], named: Sequence[Name]) -> list[Name]:
    """Return the names that one seems to be though several of the columns' numbers are under it."""
    middles = [
        word.bbox.x_mid
        for word in numbers
        if name.bbox.x0 <= word.bbox.x_mid <= name.bbox.x1
        and not any(other.bbox.x0 <= word.bbox.x_mid <= other.bbox.x1 for other in named)
    ]
    if len(middles) < 2:
        return [name]
    parts: list[list[Run]] = [[] for _ in middles]
    for run in name.runs:
        words: list[list[Word]] = [[] for _ in middles]
        for word in run.words:
            near = min(range(len(middles)), key=lambda i: abs(middles[i] - word.bbox.x_mid))
            words[near].append(word)
        for part, own in zip(parts, words, strict=True):
            if own:
                part.append(Run(tuple(own)))
    return [Name(None, tuple(part)) for part in parts if part]


def split_by_offices(name: Name, measures: Measures) -> list[Name]:
    """Return the names that one seems to be though it is made of two offices: "Camat Sekretaris".

    Only where blanks are as wide as letters, in text that separates columns by them: there one
    blank may be all that is left between two columns.
    """
    if len(name.runs) != 1:
        return [name]
    words = name.runs[0].words
    for cut in range(1, len(words)):
        left, right = Run(words[:cut]), Run(words[cut:])
        blank = (right.bbox.x0 - left.bbox.x1) / measures.letter
        if (
            blank >= NAMES.min_full_blank_letters
            and is_position(left.text)
            and is_position(right.text)
        ):
            return [Name(None, (left,)), *split_by_offices(Name(None, (right,)), measures)]
    return [name]
