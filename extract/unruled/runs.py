"""Lines of words across a page, and the runs that wide blanks split them into.

Where no rulings are drawn, blanks wider than those between words are what tells that two pieces
of text belong to different columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median, quantiles

from models.geometry import BBox
from models.page import Direction, Ruling, Word


@dataclass(frozen=True, slots=True)
class RunThresholds:
    """How words make lines and runs of words.

    Sizes are in letters and heights of a word as measured on the page. Unfitted.
    """

    # A blank so wide separates two runs. In text of one letter width that is two blanks; in print
    # it is well over the blank of a justified line.
    min_wide_blank_letters: float = 1.5
    # A word shares this part of the lower one's height with a line to stand on it.
    min_shared_height: float = 0.5
    # Width of a letter on a page without words to measure.
    default_letter_pt: float = 6.0
    # Distance of lines on such a page.
    default_pitch_pt: float = 12.0
    # Distance of lines where no two follow each other, in heights of a word.
    pitch_in_heights: float = 1.2
    # Lines further apart do not follow each other ...
    max_following_heights: float = 2.2
    # ... and nearer ones are one line.
    min_following_heights: float = 0.8
    # So many words after a word, from top to bottom, are looked at for the line below it; a bound
    # of time.
    max_words_beside: int = 80


RUNS = RunThresholds()


@dataclass(frozen=True)
class Run:
    """Words of one line with no wide blank between them.

    Attributes:
        words: The words from left to right; at least one.
    """

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """Return the words joined by blanks."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bbox(self) -> BBox:
        """Return the box around the words, in points."""
        return BBox.around(word.bbox for word in self.words)


@dataclass(frozen=True)
class TextLine:
    """The words that stand on one line across the page.

    Attributes:
        words: The words from left to right; at least one.
        runs: The same words in runs.
    """

    words: tuple[Word, ...]
    runs: tuple[Run, ...]

    @cached_property
    def bbox(self) -> BBox:
        """Return the box around the words, in points."""
        return BBox.around(word.bbox for word in self.words)

    @cached_property
    def text(self) -> str:
        """Return the words joined by blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Measures:
    """What a page's print is like.

    Attributes:
        letter: Width of an average letter, in points.
        pitch: Distance from one line of a paragraph to the next, in points.
    """

    letter: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a page in which a table is sought.

    Attributes:
        page: 1-based number of the page.
        lines: Its lines from top to bottom.
        measures: What the page's print is like.
        rulings: The page's strokes.
        turned: The page's words that do not read from left to right.
    """

    page: int
    lines: Sequence[TextLine]
    measures: Measures
    rulings: Sequence[Ruling] = ()
    turned: Sequence[Word] = ()

    def part(self, first: int, end: int) -> Area:
        """Return the area of some of its lines."""
        return replace(self, lines=self.lines[first:end])


def measure(words: Sequence[Word]) -> Measures:
    """Return how wide the letters and how far apart the lines of some words are."""
    upright = [w for w in words if w.direction is Direction.RIGHT and w.text]
    if not upright:
        return Measures(RUNS.default_letter_pt, RUNS.default_pitch_pt)
    letter = median(w.bbox.width / len(w.text) for w in upright) or RUNS.default_letter_pt
    height = median(w.bbox.height for w in upright) or RUNS.default_pitch_pt
    return Measures(letter, _pitch(upright, height))


# More than sums of coordinates are rounded by, in points.
_ROUNDING_PT = 1e-6


def _pitch(words: Sequence[Word], height: float) -> float:
    """Return the distance between lines of a paragraph; larger ones, between rows, are left out."""
    ordered = sorted((word.bbox for word in words), key=lambda box: box.y_mid)
    middles = [box.y_mid for box in ordered]
    nearest = RUNS.min_following_heights * height
    steps: list[float] = []
    for index, (box, middle) in enumerate(zip(ordered, middles, strict=True)):
        # Words of the same line are passed over; rounding may leave one, which is asked again.
        first = bisect_left(middles, middle + nearest - _ROUNDING_PT, index + 1)
        for place in range(first, min(index + 1 + RUNS.max_words_beside, len(ordered))):
            other, step = ordered[place], middles[place] - middle
            if step > RUNS.max_following_heights * height:
                break
            if step >= nearest and min(box.x1, other.x1) > max(box.x0, other.x0):
                steps.append(step)
                break
    return quantiles(steps, n=4)[0] if len(steps) > 1 else RUNS.pitch_in_heights * height


def text_lines(words: Iterable[Word], letter: float) -> list[TextLine]:
    """Return the upright words of an area as lines across it, from top to bottom.

    Args:
        words: The words in any order; rotated ones are left out.
        letter: Width of an average letter, in points.
    """
    upright = [w for w in words if w.direction is Direction.RIGHT]
    return [TextLine(tuple(row), split_runs(row, letter)) for row in _rows(upright)]


def split_runs(words: Sequence[Word], letter: float) -> tuple[Run, ...]:
    """Return the words of a line in runs, split where a blank is wide."""
    runs: list[list[Word]] = []
    end = float("-inf")
    for word in words:
        if not runs or word.bbox.x0 - end >= RUNS.min_wide_blank_letters * letter:
            runs.append([])
        runs[-1].append(word)
        end = max(end, word.bbox.x1) if len(runs[-1]) > 1 else word.bbox.x1
    return tuple(Run(tuple(run)) for run in runs)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into rows from top to bottom, each from left to right."""
    rows: list[tuple[BBox, list[Word]]] = []
    for word in sorted(words, key=lambda w: (w.bbox.top, w.bbox.x0)):
        box = word.bbox
        for extent, members in rows[:-4:-1]:
            shared = min(extent.bottom, box.bottom) - max(extent.top, box.top)
            if shared >= RUNS.min_shared_height * max(min(extent.height, box.height), 0.1):
                members.append(word)
                break
        else:
            rows.append((box, [word]))
    rows.sort(key=lambda row: row[0].y_mid)
    return [sorted(members, key=lambda w: w.bbox.x0) for _, members in rows]
