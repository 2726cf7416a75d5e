"""Points, boxes and distances; an index of points that answers quickly for thousands of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor, hypot

from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from models.flowchart import Point, Shape, Stroke
from models.geometry import BBox
from models.step import Symbol


class PointIndex:
    """Points in a grid of squares, so that those near a place are found without trying all.

    Args:
        reach: Distance in points up to which points are asked for.
    """

    def __init__(self, reach: float) -> None:
        """Begin without points."""
        self._reach = reach
        self._squares: dict[tuple[int, int], list[tuple[Point, int]]] = {}

    def add(self, point: Point, number: int) -> None:
        """Add a point under a number of the caller's."""
        self._squares.setdefault(self._square(point), []).append((point, number))

    def near(self, point: Point, reach: float | None = None) -> Iterator[tuple[float, int]]:
        """Yield distance and number of the points at most `reach` away, in no order.

        Args:
            point: Where to look.
            reach: How far in points; not more than the index was made for.
        """
        limit = self._reach if reach is None else min(reach, self._reach)
        column, row = self._square(point)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for known, number in self._squares.get((i, j), ()):
                    apart = distance(point, known)
                    if apart <= limit:
                        yield apart, number

    def _square(self, point: Point) -> tuple[int, int]:
        """Return the square that a point lies in."""
        return floor(point[0] / self._reach), floor(point[1] / self._reach)


def distance(a: Point, b: Point) -> float:
    """Return the distance of two points."""
    return hypot(a[0] - b[0], a[1] - b[1])


def distance_to_box(point: Point, around: BBox) -> float:
    """Return the distance of a point from a box, 0 inside it."""
    dx = max(around.x0 - point[0], 0.0, point[0] - around.x1)
    dy = max(around.top - point[1], 0.0, point[1] - around.bottom)
    return hypot(dx, dy)


def between(a: Point, b: Point) -> Point:
    """Return the point half-way between two."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def share_along(point: Point, stroke: Stroke) -> float:
    """Return where along a stroke the point nearest to a given one lies, 0 to 1."""
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    if length == 0:
        return 0.0
    share = ((point[0] - x0) * (x1 - x0) + (point[1] - y0) * (y1 - y0)) / length
    return min(max(share, 0.0), 1.0)


def point_along(stroke: Stroke, share: float) -> Point:
    """Return the point at a share of a stroke's length."""
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def distance_to_stroke(point: Point, stroke: Stroke) -> float:
    """Return the distance of a point from a stroke."""
    return distance(point, point_along(stroke, share_along(point, stroke)))


def box_of(points: Iterable[Point]) -> BBox:
    """Return the box around points.

    Raises:
        ValueError: There are no points.
    """
    xs, ys = zip(*points, strict=True)
    return BBox(min(xs), min(ys), max(xs), max(ys))


def polygon_of(shape: Shape) -> Polygon:
    """Return the outline of a symbol: of a diamond its four sides, of all others the box."""
    around = shape.bbox
    if shape.kind is not Symbol.DECISION:
        return box(*around)
    return Polygon(
        [
            (around.x_mid, around.top),
            (around.x1, around.y_mid),
            (around.x_mid, around.bottom),
            (around.x0, around.y_mid),
        ]
    )


def ring_of(area: BaseGeometry) -> list[Point]:
    """Return the corners of an area's outline, each once; none where it is no single area."""
    if not isinstance(area, Polygon):
        return []
    return [(x, y) for x, y in area.exterior.coords][:-1]
