"""Which way up a page lies: told by the shapes of its letters, and by trying to read it.

Scanners are fed upside down and sideways, and nothing in the file says so. A page upside down is
told without reading it: letters stand on one line, and more of them reach above their neighbours
than below. What that says wrongly is found as any page that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from extract.readers.scan.components import part_boxes
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
HALF_TURN = 180
LIKELIEST = (HALF_TURN, 90, 270)
# Of a page that lies on its side most of what is inked is higher than wide. Where so many words of
# a part of it are readable one way round, it is known without reading all of it as it lies.
SIDEWAYS = (90, 270)
MOST, ENOUGH_WORDS = 0.6, 12

# A letter is so wide and so high, in points; the gap to its neighbour is at most this part of the
# height of the higher one.
LETTER_WIDTH, LETTER_HEIGHT = (0.6, 14.0), (3.0, 14.0)
GAP = 0.5
# Of neighbours of unlike height one end is level, to this part of the height and a dot's edge, and
# the other is not, by so much.
LEVEL, EDGE = 0.06, 0.6
UNLIKE = (0.17, 0.5)
# A page is upside down where so many pairs hang from one line, and so many times as many as stand
# on one. Upright, it is the other way round by as much again.
FEWEST_HANGING, HANGING = 40, 1.4
# Letters are compared with so many others, those of a line or two.
AT_A_TIME = 400

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
        scale: Pixels a point.
    """
    boxes = part_boxes(ink)
    width, height = boxes[:, 2] / scale, boxes[:, 3] / scale
    letter = (width >= LETTER_WIDTH[0]) & (width <= LETTER_WIDTH[1])
    letter &= (height >= LETTER_HEIGHT[0]) & (height <= LETTER_HEIGHT[1])
    letters = boxes[letter]
    letters = letters[np.argsort(letters[:, 1], kind="stable")]
    standing = hanging = 0
    for start in range(0, len(letters), AT_A_TIME):
        x0, top, width, height = letters[start : start + AT_A_TIME].T
        gap = x0[None, :] - (x0 + width)[:, None]
        highest = np.maximum(height[:, None], height[None, :])
        beside = (gap >= -GAP * scale) & (gap <= GAP * highest) & (x0[None, :] > x0[:, None])
        one, other = np.nonzero(beside)
        highest = highest[one, other]
        above = np.abs(top[one] - top[other])
        below = np.abs((top + height)[one] - (top + height)[other])
        level, (least, most) = LEVEL * highest + EDGE, (part * highest for part in UNLIKE)
        standing += int(np.count_nonzero((below <= level) & (above >= least) & (above <= most)))
        hanging += int(np.count_nonzero((above <= level) & (below >= least) & (below <= most)))
    return hanging >= FEWEST_HANGING and hanging > HANGING * standing


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
