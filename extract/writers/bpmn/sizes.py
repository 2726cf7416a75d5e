"""How big things are in a diagram, in pixels, and the groups they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.writers.bpmn.process import Data, Kind, Node, Note, Process
from extract.writers.drawing.lettering import block_of, shorten

# Events, gateways and data objects are as big as modelling tools draw them.
EVENT = 36
GATEWAY = 50
DATA_WIDTH, DATA_HEIGHT = 36, 50
TASK_WIDTH, TASK_HEIGHT = 160, 80

# Between the nodes of a step; between columns at least; between a task and its data; between
# data and a note; of a label from what it belongs to.
SPACING = 40
GAP = 20
DATA_DISTANCE = 20
NOTE_DISTANCE = 10
LABEL_DISTANCE = 4

# How far right of its task's edge a note's line runs, and a data object stands.
NOTE_LINE = 8
DATA_SHIFT = 20

# A data object's name in the diagram; its whole wording is in its documentation.
DATA_NAME_LENGTH = 80
DATA_LABEL_WIDTH = TASK_WIDTH - DATA_SHIFT - DATA_WIDTH - LABEL_DISTANCE

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
        return GATEWAY, GATEWAY
    if node.kind is Kind.TASK:
        _, height = block_of(node.name or "", TASK_WIDTH - 14)
        return TASK_WIDTH, max(TASK_HEIGHT, (height + 21) // 2 * 2)
    return EVENT, EVENT


def data_name(data: Data) -> str:
    """Return what stands at a data object in the diagram."""
    return shorten(data.text, DATA_NAME_LENGTH)


def data_size(data: Data) -> tuple[int, int]:
    """Return the height of a data object with its name, and that of the name alone."""
    _, height = block_of(data_name(data), DATA_LABEL_WIDTH)
    return max(DATA_HEIGHT, height), height


def note_height(note: Note) -> int:
    """Return the height of a note as wide as a task."""
    return block_of(note.text, TASK_WIDTH - 14)[1] + 14


def reach_of(group: Group) -> Iterator[tuple[int, int]]:
    """Yield how far the shapes of a group reach above and below its lane's middle line."""
    for node in group.nodes:
        half = (size_of(node)[1] + 1) // 2
        above = below = half
        if node.kind is Kind.TASK:
            for data in group.data:
                need = DATA_DISTANCE + data_size(data)[0]
                above, below = (above, below + need) if data.is_output else (above + need, below)
            if group.note:
                above += NOTE_DISTANCE + note_height(group.note)
        yield above, below
