"""Parallel forks: forks without a decision whose ways meet again."""

from __future__ import annotations

from collections.abc import Set

from extract.record.flow_graph import FlowGraph


def find_parallel_forks(
    graph: FlowGraph, undecided: Set[int], starts: Set[int], ends: Set[int]
) -> dict[int, int]:
    """Return the parallel forks, each with the step where its ways meet.

    Two arrows out of a box mean that both ways are taken. A fork is modelled so only where all its
    ways lead, without fork or join, to one step that nothing else leads to: there the model waits
    for all. Elsewhere parallel ways would never end, or end twice, so they are alternatives.

    Args:
        graph: The flow.
        undecided: Steps that decide nothing: no diamond, no words at their arrows, none back.
        starts: Steps where the flow starts.
        ends: Steps where it ends.
    """
    found = {}
    for fork in undecided:
        ways = graph.after[fork]
        meetings = {_follow(graph, way, starts, ends) for way in ways}
        meeting = meetings.pop() if len(meetings) == 1 else None
        if len(ways) < 2 or meeting is None or meeting == fork or meeting in starts:
            continue
        if len(graph.before[meeting]) == len(ways):
            found[fork] = meeting
    return found


def _follow(graph: FlowGraph, step: int, starts: Set[int], ends: Set[int]) -> int | None:
    """Return the step where the way through a step meets others; None where it forks or ends."""
    while len(graph.before[step]) == 1 and step not in starts:
        if step in ends or len(graph.after[step]) != 1:
            return None
        (step,) = graph.after[step]
    return step
