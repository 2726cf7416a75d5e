"""Lines on paper that run along a ruling: only the pieces before and behind it are seen.

Word and Excel bend a connector halfway between its symbols. In rows of one height that is exactly
on the ruling between them, where its ink and that of the ruling are one. What is left are two
pieces that end on the ruling: where no other line ends there, they are one line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence

import networkx as nx

from extract.flow.network.arrow_tips import Tip
from extract.flow.network.endpoints import Endpoints
from extract.flow.network.graph import LineGraph, Node
from extract.flow.network.thresholds import END, RULING_RUN


def join_along_rulings(
    graph: LineGraph,
    tips: dict[Node, Tip],
    rulings: Sequence[float],
    ends_openly: Callable[[Node, set[Node]], bool],
    read: Callable[[set[Node]], Endpoints],
) -> set[Node]:
    """Join the only two lines that end on a ruling.

    Args:
        graph: The lines; joined in place.
        tips: The ends with an arrowhead.
        rulings: The positions of the rulings between rows, in points from the page's top, in order.
        ends_openly: Whether a free end of a component leads nowhere.
        read: What a component leads from and to.

    Returns:
        A point of each component that was joined.
    """
    components = list(nx.connected_components(graph.network))
    ending: dict[float, list[tuple[Node, set[Node]]]] = defaultdict(list)
    for nodes in components:
        for node in nodes:
            if node in tips or not graph.is_free(node) or not ends_openly(node, nodes):
                continue
            ruling = _ruling_at(graph, node, rulings)
            if ruling is not None:
                ending[ruling].append((node, nodes))
    joined: set[Node] = set()
    for pair in ending.values():
        if len(pair) != 2:
            continue
        (one, first), (other, second) = pair
        if first is second or (read(first).targets and read(second).targets):
            continue
        graph.connect(one, other, None)
        joined.add(one)
    return joined


def _ruling_at(graph: LineGraph, node: Node, rulings: Sequence[float]) -> float | None:
    """Return the ruling that a vertical line ends on; None where there is none."""
    (x, y), (x_before, y_before) = graph.points[node], graph.before(node)
    if abs(x - x_before) > END.max_vertical_slope * abs(y - y_before):
        return None
    at = bisect_left(rulings, y)
    ruling = min(rulings[max(at - 1, 0) : at + 1], key=lambda one: abs(one - y), default=None)
    is_on = ruling is not None and abs(ruling - y) <= RULING_RUN.max_off_ruling_pt
    return ruling if is_on else None
