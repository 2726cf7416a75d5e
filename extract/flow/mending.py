"""Lines that belong together though they were drawn carelessly.

Offices bend an arrow by drawing two, the second from where the first one's head is; they let a
line begin a little beside the line it branches from, or branch it by crossing it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import networkx as nx
from shapely import LineString, STRtree
from shapely import Point as ShapelyPoint

from extract.flow.geometry import distance, distance_to_stroke, point_along, share_along
from extract.flow.heads import Tip
from extract.flow.net import RESTS, Net, Node, Strand
from models.flowchart import Point, Stroke

# How far, in points, a line that leads nowhere may end from the line it belongs to.
NEAR_LINE = 5.0
# The same where it runs towards that line.
AHEAD = 9.0


class State(Enum):
    """Which of an arrow's ends a net has.

    NONE: It leads from nowhere to nowhere. HALF: It has some end but no arrow. WHOLE: It has an
    arrow with both ends.
    """

    NONE = 0
    HALF = 1
    WHOLE = 2


class Mender:
    """Joins what leads nowhere to what it nearly touches or crosses.

    Args:
        net: The lines; joined in place.
        tips: The ends with an arrowhead; those that point at a line instead of a symbol go.
        ends_openly: Whether a free end of a net leads nowhere.
        state: What an arrow's ends the points of one net have.
    """

    def __init__(
        self,
        net: Net,
        tips: dict[Node, Tip],
        ends_openly: Callable[[Node, set[Node]], bool],
        state: Callable[[set[Node]], State],
    ) -> None:
        """Sort the strokes by their place."""
        self._net, self._tips = net, tips
        self._ends_openly, self._state = ends_openly, state
        self._strands: list[Strand] = list(net.graph.edges)
        self._lines = [LineString([net.points[a], net.points[b]]) for a, b in self._strands]
        self._tree = STRtree(self._lines)
        self._nets: list[set[Node]] = []
        self._net_of: dict[Node, int] = {}
        for index, nodes in enumerate(nx.connected_components(net.graph)):
            self._nets.append(set(nodes))
            self._net_of.update(dict.fromkeys(nodes, index))
        self._states: dict[int, State] = {}

    def mend(self) -> set[Node]:
        """Join the lines; return a point of each net that is whole only by a crossing."""
        self._join_near_lines()
        return self._join_crossings()

    def _state_of(self, index: int) -> State:
        """Return the state of a net as it is now."""
        if index not in self._states:
            self._states[index] = self._state(self._nets[index])
        return self._states[index]

    def _unite(self, one: int, other: int) -> None:
        """Note that two nets are one now, with the points that joining put in."""
        start = next(iter(self._nets[one]))
        self._nets[one] = set(nx.node_connected_component(self._net.graph, start))
        self._net_of.update(dict.fromkeys(self._nets[one], one))
        self._nets[other] = set()
        self._states.pop(one, None)

    def _join_near_lines(self) -> None:
        """Join ends that lead to no symbol to the line that they nearly touch."""
        free = [node for node in self._net.graph if self._net.is_free(node)]
        for node in free:
            own = self._net_of[node]
            if not self._net.is_free(node) or not self._ends_openly(node, self._nets[own]):
                continue
            tip = self._tips.get(node)
            if tip is None and self._state_of(own) is not State.HALF:
                continue
            place = self._net.points[node] if tip is None else tip.point
            strand = self._nearest(place, own) or self._ahead(node, place, own)
            if strand is None:
                continue
            self._net.connect(node, self._point_on(strand, place), None)
            self._tips.pop(node, None)
            self._unite(own, self._net_of[strand[0]])

    def _nearest(self, place: Point, own: int) -> Strand | None:
        """Return the stroke of another net that is nearest to a place."""
        around = ShapelyPoint(place)
        found = self._tree.query(around, predicate="dwithin", distance=NEAR_LINE)
        others = [
            (float(self._lines[int(i)].distance(around)), self._strands[int(i)])
            for i in found
            if self._net_of[self._strands[int(i)][0]] != own
        ]
        return min(others)[1] if others else None

    def _ahead(self, node: Node, place: Point, own: int) -> Strand | None:
        """Return the stroke of another net that a line would run into if it went on."""
        before = self._net.before(node)
        length = distance(before, place)
        if length == 0:
            return None
        far = AHEAD / length
        end = (
            place[0] + (place[0] - before[0]) * far,
            place[1] + (place[1] - before[1]) * far,
        )
        ray, start = LineString([place, end]), ShapelyPoint(place)
        found = self._tree.query(ray, predicate="dwithin", distance=RESTS)
        others = [
            (float(self._lines[int(i)].distance(start)), self._strands[int(i)])
            for i in found
            if self._net_of[self._strands[int(i)][0]] != own
        ]
        return min(others)[1] if others else None

    def _point_on(self, strand: Strand, place: Point) -> Node:
        """Return the point of a stroke that is nearest to a place, put in where need be."""
        points = self._net.points
        stroke = Stroke(points[strand[0]], points[strand[1]])
        foot = point_along(stroke, share_along(place, stroke))
        end = min(strand, key=lambda node: distance(points[node], foot))
        near = distance(points[end], place) <= NEAR_LINE or distance(points[end], foot) <= RESTS
        return end if near else self._net.cut(*strand, foot)

    def _join_crossings(self) -> set[Node]:
        """Join nets that lack a source or a target to the one net that they cross."""
        joined: set[Node] = set()
        own_strands: dict[int, list[int]] = {}
        for index, (start, _) in enumerate(self._strands):
            own_strands.setdefault(self._net_of[start], []).append(index)
        for index in range(len(self._nets)):
            strands = own_strands.get(index)
            if not strands or not self._nets[index] or self._state_of(index) is not State.HALF:
                continue
            crossing = self._only_crossing(index, strands)
            if crossing is None:
                continue
            one, other = crossing
            self._net.join(self._meeting(one, other), one, other)
            joined.add(one[0])
            self._unite(index, self._net_of[other[0]])
        return joined

    def _only_crossing(self, own: int, strands: list[int]) -> tuple[Strand, Strand] | None:
        """Return where a net crosses another; None where it crosses none, or several."""
        lines = [self._lines[i] for i in strands]
        partner: int | None = None
        found: tuple[Strand, Strand] | None = None
        for first, second in zip(
            *self._tree.query(lines, predicate="dwithin", distance=RESTS), strict=True
        ):
            strand = self._strands[int(second)]
            net = self._net_of[strand[0]]
            if net == own:
                continue
            if partner not in (None, net):
                return None
            partner = net
            found = found or (self._strands[strands[int(first)]], strand)
        return found

    def _meeting(self, one: Strand, other: Strand) -> Point:
        """Return where two strokes cross, or the end of one that is nearest to the other."""
        (a, b), (c, d) = ([self._net.points[node] for node in pair] for pair in (one, other))
        meeting = LineString([a, b]).intersection(LineString([c, d]))
        if isinstance(meeting, ShapelyPoint) and not meeting.is_empty:
            return meeting.x, meeting.y
        ends = [(distance_to_stroke(point, Stroke(c, d)), point) for point in (a, b)]
        ends += [(distance_to_stroke(point, Stroke(a, b)), point) for point in (c, d)]
        return min(ends)[1]
