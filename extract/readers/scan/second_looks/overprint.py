"""Overprinted lines: print under a stamp or signature, recognised once more, line by line.

When a stamp or pen stroke is removed, parts of the letters go with it, and what remains may still
be read with high confidence. So such lines are cut out of the page before its drawings were
removed, cleared of strokes, and read again; and the confidence of their words is limited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

import cv2
import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage
from extract.readers.scan.second_looks.batched_looks import Request, SecondLook
from extract.readers.scan.second_looks.pen_strokes import PrintLine, find_print_lines
from extract.readers.scan.second_looks.voting import Vote, vote
from models.geometry import BBox
from models.page import Word

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class OverprintThresholds:
    """What is an overprinted line, and how sure its words may be. Unfitted."""

    # Ink removed between the letters of an overprinted line, at least.
    min_removed_pt2: float = 1.5
    # Lines are read at these enlargements; which one reads better differs from line to line.
    enlargements: tuple[float, float] = (1.5, 2.0)
    # Weight of the first reading where drawings were removed, with letters that touched them.
    drawn_weight: float = 0.75
    # Weight of the first reading where only coloured ink was removed.
    coloured_weight: float = 0.95
    # Greatest confidence of a word where two readings of the line agree.
    max_agreed: float = 0.9
    # Greatest confidence of a word where they do not.
    max_disputed: float = 0.7
    # Greatest confidence of a word in a line with unread letters.
    max_incomplete: float = 0.55
    # Share of the clear letters that words cover in a complete line.
    min_covered: float = 0.93
    # Lines of a page that are read again.
    max_lines: int = 30


THRESHOLDS = OverprintThresholds()


@dataclass(slots=True)
class Again:
    """The result of reading overprinted lines again, in pixels of the page.

    Attributes:
        words: Index of a piece with such lines -> its words.
        limits: The boxes of the lines, and the greatest confidence of their words.
    """

    words: dict[int, list[RecognisedWord]] = field(default_factory=dict)
    limits: list[tuple[BBox, float]] = field(default_factory=list)

    def doubted(self, words: Iterable[Word], scale: float) -> list[Word]:
        """Return words with their confidence limited by their line.

        Args:
            words: Words of the page, in points.
            scale: Pixels per point.
        """
        return [replace(word, confidence=self._at_most(word, scale)) for word in words]

    def _at_most(self, word: Word, scale: float) -> float:
        """Return the confidence of a word, limited by its line."""
        x, y = word.bbox.x_mid * scale, word.bbox.y_mid * scale
        within = (most for box, most in self.limits if box.contains_point(x, y))
        return min((word.confidence, *within))


@dataclass(frozen=True, slots=True)
class OverprintedLine:
    """A line of print with something printed or drawn over it.

    Attributes:
        piece: Index of its piece.
        left: Left edge of the piece on the page, in pixels.
        top: Its top edge.
        right: Its right edge.
        line: The line in the piece.
        before: Weight of its first reading.
    """

    piece: int
    left: int
    top: int
    right: int
    line: PrintLine
    before: float

    @property
    def bbox(self) -> BBox:
        """Return the box of the line on the page, as wide as its piece, in pixels."""
        top = self.top + self.line.bbox.top
        return BBox(self.left, top, self.right, self.top + self.line.bbox.bottom)

    @property
    def letters(self) -> list[float]:
        """Return the middles of what are clearly letters, in pixels of the page."""
        return [(start + end) / 2 + self.left for start, end in self.line.letters]


@dataclass(frozen=True, slots=True)
class _Look:
    """A line as it is read again: one of its pictures, enlarged."""

    line: OverprintedLine
    source: Image
    size: float

    def picture(self) -> Image:
        """Return the picture enlarged."""
        return np.asarray(
            cv2.resize(self.source, None, fx=self.size, fy=self.size, interpolation=cv2.INTER_CUBIC)
        )

    def placed(self, word: RecognisedWord) -> RecognisedWord:
        """Return a word of the enlarged line with its box on the page, in pixels."""
        dx, dy = self.line.left, self.line.top + self.line.line.bbox.top
        x0, top, x1, bottom = (edge / self.size for edge in word.bbox)
        return replace(word, bbox=BBox(x0 + dx, top + dy, x1 + dx, bottom + dy))


def find_overprinted(
    montage: Montage, pages: tuple[Image, Image | None], masks: tuple[Image, Image], scale: float
) -> list[OverprintedLine]:
    """Find the overprinted lines of a page.

    Args:
        montage: The page's pieces.
        pages: The page without rulings and coloured ink, drawings kept; and the same in its
            brightest channel, where anything is coloured.
        masks: 255 where drawings were removed from the pieces, and where coloured ink was.
        scale: Pixels per point.
    """
    return [
        found
        for index, piece in enumerate(montage.pieces)
        for found in _overprinted_lines(index, piece.source, pages, masks, scale)
    ][: THRESHOLDS.max_lines]


def read_overprinted(
    lines: Sequence[OverprintedLine], words: Sequence[Sequence[RecognisedWord]]
) -> SecondLook[Again]:
    """Read the overprinted lines of a page again.

    Args:
        lines: The lines.
        words: The words read of each piece, their boxes in pixels of the page.
    """
    if not lines:
        return Again()
    again = Again({x.piece: list(words[x.piece]) for x in lines})
    looks = [look for line in lines for look in _looks(line)]
    answers = yield Request([look.picture() for look in looks])
    for line in lines:
        before, others = _on_line(line, again.words[line.piece])
        readings: list[list[list[RecognisedWord]]] = [[_weighted(before, line.before)], []]
        for look, found in zip(looks, answers, strict=True):
            if look.line is line:
                picture = readings[look.source is line.line.paler]
                picture.append([look.placed(word) for word in found])
        voted = vote([picture for picture in readings if picture], line.letters)
        again.words[line.piece] = [*others, *voted.words]
        again.limits.append((line.bbox, _limit(line, voted, [x for p in readings for x in p])))
    return again


def _looks(line: OverprintedLine) -> list[_Look]:
    """Return how a line is read again."""
    printed, paler = line.line.picture, line.line.paler
    if paler is not None:
        # Two pictures differ more than two sizes of the same one.
        return [
            _Look(line, printed, THRESHOLDS.enlargements[0]),
            _Look(line, paler, THRESHOLDS.enlargements[0]),
        ]
    return [_Look(line, printed, size) for size in THRESHOLDS.enlargements]


def _weighted(words: Iterable[RecognisedWord], weight: float) -> list[RecognisedWord]:
    """Return words with their confidence multiplied by a weight."""
    return [replace(word, confidence=weight * word.confidence) for word in words]


def _on_line(
    line: OverprintedLine, words: Sequence[RecognisedWord]
) -> tuple[list[RecognisedWord], list[RecognisedWord]]:
    """Return the words on a line, and the others."""
    box = line.bbox
    on_line = [box.top <= word.bbox.y_mid < box.bottom for word in words]
    return list(compress(words, on_line)), list(compress(words, (not on for on in on_line)))


def _limit(line: OverprintedLine, voted: Vote, readings: Sequence[list[RecognisedWord]]) -> float:
    """Return the greatest confidence of the words of a line.

    Args:
        line: The line.
        voted: What the readings voted for.
        readings: All readings of it.
    """
    if _covered(voted.words, line) < THRESHOLDS.min_covered:
        return THRESHOLDS.max_incomplete
    text = _text(voted.words)
    agree = sum(_text(reading) == text for reading in readings) > 1
    return THRESHOLDS.max_agreed if agree and not voted.disputed else THRESHOLDS.max_disputed


def _text(words: Sequence[RecognisedWord]) -> str:
    """Return the letters and digits of words, from left to right."""
    ordered = sorted(words, key=lambda word: word.bbox.x0)
    return "".join(char for word in ordered for char in word.text if char.isalnum())


def _covered(words: Sequence[RecognisedWord], line: OverprintedLine) -> float:
    """Return the share of a line's clear letters that words cover."""
    if not line.letters:
        return 1.0
    read = sum(any(w.bbox.x0 - 1 <= x <= w.bbox.x1 + 1 for w in words) for x in line.letters)
    return read / len(line.letters)


def _overprinted_lines(
    index: int,
    box: BBox,
    pages: tuple[Image, Image | None],
    masks: tuple[Image, Image],
    scale: float,
) -> list[OverprintedLine]:
    """Return the overprinted lines of a piece.

    Args:
        index: Index of the piece.
        box: Its box on the page, in pixels.
        pages: The page with its drawings, and in its brightest channel.
        masks: Where drawings were removed from it, and where coloured ink was.
        scale: Pixels per point.
    """
    left, top, right = int(box.x0), int(box.top), int(box.x1)
    part = np.s_[top : int(box.bottom), left:right]
    least = THRESHOLDS.min_removed_pt2 * scale * scale
    if all(cv2.countNonZero(mask[part]) < least for mask in masks):
        return []
    stained = cv2.countNonZero(masks[1][part]) >= least
    paler = pages[1][part] if stained and pages[1] is not None else None
    found: list[OverprintedLine] = []
    for line in find_print_lines(pages[0][part], scale, paler):
        between = np.s_[slice(*line.rows), int(line.bbox.x0) : int(line.bbox.x1)]
        drawn, coloured = (cv2.countNonZero(mask[part][between]) >= least for mask in masks)
        if drawn or coloured:
            line = line if coloured else replace(line, paler=None)
            worth = THRESHOLDS.drawn_weight if drawn else THRESHOLDS.coloured_weight
            found.append(OverprintedLine(index, left, top, right, line, worth))
    return found
