"""False words: what recognition makes of signatures, stamps, logos and QR codes.

On a page that reads well they stand out, because whole lines have low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.page import Direction, Word


@dataclass(frozen=True, slots=True)
class NoiseThresholds:
    """What is noise on a page that reads well; confidences are 0 to 1. Unfitted."""

    # Median confidence of the words of a page that reads well.
    min_good_page: float = 0.8
    # Mean confidence of a line of text on such a page; a line below it is noise.
    min_line: float = 0.6
    # Overlap of words on one line, in heights of the lower word.
    min_shared_height: float = 0.5
    # Gap between words on one line, in heights of the line.
    max_gap: float = 2.5


THRESHOLDS = NoiseThresholds()


# What noise never looks like, however unsure the letters are: an e-mail address, a date, a number
# of several parts.
_FORM = re.compile(r"\W*(?:[\w.+-]+@[\w-]+(?:\.\w{2,})+|\d{1,4}(?:[./-]\w+){2,})\W*$")


def without_noise(words: Iterable[Word]) -> list[Word]:
    """Return a page's words without the lines that are noise.

    Args:
        words: The words of a page, with the confidence of recognition.
    """
    words = list(words)
    if (
        not words
        or float(np.median([word.confidence for word in words])) < THRESHOLDS.min_good_page
    ):
        return words
    return [
        word
        for line in _lines(words)
        for word in line
        if _confidence(line) >= THRESHOLDS.min_line or any(_FORM.match(word.text) for word in line)
    ]


def _confidence(line: list[Word]) -> float:
    """Return the mean confidence of a line's words, weighted by their length."""
    return sum(len(w.text) * w.confidence for w in line) / sum(len(w.text) for w in line)


def _lines(words: list[Word]) -> list[list[Word]]:
    """Return words grouped by line; turned words are groups of their own."""
    lines: list[list[Word]] = []
    open_lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bbox.x0, w.bbox.top)):
        line = None
        if word.direction is Direction.RIGHT:
            line = next((line for line in open_lines if _follows(line[-1], word)), None)
        if line is None:
            line = []
            lines.append(line)
            if word.direction is Direction.RIGHT:
                open_lines.append(line)
        line.append(word)
    return lines


def _follows(before: Word, word: Word) -> bool:
    """Return whether a word follows another on its line."""
    a, b = before.bbox, word.bbox
    height = min(a.height, b.height)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return (
        shared >= THRESHOLDS.min_shared_height * height
        and -height <= b.x0 - a.x1 <= THRESHOLDS.max_gap * max(a.height, b.height)
    )
