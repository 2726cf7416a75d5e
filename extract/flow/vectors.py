"""A flowchart's drawing from the vector paths of a page.

Producers draw the same arrow as a line, as a thin filled rectangle, or as the outline of a
thick line; a symbol as one path or as a filling and an outline. What stands exactly on the
table's rulings, in their ink, belongs to the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from shapely import Polygon

from extract.flow.figures import SMALLEST, classify
from models.flowchart import Arrowhead, Drawing, Frame, Point, Shape, Stroke
from models.geometry import BBox
from models.page import DrawnPath

# How far around the Pelaksana cells, in points, a flowchart's lines may stray.
MARGIN = 14.0
# How far outside them a symbol's middle may stand.
STRAY = 3.0
# How far, in points, a stroke may be from a ruling's position and still be that ruling.
ON_RULING = 1.8
# The outline of a thick line is at most this thick, in points.
THIN = 3.5
# An arrowhead is at most this large, in points.
LARGEST_HEAD = 13.0
# Two outlines that share this part of their area are one symbol's filling and outline.
SAME_SHAPE = 0.7
WHITE = "#ffffff"


def drawing_of(paths: Iterable[DrawnPath], frame: Frame) -> Drawing:
    """Return what the flowchart in a table's Pelaksana columns is drawn with.

    Args:
        paths: Everything drawn on the page.
        frame: The cells that hold the flowchart.
    """
    area = frame.bbox.grown(MARGIN)
    near = [path for path in paths if _is_inside(path.bbox, area) and _is_visible(path)]
    inks = _ruling_inks(near, frame)
    shapes: list[Shape] = []
    strokes: list[Stroke] = []
    heads: list[Arrowhead] = []
    for path in near:
        if _is_table(path, frame, inks):
            continue
        if _is_head(path):
            heads.append(Arrowhead(path.points, path.bbox))
        elif _is_thin(path) or not path.closed:
            strokes += _strokes_of(path, frame, inks)
        elif shape := classify(path.points, curved=path.curved):
            if frame.bbox.grown(STRAY).contains_point(shape.bbox.x_mid, shape.bbox.y_mid):
                shapes.append(shape)
        else:
            strokes += _strokes_of(path, frame, inks)
    return Drawing(tuple(_merge_shapes(shapes)), tuple(strokes), tuple(heads))


def _is_inside(box: BBox, area: BBox) -> bool:
    """Return whether a path's middle lies in an area, or a line of it crosses the area."""
    return (
        box.x0 <= area.x1 and box.x1 >= area.x0 and box.top <= area.bottom and box.bottom >= area.top
    )


def _is_visible(path: DrawnPath) -> bool:
    """Return whether a path shows on white paper; white boxes stand behind labels."""
    return path.outline not in (None, WHITE) or path.filling not in (None, WHITE)


def _ruling_inks(paths: Sequence[DrawnPath], frame: Frame) -> set[str]:
    """Return the inks that the table's rulings are drawn with."""
    votes: Counter[str] = Counter()
    for path in paths:
        if _is_straight(path) and _on_ruling(path.bbox, frame):
            votes[path.ink] += 1
    most = max(votes.values(), default=0)
    return {ink for ink, count in votes.items() if count >= max(2, 0.2 * most)}


def _is_straight(path: DrawnPath) -> bool:
    """Return whether a path is one straight horizontal or vertical line."""
    return min(path.bbox.width, path.bbox.height) <= THIN


def _on_ruling(box: BBox, frame: Frame) -> bool:
    """Return whether a straight line's box stands where a ruling of the table does."""
    if box.height <= box.width:
        return any(abs(box.y_mid - y) <= ON_RULING for y in frame.rulings_y)
    return any(abs(box.x_mid - x) <= ON_RULING for x in frame.rulings_x)


def _is_table(path: DrawnPath, frame: Frame, inks: set[str]) -> bool:
    """Return whether a path belongs to the table: a ruling, a cell's border or its shading."""
    box = path.bbox
    if _is_straight(path):
        on = path.ink in inks and _on_ruling(box, frame)
        # A dot where rulings meet is as wide as high; nothing of a flowchart is that small.
        return on or max(box.width, box.height) <= THIN / 2
    sides_x = [any(abs(side - x) <= 2 * ON_RULING for x in frame.rulings_x) for side in (box.x0, box.x1)]
    sides_y = [
        any(abs(side - y) <= 2 * ON_RULING for y in frame.rulings_y) for side in (box.top, box.bottom)
    ]
    covers = all(sides_x) and all(sides_y)
    larger = box.width >= frame.bbox.width + 2 * MARGIN or box.height >= frame.bbox.height + 2 * MARGIN
    return covers or (larger and path.closed)


def _is_thin(path: DrawnPath) -> bool:
    """Return whether a closed path is a line drawn with its own outline."""
    if _is_straight(path):
        return True
    if not path.closed or path.filling is None or path.curved:
        return False
    outline = Polygon(path.points)
    return 2 * outline.area <= THIN * outline.length / 2


def _is_head(path: DrawnPath) -> bool:
    """Return whether a path is an arrowhead: a small filled figure, or an open angle."""
    box = path.bbox
    if max(box.width, box.height) > LARGEST_HEAD or min(box.width, box.height) < 1.0:
        return False
    corners = len(set(path.points))
    if path.filling is not None:
        outline = Polygon(path.points) if corners >= 3 else None
        if outline is None:
            return False
        fill = outline.area / (box.width * box.height)
        return fill < 0.8 or max(box.width, box.height) < SMALLEST
    return corners == 3 and not path.curved


def _strokes_of(path: DrawnPath, frame: Frame, inks: set[str]) -> list[Stroke]:
    """Return the straight pieces of a path that are no rulings."""
    box = path.bbox
    if _is_straight(path) and (path.closed or len(path.points) == 2):
        if box.width > box.height:
            pieces = [Stroke((box.x0, box.y_mid), (box.x1, box.y_mid))]
        else:
            pieces = [Stroke((box.x_mid, box.top), (box.x_mid, box.bottom))]
    elif _is_thin(path) and path.closed:
        pieces = _middle_lines(path.points)
    else:
        pieces = [Stroke(a, b) for a, b in zip(path.points, path.points[1:], strict=False)]
    return [
        piece
        for piece in pieces
        if piece.length > 0.5 and not (path.ink in inks and _on_ruling(_box(piece), frame))
    ]


def _box(stroke: Stroke) -> BBox:
    """Return the box around a stroke."""
    (x0, y0), (x1, y1) = stroke.start, stroke.end
    return BBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _middle_lines(points: Sequence[Point]) -> list[Stroke]:
    """Return the lines down the middle of a thick line's outline.

    Each long edge has a partner on the other side of the line; the middle of both is taken, the
    short edges at the ends are left out.
    """
    edges = [Stroke(a, b) for a, b in zip(points, points[1:], strict=False)]
    edges = [edge for edge in edges if edge.length > THIN]
    middles: list[Stroke] = []
    used: set[int] = set()
    for i, edge in enumerate(edges):
        if i in used:
            continue
        partner = next(
            (j for j in range(i + 1, len(edges)) if j not in used and _are_partners(edge, edges[j])),
            None,
        )
        if partner is None:
            middles.append(edge)
            continue
        used.add(partner)
        other = edges[partner]
        middles.append(Stroke(_between(edge.start, other.end), _between(edge.end, other.start)))
    return middles


def _are_partners(one: Stroke, other: Stroke) -> bool:
    """Return whether two edges run back to back along one thick line."""
    return (
        _distance(one.start, other.end) <= 2 * THIN and _distance(one.end, other.start) <= 2 * THIN
    )


def _distance(a: Point, b: Point) -> float:
    """Return the distance of two points."""
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _between(a: Point, b: Point) -> Point:
    """Return the point half-way between two."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _merge_shapes(shapes: Iterable[Shape]) -> list[Shape]:
    """Return shapes without those that are another one's filling, outline or shadow."""
    kept: list[Shape] = []
    for shape in sorted(shapes, key=lambda s: -s.confidence):
        area = shape.bbox.width * shape.bbox.height
        for other in kept:
            shared = shape.bbox.overlap(other.bbox)
            union = area + other.bbox.width * other.bbox.height - shared
            if shared >= SAME_SHAPE * union or shared >= 0.95 * area:
                break
        else:
            kept.append(shape)
    return kept
