"""A flowchart's drawing from the vector paths of a page.

Producers draw the same arrow as a line, as a thin filled rectangle, or as the outline of a
thick line; a symbol as one path, as a filling and an outline, or as a stroke for each side.
Paths on the table's rulings, in the rulings' ink, belong to the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from shapely import Polygon

from extract.flow.drawing.dashes import join_dashes
from extract.flow.drawing.duplicates import merge_shapes, take_gradients
from extract.flow.drawing.filled_lines import read_filled_line
from extract.flow.drawing.open_arrowheads import drop_lone_barbs, split_hooks, take_barbs
from extract.flow.drawing.outline_pieces import join_pieces
from extract.flow.drawing.polylines import Polyline, smoothed, strokes_of
from extract.flow.drawing.ruling_gaps import bridge_gaps
from extract.flow.drawing.ruling_lines import drop_rulings
from extract.flow.drawing.stroked_symbols import find_stroked_symbols
from extract.flow.drawing.symbols import classify
from extract.flow.drawing.table_paths import Part, TableRulings, is_straight
from extract.flow.drawing.thresholds import HEAD, LINE, PAINT, SYMBOL, SYMBOL_CONFIDENCE, TABLE
from extract.flow.geometry import distance
from models.flowchart import Arrowhead, Drawing, Frame, Point, Shape
from models.geometry import BBox
from models.page import DrawnPath
from models.step import Symbol

WHITE = "#ffffff"


@dataclass(slots=True)
class _DrawingParts:
    """Parts of a drawing, collected path by path."""

    shapes: list[Shape] = field(default_factory=list)
    polylines: list[Polyline] = field(default_factory=list)
    dots: list[Polyline] = field(default_factory=list)
    heads: list[Arrowhead] = field(default_factory=list)


def build_drawing(
    paths: Iterable[DrawnPath],
    frame: Frame,
    letters: Sequence[BBox] = (),
    *,
    pictured: bool = False,
) -> Drawing | None:
    """Return what the flowchart in a table's Pelaksana columns is drawn with.

    Args:
        paths: Everything drawn on the page.
        frame: The cells that hold the flowchart.
        letters: Boxes of the words that were recognised in a picture; their strokes are among
            the paths.
        pictured: Whether the paths come from a picture, where all ink is alike.

    Returns:
        The drawing; None where far more is drawn than a flowchart needs.
    """
    area = frame.bbox.grown(TABLE.margin_pt)
    near = [path for path in paths if _touches(path.bbox, area) and _is_visible(path)]
    if len(near) > PAINT.max_paths:
        return None
    words = [box.grown(LINE.max_letter_overhang_pt) for box in letters if _touches(box, area)]
    near = [path for path in near if not _is_letter(path.bbox, words)]
    plain, gradients = take_gradients(join_pieces([_closed(path) for path in near]))
    ruled = TableRulings(plain, frame, pictured=pictured)
    parts = _DrawingParts(
        [
            Shape(Symbol.PROCESS, box, SYMBOL_CONFIDENCE.gradient)
            for box in gradients
            if _is_symbol(box)
        ]
    )
    for path in plain:
        _sort(path, ruled, parts)
    closed = find_stroked_symbols(join_dashes(parts.polylines, parts.dots))
    shapes = [
        shape
        for shape in merge_shapes([*parts.shapes, *closed.shapes])
        if frame.bbox.grown(SYMBOL.max_outside_pt).contains_point(
            shape.bbox.x_mid, shape.bbox.y_mid
        )
    ]
    polylines, barbed = take_barbs(split_hooks(closed.rest))
    heads = [*parts.heads, *closed.heads, *barbed]
    polylines = drop_lone_barbs(polylines, heads)
    lines = drop_rulings([t for t in polylines if _may_be_line(t, frame)], shapes, heads)
    strokes = strokes_of([*lines, *bridge_gaps(lines, frame)])
    return Drawing(tuple(shapes), tuple(strokes), tuple(heads))


def _touches(box: BBox, area: BBox) -> bool:
    """Return whether a box and an area overlap or touch."""
    return (
        box.x0 <= area.x1
        and box.x1 >= area.x0
        and box.top <= area.bottom
        and box.bottom >= area.top
    )


def _is_visible(path: DrawnPath) -> bool:
    """Return whether a path shows on white paper; white boxes stand behind labels."""
    return path.outline not in (None, WHITE) or path.filling not in (None, WHITE)


def _is_dark(path: DrawnPath) -> bool:
    """Return whether a path is filled with a dark ink."""
    filling = path.filling or WHITE
    channels = [int(filling[at : at + 2], 16) for at in (1, 3, 5)]
    return sum(channels) < PAINT.max_dark_brightness * 3


def _is_symbol(box: BBox) -> bool:
    """Return whether a box is as large as a symbol."""
    return min(box.width, box.height) >= SYMBOL.min_side_pt


def _is_letter(box: BBox, words: Iterable[BBox]) -> bool:
    """Return whether a path is as small as a letter and lies in a word."""
    return max(box.width, box.height) <= HEAD.max_size_pt and any(
        word.x0 <= box.x0
        and box.x1 <= word.x1
        and word.top <= box.top
        and box.bottom <= word.bottom
        for word in words
    )


def _closed(path: DrawnPath) -> DrawnPath:
    """Return a path; closed if it is filled, or if its ends nearly meet."""
    points = path.points
    if path.closed or len(set(points)) < 3:
        return path
    filled = path.filling not in (None, WHITE)
    if filled or distance(points[0], points[-1]) <= LINE.max_closing_gap_pt:
        return replace(path, points=(*points, points[0]), closed=True)
    return path


def _sort(path: DrawnPath, ruled: TableRulings, parts: _DrawingParts) -> None:
    """Find out what a path is and add it to the parts."""
    part = ruled.part(path)
    if part is Part.TABLE:
        return
    if max(path.bbox.width, path.bbox.height) <= LINE.max_dot_pt:
        parts.dots.append(_straight_polyline(path))
    elif _is_head(path):
        parts.heads.append(Arrowhead(path.points, path.bbox))
    elif is_straight(path.bbox) and (path.closed or len(path.points) == 2):
        parts.polylines.append(_straight_polyline(path, doubtful=part is Part.DOUBTFUL))
    elif not path.closed:
        _add_polyline(path, path.points, ruled, parts)
    elif path.filling is not None and (
        line := read_filled_line(path.points, curved=path.curved)
    ):  # fmt: skip
        parts.heads += line.heads
        parts.polylines += [Polyline(points, path.ink, path.curved) for points in line.lines]
    elif shape := classify(path.points, curved=path.curved):
        parts.shapes.append(replace(shape, dark=_is_dark(path)))
    else:
        _add_polyline(path, path.points, ruled, parts)


def _straight_polyline(path: DrawnPath, *, doubtful: bool = False) -> Polyline:
    """Return a straight path as a line from end to end; a thin rectangle as its middle line."""
    box = path.bbox
    if len(path.points) == 2:
        points: tuple[Point, ...] = path.points
    elif box.width > box.height:
        points = (box.x0, box.y_mid), (box.x1, box.y_mid)
    else:
        points = (box.x_mid, box.top), (box.x_mid, box.bottom)
    return Polyline(points, path.ink, doubtful=doubtful)


def _add_polyline(
    path: DrawnPath, points: Sequence[Point], ruled: TableRulings, parts: _DrawingParts
) -> None:
    """Add a bent line, unless the table's rulings were drawn with it."""
    line = smoothed(points)
    if len(line) > 1 and not ruled.is_frame(line, path.ink):
        parts.polylines.append(Polyline(line, path.ink, path.curved))


def _is_head(path: DrawnPath) -> bool:
    """Return whether a path is an arrowhead: a small triangle or barb, or an open angle."""
    box = path.bbox
    large, small = max(box.width, box.height), min(box.width, box.height)
    corners = len(set(path.points))
    if large > HEAD.max_triangle_pt or small < HEAD.min_width_pt or corners < 3:
        return False
    if not path.closed:
        return (
            corners == 3
            and large <= HEAD.max_size_pt
            and not path.curved
            and not _is_elbow(path.points)
        )
    fill = Polygon(path.points).area / (box.width * box.height)
    if corners == 3:
        return True
    if path.filling is None or large > HEAD.max_size_pt:
        return False
    if path.curved and SYMBOL.min_circle_fill <= fill <= SYMBOL.max_circle_fill:
        return False
    return fill < SYMBOL.min_circle_fill or (large < SYMBOL.min_side_pt and fill < HEAD.max_fill)


def _is_elbow(points: Sequence[Point]) -> bool:
    """Return whether two strokes run along the page's axes, one after the other."""
    return all(
        min(abs(ax - bx), abs(ay - by)) <= HEAD.max_elbow_slant_pt
        for (ax, ay), (bx, by) in pairwise(points)
    )


def _may_be_line(polyline: Polyline, frame: Frame) -> bool:
    """Return whether a line may be a connector: text beside the cells leaves short strokes."""
    box, area = polyline.bbox, frame.bbox
    if box.bottom < area.top - SYMBOL.max_outside_pt or box.top > area.bottom + TABLE.margin_pt:
        return False
    beside = box.x0 > area.x1 or box.x1 < area.x0
    return not beside or polyline.length > LINE.max_letter_stroke_pt
