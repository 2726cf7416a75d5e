"""Curved pages made flat, by the long ruling lines that bend with the paper.

A sheet that lies bent, or is folded, shows its level lines as curves. One surface is fitted to all
of them: how far the paper at a place is above or below where it belongs. The picture is then moved
up and down column by column. Nothing is moved sideways: a bent sheet is hardly shortened there.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class CurvatureThresholds:
    """When a picture counts as one of a curved page.

    Unfitted. Flat scans of one office have bulges of 0 to 0.8 pt, a curved photo 9 pt.
    """

    # Resolution of the copy on which lines are searched.
    search_pixels_per_pt: float = 1.5
    # Length of a level run of a line; a curve is a chain of these.
    min_run_pt: float = 10.0
    # Length of a line, in widths of the page.
    min_line_share: float = 0.25
    # Thickness of a line, the steps of its runs included.
    max_thickness_pt: float = 4.0
    # Slope of a line's ends at most.
    max_slope: float = 0.25
    # Lines that are needed; with fewer nothing is decided.
    min_lines: int = 4
    # Median distance of the lines' middles from the straight line through their ends.
    min_bulge_pt: float = 2.0
    # Degree of the polynomials across the page.
    degree: int = 5
    # Distance from the surface from which a point is left out of the second fit.
    max_miss_pt: float = 1.5
    # Bulge that may be left, in bulges before.
    max_bulge_left: float = 0.4
    # Distance between the points of a line that are fitted.
    point_step_px: int = 4


THRESHOLDS = CurvatureThresholds()


@dataclass(frozen=True, slots=True)
class Flattened:
    """A picture made flat.

    Attributes:
        picture: The picture, as large as it was.
        bend: Map (3 x 3) from its pixels to about where they were.
    """

    picture: Image
    bend: Image


@dataclass(frozen=True, slots=True)
class _Line:
    """A level line: its points in pixels of the picture."""

    x: Image
    y: Image

    def bulge(self) -> float:
        """Return how far the line strays from the straight line through its ends, in pixels."""
        ends = np.interp(self.x, self.x[[0, -1]], self.y[[0, -1]])
        return float(np.abs(self.y - ends).max())


def flatten(picture: Image, scale: float) -> Flattened | None:
    """Return a picture of a page made flat; None where it is, or where too little shows.

    Args:
        picture: Colour (BGR) or grey picture, upright or upside down.
        scale: Pixels per point.
    """
    lines = _level_lines(picture, scale)
    if len(lines) < THRESHOLDS.min_lines:
        return None
    bulge = float(np.median([line.bulge() for line in lines]))
    if bulge < THRESHOLDS.min_bulge_pt * scale:
        return None
    height, width = picture.shape[:2]
    surface = _Surface.fitted(lines, (width, height), THRESHOLDS.max_miss_pt * scale)
    left = [_Line(line.x, line.y - surface.shift(line.x, line.y)).bulge() for line in lines]
    if float(np.median(left)) > THRESHOLDS.max_bulge_left * bulge:
        return None
    # The surface is smooth, so that a coarse grid of it is enough.
    step = max(round(scale * 4), 1)
    across, down = np.meshgrid(
        np.arange(0, width + step, step, dtype=np.float64),
        np.arange(0, height + step, step, dtype=np.float64),
    )
    shifts = surface.shift(across, down)
    full = cv2.resize(
        shifts.astype(np.float32),
        (shifts.shape[1] * step, shifts.shape[0] * step),
        interpolation=cv2.INTER_LINEAR,
    )
    # `resize` puts the first value in the middle of the first step.
    full = np.roll(full, (-(step // 2), -(step // 2)), axis=(0, 1))[:height, :width]
    columns, rows = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    flat = cv2.remap(
        picture, columns, rows + full, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    to = np.stack([across.ravel(), down.ravel()], axis=1)
    back, _ = cv2.findHomography(to, np.stack([across.ravel(), (down + shifts).ravel()], axis=1))
    return None if back is None else Flattened(flat, back)


@dataclass(frozen=True, slots=True)
class _Surface:
    """How far the paper is moved up or down, by place.

    Attributes:
        weights: Of the powers of x, and of these times y.
        size: Width and height of the picture in pixels.
        x_range: First and last x that a line reaches; beyond, the shift of the edge holds.
        y_range: The same of y.
    """

    weights: Image
    size: tuple[int, int]
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @classmethod
    def fitted(cls, lines: list[_Line], size: tuple[int, int], miss: float) -> _Surface:
        """Return the surface on which all lines are level.

        Args:
            lines: The lines.
            size: Width and height of the picture in pixels.
            miss: Distance in pixels from which a point is left out of the second fit.
        """
        x, y = (np.concatenate([getattr(line, of) for line in lines]) for of in ("x", "y"))
        of_line = np.repeat(np.arange(len(lines)), [len(line.x) for line in lines])
        ranges = (float(x.min()), float(x.max())), (float(y.min()), float(y.max()))
        # Unknown are the surface and the level at which each line belongs.
        levels = np.eye(len(lines))[of_line]
        terms = np.concatenate([_terms(x, y, size), levels], axis=1)
        kept = np.ones(len(x), bool)
        for _ in range(2):
            found = np.linalg.lstsq(terms[kept], y[kept], rcond=None)[0]
            kept = np.abs(terms @ found - y) <= miss
            if kept.sum() < terms.shape[1]:
                break
        return cls(found[: -len(lines)], size, *ranges)

    def shift(self, x: Image, y: Image) -> Image:
        """Return how many pixels lower than at its level the paper at some places is."""
        x, y = np.clip(x, *self.x_range), np.clip(y, *self.y_range)
        shifts: Image = (_terms(x.ravel(), y.ravel(), self.size) @ self.weights).reshape(x.shape)
        return shifts


def _terms(x: Image, y: Image, size: tuple[int, int]) -> Image:
    """Return the powers of x and these times y, both from -1 to 1, a row a place."""
    x, y = 2 * x / size[0] - 1, 2 * y / size[1] - 1
    powers = [x**power for power in range(1, THRESHOLDS.degree + 1)]
    return np.stack([*powers, *(power * y for power in powers)], axis=1)


def _level_lines(picture: Image, scale: float) -> list[_Line]:
    """Return the long, nearly level lines of a picture."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    factor = min(1.0, THRESHOLDS.search_pixels_per_pt / scale)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # Ink is darker than what is around it: paper may be in shadow, and a hairline is pale here.
    ink = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, 12
    )
    points = scale * factor
    run = max(round(THRESHOLDS.min_run_pt * points), 5)
    ink = cv2.morphologyEx(
        cv2.dilate(ink, np.ones((2, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, run), np.uint8)
    )
    ink = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    lines: list[_Line] = []
    for index in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[index])
        if width < THRESHOLDS.min_line_share * ink.shape[1]:
            continue
        if height > THRESHOLDS.max_slope * width:
            continue
        part = labels[y : y + height, x : x + width] == index
        thick = part.sum(axis=0)
        if float(np.median(thick)) > THRESHOLDS.max_thickness_pt * points:
            continue
        thin = np.flatnonzero((thick > 0) & (thick <= THRESHOLDS.max_thickness_pt * points))
        thin = thin[:: THRESHOLDS.point_step_px]
        rows = (part * np.arange(height)[:, None]).sum(axis=0)[thin] / thick[thin]
        if len(thin) > 2 * THRESHOLDS.degree:
            lines.append(_Line((x + thin) / factor, (y + rows) / factor))
    return lines
