"""Print that comes out pale: thin letters in pictures of few dots, whose strokes are never black.

Recognition reads such letters better made as dark as print mostly is; and the thinnest of them,
dashes and dots, are not dark enough to count as ink beside the others.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.components import label_parts, middle_shade

Image = np.ndarray

# Print is pale where half of its ink is lighter than this (0 black, 255 white),
PALE = 105.0
# and is made so dark.
DARK = 45.0
STRONGEST = 2.0
# Letters scaled up have rough edges; smoothing them over so many pixels takes those off.
SMOOTH = 0.8
# Around a stamp or pen strokes, so many points wide, what is pale may be theirs.
BESIDE = 6.0
# Pale signs are darker than this and cover at least so many square points.
SIGN = 215
SMALLEST_SIGN = 2.0
# What differs by this between its brightest and its darkest colour is a stamp's.
COLOURED = 24


def is_pale(even: Image, ink: Image) -> bool:
    """Return whether the print of a page is pale.

    Args:
        even: The page in even light, grey.
        ink: Its ink: 255 where there is some.
    """
    return _darkness(even, ink) > PALE


def with_pale_signs(picture: Image, even: Image, ink: Image, scale: float) -> Image:
    """Return ink with the signs added that stand apart from it and are paler.

    Args:
        picture: The page as it is, in colour (BGR) or grey; pale stamps are no signs.
        even: The page in even light, grey.
        ink: Its ink: 255 where there is some.
        scale: Pixels a point.
    """
    signs = cv2.inRange(even, 0, SIGN)
    if picture.ndim == 3:
        blue, green, red = cv2.split(picture)
        brightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
        signs[cv2.subtract(brightest, darkest) >= COLOURED] = 0
    labels, stats = label_parts(signs)
    apart = stats[:, cv2.CC_STAT_AREA] >= SMALLEST_SIGN * scale * scale
    apart[np.unique(labels[ink > 0])] = False
    apart[0] = False
    return cv2.bitwise_or(ink, (apart.astype(np.uint8) * 255)[labels])


def darken(grey: Image, even: Image, ink: Image, lifted: Image, scale: float) -> Image:
    """Return a page's picture with pale print made dark.

    What a stamp or a pen left behind would come out dark too; around them all stays as it is.

    Args:
        grey: The picture to be read.
        even: The page in even light, grey.
        ink: Its ink: 255 where there is some.
        lifted: 255 where coloured ink was lifted off.
        scale: Pixels a point.
    """
    power = np.log(DARK / 255) / np.log(_darkness(even, ink) / 255)
    smooth = cv2.GaussianBlur(grey, (0, 0), SMOOTH)
    shades = 255 * (np.arange(256) / 255) ** min(power, STRONGEST)
    dark = cv2.LUT(smooth, shades.round().astype(np.uint8))
    reach = 2 * round(BESIDE * scale) + 1
    beside = cv2.dilate(lifted, np.ones((reach, reach), np.uint8)) > 0
    return np.where(beside, grey, dark)


def _darkness(even: Image, ink: Image) -> float:
    """Return how light half of a page's ink is at most; 0 where there is none."""
    return float(middle_shade(even, ink) or 0)
