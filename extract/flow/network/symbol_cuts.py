"""Lines cut where symbols stand, unless they only pass behind one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from shapely import LineString, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from extract.flow.geometry import box_of, distance_to_box
from extract.flow.network.thresholds import SYMBOL_CUT
from models.flowchart import Arrowhead, Drawing, Point, Stroke
from models.geometry import BBox


@dataclass(slots=True)
class Cut:
    """Strokes without the parts that symbols hide.

    Attributes:
        strokes: The strokes.
        behind: Index of a stroke that passes behind a symbol, and the symbol's box.
    """

    strokes: list[Stroke] = field(default_factory=list)
    behind: list[tuple[int, BBox]] = field(default_factory=list)


def cut_at_symbols(
    drawing: Drawing, outlines: Sequence[Polygon], stopping: Collection[int] = ()
) -> Cut:
    """Return the strokes of a drawing as far as they run outside its symbols.

    A line that runs through a symbol and has an arrowhead at it, or no arrowhead at all, is several
    arrows drawn as one line: it is cut there. A line whose only arrowhead is elsewhere passes
    behind the symbol.

    Args:
        drawing: The drawing.
        outlines: The outlines of its symbols.
        stopping: Indices of strokes that are known to end at the symbols they run through.
    """
    cut = Cut()
    if not drawing.strokes:
        return cut
    insides = [outline.buffer(-SYMBOL_CUT.inset_pt) for outline in outlines]
    tree = STRtree(insides)
    lines = [LineString([stroke.start, stroke.end]) for stroke in drawing.strokes]
    hits: dict[int, list[int]] = {}
    for number, inside in zip(*tree.query(lines, predicate="intersects"), strict=True):
        hits.setdefault(int(number), []).append(int(inside))
    vertices = _vertices(drawing.strokes)
    for number, (stroke, line) in enumerate(zip(drawing.strokes, lines, strict=True)):
        if number not in hits:
            cut.strokes.append(stroke)
            continue
        rest: BaseGeometry = line
        for index in hits[number]:
            inside, outline = insides[index], outlines[index]
            if _grazes(line, inside, outline):
                continue
            if number not in stopping and _passes(
                line, outline, vertices[_key(number, stroke)], drawing.heads
            ):
                cut.behind.append((number, BBox(*outline.bounds)))
            else:
                rest = rest.difference(inside)
        cut.strokes += _pieces(rest, stroke)
    return cut


def _key(number: int, stroke: Stroke) -> int:
    """Return a key that the strokes of one drawn line share."""
    return -1 - number if stroke.path is None else stroke.path


def _vertices(strokes: Sequence[Stroke]) -> dict[int, list[Point]]:
    """Return the ends and bends of each drawn line."""
    vertices: dict[int, list[Point]] = {}
    for number, stroke in enumerate(strokes):
        vertices.setdefault(_key(number, stroke), []).extend((stroke.start, stroke.end))
    return vertices


def _grazes(line: LineString, inside: Polygon, outline: Polygon) -> bool:
    """Return whether a stroke only cuts off a corner of a symbol on its way past it."""
    around = BBox(*outline.bounds)
    hidden = float(line.intersection(inside).length)
    return hidden < SYMBOL_CUT.min_hidden_share * min(around.width, around.height) and not _ends_in(
        line, around
    )


def _ends_in(line: LineString, around: BBox) -> bool:
    """Return whether an end of a stroke lies in a symbol's box."""
    return any(distance_to_box((x, y), around) == 0 for x, y in line.coords)


def _passes(
    line: LineString, outline: Polygon, vertices: Sequence[Point], heads: Sequence[Arrowhead]
) -> bool:
    """Return whether a stroke that runs through a symbol passes behind it."""
    if _ends_in(line, BBox(*outline.bounds)):
        return False
    near_line = box_of(vertices).grown(SYMBOL_CUT.max_head_off_end_pt)
    its_own = [head for head in heads if near_line.overlap(head.bbox) > 0]
    if any(_points_at(head, outline, line) for head in its_own):
        return False
    return any(
        distance_to_box(point, head.bbox) <= SYMBOL_CUT.max_head_off_end_pt
        for head in its_own
        for point in vertices
    )


def _points_at(head: Arrowhead, outline: Polygon, line: LineString) -> bool:
    """Return whether a head stands on a line and at a symbol."""
    triangle = LineString(head.corners)
    return bool(
        triangle.distance(outline) <= SYMBOL_CUT.max_head_off_symbol_pt
        and triangle.distance(line) <= SYMBOL_CUT.max_head_off_line_pt
    )


def _pieces(rest: BaseGeometry, stroke: Stroke) -> list[Stroke]:
    """Return the remaining pieces of a stroke."""
    pieces = []
    for part in getattr(rest, "geoms", [rest]):
        if part.length > SYMBOL_CUT.inset_pt:
            (x0, y0), *_, (x1, y1) = part.coords
            pieces.append(Stroke((x0, y0), (x1, y1), stroke.path))
    return pieces
