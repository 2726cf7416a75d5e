"""Ink that is neither text nor lines: logos, stamps' rims, squares of a QR code."""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.components import label_parts

Image = np.ndarray

# Sizes in points. A component larger than a letter that covers little of its box is an outline;
# one that covers nearly all of it is a block.
SMALLEST_OUTLINE = 13.0
SPARSE = 0.24
SMALLEST_BLOCK = 13.0
SOLID = 0.8
# A stroke thinner and longer than any letter's.
THINNEST = 3.0
LONGEST_DASH = 15.0
# Anything larger than this both ways is no letter.
LARGEST_LETTER = 36.0


def find_figures(ink: Image, scale: float) -> Image:
    """Return where ink without lines and flowchart belongs to figures, as 255.

    Args:
        ink: The page's ink, lines and flowchart taken out.
        scale: Pixels a point.
    """
    labels, stats = label_parts(ink)
    widths = stats[:, cv2.CC_STAT_WIDTH] / scale
    heights = stats[:, cv2.CC_STAT_HEIGHT] / scale
    fill = stats[:, cv2.CC_STAT_AREA] / (widths * heights * scale * scale)
    longest, shortest = np.maximum(widths, heights), np.minimum(widths, heights)
    outline = (longest >= SMALLEST_OUTLINE) & (shortest >= 4.0) & (fill <= SPARSE)
    block = (shortest >= SMALLEST_BLOCK) & (fill >= SOLID)
    stroke = (shortest <= THINNEST) & (longest >= LONGEST_DASH)
    huge = shortest >= LARGEST_LETTER
    figure = outline | block | stroke | huge
    figure[0] = False
    figures: Image = (figure.astype(np.uint8) * 255)[labels]
    return figures
