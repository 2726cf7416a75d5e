"""A grid of ranks and swimlanes, the stops on it, and the lines between them as points.

The flow runs along the ranks (a rank is a step). Its stops (shapes) lie in lanes (a lane is an
actor), all stops of one rank in one lane. Between two ranks is a *gap*, between two lanes a
*gutter*: channels that hold lines only, each line on a *track* of its own (channel routing):

    gutter 0   ─────────────────────────────
    lane 0        [stop]  gap 0
    gutter 1   ─────────────────────────────
    lane 1                        [stop]
    gutter 2   ─────────────────────────────

*Along* is the direction of the flow, *across* the other: x and y in a drawing with horizontal
lanes, y and x in one with vertical lanes. Sizes are in pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class LineSpacing:
    """Distances between lines. Chosen by eye: arrowheads are 8 px wide."""

    # Two parallel tracks of a gap or gutter.
    track_px: int = 10
    # Two lines that meet a shape at one side; less where they would leave this share of the side.
    port_px: int = 12
    max_side_share: float = 0.7


SPACING = LineSpacing()


class Side(IntEnum):
    """A side of a shape: before and behind it along the flow, and to its lane's either side."""

    FRONT = 0
    BACK = 1
    LOW = 2
    HIGH = 3


class Form(Enum):
    """The outline of a shape."""

    BOX = "box"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class Stop:
    """A shape that lines lead to or from.

    Attributes:
        rank: Its rank; 0 is the first.
        lane: Its lane; 0 is the first.
        order: Its place among the shapes of its rank and lane, along the flow.
        front: Whether a line may enter it from before.
        back: Whether a line may leave it from behind.
        sides: Whether lines may enter and leave it to its lane's either side.
    """

    rank: int
    lane: int
    order: int = 0
    front: bool = True
    back: bool = True
    sides: bool = False


class Port(NamedTuple):
    """Where a line meets its shape: its place (from 0) among all lines at that side."""

    side: Side
    place: int = 0
    total: int = 1


@dataclass(slots=True)
class Route:
    """The route of one line.

    Attributes:
        source: Where it starts.
        target: Where it ends.
        leave: Where it leaves its source.
        enter: Where it enters its target.
        gutter: The gutter it runs along; None where it only crosses the gap to the next rank.
        track: Its track in the gutter.
        gap_out: Its track in the gap behind its source; None where it needs none.
        gap_in: Its track in the gap before its target; None where it needs none.
        detour: The gutter beside its source by which it reaches the gap, and its track there; None
            where it reaches the gap directly, or needs none.
    """

    source: Stop
    target: Stop
    leave: Port
    enter: Port
    gutter: int | None = None
    track: int = 0
    gap_out: int | None = None
    gap_in: int | None = None
    detour: tuple[int, int] | None = None


@dataclass(slots=True)
class Plan:
    """The routes of all lines.

    Attributes:
        routes: The routes, in the order the lines were given.
        gaps: Number of tracks in the gap behind a rank; behind -1 is before the first.
        gutters: Number of tracks in a gutter.
    """

    routes: list[Route]
    gaps: dict[int, int] = field(default_factory=dict)
    gutters: dict[int, int] = field(default_factory=dict)


class Outline(NamedTuple):
    """The place of a shape: its middle, and its half sizes."""

    along: float
    across: float
    half_along: float
    half_across: float
    form: Form = Form.BOX


@dataclass(slots=True)
class LaneGrid:
    """Positions of shapes and channels.

    Attributes:
        outline_of: Gives the outline of a stop.
        gaps: Where the first track of the gap behind a rank runs, along the flow.
        gutters: Where the first track of a gutter runs, across the flow.
    """

    outline_of: Callable[[Stop], Outline]
    gaps: dict[int, float]
    gutters: dict[int, float]


def trace(route: Route, grid: LaneGrid) -> list[tuple[float, float]]:
    """Return the points of a line as (along, across), from source to target."""
    start = dock(grid.outline_of(route.source), route.leave)
    end = dock(grid.outline_of(route.target), route.enter)
    points = [start]
    if route.gutter is None:
        if route.gap_out is not None:
            along = grid.gaps[route.source.rank] + route.gap_out * SPACING.track_px
            points += [(along, start[1]), (along, end[1])]
        return _straighten([*points, end])
    across = grid.gutters[route.gutter] + route.track * SPACING.track_px
    leaving, entering = start[0], end[0]
    if route.gap_out is not None:
        leaving = grid.gaps[route.source.rank] + route.gap_out * SPACING.track_px
        beside = start[1]
        if route.detour is not None:
            beside = grid.gutters[route.detour[0]] + route.detour[1] * SPACING.track_px
            points.append((start[0], beside))
        points.append((leaving, beside))
    points.append((leaving, across))
    if route.gap_in is not None:
        entering = grid.gaps[route.target.rank - 1] + route.gap_in * SPACING.track_px
    points.append((entering, across))
    if route.gap_in is not None:
        points.append((entering, end[1]))
    return _straighten([*points, end])


def dock(outline: Outline, port: Port) -> tuple[float, float]:
    """Return the point (along, across) of a shape's outline where a port is."""
    at_end = port.side in (Side.FRONT, Side.BACK)
    width = 2 * (outline.half_across if at_end else outline.half_along)
    step = min(SPACING.port_px, SPACING.max_side_share * width / max(port.total - 1, 1))
    shift = (port.place - (port.total - 1) / 2) * step
    reach = outline.half_along if at_end else outline.half_across
    if outline.form is Form.DIAMOND:
        reach *= 1 - abs(shift) / (width / 2)
    sign = -1 if port.side in (Side.FRONT, Side.LOW) else 1
    if at_end:
        return outline.along + sign * reach, outline.across + shift
    return outline.along + shift, outline.across + sign * reach


def _straighten(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points without those on the straight line between their neighbours."""
    kept = points[:1]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        straight = before[0] == point[0] == after[0] or before[1] == point[1] == after[1]
        if not straight and point != kept[-1]:
            kept.append(point)
    return [*kept, points[-1]]
