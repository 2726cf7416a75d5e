"""Connectors that lie exactly on a ruling in its ink, told from the ruling itself."""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.drawing.dashes import join_runs
from extract.flow.drawing.polylines import Polyline
from extract.flow.drawing.thresholds import TABLE
from extract.flow.geometry import PointIndex
from models.flowchart import Arrowhead, Point, Shape


def drop_rulings(
    polylines: Sequence[Polyline], shapes: Sequence[Shape], heads: Sequence[Arrowhead]
) -> list[Polyline]:
    """Return the lines without those that are rulings.

    A line on a ruling is kept if both its ends meet a part of the flowchart: a symbol, an
    arrowhead, or the end of a line that turns into the ruling. A line that continues on the other
    side only crosses it.

    Args:
        polylines: The lines; those that lie on a ruling are doubtful.
        shapes: The symbols.
        heads: The arrowheads.
    """
    sure = [polyline for polyline in polylines if not polyline.doubtful]
    ends = PointIndex(TABLE.max_connector_gap_pt)
    lines: list[tuple[Point, Point]] = []
    for polyline in sure:
        for pair in (polyline.points[:2], polyline.points[:-3:-1]):
            ends.add(pair[0], len(lines))
            lines.append((pair[0], pair[1]))
    areas = [shape.bbox.grown(TABLE.max_connector_gap_pt) for shape in shapes] + [
        head.bbox.grown(TABLE.max_head_gap_pt) for head in heads
    ]

    def meets(polyline: Polyline, point: Point) -> bool:
        near = [lines[number] for _, number in ends.near(point)]
        if any(area.contains_point(*point) for area in areas):
            return True
        return bool(near) and not _crosses(polyline, near)

    doubtful = join_runs([polyline for polyline in polylines if polyline.doubtful])
    return sure + [
        polyline
        for polyline in doubtful
        if all(meets(polyline, point) for point in polyline.points)
    ]


def _crosses(ruling: Polyline, near: Sequence[tuple[Point, Point]]) -> bool:
    """Return whether a line crosses the ruling: ends on one level lead away to both sides."""
    box = ruling.bbox
    across, along = (1, 0) if box.width > box.height else (0, 1)
    ahead = [
        end for end, before in near if before[across] > end[across] + TABLE.max_crossing_offset_pt
    ]
    behind = [
        end for end, before in near if before[across] < end[across] - TABLE.max_crossing_offset_pt
    ]
    return any(
        abs(one[along] - other[along]) <= TABLE.max_crossing_offset_pt
        for one in ahead
        for other in behind
    )
