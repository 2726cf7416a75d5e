"""The glyphs of a piece's lines: ink separated by white columns, found without recognising it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.recognition.cell_montage import Montage, Piece
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class GlyphThresholds:
    """What is a line of print and what is dirt; unfitted.

    Attributes:
        max_ink_shade: Pixels darker than this are ink, 0 black to 255 white.
        min_line_height_pt: Of a line of print.
        max_line_height_pt: Of a line of print.
        min_area_pt2: Ink of a glyph; what is smaller than a full stop is dirt.
    """

    max_ink_shade: int = 150
    min_line_height_pt: float = 4.0
    max_line_height_pt: float = 18.0
    min_area_pt2: float = 0.25


THRESHOLDS = GlyphThresholds()


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a line: ink that white columns separate from the ink beside it.

    Attributes:
        box: Its box on the page, in pixels.
        ink: 255 where its ink is.
    """

    box: BBox
    ink: Image


# Index of a piece -> the glyphs of its lines.
GlyphLines = Callable[[int], Sequence[Sequence[Glyph]]]


def glyph_lines(montage: Montage, piece: Piece, scale: float) -> list[list[Glyph]]:
    """Return the glyphs of a piece's lines, from left to right.

    Args:
        montage: The page's pieces.
        piece: One of them.
        scale: Pixels per point.
    """
    height, width = int(piece.source.height), int(piece.source.width)
    crop = montage.picture[piece.top : piece.top + height, piece.left : piece.left + width]
    ink = cv2.threshold(crop, THRESHOLDS.max_ink_shade, 255, cv2.THRESH_BINARY_INV)[1]
    rows = np.flatnonzero(ink.any(axis=1))
    if not rows.size:
        return []
    lines: list[list[Glyph]] = []
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        top, bottom = int(band[0]), int(band[-1]) + 1
        if (
            THRESHOLDS.min_line_height_pt * scale
            <= bottom - top
            <= THRESHOLDS.max_line_height_pt * scale
        ):
            lines.append(_glyphs(ink[top:bottom], piece, top, scale))
    return lines


def _glyphs(ink: Image, piece: Piece, top: int, scale: float) -> list[Glyph]:
    """Return the glyphs of a line: ink separated by columns that are white from top to bottom."""
    columns = np.flatnonzero(ink.any(axis=0))
    glyphs: list[Glyph] = []
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
        left, right = int(run[0]), int(run[-1]) + 1
        part = ink[:, left:right]
        if cv2.countNonZero(part) < THRESHOLDS.min_area_pt2 * scale * scale:
            continue
        rows = np.flatnonzero(part.any(axis=1))
        high, low = int(rows[0]), int(rows[-1]) + 1
        box = BBox(
            piece.source.x0 + left, piece.source.top + top + high,
            piece.source.x0 + right, piece.source.top + top + low,
        )  # fmt: skip
        glyphs.append(Glyph(box, part[high:low]))
    return glyphs
