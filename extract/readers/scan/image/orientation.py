"""Which way up a page lies: by the shapes of its letters, and by trying to read it.

Pages are scanned upside down and sideways, and nothing in the file says so. An upside-down page is
recognised without reading it: letters rest on a line, and more of them have ascenders than
descenders. Where that is wrong, the page cannot be read and is tried the other ways round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import part_boxes
from extract.readers.scan.ocr.engine import RecognisedWord
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class OrientationThresholds:
    """When a page counts as lying wrong. Confidences are the OCR engine's, 0 to 1. Unfitted."""

    # Median confidence of the words of an upright page (on Tesseract's scale).
    min_readable: float = 0.62
    # Long words from which anything is decided.
    min_words: int = 4
    # Score of a page turned, in scores of the page as it is, from which it is turned.
    min_gain: float = 1.25
    # Share of the inked area in parts higher than wide from which a page may lie on its side.
    min_tall_share: float = 0.6
    # Readable words one way round that settle it without reading the whole page as it lies.
    min_sideways_words: int = 12
    # Width of a letter.
    min_letter_width_pt: float = 0.6
    # The same, at most.
    max_letter_width_pt: float = 14.0
    # Height of a letter.
    min_letter_height_pt: float = 3.0
    # The same, at most.
    max_letter_height_pt: float = 14.0
    # Gap between neighbouring letters, in heights of the higher one.
    max_gap: float = 0.5
    # Difference between the level ends of two letters on a line, in heights of the higher one.
    max_level_offset: float = 0.06
    # Added to that difference: the blur of one pixel, at any resolution.
    edge_px: float = 0.6
    # Difference between their other ends, in heights of the higher one: an ascender or descender.
    min_unlike: float = 0.17
    # The same, at most.
    max_unlike: float = 0.5
    # Pairs of letters that hang from a line on an upside-down page.
    min_hanging: int = 40
    # Number of those pairs over that of pairs that rest on a line.
    min_hanging_ratio: float = 1.4
    # Letters are compared within groups of this many, about a line or two.
    letters_compared: int = 400


THRESHOLDS = OrientationThresholds()


# Ways a page can lie wrong, the likeliest first.
HALF_TURN = 180
LIKELIEST = (HALF_TURN, 90, 270)
SIDEWAYS = (90, 270)

TURNS: dict[int, int | None] = {
    0: None,
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


def turn(picture: Image, degrees: int) -> Image:
    """Return a picture turned clockwise by 0, 90, 180 or 270 degrees."""
    how = TURNS[degrees]
    return picture if how is None else cv2.rotate(picture, how)


def is_upside_down(ink: Image, scale: float) -> bool:
    """Return whether a page is upside down, by the shapes of its letters.

    Args:
        ink: 255 where the page has ink.
        scale: Pixels per point.
    """
    boxes = part_boxes(ink)
    width, height = boxes[:, 2] / scale, boxes[:, 3] / scale
    letter = (width >= THRESHOLDS.min_letter_width_pt) & (width <= THRESHOLDS.max_letter_width_pt)
    letter &= (height >= THRESHOLDS.min_letter_height_pt) & (
        height <= THRESHOLDS.max_letter_height_pt
    )
    letters = boxes[letter]
    letters = letters[np.argsort(letters[:, 1], kind="stable")]
    standing = hanging = 0
    for start in range(0, len(letters), THRESHOLDS.letters_compared):
        x0, top, width, height = letters[start : start + THRESHOLDS.letters_compared].T
        gap = x0[None, :] - (x0 + width)[:, None]
        highest = np.maximum(height[:, None], height[None, :])
        beside = (
            (gap >= -THRESHOLDS.max_gap * scale)
            & (gap <= THRESHOLDS.max_gap * highest)
            & (x0[None, :] > x0[:, None])
        )
        one, other = np.nonzero(beside)
        highest = highest[one, other]
        above = np.abs(top[one] - top[other])
        below = np.abs((top + height)[one] - (top + height)[other])
        level = THRESHOLDS.max_level_offset * highest + THRESHOLDS.edge_px
        least, most = THRESHOLDS.min_unlike * highest, THRESHOLDS.max_unlike * highest
        standing += int(np.count_nonzero((below <= level) & (above >= least) & (above <= most)))
        hanging += int(np.count_nonzero((above <= level) & (below >= least) & (below <= most)))
    return hanging >= THRESHOLDS.min_hanging and hanging > THRESHOLDS.min_hanging_ratio * standing


def is_readable(words: Sequence[RecognisedWord]) -> bool:
    """Return whether words are of a page read the right way up."""
    return (
        len(_long_words(words)) >= THRESHOLDS.min_words
        and _confidence(words) >= THRESHOLDS.min_readable
    )


def best_turn(
    upright: Sequence[RecognisedWord], sample: Callable[[int], Sequence[RecognisedWord]]
) -> int:
    """Return by how many degrees clockwise a page must be turned to be read.

    Args:
        upright: The words of a part of the page as it lies.
        sample: Reads that part turned clockwise by some degrees.
    """
    least = THRESHOLDS.min_gain * _score(upright)
    scores: dict[int, float] = {}
    for degrees in LIKELIEST:
        words = sample(degrees)
        scores[degrees] = _score(words)
        if is_readable(words) and scores[degrees] > least:
            return degrees
    best = max(scores, key=lambda degrees: scores[degrees])
    return best if scores[best] > least else 0


def lies_sideways(boxes: Sequence[BBox]) -> bool:
    """Return whether a page may lie on its side, by the shapes of its inked parts.

    On a page on its side most of what is inked is higher than wide.
    """
    upright = sum(box.width * box.height for box in boxes if box.height > box.width)
    return upright > THRESHOLDS.min_tall_share * sum(box.width * box.height for box in boxes)


def turn_from_side(sample: Callable[[int], Sequence[RecognisedWord]]) -> int:
    """Return by how many degrees clockwise a page that lies on its side must be turned.

    Args:
        sample: Reads a part of the page turned clockwise by some degrees.

    Returns:
        The degrees; 0 where neither way makes it readable.
    """
    for degrees in SIDEWAYS:
        words = sample(degrees)
        if len(_long_words(words)) >= THRESHOLDS.min_sideways_words and is_readable(words):
            return degrees
    return 0


def _long_words(words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """Return the words with three letters or more."""
    return [word for word in words if sum(char.isalpha() for char in word.text) >= 3]


def _confidence(words: Sequence[RecognisedWord]) -> float:
    """Return the median confidence of the longer words, 0 to 1."""
    return float(np.median([word.confidence for word in _long_words(words)]))


def _score(words: Sequence[RecognisedWord]) -> float:
    """Return how much was read: letters weighted by the square of their confidence."""
    return sum(len(word.text) * word.confidence**2 for word in _long_words(words))
