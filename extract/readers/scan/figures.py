"""Ink that is neither text nor lines: logos, stamps' rims, squares of a QR code."""

from __future__ import annotations

import numpy as np

from extract.readers.scan.components import Part, pick_parts

Image = np.ndarray

# Sizes in points. A component larger than a letter that covers little of its box is an outline;
# one that covers nearly all of it is a block.
SMALLEST_OUTLINE = 13.0
LOWEST_OUTLINE = 4.0
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

    def is_figure(part: Part) -> bool:
        """Return whether a part is no letter."""
        width, height = part.width / scale, part.height / scale
        longest, shortest = max(width, height), min(width, height)
        fill = part.area / (part.width * part.height)
        outline = longest >= SMALLEST_OUTLINE and shortest >= LOWEST_OUTLINE and fill <= SPARSE
        block = shortest >= SMALLEST_BLOCK and fill >= SOLID
        stroke = shortest <= THINNEST and longest >= LONGEST_DASH
        return outline or block or stroke or shortest >= LARGEST_LETTER

    smallest = min(SMALLEST_OUTLINE, SMALLEST_BLOCK, LONGEST_DASH, LARGEST_LETTER) * scale
    return pick_parts(ink, lambda boxes: boxes[:, 2:].max(axis=1) >= smallest, is_figure)
