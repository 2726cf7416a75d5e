"""Which line each arrowhead belongs to, and where it points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.flow.arrowheads import axis_of, middle_of, simplified
from extract.flow.geometry import (
    PointIndex,
    distance,
    distance_to_box,
    distance_to_stroke,
)
from extract.flow.network.graph import LineGraph, Node
from extract.flow.network.thresholds import GRAPH, TIP
from models.flowchart import Arrowhead, Point


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


def place_heads(
    graph: LineGraph, heads: Sequence[Arrowhead]
) -> tuple[dict[Node, Tip], list[Arrowhead]]:
    """Return the ends of lines that carry an arrowhead, and the heads without a line.

    Most such ends are free; where several lines run into one head, it is where they meet.

    Args:
        graph: The lines.
        heads: The arrowheads.
    """
    index = PointIndex(TIP.reach_pt)
    for node in graph.network:
        index.add(graph.points[node], node)
    found: dict[Node, Tip] = {}
    without: list[Arrowhead] = []
    for head in map(simplified, heads):
        near = [node for _, node in index.near(middle_of(head)) if node not in found]
        free = [node for node in near if graph.is_free(node)]
        fitting = [
            (misfit, node, before)
            for node in free
            if distance_to_box(graph.points[node], head.bbox) <= GRAPH.max_joint_pt
            for before in _befores(graph, node)
            if (misfit := _misfit(before, graph.points[node], head)) < float("inf")
        ] or [
            (misfit, node, before)
            for node in near
            if _is_at(graph.points[node], head)
            for before in _befores(graph, node)
            if (misfit := _misfit(before, graph.points[node], head)) < float("inf")
        ]
        if fitting:
            _, node, before = min(fitting)
            tip = max(head.corners, key=lambda corner: distance(corner, before))
            found[node] = Tip(tip, before, head)
        else:
            without.append(head)
    return found, [head for head in without if not _takes_near_end(graph, head, index, found)]


def _befores(graph: LineGraph, node: Node) -> list[Point]:
    """Return the points from which lines come to a point of the graph."""
    return [graph.points[other] for other in graph.network[node]]


def _is_at(point: Point, head: Arrowhead) -> bool:
    """Return whether a point lies on the axis of a head, from its base to its tip."""
    return distance_to_stroke(point, axis_of(head)) <= GRAPH.max_off_head_pt


def _takes_near_end(
    graph: LineGraph, head: Arrowhead, index: PointIndex, found: dict[Node, Tip]
) -> bool:
    """Give a head to a line that ends at its base, though not in its direction, if one does."""
    axis = axis_of(head)
    near = [
        (distance(graph.points[node], axis.start), node)
        for _, node in index.near(middle_of(head))
        if node not in found and graph.is_free(node)
    ]
    apart, node = min(near, default=(float("inf"), -1))
    if apart > min(GRAPH.max_joint_pt, axis.length):
        return False
    found[node] = Tip(axis.end, axis.start, head)
    return True


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
    return off if off <= max(TIP.max_off_line_pt, TIP.max_off_line_share * half) else float("inf")
