"""Small signs that recognition has no letters for, told by their picture: ½, ¼, ¾, minute signs.

Tesseract's languages know no fraction in one sign; a "½ jam" comes out as "1 jam", "4 jam" or
"12 jam", and is sure of its digits at times. Its picture is like no digit's: a stroke leans across
it, a small figure stands high on the left of the stroke and another low on its right. Those two
are read once more, enlarged. A sign with such a picture that cannot be made out is left as it was
read, its word no longer sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.readers.scan.mosaic import Mosaic, Piece
from extract.readers.scan.tesseract import RecognisedWord
from extract.readers.scan.together import DIGITS, Looking, Request
from models.geometry import BBox

Image = np.ndarray

# Darker than this is ink.
INK = 150
# Only short pieces hold amounts: so many letters at most.
LONGEST = 28
# A line of print is so high, in points; what is smaller than a dot, in square points, is dirt.
LOWEST_LINE, HIGHEST_LINE = 4.0, 18.0
SPECK = 0.25
# What recognition makes of a fraction has at most so many letters.
SHORT, SHORT_WORD = 3, 2
# A fraction is so wide for its height.
NARROWEST, WIDEST = 0.55, 1.45
# Its stroke is ink for this part of its length; it leans so far, in widths of the sign.
STROKE = 0.88
LEAN = (0.25, 0.9)
# The figure on the left ends above this part of the height, the other begins below this part,
# and each takes up at least so much of the height.
UPPER_END, LOWER_START = 0.74, 0.26
FIGURE = 0.3
# A word with a sign that cannot be made out is no surer than this, one that is made out no surer
# than that.
UNKNOWN, MADE_OUT = 0.3, 0.85
# A minute sign hangs from the top of the line, to so far down; it is at most so wide.
HANGS = 0.58
SLIM = 0.3
# The figures are enlarged to so many pixels of height, with white around them, and smoothed over so
# many: ink has steps for edges, which figures are not recognised by.
ENLARGED, WHITE = 44, 22
SMOOTH = 1.2
# Figures read less surely than this count for nothing; the same one twice may be less sure.
SURE_FIGURE, SURE_IF_REPEATED = 0.6, 0.3
FRACTIONS = {(1, 2): "½", (1, 4): "¼", (3, 4): "¾", (1, 3): "⅓", (2, 3): "⅔"}

_AMOUNT = re.compile(r"(\d{1,4})[:;.,'’‘\"”“°*!|]{0,2}")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a line: ink that white parts from the ink beside it.

    Attributes:
        box: Where it stands on the page, in pixels.
        ink: 255 where its ink is.
    """

    box: BBox
    ink: Image


@dataclass(frozen=True, slots=True)
class _Fraction:
    """A sign that looks like a fraction.

    Attributes:
        piece: Index of the piece it stands in.
        box: Where it stands on the page, in pixels.
        figures: Its upper and its lower figure, as ink.
    """

    piece: int
    box: BBox
    figures: tuple[Image, Image]


LinesOf = Callable[[int], Sequence[Sequence[Sign]]]


def mend_signs(
    mosaic: Mosaic, words: Sequence[Sequence[RecognisedWord]], signs: LinesOf
) -> Looking[list[list[RecognisedWord]]]:
    """Return the words of each piece with the signs in them told by their picture.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        signs: The lines of signs of a piece, by its index.
    """
    mended = [list(found) for found in words]
    fractions: list[_Fraction] = []
    for index in range(len(mosaic.pieces)):
        text = "".join(word.text for word in words[index])
        if len(text) > LONGEST:
            continue
        for line in signs(index):
            mended[index] = [_with_minutes(word, line) for word in mended[index]]
            for place, sign in enumerate(line[:-1]):
                if (
                    _is_alone(place, line, words[index])
                    and (figures := _figures(sign.ink)) is not None
                ):
                    fractions.append(_Fraction(index, sign.box, figures))
    shown = [_shown(figure) for fraction in fractions for figure in fraction.figures]
    answers = (yield Request(shown, DIGITS)) if shown else []
    for fraction, value in zip(fractions, _values(answers), strict=True):
        if not mended[fraction.piece]:
            if value is None:
                continue
            behind, left = _behind(mosaic, fraction)
            (found,) = yield Request([behind])
            mended[fraction.piece] = [_moved(word, *left) for word in found]
        mended[fraction.piece] = _with_fraction(mended[fraction.piece], fraction.box, value)
    return mended


def _is_alone(place: int, line: Sequence[Sign], words: Sequence[RecognisedWord]) -> bool:
    """Return whether a sign may be an amount by itself or the end of one: no letter of a word."""
    box, after = line[place].box, line[place + 1].box
    if after.x0 - box.x1 > 2 * box.height or line[-1].box.x1 - after.x0 < box.height:
        return False
    for word in words:
        if not _covers(word.bbox, box):
            continue
        within = sum(word.bbox.contains_point(sign.box.x_mid, sign.box.y_mid) for sign in line)
        short = len(word.text) <= (SHORT_WORD if word.text.isalpha() else SHORT)
        # A word with more signs than letters holds one that was not read.
        if not short and not (word.text.isalpha() and within > len(word.text)):
            return False
    return True


def lines_of_signs(mosaic: Mosaic, piece: Piece, scale: float) -> list[list[Sign]]:
    """Return the signs of a piece's lines, from left to right.

    Args:
        mosaic: The page's pieces.
        piece: One of them.
        scale: Pixels a point.
    """
    height, width = int(piece.source.height), int(piece.source.width)
    crop = mosaic.picture[piece.top : piece.top + height, piece.left : piece.left + width]
    ink = cv2.threshold(crop, INK, 255, cv2.THRESH_BINARY_INV)[1]
    rows = np.flatnonzero(ink.any(axis=1))
    if not rows.size:
        return []
    lines: list[list[Sign]] = []
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        top, bottom = int(band[0]), int(band[-1]) + 1
        if LOWEST_LINE * scale <= bottom - top <= HIGHEST_LINE * scale:
            lines.append(_signs(ink[top:bottom], piece, top, scale))
    return lines


def _signs(ink: Image, piece: Piece, top: int, scale: float) -> list[Sign]:
    """Return the signs of a line: ink parted where white runs from its top to its bottom."""
    columns = np.flatnonzero(ink.any(axis=0))
    signs: list[Sign] = []
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
        left, right = int(run[0]), int(run[-1]) + 1
        part = ink[:, left:right]
        if cv2.countNonZero(part) < SPECK * scale * scale:
            continue
        rows = np.flatnonzero(part.any(axis=1))
        high, low = int(rows[0]), int(rows[-1]) + 1
        box = BBox(
            piece.source.x0 + left, piece.source.top + top + high,
            piece.source.x0 + right, piece.source.top + top + low,
        )  # fmt: skip
        signs.append(Sign(box, part[high:low]))
    return signs


def _figures(ink: Image) -> tuple[Image, Image] | None:
    """Return the upper and the lower figure of a sign that looks like a fraction; None else."""
    height, width = ink.shape
    if height < 12 or not NARROWEST <= width / height <= WIDEST:
        return None
    stroke = _stroke(ink > 0)
    if stroke is None:
        return None
    line = np.zeros_like(ink)
    (above, below), thick = stroke
    cv2.line(line, (above, 0), (below, height - 1), 255, thick)
    sides = np.arange(width)[None, :] < np.linspace(above, below, height)[:, None]
    rest = (ink > 0) & (line == 0)
    upper, lower = rest & sides, rest & ~sides
    boxes = []
    for part in (upper, lower):
        kept = _largest(part)
        rows, columns = np.nonzero(kept)
        if not rows.size or np.ptp(rows) + 1 < FIGURE * height:
            return None
        boxes.append((rows.min(), rows.max() + 1, columns.min(), columns.max() + 1, kept))
    if boxes[0][1] > UPPER_END * height or boxes[1][0] < LOWER_START * height:
        return None
    first, second = (
        kept[top:bottom, left:right].astype(np.uint8) * 255
        for top, bottom, left, right, kept in boxes
    )
    return first, second


def _stroke(ink: Image) -> tuple[tuple[int, int], int] | None:
    """Return where the stroke across a fraction begins and ends, and how thick it is.

    Returns:
        (its x at the top, its x at the bottom), thickness in pixels; None where there is none.
    """
    height, width = ink.shape
    rows = np.arange(height)
    best: tuple[float, int, int] | None = None
    for lean in np.arange(LEAN[0], LEAN[1], 0.05) * width:
        starts = np.arange(max(int(width - lean), 1))
        xs = (starts[:, None] + lean * (1 - rows / (height - 1))).round().astype(np.intp)
        covered = ink[rows, np.minimum(xs, width - 1)].mean(axis=1)
        start = int(covered.argmax())
        if best is None or covered[start] > best[0]:
            best = float(covered[start]), round(start + lean), start
    if best is None or best[0] < STROKE:
        return None
    _, above, below = best
    # The stroke alone stands in its middle: the run of ink there is its thickness.
    middle = height // 2
    at = (above + below) // 2
    run = ink[middle, max(at - height // 6, 0) : at + height // 6 + 1]
    return (above, below), max(min(int(run.sum()), height // 5), 2)


def _largest(part: Image) -> Image:
    """Return the largest connected piece of ink, as a mask."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
    if len(stats) < 2:
        return part
    largest: Image = labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return largest


def _shown(figure: Image) -> Image:
    """Return a figure as it is read: three times in a row, as a lone digit is often passed over."""
    one = cv2.copyMakeBorder(
        255 - _enlarged(figure), 0, 0, WHITE, WHITE, cv2.BORDER_CONSTANT, value=255
    )
    return cv2.GaussianBlur(np.hstack([one, one, one]), (0, 0), SMOOTH)


def _values(answers: Sequence[Sequence[RecognisedWord]]) -> list[str | None]:
    """Return the value of each fraction by what its two figures are read as; None if unknown."""
    values = [_agreed("".join(_digits(word) for word in found)) for found in answers]
    return [
        # Two below can only be a half.
        FRACTIONS.get((1, 2) if lower == 2 and upper is None else (upper or 0, lower or 0))
        for upper, lower in zip(values[::2], values[1::2], strict=True)
    ]


def _digits(word: RecognisedWord) -> str:
    """Return the digits of a word that is read surely enough; "" else."""
    repeated = len(word.text) > 1 and len(set(word.text)) == 1
    sure = word.confidence >= (SURE_IF_REPEATED if repeated else SURE_FIGURE)
    return "".join(char for char in word.text if char.isdecimal()) if sure else ""


def _behind(mosaic: Mosaic, fraction: _Fraction) -> tuple[Image, tuple[float, float]]:
    """Return the picture of what stands behind a fraction, and where on the page that begins."""
    piece = mosaic.pieces[fraction.piece]
    left = int(fraction.box.x1 - piece.source.x0 + piece.left) + 1
    crop = mosaic.picture[
        piece.top : piece.top + int(piece.source.height),
        left : piece.left + int(piece.source.width),
    ]
    return crop, (left + piece.source.x0 - piece.left, piece.source.top)


def _moved(word: RecognisedWord, dx: float, dy: float) -> RecognisedWord:
    """Return a word moved by some pixels."""
    x0, top, x1, bottom = word.bbox
    return replace(word, bbox=BBox(x0 + dx, top + dy, x1 + dx, bottom + dy))


def _enlarged(figure: Image) -> Image:
    """Return a figure enlarged to the height of print, its edges smooth."""
    factor = ENLARGED / figure.shape[0]
    width = max(round(figure.shape[1] * factor), 4)
    return np.asarray(cv2.resize(figure, (width, ENLARGED), interpolation=cv2.INTER_CUBIC))


def _agreed(digits: str) -> int | None:
    """Return the digit that most of the readings of a figure agree on."""
    best = max(set(digits), key=digits.count, default="")
    return int(best) if best and digits.count(best) * 2 > len(digits) else None


def _with_fraction(
    words: Sequence[RecognisedWord], box: BBox, value: str | None
) -> list[RecognisedWord]:
    """Return a piece's words with a fraction at a place; doubtful where its value is unknown."""
    mended = list(words)
    for index, word in enumerate(mended):
        if not _covers(word.bbox, box):
            continue
        before = _characters(word, box)
        if value is None and word.text.isalpha():
            return mended
        if value is None or (before and not before.isdecimal()):
            mended[index] = replace(word, confidence=min(word.confidence, UNKNOWN))
            return mended
        after = _after(word, box)
        made = [RecognisedWord(before + value, _joined(word.bbox, box, after), MADE_OUT)]
        if after:
            made.append(RecognisedWord(after, word.bbox._replace(x0=box.x1), word.confidence))
        return [*mended[:index], *made, *mended[index + 1 :]]
    if value is None:
        return [replace(word, confidence=min(word.confidence, UNKNOWN)) for word in mended]
    at = sum(_precedes(word.bbox, box) for word in mended)
    return [*mended[:at], RecognisedWord(value, box, MADE_OUT), *mended[at:]]


def _covers(word: BBox, box: BBox) -> bool:
    """Return whether a word covers a sign's middle, or most of it is the sign."""
    return word.contains_point(box.x_mid, box.y_mid) or (
        word.overlap(box) > 0.5 * word.width * word.height
    )


def _characters(word: RecognisedWord, box: BBox) -> str:
    """Return the characters of a word that stand left of a sign in it."""
    share = (box.x0 - word.bbox.x0) / max(word.bbox.width, 1.0)
    return word.text[: round(max(share, 0.0) * len(word.text))]


def _after(word: RecognisedWord, box: BBox) -> str:
    """Return the letters of a word that stand right of a sign in it: "jam" of "1jam"."""
    found = re.search(r"[^\W\d_]{3,}$", word.text)
    return found.group() if found and word.bbox.x1 > box.x1 + box.width else ""


def _joined(word: BBox, box: BBox, after: str) -> BBox:
    """Return the box of a word that ends with a sign."""
    right = box.x1 if after else max(word.x1, box.x1)
    return BBox(min(word.x0, box.x0), min(word.top, box.top), right, max(word.bottom, box.bottom))


def _precedes(word: BBox, box: BBox) -> bool:
    """Return whether a word stands before a sign: on a line above, or left of it."""
    return word.bottom < box.top + 2 or (word.top < box.bottom - 2 and word.x_mid < box.x_mid)


def _with_minutes(word: RecognisedWord, line: Sequence[Sign]) -> RecognisedWord:
    """Return a number with the minute sign that hangs behind it: "15:" may be "15'"."""
    match = _AMOUNT.fullmatch(word.text)
    signs = [
        sign for sign in line if word.bbox.grown(2).contains_point(sign.box.x_mid, sign.box.y_mid)
    ]
    if match is None or len(signs) <= len(match[1]):
        return word
    digits, hanging = signs[: len(match[1])], signs[len(match[1]) :]
    top, bottom = min(s.box.top for s in digits), max(s.box.bottom for s in digits)
    high = bottom - top
    if len(hanging) > 2 or not all(
        sign.box.bottom <= top + HANGS * high
        and sign.box.width <= SLIM * high
        and sign.box.height >= sign.box.width
        for sign in hanging
    ):
        return word
    mark = "'" if len(hanging) == 1 else '"'
    return word if word.text.endswith(mark) else replace(word, text=match[1] + mark)
