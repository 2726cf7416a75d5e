"""The lines of a drawing followed from symbol to symbol.

Lines that touch make a net; a net's ends lie at symbols, at the table's upper or lower edge, or
nowhere. An arrowhead says which end is the target. What stays open is reported, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx
from shapely import LineString, box

from models.flowchart import Arrowhead, Chart, Drawing, Frame, Link, Point, Shape, Stroke
from models.geometry import BBox

# Points this close, in points, are one point of the net.
SAME_POINT = 3.0
# A line that ends this close to a symbol, in points, touches it.
TOUCHING = 4.5
# How far, in points, a line may stop short of the symbol it runs towards.
SHORT_OF = 26.0
# A line that ends this close to the table's upper or lower edge, in points, goes on beyond it.
AT_EDGE = 7.0
# Confidence of an arrow by what had to be supposed.
STOPS_SHORT = 0.85
NO_HEAD = 0.6
MANY_TO_MANY = 0.6

_Node = int


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a net: a node, the shape it lies at, and whether an arrowhead is there."""

    node: _Node
    shape: int | None
    head: bool
    confidence: float = 1.0


@dataclass(slots=True)
class _Net:
    """Points and the strokes between them, as a graph."""

    graph: nx.Graph[_Node] = field(default_factory=nx.Graph)
    points: list[Point] = field(default_factory=list)

    def node(self, point: Point) -> _Node:
        """Return the node at a point, a new one where there is none near."""
        for index, known in enumerate(self.points):
            if _distance(point, known) <= SAME_POINT:
                return index
        self.points.append(point)
        return len(self.points) - 1

    def add(self, stroke: Stroke) -> None:
        """Add a stroke."""
        start, end = self.node(stroke.start), self.node(stroke.end)
        if start != end:
            self.graph.add_edge(start, end, weight=stroke.length)


def read_chart(drawing: Drawing, frame: Frame) -> Chart:
    """Follow the lines of a drawing.

    Args:
        drawing: Symbols, strokes and arrowheads.
        frame: The cells they stand in.

    Returns:
        The symbols with the arrows between them; arrows from and to another page have no source
        or no target.
    """
    chart = Chart(frame, drawing.shapes)
    strokes = _cut_at_shapes(drawing.strokes, drawing.shapes)
    net = _build_net(strokes)
    heads = _place_heads(net, drawing.heads, drawing.shapes)
    _chain_arrows(net, heads, drawing.shapes)
    for component in list(nx.connected_components(net.graph)):
        _read_component(chart, net, component, heads)
    return chart


def _distance(a: Point, b: Point) -> float:
    """Return the distance of two points."""
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _cut_at_shapes(strokes: Iterable[Stroke], shapes: Sequence[Shape]) -> list[Stroke]:
    """Return strokes without the parts that run through a symbol."""
    pieces: list[Stroke] = []
    insides = [box(*shape.bbox.grown(-1.5)) for shape in shapes]
    for stroke in strokes:
        line = LineString([stroke.start, stroke.end])
        for inside in insides:
            if line.intersects(inside):
                line = line.difference(inside)
        parts = getattr(line, "geoms", [line])
        for part in parts:
            coords = list(part.coords)
            if len(coords) >= 2 and _distance(coords[0], coords[-1]) > 1.0:
                pieces.append(Stroke((coords[0][0], coords[0][1]), (coords[-1][0], coords[-1][1])))
    return pieces


def _build_net(strokes: Sequence[Stroke]) -> _Net:
    """Return the graph of strokes, each cut where another one's end rests on it."""
    net = _Net()
    ends = [point for stroke in strokes for point in (stroke.start, stroke.end)]
    for stroke in strokes:
        cuts = sorted(
            {_along(stroke, point) for point in ends if _rests_on(point, stroke)} | {0.0, 1.0}
        )
        for first, second in zip(cuts, cuts[1:], strict=False):
            net.add(Stroke(_point_at(stroke, first), _point_at(stroke, second)))
    return net


def _along(stroke: Stroke, point: Point) -> float:
    """Return where along a stroke a point lies, 0 at its start and 1 at its end."""
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    if length == 0:
        return 0.0
    share = ((point[0] - x0) * (x1 - x0) + (point[1] - y0) * (y1 - y0)) / length
    return min(max(share, 0.0), 1.0)


def _point_at(stroke: Stroke, share: float) -> Point:
    """Return the point that lies at a share of a stroke's length."""
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _rests_on(point: Point, stroke: Stroke) -> bool:
    """Return whether a point lies on a stroke, not at its ends."""
    if min(_distance(point, stroke.start), _distance(point, stroke.end)) <= SAME_POINT:
        return False
    return _distance(point, _point_at(stroke, _along(stroke, point))) <= SAME_POINT / 2


def _place_heads(
    net: _Net, heads: Sequence[Arrowhead], shapes: Sequence[Shape]
) -> dict[_Node, Point]:
    """Return the nodes that carry an arrowhead, each with the point of its tip."""
    found: dict[_Node, Point] = {}
    loose = [node for node in net.graph if net.graph.degree(node) == 1]
    for head in heads:
        near = [(_distance_to_box(net.points[node], head.bbox), node) for node in loose]
        distance, node = min(near, default=(float("inf"), -1))
        if distance <= SAME_POINT:
            found[node] = _tip(head, net.points[next(iter(net.graph[node]))], shapes)
    return found


def _chain_arrows(net: _Net, heads: dict[_Node, Point], shapes: Sequence[Shape]) -> None:
    """Join arrows that point at the beginning or the side of another line instead of a symbol.

    Offices bend an arrow by drawing two, the second from where the first one's head is.
    """
    for node, tip in list(heads.items()):
        if any(_distance_to_box(tip, shape.bbox) <= TOUCHING for shape in shapes):
            continue
        own = nx.node_connected_component(net.graph, node)
        others = [n for n in net.graph if n not in own and n not in heads]
        near = min(others, key=lambda n: _distance(net.points[n], tip), default=None)
        if near is not None and _distance(net.points[near], tip) <= TOUCHING:
            net.graph.add_edge(node, near, weight=_distance(net.points[near], tip))
            del heads[node]


def _tip(head: Arrowhead, before: Point, shapes: Sequence[Shape]) -> Point:
    """Return the point of an arrowhead: the corner at a symbol, or the one farthest along.

    Args:
        head: The arrowhead.
        before: Where its line comes from.
        shapes: The symbols.
    """
    near = [
        (_distance_to_box(corner, shape.bbox), corner) for corner in head.corners for shape in shapes
    ]
    distance, corner = min(near, default=(float("inf"), before))
    if distance <= SAME_POINT:
        return corner
    return max(head.corners, key=lambda corner: _distance(corner, before))


def _distance_to_box(point: Point, around: BBox) -> float:
    """Return the distance of a point from a box, 0 inside it."""
    dx = max(around.x0 - point[0], 0.0, point[0] - around.x1)
    dy = max(around.top - point[1], 0.0, point[1] - around.bottom)
    return float((dx * dx + dy * dy) ** 0.5)


def _read_component(
    chart: Chart, net: _Net, component: set[_Node], heads: dict[_Node, Point]
) -> None:
    """Add the arrows of one net to a chart."""
    ends: list[_End] = []
    open_ends: list[_Node] = []
    for node in component:
        end = _find_end(chart, net, node, heads)
        if end is not None:
            ends.append(end)
        elif net.graph.degree(node) == 1:
            open_ends.append(node)
    for node in open_ends:
        if _is_at_page_edge(net.points[node], chart.frame):
            ends.append(_End(node, None, node in heads))
    sources = [end for end in ends if not end.head]
    targets = [end for end in ends if end.head]
    confidence = 1.0
    if not targets and len(sources) == 2:
        sources, targets = _direct(sources, chart, net)
        confidence = NO_HEAD
    elif len(targets) == 2 and not sources:
        sources = targets
    if not sources or not targets:
        _report(chart, net, component)
        return
    for source, target in _pairs(net, sources, targets):
        if source.shape == target.shape and source.shape is not None:
            continue
        sure = min(confidence, source.confidence, target.confidence)
        if len(sources) > 1 and len(targets) > 1:
            sure = min(sure, MANY_TO_MANY)
        line = nx.shortest_path(net.graph, source.node, target.node, weight="weight")
        points = tuple(net.points[node] for node in line)
        chart.links.append(Link(source.shape, target.shape, points, sure))


def _find_end(chart: Chart, net: _Net, node: _Node, heads: dict[_Node, Point]) -> _End | None:
    """Return the end that a node is, where it lies at a symbol or points at one."""
    point = heads.get(node, net.points[node])
    near = [
        (_distance_to_box(point, shape.bbox), index) for index, shape in enumerate(chart.shapes)
    ]
    if not near:
        return None
    distance, index = min(near)
    degree = net.graph.degree(node)
    if distance <= TOUCHING and (degree == 1 or distance <= 1.5):
        return _End(node, index, node in heads)
    if degree != 1:
        return None
    before = net.points[next(iter(net.graph[node]))]
    ahead = _shape_ahead(before, point, chart.shapes)
    if ahead is not None:
        return _End(node, ahead, node in heads, STOPS_SHORT)
    if distance <= 2 * TOUCHING:
        return _End(node, index, node in heads, STOPS_SHORT)
    return None


def _shape_ahead(before: Point, point: Point, shapes: Sequence[Shape]) -> int | None:
    """Return the symbol that a line would run into if it did not stop short of it."""
    length = _distance(before, point)
    if length == 0:
        return None
    step = ((point[0] - before[0]) / length, (point[1] - before[1]) / length)
    ray = LineString([point, (point[0] + step[0] * SHORT_OF, point[1] + step[1] * SHORT_OF)])
    hits = [
        (ray.intersection(box(*shape.bbox)).distance(ray.interpolate(0)), index)
        for index, shape in enumerate(shapes)
        if ray.intersects(box(*shape.bbox))
    ]
    return min(hits)[1] if hits else None


def _is_at_page_edge(point: Point, frame: Frame) -> bool:
    """Return whether a line leaves the table upwards or downwards at a point."""
    top, bottom = frame.bbox.top, frame.bbox.bottom
    return abs(point[1] - top) <= AT_EDGE or abs(point[1] - bottom) <= AT_EDGE


def _direct(ends: Sequence[_End], chart: Chart, net: _Net) -> tuple[list[_End], list[_End]]:
    """Return source and target of a line without arrowhead: a flowchart reads downwards."""

    def place(end: _End) -> tuple[float, float]:
        if end.shape is None:
            x, y = net.points[end.node]
            return y, x
        around = chart.shapes[end.shape].bbox
        return around.y_mid, around.x_mid

    first, second = sorted(ends, key=place)
    return [first], [second]


def _pairs(
    net: _Net, sources: Sequence[_End], targets: Sequence[_End]
) -> Iterable[tuple[_End, _End]]:
    """Yield which source leads to which target of one net."""
    if len(sources) == 1 or len(targets) == 1:
        yield from ((s, t) for s in sources for t in targets if s is not t)
        return
    if sources is targets:
        yield from ((s, t) for s in sources for t in targets if s is not t)
        return
    done: set[tuple[int, int]] = set()
    for end, others, forward in (
        *((s, targets, True) for s in sources),
        *((t, sources, False) for t in targets),
    ):
        nearest = min(others, key=lambda o: _length(net, end.node, o.node))
        pair = (end, nearest) if forward else (nearest, end)
        if (pair[0].node, pair[1].node) not in done:
            done.add((pair[0].node, pair[1].node))
            yield pair


def _length(net: _Net, start: _Node, end: _Node) -> float:
    """Return the length of the way between two nodes of a net, in points."""
    return float(nx.shortest_path_length(net.graph, start, end, weight="weight"))


def _report(chart: Chart, net: _Net, component: set[_Node]) -> None:
    """Note a line that leads nowhere, unless it is too short to be one."""
    points = [net.points[node] for node in component]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    around = BBox(min(xs), min(ys), max(xs), max(ys))
    if not chart.frame.bbox.contains_point(around.x_mid, around.y_mid):
        return
    if max(around.width, around.height) > 2 * SAME_POINT:
        chart.loose.append(around)


def relabelled(links: Sequence[Link], labels: dict[int, str]) -> list[Link]:
    """Return links with labels put to some of them, by index."""
    return [
        replace(link, label=labels[i]) if i in labels else link for i, link in enumerate(links)
    ]
