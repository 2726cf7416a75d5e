"""The flow of a record as a graph: what leads where, where it starts and where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.record import SopRecord
from models.step import Step, Symbol

Ways = Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """Steps, by their `seq`, and the ways between them.

    Attributes:
        steps: `seq` of a step -> the step, in order.
        after: `seq` of every step -> those its arrows lead to, in order, each once.
        before: `seq` of every step -> those whose arrows lead to it, in order, each once.
    """

    steps: Mapping[int, Step]
    after: Ways
    before: Ways

    def reached_from(self, starts: Iterable[int]) -> set[int]:
        """Return the steps that lie on a way from some steps, these included."""
        return _closure(starts, self.after)

    def leading_to(self, ends: Iterable[int]) -> set[int]:
        """Return the steps from which a way leads to some steps, these included."""
        return _closure(ends, self.before)


def build_graph(record: SopRecord) -> FlowGraph:
    """Return the graph of a record's flow; arrows to steps that it has not are left out."""
    steps = {step.seq: step for step in record.steps}
    after: dict[int, list[int]] = {seq: [] for seq in steps}
    before: dict[int, list[int]] = {seq: [] for seq in steps}
    for source, target in sorted({(edge.source, edge.target) for edge in record.flow}):
        if source in steps and target in steps:
            after[source].append(target)
            before[target].append(source)
    return FlowGraph(steps=steps, after=_frozen(after), before=_frozen(before))


def split_charts(record: SopRecord, graph: FlowGraph) -> list[list[Step]]:
    """Return the steps of each flowchart of a record, in order.

    A flowchart stands beside each of the SOP's procedures; procedures that arrows join have one
    together.
    """
    firsts = {procedure.first_seq for procedure in record.procedures}
    charts: list[list[Step]] = []
    for step in record.steps:
        if not charts or step.seq in firsts:
            charts.append([])
        charts[-1].append(step)
    joined = charts[:1]
    for chart in charts[1:]:
        own = {step.seq for step in chart}
        around = {other for seq in own for other in (*graph.before[seq], *graph.after[seq])}
        if any(step.seq in around for step in joined[-1]):
            joined[-1] += chart
        else:
            joined.append(chart)
    return joined


def is_flow_known(record: SopRecord) -> bool:
    """Return whether arrows of the record's flowchart were read."""
    return bool(record.flow)


def is_drawn(step: Step) -> bool:
    """Return whether a symbol was read in a step's row."""
    return step.symbol is not None


def may_be_terminator(step: Step) -> bool:
    """Return whether a step's row holds the symbol for start and end, or might.

    A row with several symbols is named after its decision (contract, Conventions: Steps), so a
    start or end beside a decision cannot be seen.
    """
    return step.symbol is Symbol.TERMINATOR or (
        step.symbol is Symbol.DECISION and len(step.actors) > 1
    )


def find_starts(graph: FlowGraph) -> list[int]:
    """Return the steps where the flow starts, in order; from them every step is reached.

    These are the first step and those that no arrow leads to. Where steps lead only to each
    other, the first of them is taken: a start that the drawing does not show.
    """
    starts = {seq for seq, before in graph.before.items() if not before} | {*list(graph.steps)[:1]}
    reached = graph.reached_from(starts)
    for seq in graph.steps:
        if seq not in reached:
            starts.add(seq)
            reached |= graph.reached_from([seq])
    return sorted(starts)


def find_ends(graph: FlowGraph) -> list[int]:
    """Return the steps where the flow ends, in order; every step leads to one of them.

    These are the steps that no arrow leaves. Where steps lead only to each other, the last with
    a start or end symbol is taken, else the last: an end that the drawing does not show.
    """
    ends = {seq for seq, after in graph.after.items() if not after}
    leading = graph.leading_to(ends)
    first = next(iter(graph.steps), None)
    likely = sorted(
        graph.steps, key=lambda seq: (seq != first and may_be_terminator(graph.steps[seq]), seq)
    )
    for seq in reversed(likely):
        if seq not in leading:
            ends.add(seq)
            leading |= graph.leading_to([seq])
    return sorted(ends)


def _frozen(ways: Mapping[int, list[int]]) -> Ways:
    """Return the ways with tuples, which cannot change, for lists."""
    return {seq: tuple(others) for seq, others in ways.items()}


def _closure(seeds: Iterable[int], ways: Ways) -> set[int]:
    """Return all that is reached from some steps by following ways."""
    found = set(seeds)
    waiting = list(found)
    while waiting:
        for step in ways[waiting.pop()]:
            if step not in found:
                found.add(step)
                waiting.append(step)
    return found
