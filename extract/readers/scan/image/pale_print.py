"""Pale print: thin letters in pictures of low resolution, whose strokes are never black.

Recognition reads such letters better when they are made as dark as usual print. Their dashes and
dots are too pale to count as ink and are added.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import label_parts, middle_shade

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class PalePrintThresholds:
    """What is pale print, and how dark it is made. Shades: 0 black to 255 white. Unfitted."""

    # Median shade of ink from which print is pale.
    min_pale_shade: float = 105.0
    # Median shade that pale print is darkened to.
    target_shade: float = 45.0
    # Greatest exponent of that darkening.
    max_gamma: float = 2.0
    # Deviation of the Gaussian that smooths the rough edges of enlarged letters.
    smoothing_px: float = 0.8
    # Nearer to a stamp or pen stroke, pale ink is left as it is.
    stamp_margin_pt: float = 6.0
    # Shade of pale punctuation.
    max_sign_shade: int = 215
    # Area of pale punctuation.
    min_sign_area_pt2: float = 2.0
    # Difference of channels of punctuation; a stamp's is greater.
    max_colour_difference: int = 24


THRESHOLDS = PalePrintThresholds()


def is_pale(even: Image, ink: Image) -> bool:
    """Return whether the print of a page is pale.

    Args:
        even: The page in even light, grey.
        ink: Its ink as 255.
    """
    return _ink_shade(even, ink) > THRESHOLDS.min_pale_shade


def with_pale_signs(picture: Image, even: Image, ink: Image, scale: float) -> Image:
    """Return ink with paler punctuation added that does not touch it.

    Args:
        picture: The page as it is, in colour (BGR) or grey; pale stamps are left out.
        even: The page in even light, grey.
        ink: Its ink as 255.
        scale: Pixels per point.
    """
    signs = cv2.inRange(even, 0, THRESHOLDS.max_sign_shade)
    if picture.ndim == 3:
        blue, green, red = cv2.split(picture)
        brightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
        signs[cv2.subtract(brightest, darkest) >= THRESHOLDS.max_colour_difference] = 0
    labels, stats = label_parts(signs)
    apart = stats[:, cv2.CC_STAT_AREA] >= THRESHOLDS.min_sign_area_pt2 * scale * scale
    apart[np.unique(labels[ink > 0])] = False
    apart[0] = False
    return cv2.bitwise_or(ink, (apart.astype(np.uint8) * 255)[labels])


def darken(grey: Image, even: Image, ink: Image, lifted: Image, scale: float) -> Image:
    """Return a page's picture with pale print made dark.

    Remains of stamps and pen strokes would become dark too, so nothing is changed around them.

    Args:
        grey: The picture to be read.
        even: The page in even light, grey.
        ink: Its ink as 255.
        lifted: 255 where coloured ink was removed.
        scale: Pixels per point.
    """
    power = np.log(THRESHOLDS.target_shade / 255) / np.log(_ink_shade(even, ink) / 255)
    smooth = cv2.GaussianBlur(grey, (0, 0), THRESHOLDS.smoothing_px)
    shades = 255 * (np.arange(256) / 255) ** min(power, THRESHOLDS.max_gamma)
    dark = cv2.LUT(smooth, shades.round().astype(np.uint8))
    reach = 2 * round(THRESHOLDS.stamp_margin_pt * scale) + 1
    beside = cv2.dilate(lifted, np.ones((reach, reach), np.uint8)) > 0
    return np.where(beside, grey, dark)


def _ink_shade(even: Image, ink: Image) -> float:
    """Return the median shade of a page's ink; 0 where there is none."""
    return float(middle_shade(even, ink) or 0)
