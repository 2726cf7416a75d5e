"""Which way up a page lies: found by trying to read some of it each way round.

Scanners are fed upside down and sideways, and nothing in the file says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from extract.readers.scan.tesseract import RecognisedWord
from models.geometry import BBox

Image = np.ndarray

# A page read the right way up is read at least this surely, word for word.
READABLE = 0.62
# With fewer words than this there is nothing to tell by.
FEWEST_WORDS = 4
# A page is turned where so many times as much of it is read that way.
SURER = 1.25
# Ways a page can lie wrong; most of those are upside down.
LIKELIEST = (180, 90, 270)
# Of a page that lies on its side most of what is inked is higher than wide. Where so many words of
# a part of it are readable one way round, it is known without reading all of it as it lies.
SIDEWAYS = (90, 270)
MOST, ENOUGH_WORDS = 0.6, 12

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


def is_readable(words: Sequence[RecognisedWord]) -> bool:
    """Return whether words are of a page read the right way up."""
    return len(_telling(words)) >= FEWEST_WORDS and _sureness(words) >= READABLE


def best_turn(
    upright: Sequence[RecognisedWord], sample: Callable[[int], Sequence[RecognisedWord]]
) -> int:
    """Return by how many degrees clockwise a page must be turned to be read.

    Args:
        upright: The words of a part of the page as it lies.
        sample: Reads that part turned by so many degrees.
    """
    least = SURER * _score(upright)
    scores: dict[int, float] = {}
    for degrees in LIKELIEST:
        words = sample(degrees)
        scores[degrees] = _score(words)
        if is_readable(words) and scores[degrees] > least:
            return degrees
    best = max(scores, key=lambda degrees: scores[degrees])
    return best if scores[best] > least else 0


def lies_sideways(boxes: Sequence[BBox]) -> bool:
    """Return whether a page may lie on its side, by the boxes of its inked parts."""
    upright = sum(box.width * box.height for box in boxes if box.height > box.width)
    return upright > MOST * sum(box.width * box.height for box in boxes)


def turn_from_side(sample: Callable[[int], Sequence[RecognisedWord]]) -> int:
    """Return by how many degrees clockwise a page that lies on its side must be turned.

    Args:
        sample: Reads a part of the page turned by so many degrees.

    Returns:
        The degrees; 0 where neither way makes it readable.
    """
    for degrees in SIDEWAYS:
        words = sample(degrees)
        if len(_telling(words)) >= ENOUGH_WORDS and is_readable(words):
            return degrees
    return 0


def _telling(words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """Return the words long enough to tell anything."""
    return [word for word in words if sum(char.isalpha() for char in word.text) >= 3]


def _sureness(words: Sequence[RecognisedWord]) -> float:
    """Return how sure recognition was of its longer words, 0 to 1."""
    return float(np.median([word.confidence for word in _telling(words)]))


def _score(words: Sequence[RecognisedWord]) -> float:
    """Return how much of a page was read, by its letters and how surely they were read."""
    return sum(len(word.text) * word.confidence**2 for word in _telling(words))
