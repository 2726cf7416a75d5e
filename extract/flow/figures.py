"""Which flowchart symbol a closed figure is, by its outline.

The five symbols of PermenPAN-RB 35/2012 are capsule, box, diamond, arrow and pentagon; offices
also use documents (a box with a wavy foot), circles and rounded boxes.
"""

from __future__ import annotations

from collections.abc import Sequence

from shapely import Polygon
from shapely.geometry import Point as ShapelyPoint

from models.flowchart import Point, Shape
from models.geometry import BBox
from models.step import Symbol

# Figures smaller than this, in points, are arrowheads, dots and specks.
SMALLEST = 6.0
# How far, in points, a corner of the box may be from the outline and still be a square corner.
SQUARE = 0.8
# The part of its box that a diamond fills is a half; a circle's is pi / 4.
DIAMOND_FILL = (0.42, 0.6)
CIRCLE_FILL = (0.74, 0.83)


def classify(points: Sequence[Point], *, curved: bool) -> Shape | None:
    """Return the symbol that a closed outline draws; None where it is too small for one.

    Args:
        points: The outline's points in order, in PDF points.
        curved: Whether parts of it are curves.
    """
    outline = Polygon(points)
    if not outline.is_valid:
        outline = outline.buffer(0)
    box = BBox(*outline.bounds) if not outline.is_empty else BBox(0, 0, 0, 0)
    if min(box.width, box.height) < SMALLEST:
        return None
    fill = outline.area / (box.width * box.height)
    square = [_is_square(outline, corner) for corner in _corners(box)]
    if DIAMOND_FILL[0] <= fill <= DIAMOND_FILL[1] and not any(square):
        return Shape(Symbol.DECISION, box, 1.0 if _points_to_sides(outline, box) else 0.7)
    if all(square):
        return Shape(Symbol.PROCESS, box, 1.0 if fill > 0.9 else 0.8)
    if not any(square):
        return _classify_rounded(box, fill, curved=curved)
    if not curved and sum(square) == 2 and _is_pentagon(outline, box):
        return Shape(Symbol.CONNECTOR, box)
    if curved and sum(square) in (2, 3) and all(square[:2]):
        # A box whose foot is a wave.
        return Shape(Symbol.DOCUMENT, box, 0.9)
    return Shape(Symbol.PROCESS, box, 0.6)


def _classify_rounded(box: BBox, fill: float, *, curved: bool) -> Shape:
    """Return the symbol of an outline without square corners that is no diamond."""
    nearly_round = abs(box.width - box.height) <= 0.15 * max(box.width, box.height)
    if nearly_round and CIRCLE_FILL[0] <= fill <= CIRCLE_FILL[1]:
        return Shape(Symbol.CONNECTOR, box, 0.8)
    return Shape(Symbol.TERMINATOR, box, 1.0 if curved or fill > 0.85 else 0.7)


def _corners(box: BBox) -> tuple[Point, Point, Point, Point]:
    """Return the corners of a box, the upper two first."""
    return (box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)


def _is_square(outline: Polygon, corner: Point) -> bool:
    """Return whether an outline reaches into a corner of its box."""
    return outline.distance(ShapelyPoint(corner)) <= SQUARE


def _points_to_sides(outline: Polygon, box: BBox) -> bool:
    """Return whether an outline touches its box at the middle of each side, as a diamond does."""
    middles = (
        (box.x_mid, box.top), (box.x_mid, box.bottom), (box.x0, box.y_mid), (box.x1, box.y_mid),
    )  # fmt: skip
    slack = 0.12 * max(box.width, box.height)
    return all(outline.distance(ShapelyPoint(middle)) <= slack for middle in middles)


def _is_pentagon(outline: Polygon, box: BBox) -> bool:
    """Return whether an outline has five corners, one at the middle of a side of its box."""
    simple = outline.simplify(0.03 * max(box.width, box.height))
    corners = list(simple.exterior.coords)[:-1]
    middles = (
        (box.x_mid, box.bottom), (box.x_mid, box.top), (box.x1, box.y_mid), (box.x0, box.y_mid),
    )  # fmt: skip
    slack = 0.15 * max(box.width, box.height)
    return len(corners) == 5 and any(
        ShapelyPoint(corner).distance(ShapelyPoint(middle)) <= slack
        for corner in corners
        for middle in middles
    )
