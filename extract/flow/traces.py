"""Drawn lines on their way to strokes: dashes joined, arrowheads of two strokes taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import acos, degrees, hypot

from shapely import LineString

from extract.flow.geometry import PointIndex, box_of, distance
from extract.flow.heads import head_of
from models.flowchart import Arrowhead, Point, Stroke
from models.geometry import BBox

# Dashes are at most this long and this far apart, in points; a dashed line has at least three.
LONGEST_DASH = 14.0
WIDEST_GAP = 6.5
FEWEST_DASHES = 3
# Dashes of one line are this exactly in line, in points.
IN_LINE = 0.6
# Pieces of one line are at most this far apart, in points.
TOUCHES = 1.0
# A barb of an arrowhead is this long, in points.
BARB = (2.0, 14.0)
# The angle between an arrowhead's barbs, in degrees.
BARB_ANGLE = (20.0, 115.0)
# A line that turns by more than all but this angle, in degrees, doubles back.
HOOK = 65.0
# How far, in points, barbs may begin from each other and from the line they end.
AT_TIP = 1.5
# Bends less than this, in points, are smoothed away.
SMOOTH = 0.35


@dataclass(frozen=True, slots=True)
class Trace:
    """A line as drawn in one go.

    Attributes:
        points: Its ends and bends, in PDF points.
        ink: How it is painted.
        curved: Whether it has curves, followed in short pieces.
        doubtful: Whether it may be a ruling of the table instead.
    """

    points: tuple[Point, ...]
    ink: str
    curved: bool = False
    doubtful: bool = False

    @property
    def bbox(self) -> BBox:
        """Return the box around the line, in points."""
        return box_of(self.points)

    @property
    def length(self) -> float:
        """Return the length in points."""
        return sum(distance(a, b) for a, b in zip(self.points, self.points[1:], strict=False))

    @property
    def is_straight(self) -> bool:
        """Return whether it is one straight piece."""
        return len(self.points) == 2


def smoothed(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line without its slightest bends, so that a curve has few pieces."""
    if len(points) < 3:
        return tuple(points)
    return tuple((x, y) for x, y in LineString(points).simplify(SMOOTH).coords)


def strokes_of(traces: Iterable[Trace]) -> list[Stroke]:
    """Return the straight pieces of lines, numbered by the line they belong to."""
    return [
        Stroke(a, b, number)
        for number, trace in enumerate(traces)
        for a, b in zip(trace.points, trace.points[1:], strict=False)
        if a != b
    ]


def join_dashes(traces: Sequence[Trace], dots: Sequence[Trace]) -> list[Trace]:
    """Return lines with runs of short strokes in line with each other made one line each.

    Args:
        traces: The lines.
        dots: Specks that are lines only where they make a dotted one.
    """
    lanes: dict[tuple[str, bool, int], list[Trace]] = {}
    rest: list[Trace] = []
    for trace in traces:
        across = _lane(trace)
        if across is None:
            rest.append(trace)
        else:
            flat, position = across
            lanes.setdefault((trace.ink, flat, round(position / IN_LINE)), []).append(trace)
    # A dot may belong to a line in either direction.
    specks = [speck for dot in dots for speck in _both_ways(dot)]
    for speck in specks:
        flat, position = _lane(speck) or (True, 0.0)
        lanes.setdefault((speck.ink, flat, round(position / IN_LINE)), []).append(speck)
    for (_, flat, _), members in lanes.items():
        rest += _join_lane(members, 0 if flat else 1)
    alone = set(specks)
    return [trace for trace in rest if trace not in alone]


def join_runs(traces: Sequence[Trace]) -> list[Trace]:
    """Return straight lines along the page's axes with those that go on in line made one."""
    lanes: dict[tuple[str, bool, int], list[Trace]] = {}
    for trace in traces:
        box = trace.bbox
        flat = box.width > box.height
        position = box.y_mid if flat else box.x_mid
        lanes.setdefault((trace.ink, flat, round(position / IN_LINE)), []).append(trace)
    joined: list[Trace] = []
    for (_, flat, _), members in lanes.items():
        axis = 0 if flat else 1
        runs: list[list[Trace]] = []
        reach = float("-inf")
        for trace in sorted(members, key=lambda t: min(p[axis] for p in t.points)):
            ends = [point[axis] for point in trace.points]
            if runs and min(ends) <= reach + TOUCHES:
                runs[-1].append(trace)
            else:
                runs.append([trace])
            reach = max(max(ends), reach)
        for run in runs:
            joined += _as_one(run, axis)
    return joined


def _both_ways(dot: Trace) -> tuple[Trace, Trace]:
    """Return a dot as a horizontal and as a vertical stroke."""
    box = dot.bbox
    half = max(box.width, box.height) / 2
    flat = (box.x_mid - half, box.y_mid), (box.x_mid + half, box.y_mid)
    upright = (box.x_mid, box.y_mid - half), (box.x_mid, box.y_mid + half)
    return Trace(flat, dot.ink), Trace(upright, dot.ink)


def _lane(trace: Trace) -> tuple[bool, float] | None:
    """Return whether a short stroke is horizontal, and where it stands; None if it's no dash."""
    if not trace.is_straight or trace.length > LONGEST_DASH:
        return None
    (x0, y0), (x1, y1) = trace.points
    if abs(y1 - y0) <= IN_LINE:
        return True, (y0 + y1) / 2
    if abs(x1 - x0) <= IN_LINE:
        return False, (x0 + x1) / 2
    return None


def _join_lane(members: list[Trace], axis: int) -> list[Trace]:
    """Join the dashes of one lane that follow each other along an axis."""
    members.sort(key=lambda trace: min(point[axis] for point in trace.points))
    joined: list[Trace] = []
    run: list[Trace] = []

    def close() -> None:
        joined.extend(_as_one(run, axis) if len(run) >= FEWEST_DASHES else run)
        run.clear()

    for trace in members:
        if run:
            start = min(point[axis] for point in trace.points)
            end = max(point[axis] for known in run for point in known.points)
            if start - end > min(WIDEST_GAP, 2.5 * max(trace.length, run[-1].length) + 1.0):
                close()
        run.append(trace)
    close()
    return joined


def _as_one(run: Sequence[Trace], axis: int) -> list[Trace]:
    """Return a run of dashes as one line."""
    points = sorted((point for trace in run for point in trace.points), key=lambda p: p[axis])
    doubtful = all(trace.doubtful for trace in run)
    return [Trace((points[0], points[-1]), run[0].ink, doubtful=doubtful)]


def split_hooks(traces: Iterable[Trace]) -> list[Trace]:
    """Return lines cut where they double back, as one does that ends in its own arrowhead."""
    split: list[Trace] = []
    for trace in traces:
        points = list(trace.points)
        begin = 0
        for i in range(1, len(points) - 1):
            if trace.curved or _angle(points[i], points[i - 1], points[i + 1]) > HOOK:
                continue
            split.append(replace(trace, points=tuple(points[begin : i + 1])))
            begin = i
        split.append(replace(trace, points=tuple(points[begin:])) if begin else trace)
    return split


def take_barbs(traces: Sequence[Trace]) -> tuple[list[Trace], list[Arrowhead]]:
    """Return lines without the pairs of short strokes that make an open arrowhead, and those.

    The barbs meet at the end of a line and lean back along it, one at each side.
    """
    barbs = [
        i for i, trace in enumerate(traces)
        if trace.is_straight and BARB[0] <= trace.length <= BARB[1]
    ]  # fmt: skip
    ends = PointIndex(AT_TIP)
    for i, trace in enumerate(traces):
        ends.add(trace.points[0], 2 * i)
        ends.add(trace.points[-1], 2 * i + 1)
    used: set[int] = set()
    heads: list[Arrowhead] = []
    for i in barbs:
        if i in used:
            continue
        for tip, tail in (traces[i].points, traces[i].points[::-1]):
            found = _find_head(traces, i, tip, tail, ends, used)
            if found is not None:
                other, head = found
                used |= {i, other}
                heads.append(head)
                break
    return [trace for i, trace in enumerate(traces) if i not in used], heads


def _find_head(
    traces: Sequence[Trace], barb: int, tip: Point, tail: Point, ends: PointIndex, used: set[int]
) -> tuple[int, Arrowhead] | None:
    """Return the other barb of an arrowhead and the head, where a stroke is one barb of it."""
    near = [divmod(number, 2) for _, number in ends.near(tip)]
    others = [(_opposite(traces[i], side), i) for i, side in near if i != barb and i not in used]
    for far, i in others:
        trace = traces[i]
        if not trace.is_straight or not 0.6 <= trace.length / traces[barb].length <= 1.67:
            continue
        if not BARB_ANGLE[0] <= _angle(tip, tail, far) <= BARB_ANGLE[1]:
            continue
        back = ((tail[0] + far[0]) / 2, (tail[1] + far[1]) / 2)
        for line_far, j in others:
            longer = traces[j].length > traces[barb].length
            if j != i and longer and _angle(tip, back, line_far) <= 20.0:
                return i, head_of(tip, tail, far)
    return None


def _opposite(trace: Trace, side: int) -> Point:
    """Return the point before the end of a line on one side."""
    return trace.points[1] if side == 0 else trace.points[-2]


def _angle(tip: Point, one: Point, other: Point) -> float:
    """Return the angle at a tip between two points, in degrees."""
    ax, ay, bx, by = one[0] - tip[0], one[1] - tip[1], other[0] - tip[0], other[1] - tip[1]
    lengths = hypot(ax, ay) * hypot(bx, by)
    if lengths == 0:
        return 180.0
    return degrees(acos(max(-1.0, min(1.0, (ax * bx + ay * by) / lengths))))
