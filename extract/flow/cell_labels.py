"""Labels typed into a cell of the table, away from the line of the way that they belong to.

"Ya" and "Tidak" may stand in a corner of the decision's cell, or in a cell that a long line runs
through. Such a label belongs to a way out of a decision that has none yet and runs through the
cell. Where that way has a label that may as well belong to another open way of the decision, that
label moves on, so that both find a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from shapely import LineString, Polygon, box

from models.flowchart import Chart, Frame
from models.geometry import BBox
from models.step import Symbol


def place_in_cells(
    chart: Chart, boxes: Sequence[BBox], placed: Mapping[int, int], left: Sequence[int]
) -> dict[int, int]:
    """Return which label stands at which link, by their indices, once those left are placed too.

    Args:
        chart: The chart.
        boxes: The bounding box of each label, in PDF points.
        placed: Index of a link -> index of the label that stands right at it.
        left: Indices of the usual labels that stand at no link.
    """
    ways = Counter(link.source for link in chart.links)
    decisions = {
        index
        for index, link in enumerate(chart.links)
        if link.source is not None
        and chart.shapes[link.source].kind is Symbol.DECISION
        and ways[link.source] > 1
    }
    result = dict(placed)
    for label in left:
        for way in _ways_through(chart, boxes[label], decisions):
            if way not in result:
                result[way] = label
                break
            others = [
                other
                for other in _ways_through(chart, boxes[result[way]], decisions)
                if other not in result and chart.links[other].source == chart.links[way].source
            ]
            if others:
                result[others[0]] = result[way]
                result[way] = label
                break
    return result


def _ways_through(chart: Chart, label: BBox, ways: set[int]) -> Iterator[int]:
    """Yield the ways that run through the cell of a label, the nearest first."""
    cell = _cell_of(label, chart.frame)
    if cell is None:
        return
    lines = {
        way: LineString(chart.links[way].line) for way in ways if len(chart.links[way].line) > 1
    }
    near = sorted((lines[way].distance(box(*label)), way) for way in lines)
    yield from (way for _, way in near if lines[way].intersects(cell))


def _cell_of(label: BBox, frame: Frame) -> Polygon | None:
    """Return the area of the cell that a label stands in; None outside the flowchart's cells."""
    for left, right in frame.columns:
        for top, bottom in frame.rows:
            if left <= label.x_mid <= right and top <= label.y_mid <= bottom:
                return box(left, top, right, bottom)
    return None
