"""Lines that were cut where they cross the table's rulings.

Taking the rulings out of a picture takes a piece of every line that crosses them; some producers
stop a line at a cell's border and go on behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.geometry import PointIndex, distance
from extract.flow.traces import Trace
from models.flowchart import Frame, Point

# A ruling takes at most this much out of a line, in points.
WIDEST = 6.0
# The ends at both sides of a gap are this exactly in line, in points.
IN_LINE = 1.2
# A gap's middle is at most this far from its ruling, in points.
AT_RULING = 3.0


def bridge_gaps(traces: Sequence[Trace], frame: Frame) -> list[Trace]:
    """Return the pieces that lines lack where they cross a ruling.

    Args:
        traces: The lines.
        frame: The cells, with the rulings.
    """
    ends: list[tuple[Point, Point, int]] = []
    index = PointIndex(WIDEST)
    for number, trace in enumerate(traces):
        for before, end in ((trace.points[1], trace.points[0]), trace.points[-2:]):
            index.add(end, len(ends))
            ends.append((before, end, number))
    bridges: list[Trace] = []
    done: set[int] = set()
    for i, (before, end, number) in enumerate(ends):
        flat = _is_flat(before, end)
        if i in done or flat is None:
            continue
        facing = [
            (gap, j)
            for gap, j in index.near(end)
            if j not in done and ends[j][2] != number and gap > IN_LINE
            and _faces(before, end, ends[j][1], ends[j][0], flat=flat)
        ]  # fmt: skip
        _, j = min(facing, default=(0.0, -1))
        if j >= 0 and _crosses_ruling(end, ends[j][1], frame, flat=flat):
            done |= {i, j}
            bridges.append(Trace((end, ends[j][1]), traces[number].ink))
    return bridges


def _is_flat(before: Point, end: Point) -> bool | None:
    """Return whether a line ends horizontally; None where it ends neither so nor vertically."""
    dx, dy = abs(end[0] - before[0]), abs(end[1] - before[1])
    if distance(before, end) == 0 or min(dx, dy) > 0.2 * max(dx, dy):
        return None
    return dx > dy


def _faces(before: Point, end: Point, other: Point, beyond: Point, *, flat: bool) -> bool:
    """Return whether a line goes on in another's end: in line with it, and away from it."""
    if _is_flat(beyond, other) is not flat:
        return False
    along, across = (0, 1) if flat else (1, 0)
    step = end[along] - before[along]
    return (
        abs(other[across] - end[across]) <= IN_LINE
        and (other[along] - end[along]) * step > 0
        and (beyond[along] - other[along]) * step > 0
    )


def _crosses_ruling(end: Point, other: Point, frame: Frame, *, flat: bool) -> bool:
    """Return whether a gap lies at a ruling that runs across it."""
    along = 0 if flat else 1
    middle = (end[along] + other[along]) / 2
    rulings = frame.rulings_x if flat else frame.rulings_y
    return any(abs(middle - ruling) <= AT_RULING for ruling in rulings)
