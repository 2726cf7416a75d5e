"""A second look at the few pieces of a page that were not read surely.

Headings turned upwards are read sideways, small print larger, and what stands in a column of
numbers is read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.mosaic import Mosaic, Piece
from extract.readers.scan.tesseract import RecognisedWord
from extract.readers.scan.together import DIGITS, Looking, Request
from models.geometry import BBox
from models.page import Direction

Image = np.ndarray

# A piece read less surely than this is looked at again.
DOUBTFUL = 0.62
# So is one with a long word less sure than this: a number with slashes, mostly.
LONG_WORD = 6
DOUBTFUL_WORD = 0.5
# It counts where its words are at least so sure on average, where the first look saw none
# at least so sure, and where it is surer than the first by this much.
SURE = 0.6
VERY_SURE = 0.8
SURER = 1.03
# A word with so many digits is a date or a number; its line is always looked at again, in so many
# pieces of a page. Where both looks see other digits, the word is as sure as this at most.
FIGURE_DIGITS = 6
MOST_FIGURES = 12
DIFFERING = 0.5
# The line of a word is shown with so much white around it, of its height; the words whose middle
# is no further than this part from its own stand on one line with it.
WHITE, ONE_LINE = 0.35, 0.4
# Looking again pays for so many pieces of a page; where more are doubtful the page is poor.
MOST_PIECES = 40
# Together they have at most so many pixels, half of those of a page at 300 dots an inch: large
# pieces are drawings or a table's texture, and to look at them again would cost many times the
# first look.
MOST_PIXELS = 4_000_000
# What is not so high or wide as this part of the height of most words is a dot or a dash. A heading
# turned upwards is higher than so many times that.
LOWEST, LOWEST_UPENDED = 0.8, 1.6
# Text turned upwards makes a piece at least so many times as high as wide.
TALL = 1.25
# One so much higher than wide, in which few letters were seen, is looked at sideways in any case.
UPENDED = 2.0
FEW_LETTERS = 8
# So is one whose words have at most so many letters on average.
SCRAP = 3.0
# Small print is enlarged so much.
LARGER = 1.7
# No wider than so many pixels, though: what is as wide as a page makes the sheet of all looks so.
WIDEST = 2600
# A column whose pieces are numbers for this part, and at least this many, is one of numbers.
NUMERIC = 0.6
FEWEST_NUMBERS = 4

_NUMBER = re.compile(r"\(?\d{1,3}[.)]{0,2}$")


@dataclass(frozen=True, slots=True)
class Look:
    """A piece, or a line of it, as it is looked at again: larger, or turned.

    Attributes:
        index: Which piece of the mosaic.
        area: What is shown of it, in pixels of the page.
        direction: Which way its text is supposed to read.
        picture: The piece so turned and enlarged that its text reads to the right.
        factor: How much it was enlarged.
    """

    index: int
    area: BBox
    direction: Direction
    picture: Image
    factor: float


def look_again(
    mosaic: Mosaic,
    words: Sequence[Sequence[RecognisedWord]],
    *,
    settled: Collection[int] = (),
) -> Looking[dict[int, tuple[Direction, list[RecognisedWord]]]]:
    """Look again at the pieces that were not read surely.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        settled: Indices of the pieces that are not to be looked at again.

    Returns:
        Index of a piece -> which way its text reads, and its words, where the second look is
        surer than the first.
    """
    looks: list[Look] = []
    heights = [word.bbox.height for found in words for word in found]
    high = float(np.median(heights)) if heights else 0.0
    figures = {index for index, found in enumerate(words) if any(map(_is_figure, found))}
    doubtful = [index for index in _doubtful(mosaic.pieces, words, high) if index not in settled][
        :MOST_PIECES
    ]
    numbered = sorted(figures - {*doubtful, *settled})[:MOST_FIGURES]
    for index, piece in enumerate(mosaic.pieces):
        if index in settled:
            continue
        upended = _may_be_upended(piece, words[index], high)
        if index in doubtful:
            looks.append(_look(mosaic, index, Direction.RIGHT))
            upended = upended or _is_tall(piece, TALL, high)
        elif index in numbered:
            lines = _figure_lines(words[index], piece.source)
            looks += [_look(mosaic, index, Direction.RIGHT, line) for line in lines]
        if upended:
            looks += [_look(mosaic, index, Direction.UP), _look(mosaic, index, Direction.DOWN)]
    looks = _affordable(looks)
    answers = yield Request([look.picture for look in looks])
    better: dict[int, tuple[Direction, list[RecognisedWord]]] = {}
    for look, found in _best_looks(looks, answers):
        way, known = better.get(look.index, (Direction.RIGHT, list(words[look.index])))
        if way is not Direction.RIGHT:
            continue
        whole = look.area == mosaic.pieces[look.index].source
        shown = [word for word in known if whole or _shows(look.area, word)]
        least = SURE if shown else VERY_SURE
        sure = bool(found) and float(np.mean([word.confidence for word in found])) >= least
        if not (sure and _score(found) > SURER * _score(shown)):
            if look.index not in figures or look.direction is not Direction.RIGHT:
                continue
            found = _doubted(shown, found)
        start = known.index(shown[0]) if shown else 0
        before, after = (
            [word for word in part if word not in shown] for part in (known[:start], known[start:])
        )
        better[look.index] = (look.direction, [*before, *found, *after])
    return better


def _figure_lines(words: Sequence[RecognisedWord], piece: BBox) -> list[BBox]:
    """Return the boxes of a piece's lines that have a date or a long number, in pixels."""
    lines: list[BBox] = []
    for figure in filter(_is_figure, words):
        height, middle = figure.bbox.height, figure.bbox.y_mid
        if any(line.top <= middle <= line.bottom for line in lines):
            continue
        beside = [w.bbox for w in words if abs(w.bbox.y_mid - middle) <= ONE_LINE * height]
        # Nothing of the lines above and below is to be seen.
        over = [w.bbox.bottom for w in words if w.bbox.y_mid < middle - ONE_LINE * height]
        under = [w.bbox.top for w in words if w.bbox.y_mid > middle + ONE_LINE * height]
        top, bottom = min(box.top for box in beside), max(box.bottom for box in beside)
        white = WHITE * height
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
    """Return whether a word stands in an area."""
    return area.contains_point(word.bbox.x_mid, word.bbox.y_mid)


def _is_figure(word: RecognisedWord) -> bool:
    """Return whether a word is a date or a number of several parts, which no other word bears out.

    Its digits are the smallest letters of a page for what hangs on them: 7 is read as 1 as surely
    as any letter.
    """
    return sum(map(str.isdecimal, word.text)) >= FIGURE_DIGITS


def _doubted(
    first: Sequence[RecognisedWord], larger: Sequence[RecognisedWord]
) -> list[RecognisedWord]:
    """Return words, the figures among them as they read larger, and doubtful where that differs."""
    seen = {_digits(word.text) for word in larger}
    by_length = {len(_digits(word.text)): word for word in larger if _is_figure(word)}
    settled: list[RecognisedWord] = []
    for word in first:
        digits = _digits(word.text)
        if not _is_figure(word) or digits in seen:
            settled.append(word)
            continue
        other = by_length.get(len(digits))
        text = word.text
        if other is not None and other.confidence >= VERY_SURE:
            text = other.text
        settled.append(RecognisedWord(text, word.bbox, min(word.confidence, DIFFERING)))
    return settled


def _digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(filter(str.isdecimal, text))


def read_numbers(
    mosaic: Mosaic, words: Sequence[Sequence[RecognisedWord]]
) -> Looking[dict[int, list[RecognisedWord]]]:
    """Look again at what stands in a column of numbers and was not read as one.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.

    Returns:
        Index of a piece -> its words, where they are a number.
    """
    looks = [_look(mosaic, at, Direction.RIGHT) for at in _misread_numbers(mosaic.pieces, words)]
    answers = yield Request([look.picture for look in looks], DIGITS)
    return {
        index: found
        for index, found in ((look.index, found) for look, found in _best_looks(looks, answers))
        if found and all(_NUMBER.match(word.text) for word in found)
    }


def _affordable(looks: Sequence[Look]) -> list[Look]:
    """Return the smallest of some looks, as many as there is time for, in their order."""
    left = MOST_PIXELS
    kept: list[Look] = []
    for look in sorted(looks, key=lambda look: look.picture.size):
        left -= look.picture.size
        if left < 0:
            break
        kept.append(look)
    return sorted(kept, key=lambda look: look.index)


def _doubtful(
    pieces: Sequence[Piece], words: Sequence[Sequence[RecognisedWord]], high: float
) -> list[int]:
    """Return the pieces that were read unsurely or not at all, and may be more than a dot.

    Args:
        pieces: The pieces.
        words: The words of each.
        high: How high most words are, in pixels.
    """
    return [
        index
        for index, (piece, found) in enumerate(zip(pieces, words, strict=True))
        if max(piece.source.height, piece.source.width) >= LOWEST * high
        if not any(char.isalnum() for word in found for char in word.text)
        or float(np.mean([word.confidence for word in found])) < DOUBTFUL
        or any(len(word.text) >= LONG_WORD and word.confidence < DOUBTFUL_WORD for word in found)
    ]


def _may_be_upended(piece: Piece, words: Sequence[RecognisedWord], high: float) -> bool:
    """Return whether a piece has the shape of a heading turned upwards, and was read in scraps.

    Args:
        piece: The piece.
        words: Its words.
        high: How high most words of the page are, in pixels.
    """
    letters = sum(len(word.text) for word in words)
    scraps = letters < FEW_LETTERS or letters <= SCRAP * len(words)
    return scraps and _is_tall(piece, UPENDED, high)


def _is_tall(piece: Piece, times: float, high: float) -> bool:
    """Return whether a piece is so many times as high as wide, and higher than a letter."""
    box = piece.source
    return box.height >= max(times * box.width, LOWEST_UPENDED * high)


def _misread_numbers(
    pieces: Sequence[Piece], words: Sequence[Sequence[RecognisedWord]]
) -> list[int]:
    """Return the pieces that stand in a column of numbers and were not read as one."""
    texts = [" ".join(word.text for word in found) for found in words]
    misread: list[int] = []
    for index, piece in enumerate(pieces):
        middle = piece.source.x_mid
        if _NUMBER.match(texts[index]) or len(texts[index]) > 4:
            continue
        column = [
            other
            for other, candidate in enumerate(pieces)
            if other != index and candidate.source.x0 - 20 <= middle <= candidate.source.x1 + 20
            and candidate.source.width < 0.05 * max(p.source.x1 for p in pieces)
        ]  # fmt: skip
        above = all(piece.source.bottom <= pieces[other].source.top for other in column)
        if above and _is_word(words[index]):
            continue
        numbers = sum(bool(_NUMBER.match(texts[other])) for other in column)
        if numbers >= FEWEST_NUMBERS and numbers >= NUMERIC * len(column):
            misread.append(index)
    return misread


def _is_word(words: Sequence[RecognisedWord]) -> bool:
    """Return whether words are one of letters, surely: "No." over a column of numbers."""
    if len(words) != 1 or words[0].confidence < VERY_SURE:
        return False
    letters = words[0].text.rstrip(".")
    return len(letters) > 1 and letters.isalpha()


def _look(mosaic: Mosaic, index: int, direction: Direction, area: BBox | None = None) -> Look:
    """Return a piece as it is looked at again, or an area of it, in pixels of the page."""
    piece = mosaic.pieces[index]
    area = area or piece.source
    left = piece.left + int(area.x0 - piece.source.x0)
    top = piece.top + int(area.top - piece.source.top)
    crop = mosaic.picture[top : top + int(area.height), left : left + int(area.width)]
    if direction is Direction.UP:
        crop = cv2.rotate(crop, cv2.ROTATE_90_CLOCKWISE)
    elif direction is Direction.DOWN:
        crop = cv2.rotate(crop, cv2.ROTATE_90_COUNTERCLOCKWISE)
    factor = min(LARGER, max(WIDEST / crop.shape[1], 1.0))
    large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return Look(index, area, direction, large, factor)


def _best_looks(
    looks: Sequence[Look], answers: Sequence[Sequence[RecognisedWord]]
) -> list[tuple[Look, list[RecognisedWord]]]:
    """Return the surest look at each area, and its words, their boxes in pixels of the page."""
    read_of = [
        [_placed(word, look) for word in found] for look, found in zip(looks, answers, strict=True)
    ]
    # Headings of one table are all turned the same way.
    totals = {way: 0.0 for way in (Direction.UP, Direction.DOWN)}
    for look, found in zip(looks, read_of, strict=True):
        if look.direction in totals:
            totals[look.direction] += _score(found)
    against = min(totals, key=lambda way: totals[way])
    best: dict[tuple[int, BBox], tuple[Look, list[RecognisedWord]]] = {}
    for look, found in zip(looks, read_of, strict=True):
        if look.direction is against:
            continue
        at = look.index, look.area
        if at not in best or _score(found) > _score(best[at][1]):
            best[at] = (look, found)
    return list(best.values())


def _placed(word: RecognisedWord, look: Look) -> RecognisedWord:
    """Return a word of a look with its box on the page, in pixels."""
    x0, y0, x1, y1 = (edge / look.factor for edge in word.bbox)
    width, height = look.area.width, look.area.height
    if look.direction is Direction.UP:
        box = BBox(y0, height - x1, y1, height - x0)
    elif look.direction is Direction.DOWN:
        box = BBox(width - y1, x0, width - y0, x1)
    else:
        box = BBox(x0, y0, x1, y1)
    dx, dy = look.area.x0, look.area.top
    box = BBox(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)
    return RecognisedWord(word.text, box, word.confidence)


def _score(words: Sequence[RecognisedWord]) -> float:
    """Return how many letters and digits were read, and how surely."""
    return sum(sum(map(str.isalnum, word.text)) * word.confidence**2 for word in words)
