"""Words that recognition split at an "l" it took for a digit: "Pe 1 ayanan"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.geometry import BBox
from models.page import Direction, Word

# What the engine takes an "l" for where it does not know the word.
STROKES = frozenset("1lI|!")


@dataclass(frozen=True, slots=True)
class SplitWordThresholds:
    """What is one word in three pieces. Unfitted."""

    # Gap between the pieces of a word, in heights of the stroke; a blank is wider.
    max_gap: float = 0.15
    # Greatest confidence of a joined word, as one of its letters is guessed.
    max_confidence: float = 0.6


THRESHOLDS = SplitWordThresholds()


def join_words(words: Sequence[Word]) -> list[Word]:
    """Return words with those joined that only such a stroke separates.

    Args:
        words: Words in points, in the order they were read.
    """
    joined: list[Word] = []
    index = 0
    while index < len(words):
        three = words[index : index + 3]
        if len(three) == 3 and _is_one_word(*three):
            joined.append(_join(*three))
            index += 3
        else:
            joined.append(words[index])
            index += 1
    return joined


def _is_one_word(before: Word, stroke: Word, after: Word) -> bool:
    """Return whether three words are one."""
    if stroke.text not in STROKES or not (before.text.isalpha() and after.text[:1].islower()):
        return False
    if {before.direction, stroke.direction, after.direction} != {Direction.RIGHT}:
        return False
    height = stroke.bbox.height
    gaps = (stroke.bbox.x0 - before.bbox.x1, after.bbox.x0 - stroke.bbox.x1)
    level = all(
        word.bbox.top < stroke.bbox.y_mid < word.bbox.bottom + height / 4
        for word in (before, after)
    )
    return level and all(
        -THRESHOLDS.max_gap * height <= gap <= THRESHOLDS.max_gap * height for gap in gaps
    )


def _join(before: Word, stroke: Word, after: Word) -> Word:
    """Return three words as one; between small letters the stroke is an l."""
    text = before.text + "l" + after.text
    confidence = min(
        before.confidence, stroke.confidence, after.confidence, THRESHOLDS.max_confidence
    )
    box = BBox.around([before.bbox, stroke.bbox, after.bbox])
    return replace(before, text=text, bbox=box, confidence=confidence)
