"""Which line each arrowhead belongs to, and where it points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from shapely import MultiPoint

from extract.flow.geometry import (
    PointIndex,
    box_of,
    distance,
    distance_to_box,
    distance_to_stroke,
    ring_of,
)
from extract.flow.net import AT_HEAD, SAME_POINT, Net, Node
from models.flowchart import Arrowhead, Point, Stroke

# The largest arrowhead's corners are this far, in points, from its middle.
REACH = 16.0
# How far a head's tip, and the middle of its base, may be off the line that it ends: in points,
# and as a part of the head's half width.
OFF_LINE = 1.0
ASIDE = 0.35
# How far a head's outline may stray from its corners, as a part of its size.
BLUNT = 0.05


@dataclass(frozen=True, slots=True)
class Tip:
    """The head at a line's end.

    Attributes:
        point: Where it points.
        before: Where the line comes from that it ends.
        head: The head.
    """

    point: Point
    before: Point
    head: Arrowhead


def place_heads(net: Net, heads: Sequence[Arrowhead]) -> tuple[dict[Node, Tip], list[Arrowhead]]:
    """Return the ends of lines that carry an arrowhead, and the heads without a line.

    Most such ends are free; where several lines run into one head, it is where they meet.

    Args:
        net: The lines.
        heads: The arrowheads.
    """
    index = PointIndex(REACH)
    for node in net.graph:
        index.add(net.points[node], node)
    found: dict[Node, Tip] = {}
    without: list[Arrowhead] = []
    for head in map(simplified, heads):
        near = [node for _, node in index.near(middle_of(head)) if node not in found]
        free = [node for node in near if net.is_free(node)]
        fitting = [
            (misfit, node, before)
            for node in free
            if distance_to_box(net.points[node], head.bbox) <= SAME_POINT
            for before in _befores(net, node)
            if (misfit := _misfit(before, net.points[node], head)) < float("inf")
        ] or [
            (misfit, node, before)
            for node in near
            if _is_at(net.points[node], head)
            for before in _befores(net, node)
            if (misfit := _misfit(before, net.points[node], head)) < float("inf")
        ]
        if fitting:
            _, node, before = min(fitting)
            tip = max(head.corners, key=lambda corner: distance(corner, before))
            found[node] = Tip(tip, before, head)
        else:
            without.append(head)
    return found, [head for head in without if not _takes_near_end(net, head, index, found)]


def _befores(net: Net, node: Node) -> list[Point]:
    """Return the points from which lines come to a point of the net."""
    return [net.points[other] for other in net.graph[node]]


def _is_at(point: Point, head: Arrowhead) -> bool:
    """Return whether a point lies on the axis of a head, from its base to its tip."""
    return distance_to_stroke(point, axis_of(head)) <= AT_HEAD


def _takes_near_end(net: Net, head: Arrowhead, index: PointIndex, found: dict[Node, Tip]) -> bool:
    """Give a head to a line that ends at its base, though not in its direction, if one does."""
    axis = axis_of(head)
    near = [
        (distance(net.points[node], axis.start), node)
        for _, node in index.near(middle_of(head))
        if node not in found and net.is_free(node)
    ]
    apart, node = min(near, default=(float("inf"), -1))
    if apart > min(SAME_POINT, axis.length):
        return False
    found[node] = Tip(axis.end, axis.start, head)
    return True


def simplified(head: Arrowhead) -> Arrowhead:
    """Return a head as the largest triangle in its hull: rounded tips and notches go."""
    hull = MultiPoint(head.corners).convex_hull
    slack = BLUNT * max(head.bbox.width, head.bbox.height)
    corners = ring_of(hull.simplify(slack))
    if len(corners) < 3:
        return head
    return Arrowhead(max(combinations(corners, 3), key=_area), head.bbox)


def _area(corners: tuple[Point, ...]) -> float:
    """Return twice the area of a triangle."""
    (ax, ay), (bx, by), (cx, cy) = corners
    return abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))


def middle_of(head: Arrowhead) -> Point:
    """Return the middle of a head's corners."""
    corners = list(dict.fromkeys(head.corners))
    return (
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )


def _misfit(before: Point, end: Point, head: Arrowhead) -> float:
    """Return how far a head is off a line's last piece; infinite if it isn't the line's."""
    middle = middle_of(head)
    length = distance(before, end)
    if length == 0:
        return float("inf")
    x, y = (end[0] - before[0]) / length, (end[1] - before[1]) / length

    def along(point: Point) -> float:
        return (point[0] - before[0]) * x + (point[1] - before[1]) * y

    def aside(point: Point) -> float:
        return (point[0] - before[0]) * y - (point[1] - before[1]) * x

    if along(middle) < 0:
        return float("inf")
    # The tip lies on the line, the other corners at both sides of it: so a line that begins at
    # a tip, or runs across the head, doesn't take it.
    *base, tip = sorted(head.corners, key=along)
    half = max(abs(aside(corner)) for corner in head.corners)
    off = max(abs(aside(tip)), abs(sum(map(aside, base))) / max(len(base), 1))
    return off if off <= max(OFF_LINE, ASIDE * half) else float("inf")


def head_of(tip: Point, *others: Point) -> Arrowhead:
    """Return an arrowhead by its corners."""
    corners = (tip, *others)
    return Arrowhead(corners, box_of(corners))


def axis_of(head: Arrowhead) -> Stroke:
    """Return a head without a line as a stroke from the middle of its base to its tip.

    The tip is the corner that is farthest from the middle of all.
    """
    middle = middle_of(head)
    corners = list(dict.fromkeys(head.corners))
    tip = max(corners, key=lambda corner: distance(corner, middle))
    base = [corner for corner in corners if corner != tip] or [middle]
    return Stroke((sum(x for x, _ in base) / len(base), sum(y for _, y in base) / len(base)), tip)
