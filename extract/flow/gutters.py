"""Connectors that run exactly over a ruling, in its ink, told from the ruling itself."""

from __future__ import annotations

from collections.abc import Sequence

from extract.flow.geometry import PointIndex
from extract.flow.traces import Trace, join_runs
from models.flowchart import Arrowhead, Point, Shape

# Ends this close, in points, to a part of the flowchart belong to it.
MEETS = 3.0
# Two ends on one level, in points, at both sides of a ruling are a line that crosses it.
LEVEL = 1.5


def without_rulings(
    traces: Sequence[Trace], shapes: Sequence[Shape], heads: Sequence[Arrowhead]
) -> list[Trace]:
    """Return lines without those on a ruling, but for those that join parts of the flowchart.

    Such a part is a symbol, an arrowhead, or the end of a line that turns into the ruling. A line
    that goes on behind it only crosses it.

    Args:
        traces: The lines; those that lie on a ruling are doubtful.
        shapes: The symbols.
        heads: The arrowheads.
    """
    sure = [trace for trace in traces if not trace.doubtful]
    ends = PointIndex(MEETS)
    lines: list[tuple[Point, Point]] = []
    for trace in sure:
        for pair in (trace.points[:2], trace.points[:-3:-1]):
            ends.add(pair[0], len(lines))
            lines.append((pair[0], pair[1]))
    areas = [shape.bbox.grown(MEETS) for shape in shapes] + [head.bbox.grown(1.0) for head in heads]

    def meets(trace: Trace, point: Point) -> bool:
        near = [lines[number] for _, number in ends.near(point)]
        if any(area.contains_point(*point) for area in areas):
            return True
        return bool(near) and not _crosses(trace, near)

    doubtful = join_runs([trace for trace in traces if trace.doubtful])
    return sure + [
        trace for trace in doubtful if all(meets(trace, point) for point in trace.points)
    ]


def _crosses(ruling: Trace, near: Sequence[tuple[Point, Point]]) -> bool:
    """Return whether lines, each by its end and what is before, lead away to both sides."""
    box = ruling.bbox
    across, along = (1, 0) if box.width > box.height else (0, 1)
    ahead = [end for end, before in near if before[across] > end[across] + LEVEL]
    behind = [end for end, before in near if before[across] < end[across] - LEVEL]
    return any(abs(one[along] - other[along]) <= LEVEL for one in ahead for other in behind)
