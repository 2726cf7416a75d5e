"""Faults of a flowchart: its start and end, its ways, its decisions.

The symbols and what they mean are those of the annex of PermenPAN-RB 35/2012: a capsule starts and
ends the flow, a diamond decides, an arrow leads on. Only a flowchart that was read is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.checks.provenance import is_sure, page_of, page_of_step, step_name
from extract.checks.tables import tell_steps
from extract.checks.thresholds import TABLE
from extract.findings.registry import make_finding
from extract.record.flow_graph import (
    FlowGraph,
    build_graph,
    is_drawn,
    is_flow_known,
    may_be_terminator,
    split_charts,
)
from models.finding import Finding
from models.flow import FlowEdge
from models.record import SopRecord
from models.step import Step, Symbol
from normalize.text import fold_key

# Code of the finding that `extract.flow` raises for a line that it could not follow.
ARROW_END_UNKNOWN = "arrow-end-unknown"


def check_flow(record: SopRecord) -> Iterator[Finding]:
    """Yield a finding for each thing that is wrong in a record's flowchart."""
    drawn = [step for step in record.steps if is_drawn(step)]
    if not drawn:
        return
    yield from _check_symbols(record)
    yield from _check_actors(record)
    if is_flow_known(record):
        graph = build_graph(record)
        for chart in split_charts(record, graph):
            if own := [step for step in chart if is_drawn(step)]:
                yield from _check_start_and_end(record, graph, own)
                yield from _check_ways(record, graph, own)
        yield from _check_decisions(record, drawn)
        yield from _check_order(record, graph)
    elif len(drawn) > 1:
        yield make_finding(
            "flow-arrows-missing",
            field="/flow",
            page=page_of_step(record, drawn[0]),
        )


def _check_symbols(record: SopRecord) -> Iterator[Finding]:
    """Yield the steps without a symbol in any column."""
    bare = [step for step in record.steps if not is_drawn(step)]
    yield from tell_steps(record, "step-symbol-missing", bare, "symbol")


def _check_actors(record: SopRecord) -> Iterator[Finding]:
    """Yield the actors without a step.

    Where a step has no symbol, or its symbols are pictures, the column's may be the one not read.
    """
    if not all(is_drawn(step) for step in record.steps):
        return
    busy = {actor for step in record.steps for actor in step.actors}
    unused = [(index, actor) for index, actor in enumerate(record.actors) if actor not in busy]
    if len(unused) >= TABLE.min_steps_of_one_cause:
        yield make_finding(
            "actor-unused",
            "several",
            {"actors": [actor for _, actor in unused]},
            field="/actors",
            page=page_of(record, "/actors"),
        )
        return
    for index, actor in unused:
        pointer = f"/actors/{index}"
        yield make_finding(
            "actor-unused",
            "one",
            {"actor": actor},
            field=pointer,
            page=page_of(record, pointer),
        )


def _check_start_and_end(
    record: SopRecord, graph: FlowGraph, drawn: list[Step]
) -> Iterator[Finding]:
    """Yield a flow that has no start, or no end, drawn as such."""
    first, last = drawn[0], drawn[-1]
    starts = [step for step in drawn if not graph.before[step.seq] and graph.after[step.seq]]
    if not any(map(may_be_terminator, [first, *starts])):
        yield make_finding(
            "flow-start-missing",
            params={"step": step_name(first)},
            field=f"/steps/{first.seq - 1}/symbol",
            page=page_of_step(record, first),
        )
    ends = [step for step in drawn if not graph.after[step.seq]]
    if not any(map(may_be_terminator, [last, *ends])):
        yield make_finding(
            "flow-end-missing",
            params={"step": step_name(last)},
            field=f"/steps/{last.seq - 1}/symbol",
            page=page_of_step(record, last),
        )


def _check_ways(record: SopRecord, graph: FlowGraph, drawn: list[Step]) -> Iterator[Finding]:
    """Yield the steps that no way leads to, and those that no way leads on from."""
    first, last = drawn[0], drawn[-1]
    lonely = {step.seq for step in drawn if not graph.before[step.seq]} - {first.seq}
    unreached = [
        step
        for step in drawn
        if step.seq in lonely and not (may_be_terminator(step) and graph.after[step.seq])
    ]
    reached = graph.reached_from({first.seq, *lonely})
    for step in drawn:
        if step.seq not in reached:
            reached |= graph.reached_from([step.seq])
            unreached.append(step)
    for step, following in zip(drawn, [*drawn[1:], last], strict=True):
        if graph.after[step.seq] or may_be_terminator(step) or step is last or step.seq in lonely:
            continue
        # One arrow that was not read leaves one step without a way out and the next without one in.
        is_gap = following in unreached
        if is_gap:
            unreached.remove(following)
        yield make_finding(
            "flow-dead-end",
            "gap" if is_gap else "alone",
            {"step": step_name(step), "next": step_name(following)},
            field=f"/steps/{step.seq - 1}",
            page=page_of_step(record, step),
            milder=_has_loose_line(record),
        )
    milder = _has_loose_line(record)
    yield from tell_steps(record, "flow-step-unreachable", unreached, milder=milder)


def _has_loose_line(record: SopRecord) -> bool:
    """Return whether a line was seen but not followed: a missing arrow is a milder finding then.

    The arrow is probably drawn, and the line itself has a warning.
    """
    return any(finding.code == ARROW_END_UNKNOWN for finding in record.findings)


def _check_decisions(record: SopRecord, drawn: list[Step]) -> Iterator[Finding]:
    """Yield decisions with fewer than two ways out, and decisions with ways without label.

    A way from a diamond to another symbol of its own row is no arrow between steps, so a row
    with several symbols needs only one that leads away from it. One way without words beside
    others with them can be understood as "otherwise": worth a look, not a defect.
    """
    for step in drawn:
        if step.symbol is not Symbol.DECISION:
            continue
        ways = [(at, edge) for at, edge in enumerate(record.flow) if edge.source == step.seq]
        yield from _check_same_words(record, step, ways)
        silent = [(at, edge) for at, edge in ways if edge.label is None]
        if len(ways) < 2 and not (ways and len(step.actors) > 1):
            yield make_finding(
                "decision-ways-missing",
                "one" if ways else "none",
                {"step": step_name(step)},
                field=f"/steps/{step.seq - 1}/symbol",
                page=page_of_step(record, step),
                milder=_has_loose_line(record),
            )
        elif len(ways) > 1 and silent:
            steps = {other.seq: step_name(other) for other in record.steps}
            targets = [steps.get(edge.target, "?") for _, edge in silent]
            yield make_finding(
                "decision-way-unlabelled",
                params={"step": step_name(step), "targets": targets},
                field=f"/flow/{silent[0][0]}/label",
                page=page_of_step(record, step),
                milder=len(silent) == 1,
            )


def _check_same_words(
    record: SopRecord, step: Step, ways: Sequence[tuple[int, FlowEdge]]
) -> Iterator[Finding]:
    """Yield a decision with the same label at two of its ways.

    A row with several symbols may hold several decisions, each with the same words.
    """
    if len(step.actors) > 1:
        return
    seen: set[str] = set()
    for at, edge in ways:
        pointer = f"/flow/{at}"
        if edge.label is None or not is_sure(record, pointer):
            continue
        if fold_key(edge.label) in seen:
            yield make_finding(
                "decision-labels-unbalanced",
                "same",
                {"step": step_name(step), "label": edge.label},
                field=f"{pointer}/label",
                page=page_of_step(record, step),
            )
            return
        seen.add(fold_key(edge.label))


def _check_order(record: SopRecord, graph: FlowGraph) -> Iterator[Finding]:
    """Yield arrows that lead back from a step that is no decision."""
    for index, edge in enumerate(record.flow):
        source, target = graph.steps.get(edge.source), graph.steps.get(edge.target)
        if source is None or target is None or edge.target >= edge.source:
            continue
        if is_drawn(source) and source.symbol is not Symbol.DECISION:
            yield make_finding(
                "flow-back-without-decision",
                params={"step": step_name(source), "target": step_name(target)},
                field=f"/flow/{index}",
                page=page_of_step(record, source),
            )
