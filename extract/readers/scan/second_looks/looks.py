"""How a piece of a page is shown to the OCR engine once more: enlarged, or turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage
from models.geometry import BBox
from models.page import Direction

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class LookThresholds:
    """How large pieces are shown. Unfitted."""

    # Pixels of all pictures together; an A4 page at 300 dpi has twice as many. Larger pieces are
    # drawings or a texture, and would cost many times the first reading.
    max_pixels: int = 4_000_000
    # Factor by which pieces are enlarged.
    enlargement: float = 1.7
    # Width up to which they are enlarged: the widest piece decides the width of the batch.
    max_width_px: int = 2600


THRESHOLDS = LookThresholds()


@dataclass(frozen=True, slots=True)
class Look:
    """A piece, or a line of it, as it is read again: enlarged, or turned.

    Attributes:
        index: Index of the piece in the montage.
        area: The part that is shown, in pixels of the page.
        direction: Which way its text is assumed to run.
        picture: The part, enlarged and turned so that its text runs to the right.
        factor: How many times it was enlarged.
    """

    index: int
    area: BBox
    direction: Direction
    picture: Image
    factor: float


def affordable(looks: Sequence[Look]) -> list[Look]:
    """Return the smallest looks within the limit of pixels, in their order."""
    left = THRESHOLDS.max_pixels
    kept: list[Look] = []
    for look in sorted(looks, key=lambda look: look.picture.size):
        left -= look.picture.size
        if left < 0:
            break
        kept.append(look)
    return sorted(kept, key=lambda look: look.index)


def show(montage: Montage, index: int, direction: Direction, area: BBox | None = None) -> Look:
    """Return a piece, or an area of it in pixels of the page, as it is read again."""
    piece = montage.pieces[index]
    area = area or piece.source
    left = piece.left + int(area.x0 - piece.source.x0)
    top = piece.top + int(area.top - piece.source.top)
    crop = montage.picture[top : top + int(area.height), left : left + int(area.width)]
    if direction is Direction.UP:
        crop = cv2.rotate(crop, cv2.ROTATE_90_CLOCKWISE)
    elif direction is Direction.DOWN:
        crop = cv2.rotate(crop, cv2.ROTATE_90_COUNTERCLOCKWISE)
    factor = min(THRESHOLDS.enlargement, max(THRESHOLDS.max_width_px / crop.shape[1], 1.0))
    large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return Look(index, area, direction, large, factor)


def best_looks(
    looks: Sequence[Look], answers: Sequence[Sequence[RecognisedWord]]
) -> list[tuple[Look, list[RecognisedWord]]]:
    """Return the best look at each area, and its words, their boxes in pixels of the page."""
    read_of = [
        [_placed(word, look) for word in found] for look, found in zip(looks, answers, strict=True)
    ]
    # All headings of one table are turned the same way.
    totals = {way: 0.0 for way in (Direction.UP, Direction.DOWN)}
    for look, found in zip(looks, read_of, strict=True):
        if look.direction in totals:
            totals[look.direction] += score(found)
    against = min(totals, key=lambda way: totals[way])
    best: dict[tuple[int, BBox], tuple[Look, list[RecognisedWord]]] = {}
    for look, found in zip(looks, read_of, strict=True):
        if look.direction is against:
            continue
        at = look.index, look.area
        if at not in best or score(found) > score(best[at][1]):
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


def score(words: Sequence[RecognisedWord]) -> float:
    """Return the letters and digits read, weighted by the square of their confidence."""
    return sum(sum(map(str.isalnum, word.text)) * word.confidence**2 for word in words)
