"""Fractions (½, ¼, ¾) and minute signs, recognised by the shape of their glyphs.

Tesseract's language data have no fractions in one character: "½ jam" comes out as "1 jam", "4 jam"
or "12 jam", at times with high confidence. But the glyph is like no digit: a slanted stroke with a
small figure at its upper left and another at its lower right. The two figures are enlarged and read
once more. Where that fails, the word stays as it was read, with low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage
from extract.readers.scan.second_looks.batched_looks import DIGITS, Request, SecondLook
from extract.readers.scan.second_looks.glyphs import Glyph, GlyphLines
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class FractionThresholds:
    """What looks like a fraction or a minute sign. Unfitted."""

    # Letters of a piece that may hold an amount.
    max_text_length: int = 28
    # Characters that recognition makes of a fraction, at most.
    max_misread_length: int = 3
    # The same, where all of them are letters.
    max_misread_letters: int = 2
    # Width of a fraction, in its heights.
    min_aspect: float = 0.55
    max_aspect: float = 1.45
    # Height from which the figures of a fraction can be separated.
    min_height_px: int = 12
    # Share of the fraction's stroke that is ink.
    min_stroke_ink: float = 0.88
    # Slant of the stroke, in widths of the fraction.
    min_lean: float = 0.25
    # The same, at most.
    max_lean: float = 0.9
    # Step between the slants that are tried.
    lean_step: float = 0.05
    # End of the upper figure, in heights of the fraction from its top.
    max_upper_end: float = 0.74
    # Start of the lower figure, likewise.
    min_lower_start: float = 0.26
    # Height of each figure, in heights of the fraction.
    min_figure_height: float = 0.3
    # Greatest confidence of a word with a fraction that cannot be read.
    max_unknown: float = 0.3
    # Confidence of a word with a fraction that was read.
    read_confidence: float = 0.85
    # End of a minute sign, in heights of its line from the top.
    max_minute_depth: float = 0.58
    # Width of a minute sign, in heights of its line.
    max_minute_width: float = 0.3
    # Height to which figures are enlarged.
    figure_px: int = 44
    # White on both sides of each figure.
    figure_margin_px: int = 22
    # Deviation of the Gaussian that smooths figures: jagged edges are not recognised.
    figure_blur_px: float = 1.2
    # Confidence from which the reading of a figure counts.
    min_figure: float = 0.6
    # The same, where the digit was read several times in one picture.
    min_repeated: float = 0.3


THRESHOLDS = FractionThresholds()


FRACTIONS = {(1, 2): "½", (1, 4): "¼", (3, 4): "¾", (1, 3): "⅓", (2, 3): "⅔"}

_AMOUNT = re.compile(r"(\d{1,4})[:;.,'’‘\"”“°*!|]{0,2}")


@dataclass(frozen=True, slots=True)
class _Fraction:
    """A glyph that looks like a fraction.

    Attributes:
        piece: Index of its piece.
        box: Its box on the page, in pixels.
        figures: Its upper and its lower figure, as ink.
    """

    piece: int
    box: BBox
    figures: tuple[Image, Image]


def mend_fractions(
    montage: Montage, words: Sequence[Sequence[RecognisedWord]], glyphs: GlyphLines
) -> SecondLook[list[list[RecognisedWord]]]:
    """Return the words of each piece with their fractions and minute signs corrected.

    Args:
        montage: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        glyphs: The lines of glyphs of a piece, by its index.
    """
    mended = [list(found) for found in words]
    fractions: list[_Fraction] = []
    for index in range(len(montage.pieces)):
        text = "".join(word.text for word in words[index])
        if len(text) > THRESHOLDS.max_text_length:
            continue
        for line in glyphs(index):
            mended[index] = [_with_minutes(word, line) for word in mended[index]]
            for place, glyph in enumerate(line[:-1]):
                if (
                    _is_alone(place, line, words[index])
                    and (figures := _figures(glyph.ink)) is not None
                ):
                    fractions.append(_Fraction(index, glyph.box, figures))
    shown = [_shown(figure) for fraction in fractions for figure in fraction.figures]
    answers = (yield Request(shown, DIGITS)) if shown else []
    for fraction, value in zip(fractions, _values(answers), strict=True):
        if not mended[fraction.piece]:
            if value is None:
                continue
            behind, left = _behind(montage, fraction)
            (found,) = yield Request([behind])
            mended[fraction.piece] = [_moved(word, *left) for word in found]
        mended[fraction.piece] = _with_fraction(mended[fraction.piece], fraction.box, value)
    return mended


def _is_alone(place: int, line: Sequence[Glyph], words: Sequence[RecognisedWord]) -> bool:
    """Return whether a glyph may be an amount or the end of one, and no letter of a word."""
    box, after = line[place].box, line[place + 1].box
    if after.x0 - box.x1 > 2 * box.height or line[-1].box.x1 - after.x0 < box.height:
        return False
    for word in words:
        if not _covers(word.bbox, box):
            continue
        within = sum(word.bbox.contains_point(glyph.box.x_mid, glyph.box.y_mid) for glyph in line)
        short = len(word.text) <= (
            THRESHOLDS.max_misread_letters if word.text.isalpha() else THRESHOLDS.max_misread_length
        )
        # A word with more glyphs than letters contains one that was not read.
        if not short and not (word.text.isalpha() and within > len(word.text)):
            return False
    return True


def _figures(ink: Image) -> tuple[Image, Image] | None:
    """Return the upper and lower figure of a glyph that looks like a fraction, otherwise None."""
    height, width = ink.shape
    if (
        height < THRESHOLDS.min_height_px
        or not THRESHOLDS.min_aspect <= width / height <= THRESHOLDS.max_aspect
    ):
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
        if not rows.size or np.ptp(rows) + 1 < THRESHOLDS.min_figure_height * height:
            return None
        boxes.append((rows.min(), rows.max() + 1, columns.min(), columns.max() + 1, kept))
    if (
        boxes[0][1] > THRESHOLDS.max_upper_end * height
        or boxes[1][0] < THRESHOLDS.min_lower_start * height
    ):
        return None
    first, second = (
        kept[top:bottom, left:right].astype(np.uint8) * 255
        for top, bottom, left, right, kept in boxes
    )
    return first, second


def _stroke(ink: Image) -> tuple[tuple[int, int], int] | None:
    """Return the position and thickness of the stroke across a fraction.

    Returns:
        (its x at the top, its x at the bottom), thickness in pixels; None where there is none.
    """
    height, width = ink.shape
    rows = np.arange(height)
    best: tuple[float, int, int] | None = None
    for lean in np.arange(THRESHOLDS.min_lean, THRESHOLDS.max_lean, THRESHOLDS.lean_step) * width:
        starts = np.arange(max(int(width - lean), 1))
        xs = (starts[:, None] + lean * (1 - rows / (height - 1))).round().astype(np.intp)
        covered = ink[rows, np.minimum(xs, width - 1)].mean(axis=1)
        start = int(covered.argmax())
        if best is None or covered[start] > best[0]:
            best = float(covered[start]), round(start + lean), start
    if best is None or best[0] < THRESHOLDS.min_stroke_ink:
        return None
    _, above, below = best
    # At half height there is only the stroke: the run of ink there is its thickness.
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
    """Return the picture of a figure three times in a row, as a lone digit is often missed."""
    one = cv2.copyMakeBorder(
        255 - _enlarged(figure),
        0,
        0,
        THRESHOLDS.figure_margin_px,
        THRESHOLDS.figure_margin_px,
        cv2.BORDER_CONSTANT,
        value=255,
    )
    return cv2.GaussianBlur(np.hstack([one, one, one]), (0, 0), THRESHOLDS.figure_blur_px)


def _values(answers: Sequence[Sequence[RecognisedWord]]) -> list[str | None]:
    """Return the value of each fraction from the readings of its two figures; None if unknown."""
    values = [_agreed("".join(_digits(word) for word in found)) for found in answers]
    return [
        # With a 2 below it can only be a half.
        FRACTIONS.get((1, 2) if lower == 2 and upper is None else (upper or 0, lower or 0))
        for upper, lower in zip(values[::2], values[1::2], strict=True)
    ]


def _digits(word: RecognisedWord) -> str:
    """Return the digits of a word with enough confidence, otherwise ""."""
    repeated = len(word.text) > 1 and len(set(word.text)) == 1
    sure = word.confidence >= (THRESHOLDS.min_repeated if repeated else THRESHOLDS.min_figure)
    return "".join(char for char in word.text if char.isdecimal()) if sure else ""


def _behind(montage: Montage, fraction: _Fraction) -> tuple[Image, tuple[float, float]]:
    """Return the picture of what follows a fraction, and its top left corner on the page."""
    piece = montage.pieces[fraction.piece]
    left = int(fraction.box.x1 - piece.source.x0 + piece.left) + 1
    crop = montage.picture[
        piece.top : piece.top + int(piece.source.height),
        left : piece.left + int(piece.source.width),
    ]
    return crop, (left + piece.source.x0 - piece.left, piece.source.top)


def _moved(word: RecognisedWord, dx: float, dy: float) -> RecognisedWord:
    """Return a word shifted by some pixels."""
    x0, top, x1, bottom = word.bbox
    return replace(word, bbox=BBox(x0 + dx, top + dy, x1 + dx, bottom + dy))


def _enlarged(figure: Image) -> Image:
    """Return a figure enlarged to the height of print."""
    factor = THRESHOLDS.figure_px / figure.shape[0]
    width = max(round(figure.shape[1] * factor), 4)
    return np.asarray(
        cv2.resize(figure, (width, THRESHOLDS.figure_px), interpolation=cv2.INTER_CUBIC)
    )


def _agreed(digits: str) -> int | None:
    """Return the digit that more than half of the readings of a figure agree on."""
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
            mended[index] = replace(word, confidence=min(word.confidence, THRESHOLDS.max_unknown))
            return mended
        after = _after(word, box)
        made = [
            RecognisedWord(
                before + value, _joined(word.bbox, box, after), THRESHOLDS.read_confidence
            )
        ]
        if after:
            made.append(RecognisedWord(after, word.bbox._replace(x0=box.x1), word.confidence))
        return [*mended[:index], *made, *mended[index + 1 :]]
    if value is None:
        return [
            replace(word, confidence=min(word.confidence, THRESHOLDS.max_unknown))
            for word in mended
        ]
    at = sum(_precedes(word.bbox, box) for word in mended)
    return [*mended[:at], RecognisedWord(value, box, THRESHOLDS.read_confidence), *mended[at:]]


def _covers(word: BBox, box: BBox) -> bool:
    """Return whether a word covers a glyph's middle, or consists mostly of it."""
    return word.contains_point(box.x_mid, box.y_mid) or (
        word.overlap(box) > 0.5 * word.width * word.height
    )


def _characters(word: RecognisedWord, box: BBox) -> str:
    """Return the characters of a word to the left of a glyph in it."""
    share = (box.x0 - word.bbox.x0) / max(word.bbox.width, 1.0)
    return word.text[: round(max(share, 0.0) * len(word.text))]


def _after(word: RecognisedWord, box: BBox) -> str:
    """Return the letters of a word to the right of a glyph in it: "jam" of "1jam"."""
    found = re.search(r"[^\W\d_]{3,}$", word.text)
    return found.group() if found and word.bbox.x1 > box.x1 + box.width else ""


def _joined(word: BBox, box: BBox, after: str) -> BBox:
    """Return the box of a word that ends with a glyph."""
    right = box.x1 if after else max(word.x1, box.x1)
    return BBox(min(word.x0, box.x0), min(word.top, box.top), right, max(word.bottom, box.bottom))


def _precedes(word: BBox, box: BBox) -> bool:
    """Return whether a word precedes a glyph: on a line above, or to its left."""
    return word.bottom < box.top + 2 or (word.top < box.bottom - 2 and word.x_mid < box.x_mid)


def _with_minutes(word: RecognisedWord, line: Sequence[Glyph]) -> RecognisedWord:
    """Return a number with the minute sign that follows it: "15:" may be "15'"."""
    match = _AMOUNT.fullmatch(word.text)
    glyphs = [
        glyph
        for glyph in line
        if word.bbox.grown(2).contains_point(glyph.box.x_mid, glyph.box.y_mid)
    ]
    if match is None or len(glyphs) <= len(match[1]):
        return word
    digits, hanging = glyphs[: len(match[1])], glyphs[len(match[1]) :]
    top, bottom = min(s.box.top for s in digits), max(s.box.bottom for s in digits)
    high = bottom - top
    if len(hanging) > 2 or not all(
        glyph.box.bottom <= top + THRESHOLDS.max_minute_depth * high
        and glyph.box.width <= THRESHOLDS.max_minute_width * high
        and glyph.box.height >= glyph.box.width
        for glyph in hanging
    ):
        return word
    mark = "'" if len(hanging) == 1 else '"'
    return word if word.text.endswith(mark) else replace(word, text=match[1] + mark)
