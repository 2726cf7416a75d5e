"""Arrowheads drawn as two short strokes (barbs), or as the bent end of the line itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import acos, degrees, hypot

from extract.flow.arrowheads import head_of
from extract.flow.drawing.polylines import Polyline
from extract.flow.drawing.thresholds import HEAD, LINE
from extract.flow.geometry import PointIndex, distance
from models.flowchart import Arrowhead, Point


def split_hooks(polylines: Iterable[Polyline]) -> list[Polyline]:
    """Return lines, cut where they double back: such a line ends in its own arrowhead."""
    split: list[Polyline] = []
    for polyline in polylines:
        points = list(polyline.points)
        begin = 0
        for i in range(1, len(points) - 1):
            if (
                polyline.curved
                or _angle(points[i], points[i - 1], points[i + 1]) > LINE.max_hook_deg
            ):
                continue
            split.append(replace(polyline, points=tuple(points[begin : i + 1])))
            begin = i
        split.append(replace(polyline, points=tuple(points[begin:])) if begin else polyline)
    return split


def take_barbs(polylines: Sequence[Polyline]) -> tuple[list[Polyline], list[Arrowhead]]:
    """Return the lines without the barbs of open arrowheads, and those arrowheads.

    The barbs meet at the end of a line and lean back along it, one at each side.
    """
    barbs = [
        i for i, polyline in enumerate(polylines)
        if polyline.is_straight and HEAD.min_barb_pt <= polyline.length <= HEAD.max_barb_pt
    ]  # fmt: skip
    ends = PointIndex(HEAD.max_tip_gap_pt)
    for i, polyline in enumerate(polylines):
        ends.add(polyline.points[0], 2 * i)
        ends.add(polyline.points[-1], 2 * i + 1)
    used: set[int] = set()
    heads: list[Arrowhead] = []
    for i in barbs:
        if i in used:
            continue
        for tip, tail in (polylines[i].points, polylines[i].points[::-1]):
            found = _find_head(polylines, i, tip, tail, ends, used)
            if found is not None:
                other, head = found
                used |= {i, other}
                heads.append(head)
                break
    return [polyline for i, polyline in enumerate(polylines) if i not in used], heads


def drop_lone_barbs(polylines: Sequence[Polyline], heads: Iterable[Arrowhead]) -> list[Polyline]:
    """Return the lines without single barbs of heads whose other barb was read as the head.

    Such a barb is slanted, lies right beside the head and leans against the end of a longer line.
    """
    boxes = [head.bbox.grown(HEAD.max_barb_gap_pt) for head in heads]
    if not boxes:
        return list(polylines)
    ends = PointIndex(HEAD.max_barb_gap_pt)
    for i, polyline in enumerate(polylines):
        ends.add(polyline.points[0], i)
        ends.add(polyline.points[-1], i)

    def is_barb(number: int) -> bool:
        barb = polylines[number]
        if not barb.is_straight or not HEAD.min_barb_pt <= barb.length <= HEAD.max_barb_pt:
            return False
        tips = (barb.points[0], barb.points[-1])
        if not _is_slanted(barb) or not any(
            box.contains_point(*tip) for box in boxes for tip in tips
        ):
            return False
        return any(
            polylines[other].length > HEAD.max_barb_pt
            for point in tips
            for _, other in ends.near(point)
            if other != number
        )

    return [polyline for i, polyline in enumerate(polylines) if not is_barb(i)]


def _find_head(
    polylines: Sequence[Polyline],
    barb: int,
    tip: Point,
    tail: Point,
    ends: PointIndex,
    used: set[int],
) -> tuple[int, Arrowhead] | None:
    """Return the other barb of an arrowhead and the head, where a stroke is one barb of it."""
    # Pieces of a cut outline all begin beside the tip: two barbs on both sides of the line's end.
    near = {divmod(number, 2) for _, number in ends.near(tip)}
    near |= {
        divmod(number, 2)
        for i, side in near
        if i != barb
        for _, number in ends.near(polylines[i].points[-1 if side else 0])
    }
    others = [
        (_opposite(polylines[i], side), i, polylines[i].points[-1 if side else 0])
        for i, side in sorted(near)
        if i != barb and i not in used
    ]
    first = tip
    for far, i, start in others:
        polyline = polylines[i]
        if not polyline.is_straight or not _are_alike(polyline, polylines[barb]):
            continue
        apart = distance(first, start) > HEAD.max_tip_gap_pt
        if apart and not (_is_slanted(polyline) and _is_slanted(polylines[barb])):
            continue
        tip = (_meeting(first, tail, start, far) or first) if apart else first
        if not HEAD.min_barb_angle_deg <= _angle(tip, tail, far) <= HEAD.max_barb_angle_deg:
            continue
        back = ((tail[0] + far[0]) / 2, (tail[1] + far[1]) / 2)
        for line_far, j, _ in others:
            longer = polylines[j].length > polylines[barb].length
            if j != i and longer and _angle(tip, back, line_far) <= HEAD.max_barb_tilt_deg:
                return i, head_of(tip, tail, far)
    return None


def _is_slanted(barb: Polyline) -> bool:
    """Return whether a stroke runs along neither axis of the page, as corners of lines do."""
    (x0, y0), (x1, y1) = barb.points[0], barb.points[-1]
    return min(abs(x1 - x0), abs(y1 - y0)) >= HEAD.min_barb_slant_share * barb.length


def _meeting(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """Return where the lines through a and b, and c and d, meet; None for parallel ones."""
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = ux * vy - uy * vx
    if abs(cross) <= 1e-6 * hypot(ux, uy) * hypot(vx, vy):
        return None
    share = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross
    return a[0] + share * ux, a[1] + share * uy


def _opposite(polyline: Polyline, side: int) -> Point:
    """Return the point before the end of a line on one side."""
    return polyline.points[1] if side == 0 else polyline.points[-2]


def _angle(tip: Point, one: Point, other: Point) -> float:
    """Return the angle at a tip between two points, in degrees."""
    ax, ay, bx, by = one[0] - tip[0], one[1] - tip[1], other[0] - tip[0], other[1] - tip[1]
    lengths = hypot(ax, ay) * hypot(bx, by)
    if lengths == 0:
        return 180.0
    return degrees(acos(max(-1.0, min(1.0, (ax * bx + ay * by) / lengths))))


def _are_alike(one: Polyline, other: Polyline) -> bool:
    """Return whether two barbs are about as long as each other."""
    return HEAD.min_barb_ratio <= one.length / other.length <= HEAD.max_barb_ratio
