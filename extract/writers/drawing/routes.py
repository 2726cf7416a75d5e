"""The route of each line: orthogonal, through no shape, and on no other line.

A line runs in gaps and gutters only, except between a gutter and a shape with `sides`, which the
grid keeps free; `tracks` keeps lines apart there. So lines may cross, but never share a stretch or
touch a shape that is not theirs.

`plan_routes` chooses gaps, gutters and tracks, which tells how wide these must be;
`lane_grid.trace` gives the points once the shapes have their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.writers.drawing.lane_grid import Plan, Port, Route, Side, Stop
from extract.writers.drawing.tracks import assign_tracks


@dataclass(frozen=True, slots=True)
class RouteCosts:
    """What a route costs; a bend, and each lane it passes, costs 1. Chosen by eye."""

    # Each other line at the same side of a shape.
    shared_side: int = 3
    # Reaching the gap by the gutter beside the source.
    detour: int = 6


COST = RouteCosts()


def plan_routes(ways: Sequence[tuple[Stop, Stop]], lanes: int) -> Plan:
    """Return the ways of lines from stops to stops.

    Args:
        ways: Source and target of each line; no two lines have the same. A source has `back` or
            `sides`, a target `front` or `sides`.
        lanes: How many lanes there are.
    """
    chosen = _choose(ways, lanes)
    _assign_ports(chosen)
    plan = Plan(routes=chosen)
    assign_tracks(plan)
    return plan


class _Option(NamedTuple):
    """A possible route of a line."""

    leave: Side
    enter: Side
    gutter: int
    detour: int | None


def _choose(ways: Sequence[tuple[Stop, Stop]], lanes: int) -> list[Route]:
    """Return for each line where it leaves and enters, and the gutter it takes.

    Lines that only cross a gap come first, then shorter before longer ones. Each takes the route
    with the fewest bends, the shortest way and the freest sides.
    """
    used: dict[tuple[Stop, Side], int] = defaultdict(int)
    routes: dict[int, Route] = {}
    far = []
    for index, (source, target) in enumerate(ways):
        if target.rank == source.rank + 1 and source.back and target.front:
            routes[index] = Route(source, target, Port(Side.BACK), Port(Side.FRONT))
            used[source, Side.BACK] += 1
            used[target, Side.FRONT] += 1
        else:
            far.append(index)
    far.sort(key=lambda index: (abs(ways[index][1].rank - ways[index][0].rank), index))
    for index in far:
        source, target = ways[index]
        costs = [
            (_cost(source, target, option, used), place, option)
            for place, option in enumerate(_options(source, target, lanes))
        ]
        _, _, best = min(costs)
        used[source, best.leave] += 1
        used[target, best.enter] += 1
        detour = None if best.detour is None else (best.detour, 0)
        routes[index] = Route(
            source, target, Port(best.leave), Port(best.enter), best.gutter, detour=detour
        )
    return [routes[index] for index in range(len(ways))]


def _cost(
    source: Stop, target: Stop, option: _Option, used: Mapping[tuple[Stop, Side], int]
) -> float:
    """Return the cost of an option; the cheapest is taken."""
    bends = (option.leave is Side.BACK) + (option.enter is Side.FRONT)
    middles = 2 * source.lane + 1, 2 * target.lane + 1
    way = sum(abs(2 * option.gutter - middle) for middle in middles) / 2
    crowd = used[source, option.leave] + used[target, option.enter]
    return bends + way + COST.shared_side * crowd + COST.detour * (option.detour is not None)


def _options(source: Stop, target: Stop, lanes: int) -> Iterator[_Option]:
    """Yield the possible routes of a line.

    A line reaches any gutter by the gap behind its source: directly if it may leave the source at
    its back, else by a gutter beside it.
    """
    beside = {source.lane: Side.LOW, source.lane + 1: Side.HIGH} if source.sides else {}
    entries = {target.lane: Side.LOW, target.lane + 1: Side.HIGH} if target.sides else {}
    for gutter in range(lanes + 1):
        enters = [Side.FRONT] if target.front else []
        enters += [entries[gutter]] if gutter in entries else []
        for enter in enters:
            if source.back:
                yield _Option(Side.BACK, enter, gutter, None)
            for other, leave in beside.items():
                yield _Option(leave, enter, gutter, None if other == gutter else other)


def _assign_ports(routes: Sequence[Route]) -> None:
    """Give the lines that meet a shape at one side their places there, so that few cross."""
    meeting: dict[tuple[Stop, Side], list[tuple[tuple[float, ...], Route, bool]]]
    meeting = defaultdict(list)
    for index, route in enumerate(routes):
        for stop, port, other, leaves in (
            (route.source, route.leave, route.target, True),
            (route.target, route.enter, route.source, False),
        ):
            if port.side in (Side.FRONT, Side.BACK):
                key: tuple[float, ...] = (_across_end(route, other), index)
            else:
                distance = (other.rank - stop.rank) * 100 + other.order - stop.order
                key = (distance > 0, abs(distance) if distance <= 0 else -distance, index)
            meeting[stop, port.side].append((key, route, leaves))
    for (_, side), lines in meeting.items():
        lines.sort(key=lambda line: (line[0], line[2]))
        first, total = _seats(lines)
        for place, (_, route, leaves) in enumerate(lines, first):
            port = Port(side, place, total)
            if leaves:
                route.leave = port
            else:
                route.enter = port


def _seats(lines: Sequence[tuple[tuple[float, ...], Route, bool]]) -> tuple[int, int]:
    """Return the first place of lines that meet at a side, and how many places there are.

    A line that only crosses the gap has the middle place, so that it need not bend.
    """
    direct = [at for at, (_, route, _) in enumerate(lines) if route.gutter is None]
    if not direct:
        return 0, len(lines)
    most = max(direct[0], len(lines) - 1 - direct[0])
    return most - direct[0], 2 * most + 1


def _across_end(route: Route, other: Stop) -> float:
    """Return where a line goes across the flow: to its gutter, or to the other stop's lane."""
    return 2 * other.lane + 1 if route.gutter is None else 2 * route.gutter
