"""Letters that nobody read: ink in the shape of letters that no word covers.

Recognition passes over letters at times, a lone digit, a short last line, and is as sure of the
words beside them as ever: "1 Februari" becomes a sure "Februari". So whatever stands beside such
ink is doubted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extract.readers.scan.components import label_parts
from extract.readers.scan.mosaic import Mosaic
from models.geometry import BBox
from models.page import Word

Image = np.ndarray

# Darker than this is ink, on a picture whose paper is white.
INK = 150
# Sizes of a letter, in points; what is lower or slimmer is a sign or dirt.
LOWEST, HIGHEST = 4.2, 16.0
SLIMMEST, WIDEST = 0.9, 40.0
# A letter covers at least this part of its box; a stamp's rim and a pen's stroke cover less.
FILLED = 0.15
# The box of a word is often a little too small; by so many points.
SLACK = 1.2
# A word stands beside letters where the gap is at most so many times their height.
BESIDE, BELOW = 4.0, 1.0
# A word beside letters that nobody read is not surer than this.
DOUBTFUL = 0.55


def doubt_beside_unread(
    mosaic: Mosaic, words: Sequence[Word], scale: float, *, settled: Collection[int] = ()
) -> list[Word]:
    """Return a page's words, those less sure that stand beside letters which nobody read.

    Args:
        mosaic: The page's pieces.
        words: Its words, in points.
        scale: Pixels a point.
        settled: Indices of the pieces of which it was told otherwise what nobody read.
    """
    unread = find_unread(mosaic, words, scale, settled=settled)
    return [
        replace(word, confidence=DOUBTFUL)
        if word.confidence > DOUBTFUL and any(_is_beside(word.bbox, box) for box in unread)
        else word
        for word in words
    ]


def find_unread(
    mosaic: Mosaic, words: Sequence[Word], scale: float, *, settled: Collection[int] = ()
) -> list[BBox]:
    """Return the boxes of letters that no word covers, in points.

    Args:
        mosaic: The page's pieces.
        words: Its words, in points.
        scale: Pixels a point.
        settled: Indices of the pieces that are passed over.
    """
    ink = cv2.threshold(mosaic.picture, INK, 255, cv2.THRESH_BINARY_INV)[1]
    found: list[BBox] = []
    tops = [piece.top for piece in mosaic.pieces]
    for index, (piece, (top, bottom)) in enumerate(
        zip(mosaic.pieces, pairwise([*tops, mosaic.picture.shape[0]]), strict=True)
    ):
        if index in settled:
            continue
        source = BBox(*(edge / scale for edge in piece.source))
        dx, dy = piece.left / scale - source.x0, piece.top / scale - source.top
        for word in words:
            if source.contains_point(word.bbox.x_mid, word.bbox.y_mid):
                x0, y0, x1, y1 = word.bbox.grown(SLACK)
                rows = slice(
                    max(round((y0 + dy) * scale), top), min(round((y1 + dy) * scale), bottom)
                )
                columns = slice(max(round((x0 + dx) * scale), 0), round((x1 + dx) * scale))
                ink[rows, columns] = 0
        for box in _letters(ink[top:bottom], scale):
            found.append(
                BBox(box.x0 - dx, box.top + top / scale - dy, box.x1 - dx,
                     box.bottom + top / scale - dy)
            )  # fmt: skip
    return found


def _letters(ink: Image, scale: float) -> list[BBox]:
    """Return the boxes of what has a letter's size and fullness, in points."""
    found: list[BBox] = []
    _, stats = label_parts(ink)
    for x, y, width, height, area in stats[1:].tolist():
        if not (LOWEST <= height / scale <= HIGHEST and SLIMMEST <= width / scale <= WIDEST):
            continue
        if area >= FILLED * width * height:
            found.append(BBox(x / scale, y / scale, (x + width) / scale, (y + height) / scale))
    return found


def _is_beside(word: BBox, letter: BBox) -> bool:
    """Return whether a word stands on a letter's line near it, or on the line above or below."""
    across = max(letter.x0 - word.x1, word.x0 - letter.x1)
    down = max(letter.top - word.bottom, word.top - letter.bottom)
    return across <= BESIDE * letter.height and down <= BELOW * letter.height
