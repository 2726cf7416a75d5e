"""The lines of a drawing followed from symbol to symbol.

Lines that touch are one connected component of the graph. Its ends lie at symbols, at the table's
upper or lower edge, or nowhere. An arrowhead tells which end is the target. What stays open is
reported, not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import networkx as nx

from extract.flow.arrowheads import axis_of, simplified
from extract.flow.geometry import box_of, distance_to_box, polygon_of
from extract.flow.network.arrow_tips import Tip, place_heads
from extract.flow.network.chains import direct_chains, find_chains
from extract.flow.network.directions import settle_directions, without_guesses
from extract.flow.network.endpoints import (
    Endpoints,
    is_open,
    is_shared_line,
    prune_overshoots,
    read_endpoints,
)
from extract.flow.network.graph import LineGraph, Node, build_line_graph
from extract.flow.network.joins import LineJoiner, State
from extract.flow.network.line_ends import LineEnd, LineEndFinder
from extract.flow.network.ruling_runs import join_along_rulings
from extract.flow.network.symbol_cuts import cut_at_symbols
from extract.flow.network.thresholds import CONFIDENCE, GRAPH, JOIN
from models.flowchart import Arrowhead, Chart, Drawing, Frame, Link, Point, Stroke
from models.geometry import BBox


def read_chart(drawing: Drawing, frame: Frame, *, pictured: bool = False) -> Chart:
    """Follow the lines of a drawing.

    Args:
        drawing: Symbols, strokes and arrowheads.
        frame: The cells they stand in.
        pictured: Whether it was found in a picture, where heads are easily overlooked.

    Returns:
        The symbols with the arrows between them; arrows from and to another page have no source
        or no target.
    """
    if len(drawing.strokes) > GRAPH.max_strokes or len(drawing.shapes) > GRAPH.max_symbols:
        return Chart(frame, dense=True)
    chart = Chart(frame, drawing.shapes)
    headless = _follow(chart, drawing, pictured=pictured)
    if not pictured:
        chart.links[:], unknown, headless = without_guesses(chart.links, chart.shapes, headless)
        chart.tangled += [link.bbox for link in unknown]
    chart.links[:] = settle_directions(chart.links, chart.shapes, headless)
    return chart


def _follow(
    chart: Chart, drawing: Drawing, stopping: Collection[int] = (), *, pictured: bool
) -> set[int]:
    """Add the arrows of a drawing to a chart; return the indices of the links without head.

    Args:
        chart: The chart.
        drawing: The drawing.
        stopping: Indices of strokes that end at symbols instead of passing behind them.
        pictured: Whether it was found in a picture, where lines may lie on rulings unseen.
    """
    outlines = [polygon_of(shape) for shape in drawing.shapes]
    cut = cut_at_symbols(drawing, outlines, stopping)
    axes = [axis_of(simplified(head)) for head in drawing.heads]
    headed = [point for axis in axes for point in (axis.start, axis.end)]
    graph = build_line_graph(cut.strokes, outlines, headed)
    tips, lone_heads = place_heads(graph, drawing.heads)
    finder = LineEndFinder(chart.frame, drawing.shapes, outlines, graph, tips)

    def read(component: set[Node]) -> Endpoints:
        return read_endpoints(component, graph, finder, chart.shapes)

    def state(component: set[Node]) -> State:
        endpoints = read(component)
        if endpoints.is_whole and not is_shared_line(endpoints, finder):
            return State.WHOLE
        return State.HALF if endpoints.sources or endpoints.targets else State.NONE

    def ends_openly(node: Node, component: set[Node]) -> bool:
        return is_open(node, component, graph, finder)

    # Before overshoots are taken off: the piece behind the ruling is as short as one.
    inner = chart.frame.rulings_y[1:-1] if pictured else ()
    unseen = join_along_rulings(graph, tips, inner, ends_openly, read)
    prune_overshoots(graph, tips, finder)
    mended = LineJoiner(graph, tips, ends_openly, state).mend()
    endpoints_by_component = [
        (nodes, read(nodes)) for nodes in nx.connected_components(graph.network)
    ]
    broken = [
        _box_of(graph, nodes)
        for nodes, endpoints in endpoints_by_component
        if not endpoints.is_whole or endpoints.supposes_page_end
    ]
    futile = {index for index, _ in cut.behind if _lies_in(drawing.strokes[index], broken)}
    if futile:
        return _follow(chart, drawing, {*stopping, *futile}, pictured=pictured)
    chart.tangled += [around for _, around in cut.behind]
    headless: set[int] = set()
    for nodes, endpoints in endpoints_by_component:
        if nodes & mended:
            endpoints.confidence = min(endpoints.confidence, CONFIDENCE.crossing)
        if nodes & unseen:
            endpoints.confidence = min(endpoints.confidence, CONFIDENCE.along_ruling)
        first = len(chart.links)
        _add_links(chart, graph, endpoints)
        if endpoints.headless:
            headless |= set(range(first, len(chart.links)))
        _report(chart, graph, nodes, endpoints, tips)
    _add_lone_heads(chart, finder, lone_heads)
    chained = find_chains(chart.shapes, chart.links, drawing.strokes, cut.behind)
    if chained:
        chart.links, chart.loose, chart.tangled = [], [], []
        return _follow(chart, drawing, {*stopping, *chained}, pictured=pictured)
    chart.links[:], headless = direct_chains(drawing, chart.links, headless, stopping)
    return headless


def _box_of(graph: LineGraph, nodes: Iterable[Node]) -> BBox:
    """Return the box around points of a graph."""
    return box_of(graph.points[node] for node in nodes)


def _lies_in(stroke: Stroke, boxes: Iterable[BBox]) -> bool:
    """Return whether a stroke lies in one of some boxes."""
    return any(
        distance_to_box(stroke.start, box) + distance_to_box(stroke.end, box) <= GRAPH.max_joint_pt
        for box in boxes
    )


def _add_links(chart: Chart, graph: LineGraph, endpoints: Endpoints) -> None:
    """Add the arrows of one component to a chart."""
    if not endpoints.is_whole:
        return
    tangled = False
    for source, target, sure in _pairs(graph, endpoints.sources, endpoints.targets):
        if source.shape == target.shape and source.shape is not None:
            continue
        sure = min(sure, endpoints.confidence, source.confidence, target.confidence)
        tangled = tangled or sure <= CONFIDENCE.nearest
        chart.links.append(
            Link(source.shape, target.shape, graph.way(source.node, target.node), sure)
        )
    if tangled:
        ends = [graph.points[end.node] for end in (*endpoints.sources, *endpoints.targets)]
        chart.tangled.append(box_of(ends))


def _pairs(
    graph: LineGraph, sources: Sequence[LineEnd], targets: Sequence[LineEnd]
) -> Iterator[tuple[LineEnd, LineEnd, float]]:
    """Yield which source leads to which target of one component, and how sure that is.

    Where several lines run together, a line drawn as one polyline tells its own two ends, and in
    which direction lines that join it or branch off may go on. Any other source or target is
    taken to belong to the nearest one.
    """
    both_ways = {source.node for source in sources} == {target.node for target in targets}
    if len(sources) == 1 or len(targets) == 1 or both_ways:
        yield from ((s, t, 1.0) for s in sources for t in targets if s.node != t.node)
        return
    certain = [
        (s, t) for s in sources for t in targets if graph.paths(s.node) & graph.paths(t.node)
    ]
    yield from ((s, t, CONFIDENCE.one_line) for s, t in certain)
    done = {end.node for pair in certain for end in pair}
    directed = graph.directed([(s.node, t.node) for s, t in certain])
    found: set[tuple[Node, Node]] = set()
    for end in (*sources, *targets):
        if end.node in done:
            continue
        others = sources if end.head else targets
        if certain:
            reached = [o for o in others if _leads(directed, end, o)]
        else:
            reached = [min(others, key=lambda other: graph.length(end.node, other.node))]
        for other in reached:
            source, target = (other, end) if end.head else (end, other)
            if (source.node, target.node) not in found:
                found.add((source.node, target.node))
                yield source, target, CONFIDENCE.joined if certain else CONFIDENCE.nearest


def _leads(directed: nx.DiGraph[Node], end: LineEnd, other: LineEnd) -> bool:
    """Return whether the way between two ends follows the direction of the lines it runs on."""
    source, target = (other, end) if end.head else (end, other)
    return bool(nx.has_path(directed, source.node, target.node))


def _report(
    chart: Chart,
    graph: LineGraph,
    component: set[Node],
    endpoints: Endpoints,
    tips: dict[Node, Tip],
) -> None:
    """Report the lines of a component that lead to no symbol; very short ones are left out."""
    if not endpoints.is_whole:
        around = _box_of(graph, component)
        if max(around.width, around.height) > 2 * GRAPH.max_joint_pt:
            _note_loose(chart, around)
        return
    for node in endpoints.open_ends:
        length = abs(graph.before(node)[0] - graph.points[node][0]) + abs(
            graph.before(node)[1] - graph.points[node][1]
        )
        if node in tips or length > JOIN.max_overshoot_pt:
            _note_loose(chart, box_of((graph.before(node), graph.points[node])))


def _note_loose(chart: Chart, around: BBox) -> None:
    """Report a line that leads nowhere, if it lies in the flowchart's cells."""
    if chart.frame.bbox.contains_point(around.x_mid, around.y_mid):
        chart.loose.append(around)


def _add_lone_heads(chart: Chart, finder: LineEndFinder, heads: Iterable[Arrowhead]) -> None:
    """Add the arrows that consist of a head only, between two symbols that nearly touch."""
    for head in heads:
        axis = axis_of(head)
        target, source = finder.touched(axis.end), finder.touched(axis.start)
        if target is not None and source is not None and source != target:
            line: tuple[Point, ...] = (axis.start, axis.end)
            chart.links.append(Link(source, target, line, CONFIDENCE.both_ways))
