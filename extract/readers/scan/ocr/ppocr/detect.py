"""Lines of text in a picture, found by PP-OCR's detector (differentiable binarisation).

The detector gives for each pixel the probability that it belongs to the shrunken core of a line.
Cores are made boxes and grown back, as in "Real-time Scene Text Detection with Differentiable
Binarization" (Liao et al. 2020, section 3.4). Pages are level, so upright boxes are enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.ocr.ppocr.models import DETECTOR, load_model
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class DetectionThresholds:
    """How lines are detected. Taken from rapidocr 3.10.0 (config.yaml), unless said otherwise."""

    # Probability of a pixel of a core, and mean probability of a core.
    min_pixel: float = 0.3
    min_core: float = 0.5
    # Boxes grow by this times area / perimeter of the core.
    growth: float = 1.6
    # Shorter side of a core, in pixels of the picture that the detector sees.
    min_side_px: int = 3
    # The detector sees at most this resolution; unfitted.
    max_dpi: int = 200
    # Tall pictures are cut into strips of about this height, at white rows; unfitted.
    strip_px: int = 1600
    # Pixels of a white row are at least this bright, 0 to 255; unfitted.
    min_white_shade: int = 129
    # The detector's sides are multiples of this: its layers halve them five times.
    multiple_px: int = 32


THRESHOLDS = DetectionThresholds()


def detect_lines(picture: Image, dpi: int) -> list[BBox]:
    """Return the boxes of the lines of text, from top to bottom and left to right, in pixels.

    Args:
        picture: Grey picture.
        dpi: Its pixels per inch.
    """
    found: list[BBox] = []
    for top, strip in _strips(picture, dpi):
        found += [
            BBox(box.x0, box.top + top, box.x1, box.bottom + top) for box in _detect(strip, dpi)
        ]
    return _in_order(found)


def _strips(picture: Image, dpi: int) -> Iterator[tuple[int, Image]]:
    """Yield strips of a picture, cut at white rows, each with its first row."""
    most = round(THRESHOLDS.strip_px * max(dpi / THRESHOLDS.max_dpi, 1.0))
    height = picture.shape[0]
    white = picture.min(axis=1) >= THRESHOLDS.min_white_shade
    top = 0
    while top < height:
        end = min(top + most, height)
        if end < height:
            rows = np.flatnonzero(white[top + most // 2 : end])
            end = top + most // 2 + int(rows[-1]) + 1 if rows.size else end
        yield top, picture[top:end]
        top = end


def _detect(picture: Image, dpi: int) -> list[BBox]:
    """Return the boxes of the lines of a strip, in its pixels."""
    height, width = picture.shape
    factor = min(THRESHOLDS.max_dpi / dpi, 1.0)
    size = (_rounded(width * factor), _rounded(height * factor))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    pixels = np.repeat(small[None, None].astype(np.float32) / 127.5 - 1, 3, axis=1)
    model = load_model(DETECTOR)
    (answer,) = model.run(None, {model.get_inputs()[0].name: pixels})
    probability = np.asarray(answer)[0, 0]
    cores = (probability > THRESHOLDS.min_pixel).astype(np.uint8)
    contours, _ = cv2.findContours(cores, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    across, down = width / size[0], height / size[1]
    found: list[BBox] = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if min(w, h) < THRESHOLDS.min_side_px:
            continue
        core = cores[y : y + h, x : x + w] > 0
        if float(probability[y : y + h, x : x + w][core].mean()) < THRESHOLDS.min_core:
            continue
        grow = THRESHOLDS.growth * w * h / (2 * (w + h))
        found.append(
            BBox(
                max((x - grow) * across, 0.0),
                max((y - grow) * down, 0.0),
                min((x + w + grow) * across, float(width)),
                min((y + h + grow) * down, float(height)),
            )
        )
    return found


def _rounded(length: float) -> int:
    """Return a length as a multiple of what the detector can take, at least one."""
    multiple = THRESHOLDS.multiple_px
    return max(round(length / multiple), 1) * multiple


def _in_order(boxes: list[BBox]) -> list[BBox]:
    """Return boxes in reading order: boxes whose middles are within each other share a line."""
    ordered: list[list[BBox]] = []
    for box in sorted(boxes, key=lambda box: box.y_mid):
        if ordered and ordered[-1][0].top <= box.y_mid <= ordered[-1][0].bottom:
            ordered[-1].append(box)
        else:
            ordered.append([box])
    return [box for line in ordered for box in sorted(line, key=lambda box: box.x0)]
