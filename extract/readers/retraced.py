"""Lines traced from a picture that the page draws itself, as paths.

Office programs write the soft shadow of a symbol or an arrow as a picture below it. Where such a
picture is recognised, the drawing that stands over it is in the picture of the page too; without
this its lines would be read twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import LineString, Polygon, STRtree, union_all
from shapely.geometry.base import BaseGeometry

from models.page import DrawnPath


@dataclass(frozen=True, slots=True)
class RetracedThresholds:
    """When a traced line is one that the page draws. Unfitted."""

    # Distance of a traced line from the drawn one: the shift of a shadow in an office program's
    # presets is 2 to 4 pt, of which half is hidden below the line.
    max_apart_pt: float = 3.0
    # Share of a traced line's length that lies so close to drawn ones.
    min_covered_share: float = 0.75
    # A filled outline that fills more of its box is a rectangle, which may be the shading of a
    # cell below the picture; only its edges count.
    max_figure_fill: float = 0.97


THRESHOLDS = RetracedThresholds()


def without_retraced(traced: Sequence[DrawnPath], drawn: Iterable[DrawnPath]) -> list[DrawnPath]:
    """Return the paths traced from a picture without those that the page draws itself.

    Args:
        traced: The traced paths.
        drawn: The page's own paths, in the same coordinates.
    """
    own = [_ground(path) for path in drawn if len(path.points) > 1]
    if not own or not traced:
        return list(traced)
    tree = STRtree(own)
    return [path for path in traced if not _is_covered(path, own, tree)]


def _line(path: DrawnPath) -> LineString:
    """Return a path's line; a closed one comes back to its first point."""
    points = path.points
    return LineString([*points, points[0]] if path.closed and len(points) > 2 else points)


def _ground(path: DrawnPath) -> BaseGeometry:
    """Return what a drawn path covers: its line, and its inside where it is a filled figure."""
    line = _line(path)
    box_area = path.bbox.width * path.bbox.height
    if path.filling is None or not path.closed or len(path.points) < 3 or box_area <= 0:
        return line
    figure = Polygon(path.points)
    if not figure.is_valid or figure.area > THRESHOLDS.max_figure_fill * box_area:
        return line
    return figure


def _is_covered(path: DrawnPath, own: Sequence[BaseGeometry], tree: STRtree) -> bool:
    """Return whether most of a traced path lies on drawn ones."""
    if len(path.points) < 2:
        return False
    line = _line(path)
    near = tree.query(line, predicate="dwithin", distance=THRESHOLDS.max_apart_pt)
    if not len(near):
        return False
    ground = union_all([own[int(i)].buffer(THRESHOLDS.max_apart_pt) for i in near])
    covered = float(line.intersection(ground).length)
    return covered >= THRESHOLDS.min_covered_share * float(line.length)
