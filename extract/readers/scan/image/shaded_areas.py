"""Areas filled with a shade: symbols whose inside would be taken for paper in shadow.

Evening out the light turns the middle of a grey box into paper and keeps only its rim. Compared
with the paper of a wider surrounding the whole box is dark, so its true outline is found here.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import label_parts

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class ShadedAreaThresholds:
    """What is an area filled with a shade. Unfitted."""

    # Resolution of the copy on which shades are searched.
    pixels_per_pt: float = 2.0
    # Brightness of a shade, in brightnesses of the paper around it.
    max_brightness: float = 0.84
    # Distance within which the lightest shade is the paper.
    paper_reach_pt: float = 40.0
    # Thickness of a shade; letters and lines are thinner.
    min_thickness_pt: float = 3.6
    # Share of its box that a rectangle fills.
    min_box_fill: float = 0.94
    # Thickness of an arrowhead that touches a shape; an opening of this size removes it.
    max_arrowhead_pt: float = 6.0
    # By this much the shape's corners, worn by the opening, grow back.
    corner_growth_pt: float = 3.0
    # Thickness of lines that touch a shape; they do not grow back.
    max_line_pt: float = 1.4
    # Size of the cells in which the paper is measured.
    paper_cell_pt: float = 4.0


THRESHOLDS = ShadedAreaThresholds()


def find_shaded(grey: Image, scale: float) -> Image:
    """Return where a page is filled with a shade, as 255.

    Args:
        grey: The page's picture, before its light is evened out.
        scale: Pixels per point.
    """
    factor = min(THRESHOLDS.pixels_per_pt / scale, 1.0)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dots = scale * factor
    dark = (small < THRESHOLDS.max_brightness * _paper(small, dots)).astype(np.uint8) * 255
    boxes = _boxes(
        cv2.morphologyEx(dark, cv2.MORPH_OPEN, _kernel(THRESHOLDS.min_thickness_pt * dots))
    )
    beside = cv2.subtract(dark, cv2.dilate(boxes, _kernel(2 * THRESHOLDS.max_line_pt * dots)))
    core = cv2.morphologyEx(beside, cv2.MORPH_OPEN, _kernel(THRESHOLDS.max_arrowhead_pt * dots))
    grown = cv2.bitwise_and(
        cv2.dilate(core, _kernel(2 * THRESHOLDS.corner_growth_pt * dots)), beside
    )
    pointed = cv2.morphologyEx(grown, cv2.MORPH_OPEN, _kernel(THRESHOLDS.max_line_pt * dots))
    shaded = cv2.bitwise_or(boxes, pointed)
    size = (grey.shape[1], grey.shape[0])
    found: Image = cv2.resize(shaded, size, interpolation=cv2.INTER_LINEAR)
    return cv2.threshold(found, 127, 255, cv2.THRESH_BINARY)[1]


def _paper(small: Image, dots: float) -> Image:
    """Return the brightness of the paper around each pixel, without shades and print."""
    step = max(round(THRESHOLDS.paper_cell_pt * dots), 1)
    tiny = cv2.resize(
        small, (max(small.shape[1] // step, 1), max(small.shape[0] // step, 1)),
        interpolation=cv2.INTER_AREA,
    )  # fmt: skip
    lightest = cv2.dilate(tiny, _kernel(THRESHOLDS.paper_reach_pt / 2))
    smooth = cv2.blur(lightest, (9, 9))
    paper: Image = cv2.resize(smooth, (small.shape[1], small.shape[0])).astype(np.float32)
    return paper


def _boxes(core: Image) -> Image:
    """Return the parts of a shade that are rectangles: an opening keeps their corners."""
    labels, stats = label_parts(core)
    areas = stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    box = (stats[:, cv2.CC_STAT_AREA] >= THRESHOLDS.min_box_fill * areas).astype(np.uint8) * 255
    box[0] = 0
    boxes: Image = box[labels]
    return boxes


def _kernel(size: float) -> Image:
    """Return a square structuring element; its size in pixels is rounded to an odd number."""
    pixels = max(round(size), 1) | 1
    return np.ones((pixels, pixels), np.uint8)
