"""Straight lines in the picture of a page: found, measured, removed.

Tables are found by their ruling lines, and lines that touch letters spoil recognition. So they are
found first, as long runs of ink along an axis.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import Part, pick_parts
from models.page import Ruling

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class RulingLineThresholds:
    """What is a straight line in a picture. Unfitted."""

    # Length of a line; strokes of letters are shorter.
    min_length_pt: float = 18.0
    # Gap within a line, as faint and photocopied lines have.
    max_break_pt: float = 1.0
    # Share of a short line that is ink; feet of blurred letters look like a line with gaps.
    min_cover_short: float = 0.97
    # The same for a long line.
    min_cover_long: float = 0.8
    # Length of a long line.
    long_line_pt: float = 60.0
    # Thickness of a line across which letters are kept whole.
    max_crossed_pt: float = 1.7
    # Thickness of a line; thicker ink is a shaded cell or a symbol.
    max_thickness_pt: float = 4.0
    # Margin with which lines are painted over.
    painted_margin_pt: float = 0.3


THRESHOLDS = RulingLineThresholds()


@dataclass(frozen=True, slots=True)
class LineMap:
    """The straight lines of a picture.

    Attributes:
        rulings: The lines, in points.
        across: Picture of the same size; 255 where a horizontal line's ink is.
        along: The same of the vertical lines.
        faint: Those of `rulings` that are too pale to be ink.
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
        ink: Picture of the ink: 255 where there is ink, 0 elsewhere.
        scale: Pixels per point.
    """
    horizontal, across = _find_direction(ink, scale, horizontal=True)
    vertical, along = _find_direction(ink, scale, horizontal=False)
    return LineMap((*horizontal, *vertical), across, along)


def without_lines(grey: Image, mask: Image, kept: Image, scale: float) -> Image:
    """Return a grey picture with lines painted over.

    Args:
        grey: The picture, 0 black to 255 white.
        mask: Where the lines are.
        kept: Where ink is kept: letters that cross the lines.
        scale: Pixels per point.
    """
    reach = max(round(THRESHOLDS.painted_margin_pt * scale), 1)
    wide = cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    free = cv2.bitwise_not(cv2.dilate(kept, np.ones((3, 3), np.uint8)))
    return cv2.bitwise_or(grey, cv2.bitwise_and(wide, free))


def remove_lines(ink: Image, across: Image, along: Image, scale: float) -> Image:
    """Return ink without lines; what crosses them is kept whole.

    A pixel of a line is kept where ink continues on both sides of the line.

    Args:
        ink: 255 where there is ink.
        across: Where the horizontal lines are.
        along: Where the vertical lines are.
        scale: Pixels per point.
    """
    square = np.ones((3, 3), np.uint8)
    across, along = cv2.dilate(across, square), cv2.dilate(along, square)
    outside = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.bitwise_or(across, along)))
    reach = 2 * max(round(THRESHOLDS.max_crossed_pt * scale), 2) + 1
    over = cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((reach, 1), np.uint8))
    beside = cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    bridged = cv2.bitwise_or(cv2.bitwise_and(over, across), cv2.bitwise_and(beside, along))
    return cv2.bitwise_or(outside, cv2.bitwise_and(bridged, ink))


def _find_direction(ink: Image, scale: float, *, horizontal: bool) -> tuple[list[Ruling], Image]:
    """Return the lines of one direction and where their ink is."""
    length = max(round(THRESHOLDS.min_length_pt * scale), 9)
    gap = max(round(THRESHOLDS.max_break_pt * scale), 1)
    thick = max(round(THRESHOLDS.max_thickness_pt * scale), 2)
    run = (length, 1) if horizontal else (1, length)
    bridge = (gap, 1) if horizontal else (1, gap)
    # A line that is not quite level moves from one row of pixels to the next.
    slack = (1, 3) if horizontal else (3, 1)
    smeared = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, slack))
    joined = cv2.morphologyEx(
        smeared, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, bridge)
    )
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, run))
    rulings: list[Ruling] = []

    def is_line(part: Part) -> bool:
        """Return whether a run of ink is a line; note it if so."""
        x, y, width, height, area = part
        long = width if horizontal else height
        if area / long > thick:
            return False
        covered = float(
            np.mean(ink[y : y + height, x : x + width].any(axis=0 if horizontal else 1))
        )
        if covered < (
            THRESHOLDS.min_cover_short
            if long < THRESHOLDS.long_line_pt * scale
            else THRESHOLDS.min_cover_long
        ):
            return False
        middle = (y + height / 2) if horizontal else (x + width / 2)
        start = x if horizontal else y
        rulings.append(Ruling(middle / scale, start / scale, (start + long) / scale, horizontal))
        return True

    side = 2 if horizontal else 3
    return rulings, pick_parts(runs, lambda boxes: boxes[:, side] >= length, is_line)
