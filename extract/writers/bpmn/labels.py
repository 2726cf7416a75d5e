"""Places of the labels of events, gateways and arrows: beside their shapes, on no other.

An arrow's label stands where it leaves its gateway: above the line, or right of it where it leaves
upwards or downwards. A gateway's name stands below it, or where no arrow leaves. All boxes are
relative to the middle of the node they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from extract.writers.bpmn.process import Flow, Kind, Node
from extract.writers.bpmn.sizes import SIZE, Box
from extract.writers.drawing.lane_grid import Form, Outline, Port, Side, dock
from extract.writers.drawing.text_metrics import block_of

_HALF = SIZE.gateway_px // 2
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
        width, height = block_of(node.name or "", SIZE.event_label_width_px)
        yield (
            node.id,
            Box(-(width // 2), SIZE.event_px // 2 + SIZE.label_distance_px, width, height),
        )
    elif node.kind.is_gateway:
        yield from _label_gateway(node, exits, used)


def _label_gateway(
    node: Node, exits: Sequence[tuple[Flow, Port]], used: Set[Side]
) -> Iterator[tuple[str, Box]]:
    """Yield the words at a gateway: of its arrows first, then its name where there is room."""
    named = sorted((port, flow.id, flow.name) for flow, port in exits if flow.name)
    upper = lower = _HALF + SIZE.label_distance_px
    behind = [entry for entry in named if entry[0].side is Side.BACK]
    for at, (port, flow_id, name) in enumerate(behind):
        x, line = _HALF + SIZE.line_distance_px, round(dock(_OUTLINE, port)[1])
        width, height = block_of(name, SIZE.flow_label_width_px)
        if at == 0:
            yield flow_id, Box(x, line - 1 - height, width, height)
            upper = max(upper, height + 1 - line + SIZE.line_distance_px)
        else:
            top = max(line + SIZE.line_distance_px, lower if at > 1 else 0)
            yield flow_id, Box(x, top, width, height)
            lower = max(lower, top + height + SIZE.line_distance_px)
    for side in (Side.LOW, Side.HIGH):
        stubs = [entry for entry in named if entry[0].side is side]
        x = round(max((dock(_OUTLINE, port)[0] for port, _, _ in stubs), default=0))
        for _, flow_id, name in stubs:
            width, height = block_of(name, SIZE.flow_label_width_px)
            top = -upper - height if side is Side.LOW else lower
            yield flow_id, Box(x + SIZE.line_distance_px + 2, top, width, height)
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
    width, height = block_of(name, SIZE.gateway_label_width_px)
    if Side.HIGH not in used:
        return Box(-(width // 2), lower, width, height)
    if Side.LOW not in used:
        return Box(-(width // 2), -upper - height, width, height)
    width, height = block_of(name, SIZE.corner_label_width_px)
    left = min(dock(_OUTLINE, port)[0] for _, port in exits if port.side is Side.LOW)
    return Box(round(left) - SIZE.line_distance_px - 2 - width, -_HALF - height, width, height)
