"""Where to cut the white space between columns that no ruling separates.

Every way of cutting has a cost: high for a cut through a word, lower for one through the blank
between two words of a run, and some for each wide blank left inside a column, as a cell seldom
holds one. Dynamic programming finds the cheapest way, column by column from left to right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extract.unruled.runs import RUNS, TextLine
from models.geometry import BBox
from models.page import Word


@dataclass(frozen=True, slots=True)
class GutterCosts:
    """What the faults of a way of cutting lines into columns cost. Unfitted."""

    # A word that a cut goes through.
    word_cut: float = 3.0
    # A run of words that a cut separates.
    run_cut: float = 1.0
    # A word that a cut touches.
    word_touched: float = 0.4
    # Cutting off a dash, which stands for an empty cell.
    dash_cut_off: float = 0.2
    # A column's name that stands outside its column.
    heading_lost: float = 6.0
    # A wide blank inside a column, for each letter's width ...
    blank_kept_per_letter: float = 0.2
    # ... up to this.
    max_blank_kept: float = 1.2
    # A long text left in a column of drawings and their labels.
    long_text_in_loose: float = 1.5
    # Texts up to this length are labels.
    short_text_letters: int = 12
    # Each line of the next column that begins at the cut is evidence for it, as most do in columns
    # set flush left ...
    in_line: float = -0.15
    # ... and more so beside a column of drawings ...
    in_line_beside_loose: float = -0.3
    # ... where at least so many lines do.
    min_in_line: int = 3
    # A cut that has moved since the page before, for each letter's width.
    shift_per_letter: float = 0.05
    # Of a larger table the first lines show its columns; a bound of time.
    max_lines: int = 300
    # So many places are tried for a cut; a bound of time.
    max_places: int = 60
    # A cut stands this far left of the word it splits from those before it.
    before_word_letters: float = 0.3


GUTTERS = GutterCosts()


_BULLET = re.compile(r"\(?\w{1,4}[.)]+|\W{1,2}|\d{1,3}")


@dataclass(frozen=True, slots=True)
class Seed:
    """What is known of a column before the cuts beside it are found.

    Attributes:
        x0: Where it begins at the latest, in points.
        x1: Where it ends at the earliest, in points.
        words: Words that stand in it certainly, such as its heading's.
        loose: Whether it holds columns or drawings of its own, so that blanks in it mean nothing.
    """

    x0: float
    x1: float
    words: tuple[Word, ...] = ()
    loose: bool = False

    @property
    def x_mid(self) -> float:
        """Return its middle, in points."""
        return (self.x0 + self.x1) / 2

    @staticmethod
    def of(words: Iterable[Word], *, loose: bool = False) -> Seed:
        """Return the seed of a column that holds some words, at least one."""
        words = tuple(words)
        box = BBox.around(word.bbox for word in words)
        return Seed(box.x0, box.x1, words, loose)


def cut_columns(
    lines: Sequence[TextLine],
    seeds: Sequence[Seed],
    letter: float,
    expected: Sequence[float] = (),
    *,
    lists: bool = False,
) -> list[float]:
    """Return where to cut between columns.

    Args:
        lines: The table's lines below its heading.
        seeds: The columns from left to right, at least one.
        letter: Width of an average letter, in points.
        expected: Where the same table was cut on the page before, if it was.
        lists: Whether the columns hold lists, whose bullets are not to be cut off.

    Returns:
        The x of each cut, in points, from left to right; one fewer than there are columns.
    """
    lines = lines[: GUTTERS.max_lines]
    blanks = _Blanks(lines, letter)
    # Cheapest cost, and the cuts that make it, of the columns so far for each place of the last.
    best: list[tuple[float, list[float]]] = [(0.0, [float("-inf")])]
    for index, (seed, following) in enumerate(pairwise(seeds)):
        options: list[tuple[float, list[float]]] = []
        for place in _places(lines, seed, following, letter):
            cost = _cost_of_cut(lines, place, letter) + _cost_of_loss(seed, following, place)
            if lists:
                cost += GUTTERS.run_cut * _bullets_cut_off(lines, place)
            if not following.loose:
                in_line = GUTTERS.in_line_beside_loose if seed.loose else GUTTERS.in_line
                cost += in_line * _lines_beginning_at(lines, place, letter)
            if seed.loose:
                cost += _cost_of_loose(lines, seed, place)
            if expected:
                cost += GUTTERS.shift_per_letter * abs(place - expected[index]) / letter
            options.append(min(_extended(best, seed, blanks, place, cost), key=lambda o: o[0]))
        best = options
    last = _extended(best, seeds[-1], blanks, float("inf"), 0.0)
    return min(last, key=lambda option: option[0])[1][1:-1]


def _extended(
    best: Sequence[tuple[float, list[float]]],
    seed: Seed,
    blanks: _Blanks,
    place: float,
    cost: float,
) -> list[tuple[float, list[float]]]:
    """Return the ways of cutting so far, each with one more cut that ends a seed's column."""
    return [
        (before + cost + (0.0 if seed.loose else blanks.cost(cuts[-1], place)), [*cuts, place])
        for before, cuts in best
        if cuts[-1] < place
    ] or [(before + cost + GUTTERS.heading_lost, [*cuts, cuts[-1]]) for before, cuts in best]


def _places(lines: Sequence[TextLine], left: Seed, right: Seed, letter: float) -> list[float]:
    """Return where the cut between two columns can be: before a word, between their middles."""
    low, high = sorted((left.x_mid, right.x1 if right.loose else right.x_mid))
    before = GUTTERS.before_word_letters * letter
    sure = {right.x0 - before, left.x1 + before}
    words = {word.bbox.x0 - before for line in lines for word in line.words}
    runs = {run.bbox.x0 - before for line in lines for run in line.runs}
    if right.loose:
        sure |= {run.bbox.x1 + before for line in lines for run in line.runs}
    for starts in (sure | words, sure | runs, sure):
        places = sorted({round(place, 1) for place in starts if low < place <= high})
        if 0 < len(places) <= GUTTERS.max_places:
            return places
    return [(low + high) / 2]


def _cost_of_cut(lines: Sequence[TextLine], place: float, letter: float) -> float:
    """Return what a cut costs for the words and runs of a table's lines that it splits.

    A word that reaches no more than a letter over it stands clearly on one side.
    """
    cost = 0.0
    for line in lines:
        for run in line.runs:
            if not run.bbox.x0 < place < run.bbox.x1:
                continue
            crossed = next((w for w in run.words if w.bbox.x0 < place < w.bbox.x1), None)
            if crossed and min(place - crossed.bbox.x0, crossed.bbox.x1 - place) > letter:
                cost += GUTTERS.word_cut
            elif run.words[0].bbox.x_mid < place < run.words[-1].bbox.x_mid:
                blank = run.words[0].text == "-" and run.words[1].bbox.x0 > place
                cost += GUTTERS.dash_cut_off if blank else GUTTERS.run_cut
            else:
                cost += GUTTERS.word_touched
    return cost


def _cost_of_loss(left: Seed, right: Seed, place: float) -> float:
    """Return the cost of heading words on the wrong side of a cut."""
    lost = sum(word.bbox.x1 > place + 1 for word in left.words)
    return GUTTERS.heading_lost * (lost + sum(word.bbox.x0 < place - 1 for word in right.words))


def _lines_beginning_at(lines: Sequence[TextLine], place: float, letter: float) -> int:
    """Return how many lines have a word that begins right at a cut."""
    return sum(any(0 <= word.bbox.x0 - place <= letter for word in line.words) for line in lines)


def _bullets_cut_off(lines: Sequence[TextLine], place: float) -> int:
    """Return how many bullets a cut separates from their items."""
    return sum(
        bullet.bbox.x1 <= place <= item.bbox.x0 and _BULLET.fullmatch(bullet.text) is not None
        for line in lines
        for bullet, item in pairwise(line.runs)
    )


def _cost_of_loose(lines: Sequence[TextLine], seed: Seed, place: float) -> float:
    """Return the cost of ending a loose column at a place: long texts left in it."""
    return GUTTERS.long_text_in_loose * sum(
        seed.x_mid < run.bbox.x0
        and run.bbox.x1 <= place
        and len(run.text) > GUTTERS.short_text_letters
        for line in lines
        for run in line.runs
    )


class _Blanks:
    """The wide blanks in a table's lines, and what it costs to leave them inside a column."""

    def __init__(self, lines: Sequence[TextLine], letter: float) -> None:
        """Collect the wide blanks; letter is the width of an average letter, in points."""
        self._blanks: list[tuple[float, float, float]] = []
        for line in lines:
            for run, following in pairwise(line.runs):
                if _BULLET.fullmatch(run.text):
                    continue
                left, right = run.bbox.x1, following.bbox.x0
                width = (right - left) / letter
                if width >= RUNS.min_wide_blank_letters:
                    self._blanks.append(
                        (
                            left,
                            right,
                            min(GUTTERS.blank_kept_per_letter * width, GUTTERS.max_blank_kept),
                        )
                    )
        self._blanks.sort(key=lambda blank: blank[1])
        self._from: dict[float, tuple[list[float], list[float]]] = {}

    def cost(self, left: float, right: float) -> float:
        """Return what the blanks between two cuts cost together."""
        if left not in self._from:
            inside = [blank for blank in self._blanks if blank[0] >= left]
            ends = [end for _, end, _ in inside]
            self._from[left] = ends, [0.0, *accumulate(cost for _, _, cost in inside)]
        ends, sums = self._from[left]
        return sums[bisect_right(ends, right)]
