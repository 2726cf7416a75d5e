"""The lines of a drawing followed from symbol to symbol.

Lines that touch make a net; a net's ends lie at symbols, at the table's upper or lower edge, or
nowhere. An arrowhead says which end is the target. What stays open is reported, not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import networkx as nx

from extract.flow.behind import cut_at_shapes
from extract.flow.directions import settle_directions
from extract.flow.ends import End, EndFinder
from extract.flow.geometry import box_of, distance_to_box, polygon_of
from extract.flow.heads import Tip, axis_of, place_heads, simplified
from extract.flow.mending import Mender, State
from extract.flow.net import SAME_POINT, Net, Node, build_net
from extract.flow.readings import BOTH_WAYS, Reading, is_bus, is_open, prune_whiskers, read_net
from models.flowchart import Arrowhead, Chart, Drawing, Frame, Link, Point, Stroke
from models.geometry import BBox

# Nothing that people draw in a table's cells needs more; drawings with more are maps, patterns.
MOST_STROKES = 1500
MOST_SHAPES = 400
# A piece of a line shorter than this, in points, that leads nowhere is an overshoot.
OVERSHOOT = 12.0
# Confidence of an arrow by what had to be supposed.
ON_ONE_LINE = 0.9
MENDED = 0.6
JOINED = 0.8
TANGLED = 0.5


def read_chart(drawing: Drawing, frame: Frame) -> Chart:
    """Follow the lines of a drawing.

    Args:
        drawing: Symbols, strokes and arrowheads.
        frame: The cells they stand in.

    Returns:
        The symbols with the arrows between them; arrows from and to another page have no source
        or no target.
    """
    if len(drawing.strokes) > MOST_STROKES or len(drawing.shapes) > MOST_SHAPES:
        return Chart(frame, dense=True)
    chart = Chart(frame, drawing.shapes)
    headless = _follow(chart, drawing)
    chart.links[:] = settle_directions(chart.links, chart.shapes, headless)
    return chart


def _follow(chart: Chart, drawing: Drawing, stopping: Collection[int] = ()) -> set[int]:
    """Add the arrows of a drawing to a chart; return the indices of those without head.

    Args:
        chart: The chart.
        drawing: The drawing.
        stopping: Indices of strokes that don't pass behind symbols.
    """
    outlines = [polygon_of(shape) for shape in drawing.shapes]
    cut = cut_at_shapes(drawing, outlines, stopping)
    axes = [axis_of(simplified(head)) for head in drawing.heads]
    headed = [point for axis in axes for point in (axis.start, axis.end)]
    net = build_net(cut.strokes, outlines, headed)
    tips, lone_heads = place_heads(net, drawing.heads)
    finder = EndFinder(chart.frame, drawing.shapes, outlines, net, tips)

    def read(component: set[Node]) -> Reading:
        return read_net(component, net, finder, chart.shapes)

    def state(component: set[Node]) -> State:
        reading = read(component)
        if reading.is_whole and not is_bus(reading, finder):
            return State.WHOLE
        return State.HALF if reading.sources or reading.targets else State.NONE

    def ends_openly(node: Node, component: set[Node]) -> bool:
        return is_open(node, component, net, finder)

    prune_whiskers(net, tips, finder)
    mended = Mender(net, tips, ends_openly, state).mend()
    readings = [(nodes, read(nodes)) for nodes in nx.connected_components(net.graph)]
    broken = [_box_of(net, nodes) for nodes, reading in readings if not reading.is_whole]
    futile = {index for index, _ in cut.behind if _lies_in(drawing.strokes[index], broken)}
    if futile:
        return _follow(chart, drawing, {*stopping, *futile})
    chart.tangled += [around for _, around in cut.behind]
    headless: set[int] = set()
    for nodes, reading in readings:
        if nodes & mended:
            reading.confidence = min(reading.confidence, MENDED)
        first = len(chart.links)
        _add_links(chart, net, reading)
        if reading.headless:
            headless |= set(range(first, len(chart.links)))
        _report(chart, net, nodes, reading, tips)
    _add_lone_heads(chart, finder, lone_heads)
    return headless


def _box_of(net: Net, nodes: Iterable[Node]) -> BBox:
    """Return the box around points of a net."""
    return box_of(net.points[node] for node in nodes)


def _lies_in(stroke: Stroke, boxes: Iterable[BBox]) -> bool:
    """Return whether a stroke lies in one of some boxes."""
    return any(
        distance_to_box(stroke.start, box) + distance_to_box(stroke.end, box) <= SAME_POINT
        for box in boxes
    )


def _add_links(chart: Chart, net: Net, reading: Reading) -> None:
    """Add the arrows of one net to a chart."""
    if not reading.is_whole:
        return
    tangled = False
    for source, target, sure in _pairs(net, reading.sources, reading.targets):
        if source.shape == target.shape and source.shape is not None:
            continue
        sure = min(sure, reading.confidence, source.confidence, target.confidence)
        tangled = tangled or sure <= TANGLED
        chart.links.append(
            Link(source.shape, target.shape, net.way(source.node, target.node), sure)
        )
    if tangled:
        ends = [net.points[end.node] for end in (*reading.sources, *reading.targets)]
        chart.tangled.append(box_of(ends))


def _pairs(
    net: Net, sources: Sequence[End], targets: Sequence[End]
) -> Iterator[tuple[End, End, float]]:
    """Yield which source leads to which target of one net, and how sure that is.

    Where several lines run together, those drawn in one go tell their own ends, and which way
    the lines that join them or branch off may go on. Others are taken to lead to the nearest.
    """
    both_ways = {source.node for source in sources} == {target.node for target in targets}
    if len(sources) == 1 or len(targets) == 1 or both_ways:
        yield from ((s, t, 1.0) for s in sources for t in targets if s.node != t.node)
        return
    certain = [(s, t) for s in sources for t in targets if net.paths(s.node) & net.paths(t.node)]
    yield from ((s, t, ON_ONE_LINE) for s, t in certain)
    done = {end.node for pair in certain for end in pair}
    directed = net.directed([(s.node, t.node) for s, t in certain])
    found: set[tuple[Node, Node]] = set()
    for end in (*sources, *targets):
        if end.node in done:
            continue
        others = sources if end.head else targets
        if certain:
            reached = [o for o in others if _leads(directed, end, o)]
        else:
            reached = [min(others, key=lambda other: net.length(end.node, other.node))]
        for other in reached:
            source, target = (other, end) if end.head else (end, other)
            if (source.node, target.node) not in found:
                found.add((source.node, target.node))
                yield source, target, JOINED if certain else TANGLED


def _leads(directed: nx.DiGraph[Node], end: End, other: End) -> bool:
    """Return whether the way between two ends goes along with the lines it runs on."""
    source, target = (other, end) if end.head else (end, other)
    return bool(nx.has_path(directed, source.node, target.node))


def _report(
    chart: Chart, net: Net, component: set[Node], reading: Reading, tips: dict[Node, Tip]
) -> None:
    """Note the lines of a net that lead nowhere, unless they are too short to be any."""
    if not reading.is_whole:
        around = _box_of(net, component)
        if max(around.width, around.height) > 2 * SAME_POINT:
            _note_loose(chart, around)
        return
    for node in reading.open_ends:
        length = abs(net.before(node)[0] - net.points[node][0]) + abs(
            net.before(node)[1] - net.points[node][1]
        )
        if node in tips or length > OVERSHOOT:
            _note_loose(chart, box_of((net.before(node), net.points[node])))


def _note_loose(chart: Chart, around: BBox) -> None:
    """Note a line that leads nowhere if it stands in the flowchart's cells."""
    if chart.frame.bbox.contains_point(around.x_mid, around.y_mid):
        chart.loose.append(around)


def _add_lone_heads(chart: Chart, finder: EndFinder, heads: Iterable[Arrowhead]) -> None:
    """Add the arrows that are nothing but a head between two symbols that nearly touch."""
    for head in heads:
        axis = axis_of(head)
        target, source = finder.touched(axis.end), finder.touched(axis.start)
        if target is not None and source is not None and source != target:
            line: tuple[Point, ...] = (axis.start, axis.end)
            chart.links.append(Link(source, target, line, BOTH_WAYS))
