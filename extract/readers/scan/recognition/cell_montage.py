"""A montage of a page's cells for recognition: every cell a block of its own, in one column.

OCR engines read a table across its columns and lose short ones. One call per cell would cost more
than the recognition itself. So the inked part of each cell is copied below the one before it, into
one picture that is recognised in one pass; the words are mapped back to where they came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import outline_parts
from extract.readers.scan.ocr.engine import RecognisedWord
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class MontageThresholds:
    """How a page is laid out in one column. Unfitted."""

    # White around each piece and between pieces.
    margin_pt: float = 5.0
    # Ink of a piece; less is a speck.
    min_ink_pt2: float = 0.8
    # Gap between lines of text outside tables that are one piece.
    max_line_gap_pt: float = 10.0
    # Sides of a piece outside tables.
    min_side_pt: float = 3.0
    # Largest pieces that are read to find out which way up a page lies.
    sample_pieces: int = 12
    # White between these pieces, at any resolution.
    sample_gap_px: int = 20


THRESHOLDS = MontageThresholds()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page.

    Attributes:
        source: Where it is on the page, in pixels.
        left: Where it is in the montage, in pixels.
        top: The same.
    """

    source: BBox
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Montage:
    """Pieces of a page in one column.

    Attributes:
        picture: The column, grey.
        pieces: From top to bottom.
    """

    picture: Image
    pieces: tuple[Piece, ...]


def build_montage(grey: Image, ink: Image, cells: Sequence[BBox], scale: float) -> Montage | None:
    """Copy the inked parts of a page into one column.

    Args:
        grey: The page without lines and drawings.
        ink: Its ink, likewise.
        cells: Boxes of the cells in pixels.
        scale: Pixels per point.

    Returns:
        The montage; None where there is no ink.
    """
    margin = round(THRESHOLDS.margin_pt * scale)
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
    return Montage(picture, tuple(pieces))


def largest(montage: Montage, count: int = THRESHOLDS.sample_pieces) -> list[int]:
    """Return the indices of a montage's largest pieces, the largest first."""
    sizes = [piece.source.width * piece.source.height for piece in montage.pieces]
    return sorted(range(len(sizes)), key=lambda index: -sizes[index])[:count]


def show_pieces(montage: Montage, chosen: Sequence[int], turn: Callable[[Image], Image]) -> Image:
    """Return a picture of some of a montage's pieces only, each turned."""
    crops = [
        turn(
            montage.picture[
                piece.top : piece.top + int(piece.source.height),
                piece.left : piece.left + int(piece.source.width),
            ]
        )
        for piece in (montage.pieces[index] for index in chosen)
    ]
    gap = THRESHOLDS.sample_gap_px
    width = max(crop.shape[1] for crop in crops) + 2 * gap
    picture = np.full((sum(crop.shape[0] + gap for crop in crops) + gap, width), 255, np.uint8)
    top = gap
    for crop in crops:
        picture[top : top + crop.shape[0], gap : gap + crop.shape[1]] = crop
        top += crop.shape[0] + gap
    return picture


def by_piece(montage: Montage, words: Iterable[RecognisedWord]) -> list[list[RecognisedWord]]:
    """Return the words of each piece of a montage, their boxes in pixels of the page."""
    tops = np.asarray([piece.top for piece in montage.pieces])
    found: list[list[RecognisedWord]] = [[] for _ in montage.pieces]
    for word in words:
        index = max(int(np.searchsorted(tops, word.bbox.y_mid, side="right")) - 1, 0)
        piece = montage.pieces[index]
        dx, dy = piece.source.x0 - piece.left, piece.source.top - piece.top
        box = BBox(word.bbox.x0 + dx, word.bbox.top + dy, word.bbox.x1 + dx, word.bbox.bottom + dy)
        found[index].append(RecognisedWord(word.text, box, word.confidence))
    return found


def _inked(ink: Image, cell: BBox, scale: float) -> BBox | None:
    """Return the box around a cell's ink, a point larger; None where there is too little ink."""
    x0, top = max(int(cell.x0), 0), max(int(cell.top), 0)
    part = ink[top : int(cell.bottom) + 1, x0 : int(cell.x1) + 1]
    if part.size == 0 or cv2.countNonZero(part) < THRESHOLDS.min_ink_pt2 * scale * scale:
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
    reach = max(round(THRESHOLDS.max_line_gap_pt * scale), 3)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * reach + 1, reach))
    blocks = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel)
    found: list[BBox] = []
    for x, y, width, height, _ in outline_parts(blocks):
        if min(height, width) < THRESHOLDS.min_side_pt * scale:
            continue
        if box := _inked(ink, BBox(x, y, x + width, y + height), scale):
            found.append(box)
    return sorted(found, key=lambda box: (box.top, box.x0))
