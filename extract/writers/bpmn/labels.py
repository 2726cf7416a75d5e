"""Where the words at events, gateways and arrows stand: beside their shapes, on no other.

The words at an arrow stand where it leaves its gateway, above the line, or right of it where it
leaves upwards or downwards. A gateway's own name stands below it, or where no arrow leaves. All
boxes are told from the middle of the node they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from extract.writers.bpmn.process import Flow, Kind, Node
from extract.writers.bpmn.sizes import EVENT, GATEWAY, LABEL_DISTANCE, Box
from extract.writers.drawing.board import Form, Outline, Port, Side, dock
from extract.writers.drawing.lettering import block_of

# The widest that words stand at an arrow, below a gateway, in a corner of one, below an event.
FLOW_WIDTH = 84
GATEWAY_WIDTH = 88
CORNER_WIDTH = 50
EVENT_WIDTH = 72

# Between words and the line they stand at.
LINE_DISTANCE = 3

_HALF = GATEWAY // 2
_OUTLINE = Outline(0, 0, _HALF, _HALF, Form.DIAMOND)


def labels_of(
    node: Node, exits: Sequence[tuple[Flow, Port]], used: Set[Side]
) -> Iterator[tuple[str, Box]]:
    """Yield the id and the box of the words at a node and at the arrows that leave it.

    Args:
        node: The node.
        exits: The arrows that leave it, and where.
        used: The sides of it where arrows leave or enter.
    """
    if node.kind in (Kind.START, Kind.END):
        width, height = block_of(node.name or "", EVENT_WIDTH)
        yield node.id, Box(-(width // 2), EVENT // 2 + LABEL_DISTANCE, width, height)
    elif node.kind.is_gateway:
        yield from _label_gateway(node, exits, used)


def _label_gateway(
    node: Node, exits: Sequence[tuple[Flow, Port]], used: Set[Side]
) -> Iterator[tuple[str, Box]]:
    """Yield the words at a gateway: of its arrows first, then its name where there is room."""
    named = sorted((port, flow.id, flow.name) for flow, port in exits if flow.name)
    upper = lower = _HALF + LABEL_DISTANCE
    behind = [entry for entry in named if entry[0].side is Side.BACK]
    for at, (port, flow_id, name) in enumerate(behind):
        x, line = _HALF + LINE_DISTANCE, round(dock(_OUTLINE, port)[1])
        width, height = block_of(name, FLOW_WIDTH)
        if at == 0:
            yield flow_id, Box(x, line - 1 - height, width, height)
            upper = max(upper, height + 1 - line + LINE_DISTANCE)
        else:
            top = max(line + LINE_DISTANCE, lower if at > 1 else 0)
            yield flow_id, Box(x, top, width, height)
            lower = max(lower, top + height + LINE_DISTANCE)
    for side in (Side.LOW, Side.HIGH):
        stubs = [entry for entry in named if entry[0].side is side]
        x = round(max((dock(_OUTLINE, port)[0] for port, _, _ in stubs), default=0))
        for _, flow_id, name in stubs:
            width, height = block_of(name, FLOW_WIDTH)
            top = -upper - height if side is Side.LOW else lower
            yield flow_id, Box(x + LINE_DISTANCE + 2, top, width, height)
            if side is Side.LOW:
                upper += height
            else:
                lower += height
    if node.name:
        yield node.id, _box_of_name(node.name, used, upper, lower, exits)


def _box_of_name(
    name: str, used: Set[Side], upper: int, lower: int, exits: Sequence[tuple[Flow, Port]]
) -> Box:
    """Return where a gateway's name stands: below it, above it, or in its upper left corner."""
    width, height = block_of(name, GATEWAY_WIDTH)
    if Side.HIGH not in used:
        return Box(-(width // 2), lower, width, height)
    if Side.LOW not in used:
        return Box(-(width // 2), -upper - height, width, height)
    width, height = block_of(name, CORNER_WIDTH)
    left = min(dock(_OUTLINE, port)[0] for _, port in exits if port.side is Side.LOW)
    return Box(round(left) - LINE_DISTANCE - 2 - width, -_HALF - height, width, height)
