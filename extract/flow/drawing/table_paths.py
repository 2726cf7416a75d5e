"""Which paths of a page are the table: its rulings, its cells' borders and shading.

A ruling runs from one crossing of rulings to another in the ink of the others. A straight line
that lies on a ruling in the same ink but ends in between may be a connector in the gutter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from math import inf

from extract.flow.drawing.thresholds import TABLE
from models.flowchart import Frame, Point
from models.geometry import BBox
from models.page import DrawnPath


class Part(Enum):
    """Whether a path belongs to the table or the flowchart; DOUBTFUL if it alone cannot tell."""

    TABLE = "table"
    CHART = "chart"
    DOUBTFUL = "doubtful"


class TableRulings:
    """Separates the table's paths from the flowchart's.

    Args:
        paths: What is drawn at the flowchart's cells.
        frame: The cells.
        pictured: Whether the paths are found in a picture, which has one ink for everything.
    """

    def __init__(self, paths: Sequence[DrawnPath], frame: Frame, *, pictured: bool = False) -> None:
        """Find out which inks the rulings are drawn with."""
        self._frame = frame
        self._xs, self._ys = sorted(frame.rulings_x), sorted(frame.rulings_y)
        self._area = frame.bbox.grown(TABLE.margin_pt)
        straight = [path for path in paths if is_straight(path.bbox)]
        on = [path for path in straight if self._on_ruling(path.bbox)]
        votes = Counter(path.ink for path in on if self._spans(path.bbox))
        most = max(votes.values(), default=0)
        self._inks = {
            ink
            for ink, count in votes.items()
            if count >= max(TABLE.min_ink_rulings, TABLE.min_ink_share * most)
        }
        if pictured:
            self._inks |= {path.ink for path in on}

    def part(self, path: DrawnPath) -> Part:
        """Return what a path is."""
        box = path.bbox
        if is_straight(box):
            if not self._on_ruling(box):
                return Part.CHART
            if self._crosses_all(box):
                return Part.TABLE
            if path.ink not in self._inks:
                return Part.CHART
            return Part.TABLE if self._spans(box) else Part.DOUBTFUL
        if self._is_cell(path) or self._is_larger(path):
            return Part.TABLE
        return Part.CHART

    def is_frame(self, points: Sequence[Point], ink: str) -> bool:
        """Return whether a bent line consists of rulings only."""
        return ink in self._inks and all(
            self._on_ruling(BBox(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
            for (ax, ay), (bx, by) in pairwise(points)
        )

    def _on_ruling(self, box: BBox) -> bool:
        """Return whether a straight line's box stands where a ruling does."""
        if box.height <= box.width:
            return _gap(self._ys, box.y_mid) <= TABLE.max_off_ruling_pt
        return _gap(self._xs, box.x_mid) <= TABLE.max_off_ruling_pt

    def _spans(self, box: BBox) -> bool:
        """Return whether a line on a ruling runs from crossing to crossing, or out of sight."""
        if box.height <= box.width:
            ends, crossings = (box.x0, box.x1), self._xs
            low, high = self._area.x0, self._area.x1
        else:
            ends, crossings = (box.top, box.bottom), self._ys
            low, high = self._area.top, self._area.bottom
        return (
            all(
                end <= low or end >= high or _gap(crossings, end) <= TABLE.max_off_crossing_pt
                for end in ends
            )
            and ends[1] - ends[0] > TABLE.max_off_crossing_pt
        )

    def _crosses_all(self, box: BBox) -> bool:
        """Return whether a line on a ruling runs over the whole flowchart and beyond."""
        return (box.x0 <= self._area.x0 and box.x1 >= self._area.x1) or (
            box.top <= self._area.top and box.bottom >= self._area.bottom
        )

    def _is_cell(self, path: DrawnPath) -> bool:
        """Return whether a path fills or frames cells exactly."""
        box = path.bbox
        return (
            max(_gap(self._xs, box.x0), _gap(self._xs, box.x1)) <= TABLE.max_off_cell_pt
            and max(_gap(self._ys, box.top), _gap(self._ys, box.bottom)) <= TABLE.max_off_cell_pt
        )

    def _is_larger(self, path: DrawnPath) -> bool:
        """Return whether a closed path frames or fills more than the flowchart."""
        return path.closed and (
            path.bbox.width >= self._area.width or path.bbox.height >= self._area.height
        )


def is_straight(box: BBox) -> bool:
    """Return whether a path with this box is one straight horizontal or vertical line."""
    return min(box.width, box.height) <= TABLE.max_line_thickness_pt


def _gap(positions: Sequence[float], value: float) -> float:
    """Return the distance of a value from the nearest of some positions in order."""
    index = bisect_left(positions, value)
    above = positions[index] - value if index < len(positions) else inf
    below = value - positions[index - 1] if index else inf
    return min(above, below)
