"""Doubtful pieces of a page, recognised a second time.

Small print is enlarged, headings that may be turned are tried sideways, and what is in a column of
numbers is read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage, Piece
from extract.readers.scan.second_looks.batched_looks import DIGITS, Request, SecondLook
from extract.readers.scan.second_looks.looks import Look, affordable, best_looks, score, show
from models.geometry import BBox
from models.page import Direction

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class DoubtThresholds:
    """What is read again, and when the second reading counts.

    Confidences are the OCR engine's, 0 to 1, on Tesseract's scale. Unfitted.
    """

    # A piece with a lower mean confidence is read again.
    max_mean: float = 0.62
    # Length of a long word (mostly a number with slashes), for `max_long_word`.
    long_word: int = 6
    # A piece with a long word of lower confidence is read again.
    max_long_word: float = 0.5
    # Mean confidence from which a second reading counts.
    min_again: float = 0.6
    # The same, where the first reading found nothing.
    min_again_alone: float = 0.8
    # Score of a second reading that counts, in scores of the first.
    min_gain: float = 1.03
    # Digits of a date or a long number; their lines are always read again.
    long_number_digits: int = 6
    # Pieces of a page in which such lines are read again.
    max_long_number_pieces: int = 12
    # Greatest confidence of a long number whose two readings have different digits.
    max_differing: float = 0.5
    # Margin with which a line is cut out, in heights of its number.
    line_margin: float = 0.35
    # Distance between the middles of words on one line, in heights of the number.
    max_line_offset: float = 0.4
    # Doubtful pieces of a page that are read again; with more the whole page is poor.
    max_pieces: int = 40
    # Longer side of a piece that is no dot or dash, in median word heights.
    min_piece_side: float = 0.8
    # Height of a piece that may be text turned sideways, in median word heights.
    min_sideways_height: float = 1.6
    # Height over width from which a doubtful piece is also tried sideways.
    min_doubtful_aspect: float = 1.25
    # Height over width from which any piece with few letters read is tried sideways.
    min_sideways_aspect: float = 2.0
    # A piece with fewer letters has few letters.
    few_letters: int = 8
    # So has a piece whose words have at most so many letters on average.
    max_scrap_length: float = 3.0
    # Share of numbers among the pieces of a column of numbers.
    min_number_share: float = 0.6
    # Least count of numbers in such a column.
    min_numbers: int = 4
    # Length of a text that may be a misread number.
    max_number_length: int = 4
    # Pieces of a column are widened by this on both sides to decide what is in the column. Fits 300
    # dpi; it ought to depend on the resolution.
    column_reach_px: int = 20
    # Width of a column of numbers, in widths of the page.
    max_column_width: float = 0.05


THRESHOLDS = DoubtThresholds()


_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}$")


def reread_doubtful(
    montage: Montage,
    words: Sequence[Sequence[RecognisedWord]],
    *,
    settled: Collection[int] = (),
) -> SecondLook[dict[int, tuple[Direction, list[RecognisedWord]]]]:
    """Read the doubtful pieces again.

    Args:
        montage: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        settled: Indices of pieces that are not read again.

    Returns:
        Index of a piece -> which way its text runs, and its words, where the second reading is
        surer than the first.
    """
    looks: list[Look] = []
    heights = [word.bbox.height for found in words for word in found]
    high = float(np.median(heights)) if heights else 0.0
    long_numbers = {index for index, found in enumerate(words) if any(map(_is_long_number, found))}
    doubtful = [index for index in _doubtful(montage.pieces, words, high) if index not in settled][
        : THRESHOLDS.max_pieces
    ]
    numbered = sorted(long_numbers - {*doubtful, *settled})[: THRESHOLDS.max_long_number_pieces]
    for index, piece in enumerate(montage.pieces):
        if index in settled:
            continue
        sideways = _may_be_sideways(piece, words[index], high)
        if index in doubtful:
            looks.append(show(montage, index, Direction.RIGHT))
            sideways = sideways or _is_tall(piece, THRESHOLDS.min_doubtful_aspect, high)
        elif index in numbered:
            lines = _long_number_lines(words[index], piece.source)
            looks += [show(montage, index, Direction.RIGHT, line) for line in lines]
        if sideways:
            looks += [show(montage, index, Direction.UP), show(montage, index, Direction.DOWN)]
    looks = affordable(looks)
    answers = yield Request([look.picture for look in looks])
    better: dict[int, tuple[Direction, list[RecognisedWord]]] = {}
    for look, found in best_looks(looks, answers):
        way, known = better.get(look.index, (Direction.RIGHT, list(words[look.index])))
        if way is not Direction.RIGHT:
            continue
        whole = look.area == montage.pieces[look.index].source
        shown = [word for word in known if whole or _shows(look.area, word)]
        least = THRESHOLDS.min_again if shown else THRESHOLDS.min_again_alone
        sure = bool(found) and float(np.mean([word.confidence for word in found])) >= least
        if not (sure and score(found) > THRESHOLDS.min_gain * score(shown)):
            if look.index not in long_numbers or look.direction is not Direction.RIGHT:
                continue
            found = _doubted(shown, found)
        start = known.index(shown[0]) if shown else 0
        before, after = (
            [word for word in part if word not in shown] for part in (known[:start], known[start:])
        )
        better[look.index] = (look.direction, [*before, *found, *after])
    return better


def _long_number_lines(words: Sequence[RecognisedWord], piece: BBox) -> list[BBox]:
    """Return the boxes of a piece's lines that have a date or a long number, in pixels."""
    lines: list[BBox] = []
    for number in filter(_is_long_number, words):
        height, middle = number.bbox.height, number.bbox.y_mid
        if any(line.top <= middle <= line.bottom for line in lines):
            continue
        beside = [
            w.bbox
            for w in words
            if abs(w.bbox.y_mid - middle) <= THRESHOLDS.max_line_offset * height
        ]
        # The lines above and below must not show.
        over = [
            w.bbox.bottom
            for w in words
            if w.bbox.y_mid < middle - THRESHOLDS.max_line_offset * height
        ]
        under = [
            w.bbox.top for w in words if w.bbox.y_mid > middle + THRESHOLDS.max_line_offset * height
        ]
        top, bottom = min(box.top for box in beside), max(box.bottom for box in beside)
        white = THRESHOLDS.line_margin * height
        lines.append(
            BBox(
                max(min(box.x0 for box in beside) - 2 * white, piece.x0),
                max(top - min([white, *(max(top - y, 0) / 2 for y in over)]), piece.top),
                min(max(box.x1 for box in beside) + 2 * white, piece.x1),
                min(bottom + min([white, *(max(y - bottom, 0) / 2 for y in under)]), piece.bottom),
            )
        )
    return lines


def _shows(area: BBox, word: RecognisedWord) -> bool:
    """Return whether the middle of a word is in an area."""
    return area.contains_point(word.bbox.x_mid, word.bbox.y_mid)


def _is_long_number(word: RecognisedWord) -> bool:
    """Return whether a word is a date or a long number.

    Nothing else on a page confirms its digits, and a 7 is read as a 1 with high confidence.
    """
    return sum(map(str.isdecimal, word.text)) >= THRESHOLDS.long_number_digits


def _doubted(
    first: Sequence[RecognisedWord], larger: Sequence[RecognisedWord]
) -> list[RecognisedWord]:
    """Return words, their long numbers doubtful where the second reading differs."""
    seen = {_digits(word.text) for word in larger}
    by_length = {len(_digits(word.text)): word for word in larger if _is_long_number(word)}
    settled: list[RecognisedWord] = []
    for word in first:
        digits = _digits(word.text)
        if not _is_long_number(word) or digits in seen:
            settled.append(word)
            continue
        other = by_length.get(len(digits))
        text = word.text
        if other is not None and other.confidence >= THRESHOLDS.min_again_alone:
            text = other.text
        settled.append(
            RecognisedWord(text, word.bbox, min(word.confidence, THRESHOLDS.max_differing))
        )
    return settled


def _digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(filter(str.isdecimal, text))


def read_numbers(
    montage: Montage, words: Sequence[Sequence[RecognisedWord]]
) -> SecondLook[dict[int, list[RecognisedWord]]]:
    """Read again, as digits, what is in a column of numbers and was not read as a number.

    Args:
        montage: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.

    Returns:
        Index of a piece -> its words, where they are a number.
    """
    looks = [show(montage, at, Direction.RIGHT) for at in _misread_numbers(montage.pieces, words)]
    answers = yield Request([look.picture for look in looks], DIGITS)
    return {
        index: found
        for index, found in ((look.index, found) for look, found in best_looks(looks, answers))
        if found and all(_NUMBER.match(word.text) for word in found)
    }


def _doubtful(
    pieces: Sequence[Piece], words: Sequence[Sequence[RecognisedWord]], high: float
) -> list[int]:
    """Return the pieces that were read with low confidence or not at all, and are more than a dot.

    Args:
        pieces: The pieces.
        words: The words of each.
        high: Median height of the words, in pixels.
    """
    return [
        index
        for index, (piece, found) in enumerate(zip(pieces, words, strict=True))
        if max(piece.source.height, piece.source.width) >= THRESHOLDS.min_piece_side * high
        if not any(char.isalnum() for word in found for char in word.text)
        or float(np.mean([word.confidence for word in found])) < THRESHOLDS.max_mean
        or any(
            len(word.text) >= THRESHOLDS.long_word and word.confidence < THRESHOLDS.max_long_word
            for word in found
        )
    ]


def _may_be_sideways(piece: Piece, words: Sequence[RecognisedWord], high: float) -> bool:
    """Return whether a piece has the shape of a heading turned sideways, and was read in scraps.

    Args:
        piece: The piece.
        words: Its words.
        high: Median height of the page's words, in pixels.
    """
    letters = sum(len(word.text) for word in words)
    scraps = letters < THRESHOLDS.few_letters or letters <= THRESHOLDS.max_scrap_length * len(words)
    return scraps and _is_tall(piece, THRESHOLDS.min_sideways_aspect, high)


def _is_tall(piece: Piece, times: float, high: float) -> bool:
    """Return whether a piece has a ratio of height to width, and is higher than a word."""
    box = piece.source
    return box.height >= max(times * box.width, THRESHOLDS.min_sideways_height * high)


def _misread_numbers(
    pieces: Sequence[Piece], words: Sequence[Sequence[RecognisedWord]]
) -> list[int]:
    """Return the pieces in a column of numbers that were not read as a number."""
    texts = [" ".join(word.text for word in found) for found in words]
    misread: list[int] = []
    widest = THRESHOLDS.max_column_width * max((piece.source.x1 for piece in pieces), default=0.0)
    reach = THRESHOLDS.column_reach_px
    for index, piece in enumerate(pieces):
        middle = piece.source.x_mid
        if _NUMBER.match(texts[index]) or len(texts[index]) > THRESHOLDS.max_number_length:
            continue
        column = [
            other
            for other, candidate in enumerate(pieces)
            if other != index
            and candidate.source.x0 - reach <= middle <= candidate.source.x1 + reach
            and candidate.source.width < widest
        ]
        above = all(piece.source.bottom <= pieces[other].source.top for other in column)
        if above and _is_word(words[index]):
            continue
        numbers = sum(bool(_NUMBER.match(texts[other])) for other in column)
        if numbers >= THRESHOLDS.min_numbers and numbers >= THRESHOLDS.min_number_share * len(
            column
        ):
            misread.append(index)
    return misread


def _is_word(words: Sequence[RecognisedWord]) -> bool:
    """Return whether words are surely one word of letters, such as "No." over a column."""
    if len(words) != 1 or words[0].confidence < THRESHOLDS.min_again_alone:
        return False
    letters = words[0].text.rstrip(".")
    return len(letters) > 1 and letters.isalpha()
