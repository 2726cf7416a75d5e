"""Symbols drawn as separate lines: four strokes that close to a box, a diamond, a pentagon.

Only lines that are sides from end to end count. Connectors that happen to enclose an area run on
beyond it, or enclose one that no symbol has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapely import LineString, Polygon, polygonize

from extract.flow.figures import classify
from extract.flow.geometry import PointIndex
from extract.flow.heads import head_of
from extract.flow.traces import Trace
from models.flowchart import Arrowhead, Point, Shape

# How far, in points, two sides may miss each other at a corner.
CORNER = 2.2
# A symbol is at most this wide and high, in points.
LARGEST = (200.0, 120.0)
# Sure enough of its kind to believe that lines are a symbol.
SURE = 0.7
# A triangle at most this large, in points, is an arrowhead.
LARGEST_HEAD = 20.0
# The part of its outline that may be rulings of the table.
RULED = 0.5
# Only so many separate lines are looked through; no flowchart is drawn with more.
MOST_LINES = 1500

_Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Closed:
    """What separate lines close to.

    Attributes:
        shapes: Symbols.
        heads: Arrowheads.
        rest: The lines that are no sides of any.
    """

    shapes: list[Shape]
    heads: list[Arrowhead]
    rest: list[Trace]


def close_figures(traces: Sequence[Trace]) -> Closed:
    """Return the symbols that separate lines of one ink draw together.

    Args:
        traces: The lines.
    """
    by_ink: dict[str, list[int]] = {}
    for index, trace in enumerate(traces):
        around = trace.bbox
        if around.width <= LARGEST[0] and around.height <= LARGEST[1]:
            by_ink.setdefault(trace.ink, []).append(index)
    closed = Closed([], [], [])
    used: set[int] = set()
    for members in by_ink.values():
        if 3 <= len(members) <= MOST_LINES:
            used |= _close(traces, members, closed)
    closed.rest.extend(trace for index, trace in enumerate(traces) if index not in used)
    return closed


def _close(traces: Sequence[Trace], members: Sequence[int], closed: Closed) -> set[int]:
    """Add the symbols of one ink; return which lines they took."""
    corners = _Corners()
    owners: dict[_Edge, set[int]] = {}
    edges_of: dict[int, list[_Edge]] = {}
    for index in members:
        nodes = [corners.number(point) for point in traces[index].points]
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
        if makers is None or _is_mostly_ruled(traces, makers):
            continue
        curved = any(traces[index].curved for index in makers)
        ring = [(x, y) for x, y in face.exterior.coords]
        shape = classify(ring, curved=curved)
        if shape is not None and shape.confidence >= SURE:
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


def _is_mostly_ruled(traces: Sequence[Trace], makers: set[int]) -> bool:
    """Return whether an outline is made of what may be the table's rulings."""
    ruled = sum(traces[index].length for index in makers if traces[index].doubtful)
    return ruled > RULED * sum(traces[index].length for index in makers)


def _is_small(face: Polygon) -> bool:
    """Return whether an area is as small as an arrowhead."""
    left, top, right, bottom = face.bounds
    return bool(max(right - left, bottom - top) <= LARGEST_HEAD)


def _edge(a: int, b: int) -> _Edge:
    """Return a side between two corners, whichever comes first."""
    return (a, b) if a < b else (b, a)


class _Corners:
    """Corners with numbers; points that nearly meet are one."""

    def __init__(self) -> None:
        """Begin without corners."""
        self.points: list[Point] = []
        self.known: dict[Point, int] = {}
        self._index = PointIndex(CORNER)

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
