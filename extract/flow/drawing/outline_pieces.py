"""Connectors that a printer driver cut into several filled outlines.

Drivers such as "Microsoft Print to PDF" print a stroked connector with its head as its outline, and
cut it into pieces that overlap or touch. The outline of such a piece crosses itself, so that no
piece can be read alone. Their union is the outline of the connector.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shapely import Polygon, make_valid, unary_union
from shapely.geometry.base import BaseGeometry

from extract.flow.drawing.filled_lines import read_filled_line
from extract.flow.drawing.symbols import classify
from extract.flow.drawing.thresholds import HEAD, LINE
from extract.flow.geometry import box_of, ring_of
from models.page import DrawnPath


def join_pieces(paths: Sequence[DrawnPath]) -> list[DrawnPath]:
    """Return paths, the pieces of each connector replaced by its outline.

    Args:
        paths: What is drawn, in the order of painting. Only filled, unstroked outlines of straight
            sides that follow each other in one colour are joined, and only where one of them is
            no figure by itself.
    """
    joined: list[DrawnPath] = []
    run: list[DrawnPath] = []
    for path in [*paths, None]:
        if path is not None and _may_be_piece(path) and (not run or _goes_on(run, path)):
            run.append(path)
            continue
        joined += _join(run)
        run = []
        if path is not None and _may_be_piece(path):
            run = [path]
        elif path is not None:
            joined.append(path)
    return joined


def _may_be_piece(path: DrawnPath) -> bool:
    """Return whether a path is a filled outline without stroke, and no ruling."""
    return (
        path.closed
        and path.filling is not None
        and path.outline is None
        and not path.curved
        and 3 <= len(set(path.points)) <= LINE.max_piece_corners
        and not _is_ruling(path)
    )


def _is_ruling(path: DrawnPath) -> bool:
    """Return whether a path is a long upright rectangle, as rulings and boxes are."""
    box = path.bbox
    return (
        len(set(path.points)) == 4
        and max(box.width, box.height) > HEAD.max_triangle_pt
        and all(x in (box.x0, box.x1) and y in (box.top, box.bottom) for x, y in path.points)
    )


def _goes_on(run: Sequence[DrawnPath], path: DrawnPath) -> bool:
    """Return whether a path has the colour of a run and touches one of its pieces."""
    around = path.bbox.grown(LINE.max_piece_gap_pt)
    return (
        path.filling == run[-1].filling
        and len(run) < LINE.max_outline_pieces
        and any(
            around.x0 <= piece.bbox.x1
            and piece.bbox.x0 <= around.x1
            and around.top <= piece.bbox.bottom
            and piece.bbox.top <= around.bottom
            for piece in run
        )
    )


def _join(run: Sequence[DrawnPath]) -> list[DrawnPath]:
    """Return the outlines that pieces make; the pieces themselves where those are no lines."""
    if len(run) < 2 or all(map(_is_whole, run)):
        return list(run)
    seam = LINE.outline_seam_pt
    areas = [make_valid(Polygon(piece.points)).buffer(seam) for piece in run]
    joined: list[DrawnPath] = []
    for area in _polygons(unary_union(areas).buffer(-seam)):
        corners = ring_of(Polygon(area.exterior).simplify(LINE.outline_simplify_pt))
        points = (*corners, corners[0])
        if read_filled_line(points, curved=False) is None:
            return list(run)
        joined.append(replace(run[0], points=points, bbox=box_of(points)))
    return joined


def _is_whole(path: DrawnPath) -> bool:
    """Return whether a path alone is a line or a symbol, or too small to be most of a connector."""
    if max(path.bbox.width, path.bbox.height) <= HEAD.max_triangle_pt:
        return True
    if not Polygon(path.points).is_valid:
        return False
    return (
        read_filled_line(path.points, curved=path.curved) is not None
        or classify(path.points, curved=path.curved) is not None
    )


def _polygons(geometry: BaseGeometry) -> Iterable[Polygon]:
    """Yield the areas of a geometry."""
    return (part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon))
