"""What the ends of a net say: where arrows begin, where they point, and what stays open."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field

from extract.flow.ends import End, EndFinder
from extract.flow.net import AT_SHAPE, SAME_POINT, Net, Node
from models.flowchart import Point, Shape

# Strokes of this length together, in points, that hang at the side of a line are none of its own.
WHISKER = 12.0
# A stub beside a symbol has at most so many points.
STUB = 3
# Confidence of an arrow by what had to be supposed.
BOTH_WAYS = 0.7
NO_HEAD = 0.6
SPREADS = 0.4


@dataclass(slots=True)
class Reading:
    """What the ends of one net say.

    Attributes:
        sources: Ends where arrows begin.
        targets: Ends where they point.
        open_ends: Free ends that lead to no symbol.
        confidence: How sure the directions are, 0 to 1.
        headless: Whether no arrowhead tells the directions.
    """

    sources: list[End] = field(default_factory=list)
    targets: list[End] = field(default_factory=list)
    open_ends: list[Node] = field(default_factory=list)
    confidence: float = 1.0
    headless: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether an arrow has both ends."""
        return bool(self.sources and self.targets)


def is_open(node: Node, nodes: Collection[Node], net: Net, finder: EndFinder) -> bool:
    """Return whether a free end leads nowhere.

    That is also where the stub of a line ends that is broken off beside its symbol.

    Args:
        node: The end.
        nodes: The points of its net.
        net: The lines.
        finder: Tells the ends at symbols.
    """
    end = finder.find(node)
    if end is None:
        return not finder.leaves_page(node)
    if end.head or len(nodes) > STUB:
        return False
    others = [other for other in nodes if other != node and net.is_free(other)]
    shapes = [found.shape for other in others if (found := finder.find(other))]
    if shapes != [end.shape]:
        return False
    return finder.gap(node, end.shape) > finder.gap(others[0], end.shape)


def prune_whiskers(net: Net, tips: Container[Node], finder: EndFinder) -> None:
    """Take off the whiskers of lines: short strokes at their side that lead nowhere.

    They are overshoots at corners and, in pictures, pieces of letters.

    Args:
        net: The lines; pruned in place.
        tips: The ends with an arrowhead; those stay.
        finder: Tells the ends at symbols; those stay too.
    """
    for node in list(net.graph):
        if node not in net.graph or not net.is_free(node) or node in tips:
            continue
        if finder.touched(net.points[node], AT_SHAPE) is not None:
            continue
        hair, length = [node], 0.0
        while net.graph.degree(hair[-1]) < 3 and length <= WHISKER:
            onward = [other for other in net.graph[hair[-1]] if other not in hair]
            if not onward:
                break
            length += net.graph.edges[hair[-1], onward[0]]["weight"]
            hair.append(onward[0])
        if length <= WHISKER and net.graph.degree(hair[-1]) > 2:
            net.graph.remove_nodes_from(hair[:-1])


def read_net(component: set[Node], net: Net, finder: EndFinder, shapes: Sequence[Shape]) -> Reading:
    """Return what the ends of one net say."""
    reading = Reading()
    for node in sorted(component):
        if not net.is_free(node) and not finder.has_head(node):
            continue
        end = finder.find(node)
        if end is None and finder.leaves_page(node):
            end = End(node, None, finder.has_head(node))
        if end is None:
            reading.open_ends.append(node)
        else:
            (reading.targets if end.head else reading.sources).append(end)
    if not reading.targets:
        _direct(reading, net, shapes)
    elif not reading.sources and len(reading.targets) == 2 and not reading.open_ends:
        reading.sources = list(reading.targets)
        reading.confidence = BOTH_WAYS
    return reading


def is_bus(reading: Reading, finder: EndFinder) -> bool:
    """Return whether a line whose ends both have heads deals out what another line brings.

    The heads of such a line point the same way; those of a line that leads both ways do not.
    """
    if reading.confidence != BOTH_WAYS:
        return False
    (ax, ay), (bx, by) = (_direction(finder, end.node) for end in reading.targets)
    return ax * bx + ay * by > 0


def _direction(finder: EndFinder, node: Node) -> Point:
    """Return which way a line runs where it ends, as a step in points."""
    (x0, y0), (x1, y1) = finder.before(node), finder.place(node)
    return x1 - x0, y1 - y0


def _direct(reading: Reading, net: Net, shapes: Sequence[Shape]) -> None:
    """Tell source and targets of lines without arrowhead: a flowchart reads downwards."""
    if reading.open_ends:
        return
    ends = list(
        {end.shape: end for end in reversed(reading.sources) if end.shape is not None}.values()
    )
    ends += [end for end in reading.sources if end.shape is None]
    if len(ends) < 2:
        return

    def place(end: End) -> tuple[float, float]:
        if end.shape is None:
            x, y = net.points[end.node]
            return y, x
        around = shapes[end.shape].bbox
        return around.y_mid, around.x_mid

    first, *rest = sorted(ends, key=place)
    if len(rest) > 1 and place(rest[0])[0] - place(first)[0] <= SAME_POINT:
        return
    reading.sources, reading.targets = [first], rest
    reading.confidence = NO_HEAD if len(rest) == 1 else SPREADS
    reading.headless = True
