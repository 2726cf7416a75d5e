"""Lines of print that a stamp or a signature was taken off, read once more, each on its own.

What crosses print is taken off it with some of its letters, and what remains may be read as
surely as if nothing was missing. So such lines are cut out of the page as it was before its
drawings were taken out, cleared of strokes, and read again; and no word is sure where ink was
taken out of its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

import cv2
import numpy as np

from extract.readers.scan.mosaic import Mosaic
from extract.readers.scan.pen import PrintLine, find_print_lines
from extract.readers.scan.tesseract import RecognisedWord
from models.geometry import BBox
from models.page import Word

Image = np.ndarray

# A line is struck where so much ink was taken out between its letters, in square points.
TAKEN = 1.5
# Lines are read at these sizes; now this, now that one is read better.
SIZES = (1.5, 2.0)
# White between the lines, in pixels.
GAP = 24
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
class _Struck:
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


def read_struck(
    mosaic: Mosaic,
    words: Sequence[Sequence[RecognisedWord]],
    whole: Image,
    drawings: Image,
    coloured: Image,
    scale: float,
    read: Callable[[Image], list[RecognisedWord]],
) -> Again:
    """Read the struck lines of a page again.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        whole: The page, its rulings taken out and nothing else but coloured ink.
        drawings: 255 where ink of drawings was taken out of the pieces.
        coloured: 255 where coloured ink was.
        scale: Pixels a point.
        read: Recognises a picture of one column.
    """
    struck = [
        found
        for index, piece in enumerate(mosaic.pieces)
        for found in _struck_lines(index, piece.source, whole, (drawings, coloured), scale)
    ][:MOST_LINES]
    if not struck:
        return Again()
    again = Again({x.piece: list(words[x.piece]) for x in struck})
    for line, candidates in zip(struck, _read_lines(struck, read), strict=True):
        box = line.bbox
        on_line = [box.top <= word.bbox.y_mid < box.bottom for word in again.words[line.piece]]
        before = list(compress(again.words[line.piece], on_line))
        others = [x for x, on in zip(again.words[line.piece], on_line, strict=True) if not on]
        best = max(candidates, key=lambda found: _worth(found, line))
        better = _worth(best, line) > line.before * _worth(before, line)
        chosen = best if better else before
        again.words[line.piece] = [*others, *chosen]
        again.limits.append((box, _limit(line, chosen, [before, *candidates])))
    return again


def _limit(
    line: _Struck, chosen: list[RecognisedWord], readings: Sequence[list[RecognisedWord]]
) -> float:
    """Return how sure the words of a line are at most.

    Args:
        line: The line.
        chosen: What is believed of it.
        readings: All that was read of it.
    """
    if _covered(chosen, line) < COVERED:
        return UNSURE
    text = _text(chosen)
    return SUREST if sum(_text(reading) == text for reading in readings) > 1 else DISPUTED


def _text(words: Sequence[RecognisedWord]) -> str:
    """Return the letters and digits of words, from left to right."""
    ordered = sorted(words, key=lambda word: word.bbox.x0)
    return "".join(char for word in ordered for char in word.text if char.isalnum())


def _worth(words: Sequence[RecognisedWord], struck: _Struck) -> float:
    """Return how much of a line was read, and how surely."""
    sure = sum(sum(map(str.isalnum, word.text)) * word.confidence**2 for word in words)
    return sure * _covered(words, struck)


def _covered(words: Sequence[RecognisedWord], struck: _Struck) -> float:
    """Return which part of a line's clear letters words cover."""
    letters = [(a + b) / 2 + struck.left for a, b in struck.line.letters]
    if not letters:
        return 1.0
    read = sum(any(w.bbox.x0 - 1 <= x <= w.bbox.x1 + 1 for w in words) for x in letters)
    return read / len(letters)


def _struck_lines(
    index: int, box: BBox, whole: Image, masks: tuple[Image, Image], scale: float
) -> list[_Struck]:
    """Return the struck lines of a piece.

    Args:
        index: The piece's.
        box: Where it stands on the page, in pixels.
        whole: The page with its drawings.
        masks: Where drawings were taken out of it, and where coloured ink was.
        scale: Pixels a point.
    """
    left, top, right = int(box.x0), int(box.top), int(box.x1)
    part = np.s_[top : int(box.bottom), left:right]
    least = TAKEN * scale * scale
    if all(cv2.countNonZero(mask[part]) < least for mask in masks):
        return []
    found: list[_Struck] = []
    for line in find_print_lines(whole[part], scale):
        between = np.s_[slice(*line.rows), int(line.bbox.x0) : int(line.bbox.x1)]
        drawn, coloured = (cv2.countNonZero(mask[part][between]) >= least for mask in masks)
        if drawn or coloured:
            worth = MAIMED if drawn else STAINED
            found.append(_Struck(index, left, top, right, line, worth))
    return found


def _read_lines(
    struck: Sequence[_Struck], read: Callable[[Image], list[RecognisedWord]]
) -> list[list[list[RecognisedWord]]]:
    """Read lines at each size; return the words of each line and size, placed on the page."""
    looks = [
        (line, size, cv2.resize(line.line.picture, None, fx=size, fy=size,
                                interpolation=cv2.INTER_CUBIC))
        for size in SIZES
        for line in struck
    ]  # fmt: skip
    width = max(picture.shape[1] for _, _, picture in looks) + 2 * GAP
    height = sum(picture.shape[0] + GAP for _, _, picture in looks) + GAP
    page = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    top = GAP
    for _, _, picture in looks:
        page[top : top + picture.shape[0], GAP : GAP + picture.shape[1]] = picture
        tops.append(top)
        top += picture.shape[0] + GAP
    found: list[list[RecognisedWord]] = [[] for _ in looks]
    middles = np.asarray([top - GAP / 2 for top in tops])
    for word in read(page):
        at = max(int(np.searchsorted(middles, word.bbox.y_mid, side="right")) - 1, 0)
        line, size, _ = looks[at]
        dx, dy = line.left, line.top + line.line.bbox.top
        box = BBox(
            (word.bbox.x0 - GAP) / size + dx,
            (word.bbox.top - tops[at]) / size + dy,
            (word.bbox.x1 - GAP) / size + dx,
            (word.bbox.bottom - tops[at]) / size + dy,
        )
        found[at].append(RecognisedWord(word.text, box, word.confidence))
    count = len(struck)
    return [[found[index + count * size] for size in range(len(SIZES))] for index in range(count)]
