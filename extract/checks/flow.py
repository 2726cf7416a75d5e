"""Faults of a flowchart: its start and end, its ways, its decisions.

The symbols and what they mean are those of the annex of PermenPAN-RB 35/2012: a capsule starts and
ends the flow, a diamond decides, an arrow leads on. Only a flowchart that was read is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.checks.provenance import is_sure, name_step, page_of
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

_REMEDY = "draw the arrow in the SOP, or add it to the flow here if the drawing has it"


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
            "No arrow between the steps was found: draw the arrows, or add them to the flow.",
            field="/flow",
            page=_page_of(record, drawn[0]),
        )


def _check_symbols(record: SopRecord) -> Iterator[Finding]:
    """Yield the steps without a symbol in any column."""
    for step in record.steps:
        if not is_drawn(step):
            yield make_finding(
                "step-symbol-missing",
                f"{name_step(step)} has no symbol in any column: draw it in the SOP, or add its "
                "actor here if the drawing has it.",
                field=f"/steps/{step.seq - 1}/symbol",
                page=_page_of(record, step),
            )


def _check_actors(record: SopRecord) -> Iterator[Finding]:
    """Yield the actors without a step."""
    busy = {actor for step in record.steps for actor in step.actors}
    for index, actor in enumerate(record.actors):
        if actor not in busy:
            pointer = f"/actors/{index}"
            yield make_finding(
                "actor-unused",
                f'"{actor}" has a column but no symbol in it: remove the column, or draw the step '
                "that is missing.",
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
            f"The flow has no start symbol: draw {name_step(first, capital=False)}, where it "
            "begins, as a capsule.",
            field=f"/steps/{first.seq - 1}/symbol",
            page=_page_of(record, first),
        )
    ends = [step for step in drawn if not graph.after[step.seq]]
    if not any(map(may_be_terminator, [last, *ends])):
        yield make_finding(
            "flow-end-missing",
            f"The flow has no end symbol: draw {name_step(last, capital=False)}, where it ends, "
            "as a capsule.",
            field=f"/steps/{last.seq - 1}/symbol",
            page=_page_of(record, last),
        )


def _check_ways(record: SopRecord, graph: FlowGraph, drawn: list[Step]) -> Iterator[Finding]:
    """Yield the steps that no way leads to, and those that no way leads on from."""
    first, last = drawn[0], drawn[-1]
    lonely = {step.seq for step in drawn if not graph.before[step.seq]} - {first.seq}
    for step in drawn:
        if step.seq in lonely and not (may_be_terminator(step) and graph.after[step.seq]):
            yield _unreachable(record, step)
    reached = graph.reached_from({first.seq, *lonely})
    for step in drawn:
        if step.seq not in reached:
            reached |= graph.reached_from([step.seq])
            yield _unreachable(record, step)
    for step in drawn:
        if graph.after[step.seq] or may_be_terminator(step) or step is last or step.seq in lonely:
            continue
        yield make_finding(
            "flow-dead-end",
            f"No arrow leads on from {name_step(step, capital=False)}: {_REMEDY}.",
            field=f"/steps/{step.seq - 1}",
            page=_page_of(record, step),
            milder=_has_loose_line(record),
        )


def _unreachable(record: SopRecord, step: Step) -> Finding:
    """Return the finding for a step that cannot be reached from the start."""
    return make_finding(
        "flow-step-unreachable",
        f"No way leads from the start to {name_step(step, capital=False)}: {_REMEDY}.",
        field=f"/steps/{step.seq - 1}",
        page=_page_of(record, step),
        milder=_has_loose_line(record),
    )


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
                f"{name_step(step)} is a decision with {'one way' if ways else 'no way'} out: "
                f"{_REMEDY}, or make it a box.",
                field=f"/steps/{step.seq - 1}/symbol",
                page=_page_of(record, step),
                milder=_has_loose_line(record),
            )
        elif len(ways) > 1 and silent:
            steps = {other.seq: name_step(other, capital=False) for other in record.steps}
            targets = " and ".join(steps.get(edge.target, "?") for _, edge in silent)
            yield make_finding(
                "decision-way-unlabelled",
                f"{name_step(step)} decides, but nothing is written at its way to {targets}: "
                "write in which case it is taken.",
                field=f"/flow/{silent[0][0]}/label",
                page=_page_of(record, step),
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
                f'{name_step(step)} decides, and "{edge.label}" is written at two of its ways: '
                "write in which case each is taken.",
                field=f"{pointer}/label",
                page=_page_of(record, step),
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
                f"An arrow leads from {name_step(source, capital=False)} back to "
                f"{name_step(target, capital=False)} without a decision: draw "
                f"{name_step(source, capital=False)} as a diamond, or remove the arrow.",
                field=f"/flow/{index}",
                page=_page_of(record, source),
            )


def _page_of(record: SopRecord, step: Step) -> int | None:
    """Return the page a step's row was read on, where that is known."""
    pointer = f"/steps/{step.seq - 1}"
    for part in ("symbol", "activity", "number"):
        if place := record.provenance.get(f"{pointer}/{part}"):
            return place.page
    return None
