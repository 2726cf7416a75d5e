"""Lines that were drawn carelessly, joined to the lines they belong to.

A bent arrow may be drawn as two arrows, the second starting at the first one's head; a branch may
start a little beside the line it branches from, or cross it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import networkx as nx
from shapely import LineString, STRtree
from shapely import Point as ShapelyPoint

from extract.flow.geometry import distance, distance_to_stroke, point_along, share_along
from extract.flow.network.arrow_tips import Tip
from extract.flow.network.graph import GraphEdge, LineGraph, Node
from extract.flow.network.thresholds import GRAPH, JOIN
from models.flowchart import Point, Stroke


class State(Enum):
    """How complete a connected component of lines is.

    NONE: no end is at a symbol. HALF: it has a source or a target. WHOLE: it has both.
    """

    NONE = 0
    HALF = 1
    WHOLE = 2


class LineJoiner:
    """Joins lines that lead nowhere to lines that they nearly touch or cross.

    Args:
        graph: The lines; joined in place.
        tips: The ends with an arrowhead; those that point at a line instead of a symbol are
            removed.
        ends_openly: Whether a free end of a component leads nowhere.
        state: How complete the component with these points is.
    """

    def __init__(
        self,
        graph: LineGraph,
        tips: dict[Node, Tip],
        ends_openly: Callable[[Node, set[Node]], bool],
        state: Callable[[set[Node]], State],
    ) -> None:
        """Sort the strokes by their place."""
        self._graph, self._tips = graph, tips
        self._ends_openly, self._state = ends_openly, state
        self._edges: list[GraphEdge] = list(graph.network.edges)
        self._lines = [LineString([graph.points[a], graph.points[b]]) for a, b in self._edges]
        self._tree = STRtree(self._lines)
        self._components: list[set[Node]] = []
        self._component_of: dict[Node, int] = {}
        for index, nodes in enumerate(nx.connected_components(graph.network)):
            self._components.append(set(nodes))
            self._component_of.update(dict.fromkeys(nodes, index))
        self._states: dict[int, State] = {}

    def mend(self) -> set[Node]:
        """Join the lines; return a point of each component that was joined at a crossing."""
        self._join_near_lines()
        return self._join_crossings()

    def _state_of(self, index: int) -> State:
        """Return the present state of a component."""
        if index not in self._states:
            self._states[index] = self._state(self._components[index])
        return self._states[index]

    def _unite(self, one: int, other: int) -> None:
        """Merge two components, with the points that joining added."""
        start = next(iter(self._components[one]))
        self._components[one] = set(nx.node_connected_component(self._graph.network, start))
        self._component_of.update(dict.fromkeys(self._components[one], one))
        self._components[other] = set()
        self._states.pop(one, None)

    def _join_near_lines(self) -> None:
        """Join ends that lead to no symbol to the line that they nearly touch."""
        free = [node for node in self._graph.network if self._graph.is_free(node)]
        for node in free:
            own = self._component_of[node]
            if not self._graph.is_free(node) or not self._ends_openly(node, self._components[own]):
                continue
            tip = self._tips.get(node)
            if tip is None and self._state_of(own) is not State.HALF:
                continue
            place = self._graph.points[node] if tip is None else tip.point
            edge = self._nearest(place, own) or self._ahead(node, place, own)
            if edge is None:
                continue
            self._graph.connect(node, self._point_on(edge, place), None)
            self._tips.pop(node, None)
            self._unite(own, self._component_of[edge[0]])

    def _nearest(self, place: Point, own: int) -> GraphEdge | None:
        """Return the stroke of another component that is nearest to a place."""
        around = ShapelyPoint(place)
        found = self._tree.query(around, predicate="dwithin", distance=JOIN.max_off_line_pt)
        others = [
            (float(self._lines[int(i)].distance(around)), self._edges[int(i)])
            for i in found
            if self._component_of[self._edges[int(i)][0]] != own
        ]
        return min(others)[1] if others else None

    def _ahead(self, node: Node, place: Point, own: int) -> GraphEdge | None:
        """Return the stroke of another component that a line would meet if it went on."""
        before = self._graph.before(node)
        length = distance(before, place)
        if length == 0:
            return None
        far = JOIN.max_ahead_pt / length
        end = (
            place[0] + (place[0] - before[0]) * far,
            place[1] + (place[1] - before[1]) * far,
        )
        ray, start = LineString([place, end]), ShapelyPoint(place)
        found = self._tree.query(ray, predicate="dwithin", distance=GRAPH.max_rest_pt)
        others = [
            (float(self._lines[int(i)].distance(start)), self._edges[int(i)])
            for i in found
            if self._component_of[self._edges[int(i)][0]] != own
        ]
        return min(others)[1] if others else None

    def _point_on(self, edge: GraphEdge, place: Point) -> Node:
        """Return the point of a stroke that is nearest to a place, added where there is none."""
        points = self._graph.points
        stroke = Stroke(points[edge[0]], points[edge[1]])
        foot = point_along(stroke, share_along(place, stroke))
        end = min(edge, key=lambda node: distance(points[node], foot))
        near = (
            distance(points[end], place) <= JOIN.max_off_line_pt
            or distance(points[end], foot) <= GRAPH.max_rest_pt
        )
        return end if near else self._graph.cut(*edge, foot)

    def _join_crossings(self) -> set[Node]:
        """Join components that lack a source or a target to the one component that they cross."""
        joined: set[Node] = set()
        own_edges: dict[int, list[int]] = {}
        for index, (start, _) in enumerate(self._edges):
            own_edges.setdefault(self._component_of[start], []).append(index)
        for index in range(len(self._components)):
            edges = own_edges.get(index)
            if not edges or not self._components[index] or self._state_of(index) is not State.HALF:
                continue
            crossing = self._only_crossing(index, edges)
            if crossing is None:
                continue
            one, other = crossing
            self._graph.join(self._meeting(one, other), one, other)
            joined.add(one[0])
            self._unite(index, self._component_of[other[0]])
        return joined

    def _only_crossing(self, own: int, edges: list[int]) -> tuple[GraphEdge, GraphEdge] | None:
        """Return where a component crosses another; None if it crosses none, or several."""
        lines = [self._lines[i] for i in edges]
        partner: int | None = None
        found: tuple[GraphEdge, GraphEdge] | None = None
        for first, second in zip(
            *self._tree.query(lines, predicate="dwithin", distance=GRAPH.max_rest_pt), strict=True
        ):
            edge = self._edges[int(second)]
            component = self._component_of[edge[0]]
            if component == own:
                continue
            if partner not in (None, component):
                return None
            partner = component
            found = found or (self._edges[edges[int(first)]], edge)
        return found

    def _meeting(self, one: GraphEdge, other: GraphEdge) -> Point:
        """Return where two strokes cross, or the end of one that is nearest to the other."""
        (a, b), (c, d) = ([self._graph.points[node] for node in pair] for pair in (one, other))
        meeting = LineString([a, b]).intersection(LineString([c, d]))
        if isinstance(meeting, ShapelyPoint) and not meeting.is_empty:
            return meeting.x, meeting.y
        ends = [(distance_to_stroke(point, Stroke(c, d)), point) for point in (a, b)]
        ends += [(distance_to_stroke(point, Stroke(a, b)), point) for point in (c, d)]
        return min(ends)[1]
