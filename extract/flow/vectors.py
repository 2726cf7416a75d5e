"""A flowchart's drawing from the vector paths of a page.

Producers draw the same arrow as a line, as a thin filled rectangle, or as the outline of a
thick line; a symbol as one path, as a filling and an outline, or as a stroke for each side.
What stands exactly on the table's rulings, in their ink, belongs to the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from shapely import Polygon

from extract.flow.closing import close_figures
from extract.flow.figures import SMALLEST, classify
from extract.flow.gaps import bridge_gaps
from extract.flow.geometry import distance
from extract.flow.gutters import without_rulings
from extract.flow.overlaid import merge_shapes, take_gradients
from extract.flow.ruled import MARGIN, Part, Ruled, is_straight
from extract.flow.thick import LARGEST_HEAD, read_thick_line
from extract.flow.traces import (
    Trace,
    join_dashes,
    smoothed,
    split_hooks,
    strokes_of,
    take_barbs,
)
from models.flowchart import Arrowhead, Drawing, Frame, Point, Shape
from models.geometry import BBox
from models.page import DrawnPath
from models.step import Symbol

# How far outside the flowchart's cells, in points, a symbol's middle may stand.
STRAY = 3.0
# A filled arrowhead is at most this large, in points; a triangle may be larger.
HEAD = 13.0
# The part of its box that a disc fills; a dot at a junction is no arrowhead.
DISC = (0.74, 0.83)
# Small figures that fill more of their box are pieces of lines.
SOLID = 0.9
# Marks at most this large, in points, are dots where rulings meet, or of a dotted line.
DOT = 1.75
# How far, in points, a closed line's end may be from its beginning.
NEARLY_CLOSED = 1.0
# Strokes of letters are at most this long, in points.
LETTER = 8.0
# How far, in points, a letter may reach out of its word's box.
WORD = 0.7
# Pages with more paths than this at the flowchart are maps or patterns; none is looked at.
MOST_PATHS = 20_000
# Confidence that a gradient without outline is a box.
GRADIENT = 0.5
WHITE = "#ffffff"


@dataclass(slots=True)
class _Parts:
    """A drawing in the making."""

    shapes: list[Shape] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    dots: list[Trace] = field(default_factory=list)
    heads: list[Arrowhead] = field(default_factory=list)


def drawing_of(
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
        pictured: Whether paths come from a picture, so that their ink tells nothing.

    Returns:
        The drawing; None where there is far more than a flowchart needs.
    """
    area = frame.bbox.grown(MARGIN)
    near = [path for path in paths if _touches(path.bbox, area) and _is_visible(path)]
    if len(near) > MOST_PATHS:
        return None
    words = [box.grown(WORD) for box in letters if _touches(box, area)]
    near = [path for path in near if not _is_letter(path.bbox, words)]
    plain, gradients = take_gradients([_closed(path) for path in near])
    ruled = Ruled(plain, frame, pictured=pictured)
    parts = _Parts([Shape(Symbol.PROCESS, box, GRADIENT) for box in gradients if _is_symbol(box)])
    for path in plain:
        _sort(path, ruled, parts)
    closed = close_figures(join_dashes(parts.traces, parts.dots))
    shapes = [
        shape
        for shape in merge_shapes([*parts.shapes, *closed.shapes])
        if frame.bbox.grown(STRAY).contains_point(shape.bbox.x_mid, shape.bbox.y_mid)
    ]
    traces, barbed = take_barbs(split_hooks(closed.rest))
    heads = [*parts.heads, *closed.heads, *barbed]
    lines = without_rulings([t for t in traces if _may_be_line(t, frame)], shapes, heads)
    strokes = strokes_of([*lines, *bridge_gaps(lines, frame)])
    return Drawing(tuple(shapes), tuple(strokes), tuple(heads))


def _touches(box: BBox, area: BBox) -> bool:
    """Return whether a box shares a place with an area."""
    return (
        box.x0 <= area.x1
        and box.x1 >= area.x0
        and box.top <= area.bottom
        and box.bottom >= area.top
    )


def _is_visible(path: DrawnPath) -> bool:
    """Return whether a path shows on white paper; white boxes stand behind labels."""
    return path.outline not in (None, WHITE) or path.filling not in (None, WHITE)


def _is_symbol(box: BBox) -> bool:
    """Return whether a box is as large as a symbol."""
    return min(box.width, box.height) >= SMALLEST


def _is_letter(box: BBox, words: Iterable[BBox]) -> bool:
    """Return whether a path is as small as a letter and lies in a word."""
    return max(box.width, box.height) <= HEAD and any(
        word.x0 <= box.x0
        and box.x1 <= word.x1
        and word.top <= box.top
        and box.bottom <= word.bottom
        for word in words
    )


def _closed(path: DrawnPath) -> DrawnPath:
    """Return a path that is closed where filling closes it, or its ends nearly meet."""
    points = path.points
    if path.closed or len(set(points)) < 3:
        return path
    filled = path.filling not in (None, WHITE)
    if filled or distance(points[0], points[-1]) <= NEARLY_CLOSED:
        return replace(path, points=(*points, points[0]), closed=True)
    return path


def _sort(path: DrawnPath, ruled: Ruled, parts: _Parts) -> None:
    """Add a path to the part of the drawing that it is."""
    part = ruled.part(path)
    if part is Part.TABLE:
        return
    if max(path.bbox.width, path.bbox.height) <= DOT:
        parts.dots.append(_straight_trace(path))
    elif _is_head(path):
        parts.heads.append(Arrowhead(path.points, path.bbox))
    elif is_straight(path.bbox) and (path.closed or len(path.points) == 2):
        parts.traces.append(_straight_trace(path, doubtful=part is Part.DOUBTFUL))
    elif not path.closed:
        _add_trace(path, path.points, ruled, parts)
    elif path.filling is not None and (
        line := read_thick_line(path.points, curved=path.curved)
    ):  # fmt: skip
        parts.heads += line.heads
        parts.traces += [Trace(points, path.ink, path.curved) for points in line.lines]
    elif shape := classify(path.points, curved=path.curved):
        parts.shapes.append(shape)
    else:
        _add_trace(path, path.points, ruled, parts)


def _straight_trace(path: DrawnPath, *, doubtful: bool = False) -> Trace:
    """Return a straight path as a line from end to end; a thin rectangle as its middle line."""
    box = path.bbox
    if len(path.points) == 2:
        points: tuple[Point, ...] = path.points
    elif box.width > box.height:
        points = (box.x0, box.y_mid), (box.x1, box.y_mid)
    else:
        points = (box.x_mid, box.top), (box.x_mid, box.bottom)
    return Trace(points, path.ink, doubtful=doubtful)


def _add_trace(path: DrawnPath, points: Sequence[Point], ruled: Ruled, parts: _Parts) -> None:
    """Add a bent line, unless the table's rulings were drawn with it."""
    line = smoothed(points)
    if len(line) > 1 and not ruled.is_frame(line, path.ink):
        parts.traces.append(Trace(line, path.ink, path.curved))


def _is_head(path: DrawnPath) -> bool:
    """Return whether a path is an arrowhead: a small triangle or barb, or an open angle."""
    box = path.bbox
    large, small = max(box.width, box.height), min(box.width, box.height)
    corners = len(set(path.points))
    if large > LARGEST_HEAD or small < 1.0 or corners < 3:
        return False
    if not path.closed:
        return corners == 3 and large <= HEAD and not path.curved and not _is_elbow(path.points)
    fill = Polygon(path.points).area / (box.width * box.height)
    if corners == 3:
        return True
    if path.filling is None or large > HEAD:
        return False
    if path.curved and DISC[0] <= fill <= DISC[1]:
        return False
    return fill < DISC[0] or (large < SMALLEST and fill < SOLID)


def _is_elbow(points: Sequence[Point]) -> bool:
    """Return whether two strokes run along the page's axes, one after the other."""
    return all(min(abs(ax - bx), abs(ay - by)) <= 0.3 for (ax, ay), (bx, by) in pairwise(points))


def _may_be_line(trace: Trace, frame: Frame) -> bool:
    """Return whether a line may be a connector: text beside the cells leaves short strokes."""
    box, area = trace.bbox, frame.bbox
    if box.bottom < area.top - STRAY or box.top > area.bottom + MARGIN:
        return False
    beside = box.x0 > area.x1 or box.x1 < area.x0
    return not beside or trace.length > LETTER
