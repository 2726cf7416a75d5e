"""Numbers that break the sequence of their column, recognised again: a 1 after 6 may be a 7.

The sequence only says where to look. The second reading counts; where it is no clearer, the first
one stays, with low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage, Piece
from extract.readers.scan.second_looks.batched_looks import DIGITS, Request, SecondLook

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class NumberColumnThresholds:
    """What is a column of numbers, and when one is read again. Unfitted."""

    # Distance between the middles of numbers in one column.
    max_offset_pt: float = 12.0
    # Numbers of a column, at least.
    min_numbers: int = 4
    # Share of them that are one more than the number above.
    min_counting_share: float = 0.6
    # A number with this confidence is kept whatever its neighbours are.
    min_certain: float = 0.93
    # Enlargements at which numbers are read again.
    enlargements: tuple[float, ...] = (1.4, 1.8, 2.2, 3.0)
    # Confidence from which a reading counts.
    min_confidence: float = 0.2
    # Confidence of a number that was read again as the expected one.
    read_confidence: float = 0.8
    # Greatest confidence of a number that stays in doubt.
    max_doubtful: float = 0.3


THRESHOLDS = NumberColumnThresholds()


_NUMBER = re.compile(r"(\d{1,2})[.)]?")


@dataclass(frozen=True, slots=True)
class _Break:
    """A number that breaks its column's sequence: index of its piece, and the expected number."""

    piece: int
    expected: int


def mend_number_columns(
    montage: Montage, words: Sequence[Sequence[RecognisedWord]], scale: float
) -> SecondLook[dict[int, list[RecognisedWord]]]:
    """Read again the numbers that break a column's sequence.

    Args:
        montage: The page's pieces.
        words: The words read of each piece.
        scale: Pixels per point.

    Returns:
        Index of a piece -> its corrected word.
    """
    breaks = _breaks(montage.pieces, words, scale)
    shown = [_enlarged(montage, montage.pieces[number_break.piece]) for number_break in breaks]
    answers = iter((yield Request([x for some in shown for x in some], DIGITS)) if shown else ())
    mended: dict[int, list[RecognisedWord]] = {}
    for number_break, pictures in zip(breaks, shown, strict=True):
        word = words[number_break.piece][0]
        again = _numbers(word for _ in pictures for word in next(answers))
        expected = str(number_break.expected)
        if again and again.count(expected) * 2 > len(again):
            text = expected + word.text[len(_value(word.text) or "") :]
            mended[number_break.piece] = [
                replace(word, text=text, confidence=THRESHOLDS.read_confidence)
            ]
        elif not again or expected in again:
            mended[number_break.piece] = [
                replace(word, confidence=min(word.confidence, THRESHOLDS.max_doubtful))
            ]
    return mended


def _breaks(
    pieces: Sequence[Piece], words: Sequence[Sequence[RecognisedWord]], scale: float
) -> list[_Break]:
    """Return the unsure numbers that are not the one expected from their neighbours."""
    numbers = [
        index for index, found in enumerate(words) if len(found) == 1 and _value(found[0].text)
    ]
    found: list[_Break] = []
    for column in _columns(pieces, numbers, scale):
        values = [int(_value(words[index][0].text) or 0) for index in column]
        steps = [after - before for before, after in pairwise(values)]
        if len(column) < THRESHOLDS.min_numbers or steps.count(
            1
        ) < THRESHOLDS.min_counting_share * (len(steps) - 2):
            continue
        for place in range(len(column)):
            if place == 0:
                expected, goes_on = values[1] - 1, values[2] == values[1] + 1 and values[1] > 1
            else:
                expected = values[place - 1] + 1
                goes_on = (
                    values[place + 1] == expected + 1
                    if place + 1 < len(column)
                    else place > 1 and values[place - 2] == expected - 2
                )
            # A sure number that stands elsewhere in the column, too, is read again all the same.
            unsure = (
                words[column[place]][0].confidence < THRESHOLDS.min_certain
                or values.count(values[place]) > 1
            )
            if values[place] != expected and goes_on and unsure:
                found.append(_Break(column[place], expected))
    return found


def _columns(pieces: Sequence[Piece], numbers: Sequence[int], scale: float) -> list[list[int]]:
    """Return numbers grouped by their column, from top to bottom."""
    columns: list[list[int]] = []
    for index in sorted(numbers, key=lambda i: pieces[i].source.top):
        middle = pieces[index].source.x_mid
        column = next(
            (
                column
                for column in columns
                if abs(pieces[column[-1]].source.x_mid - middle) <= THRESHOLDS.max_offset_pt * scale
            ),
            None,
        )
        if column is None:
            columns.append([index])
        else:
            column.append(index)
    return columns


def _value(text: str) -> str | None:
    """Return the digits of a number with its dot; None for anything else."""
    match = _NUMBER.fullmatch(text)
    return match[1] if match else None


def _enlarged(montage: Montage, piece: Piece) -> list[Image]:
    """Return a piece enlarged in several sizes."""
    bottom, right = piece.top + int(piece.source.height), piece.left + int(piece.source.width)
    crop = montage.picture[piece.top : bottom, piece.left : right]
    return [
        cv2.resize(crop, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC)
        for size in THRESHOLDS.enlargements
    ]


def _numbers(words: Iterable[RecognisedWord]) -> list[str]:
    """Return the digits of those words that are numbers."""
    return [
        value
        for word in words
        if word.confidence >= THRESHOLDS.min_confidence and (value := _value(word.text)) is not None
    ]
