"""Where lines end: at a symbol, short of one, at the page's end, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely import LineString, Polygon, STRtree
from shapely import Point as ShapelyPoint

from extract.flow.geometry import distance
from extract.flow.network.arrow_tips import Tip
from extract.flow.network.graph import LineGraph, Node
from extract.flow.network.thresholds import CONFIDENCE, END
from models.flowchart import Frame, Point, Shape


@dataclass(frozen=True, slots=True)
class LineEnd:
    """An end of a line.

    Attributes:
        node: Its point in the graph.
        shape: Index of the symbol there; None where the line leaves the page's table.
        head: Whether an arrowhead is there.
        confidence: How sure we are of the symbol, 0 to 1.
    """

    node: Node
    shape: int | None
    head: bool
    confidence: float = 1.0


class LineEndFinder:
    """Finds the symbols at which lines end.

    Args:
        frame: The cells of the flowchart.
        shapes: The symbols.
        outlines: Their outlines.
        graph: The lines.
        tips: Which of their ends carry an arrowhead.
    """

    def __init__(
        self,
        frame: Frame,
        shapes: Sequence[Shape],
        outlines: Sequence[Polygon],
        graph: LineGraph,
        tips: Mapping[Node, Tip],
    ) -> None:
        """Sort the outlines by their place."""
        self._frame, self._shapes, self._graph, self._tips = frame, shapes, graph, tips
        self._outlines = outlines
        self._tree = STRtree(outlines)

    def place(self, node: Node) -> Point:
        """Return where a line's end points: its arrowhead's tip, or the end itself."""
        tip = self._tips.get(node)
        return self._graph.points[node] if tip is None else tip.point

    def has_head(self, node: Node) -> bool:
        """Return whether a line's end carries an arrowhead."""
        return node in self._tips

    def touched(self, point: Point, reach: float = END.max_touch_pt) -> int | None:
        """Return the index of the symbol that a point touches; None for none."""
        near = self._nearest(point, reach)
        return None if near is None else near[1]

    def gap(self, node: Node, shape: int | None) -> float:
        """Return how far from a symbol a line's end is; infinite without a symbol."""
        if shape is None:
            return float("inf")
        return float(self._outlines[shape].distance(ShapelyPoint(self.place(node))))

    def before(self, node: Node) -> Point:
        """Return where the line comes from that ends at a point."""
        tip = self._tips.get(node)
        return self._graph.before(node) if tip is None else tip.before

    def find(self, node: Node) -> LineEnd | None:
        """Return the line end at a point of the graph; None where it leads to no symbol.

        Args:
            node: A free end of a line, or one with an arrowhead.
        """
        point, head = self.place(node), node in self._tips
        near = self._nearest(point, END.max_beside_pt)
        if near is not None and near[0] <= END.max_touch_pt:
            return LineEnd(node, near[1], head)
        ahead = self._ahead(node, point)
        if ahead is not None:
            gap, shape = ahead
            sure = (
                CONFIDENCE.near
                if gap <= END.max_beside_pt
                else CONFIDENCE.short
                if gap <= END.max_short_pt
                else CONFIDENCE.far_short
            )
            return LineEnd(node, shape, head, sure)
        return None if near is None else LineEnd(node, near[1], head, CONFIDENCE.short)

    def leaves_page(self, node: Node) -> bool:
        """Return whether a line runs out of the table upwards or downwards at a free point."""
        (x, y), (before_x, before_y) = self.place(node), self.before(node)
        if abs(x - before_x) > abs(y - before_y):
            return False
        area = self._frame.bbox
        at_top = y < before_y and y <= area.top + END.max_off_table_edge_pt
        return at_top or (y > before_y and y >= area.bottom - END.max_off_table_edge_pt)

    def stops_short_of_page_end(self, node: Node) -> bool:
        """Return whether a line ends above the page's foot, or below its top, with nothing between.

        Such a line goes on over the page's end although it does not reach the table's edge. It
        ends vertically in the first or last row, and no symbol stands between it and the edge.
        Where the first row is the rest of a step from the page before, without symbols, the line
        may begin in the row below it.
        """
        (x, y), (before_x, before_y) = self.place(node), self.before(node)
        if abs(x - before_x) > END.max_vertical_slope * abs(y - before_y):
            return False
        down = y > before_y
        top, bottom = self._frame.rows[-1] if down else self._top_rows()
        if not top <= y <= bottom:
            return False
        edge = LineString([(x, y), (x, bottom if down else top)])
        hits = self._tree.query(edge, predicate="dwithin", distance=END.max_beside_pt)
        return not any(self._beyond(int(i), y, down=down) for i in hits)

    def _top_rows(self) -> tuple[float, float]:
        """Return the (top, bottom) edges of the first row; of the first two if it has no symbol."""
        rows = self._frame.rows
        top, bottom = rows[0]
        empty = not any(top <= shape.bbox.y_mid <= bottom for shape in self._shapes)
        return (top, rows[1][1]) if empty and len(rows) > 1 else (top, bottom)

    def _beyond(self, shape: int, y: float, *, down: bool) -> bool:
        """Return whether a symbol lies beyond a height, towards the page's foot or top."""
        around = self._shapes[shape].bbox
        return around.bottom > y if down else around.top < y

    def _nearest(self, point: Point, reach: float) -> tuple[float, int] | None:
        """Return distance and index of the symbol nearest to a point."""
        place = ShapelyPoint(point)
        found = self._tree.query(place, predicate="dwithin", distance=reach)
        return min(
            ((float(self._outlines[int(i)].distance(place)), int(i)) for i in found), default=None
        )

    def _ahead(self, node: Node, point: Point) -> tuple[float, int] | None:
        """Return gap and index of the symbol that a line would run into if it went on."""
        before = self.before(node)
        length = distance(before, point)
        if length == 0:
            return None
        step = ((point[0] - before[0]) / length, (point[1] - before[1]) / length)
        far = (
            point[0] + step[0] * END.max_short_in_cell_pt,
            point[1] + step[1] * END.max_short_in_cell_pt,
        )
        ray, start = LineString([point, far]), ShapelyPoint(point)
        hits = [
            (float(ray.intersection(self._outlines[int(i)]).distance(start)), int(i))
            for i in self._tree.query(ray, predicate="intersects")
        ]
        if not hits:
            return self._beside_ray(ray, start)
        gap, shape = min(hits)
        if gap <= END.max_short_pt or self._share_cell(point, shape):
            return gap, shape
        return None

    def _beside_ray(self, ray: LineString, start: ShapelyPoint) -> tuple[float, int] | None:
        """Return gap and index of the small symbol that a line just misses if it goes on.

        A ball or circle is hardly wider than an arrowhead, and lines drawn to one miss it.
        """
        found = [
            (float(self._outlines[int(i)].distance(start)), int(i))
            for i in self._tree.query(ray, predicate="dwithin", distance=END.max_touch_pt)
            if self._shapes[int(i)].bbox.width <= END.max_small_symbol_pt
        ]
        gap, shape = min(found, default=(float("inf"), -1))
        return (gap, shape) if gap <= END.max_short_pt else None

    def _share_cell(self, point: Point, shape: int) -> bool:
        """Return whether a point lies in the cell of a symbol."""
        around = self._shapes[shape].bbox
        return any(
            left <= point[0] <= right and left <= around.x_mid <= right
            for left, right in self._frame.columns
        ) and any(
            top - END.max_off_table_edge_pt <= point[1] <= bottom + END.max_off_table_edge_pt
            and top <= around.y_mid <= bottom
            for top, bottom in self._frame.rows
        )
