"""The elements of a BPMN process that an SOP needs (BPMN 2.0.2, OMG formal/13-12-09)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A kind of flow node, by the name of its XML element."""

    START = "startEvent"
    END = "endEvent"
    TASK = "task"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"

    @property
    def is_gateway(self) -> bool:
        """Return whether flows part or meet here."""
        return self in (Kind.EXCLUSIVE, Kind.PARALLEL)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of the pool.

    Attributes:
        id: Its id.
        name: The actor's name.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node.

    Attributes:
        id: Its id.
        kind: What it is.
        rank: The row of the step it belongs to, from 0.
        lane: Index of its lane.
        name: What stands at it; None for nothing.
        documentation: What a modeller reads about it.
        performers: Who does it; for tasks.
        condition: Of a start event that is not the first: under which condition it starts.
    """

    id: str
    kind: Kind
    rank: int
    lane: int
    name: str | None = None
    documentation: tuple[str, ...] = ()
    performers: tuple[str, ...] = ()
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow.

    Attributes:
        id: Its id.
        source: The node it leaves.
        target: The node it enters.
        name: What stands at it.
        documentation: What a modeller reads about it.
        is_conditional: Whether its name is the condition under which it is taken.
        is_default: Whether it is taken when no other of its gateway is.
    """

    id: str
    source: Node
    target: Node
    name: str | None = None
    documentation: tuple[str, ...] = ()
    is_conditional: bool = False
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Data:
    """A data object that a task needs or makes.

    Attributes:
        id: Id of the reference that is drawn.
        object_id: Id of the data object; the same for the same wording at several tasks.
        task: The task.
        is_output: Whether the task makes it.
        text: Its wording.
    """

    id: str
    object_id: str
    task: Node
    is_output: bool
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A text annotation at a task.

    Attributes:
        id: Its id.
        task: The task.
        text: What it says.
    """

    id: str
    task: Node
    text: str


@dataclass(slots=True)
class Process:
    """One SOP as a process.

    Attributes:
        key: What its elements' ids are made from.
        name: The SOP's title.
        participant: What the pool is called.
        documentation: What a modeller reads about it.
        lanes: The lanes, from the top.
        nodes: The flow nodes; those of one step together, in the order of their flow.
        flows: The sequence flows.
        data: The data objects at the tasks.
        notes: The annotations.
    """

    key: str
    name: str
    participant: str
    documentation: tuple[str, ...] = ()
    lanes: list[Lane] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    data: list[Data] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
