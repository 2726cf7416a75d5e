"""The geometry of arrowheads: their corners, axis and tip."""

from __future__ import annotations

from itertools import combinations

from shapely import MultiPoint

from extract.flow.geometry import box_of, distance, ring_of
from models.flowchart import Arrowhead, Point, Stroke

# A head's outline is simplified by this share of its larger side, so that rounded tips and notches
# go. Unfitted.
SIMPLIFY_SHARE = 0.05


def head_of(tip: Point, *others: Point) -> Arrowhead:
    """Return an arrowhead by its corners."""
    corners = (tip, *others)
    return Arrowhead(corners, box_of(corners))


def simplified(head: Arrowhead) -> Arrowhead:
    """Return a head as the largest triangle in its hull: rounded tips and notches go."""
    hull = MultiPoint(head.corners).convex_hull
    slack = SIMPLIFY_SHARE * max(head.bbox.width, head.bbox.height)
    corners = ring_of(hull.simplify(slack))
    if len(corners) < 3:
        return head
    return Arrowhead(max(combinations(corners, 3), key=_area), head.bbox)


def middle_of(head: Arrowhead) -> Point:
    """Return the middle of a head's corners."""
    corners = list(dict.fromkeys(head.corners))
    return (
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )


def axis_of(head: Arrowhead) -> Stroke:
    """Return a head without a line as a stroke from the middle of its base to its tip.

    The tip is the corner that is farthest from the middle of all.
    """
    middle = middle_of(head)
    corners = list(dict.fromkeys(head.corners))
    tip = max(corners, key=lambda corner: distance(corner, middle))
    base = [corner for corner in corners if corner != tip] or [middle]
    return Stroke((sum(x for x, _ in base) / len(base), sum(y for _, y in base) / len(base)), tip)


def _area(corners: tuple[Point, ...]) -> float:
    """Return twice the area of a triangle."""
    (ax, ay), (bx, by), (cx, cy) = corners
    return abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
