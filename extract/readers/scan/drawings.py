"""What of a page's ink is drawn and not written: symbols, their connectors, arrowheads.

Written ink is what recognition gets; drawn ink is what the flowchart is read from.
"""

from __future__ import annotations

import cv2
import numpy as np

Image = np.ndarray

# Sizes in points. Letters are lower than TALLEST_TEXT; an outline larger than SMALLEST_OUTLINE
# that covers little of its box is a symbol's.
SMALLEST_OUTLINE = 13.0
SPARSE = 0.24
SMALLEST_BLOCK = 8.5
SOLID = 0.72
THINNEST = 3.0
LONGEST_DASH = 11.0
# An arrowhead is solid, at most this large in points, and stands at a line.
LARGEST_HEAD = 11.0
SMALLEST_HEAD = 2.5


def find_drawings(ink: Image, lines: Image, scale: float) -> Image:
    """Return where ink without ruling lines is drawn, as 255.

    Args:
        ink: The page's ink, its straight lines taken out.
        lines: Where those lines are.
        scale: Pixels a point.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    near_line = cv2.dilate(lines, np.ones((3, 3), np.uint8), iterations=max(round(scale / 2), 1))
    drawn = np.zeros(count, np.uint8)
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        w, h, fill = width / scale, height / scale, area / (width * height)
        longest, shortest = max(w, h), min(w, h)
        outline = longest >= SMALLEST_OUTLINE and shortest >= SMALLEST_BLOCK / 2 and fill <= SPARSE
        block = shortest >= SMALLEST_BLOCK and fill >= SOLID
        stroke = shortest <= THINNEST and longest >= LONGEST_DASH
        if outline or block or stroke:
            drawn[index] = 255
        elif SMALLEST_HEAD <= shortest and longest <= LARGEST_HEAD:
            part = labels[y : y + height, x : x + width] == index
            touches = bool((near_line[y : y + height, x : x + width][part] > 0).any())
            if touches and _is_solid_angle(part):
                drawn[index] = 255
    return drawn[labels]


def _is_solid_angle(part: Image) -> bool:
    """Return whether a small component is a filled triangle, as arrowheads are."""
    contours, hierarchy = cv2.findContours(
        part.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE
    )
    if hierarchy is None or len(contours) != 1:
        return False
    area = cv2.contourArea(contours[0])
    hull = cv2.contourArea(cv2.convexHull(contours[0]))
    height, width = part.shape
    return hull > 0 and area / hull >= 0.85 and 0.38 <= area / max((width - 1) * (height - 1), 1) <= 0.72
