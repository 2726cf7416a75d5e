"""The track of each line in its gaps and gutters: no two lines share a stretch of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.writers.drawing.lane_grid import Plan, Port, Route, Side, Stop

# A place in the order of what lies along a gap or gutter, and two between which a line runs.
_Place = tuple[int, ...]
_Span = tuple[_Place, _Place]

# Order of the gap behind a rank: after all stops of the rank, which have orders below it.
_GAP_ORDER = 99


def assign_tracks(plan: Plan) -> None:
    """Give every route of a plan its tracks, and tell how many each gap and gutter has."""
    _assign_gutter_tracks(plan)
    _assign_gap_tracks(plan)


@dataclass(slots=True)
class _Run:
    """A line's stretch in a gutter.

    Attributes:
        route: The line.
        gutter: The gutter.
        is_detour: Whether it is the line's way from its source to the gap.
    """

    route: Route
    gutter: int
    is_detour: bool

    @property
    def span(self) -> _Span:
        """Return between which places along the flow it runs."""
        source, target = self.route.source, self.route.target
        beside, behind = (source.rank, source.order), (source.rank, _GAP_ORDER)
        if self.is_detour:
            return beside, behind
        by_gap = self.route.leave.side is Side.BACK or self.route.detour is not None
        leaving = behind if by_gap else beside
        entering = (target.rank, target.order)
        if self.route.enter.side is Side.FRONT:
            entering = (target.rank - 1, _GAP_ORDER)
        return min(leaving, entering), max(leaving, entering)

    @property
    def is_from_before(self) -> bool:
        """Return whether it meets a shape of the lane before the gutter."""
        leaves = self.route.leave.side is Side.HIGH
        if self.is_detour:
            return leaves
        return (leaves and self.route.detour is None) or self.route.enter.side is Side.HIGH


def _assign_gutter_tracks(plan: Plan) -> None:
    """Give every line in a gutter its track.

    Lines that meet a shape of the lane before the gutter have their tracks next to that lane,
    the others next to theirs; shorter ones nearer to it, so that loops nest.
    """
    gutters: dict[int, list[_Run]] = defaultdict(list)
    for route in plan.routes:
        if route.gutter is not None:
            gutters[route.gutter].append(_Run(route, route.gutter, is_detour=False))
        if route.detour is not None:
            gutters[route.detour[0]].append(_Run(route, route.detour[0], is_detour=True))
    for gutter, runs in gutters.items():
        runs.sort(key=lambda run: run.span[1][0] - run.span[0][0])
        before = [run for run in runs if run.is_from_before]
        behind = [run for run in runs if not run.is_from_before]
        inner, outer = _pack(run.span for run in before), _pack(run.span for run in behind)
        plan.gutters[gutter] = _width(inner) + _width(outer)
        tracks = [*inner, *(plan.gutters[gutter] - 1 - track for track in outer)]
        for run, track in zip([*before, *behind], tracks, strict=True):
            if run.is_detour:
                run.route.detour = (gutter, track)
            else:
                run.route.track = track


def _assign_gap_tracks(plan: Plan) -> None:
    """Give every line in a gap its track.

    Lines that leave into the gap lie before those that only cross it, and these before those
    that enter from it: so no line's end runs into another's beginning.
    """
    leaving: dict[int, list[Route]] = defaultdict(list)
    crossing: dict[int, list[Route]] = defaultdict(list)
    entering: dict[int, list[Route]] = defaultdict(list)
    for route in plan.routes:
        source, target = route.source, route.target
        if route.gutter is None:
            straight = _is_middle(route.leave) and _is_middle(route.enter)
            if source.lane != target.lane or not straight:
                crossing[source.rank].append(route)
            continue
        if route.leave.side is Side.BACK or route.detour is not None:
            leaving[source.rank].append(route)
        if route.enter.side is Side.FRONT:
            entering[target.rank - 1].append(route)
    for gap in {*leaving, *crossing, *entering}:
        out = sorted(leaving[gap], key=lambda route: _nesting(route.source, route.leave, route, 1))
        into = sorted(entering[gap], key=lambda r: _nesting(r.target, r.enter, r, -1))
        out_tracks = _pack(map(_leaving_span, out))
        crossing_tracks = _pack(map(_crossing_span, crossing[gap]))
        in_tracks = _pack(map(_entering_span, into))
        first = 0
        for routes, tracks in ((out, out_tracks), (crossing[gap], crossing_tracks)):
            for route, track in zip(routes, tracks, strict=True):
                route.gap_out = first + track
            first += _width(tracks)
        for route, track in zip(into, in_tracks, strict=True):
            route.gap_in = first + track
        plan.gaps[gap] = first + _width(in_tracks)


def _is_middle(port: Port) -> bool:
    """Return whether a port is in the middle of its side."""
    return 2 * port.place == port.total - 1


def _nesting(stop: Stop, port: Port, route: Route, sign: int) -> tuple[int, int]:
    """Return the order of a line among those that share an end of a gap, so that few cross."""
    goes_low = (route.gutter or 0) <= stop.lane
    return goes_low, sign * (port.place if goes_low else -port.place)


def _leaving_span(route: Route) -> _Span:
    """Return between which places across the flow a line runs in the gap behind its source."""
    start = 2 * route.source.lane + 1 if route.detour is None else 2 * route.detour[0]
    return _span(start, 2 * (route.gutter or 0))


def _entering_span(route: Route) -> _Span:
    """Return between which places across the flow a line runs in the gap before its target."""
    return _span(2 * (route.gutter or 0), 2 * route.target.lane + 1)


def _crossing_span(route: Route) -> _Span:
    """Return between which places across the flow a line that only crosses a gap runs there."""
    return _span(2 * route.source.lane + 1, 2 * route.target.lane + 1)


def _span(one: int, other: int) -> _Span:
    """Return a span from its ends."""
    return (min(one, other),), (max(one, other),)


def _width(tracks: Sequence[int]) -> int:
    """Return how many tracks are taken."""
    return max(tracks, default=-1) + 1


def _pack(spans: Iterable[_Span]) -> list[int]:
    """Return a track for each span, the first that no earlier span needs there."""
    tracks: list[list[_Span]] = []
    taken = []
    for start, end in spans:
        free = (
            number
            for number, others in enumerate(tracks)
            if all(end < first or last < start for first, last in others)
        )
        number = next(free, len(tracks))
        tracks[number:] = tracks[number:] or [[]]
        tracks[number].append((start, end))
        taken.append(number)
    return taken
