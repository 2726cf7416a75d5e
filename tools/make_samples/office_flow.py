"""Where the symbols and arrows of a grid's flowchart stand, whichever program's file draws them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from tools.make_samples.office_grid import Arrow, Grid, Symbol

# English Metric Units in a point.
EMU = 12700
# Preset shapes of DrawingML, by symbol.
PRESETS = {
    "terminator": "flowChartTerminator", "process": "flowChartProcess",
    "decision": "flowChartDecision", "document": "flowChartDocument",
    "connector": "flowChartOffpageConnector",
}  # fmt: skip
# Width and height of symbols in points.
SIZES = {
    "terminator": (44.0, 18.0), "process": (38.0, 20.0), "decision": (40.0, 28.0),
    "document": (38.0, 22.0), "connector": (12.0, 12.0),
}  # fmt: skip
# How far an arrow back to an earlier step keeps from the symbols it passes, in points.
GUTTER = 8.0

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class FlowPlan:
    """Works out where symbols, arrows and labels stand, in points from the grid's top left.

    Args:
        grid: The grid.
    """

    def __init__(self, grid: Grid) -> None:
        """Work out where rows, columns and symbols stand."""
        self._grid = grid
        self._lefts = [0.0, *accumulate(grid.widths)]
        shown = (0.0 if r in grid.hidden else h for r, h in enumerate(grid.heights))
        self._tops = [0.0, *accumulate(shown)]
        self._boxes = {symbol.key: self._box(symbol) for symbol in grid.symbols}
        self._next = 2
        self._begun: set[tuple[int, Point]] = set()

    def _box(self, symbol: Symbol) -> Box:
        """Return a symbol's left, top, right and bottom edge in points."""
        width, height = SIZES[symbol.kind]
        left, right = self._lefts[symbol.column], self._lefts[symbol.column + 1]
        top, bottom = self._tops[symbol.row], self._tops[symbol.row + 1]
        width = min(width, right - left - 6)
        x, y = (left + right) / 2 + symbol.offset[0], (top + bottom) / 2 + symbol.offset[1]
        if bottom == top:
            height = 0.0
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2

    def _apart(self, arrow: Arrow, way: list[Point]) -> list[Point]:
        """Return a way that does not begin where another arrow of its symbol does."""
        begin = (arrow.source, way[0])
        if begin in self._begun and len(way) > 2:
            (x0, y0), (x1, _) = way[:2]
            way = [(x0, y0 + 6), (x1, y0 + 6), *way[2:]]
        self._begun.add(begin)
        return way

    def _way(self, arrow: Arrow) -> list[Point]:
        """Return the points that an arrow runs along."""
        a, b = self._boxes[arrow.source], self._boxes[arrow.target]
        ax, ay = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
        bx, by = (b[0] + b[2]) / 2, (b[1] + b[3]) / 2
        if abs(ay - by) < 1:
            return [(a[2], ay), (b[0], by)] if ax < bx else [(a[0], ay), (b[2], by)]
        down = by > ay
        if abs(ax - bx) < 1:
            if down and not self._between(arrow):
                return [(ax, a[3]), (bx, b[1])]
            gutter = min(a[0], b[0]) - GUTTER
            return [(a[0], ay), (gutter, ay), (gutter, by), (b[0], by)]
        side = a[2] if bx > ax else a[0]
        return [(side, ay), (bx, ay), (bx, b[1] if down else b[3])]

    def _between(self, arrow: Arrow) -> bool:
        """Return whether a symbol stands between those of an arrow in one column."""
        a, b = self._boxes[arrow.source], self._boxes[arrow.target]
        x = (a[0] + a[2]) / 2
        return any(
            key not in (arrow.source, arrow.target)
            and box[0] <= x <= box[2]
            and min(a[3], b[3]) < (box[1] + box[3]) / 2 < max(a[1], b[1])
            for key, box in self._boxes.items()
        )

    def _form(self, way: Sequence[Point]) -> tuple[str, str, float]:
        """Return the preset of a connector, its adjustments, and where its frame ends."""
        x0, x1 = way[0][0], way[-1][0]
        if len(way) == 3:
            return "bentConnector2", "", x1
        if len(way) < 3:
            return "straightConnector1", "", x1
        # Its frame is as narrow as its ends are apart: the bend is far outside.
        if x0 == x1:
            x1 -= 1.0
        part = round((way[1][0] - x0) / (x1 - x0) * 100_000)
        return "bentConnector3", f'<a:gd name="adj1" fmla="val {part}"/>', x1

    def _label_box(self, text: str, way: Sequence[Point]) -> Box:
        """Return where an arrow's words stand: beside its beginning."""
        (x0, y0), (x1, _) = way[:2]
        width, height = 8.0 + 5.0 * len(text), 12.0
        below = any(point == (x0, y0 - 6) for _, point in self._begun)
        if below:
            y0 += height + 2
        if x0 == x1:
            return (x0 + 2, y0 + 1, x0 + 2 + width, y0 + 1 + height)
        if x1 > x0:
            return (x0 + 1, y0 - height - 1, x0 + 1 + width, y0 - 1)
        return (x0 - 1 - width, y0 - height - 1, x0 - 1, y0 - 1)

    def _number(self) -> int:
        """Return a number for an element that nothing names."""
        self._next += 1
        return 700_000 + self._next
