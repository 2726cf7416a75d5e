"""Ink that is neither text nor lines: logos, rims of stamps, squares of a QR code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.readers.scan.image.components import Part, pick_parts

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class FigureThresholds:
    """What is too large, too empty or too full for a letter. Unfitted."""

    # Longer side of an outline (a logo, a rim of a stamp).
    min_outline_pt: float = 13.0
    # Shorter side of an outline.
    min_outline_side_pt: float = 4.0
    # Share of its box that an outline fills.
    max_outline_fill: float = 0.24
    # Shorter side of a block (a square of a QR code).
    min_block_pt: float = 13.0
    # Share of its box that a block fills.
    min_block_fill: float = 0.8
    # Thickness of a dash.
    max_dash_pt: float = 3.0
    # Length of a dash; strokes of letters are shorter.
    min_dash_pt: float = 15.0
    # Shorter side of a letter.
    max_letter_pt: float = 36.0


THRESHOLDS = FigureThresholds()


def find_figures(ink: Image, scale: float) -> Image:
    """Return where ink without lines and flowchart belongs to figures, as 255.

    Args:
        ink: The page's ink without lines and flowchart.
        scale: Pixels per point.
    """

    def is_figure(part: Part) -> bool:
        """Return whether a part is no letter."""
        width, height = part.width / scale, part.height / scale
        longest, shortest = max(width, height), min(width, height)
        fill = part.area / (part.width * part.height)
        outline = (
            longest >= THRESHOLDS.min_outline_pt
            and shortest >= THRESHOLDS.min_outline_side_pt
            and fill <= THRESHOLDS.max_outline_fill
        )
        block = shortest >= THRESHOLDS.min_block_pt and fill >= THRESHOLDS.min_block_fill
        stroke = shortest <= THRESHOLDS.max_dash_pt and longest >= THRESHOLDS.min_dash_pt
        return outline or block or stroke or shortest >= THRESHOLDS.max_letter_pt

    smallest = (
        min(
            THRESHOLDS.min_outline_pt,
            THRESHOLDS.min_block_pt,
            THRESHOLDS.min_dash_pt,
            THRESHOLDS.max_letter_pt,
        )
        * scale
    )
    return pick_parts(ink, lambda boxes: boxes[:, 2:].max(axis=1) >= smallest, is_figure)
