"""Lines and arrows that are drawn as filled areas, reduced to their middle lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from shapely import LineString, Polygon, unary_union
from shapely import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from extract.flow.drawing.polylines import smoothed
from extract.flow.drawing.thresholds import HEAD, LINE
from extract.flow.geometry import between, box_of, distance, ring_of, share_along
from models.flowchart import Arrowhead, Point, Stroke


@dataclass(slots=True)
class FilledLine:
    """A filled area read as a line.

    Attributes:
        lines: The middle lines, in PDF points.
        heads: The heads.
    """

    lines: list[tuple[Point, ...]] = field(default_factory=list)
    heads: list[Arrowhead] = field(default_factory=list)


def read_filled_line(points: Sequence[Point], *, curved: bool) -> FilledLine | None:
    """Return the line that an area is; None where it is no line.

    Args:
        points: The area's outline, in PDF points.
        curved: Whether parts of it are curves.
    """
    outline = Polygon(points) if len(set(points)) >= 3 else None
    if (
        outline is None
        or outline.length == 0
        or 2 * outline.area > LINE.max_filled_thickness_pt * outline.length
    ):
        return _read_block_arrow(points, outline)
    if not outline.is_valid:
        mended = outline.buffer(0)
        outline = mended if isinstance(mended, Polygon) and not mended.is_empty else None
        if outline is None:
            return None
    if outline.interiors:
        return None
    for half in LINE.shaft_half_widths_pt:
        core = _grown_back(outline.buffer(-half, join_style="mitre"), half)
        if core.area < LINE.max_core_share * outline.area:
            return _read_shaft(outline, core, half, curved=curved)
    return _read_block_arrow(points, outline)


def _grown_back(shrunk: BaseGeometry, half: float) -> BaseGeometry:
    """Return what is left of a shrunk outline at its size before, without the bends of its shaft.

    A shaft is thicker at a bend than elsewhere, by too little to be a head.
    """
    grown = [
        (part.area, part.buffer(half, join_style="mitre", mitre_limit=LINE.mitre_limit))
        for part in _polygons(shrunk)
    ]
    return unary_union([part for left, part in grown if left >= LINE.min_left_share * part.area])


def _read_shaft(
    outline: Polygon, core: BaseGeometry, half: float, *, curved: bool
) -> FilledLine | None:
    """Return a line, given its outline and the parts that are thicker than its shaft."""
    found = FilledLine()
    for part in _polygons(core):
        if part.area < LINE.min_head_squares * half * half:
            continue
        corners = ring_of(part.simplify(LINE.head_simplify_pt))
        around = box_of(corners)
        if max(around.width, around.height) > HEAD.max_triangle_pt:
            return None
        found.heads.append(Arrowhead(tuple(corners), around))
    heads = core.buffer(LINE.head_overlap_pt)
    shafts = list(_polygons(outline.difference(heads) if found.heads else outline))
    for shaft in _without_barbs(shafts, heads) if found.heads else shafts:
        if shaft.area < half:
            continue
        ring = [(x, y) for x, y in shaft.exterior.coords]
        found.lines += [_middle_of_sides(ring)] if curved else _middle_lines(ring)
    return found


def _without_barbs(shafts: Sequence[Polygon], heads: BaseGeometry) -> list[Polygon]:
    """Return the shafts at some heads without the barbs of open heads.

    Three strokes meet in the tip of an open head: the line, which is the longest, and two barbs.
    """
    barbs: set[int] = set()
    for head in _polygons(heads):
        at = [i for i, shaft in enumerate(shafts) if shaft.intersects(head)]
        if len(at) == 3:
            *short, _ = sorted(at, key=lambda i: shafts[i].area)
            barbs.update(i for i in short if shafts[i].length <= 2 * HEAD.max_barb_pt)
    return [shaft for i, shaft in enumerate(shafts) if i not in barbs]


def _polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    """Yield the areas of a geometry."""
    for part in getattr(geometry, "geoms", [geometry]):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part


def _middle_lines(ring: Sequence[Point]) -> list[tuple[Point, ...]]:
    """Return the lines half-way between edges that run back to back.

    A line that branches has edges with more than one other opposite to them; each pair gives
    the middle of the stretch they share.
    """
    edges = [Stroke(a, b) for a, b in pairwise(ring) if distance(a, b) > LINE.min_edge_pt]
    middles: list[tuple[Point, ...]] = []
    for i, edge in enumerate(edges):
        for other in edges[i + 1 :]:
            if (middle := _middle(edge, other)) is not None:
                middles.append(middle)
    return middles


def _middle(edge: Stroke, other: Stroke) -> tuple[Point, Point] | None:
    """Return the line half-way between two edges along the stretch where they are opposite."""
    (x0, y0), (x1, y1) = edge.start, edge.end
    dx, dy = (x1 - x0) / edge.length, (y1 - y0) / edge.length
    ox = (other.end[0] - other.start[0]) / other.length
    oy = (other.end[1] - other.start[1]) / other.length
    if dx * ox + dy * oy > 0 or abs(dx * oy - dy * ox) > LINE.max_side_angle_sine:
        return None
    aside = [abs((x - x0) * dy - (y - y0) * dx) for x, y in (other.start, other.end)]
    if max(aside) > LINE.max_filled_thickness_pt:
        return None
    spans = sorted((x - x0) * dx + (y - y0) * dy for x, y in (other.start, other.end))
    first, last = max(spans[0], 0.0), min(spans[1], edge.length)
    # Two short edges across the line's ends are opposite too, but farther apart than long.
    if last - first <= max(aside):
        return None
    shared = [(x0 + along * dx, y0 + along * dy) for along in (first, last)]
    opposite = [_foot(point, other) for point in shared]
    return between(shared[0], opposite[0]), between(shared[1], opposite[1])


def _foot(point: Point, stroke: Stroke) -> Point:
    """Return the point of a stroke that is nearest to a given one."""
    share = share_along(point, stroke)
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _middle_of_sides(ring: Sequence[Point]) -> tuple[Point, ...]:
    """Return the middle of a bent line's outline: half-way between its two long sides.

    Its ends are where a cut leaves two sides of one length that keep closest together.
    """
    outline = LineString(ring)
    half = outline.length / 2
    steps = int(outline.length / LINE.side_step_pt)
    steps = max(LINE.min_side_steps, min(LINE.max_side_steps, steps))
    shares = [step / steps for step in range(steps + 1)]
    best, middle = float("inf"), tuple(ring[:2])
    for corner in ring[:-1]:
        cut = outline.project(ShapelyPoint(corner))
        sides = [
            [outline.interpolate((cut + way * share * half) % outline.length) for share in shares]
            for way in (1, -1)
        ]
        apart = sum(a.distance(b) for a, b in zip(*sides, strict=True))
        if apart < best:
            best = apart
            middle = tuple(between((a.x, a.y), (b.x, b.y)) for a, b in zip(*sides, strict=True))
    return smoothed(middle)


def _read_block_arrow(points: Sequence[Point], outline: Polygon | None) -> FilledLine | None:
    """Return the line that a block arrow is: seven corners, two of them bent inwards."""
    if outline is None or not outline.is_valid or outline.is_empty:
        return None
    size = box_of(points)
    corners = ring_of(
        outline.simplify(LINE.block_arrow_simplify_share * max(size.width, size.height))
    )
    turns = [_turn(corners[i - 1], corners[i], corners[(i + 1) % len(corners)])
             for i in range(len(corners))]  # fmt: skip
    side = 1 if sum(turn > 0 for turn in turns) * 2 > len(turns) else -1
    inward = [i for i, turn in enumerate(turns) if turn * side < 0]
    if len(corners) != 7 or len(inward) != 2 or (inward[1] - inward[0]) % 7 not in (3, 4):
        return None
    if (inward[1] - inward[0]) % 7 == 4:
        first, last = inward
    else:
        last, first = inward
    barbs = corners[(first + 1) % 7], corners[(first + 3) % 7]
    tip = corners[(first + 2) % 7]
    foot = between(corners[(last + 1) % 7], corners[(last + 2) % 7])
    neck = between(corners[first], corners[last])
    head = (tip, *barbs)
    return FilledLine([(foot, neck)], [Arrowhead(head, box_of(head))])


def _turn(before: Point, corner: Point, after: Point) -> float:
    """Return how far a way turns at a corner; its sign says to which side."""
    return (corner[0] - before[0]) * (after[1] - corner[1]) - (corner[1] - before[1]) * (
        after[0] - corner[0]
    )
