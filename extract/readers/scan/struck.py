"""Lines of print that a stamp or a signature was taken off, read once more, each on its own.

What crosses print is taken off it with some of its letters, and what remains may be read as
surely as if nothing was missing. So such lines are cut out of the page as it was before its
drawings were taken out, cleared of strokes, and read again; and no word is sure where ink was
taken out of its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

import cv2
import numpy as np

from extract.readers.scan.mosaic import Mosaic
from extract.readers.scan.pen import PrintLine, find_print_lines
from extract.readers.scan.tesseract import RecognisedWord
from extract.readers.scan.together import Looking, Request
from extract.readers.scan.votes import Vote, vote
from models.geometry import BBox
from models.page import Word

Image = np.ndarray

# A line is struck where so much ink was taken out between its letters, in square points.
TAKEN = 1.5
# Lines are read at these sizes; now this, now that one is read better.
SIZES = (1.5, 2.0)
# What was read of a line before counts for so much where drawings were taken out of it, with
# letters that they touched, and for so much where only coloured ink was.
MAIMED, STAINED = 0.75, 0.95
# A word of a struck line is not surer than this; where no two readings of the line agree, than
# that; and where letters were left unread, than the last.
SUREST, DISPUTED, UNSURE = 0.9, 0.7, 0.55
# A line is whole where words cover this part of what are clearly letters.
COVERED = 0.93
# Lines read again at most on one page.
MOST_LINES = 30


@dataclass(slots=True)
class Again:
    """What reading struck lines again gave, in pixels of the page.

    Attributes:
        words: Index of a piece with struck lines -> its words.
        limits: The boxes of the struck lines, and how sure their words are at most.
    """

    words: dict[int, list[RecognisedWord]] = field(default_factory=dict)
    limits: list[tuple[BBox, float]] = field(default_factory=list)

    def doubted(self, words: Iterable[Word], scale: float) -> list[Word]:
        """Return words, none of them surer than its line allows.

        Args:
            words: Words of the page, in points.
            scale: Pixels a point.
        """
        return [replace(word, confidence=self._at_most(word, scale)) for word in words]

    def _at_most(self, word: Word, scale: float) -> float:
        """Return how sure a word is, at most as its line allows."""
        x, y = word.bbox.x_mid * scale, word.bbox.y_mid * scale
        within = (most for box, most in self.limits if box.contains_point(x, y))
        return min((word.confidence, *within))


@dataclass(frozen=True, slots=True)
class Struck:
    """A struck line.

    Attributes:
        piece: Index of its piece.
        left: Where the piece begins on the page, in pixels.
        top: Its top, likewise.
        right: Where it ends, likewise.
        line: The line in the piece.
        before: For how much counts what was read of it before.
    """

    piece: int
    left: int
    top: int
    right: int
    line: PrintLine
    before: float

    @property
    def bbox(self) -> BBox:
        """Return where the line stands on the page, as wide as its piece, in pixels."""
        top = self.top + self.line.bbox.top
        return BBox(self.left, top, self.right, self.top + self.line.bbox.bottom)

    @property
    def letters(self) -> list[float]:
        """Return the middles of what are clearly letters, in pixels of the page."""
        return [(start + end) / 2 + self.left for start, end in self.line.letters]


@dataclass(frozen=True, slots=True)
class _Look:
    """A struck line as it is looked at again: one of its pictures, enlarged so many times."""

    line: Struck
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


def find_struck(
    mosaic: Mosaic, pages: tuple[Image, Image | None], masks: tuple[Image, Image], scale: float
) -> list[Struck]:
    """Find the struck lines of a page.

    Args:
        mosaic: The page's pieces.
        pages: The page, its rulings taken out and nothing else but coloured ink; and the same in
            its brightest colours, where it has any.
        masks: 255 where ink of drawings was taken out of the pieces, and where coloured ink was.
        scale: Pixels a point.
    """
    return [
        found
        for index, piece in enumerate(mosaic.pieces)
        for found in _struck_lines(index, piece.source, pages, masks, scale)
    ][:MOST_LINES]


def read_struck(
    struck: Sequence[Struck], words: Sequence[Sequence[RecognisedWord]]
) -> Looking[Again]:
    """Look at the struck lines of a page again.

    Args:
        struck: The lines.
        words: The words read of each piece, their boxes in pixels of the page.
    """
    if not struck:
        return Again()
    again = Again({x.piece: list(words[x.piece]) for x in struck})
    looks = [look for line in struck for look in _looks(line)]
    answers = yield Request([look.picture() for look in looks])
    for line in struck:
        before, others = _on_line(line, again.words[line.piece])
        readings: list[list[list[RecognisedWord]]] = [[_less_sure(before, line.before)], []]
        for look, found in zip(looks, answers, strict=True):
            if look.line is line:
                picture = readings[look.source is line.line.paler]
                picture.append([look.placed(word) for word in found])
        voted = vote([picture for picture in readings if picture], line.letters)
        again.words[line.piece] = [*others, *voted.words]
        again.limits.append((line.bbox, _limit(line, voted, [x for p in readings for x in p])))
    return again


def _looks(line: Struck) -> list[_Look]:
    """Return how a line is looked at again."""
    printed, paler = line.line.picture, line.line.paler
    if paler is not None:
        # Another picture tells more than the same one at another size.
        return [_Look(line, printed, SIZES[0]), _Look(line, paler, SIZES[0])]
    return [_Look(line, printed, size) for size in SIZES]


def _less_sure(words: Iterable[RecognisedWord], part: float) -> list[RecognisedWord]:
    """Return words that are only so sure as a part of what they are."""
    return [replace(word, confidence=part * word.confidence) for word in words]


def _on_line(
    line: Struck, words: Sequence[RecognisedWord]
) -> tuple[list[RecognisedWord], list[RecognisedWord]]:
    """Return the words that stand on a line, and the others."""
    box = line.bbox
    on_line = [box.top <= word.bbox.y_mid < box.bottom for word in words]
    return list(compress(words, on_line)), list(compress(words, (not on for on in on_line)))


def _limit(line: Struck, voted: Vote, readings: Sequence[list[RecognisedWord]]) -> float:
    """Return how sure the words of a line are at most.

    Args:
        line: The line.
        voted: What is believed of it.
        readings: All that was read of it.
    """
    if _covered(voted.words, line) < COVERED:
        return UNSURE
    text = _text(voted.words)
    agree = sum(_text(reading) == text for reading in readings) > 1
    return SUREST if agree and not voted.disputed else DISPUTED


def _text(words: Sequence[RecognisedWord]) -> str:
    """Return the letters and digits of words, from left to right."""
    ordered = sorted(words, key=lambda word: word.bbox.x0)
    return "".join(char for word in ordered for char in word.text if char.isalnum())


def _covered(words: Sequence[RecognisedWord], struck: Struck) -> float:
    """Return which part of a line's clear letters words cover."""
    if not struck.letters:
        return 1.0
    read = sum(any(w.bbox.x0 - 1 <= x <= w.bbox.x1 + 1 for w in words) for x in struck.letters)
    return read / len(struck.letters)


def _struck_lines(
    index: int,
    box: BBox,
    pages: tuple[Image, Image | None],
    masks: tuple[Image, Image],
    scale: float,
) -> list[Struck]:
    """Return the struck lines of a piece.

    Args:
        index: The piece's.
        box: Where it stands on the page, in pixels.
        pages: The page with its drawings, and in its brightest colours.
        masks: Where drawings were taken out of it, and where coloured ink was.
        scale: Pixels a point.
    """
    left, top, right = int(box.x0), int(box.top), int(box.x1)
    part = np.s_[top : int(box.bottom), left:right]
    least = TAKEN * scale * scale
    if all(cv2.countNonZero(mask[part]) < least for mask in masks):
        return []
    stained = cv2.countNonZero(masks[1][part]) >= least
    paler = pages[1][part] if stained and pages[1] is not None else None
    found: list[Struck] = []
    for line in find_print_lines(pages[0][part], scale, paler):
        between = np.s_[slice(*line.rows), int(line.bbox.x0) : int(line.bbox.x1)]
        drawn, coloured = (cv2.countNonZero(mask[part][between]) >= least for mask in masks)
        if drawn or coloured:
            line = line if coloured else replace(line, paler=None)
            worth = MAIMED if drawn else STAINED
            found.append(Struck(index, left, top, right, line, worth))
    return found
