"""Narrow strokes too pale or too thin to count as ink, found by their contrast along their length.

A hairline in light grey is hardly darker than paper at any one pixel, but it is so along all of its
length, with white on both sides. The dirt of a scan and the haze around letters are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import middle_shade

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class PaleStrokeThresholds:
    """What is a pale stroke. Unfitted."""

    # Width of a stroke; wider pale places are shading.
    max_width_pt: float = 2.4
    # Length along which contrast is averaged.
    averaged_pt: float = 1.6
    # Contrast of a stroke, in shades of 255.
    min_contrast: float = 9.0
    # Contrast of a stroke, in median contrasts of the paper.
    min_contrast_to_noise: float = 5.0
    # Step between the rows on which the contrast of the paper is measured, to save time.
    noise_row_step: int = 4


THRESHOLDS = PaleStrokeThresholds()


def find_narrow(even: Image, ink: Image, scale: float) -> Image:
    """Return where horizontal and vertical pale strokes may be (to within some degrees), as 255.

    Args:
        even: The picture in even light, grey.
        ink: Its ink as 255.
        scale: Pixels per point.
    """
    hidden = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    level, _ = find_pale_ink(even, hidden, scale, horizontal=True)
    upright, _ = find_pale_ink(even, hidden, scale, horizontal=False)
    return cv2.bitwise_or(level, upright)


def find_pale_ink(
    even: Image, hidden: Image, scale: float, *, horizontal: bool
) -> tuple[Image, Image]:
    """Return where pale lines of a direction may be, as 255, and the contrast everywhere."""
    smooth = cv2.blur(255 - even, run_size(THRESHOLDS.averaged_pt, scale, horizontal=horizontal))
    across = cv2.getStructuringElement(
        cv2.MORPH_RECT, run_size(THRESHOLDS.max_width_pt, scale, horizontal=not horizontal)
    )
    contrast = cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, across)
    free = cv2.bitwise_not(hidden)
    noise = (
        middle_shade(contrast[:: THRESHOLDS.noise_row_step], free[:: THRESHOLDS.noise_row_step])
        or 0
    )
    least = max(THRESHOLDS.min_contrast, THRESHOLDS.min_contrast_to_noise * noise)
    return cv2.bitwise_and(cv2.inRange(contrast, least, 255), free), contrast


def run_size(length: float, scale: float, *, horizontal: bool) -> tuple[int, int]:
    """Return the size (columns, rows) of a run of a length in points; both are odd."""
    pixels = max(round(length * scale), 3) | 1
    return (pixels, 1) if horizontal else (1, pixels)
