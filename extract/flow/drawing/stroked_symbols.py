"""Symbols drawn as separate strokes: four that close to a box, a diamond, a pentagon.

Only lines that are sides over their whole length count. Connectors that enclose an area by chance
continue beyond it, or enclose one that has no symbol's shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapely import LineString, Polygon, polygonize

from extract.flow.arrowheads import head_of
from extract.flow.drawing.polylines import Polyline
from extract.flow.drawing.symbols import classify
from extract.flow.drawing.thresholds import HEAD, SYMBOL
from extract.flow.geometry import PointIndex
from models.flowchart import Arrowhead, Point, Shape

_Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StrokedSymbols:
    """Symbols and arrowheads made of separate lines.

    Attributes:
        shapes: Symbols.
        heads: Arrowheads.
        rest: The lines that are no side of either.
    """

    shapes: list[Shape]
    heads: list[Arrowhead]
    rest: list[Polyline]


def find_stroked_symbols(polylines: Sequence[Polyline]) -> StrokedSymbols:
    """Return the symbols that separate lines of one ink draw together.

    Args:
        polylines: The lines.
    """
    by_ink: dict[str, list[int]] = {}
    for index, polyline in enumerate(polylines):
        around = polyline.bbox
        if (
            around.width <= SYMBOL.max_stroked_width_pt
            and around.height <= SYMBOL.max_stroked_height_pt
        ):
            by_ink.setdefault(polyline.ink, []).append(index)
    closed = StrokedSymbols([], [], [])
    used: set[int] = set()
    for members in by_ink.values():
        if 3 <= len(members) <= SYMBOL.max_stroked_lines:
            used |= _close(polylines, members, closed)
    closed.rest.extend(polyline for index, polyline in enumerate(polylines) if index not in used)
    return closed


def _close(
    polylines: Sequence[Polyline], members: Sequence[int], closed: StrokedSymbols
) -> set[int]:
    """Add the symbols of one ink; return which lines they took."""
    corners = _Corners()
    owners: dict[_Edge, set[int]] = {}
    edges_of: dict[int, list[_Edge]] = {}
    for index in members:
        nodes = [corners.number(point) for point in polylines[index].points]
        edges = [_edge(a, b) for a, b in pairwise(nodes) if a != b]
        edges_of[index] = edges
        for edge in edges:
            owners.setdefault(edge, set()).add(index)
    lines = [LineString([corners.points[a], corners.points[b]]) for a, b in owners]
    found: list[tuple[float, float, Polygon, set[int], Shape | None]] = []
    for face in polygonize(lines).geoms:
        if not isinstance(face, Polygon):
            continue
        nodes = [corners.known[x, y] for x, y in face.exterior.coords]
        sides = {_edge(a, b) for a, b in pairwise(nodes)}
        makers = _makers(sides, owners, edges_of)
        if makers is None or _is_mostly_ruled(polylines, makers):
            continue
        curved = any(polylines[index].curved for index in makers)
        ring = [(x, y) for x, y in face.exterior.coords]
        shape = classify(ring, curved=curved)
        if shape is not None and shape.confidence >= SYMBOL.min_stroked_confidence:
            found.append((-shape.confidence, face.area, face, makers, shape))
        elif len(sides) == 3 and _is_small(face):
            found.append((0.0, face.area, face, makers, None))
    used: set[int] = set()
    for _, _, face, makers, shape in sorted(found, key=lambda item: item[:2]):
        if makers & used:
            continue
        used |= makers
        if shape is not None:
            closed.shapes.append(shape)
        else:
            first, *others = [(x, y) for x, y in face.exterior.coords][:-1]
            closed.heads.append(head_of(first, *others))
    return used


def _makers(
    sides: set[_Edge], owners: dict[_Edge, set[int]], edges_of: dict[int, list[_Edge]]
) -> set[int] | None:
    """Return the lines that make an outline's sides; None where one of them runs on beyond."""
    makers: set[int] = set()
    for side in sides:
        whole = {index for index in owners[side] if sides.issuperset(edges_of[index])}
        if not whole:
            return None
        makers |= whole
    return makers


def _is_mostly_ruled(polylines: Sequence[Polyline], makers: set[int]) -> bool:
    """Return whether an outline is made of what may be the table's rulings."""
    ruled = sum(polylines[index].length for index in makers if polylines[index].doubtful)
    return ruled > SYMBOL.max_ruled_share * sum(polylines[index].length for index in makers)


def _is_small(face: Polygon) -> bool:
    """Return whether an area is as small as an arrowhead."""
    left, top, right, bottom = face.bounds
    return bool(max(right - left, bottom - top) <= HEAD.max_triangle_pt)


def _edge(a: int, b: int) -> _Edge:
    """Return a side between two corners, whichever comes first."""
    return (a, b) if a < b else (b, a)


class _Corners:
    """Corners with numbers; points that nearly meet are one."""

    def __init__(self) -> None:
        """Begin without corners."""
        self.points: list[Point] = []
        self.known: dict[Point, int] = {}
        self._index = PointIndex(SYMBOL.max_corner_gap_pt)

    def number(self, point: Point) -> int:
        """Return the number of the corner at a point, a new one where there is none near."""
        near = min(self._index.near(point), default=None)
        if near is not None:
            return near[1]
        number = len(self.points)
        self.points.append(point)
        self.known[point] = number
        self._index.add(point, number)
        return number
