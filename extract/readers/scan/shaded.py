"""Areas printed in a shade: filled symbols, whose inside even light would make paper again.

What makes the light even takes the middle of a grey box for paper in shadow and leaves its rim.
Beside the paper of the wider surroundings the box is dark throughout; so its true outline is
found there, square corners and all.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.components import label_parts

Image = np.ndarray

# A shade is found at so many pixels a point.
SCALE = 2.0
# It is darker than this part of the paper around it, which is the lightest there is so near, in
# points.
DARKER = 0.84
NEAR = 40.0
# Letters and lines are thinner than this, in points; shades are not.
THICK = 3.6
# A box fills this part of the upright box around it.
BOX = 0.94
# An arrowhead that touches another shape is thinner than this; the tips that taking it off costs
# the shape grow back, by so many points, without the lines that lead in.
HEAD, CORNER, LINE = 6.0, 3.0, 1.4


def find_shaded(grey: Image, scale: float) -> Image:
    """Return where a page is printed in a shade, as 255.

    Args:
        grey: The page's picture, its light as it is.
        scale: Pixels a point.
    """
    factor = min(SCALE / scale, 1.0)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dots = scale * factor
    dark = (small < DARKER * _paper(small, dots)).astype(np.uint8) * 255
    boxes = _boxes(cv2.morphologyEx(dark, cv2.MORPH_OPEN, _kernel(THICK * dots)))
    beside = cv2.subtract(dark, cv2.dilate(boxes, _kernel(2 * LINE * dots)))
    core = cv2.morphologyEx(beside, cv2.MORPH_OPEN, _kernel(HEAD * dots))
    grown = cv2.bitwise_and(cv2.dilate(core, _kernel(2 * CORNER * dots)), beside)
    pointed = cv2.morphologyEx(grown, cv2.MORPH_OPEN, _kernel(LINE * dots))
    shaded = cv2.bitwise_or(boxes, pointed)
    size = (grey.shape[1], grey.shape[0])
    found: Image = cv2.resize(shaded, size, interpolation=cv2.INTER_LINEAR)
    return cv2.threshold(found, 127, 255, cv2.THRESH_BINARY)[1]


def _paper(small: Image, dots: float) -> Image:
    """Return how light the paper is around each place, shades and print left out."""
    step = max(round(4 * dots), 1)
    tiny = cv2.resize(
        small, (max(small.shape[1] // step, 1), max(small.shape[0] // step, 1)),
        interpolation=cv2.INTER_AREA,
    )  # fmt: skip
    lightest = cv2.dilate(tiny, _kernel(NEAR / 2))
    smooth = cv2.blur(lightest, (9, 9))
    paper: Image = cv2.resize(smooth, (small.shape[1], small.shape[0])).astype(np.float32)
    return paper


def _boxes(core: Image) -> Image:
    """Return the parts of a shade that are boxes: a square wears their corners not at all."""
    labels, stats = label_parts(core)
    areas = stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    box = (stats[:, cv2.CC_STAT_AREA] >= BOX * areas).astype(np.uint8) * 255
    box[0] = 0
    boxes: Image = box[labels]
    return boxes


def _kernel(size: float) -> Image:
    """Return a square of so many pixels, an odd number."""
    pixels = max(round(size), 1) | 1
    return np.ones((pixels, pixels), np.uint8)
