"""Where lines end: at a symbol, short of one, at the page's end, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely import LineString, Polygon, STRtree
from shapely import Point as ShapelyPoint

from extract.flow.geometry import distance
from extract.flow.heads import Tip
from extract.flow.net import Net, Node
from models.flowchart import Frame, Point, Shape

# A line that ends this close to a symbol, in points, touches it.
TOUCHING = 4.5
# A line that ends beside a symbol at most so far, in points, though it doesn't run towards it.
BESIDE = 9.0
# How far, in points, a line may stop short of the symbol it runs towards.
SHORT_OF = 26.0
# The same where line and symbol share a cell of the table, with nothing between them.
SHORT_IN_CELL = 60.0
# A line that ends this close to the table's upper or lower edge, in points, goes on beyond it.
AT_EDGE = 7.0
# Confidence of an end by how far it is from its symbol.
CLOSE_BY, STOPS_SHORT, FAR_SHORT = 0.9, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class End:
    """An end of a line.

    Attributes:
        node: Its point in the net.
        shape: Index of the symbol there; None where the line leaves the page's table.
        head: Whether an arrowhead is there.
        confidence: How sure we are of the symbol, 0 to 1.
    """

    node: Node
    shape: int | None
    head: bool
    confidence: float = 1.0


class EndFinder:
    """Finds the symbols at which lines end.

    Args:
        frame: The cells of the flowchart.
        shapes: The symbols.
        outlines: Their outlines.
        net: The lines.
        tips: Which of their ends carry an arrowhead.
    """

    def __init__(
        self,
        frame: Frame,
        shapes: Sequence[Shape],
        outlines: Sequence[Polygon],
        net: Net,
        tips: Mapping[Node, Tip],
    ) -> None:
        """Sort the outlines by their place."""
        self._frame, self._shapes, self._net, self._tips = frame, shapes, net, tips
        self._outlines = outlines
        self._tree = STRtree(outlines)

    def place(self, node: Node) -> Point:
        """Return where a line's end points: its arrowhead's tip, or the end itself."""
        tip = self._tips.get(node)
        return self._net.points[node] if tip is None else tip.point

    def has_head(self, node: Node) -> bool:
        """Return whether a line's end carries an arrowhead."""
        return node in self._tips

    def touched(self, point: Point, reach: float = TOUCHING) -> int | None:
        """Return the index of the symbol that a point touches; None where there is none."""
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
        return self._net.before(node) if tip is None else tip.before

    def find(self, node: Node) -> End | None:
        """Return the end that a point of the net is; None where it leads to no symbol.

        Args:
            node: A free point, or one with an arrowhead.
        """
        point, head = self.place(node), node in self._tips
        near = self._nearest(point, BESIDE)
        if near is not None and near[0] <= TOUCHING:
            return End(node, near[1], head)
        ahead = self._ahead(node, point)
        if ahead is not None:
            gap, shape = ahead
            sure = CLOSE_BY if gap <= BESIDE else STOPS_SHORT if gap <= SHORT_OF else FAR_SHORT
            return End(node, shape, head, sure)
        return None if near is None else End(node, near[1], head, STOPS_SHORT)

    def leaves_page(self, node: Node) -> bool:
        """Return whether a line runs out of the table upwards or downwards at a free point."""
        (x, y), (before_x, before_y) = self.place(node), self.before(node)
        if abs(x - before_x) > abs(y - before_y):
            return False
        area = self._frame.bbox
        at_top = y < before_y and y <= area.top + AT_EDGE
        return at_top or (y > before_y and y >= area.bottom - AT_EDGE)

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
        far = (point[0] + step[0] * SHORT_IN_CELL, point[1] + step[1] * SHORT_IN_CELL)
        ray, start = LineString([point, far]), ShapelyPoint(point)
        hits = [
            (float(ray.intersection(self._outlines[int(i)]).distance(start)), int(i))
            for i in self._tree.query(ray, predicate="intersects")
        ]
        if not hits:
            return None
        gap, shape = min(hits)
        if gap <= SHORT_OF or self._share_cell(point, shape):
            return gap, shape
        return None

    def _share_cell(self, point: Point, shape: int) -> bool:
        """Return whether a point lies in the cell of a symbol."""
        around = self._shapes[shape].bbox
        return any(
            left <= point[0] <= right and left <= around.x_mid <= right
            for left, right in self._frame.columns
        ) and any(
            top - AT_EDGE <= point[1] <= bottom + AT_EDGE and top <= around.y_mid <= bottom
            for top, bottom in self._frame.rows
        )
