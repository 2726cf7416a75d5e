"""The lines of a drawing as a graph: what touches is joined, what only crosses is not.

Points of the graph are the ends and bends of lines. A line's end joins it to the ends near it
and to the line it rests on; two lines that cross in their middle have no point in common. Ends
at a symbol's edge stay separate: no line goes on there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

import networkx as nx
from shapely import LineString, Polygon, STRtree
from shapely import Point as ShapelyPoint

from extract.flow.geometry import (  # fmt: skip
    PointIndex,
    distance,
    distance_to_stroke,
    point_along,
    share_along,
)
from extract.flow.network.thresholds import GRAPH
from models.flowchart import Point, Stroke

Node = int
# A stroke of the graph by its two points.
GraphEdge = tuple[Node, Node]


@dataclass(slots=True)
class LineGraph:
    """Points and the strokes between them.

    Attributes:
        network: The points' numbers, with an edge for each stroke: its length as `weight`, and
            the drawn line it belongs to as `path`.
        points: Where they are, in PDF points.
    """

    network: nx.Graph[Node] = field(default_factory=nx.Graph)
    points: list[Point] = field(default_factory=list)
    _cuts: dict[tuple[Node, Node], Node] = field(default_factory=dict)

    def new_point(self, point: Point) -> Node:
        """Add a point."""
        self.points.append(point)
        return len(self.points) - 1

    def connect(self, start: Node, end: Node, path: int | None) -> None:
        """Add a stroke between two points."""
        if start != end:
            length = distance(self.points[start], self.points[end])
            self.network.add_edge(start, end, weight=length, path=path)

    def length(self, start: Node, end: Node) -> float:
        """Return the length of the way between two points, in points of the page."""
        return float(nx.shortest_path_length(self.network, start, end, weight="weight"))

    def way(self, start: Node, end: Node) -> tuple[Point, ...]:
        """Return the points along the way between two of them."""
        nodes = nx.shortest_path(self.network, start, end, weight="weight")
        return tuple(self.points[node] for node in nodes)

    def is_free(self, node: Node) -> bool:
        """Return whether a line ends at a point and no other joins it there."""
        return int(self.network.degree(node)) == 1

    def before(self, node: Node) -> Point:
        """Return the point that the line comes from which ends freely at a point."""
        return self.points[next(iter(self.network[node]))]

    def paths(self, node: Node) -> set[int]:
        """Return the numbers of the drawn lines through a point, as far as they are known."""
        found = (edge["path"] for edge in self.network[node].values())
        return {path for path in found if path is not None}

    def directed(self, pairs: Iterable[tuple[Node, Node]]) -> nx.DiGraph[Node]:
        """Return the graph, one-way along the ways of these pairs, two-way elsewhere."""
        directed = self.network.to_directed()
        for start, end in pairs:
            nodes = nx.shortest_path(self.network, start, end, weight="weight")
            for a, b in pairwise(nodes):
                if directed.has_edge(b, a):
                    directed.remove_edge(b, a)
        return directed

    def cut(self, start: Node, end: Node, point: Point) -> Node:
        """Put a point into the stroke between two others, which may be cut already."""
        start, end = self._piece_at(start, end, point)
        path = self.network.edges[start, end]["path"]
        node = self.new_point(point)
        self.network.remove_edge(start, end)
        self.connect(start, node, path)
        self.connect(node, end, path)
        self._cuts[start, end] = self._cuts[end, start] = node
        return node

    def _piece_at(self, start: Node, end: Node, point: Point) -> tuple[Node, Node]:
        """Return the piece of a cut stroke that a point lies on."""
        while (middle := self._cuts.get((start, end))) is not None:
            first = Stroke(self.points[start], self.points[middle])
            second = Stroke(self.points[middle], self.points[end])
            if distance_to_stroke(point, first) <= distance_to_stroke(point, second):
                end = middle
            else:
                start = middle
        return start, end

    def join(self, place: Point, one: GraphEdge, other: GraphEdge) -> None:
        """Join two strokes at a place."""
        nodes = []
        for start, end in (one, other):
            near = min((start, end), key=lambda node: distance(self.points[node], place))
            if distance(self.points[near], place) > GRAPH.max_rest_pt:
                stroke = Stroke(self.points[start], self.points[end])
                near = self.cut(start, end, point_along(stroke, share_along(place, stroke)))
            nodes.append(near)
        self.connect(nodes[0], nodes[1], None)


@dataclass(frozen=True, slots=True)
class _Vertex:
    """A point of a drawn line; `bend` where the same line goes on from it."""

    point: Point
    bend: bool


def build_line_graph(
    strokes: Sequence[Stroke], outlines: Sequence[Polygon], headed: Sequence[Point] = ()
) -> LineGraph:
    """Return the graph of strokes.

    Args:
        strokes: The strokes; those of one drawn line have its number.
        outlines: The outlines of the symbols.
        headed: Where arrowheads begin and end; a line that ends there doesn't rest on another.
    """
    vertices, ends = _vertices(strokes)
    group = list(range(len(vertices)))
    at_shape = _at_shapes([vertex.point for vertex in vertices], outlines)
    loose = [i for i, v in enumerate(vertices) if not v.bend and i not in at_shape]
    _join_near(vertices, ends, loose, group)
    at_heads = PointIndex(GRAPH.max_joint_pt)
    for number, point in enumerate(headed):
        at_heads.add(point, number)
    resting = [
        i
        for i in loose
        if not any(True for _ in at_heads.near(vertices[i].point, GRAPH.max_off_head_pt))
    ]
    cuts = _resting(strokes, ends, vertices, resting, group)
    graph = LineGraph()
    numbers: dict[int, Node] = {}
    for index in range(len(vertices)):
        root = _root(group, index)
        if root not in numbers:
            numbers[root] = graph.new_point(vertices[root].point)
    for index, (stroke, (start, end)) in enumerate(zip(strokes, ends, strict=True)):
        stops = [start, *(v for _, v in sorted(cuts.get(index, ()))), end]
        nodes = [numbers[_root(group, vertex)] for vertex in stops]
        for first, second in pairwise(nodes):
            graph.connect(first, second, stroke.path)
    uncross(graph)
    return graph


def _vertices(strokes: Sequence[Stroke]) -> tuple[list[_Vertex], list[tuple[int, int]]]:
    """Return the points of drawn lines, and for each stroke the indices of its two."""
    points: list[Point] = []
    uses: list[int] = []
    known: dict[tuple[int, float, float], int] = {}
    ends: list[tuple[int, int]] = []
    for stroke in strokes:
        pair: list[int] = []
        for x, y in (stroke.start, stroke.end):
            key = None if stroke.path is None else (stroke.path, round(x, 2), round(y, 2))
            index = known.get(key) if key is not None else None
            if index is None:
                index = len(points)
                points.append((x, y))
                uses.append(0)
                if key is not None:
                    known[key] = index
            uses[index] += 1
            pair.append(index)
        ends.append((pair[0], pair[1]))
    return [_Vertex(p, used > 1) for p, used in zip(points, uses, strict=True)], ends


def _at_shapes(points: Sequence[Point], outlines: Sequence[Polygon]) -> set[int]:
    """Return which points lie at the edge of a symbol."""
    if not outlines or not points:
        return set()
    rings = STRtree([outline.exterior for outline in outlines])
    found = rings.query(
        [ShapelyPoint(point) for point in points],
        predicate="dwithin",
        distance=GRAPH.max_off_outline_pt,
    )
    return {int(index) for index in found[0]}


def _root(group: list[int], index: int) -> int:
    """Return the vertex that represents all vertices joined with a given one (union-find)."""
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _join_near(
    vertices: Sequence[_Vertex],
    ends: Sequence[tuple[int, int]],
    loose: Sequence[int],
    group: list[int],
) -> None:
    """Make ends that lie near each other, or near a bend of a line, one point.

    The nearest are joined first; a short stroke's two ends are never made one.
    """
    index = PointIndex(GRAPH.max_joint_pt)
    near: list[tuple[float, int, int]] = []
    for i in loose:
        near += [(apart, i, j) for apart, j in index.near(vertices[i].point)]
        index.add(vertices[i].point, i)
    strokes: dict[int, set[int]] = {}
    for number, pair in enumerate(ends):
        for vertex in pair:
            strokes.setdefault(vertex, set()).add(number)
    for _, i, j in sorted(near):
        one, other = _root(group, i), _root(group, j)
        if one != other and not strokes[one] & strokes[other]:
            group[one] = other
            strokes[other] |= strokes.pop(one)
    bends = PointIndex(GRAPH.max_rest_pt)
    for i, known in enumerate(vertices):
        if known.bend:
            bends.add(known.point, i)
    for i in loose:
        own = strokes[_root(group, i)]
        near_bends = [
            (apart, bend)
            for apart, bend in bends.near(vertices[i].point)
            if not own & strokes.get(bend, set())
        ]
        at = min(near_bends, default=None)
        if at is not None and _root(group, i) != _root(group, at[1]):
            # The bend stands for both, so that its line keeps its course.
            root = _root(group, at[1])
            strokes[root] |= strokes.pop(_root(group, i))
            group[_root(group, i)] = root


def _resting(
    strokes: Sequence[Stroke],
    ends: Sequence[tuple[int, int]],
    vertices: Sequence[_Vertex],
    loose: Sequence[int],
    group: list[int],
) -> dict[int, list[tuple[float, int]]]:
    """Return for each stroke which line ends lie on it, with their share of its length."""
    cuts: dict[int, list[tuple[float, int]]] = {}
    if not strokes or not loose:
        return cuts
    beyond: dict[int, set[int]] = {}
    for pair in ends:
        for end in pair:
            beyond.setdefault(end, set()).update(pair)
    tree = STRtree([LineString([stroke.start, stroke.end]) for stroke in strokes])
    places = [ShapelyPoint(vertices[i].point) for i in loose]
    for place, number in zip(
        *tree.query(places, predicate="dwithin", distance=GRAPH.max_rest_pt), strict=True
    ):
        vertex, stroke = loose[int(place)], strokes[int(number)]
        point = vertices[vertex].point
        own = {_root(group, end) for end in ends[int(number)]}
        # A short last piece of a line does not rest on the piece before it.
        if _root(group, vertex) in own or own & {_root(group, end) for end in beyond[vertex]}:
            continue
        if min(distance(point, stroke.start), distance(point, stroke.end)) <= GRAPH.max_rest_pt:
            near = min(ends[int(number)], key=lambda end: distance(point, vertices[end].point))
            if not vertices[near].bend:
                continue
            group[_root(group, vertex)] = _root(group, near)
            continue
        cuts.setdefault(int(number), []).append((share_along(point, stroke), vertex))
    return cuts


def uncross(graph: LineGraph) -> None:
    """Separate two straight lines that cross at a point because each was drawn in two pieces."""
    for node in list(graph.network):
        if graph.network.degree(node) != 4:
            continue
        pairs = _straight_pairs(graph, node)
        if pairs is None:
            continue
        other = graph.new_point(graph.points[node])
        for neighbour in pairs[1]:
            path = graph.network.edges[node, neighbour]["path"]
            graph.network.remove_edge(node, neighbour)
            graph.connect(other, neighbour, path)


def _straight_pairs(
    graph: LineGraph, node: Node
) -> tuple[tuple[Node, Node], tuple[Node, Node]] | None:
    """Return the four neighbours of a point as two straight lines through it, if they are."""
    a, b, c, d = graph.network[node]
    for one, two in (((a, b), (c, d)), ((a, c), (b, d)), ((a, d), (b, c))):
        if all(_cosine(graph, node, pair) <= GRAPH.max_straight_cosine for pair in (one, two)):
            return one, two
    return None


def _cosine(graph: LineGraph, node: Node, pair: tuple[Node, Node]) -> float:
    """Return the cosine of the angle at a point between two of its neighbours."""
    x, y = graph.points[node]
    (ax, ay), (bx, by) = (graph.points[other] for other in pair)
    lengths = hypot(ax - x, ay - y) * hypot(bx - x, by - y)
    if lengths == 0:
        return 1.0
    return ((ax - x) * (bx - x) + (ay - y) * (by - y)) / lengths
