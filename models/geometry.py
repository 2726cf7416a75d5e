"""Boxes on a page, in the one coordinate system all stages share."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin
from typing import NamedTuple


class BBox(NamedTuple):
    """A bounding box in PDF points, measured from the page's top left corner.

    Attributes:
        x0: Left edge.
        top: Upper edge.
        x1: Right edge.
        bottom: Lower edge; `top <= bottom`, as y grows downwards.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.bottom - self.top

    @property
    def x_mid(self) -> float:
        """Return the horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        """Return the vertical centre."""
        return (self.top + self.bottom) / 2

    def contains_point(self, x: float, y: float) -> bool:
        """Return whether a point lies in the box, its edges included."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def overlap(self, other: BBox) -> float:
        """Return the area, in square points, that two boxes share."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def united(self, other: BBox) -> BBox:
        """Return the smallest box that holds two."""
        return BBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> BBox:
        """Return the box with every edge moved outwards by a distance in points."""
        return BBox(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)

    def turned(self, degrees: int, width: float, height: float) -> BBox:
        """Return where the box stands once its page is turned.

        Args:
            degrees: How far the page is turned clockwise, a multiple of 90.
            width: The page's width before, in points.
            height: The page's height before, in points.
        """
        x0, top = turn_point((self.x0, self.top), degrees, width, height)
        x1, bottom = turn_point((self.x1, self.bottom), degrees, width, height)
        return BBox(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))

    @staticmethod
    def around(boxes: Iterable[BBox]) -> BBox:
        """Return the smallest box that holds all the given ones.

        Raises:
            ValueError: There is no box.
        """
        boxes = list(boxes)
        if len(boxes) == 1:
            return boxes[0]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return BBox(min(lefts), min(tops), max(rights), max(bottoms))


def turn_point(
    point: tuple[float, float], degrees: int, width: float, height: float
) -> tuple[float, float]:
    """Return where a point (x, y) of a page stands once the page is turned.

    Args:
        point: The point, in points from the page's top left.
        degrees: How far the page is turned clockwise, a multiple of 90.
        width: The page's width before, in points.
        height: The page's height before, in points.
    """
    x, y = point
    match degrees % 360:
        case 90:
            return height - y, x
        case 180:
            return width - x, height - y
        case 270:
            return y, width - x
    return point


class Turn(NamedTuple):
    """How a page was turned and levelled, to lead boxes back to where the file shows them.

    Attributes:
        degrees: How far it was turned clockwise: 0, 90, 180, 270.
        width: Its width since, in points.
        height: Its height since, in points.
        lean: How far, in degrees counter-clockwise, it was turned around its middle after that,
            because it had been scanned askew.
        bend: Map (3 x 3, row by row) that leads the page, in points, back to the photo from aside
            that it was made rectangular from before all that; empty where it was not.
    """

    degrees: int
    width: float
    height: float
    lean: float = 0.0
    bend: tuple[float, ...] = ()

    def place_shown(self, box: BBox) -> BBox:
        """Return where a box of the turned page stands on the page as the file shows it."""
        return self._bent(self._leaning(box).turned(-self.degrees, self.width, self.height))

    def _bent(self, box: BBox) -> BBox:
        """Return the box around where a box stands on the photo that the page was made from."""
        if not self.bend:
            return box
        a, b, c, d, e, f, g, h, i = self.bend
        corners = [
            ((a * x + b * y + c) / (g * x + h * y + i), (d * x + e * y + f) / (g * x + h * y + i))
            for x in (box.x0, box.x1)
            for y in (box.top, box.bottom)
        ]
        return BBox.around(BBox(x, y, x, y) for x, y in corners)

    def _leaning(self, box: BBox) -> BBox:
        """Return the box around where a box stood before the page was levelled."""
        if not self.lean:
            return box
        cosine, sine = cos(radians(self.lean)), sin(radians(self.lean))
        x_mid, y_mid = self.width / 2, self.height / 2
        corners = [
            (
                x_mid + cosine * (x - x_mid) - sine * (y - y_mid),
                y_mid + sine * (x - x_mid) + cosine * (y - y_mid),
            )
            for x in (box.x0, box.x1)
            for y in (box.top, box.bottom)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return BBox(min(xs), min(ys), max(xs), max(ys))
