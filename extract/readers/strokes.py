"""Painted paths as drawn paths, and as the strokes among them that may be a table's rulings."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.readers.curves import flatten_curves
from extract.readers.painted import PaintedPath, Point
from models.geometry import BBox
from models.page import DrawnPath, Ruling

# A filled rectangle at most this thick, in points, is a line somebody drew with a brush.
LINE_THICKNESS = 3.0
# Shorter strokes, in points, are underlines of single letters, arrowheads, dashes.
SHORTEST_RULING = 4.0
# How far, in points, the ends of a straight stroke may differ across its direction.
SKEW = 1.0


def read_strokes(painted: Iterable[PaintedPath]) -> tuple[list[Ruling], list[DrawnPath]]:
    """Return the rulings and the paths of a page.

    Args:
        painted: Its subpaths in the order of painting.

    Returns:
        Every straight stroke that may be a ruling, and every path, rulings included, in the
        order of painting.
    """
    rulings: list[Ruling] = []
    paths: list[DrawnPath] = []
    for path in painted:
        points = _corners(path)
        if len(points) < 2:
            continue
        rectangle = _is_rectangle(points)
        if rectangle:
            points = _clockwise(points)
        drawn = _drawn(path, points)
        paths.append(drawn)
        if rectangle:
            _add_rectangle(rulings, drawn.bbox, path.stroke)
        elif len(points) == 2 or not drawn.curved:
            _add_polygon(rulings, points, drawn.bbox, path.stroke or len(points) == 2)
    return rulings, paths


def _corners(path: PaintedPath) -> list[Point]:
    """Return a path's points, its curves followed; the first one again where it is closed."""
    operators = path.operators
    if any(operator[0] in "cvy" for operator in operators):
        return flatten_curves(operators)
    points: list[Point] = [operator[1] for operator in operators if len(operator) > 1]
    if operators[-1][0] == "h" and len(points) > 2 and points[-1] != points[0]:
        points.append(points[0])
    return points


def _drawn(path: PaintedPath, points: Sequence[Point]) -> DrawnPath:
    """Return a painted path as a drawn one."""
    xs, ys = zip(*points, strict=True)
    line = len(points) == 2
    return DrawnPath(
        points=tuple(points),
        bbox=BBox(min(xs), min(ys), max(xs), max(ys)),
        closed=len(points) > 2 and points[0] == points[-1],
        curved=any(operator[0] in "cvy" for operator in path.operators),
        outline=_hex(path.stroke_colour) if path.stroke or line else None,
        filling=_hex(path.fill_colour) if path.fill and not line else None,
        line_width=path.line_width,
    )


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Return whether a closed path of four corners has its sides along the axes."""
    if len(points) != 5 or points[0] != points[4]:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )


def _clockwise(corners: Sequence[Point]) -> list[Point]:
    """Return a rectangle's corners clockwise from its top left, and that one again."""
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]


def _add_stroke(rulings: list[Ruling], x0: float, top: float, x1: float, bottom: float) -> None:
    """Add a stroke between two points if it runs along an axis."""
    if abs(bottom - top) <= SKEW and abs(x1 - x0) >= SHORTEST_RULING:
        rulings.append(Ruling((top + bottom) / 2, min(x0, x1), max(x0, x1), True))
    elif abs(x1 - x0) <= SKEW and abs(bottom - top) >= SHORTEST_RULING:
        rulings.append(Ruling((x0 + x1) / 2, min(top, bottom), max(top, bottom), False))


def _add_rectangle(rulings: list[Ruling], box: BBox, stroked: bool) -> None:
    """Add a rectangle: as a line where it is thin, else, outlined, its four sides."""
    x0, top, x1, bottom = box
    if box.height <= LINE_THICKNESS and box.width > box.height:
        _add_stroke(rulings, x0, box.y_mid, x1, box.y_mid)
    elif box.width <= LINE_THICKNESS and box.height > box.width:
        _add_stroke(rulings, box.x_mid, top, box.x_mid, bottom)
    elif box.height > LINE_THICKNESS and stroked:
        _add_stroke(rulings, x0, top, x1, top)
        _add_stroke(rulings, x0, bottom, x1, bottom)
        _add_stroke(rulings, x0, top, x0, bottom)
        _add_stroke(rulings, x1, top, x1, bottom)


def _add_polygon(rulings: list[Ruling], points: Sequence[Point], box: BBox, stroked: bool) -> None:
    """Add what runs along an axis in a path without curves."""
    if stroked:
        for (x0, top), (x1, bottom) in pairwise(points):
            _add_stroke(rulings, x0, top, x1, bottom)
    elif min(box.width, box.height) <= LINE_THICKNESS:
        if box.width > box.height:
            _add_stroke(rulings, box.x0, box.y_mid, box.x1, box.y_mid)
        else:
            _add_stroke(rulings, box.x_mid, box.top, box.x_mid, box.bottom)


@lru_cache(maxsize=256)
def _hex(colour: Hashable) -> str:
    """Return a colour in grey, RGB or CMYK as #rrggbb; black where it is none of them."""
    values = colour if isinstance(colour, tuple) else (colour,)
    parts = [float(value) for value in values if isinstance(value, (int, float))]
    if len(parts) != len(values):
        return "#000000"
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    if len(parts) != 3:
        return "#000000"
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in parts)
