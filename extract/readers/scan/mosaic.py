"""The text of a page laid out anew for recognition: every cell a block of its own, in one column.

Tesseract reads a table across its columns and loses the short ones. One call a cell would cost
more than the recognition itself. So the inked part of each cell is copied below the one before
it, on one picture that is recognised in one pass; words are mapped back to where they came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.components import outline_parts
from extract.readers.scan.tesseract import RecognisedWord
from models.geometry import BBox

Image = np.ndarray

# White around each piece and between pieces, in points.
MARGIN = 5.0
# Pieces with less ink than this, in square points, are specks.
LEAST_INK = 0.8
# Lines of text outside tables that stand closer than this, in points, are one piece.
PIECE_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page and where it lies on the mosaic, both in pixels."""

    source: BBox
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Pieces of a page in one column."""

    picture: Image
    pieces: tuple[Piece, ...]


def build_mosaic(grey: Image, ink: Image, cells: Sequence[BBox], scale: float) -> Mosaic | None:
    """Lay out the inked parts of a page in one column.

    Args:
        grey: The page, lines and drawings taken out.
        ink: Its ink, likewise.
        cells: Boxes of the cells in pixels.
        scale: Pixels a point.

    Returns:
        The mosaic; None where there is no ink.
    """
    margin = round(MARGIN * scale)
    boxes = [box for cell in cells if (box := _inked(ink, cell, scale)) is not None]
    rest = ink.copy()
    for cell in cells:
        rest[int(cell.top) : int(cell.bottom) + 1, int(cell.x0) : int(cell.x1) + 1] = 0
    boxes = [*_text_pieces(rest, scale), *boxes]
    if not boxes:
        return None
    width = max(int(box.width) for box in boxes) + 2 * margin
    height = sum(int(box.height) + margin for box in boxes) + 2 * margin
    picture = np.full((height, width), 255, np.uint8)
    pieces: list[Piece] = []
    top = margin
    for box in boxes:
        crop = grey[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
        picture[top : top + crop.shape[0], margin : margin + crop.shape[1]] = crop
        pieces.append(Piece(box, margin, top))
        top += crop.shape[0] + margin
    return Mosaic(picture, tuple(pieces))


def largest(mosaic: Mosaic, count: int = 12) -> list[int]:
    """Return which of a mosaic's pieces are the largest."""
    sizes = [piece.source.width * piece.source.height for piece in mosaic.pieces]
    return sorted(range(len(sizes)), key=lambda index: -sizes[index])[:count]


def show_pieces(mosaic: Mosaic, chosen: Sequence[int], turn: Callable[[Image], Image]) -> Image:
    """Return a picture of some of a mosaic's pieces only, each turned, for a quick look."""
    crops = [
        turn(
            mosaic.picture[
                piece.top : piece.top + int(piece.source.height),
                piece.left : piece.left + int(piece.source.width),
            ]
        )
        for piece in (mosaic.pieces[index] for index in chosen)
    ]
    gap = 20
    width = max(crop.shape[1] for crop in crops) + 2 * gap
    picture = np.full((sum(crop.shape[0] + gap for crop in crops) + gap, width), 255, np.uint8)
    top = gap
    for crop in crops:
        picture[top : top + crop.shape[0], gap : gap + crop.shape[1]] = crop
        top += crop.shape[0] + gap
    return picture


def by_piece(mosaic: Mosaic, words: Iterable[RecognisedWord]) -> list[list[RecognisedWord]]:
    """Return words of a mosaic piece by piece, their boxes on the page, in pixels."""
    tops = np.asarray([piece.top for piece in mosaic.pieces])
    found: list[list[RecognisedWord]] = [[] for _ in mosaic.pieces]
    for word in words:
        index = max(int(np.searchsorted(tops, word.bbox.y_mid, side="right")) - 1, 0)
        piece = mosaic.pieces[index]
        dx, dy = piece.source.x0 - piece.left, piece.source.top - piece.top
        box = BBox(word.bbox.x0 + dx, word.bbox.top + dy, word.bbox.x1 + dx, word.bbox.bottom + dy)
        found[index].append(RecognisedWord(word.text, box, word.confidence))
    return found


def _inked(ink: Image, cell: BBox, scale: float) -> BBox | None:
    """Return the box around a cell's ink, a little grown; None where there is next to none."""
    x0, top = max(int(cell.x0), 0), max(int(cell.top), 0)
    part = ink[top : int(cell.bottom) + 1, x0 : int(cell.x1) + 1]
    if part.size == 0 or cv2.countNonZero(part) < LEAST_INK * scale * scale:
        return None
    x, y, width, height = cv2.boundingRect(part)
    grow = max(round(scale), 1)
    return BBox(
        max(x0 + x - grow, 0),
        max(top + y - grow, 0),
        min(x0 + x + width + grow, ink.shape[1]),
        min(top + y + height + grow, ink.shape[0]),
    )


def _text_pieces(ink: Image, scale: float) -> list[BBox]:
    """Return the boxes of the text outside tables, from top to bottom."""
    reach = max(round(PIECE_GAP * scale), 3)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * reach + 1, reach))
    blocks = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel)
    found: list[BBox] = []
    for x, y, width, height, _ in outline_parts(blocks):
        if height < 3 * scale or width < 3 * scale:
            continue
        if box := _inked(ink, BBox(x, y, x + width, y + height), scale):
            found.append(box)
    return sorted(found, key=lambda box: (box.top, box.x0))
