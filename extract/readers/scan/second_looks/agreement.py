"""The readings of two OCR engines combined, line by line and place by place.

Where both read the same letters, the words of the first are kept (it is better at blanks) and are
surer. Where they differ, the likelier reading is taken and worth less. Digits are never settled by
the second engine alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from models.geometry import BBox
from normalize.common_words import is_common_word

Words = list[RecognisedWord]


@dataclass(frozen=True, slots=True)
class AgreementThresholds:
    """How two readings are weighed; confidences are 0 to 1. Unfitted, unless said otherwise."""

    # Least confidence of words that both engines read alike.
    min_agreed: float = 0.93
    # Greatest confidence of a word that they read differently.
    max_differing: float = 0.8
    # The same, where it has digits.
    max_differing_digits: float = 0.6
    # Mean confidence of a line from which the second engine is believed against the first. What it
    # reads right has 0.95 and more; what it makes of stamps and signatures has less.
    min_second: float = 0.9
    # Confidence of the first reading from which it stands against the second in any case.
    max_first: float = 0.85
    # The same where ink strikes the print: the first reading is a vote of several looks then.
    max_first_struck: float = 0.65
    # The same for digits, whose first reading has less than `max_weak_digits`.
    min_second_digits: float = 0.95
    max_weak_digits: float = 0.6
    # A first reading with less is dropped where the second engine sees no text.
    min_alone: float = 0.6
    # Confidence from which a common word of the first engine stands against one that is none.
    min_common: float = 0.4
    # Overlap of two words in one place, in widths of the narrower word.
    min_shared_width: float = 0.3


THRESHOLDS = AgreementThresholds()

# Signs at the end of a word that a stamp's rim or a pen was read as.
_SCRAPS = re.compile(r"[^\w\s]{3,}$")
# A slash before a digit or after one, as numbers of documents have them.
_SLASH = re.compile(r"\d/|/\d")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that two engines read differently.

    Attributes:
        first: The first engine's reading; empty where it read nothing.
        second: The second engine's.
        bbox: The place, in pixels of the page.
    """

    first: str
    second: str
    bbox: BBox


def combine(
    first: Sequence[RecognisedWord],
    second: Sequence[RecognisedWord],
    *,
    struck: bool = False,
) -> tuple[Words, list[Difference]]:
    """Combine two readings of a piece.

    Args:
        first: The words of the first engine.
        second: The words of the second, their boxes in the same pixels.
        struck: Whether other ink strikes the print.

    Returns:
        The words, in the order of lines, and what differs.
    """
    lines = _lines(second)
    ours: list[Words] = [[] for _ in lines]
    apart: Words = []
    for word in first:
        middle = word.bbox.y_mid
        at = [i for i, line in enumerate(lines) if _top(line) <= middle <= _bottom(line)]
        best = min(at, key=lambda i: abs((_top(lines[i]) + _bottom(lines[i])) / 2 - middle),
                   default=None)  # fmt: skip
        (apart if best is None else ours[best]).append(word)
    # Tesseract reads scraps into stamps and dirt, where the second engine sees no text.
    kept = [word for word in apart if word.confidence >= THRESHOLDS.min_alone or not lines]
    found: list[Words] = []
    differences: list[Difference] = []
    for mine, theirs in zip(ours, lines, strict=True):
        line, differ = _combine_line(mine, theirs, struck=struck)
        found.append(line)
        differences += differ
    found += _lines(kept)
    found = sorted((line for line in found if line), key=_top)
    return [word for line in found for word in line], differences


def _combine_line(first: Words, second: Words, *, struck: bool) -> tuple[Words, list[Difference]]:
    """Combine two readings of a line."""
    first = sorted(first, key=lambda word: word.bbox.x0)
    if struck:
        first, second = _without_scraps(first), _without_scraps(second)
    if _letters(first) == _letters(second) and first and not _slashes(second):
        return _agreed(first), []
    sure = float(np.mean([word.confidence for word in second]))
    found: Words = []
    differences: list[Difference] = []
    for mine, theirs in _places(first, second):
        if _letters(mine) == _letters(theirs):
            if _slashes(theirs) > _slashes(mine) and min(word.confidence for word in theirs) >= (
                THRESHOLDS.min_second
            ):
                # The first engine takes a slash between digits for a colon or a full stop.
                found += [
                    replace(word, confidence=min(word.confidence, THRESHOLDS.max_differing))
                    for word in theirs
                ]
                area = BBox.around([word.bbox for word in (*mine, *theirs)])
                differences.append(Difference(_text(mine), _text(theirs), area))
            else:
                found += _agreed(mine)
            continue
        chosen = theirs if _is_second_better(mine, theirs, sure, struck=struck) else mine
        numeric = any(char.isdecimal() for char in _letters(mine) + _letters(theirs))
        cap = THRESHOLDS.max_differing_digits if numeric else THRESHOLDS.max_differing
        if not theirs:
            # The second engine saw nothing: dirt, or a sign of its own.
            found += [w for w in mine if w.confidence >= THRESHOLDS.min_alone]
            continue
        # Where the second engine reads a part of the same letters there is print, no dirt.
        least = THRESHOLDS.min_alone if chosen is mine and _confirms(theirs, mine) else 0.0
        found += [
            replace(word, confidence=min(max(word.confidence, least), cap)) for word in chosen
        ]
        if chosen or mine:
            area = BBox.around([word.bbox for word in (*mine, *theirs)])
            differences.append(Difference(_text(mine), _text(theirs), area))
    return found, differences


def _without_scraps(words: Words) -> Words:
    """Return words without signs at their ends that other ink was read as."""
    return [replace(word, text=_SCRAPS.sub("", word.text) or word.text) for word in words]


def _is_second_better(first: Words, second: Words, sure: float, *, struck: bool) -> bool:
    """Return whether the second reading of a place is to be taken.

    Args:
        first: The first.
        second: The second.
        sure: Mean confidence of the second engine on the line.
        struck: Whether other ink strikes the print.
    """
    if not second:
        return False
    own = min(word.confidence for word in second)
    if not first:
        return min(own, sure) >= THRESHOLDS.min_second
    weakest = min(word.confidence for word in first)
    digits = _digits(first), _digits(second)
    if digits[0] != digits[1]:
        return weakest < THRESHOLDS.max_weak_digits and own >= THRESHOLDS.min_second_digits
    if weakest >= (THRESHOLDS.max_first_struck if struck else THRESHOLDS.max_first):
        return False
    if _is_part(_letters(second), _letters(first)):
        # The second engine leaves out letters that touch other ink; the first one hardly adds any.
        return False
    if weakest >= THRESHOLDS.min_common and _is_common(first) and not _is_common(second):
        return False
    return own >= THRESHOLDS.min_second


def _is_part(short: str, long: str) -> bool:
    """Return whether letters are those of a longer text with some left out."""
    rest = iter(long)
    return len(short) < len(long) and all(letter in rest for letter in short)


def _confirms(second: Words, first: Words) -> bool:
    """Return whether the second engine read at least half of the first one's letters, in order."""
    short, long = _letters(second), _letters(first)
    return 2 * len(short) >= len(long) and _is_part(short, long) and long.isalpha()


def _is_common(words: Words) -> bool:
    """Return whether all words are common in office prose."""
    return all(is_common_word(_letters([word]).casefold()) for word in words)


def _agreed(words: Words) -> Words:
    """Return words that both engines read alike; signs are not compared, and no surer."""
    return [
        replace(word, confidence=max(word.confidence, THRESHOLDS.min_agreed))
        if _letters([word])
        else word
        for word in words
    ]


def _places(first: Words, second: Words) -> list[tuple[Words, Words]]:
    """Return the words of two readings of a line by place, from left to right."""
    places: list[tuple[Words, Words]] = []
    for number, word in sorted(
        [(0, word) for word in first] + [(1, word) for word in second],
        key=lambda item: item[1].bbox.x0,
    ):
        over = [
            place for place in places if any(_share(word, other) for other in place[1 - number])
        ]
        joined: tuple[Words, Words] = ([], [])
        for place in over:
            joined[0].extend(place[0])
            joined[1].extend(place[1])
        joined[number].append(word)
        places = [place for place in places if place not in over] + [joined]
    return sorted(places, key=lambda place: min(w.bbox.x0 for words in place for w in words))


def _share(one: RecognisedWord, other: RecognisedWord) -> bool:
    """Return whether two words are in one place."""
    shared = min(one.bbox.x1, other.bbox.x1) - max(one.bbox.x0, other.bbox.x0)
    return shared > THRESHOLDS.min_shared_width * min(one.bbox.width, other.bbox.width)


def _lines(words: Iterable[RecognisedWord]) -> list[Words]:
    """Return words by line; words whose middles lie within each other's height share one."""
    lines: list[Words] = []
    for word in sorted(words, key=lambda word: word.bbox.y_mid):
        if lines and _top(lines[-1]) <= word.bbox.y_mid <= _bottom(lines[-1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.bbox.x0) for line in lines]


def _top(line: Words) -> float:
    """Return the median top of a line's words."""
    return float(np.median([word.bbox.top for word in line]))


def _bottom(line: Words) -> float:
    """Return the median bottom of a line's words."""
    return float(np.median([word.bbox.bottom for word in line]))


def _letters(words: Iterable[RecognisedWord]) -> str:
    """Return the letters and digits of words."""
    return "".join(char for word in words for char in word.text if char.isalnum())


def _digits(words: Iterable[RecognisedWord]) -> str:
    """Return the digits of words."""
    return "".join(filter(str.isdecimal, _letters(words)))


def _slashes(words: Iterable[RecognisedWord]) -> int:
    """Return how many slashes stand beside digits."""
    return len(_SLASH.findall(" ".join(word.text for word in words)))


def _text(words: Iterable[RecognisedWord]) -> str:
    """Return words joined by blanks."""
    return " ".join(word.text for word in words)
