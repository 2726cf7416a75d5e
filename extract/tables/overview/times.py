"""How long an SOP takes: all its steps, and the longest way through its flow."""

from __future__ import annotations

from dataclasses import dataclass

from extract.record.flow_graph import build_graph
from models.record import SopRecord
from models.step import Step


@dataclass(frozen=True, slots=True)
class Times:
    """How long an SOP takes, in working minutes.

    Attributes:
        total: The sum over all steps; None where no step has a time.
        timed_share: Share of the steps that have a time, 0 to 1; None without steps.
        path: The longest way from the first step on; None where no arrow was read.
        path_steps: Steps on that way.
        path_timed_share: Share of the steps on that way that have a time, 0 to 1.
        reached_share: Share of all steps that ways from the first step lead to, 0 to 1. Below 1
            arrows are missing, in the drawing or in its reading.
    """

    total: float | None
    timed_share: float | None
    path: float | None
    path_steps: int
    path_timed_share: float | None
    reached_share: float | None


def minutes_of(step: Step) -> float | None:
    """Return the working minutes of a step; None where it has no time."""
    return None if step.duration is None else step.duration.working_minutes


def times_of(record: SopRecord) -> Times:
    """Return how long an SOP takes.

    Ways back (to the step itself or one above it) are left out: a loop is gone through once.
    """
    steps = record.steps
    timed = [minutes for step in steps if (minutes := minutes_of(step)) is not None]
    total = sum(timed) if timed else None
    timed_share = len(timed) / len(steps) if steps else None
    if not record.flow or not steps:
        return Times(total, timed_share, None, 0, None, None)
    graph = build_graph(record)
    first = steps[0].seq
    # The longest way to each step: its minutes, then its steps; `seq` grows along every way.
    begun = (minutes_of(steps[0]) or 0.0, (first,))
    ways: dict[int, tuple[float, tuple[int, ...]]] = {first: begun}
    for seq, step in graph.steps.items():
        before = [ways[other] for other in graph.before[seq] if other < seq and other in ways]
        if before:
            minutes, way = max(before, key=lambda one: (one[0], len(one[1])))
            ways[seq] = (minutes + (minutes_of(step) or 0.0), (*way, seq))
    minutes, way = max(ways.values(), key=lambda one: (one[0], len(one[1])))
    on_way = sum(minutes_of(graph.steps[seq]) is not None for seq in way)
    reached = len(graph.reached_from([first])) / len(steps)
    return Times(total, timed_share, minutes, len(way), on_way / len(way), reached)
