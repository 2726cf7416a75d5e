"""Perspective correction of photographed pages, by the vanishing points of their lines.

In a photo, horizontal lines of the paper run towards one point far to the side, vertical lines
towards one far above or below. The map that sends both points to infinity makes the page
rectangular again. Ruling lines and the page's edges show the points.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class PerspectiveThresholds:
    """When a picture counts as photographed at an angle. Unfitted."""

    # Resolution of the copy on which lines are searched.
    search_pixels_per_pt: float = 1.0
    # Length of a line.
    min_line_pt: float = 18.0
    # Deviation of a line from level or upright.
    max_lean_deg: float = 14.0
    # Lines of each direction; with fewer nothing is decided.
    min_lines: int = 4
    # Spread of the angles of parallel lines: with less the picture needs no correction.
    max_parallel_deg: float = 0.45
    # Angle by which a line may miss the vanishing point; others are left out.
    max_miss_deg: float = 0.7
    # How often the vanishing point is computed, each time without the lines that missed it.
    rounds: int = 4
    # Spread of angles after the correction, in spreads before it.
    max_spread_left: float = 0.5
    # Enlargement of the page by the correction; false lines cause a larger one.
    max_growth: float = 1.35


THRESHOLDS = PerspectiveThresholds()


@dataclass(frozen=True, slots=True)
class Rectified:
    """A picture made rectangular.

    Attributes:
        picture: The picture.
        bend: Map (3 x 3) from its pixels to those of the picture as given.
    """

    picture: Image
    bend: Image

    def bend_in_points(self, scale: float) -> tuple[float, ...]:
        """Return the map, row by row, for places in points.

        Args:
            scale: Pixels per point.
        """
        points = np.diag([scale, scale, 1.0])
        return tuple(float(value) for value in (np.linalg.inv(points) @ self.bend @ points).flat)


def rectify(picture: Image, scale: float) -> Rectified | None:
    """Return a picture of a page made rectangular; None where it is, or where too little shows.

    Args:
        picture: Colour (BGR) or grey picture, upright or turned by multiples of 90 degrees.
        scale: Pixels per point.
    """
    found = _find_map(picture, scale)
    if found is None:
        return None
    height, width = picture.shape[:2]
    corners = np.array([[[0, 0]], [[width, 0]], [[width, height]], [[0, height]]], np.float64)
    seen = cv2.perspectiveTransform(corners, found)[:, 0]
    (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
    if (right - left) > THRESHOLDS.max_growth * width or (
        bottom - top
    ) > THRESHOLDS.max_growth * height:
        return None
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    size = int(np.ceil(right - left)), int(np.ceil(bottom - top))
    flat = cv2.warpPerspective(
        picture, shift @ found, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Rectified(flat, np.linalg.inv(shift @ found))


def _find_map(picture: Image, scale: float) -> Image | None:
    """Return the map that makes a picture rectangular, in its pixels."""
    lines = _find_lines(picture, scale)
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    level = lines[np.abs(angles) <= THRESHOLDS.max_lean_deg]
    upright = lines[np.abs(np.abs(angles) - 90) <= THRESHOLDS.max_lean_deg]
    if min(len(level), len(upright)) < THRESHOLDS.min_lines:
        return None
    if max(_spread(level), _spread(upright)) < THRESHOLDS.max_parallel_deg:
        return None
    # Coordinates are centred and scaled to about one, for numerical stability.
    middle = np.array([picture.shape[1], picture.shape[0]], np.float64) / 2
    size = float(middle.max())
    centre = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, size]]) / size
    points = []
    for lines_of_one in (level, upright):
        centred = (lines_of_one.reshape(-1, 2) - middle) / size
        point = _vanishing_point(centred.reshape(-1, 4))
        if point is None:
            return None
        points.append(point)
    rectangular = _rectangular(*points)
    if rectangular is None:
        return None
    whole = np.linalg.inv(centre) @ rectangular @ centre
    before = max(_spread(level), _spread(upright))
    after = max(_spread(_mapped(some, whole)) for some in (level, upright))
    return whole if after <= THRESHOLDS.max_spread_left * before else None


def _find_lines(picture: Image, scale: float) -> Image:
    """Return the long straight lines of a picture as rows of x0, y0, x1, y1 in its pixels."""
    factor = min(1.0, THRESHOLDS.search_pixels_per_pt / scale)
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = _shrunk(grey, factor)
    found = cv2.createLineSegmentDetector().detect(small)[0]
    if found is None:
        return np.zeros((0, 4))
    lines: Image = found.reshape(-1, 4).astype(np.float64) / factor
    lines = lines[_lengths(lines) >= THRESHOLDS.min_line_pt * scale]
    # From left to right, and from top to bottom.
    across = np.abs(lines[:, 2] - lines[:, 0]) >= np.abs(lines[:, 3] - lines[:, 1])
    turned = np.where(across, lines[:, 2] < lines[:, 0], lines[:, 3] < lines[:, 1])
    lines[turned] = lines[turned][:, [2, 3, 0, 1]]
    return lines


def _shrunk(picture: Image, factor: float) -> Image:
    """Return a picture scaled down by a factor of at most 1."""
    # Halving takes a tenth of the time of an area mean with a fractional factor.
    while factor <= 0.5:
        picture = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        factor *= 2
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)


def _lengths(lines: Image) -> Image:
    """Return the lengths of lines."""
    lengths: Image = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    return lengths


def _spread(lines: Image) -> float:
    """Return by how many degrees lines of one direction differ, weighted by their length.

    It is half the range between the 16th and 84th percentile, so outliers do not count.
    """
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    order = np.argsort(angles)
    share = np.cumsum(_lengths(lines)[order]) / _lengths(lines).sum()
    low, high = (angles[order][int(np.searchsorted(share, part))] for part in (0.16, 0.84))
    return float(high - low) / 2


def _vanishing_point(lines: Image) -> Image | None:
    """Return the vanishing point (homogeneous) of lines; None where too few agree."""
    ends = np.concatenate([lines, np.ones((len(lines), 2))], axis=1)
    through = np.cross(ends[:, [0, 1, 4]], ends[:, [2, 3, 5]])
    through /= np.linalg.norm(through[:, :2], axis=1)[:, None]
    weights = _lengths(lines)
    chosen = np.ones(len(lines), bool)
    for _ in range(THRESHOLDS.rounds):
        if chosen.sum() < THRESHOLDS.min_lines:
            return None
        _, _, rows = np.linalg.svd(through[chosen] * weights[chosen, None])
        point = rows[-1]
        chosen = _misses(lines, point) <= THRESHOLDS.max_miss_deg
    return np.asarray(point)


def _misses(lines: Image, point: Image) -> Image:
    """Return by how many degrees lines miss a point (homogeneous)."""
    middles = (lines[:, :2] + lines[:, 2:]) / 2
    towards = point[None, :2] - point[2] * middles
    along = lines[:, 2:] - lines[:, :2]
    cross = np.abs(along[:, 0] * towards[:, 1] - along[:, 1] * towards[:, 0])
    dot = np.abs((along * towards).sum(axis=1))
    missed: Image = np.degrees(np.arctan2(cross, dot))
    return missed


def _rectangular(level: Image, upright: Image) -> Image | None:
    """Return the map that sends two points to infinity, to the right and downwards."""
    horizon = np.cross(level, upright)
    if abs(horizon[2]) < 1e-9:
        return None
    horizon = horizon / horizon[2]
    straight = np.array([[1, 0, 0], [0, 1, 0], horizon], np.float64)
    right, down = ((straight @ point)[:2] for point in (level, upright))
    right, down = right / np.linalg.norm(right), down / np.linalg.norm(down)
    right, down = right * np.sign(right[0]), down * np.sign(down[1])
    sheared = np.eye(3)
    sheared[:2, :2] = np.linalg.inv(np.column_stack([right, down]))
    rectangular: Image = sheared @ straight
    return rectangular


def _mapped(lines: Image, matrix: Image) -> Image:
    """Return lines transformed by a map."""
    return cv2.perspectiveTransform(lines.reshape(-1, 1, 2), matrix).reshape(-1, 4)
