"""Builds a BPMN process from a record.

- A row is a task. A row with a diamond is a task followed by an exclusive gateway, whose flows have
  the labels of the arrows. A row with a capsule is an event and a task.
- Arrows that meet, meet in a gateway: a task with several incoming flows would be started by each.
- Several symbols in one row are one task, done together, in the lane of the first actor; the others
  are named in a note and as performers. Separate tasks would mean that the work is done several
  times or in sequence, which the SOP does not say.
- Every task lies on a way from a start event to an end event. Where the drawing shows none, one is
  added with a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.record.flow_graph import (
    FlowGraph,
    build_graph,
    find_ends,
    find_starts,
    may_be_terminator,
)
from extract.writers.bpmn.forks import find_parallel_forks
from extract.writers.bpmn.process import Data, Flow, Kind, Lane, Node, Note, Process
from extract.writers.drawing import fixed_texts
from extract.writers.drawing.lanes import place_in_lanes
from extract.writers.drawing.text_metrics import clean, shorten
from models.fields import FIELDS
from models.record import SopRecord
from models.step import Step, Symbol
from normalize.text import fold_key

# A longer caption of a procedure is shortened. Chosen by eye.
MAX_CAPTION_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Plan:
    """The events and gateways that each step's task needs.

    Attributes:
        graph: The flow between the steps.
        steps: The `seq` of each step, by its rank.
        starts: Where the flow starts; the main one first.
        ends: Where it ends.
        parallel: The step of each parallel fork -> the step where its ways meet again.
        labels: (source, target) -> the words at the arrows between these steps.
        captions: First step of a procedure -> what the procedure is called.
    """

    graph: FlowGraph
    steps: tuple[int, ...]
    starts: list[int]
    ends: frozenset[int]
    parallel: dict[int, int]
    labels: dict[tuple[int, int], tuple[str, ...]]
    captions: dict[int, str]

    def ways_in(self, seq: int) -> int:
        """Return how many flows lead to a step."""
        return len(self.graph.before[seq]) + (seq in self.starts)

    def ways_out(self, seq: int) -> int:
        """Return how many flows leave a step."""
        return len(self.graph.after[seq]) + (seq in self.ends)


def build_process(record: SopRecord) -> Process:
    """Return the process of a record whose flow is known."""
    plan = _plan(record)
    lanes = place_in_lanes(record)
    title = clean(record.header.title) or record.id
    agency = clean(record.header.agency)
    process = Process(
        key=record.id,
        name=title,
        participant=f"{agency} – {title}" if agency else title,
        documentation=_about(record),
        lanes=[Lane(f"Lane_{record.id}_{at}", name) for at, name in enumerate(lanes.names, 1)],
    )
    groups = {}
    for rank, step in enumerate(record.steps):
        group = list(_nodes_of(step, rank, lanes.of_step[step.seq][0], plan, record.id))
        groups[step.seq] = group
        process.nodes += group
        for source, target in pairwise(group):
            process.flows.append(_connect(process, source, target, plan))
    _add_arrows(process, groups, plan)
    _add_data(process, record)
    return process


def _plan(record: SopRecord) -> _Plan:
    """Return the events and gateways that each step's task needs."""
    graph = build_graph(record)
    starts = find_starts(graph)
    drawn = [seq for seq in starts if graph.steps[seq].symbol is Symbol.TERMINATOR]
    main = (drawn or starts)[0]
    labels: dict[tuple[int, int], tuple[str, ...]] = {}
    for edge in record.flow:
        pair = (edge.source, edge.target)
        words = clean(edge.label)
        known = labels.setdefault(pair, ())
        if words and words not in known:
            labels[pair] = (*known, words)
    ends = frozenset(find_ends(graph))
    undecided = {
        seq
        for seq, after in graph.after.items()
        if graph.steps[seq].symbol is not Symbol.DECISION
        and seq not in ends
        and not any(labels[seq, target] or target <= seq for target in after)
    }
    return _Plan(
        graph=graph,
        steps=tuple(graph.steps),
        starts=[main, *(seq for seq in starts if seq != main)],
        ends=ends,
        parallel=find_parallel_forks(graph, undecided, {*starts}, ends),
        labels=labels,
        captions={
            procedure.first_seq: shorten(caption, MAX_CAPTION_CHARS)
            for procedure in record.procedures
            if (caption := clean(procedure.caption))
        },
    )


def _nodes_of(step: Step, rank: int, lane: int, plan: _Plan, key: str) -> Iterator[Node]:
    """Yield the nodes of a step, in the order of their flow."""
    seq = step.seq
    name = step.number or str(seq)

    def node(kind: Kind, part: str, name: str | None = None, *notes: str) -> Node:
        return Node(f"{part}_{key}_{seq}", kind, rank, lane, name, notes)

    if seq in plan.starts:
        yield _start_of(step, rank, lane, plan, key)
    if plan.ways_in(seq) > 1:
        joins = seq in plan.parallel.values()
        yield node(Kind.PARALLEL if joins else Kind.EXCLUSIVE, "Merge")
    yield _task_of(step, rank, lane, plan, key)
    if plan.ways_out(seq) > 1:
        if seq in plan.parallel:
            yield node(Kind.PARALLEL, "Split")
        else:
            decides = step.symbol is Symbol.DECISION
            notes = [] if decides else [fixed_texts.NO_DECISION]
            yield node(Kind.EXCLUSIVE, "Split", fixed_texts.QUESTION.format(step=name), *notes)
    if seq in plan.ends:
        is_drawn = may_be_terminator(step) and not plan.graph.after[seq]
        yield node(Kind.END, "End", fixed_texts.END, *([] if is_drawn else [fixed_texts.NO_END]))


def _start_of(step: Step, rank: int, lane: int, plan: _Plan, key: str) -> Node:
    """Return the event that starts the flow at a step.

    Only one start event of a process may have no condition. The others start under a condition that
    the drawing does not show, or with a procedure of their own.
    """
    is_main, caption = step.seq == plan.starts[0], plan.captions.get(step.seq)
    name, notes, condition = fixed_texts.START, [], None
    if caption and not is_main:
        name, condition = fixed_texts.START_OF.format(procedure=caption), caption
    elif not is_main:
        name = fixed_texts.START_AT.format(step=step.number or step.seq)
        notes, condition = [fixed_texts.SECOND_START], fixed_texts.CONDITION
    if not may_be_terminator(step):
        notes = [fixed_texts.NO_START]
    start_id = f"Start_{key}_{step.seq}"
    return Node(start_id, Kind.START, rank, lane, name, tuple(notes), condition=condition)


def _task_of(step: Step, rank: int, lane: int, plan: _Plan, key: str) -> Node:
    """Return the task of a step."""
    name = f"Langkah {step.number or step.seq}"
    parts = {
        "Pelaksana": ", ".join(map(clean, step.actors)) if len(step.actors) > 1 else None,
        "Kelengkapan": step.requirements,
        "Waktu": _duration_of(step),
        "Output": step.output,
        "Keterangan": step.remarks,
    }
    notes = [f"{heading}: {text}" for heading, part in parts.items() if (text := clean(part))]
    if step.symbol is Symbol.DECISION and plan.ways_out(step.seq) < 2:
        notes.append(fixed_texts.NO_CHOICE)
    return Node(
        f"Task_{key}_{step.seq}",
        Kind.TASK,
        rank,
        lane,
        clean(step.activity) or name,
        (name, *notes),
        performers=tuple(dict.fromkeys(filter(None, map(clean, step.actors)))),
    )


def _duration_of(step: Step) -> str | None:
    """Return a step's duration as printed, and as ISO 8601 where that is known."""
    if step.duration is None:
        return None
    iso = step.duration.iso8601
    return f"{step.duration.raw} ({iso})" if iso else step.duration.raw


def _add_arrows(process: Process, groups: dict[int, list[Node]], plan: _Plan) -> None:
    """Add the flows between the steps."""
    for seq, after in plan.graph.after.items():
        for target in after:
            entry = next(node for node in groups[target] if node.kind is not Kind.START)
            leaving = next(node for node in reversed(groups[seq]) if node.kind is not Kind.END)
            words = " / ".join(plan.labels[seq, target])
            process.flows.append(_connect(process, leaving, entry, plan, words))


def _connect(process: Process, source: Node, target: Node, plan: _Plan, words: str = "") -> Flow:
    """Return the flow from a node to another, with the words printed at its arrow."""
    flow_id = f"Flow_{process.key}_{_short(source)}_{_short(target)}"
    is_inner = source.rank == target.rank and target.kind is Kind.TASK
    if source.kind is not Kind.EXCLUSIVE or is_inner:
        notes = (fixed_texts.AT_ARROW.format(label=words),) if words else ()
        return Flow(flow_id, source, target, documentation=notes)
    silent = _silent_ways(plan.steps[source.rank], plan)
    return Flow(
        flow_id,
        source,
        target,
        name=words or None,
        is_conditional=bool(words) and silent < 2,
        is_default=not words and silent == 1,
    )


def _short(node: Node) -> str:
    """Return a node's part and step: what is its own in its id."""
    return node.id.partition("_")[0] + node.id.rpartition("_")[2]


def _silent_ways(seq: int, plan: _Plan) -> int:
    """Return how many of the ways out of a step have no label.

    A single one is the default flow; of several nobody knows when each is taken.
    """
    silent = sum(not plan.labels[seq, target] for target in plan.graph.after[seq])
    return silent + (seq in plan.ends)


def _add_data(process: Process, record: SopRecord) -> None:
    """Add the data objects and notes of the tasks."""
    tasks = [node for node in process.nodes if node.kind is Kind.TASK]
    objects: dict[str, str] = {}
    for task, step in zip(tasks, record.steps, strict=True):
        for part, cell in (("Input", step.requirements), ("Output", step.output)):
            if text := clean(cell):
                name = f"{part}_{record.id}_{step.seq}"
                object_id = objects.setdefault(fold_key(text) or text, f"Object_{name}")
                process.data.append(Data(name, object_id, task, part == "Output", text))
        if others := task.performers[1:]:
            text = fixed_texts.TOGETHER.format(actors=", ".join(others))
            process.notes.append(Note(f"Note_{record.id}_{step.seq}", task, text))


def _about(record: SopRecord) -> tuple[str, ...]:
    """Return the documentation of the process."""
    parts: Sequence[tuple[str, str | None]] = (
        (FIELDS["sop_number"].spec.id, record.header.sop_number),
        (FIELDS["effective_on"].spec.id, record.header.effective_on),
        ("Sumber", record.source.path),
    )
    return tuple(f"{heading}: {text}" for heading, part in parts if (text := clean(part)))
