"""Outlines that a file draws by itself instead of naming a preset (custGeom)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from extract.readers.office.package import child, local_name, number
from models.flowchart import Point

# Points more than this are no symbol; the rest of the outline is left out.
MOST_POINTS = 2000
# A curve is followed by so many straight pieces.
PIECES = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline in the frame of its shape.

    Attributes:
        points: Its points in the units of the frame, its upper left corner at the origin.
        closed: Whether it ends where it began.
        curved: Whether parts of it are curves.
    """

    points: tuple[Point, ...]
    closed: bool
    curved: bool


def outline_of(geometry: etree._Element | None, width: float, height: float) -> Outline | None:
    """Return the longest outline of a shape's own geometry; None where it has none.

    Args:
        geometry: Its `custGeom` element.
        width: Width of its frame.
        height: Height of its frame.
    """
    listed = child(geometry, "pathLst")
    if listed is None:
        return None
    outlines = [_outline(path, width, height) for path in listed if local_name(path) == "path"]
    return max((o for o in outlines if o), key=lambda o: len(o.points), default=None)


def _outline(path: etree._Element, width: float, height: float) -> Outline | None:
    """Return one path, as far as its points are written as numbers."""
    w, h = number(path.get("w")), number(path.get("h"))
    sx, sy = (width / w if w else 1.0), (height / h if h else 1.0)
    points: list[Point] = []
    closed = curved = False
    for command in path:
        name = local_name(command)
        if name == "moveTo" and points:
            break
        if name == "close":
            closed = True
        given = [(x * sx, y * sy) for x, y in _points(command)]
        if name in ("cubicBezTo", "quadBezTo") and given and points:
            curved = True
            points += _curve(points[-1], given)
        else:
            points += given
        if len(points) > MOST_POINTS:
            return None
    if len(points) < 2:
        return None
    return Outline(tuple(points), closed or points[0] == points[-1], curved)


def _points(command: etree._Element) -> Iterator[Point]:
    """Yield the points of a command."""
    for part in command:
        if local_name(part) == "pt":
            yield number(part.get("x")), number(part.get("y"))


def _curve(start: Point, given: list[Point]) -> Iterator[Point]:
    """Yield points along a Bezier curve of two or three degrees, but for its start."""
    controls = [start, *given]
    for piece in range(1, PIECES + 1):
        t = piece / PIECES
        level = controls
        while len(level) > 1:
            level = [
                (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(level)
            ]
        yield level[0]
