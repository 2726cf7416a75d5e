"""Drawn lines with their bends, and the straight strokes they consist of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import LineString

from extract.flow.drawing.thresholds import LINE
from extract.flow.geometry import box_of, distance
from models.flowchart import Point, Stroke
from models.geometry import BBox


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line drawn as one path.

    Attributes:
        points: Its ends and bends, in PDF points.
        ink: Colours and line style it is painted with, as one text.
        curved: Whether it has curves, followed in short pieces.
        doubtful: Whether it may be a ruling of the table instead.
    """

    points: tuple[Point, ...]
    ink: str
    curved: bool = False
    doubtful: bool = False

    @property
    def bbox(self) -> BBox:
        """Return the box around the line, in points."""
        return box_of(self.points)

    @property
    def length(self) -> float:
        """Return the length in points."""
        return sum(distance(a, b) for a, b in zip(self.points, self.points[1:], strict=False))

    @property
    def is_straight(self) -> bool:
        """Return whether it is one straight piece."""
        return len(self.points) == 2


def smoothed(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line without its slightest bends, so that a curve has few pieces."""
    if len(points) < 3:
        return tuple(points)
    return tuple((x, y) for x, y in LineString(points).simplify(LINE.max_smoothed_pt).coords)


def strokes_of(polylines: Iterable[Polyline]) -> list[Stroke]:
    """Return the straight pieces of lines, numbered by the line they belong to."""
    return [
        Stroke(a, b, number)
        for number, polyline in enumerate(polylines)
        for a, b in zip(polyline.points, polyline.points[1:], strict=False)
        if a != b
    ]
