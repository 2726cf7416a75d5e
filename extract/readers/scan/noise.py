"""Words that are none: what recognition makes of signatures, stamps, logos and QR codes.

On a page that reads well such scraps stand out: whole lines of them are unsure, where lines of
text are sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from models.page import Direction, Word

# A page whose words are mostly surer than this reads well.
READS_WELL = 0.8
# On it a line whose words are less sure than this on average is noise.
NOISE = 0.6
# Words stand on one line where they share this part of the lower one's height.
SHARED_HEIGHT = 0.5
# And where the gap between them, in heights of the line, is at most this.
WORD_GAP = 2.5

# What no scrap looks like, however unsure its letters are: an e-mail address, a date or a number of
# several parts.
_FORM = re.compile(r"\W*(?:[\w.+-]+@[\w-]+(?:\.\w{2,})+|\d{1,4}(?:[./-]\w+){2,})\W*$")


def without_noise(words: Iterable[Word]) -> list[Word]:
    """Return a page's words without the lines that are noise.

    Args:
        words: The words of a page, with the confidence of recognition.
    """
    words = list(words)
    if not words or float(np.median([word.confidence for word in words])) < READS_WELL:
        return words
    return [
        word
        for line in _lines(words)
        for word in line
        if _sureness(line) >= NOISE or any(_FORM.match(word.text) for word in line)
    ]


def _sureness(line: list[Word]) -> float:
    """Return how sure a line's words are, the longer ones counting more."""
    return sum(len(w.text) * w.confidence for w in line) / sum(len(w.text) for w in line)


def _lines(words: list[Word]) -> list[list[Word]]:
    """Return words grouped by the line they stand on; turned ones alone."""
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
    """Return whether a word stands right behind another on its line."""
    a, b = before.bbox, word.bbox
    height = min(a.height, b.height)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared >= SHARED_HEIGHT * height and -height <= b.x0 - a.x1 <= WORD_GAP * max(
        a.height, b.height
    )
