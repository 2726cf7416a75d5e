"""Unread letters: ink in the shape of letters that no word covers.

Recognition sometimes misses a lone digit or a short last line without lower confidence of the words
beside it: "1 Februari" becomes a confident "Februari". So words beside such ink are made doubtful.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from extract.readers.scan.image.components import label_parts
from extract.readers.scan.recognition.cell_montage import Montage
from models.geometry import BBox
from models.page import Word

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class UnreadThresholds:
    """What looks like an unread letter, and what it casts doubt on. Unfitted."""

    # Pixels darker than this are ink, 0 black to 255 white.
    max_ink_shade: int = 150
    # Height of a letter; what is lower is punctuation or dirt.
    min_height_pt: float = 4.2
    # The same, at most.
    max_height_pt: float = 16.0
    # Width of a letter.
    min_width_pt: float = 0.9
    # The same, at most; letters may touch.
    max_width_pt: float = 40.0
    # Share of its box that a letter covers; rims of stamps and pen strokes cover less.
    min_fill: float = 0.15
    # Margin by which boxes of words are enlarged; they are often slightly too small.
    word_margin_pt: float = 1.2
    # Horizontal gap between a letter and a word beside it, in heights of the letter.
    max_gap: float = 4.0
    # Vertical gap between them, likewise.
    max_line_gap: float = 1.0
    # Greatest confidence of a word beside an unread letter.
    max_confidence: float = 0.55


THRESHOLDS = UnreadThresholds()


def doubt_beside_unread(
    montage: Montage, words: Sequence[Word], scale: float, *, settled: Collection[int] = ()
) -> list[Word]:
    """Return a page's words, with less confidence beside unread letters.

    Args:
        montage: The page's pieces.
        words: Its words, in points.
        scale: Pixels per point.
        settled: Indices of pieces whose unread letters were dealt with otherwise.
    """
    unread = find_unread(montage, words, scale, settled=settled)
    return [
        replace(word, confidence=THRESHOLDS.max_confidence)
        if word.confidence > THRESHOLDS.max_confidence
        and any(_is_beside(word.bbox, box) for box in unread)
        else word
        for word in words
    ]


def find_unread(
    montage: Montage, words: Sequence[Word], scale: float, *, settled: Collection[int] = ()
) -> list[BBox]:
    """Return the boxes of letters that no word covers, in points.

    Args:
        montage: The page's pieces.
        words: Its words, in points.
        scale: Pixels per point.
        settled: Indices of the pieces that are passed over.
    """
    ink = cv2.threshold(montage.picture, THRESHOLDS.max_ink_shade, 255, cv2.THRESH_BINARY_INV)[1]
    found: list[BBox] = []
    tops = [piece.top for piece in montage.pieces]
    for index, (piece, (top, bottom)) in enumerate(
        zip(montage.pieces, pairwise([*tops, montage.picture.shape[0]]), strict=True)
    ):
        if index in settled:
            continue
        source = BBox(*(edge / scale for edge in piece.source))
        dx, dy = piece.left / scale - source.x0, piece.top / scale - source.top
        for word in words:
            if source.contains_point(word.bbox.x_mid, word.bbox.y_mid):
                x0, y0, x1, y1 = word.bbox.grown(THRESHOLDS.word_margin_pt)
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
        if not (
            THRESHOLDS.min_height_pt <= height / scale <= THRESHOLDS.max_height_pt
            and THRESHOLDS.min_width_pt <= width / scale <= THRESHOLDS.max_width_pt
        ):
            continue
        if area >= THRESHOLDS.min_fill * width * height:
            found.append(BBox(x / scale, y / scale, (x + width) / scale, (y + height) / scale))
    return found


def _is_beside(word: BBox, letter: BBox) -> bool:
    """Return whether a word is near a letter, on its line or on the line above or below."""
    across = max(letter.x0 - word.x1, word.x0 - letter.x1)
    down = max(letter.top - word.bottom, word.top - letter.bottom)
    return (
        across <= THRESHOLDS.max_gap * letter.height
        and down <= THRESHOLDS.max_line_gap * letter.height
    )
