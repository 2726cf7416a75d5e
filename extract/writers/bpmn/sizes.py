"""Sizes of elements in a BPMN diagram, in pixels, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.writers.bpmn.process import Data, Kind, Node, Note, Process
from extract.writers.drawing.text_metrics import block_of, shorten


@dataclass(frozen=True, slots=True)
class BpmnSizes:
    """Sizes and distances in a BPMN diagram. Chosen by eye where nothing else is said."""

    # Events, gateways and data objects have the sizes that bpmn-js gives them.
    event_px: int = 36
    gateway_px: int = 50
    data_width_px: int = 36
    data_height_px: int = 50
    task_width_px: int = 160
    min_task_height_px: int = 80
    # Kept free inside a task or note, left and right together; and inside a task's height.
    text_padding_px: int = 14
    task_padding_px: int = 20
    # Between the nodes of a step; between columns at least.
    node_distance_px: int = 40
    column_distance_px: int = 20
    # Between a task and its data, and between data and a note.
    data_distance_px: int = 20
    note_distance_px: int = 10
    # Between a label and what it belongs to; between a label and the line it stands at.
    label_distance_px: int = 4
    line_distance_px: int = 3
    # How far right of its task's edge a note's line runs, and a data object stands.
    note_line_px: int = 8
    data_shift_px: int = 20
    # A data object's name is shortened to this; its documentation has the whole wording.
    max_data_name_chars: int = 80
    # The widest that words stand at an arrow, below a gateway, in its corner, below an event.
    flow_label_width_px: int = 84
    gateway_label_width_px: int = 88
    corner_label_width_px: int = 50
    event_label_width_px: int = 72
    # The pool's upper left corner; the width of its heading, and of a lane's.
    origin_x_px: int = 160
    origin_y_px: int = 80
    heading_px: int = 30
    # A lane reaches at least so far above and below its middle line.
    min_lane_half_px: int = 45
    # Kept free in a lane below its shapes, and behind the last step.
    lane_bottom_px: int = 10
    lane_end_px: int = 30
    # The longest name of a lane, and of the pool, that is written in one line.
    max_lane_name_px: int = 220
    max_pool_name_px: int = 700
    # Two lines of a name are each this share of its length long; kept free at the ends together.
    two_lines_share: float = 0.6
    heading_padding_px: int = 20

    @property
    def data_label_width_px(self) -> int:
        """Return the width of a data object's name: what its task's width leaves."""
        used = self.data_shift_px + self.data_width_px + self.label_distance_px
        return self.task_width_px - used


SIZE = BpmnSizes()

Point = tuple[int, int]


class Box(NamedTuple):
    """A rectangle: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int


@dataclass(slots=True)
class Group:
    """The nodes of one step, side by side in one column and one lane.

    Attributes:
        rank: Its column.
        lane: Its lane.
        nodes: The nodes from left to right.
        data: What the task needs and makes.
        note: The annotation at the task.
    """

    rank: int
    lane: int
    nodes: list[Node]
    data: list[Data] = field(default_factory=list)
    note: Note | None = None

    @property
    def entry(self) -> Node:
        """Return the node that arrows from other steps lead to."""
        return next(node for node in self.nodes if node.kind is not Kind.START)

    @property
    def exit(self) -> Node:
        """Return the node that arrows to other steps leave."""
        return next(node for node in reversed(self.nodes) if node.kind is not Kind.END)


def group_nodes(process: Process) -> list[Group]:
    """Return the groups of a process in the order of the steps."""
    groups: dict[int, Group] = {}
    for node in process.nodes:
        groups.setdefault(node.rank, Group(node.rank, node.lane, [])).nodes.append(node)
    for data in process.data:
        groups[data.task.rank].data.append(data)
    for note in process.notes:
        groups[note.task.rank].note = note
    return [groups[rank] for rank in sorted(groups)]


def size_of(node: Node) -> tuple[int, int]:
    """Return width and height of a node, both even; a task is as high as its name needs."""
    if node.kind.is_gateway:
        return SIZE.gateway_px, SIZE.gateway_px
    if node.kind is Kind.TASK:
        _, height = block_of(node.name or "", SIZE.task_width_px - SIZE.text_padding_px)
        return SIZE.task_width_px, max(
            SIZE.min_task_height_px, (height + SIZE.task_padding_px + 1) // 2 * 2
        )
    return SIZE.event_px, SIZE.event_px


def data_name(data: Data) -> str:
    """Return what stands at a data object in the diagram."""
    return shorten(data.text, SIZE.max_data_name_chars)


def data_size(data: Data) -> tuple[int, int]:
    """Return the height of a data object with its name, and that of the name alone."""
    _, height = block_of(data_name(data), SIZE.data_label_width_px)
    return max(SIZE.data_height_px, height), height


def note_height(note: Note) -> int:
    """Return the height of a note as wide as a task."""
    return block_of(note.text, SIZE.task_width_px - SIZE.text_padding_px)[1] + SIZE.text_padding_px


def reach_of(group: Group) -> Iterator[tuple[int, int]]:
    """Yield how far the shapes of a group reach above and below its lane's middle line."""
    for node in group.nodes:
        half = (size_of(node)[1] + 1) // 2
        above = below = half
        if node.kind is Kind.TASK:
            for data in group.data:
                need = SIZE.data_distance_px + data_size(data)[0]
                above, below = (above, below + need) if data.is_output else (above + need, below)
            if group.note:
                above += SIZE.note_distance_px + note_height(group.note)
        yield above, below
