"""Sources, targets and open ends of the lines that are connected."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field

from extract.flow.network.graph import LineGraph, Node
from extract.flow.network.line_ends import LineEnd, LineEndFinder
from extract.flow.network.thresholds import CONFIDENCE, GRAPH, JOIN
from models.flowchart import Point, Shape


@dataclass(slots=True)
class Endpoints:
    """The ends of one connected component of lines.

    Attributes:
        sources: Ends where arrows begin.
        targets: Ends where they point.
        open_ends: Free ends that lead to no symbol.
        confidence: How sure the directions are, 0 to 1.
        headless: Whether no arrowhead tells the directions.
    """

    sources: list[LineEnd] = field(default_factory=list)
    targets: list[LineEnd] = field(default_factory=list)
    open_ends: list[Node] = field(default_factory=list)
    confidence: float = 1.0
    headless: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether an arrow has both ends."""
        return bool(self.sources and self.targets)

    @property
    def supposes_page_end(self) -> bool:
        """Return whether an end is taken to lead over the page's end, though it stops short."""
        return any(e.shape is None and e.confidence < 1 for e in (*self.sources, *self.targets))


def is_open(node: Node, nodes: Collection[Node], graph: LineGraph, finder: LineEndFinder) -> bool:
    """Return whether a free end leads nowhere.

    So does the stub of a line that breaks off beside its symbol.

    Args:
        node: The end.
        nodes: The points of its component.
        graph: The lines.
        finder: Tells the ends at symbols.
    """
    end = finder.find(node)
    if end is None:
        return not finder.leaves_page(node)
    if end.head or len(nodes) > JOIN.max_stub_points:
        return False
    others = [other for other in nodes if other != node and graph.is_free(other)]
    shapes = [found.shape for other in others if (found := finder.find(other))]
    if shapes != [end.shape]:
        return False
    return finder.gap(node, end.shape) > finder.gap(others[0], end.shape)


def prune_overshoots(graph: LineGraph, tips: Container[Node], finder: LineEndFinder) -> None:
    """Remove overshoots: short strokes at the side of a line that lead nowhere.

    Lines overshoot at corners; in pictures pieces of letters look the same.

    Args:
        graph: The lines; pruned in place.
        tips: The ends with an arrowhead; those stay.
        finder: Tells the ends at symbols; those stay too.
    """
    for node in list(graph.network):
        if node not in graph.network or not graph.is_free(node) or node in tips:
            continue
        if finder.touched(graph.points[node], GRAPH.max_off_outline_pt) is not None:
            continue
        overshoot, length = [node], 0.0
        while graph.network.degree(overshoot[-1]) < 3 and length <= JOIN.max_overshoot_pt:
            onward = [other for other in graph.network[overshoot[-1]] if other not in overshoot]
            if not onward:
                break
            length += graph.network.edges[overshoot[-1], onward[0]]["weight"]
            overshoot.append(onward[0])
        if length <= JOIN.max_overshoot_pt and graph.network.degree(overshoot[-1]) > 2:
            graph.network.remove_nodes_from(overshoot[:-1])


def read_endpoints(
    component: set[Node], graph: LineGraph, finder: LineEndFinder, shapes: Sequence[Shape]
) -> Endpoints:
    """Return the sources, targets and open ends of one connected component."""
    endpoints = Endpoints()
    for node in sorted(component):
        if not graph.is_free(node) and not finder.has_head(node):
            continue
        end = finder.find(node)
        if end is None and finder.leaves_page(node):
            end = LineEnd(node, None, finder.has_head(node))
        if end is None:
            endpoints.open_ends.append(node)
        else:
            (endpoints.targets if end.head else endpoints.sources).append(end)
    _lead_over_page_end(endpoints, finder)
    if not endpoints.targets:
        _direct(endpoints, graph, shapes)
    elif not endpoints.sources and len(endpoints.targets) == 2 and not endpoints.open_ends:
        endpoints.sources = list(endpoints.targets)
        endpoints.confidence = CONFIDENCE.both_ways
    return endpoints


def _lead_over_page_end(endpoints: Endpoints, finder: LineEndFinder) -> None:
    """Let the only open end of an arrow lead over the page's end, if it stops short of that.

    It must be what the arrow lacks: a head where it has sources only, a bare end where it has
    targets only.
    """
    if len(endpoints.open_ends) != 1:
        return
    (node,) = endpoints.open_ends
    head = finder.has_head(node)
    lacking, other = endpoints.sources, endpoints.targets
    if head:
        lacking, other = other, lacking
    if other and not lacking and finder.stops_short_of_page_end(node):
        lacking.append(LineEnd(node, None, head, CONFIDENCE.short))
        endpoints.open_ends.clear()


def is_shared_line(endpoints: Endpoints, finder: LineEndFinder) -> bool:
    """Return whether a line with a head at both ends distributes what another line brings to it.

    The heads of such a line point the same way; those of an arrow that leads both ways do not.
    """
    if endpoints.confidence != CONFIDENCE.both_ways:
        return False
    (ax, ay), (bx, by) = (_direction(finder, end.node) for end in endpoints.targets)
    return ax * bx + ay * by > 0


def _direction(finder: LineEndFinder, node: Node) -> Point:
    """Return the direction of a line's last piece, as (dx, dy) in points."""
    (x0, y0), (x1, y1) = finder.before(node), finder.place(node)
    return x1 - x0, y1 - y0


def _direct(endpoints: Endpoints, graph: LineGraph, shapes: Sequence[Shape]) -> None:
    """Choose source and targets of lines without arrowhead: a flowchart runs downwards."""
    if endpoints.open_ends:
        return
    ends = list(
        {end.shape: end for end in reversed(endpoints.sources) if end.shape is not None}.values()
    )
    ends += [end for end in endpoints.sources if end.shape is None]
    if len(ends) < 2:
        return

    def place(end: LineEnd) -> tuple[float, float]:
        if end.shape is None:
            x, y = graph.points[end.node]
            return y, x
        around = shapes[end.shape].bbox
        return around.y_mid, around.x_mid

    first, *rest = sorted(ends, key=place)
    if len(rest) > 1 and place(rest[0])[0] - place(first)[0] <= GRAPH.max_joint_pt:
        return
    endpoints.sources, endpoints.targets = [first], rest
    endpoints.confidence = CONFIDENCE.no_head if len(rest) == 1 else CONFIDENCE.no_head_several
    endpoints.headless = True
