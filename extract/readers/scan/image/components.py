"""The connected components ("parts") of a mask, found as cheaply as OpenCV can.

This is half of the cost of preparing a page. 16-bit labels take a third of the time of 32-bit ones,
and finding a part's box and size by its outline takes a twentieth. So parts are preselected by
their outlines, and only the candidates are examined pixel by pixel.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

Image = np.ndarray

# Pixel values in a mask: a part that is being examined, and ink.
EXAMINED = 128
INK = 255


class Part(NamedTuple):
    """A connected part's box in pixels, and how many pixels it has."""

    x: int
    y: int
    width: int
    height: int
    area: int


def label_parts(mask: Image) -> tuple[Image, Image]:
    """Return the connected parts of a mask.

    Args:
        mask: 255 where something is.

    Returns:
        A picture of each pixel's label, 0 for the background; and OpenCV's statistics, one row
        per label (`cv2.CC_STAT_AREA`, ...).
    """
    try:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(
            mask, connectivity=8, ltype=cv2.CV_16U
        )
    except cv2.error:  # more parts than 16 bits can number: a page full of dirt
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return labels, stats


def number_parts(mask: Image) -> tuple[Image, int]:
    """Return a picture of each pixel's label, as `label_parts` does, and the number of labels.

    It takes a third of the time of `label_parts`.

    Args:
        mask: 255 where something is.
    """
    try:
        count, labels = cv2.connectedComponents(mask, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:  # as above
        count, labels = cv2.connectedComponents(mask, connectivity=8)
    return labels, count


def middle_shade(picture: Image, mask: Image) -> int | None:
    """Return the median shade of a grey picture's pixels.

    Args:
        picture: Grey picture of 8 bits.
        mask: Pixels count where it is not 0.

    Returns:
        0 to 255; None where no pixel counts.
    """
    # A histogram takes a tenth of the time of sorting millions of pixels.
    counts = np.cumsum(cv2.calcHist([picture], [0], mask, [256], [0, 256]).ravel())
    return int(np.searchsorted(counts, counts[-1] / 2)) if counts[-1] else None


def outline_parts(mask: Image) -> list[Part]:
    """Return the connected parts of a mask from top to bottom; holes in them count as filled.

    Args:
        mask: 255 where something is.
    """
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    parts: list[Part] = []
    for outline in contours:
        x, y, width, height = cv2.boundingRect(outline)
        parts.append(Part(x, y, width, height, _pixels_in(outline)))
    return sorted(parts, key=lambda part: (part.y, part.x))


def small_parts(mask: Image, largest: float) -> Image:
    """Return the connected parts of a mask up to a size, as 255.

    Holes in them count as filled.

    Args:
        mask: 255 where something is.
        largest: Pixels that a part may have.
    """
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    small = [
        outline
        for outline, links in zip(contours, () if hierarchy is None else hierarchy[0], strict=True)
        # An outline has at most two points for each pixel of the part.
        if len(outline) <= 2 * largest and links[3] < 0 and _pixels_in(outline) <= largest
    ]
    found = np.zeros_like(mask)
    cv2.drawContours(found, small, -1, 255, cv2.FILLED)
    return found


def _pixels_in(outline: Image) -> int:
    """Return how many pixels an outline encloses, its own among them."""
    # It runs through the middles of the outermost pixels (Pick's theorem).
    return round(cv2.contourArea(outline) + len(outline) / 2 + 1) if len(outline) > 1 else 1


def part_boxes(mask: Image) -> Image:
    """Return the boxes of all connected parts of a mask, those inside others too.

    Args:
        mask: 255 where something is.

    Returns:
        A row x, y, width, height in pixels for each part.
    """
    boxes, _ = _boxes_and_starts(mask)
    return boxes


def pick_parts(
    mask: Image, may_be: Callable[[Image], Image], is_one: Callable[[Part], bool]
) -> Image:
    """Return some connected parts of a mask, as 255.

    Args:
        mask: 255 where something is, 0 elsewhere.
        may_be: Preselects parts by their boxes: rows of x, y, width, height in pixels.
        is_one: Decides for each preselected part, called from top to bottom.
    """
    boxes, starts = _boxes_and_starts(mask)
    chosen = np.flatnonzero(may_be(boxes)) if len(boxes) else np.zeros(0, int)
    if not chosen.size:
        return np.zeros_like(mask)
    examined = mask.copy()
    for at in sorted(chosen.tolist(), key=lambda at: (starts[at][1], starts[at][0])):
        x, y, width, height = boxes[at].tolist()
        # Flood filling costs time for the whole array, so only the box is passed.
        box, start = (
            examined[y : y + height, x : x + width],
            (starts[at][0] - x, starts[at][1] - y),
        )
        area, *_ = cv2.floodFill(box, None, start, EXAMINED, flags=8)
        if not is_one(Part(x, y, width, height, area)):
            cv2.floodFill(box, None, start, INK, flags=8)
    return cv2.inRange(examined, EXAMINED, EXAMINED)


def _boxes_and_starts(mask: Image) -> tuple[Image, list[tuple[int, int]]]:
    """Return each part's box (x, y, width, height) and one pixel (x, y) of it."""
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if hierarchy is None:
        return np.zeros((0, 4), np.int32), []
    # An outline without a parent is a part's; the others are those of holes.
    outer = [contours[at] for at in np.flatnonzero(hierarchy[0][:, 3] < 0).tolist()]
    boxes = np.asarray([cv2.boundingRect(outline) for outline in outer], np.int32)
    return boxes, [(int(outline[0, 0, 0]), int(outline[0, 0, 1])) for outline in outer]
