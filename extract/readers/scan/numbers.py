"""Numbers of a column that break its sequence: a 1 after 6 may be a 7, and is looked at again.

The sequence only says where to look. What is read then counts, and where that is no clearer the
first reading stays, its word no longer sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from extract.readers.scan.mosaic import Mosaic, Piece
from extract.readers.scan.tesseract import RecognisedWord
from extract.readers.scan.together import DIGITS, Looking, Request

Image = np.ndarray

# Numbers whose middles are this close, in points, stand in one column; it has so many at least,
# and goes on by one for this part of them.
COLUMN = 12.0
FEWEST = 4
COUNTING = 0.6
# A number as sure as this is believed whatever its neighbours are.
CERTAIN = 0.93
# Looked at again it is enlarged so many times.
SIZES = (1.4, 1.8, 2.2, 3.0)
# What is read less surely than this counts for nothing.
SURE = 0.2
# Read again as the one that is due it is no surer than this; in doubt no surer than that.
READ_AGAIN, IN_DOUBT = 0.8, 0.3

_NUMBER = re.compile(r"(\d{1,2})[.)]?")


@dataclass(frozen=True, slots=True)
class _Breach:
    """A number that breaks its column's sequence: the piece it is, and what is due there."""

    piece: int
    due: int


def mend_numbers(
    mosaic: Mosaic, words: Sequence[Sequence[RecognisedWord]], scale: float
) -> Looking[dict[int, list[RecognisedWord]]]:
    """Look again at the numbers that break a column's sequence.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece.
        scale: Pixels a point.

    Returns:
        Index of a piece -> its word as it is to be.
    """
    breaches = _breaches(mosaic.pieces, words, scale)
    shown = [_enlarged(mosaic, mosaic.pieces[breach.piece]) for breach in breaches]
    answers = iter((yield Request([x for some in shown for x in some], DIGITS)) if shown else ())
    mended: dict[int, list[RecognisedWord]] = {}
    for breach, pictures in zip(breaches, shown, strict=True):
        word = words[breach.piece][0]
        again = _numbers(word for _ in pictures for word in next(answers))
        due = str(breach.due)
        if again and again.count(due) * 2 > len(again):
            text = due + word.text[len(_value(word.text) or "") :]
            mended[breach.piece] = [replace(word, text=text, confidence=READ_AGAIN)]
        elif not again or due in again:
            mended[breach.piece] = [replace(word, confidence=min(word.confidence, IN_DOUBT))]
    return mended


def _breaches(
    pieces: Sequence[Piece], words: Sequence[Sequence[RecognisedWord]], scale: float
) -> list[_Breach]:
    """Return the unsure numbers that are not the one that follows from their neighbours."""
    numbers = [
        index for index, found in enumerate(words) if len(found) == 1 and _value(found[0].text)
    ]
    found: list[_Breach] = []
    for column in _columns(pieces, numbers, scale):
        values = [int(_value(words[index][0].text) or 0) for index in column]
        steps = [after - before for before, after in pairwise(values)]
        if len(column) < FEWEST or steps.count(1) < COUNTING * (len(steps) - 2):
            continue
        for place in range(len(column)):
            if place == 0:
                due, goes_on = values[1] - 1, values[2] == values[1] + 1 and values[1] > 1
            else:
                due = values[place - 1] + 1
                goes_on = (
                    values[place + 1] == due + 1
                    if place + 1 < len(column)
                    else place > 1 and values[place - 2] == due - 2
                )
            unsure = words[column[place]][0].confidence < CERTAIN
            if values[place] != due and goes_on and unsure:
                found.append(_Breach(column[place], due))
    return found


def _columns(pieces: Sequence[Piece], numbers: Sequence[int], scale: float) -> list[list[int]]:
    """Return numbers grouped by the column they stand in, from top to bottom."""
    columns: list[list[int]] = []
    for index in sorted(numbers, key=lambda i: pieces[i].source.top):
        middle = pieces[index].source.x_mid
        column = next(
            (
                column
                for column in columns
                if abs(pieces[column[-1]].source.x_mid - middle) <= COLUMN * scale
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


def _enlarged(mosaic: Mosaic, piece: Piece) -> list[Image]:
    """Return a piece enlarged in several sizes."""
    bottom, right = piece.top + int(piece.source.height), piece.left + int(piece.source.width)
    crop = mosaic.picture[piece.top : bottom, piece.left : right]
    return [
        cv2.resize(crop, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC) for size in SIZES
    ]


def _numbers(words: Iterable[RecognisedWord]) -> list[str]:
    """Return the digits of those words that are numbers."""
    return [
        value
        for word in words
        if word.confidence >= SURE and (value := _value(word.text)) is not None
    ]
