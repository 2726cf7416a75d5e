"""Lines that are interrupted where they cross the table's rulings, joined again.

Removing the rulings from a picture also removes a piece of every line that crosses them; some
programs stop a line at a cell's border and continue it behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.drawing.polylines import Polyline
from extract.flow.drawing.thresholds import TABLE
from extract.flow.geometry import PointIndex, distance
from models.flowchart import Frame, Point


def bridge_gaps(polylines: Sequence[Polyline], frame: Frame) -> list[Polyline]:
    """Return the missing pieces of lines where they cross a ruling.

    Args:
        polylines: The lines.
        frame: The cells, with the rulings.
    """
    ends: list[tuple[Point, Point, int]] = []
    index = PointIndex(TABLE.max_cut_pt)
    for number, polyline in enumerate(polylines):
        for before, end in ((polyline.points[1], polyline.points[0]), polyline.points[-2:]):
            index.add(end, len(ends))
            ends.append((before, end, number))
    bridges: list[Polyline] = []
    done: set[int] = set()
    for i, (before, end, number) in enumerate(ends):
        flat = _is_flat(before, end)
        if i in done or flat is None:
            continue
        facing = [
            (gap, j)
            for gap, j in index.near(end)
            if j not in done and ends[j][2] != number and gap > TABLE.max_cut_offset_pt
            and _faces(before, end, ends[j][1], ends[j][0], flat=flat)
        ]  # fmt: skip
        _, j = min(facing, default=(0.0, -1))
        if j >= 0 and _crosses_ruling(end, ends[j][1], frame, flat=flat):
            done |= {i, j}
            bridges.append(Polyline((end, ends[j][1]), polylines[number].ink))
    return bridges


def _is_flat(before: Point, end: Point) -> bool | None:
    """Return whether a line ends horizontally; None where it ends neither so nor vertically."""
    dx, dy = abs(end[0] - before[0]), abs(end[1] - before[1])
    if distance(before, end) == 0 or min(dx, dy) > TABLE.max_slope * max(dx, dy):
        return None
    return dx > dy


def _faces(before: Point, end: Point, other: Point, beyond: Point, *, flat: bool) -> bool:
    """Return whether a line goes on in another's end: in line with it, and away from it."""
    if _is_flat(beyond, other) is not flat:
        return False
    along, across = (0, 1) if flat else (1, 0)
    step = end[along] - before[along]
    return (
        abs(other[across] - end[across]) <= TABLE.max_cut_offset_pt
        and (other[along] - end[along]) * step > 0
        and (beyond[along] - other[along]) * step > 0
    )


def _crosses_ruling(end: Point, other: Point, frame: Frame, *, flat: bool) -> bool:
    """Return whether a gap lies at a ruling that runs across it."""
    along = 0 if flat else 1
    middle = (end[along] + other[along]) / 2
    rulings = frame.rulings_x if flat else frame.rulings_y
    return any(abs(middle - ruling) <= TABLE.max_cut_off_ruling_pt for ruling in rulings)
