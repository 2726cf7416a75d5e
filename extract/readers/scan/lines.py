"""Straight lines in the picture of a page: found, measured, and taken out.

Ruling lines that touch letters ruin recognition, and are what tables are found by; so they are
found first, as long runs of ink along an axis.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.components import Part, pick_parts
from models.page import Ruling

Image = np.ndarray

# Ink along an axis is a line from this length on, in points; the strokes of letters are shorter.
SHORTEST_LINE = 18.0
# A line may be interrupted by this much, in points, as faint and photocopied ones are.
LONGEST_BREAK = 1.0
# Blurred letters join at their feet to something like a line, but with gaps: ink must cover this
# part of a short line, and of one from LONG_LINE points on.
UNBROKEN = 0.97
LONG_LINE = 60.0
MOSTLY_UNBROKEN = 0.8
# Letters are kept whole across a line at most this thick, in points.
CROSSED = 1.7
# A line is at most this thick, in points; thicker ink is a shaded cell or a symbol.
THICKEST = 4.0


@dataclass(frozen=True, slots=True)
class LineMap:
    """The straight lines of a picture.

    Attributes:
        rulings: The lines, in points.
        across: Picture of the same size; 255 where a horizontal line's ink is.
        along: The same of the vertical lines.
        faint: Those of the lines that are too pale to be ink.
    """

    rulings: tuple[Ruling, ...]
    across: Image
    along: Image
    faint: tuple[Ruling, ...] = ()

    @property
    def mask(self) -> Image:
        """Return where any line's ink is."""
        return cv2.bitwise_or(self.across, self.along)


def find_lines(ink: Image, scale: float) -> LineMap:
    """Find the horizontal and vertical lines of a picture.

    Args:
        ink: Picture of the ink: 255 where there is some, 0 elsewhere.
        scale: Pixels a point.
    """
    horizontal, across = _find_direction(ink, scale, horizontal=True)
    vertical, along = _find_direction(ink, scale, horizontal=False)
    return LineMap((*horizontal, *vertical), across, along)


def without_lines(grey: Image, mask: Image, kept: Image, scale: float) -> Image:
    """Return a grey picture with lines painted over.

    Args:
        grey: The picture, 0 black to 255 white.
        mask: Where the lines are.
        kept: Where ink is to be kept all the same: letters that cross them.
        scale: Pixels a point.
    """
    reach = max(round(0.3 * scale), 1)
    wide = cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    free = cv2.bitwise_not(cv2.dilate(kept, np.ones((3, 3), np.uint8)))
    return cv2.bitwise_or(grey, cv2.bitwise_and(wide, free))


def remove_lines(ink: Image, across: Image, along: Image, scale: float) -> Image:
    """Return ink without lines, whatever crosses them kept whole.

    A pixel of a line stays where ink goes on from it on both sides of the line.

    Args:
        ink: 255 where there is ink.
        across: Where the horizontal lines are.
        along: Where the vertical lines are.
        scale: Pixels a point.
    """
    square = np.ones((3, 3), np.uint8)
    across, along = cv2.dilate(across, square), cv2.dilate(along, square)
    outside = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.bitwise_or(across, along)))
    reach = 2 * max(round(CROSSED * scale), 2) + 1
    over = cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((reach, 1), np.uint8))
    beside = cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    bridged = cv2.bitwise_or(cv2.bitwise_and(over, across), cv2.bitwise_and(beside, along))
    return cv2.bitwise_or(outside, cv2.bitwise_and(bridged, ink))


def _find_direction(ink: Image, scale: float, *, horizontal: bool) -> tuple[list[Ruling], Image]:
    """Return the lines of one direction and where their ink is."""
    length = max(round(SHORTEST_LINE * scale), 9)
    gap = max(round(LONGEST_BREAK * scale), 1)
    thick = max(round(THICKEST * scale), 2)
    run = (length, 1) if horizontal else (1, length)
    bridge = (gap, 1) if horizontal else (1, gap)
    # A line that is not quite level steps from one row of pixels to the next.
    slack = (1, 3) if horizontal else (3, 1)
    smeared = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, slack))
    joined = cv2.morphologyEx(
        smeared, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, bridge)
    )
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, run))
    rulings: list[Ruling] = []

    def is_line(part: Part) -> bool:
        """Return whether a run of ink is a line; take it down if so."""
        x, y, width, height, area = part
        long = width if horizontal else height
        if area / long > thick:
            return False
        covered = float(
            np.mean(ink[y : y + height, x : x + width].any(axis=0 if horizontal else 1))
        )
        if covered < (UNBROKEN if long < LONG_LINE * scale else MOSTLY_UNBROKEN):
            return False
        middle = (y + height / 2) if horizontal else (x + width / 2)
        start = x if horizontal else y
        rulings.append(Ruling(middle / scale, start / scale, (start + long) / scale, horizontal))
        return True

    side = 2 if horizontal else 3
    return rulings, pick_parts(runs, lambda boxes: boxes[:, side] >= length, is_line)
