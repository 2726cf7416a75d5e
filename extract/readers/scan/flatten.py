"""A page photographed from aside made rectangular, by where its lines would meet.

What is level on paper runs, in a photo, towards one point far to the side, and what is upright
towards one far above or below. The map that sends both points to infinity, each in its own
direction, makes the page rectangular again. Rulings and the page's own edges show the points.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

Image = np.ndarray

# Lines are looked for at so many pixels a point, from a length in points on, and leaning so far
# at most, in degrees.
SEARCH_SCALE = 1.0
SHORTEST = 18.0
LARGEST_LEAN = 14.0
# With fewer lines of a direction nothing is told.
FEWEST = 4
# Lines of a direction that differ by less than this, in degrees, are parallel.
PARALLEL = 0.45
# A line that misses the point by more than this, in degrees, belongs to something else.
STRAY = 0.7
ROUNDS = 4
# Making a page rectangular must leave at most this part of the difference.
LEFT_OVER = 0.5
# It makes a page larger by this much at most; a bolder map follows from lines that are none.
GROWTH = 1.35


@dataclass(frozen=True, slots=True)
class Flattened:
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
            scale: Pixels a point.
        """
        points = np.diag([scale, scale, 1.0])
        return tuple(float(value) for value in (np.linalg.inv(points) @ self.bend @ points).flat)


def flatten(picture: Image, scale: float) -> Flattened | None:
    """Return a picture of a page made rectangular; None where it is, or nothing tells.

    Args:
        picture: Colour (BGR) or grey picture, upright or turned by quarters.
        scale: Pixels a point.
    """
    found = _find_map(picture, scale)
    if found is None:
        return None
    height, width = picture.shape[:2]
    corners = np.array([[[0, 0]], [[width, 0]], [[width, height]], [[0, height]]], np.float64)
    seen = cv2.perspectiveTransform(corners, found)[:, 0]
    (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
    if (right - left) > GROWTH * width or (bottom - top) > GROWTH * height:
        return None
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    size = int(np.ceil(right - left)), int(np.ceil(bottom - top))
    flat = cv2.warpPerspective(
        picture, shift @ found, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Flattened(flat, np.linalg.inv(shift @ found))


def _find_map(picture: Image, scale: float) -> Image | None:
    """Return the map that makes a picture rectangular, in its pixels."""
    lines = _find_lines(picture, scale)
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    level = lines[np.abs(angles) <= LARGEST_LEAN]
    upright = lines[np.abs(np.abs(angles) - 90) <= LARGEST_LEAN]
    if min(len(level), len(upright)) < FEWEST:
        return None
    if max(_spread(level), _spread(upright)) < PARALLEL:
        return None
    # Around the middle and in its size, so that the numbers are near one.
    middle = np.array([picture.shape[1], picture.shape[0]], np.float64) / 2
    size = float(middle.max())
    centre = np.array([[1, 0, -middle[0]], [0, 1, -middle[1]], [0, 0, size]]) / size
    points = []
    for lines_of_one in (level, upright):
        centred = (lines_of_one.reshape(-1, 2) - middle) / size
        point = _meeting(centred.reshape(-1, 4))
        if point is None:
            return None
        points.append(point)
    rectangular = _rectangular(*points)
    if rectangular is None:
        return None
    whole = np.linalg.inv(centre) @ rectangular @ centre
    before = max(_spread(level), _spread(upright))
    after = max(_spread(_mapped(some, whole)) for some in (level, upright))
    return whole if after <= LEFT_OVER * before else None


def _find_lines(picture: Image, scale: float) -> Image:
    """Return the long straight lines of a picture as rows of x0, y0, x1, y1 in its pixels."""
    factor = min(1.0, SEARCH_SCALE / scale)
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = _shrunk(grey, factor)
    found = cv2.createLineSegmentDetector().detect(small)[0]
    if found is None:
        return np.zeros((0, 4))
    lines: Image = found.reshape(-1, 4).astype(np.float64) / factor
    lines = lines[_lengths(lines) >= SHORTEST * scale]
    # From left to right, and from top to bottom.
    across = np.abs(lines[:, 2] - lines[:, 0]) >= np.abs(lines[:, 3] - lines[:, 1])
    turned = np.where(across, lines[:, 2] < lines[:, 0], lines[:, 3] < lines[:, 1])
    lines[turned] = lines[turned][:, [2, 3, 0, 1]]
    return lines


def _shrunk(picture: Image, factor: float) -> Image:
    """Return a picture whose sides are so much shorter; the factor is at most 1."""
    # To halve takes a tenth of what a mean over parts of dots takes.
    while factor <= 0.5:
        picture = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        factor *= 2
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)


def _lengths(lines: Image) -> Image:
    """Return how long lines are."""
    lengths: Image = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    return lengths


def _spread(lines: Image) -> float:
    """Return by how many degrees lines of one direction differ, the longest counting most.

    What strays far from the others counts for nothing: half of the lines' length decides.
    """
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    order = np.argsort(angles)
    share = np.cumsum(_lengths(lines)[order]) / _lengths(lines).sum()
    low, high = (angles[order][int(np.searchsorted(share, part))] for part in (0.16, 0.84))
    return float(high - low) / 2


def _meeting(lines: Image) -> Image | None:
    """Return the point (homogeneous) that lines run towards; None where too few do."""
    ends = np.concatenate([lines, np.ones((len(lines), 2))], axis=1)
    through = np.cross(ends[:, [0, 1, 4]], ends[:, [2, 3, 5]])
    through /= np.linalg.norm(through[:, :2], axis=1)[:, None]
    weights = _lengths(lines)
    chosen = np.ones(len(lines), bool)
    for _ in range(ROUNDS):
        if chosen.sum() < FEWEST:
            return None
        _, _, rows = np.linalg.svd(through[chosen] * weights[chosen, None])
        point = rows[-1]
        chosen = _misses(lines, point) <= STRAY
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
    """Return lines as a map shows them."""
    return cv2.perspectiveTransform(lines.reshape(-1, 1, 2), matrix).reshape(-1, 4)
