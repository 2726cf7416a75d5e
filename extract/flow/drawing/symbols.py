"""Which flowchart symbol a closed figure is, by its outline.

The five symbols of PermenPAN-RB 35/2012 are capsule, box, diamond, arrow and pentagon; offices
also use documents (a box with a wavy foot), circles, rounded boxes, hexagons and parallelograms.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from shapely import Polygon
from shapely.geometry import MultiPolygon
from shapely.geometry import Point as ShapelyPoint

from extract.flow.drawing.thresholds import SYMBOL
from extract.flow.drawing.thresholds import SYMBOL_CONFIDENCE as SURE
from extract.flow.geometry import ring_of
from models.flowchart import Point, Shape
from models.geometry import BBox
from models.step import Symbol


def classify(points: Sequence[Point], *, curved: bool) -> Shape | None:
    """Return the symbol that a closed outline draws; None where it is too small or no symbol.

    Args:
        points: The outline's points in order, in PDF points.
        curved: Whether parts of it are curves.
    """
    outline = _outline(points)
    if outline is None:
        return None
    box = BBox(*outline.bounds)
    if outline.area < SYMBOL.min_convex_share * outline.convex_hull.area:
        return None
    fill = outline.area / (box.width * box.height)
    if min(box.width, box.height) < SYMBOL.min_side_pt and not _is_flat_diamond(box, fill):
        return None
    corners = len(_corners(outline, box))
    square = [_is_square(outline, corner, box, curved=curved) for corner in _corners_of(box)]
    if SYMBOL.min_diamond_fill <= fill <= SYMBOL.max_diamond_fill and not any(square):
        if corners == 3:
            return None
        return Shape(
            Symbol.DECISION, box, 1.0 if _points_to_sides(outline, box) else SURE.off_middle_diamond
        )
    if all(square):
        wavy = curved and fill < SYMBOL.max_document_fill
        return Shape(Symbol.DOCUMENT, box, SURE.wavy_box) if wavy else Shape(Symbol.PROCESS, box)
    if not any(square):
        if not curved and corners <= SYMBOL.max_corners:
            return _classify_corners(box, corners)
        return _classify_round(box, fill, curved=curved)
    if corners == 3:
        return None
    if not curved and sum(square) == 2 and corners == 5 and _has_tip(outline, box):
        return Shape(Symbol.CONNECTOR, box)
    if curved and sum(square) in (2, 3) and all(square[:2]):
        # A box whose foot is a wave.
        return Shape(Symbol.DOCUMENT, box, SURE.wavy_foot)
    sure = SURE.four_corners if not curved and corners == 4 else SURE.odd_corners
    return Shape(Symbol.PROCESS, box, sure)


def _is_flat_diamond(box: BBox, fill: float) -> bool:
    """Return whether a low outline can be a diamond that was pressed flat into its row."""
    return (
        SYMBOL.min_diamond_fill <= fill <= SYMBOL.max_diamond_fill
        and box.width >= SYMBOL.min_flat_width_pt
        and box.height >= SYMBOL.min_flat_height_pt
    )


def _outline(points: Sequence[Point]) -> Polygon | None:
    """Return the area that points enclose; None where they enclose none."""
    if len(set(points)) < 3:
        return None
    outline = Polygon(points)
    if not outline.is_valid:
        mended = outline.buffer(0)
        parts = list(mended.geoms) if isinstance(mended, MultiPolygon) else [mended]
        largest = max(parts, key=lambda part: part.area)
        if not isinstance(largest, Polygon):
            return None
        # An outline drawn as a thin ring of ink has a hole: what counts is its outside.
        outline = Polygon(largest.exterior)
    return None if outline.is_empty else outline


def _classify_corners(box: BBox, corners: int) -> Shape | None:
    """Return the symbol of an outline of few straight sides, none of its corners its box's."""
    if corners <= 3:
        return None
    if corners == 5:
        # A pentagon that stands on one of its sides, so that its box has no square corner.
        return Shape(Symbol.CONNECTOR, box, SURE.standing_pentagon)
    return Shape(Symbol.PROCESS, box, SURE.hexagon, slanted=True)


def _classify_round(box: BBox, fill: float, *, curved: bool) -> Shape:
    """Return the symbol of an outline with round corners that is no diamond."""
    if is_nearly_round(box) and SYMBOL.min_circle_fill <= fill <= SYMBOL.max_circle_fill:
        return Shape(Symbol.CONNECTOR, box, SURE.circle)
    smooth = curved or fill > SYMBOL.min_capsule_fill
    return Shape(Symbol.TERMINATOR, box, 1.0 if smooth else SURE.rough_capsule)


def is_nearly_round(box: BBox) -> bool:
    """Return whether a round figure in a box is a circle, as far as people draw one."""
    return abs(box.width - box.height) <= SYMBOL.max_circle_stretch * max(box.width, box.height)


def _corners_of(box: BBox) -> tuple[Point, Point, Point, Point]:
    """Return the corners of a box, the upper two first."""
    return (box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)


def _is_square(outline: Polygon, corner: Point, box: BBox, *, curved: bool) -> bool:
    """Return whether an outline reaches into a corner of its box.

    A rounded corner of radius r leaves a gap of r * (sqrt(2) - 1), so the gap of a curved outline
    tells its radius, which is compared with the symbol's size. Outlines of straight pieces may
    come from a picture, whose pixels leave a gap of their own.
    """
    gap = outline.distance(ShapelyPoint(corner))
    if curved:
        radius = gap / (sqrt(2) - 1)
        return bool(radius < SYMBOL.min_radius_share * min(box.width, box.height))
    return bool(gap <= SYMBOL.max_off_corner_pt)


def _points_to_sides(outline: Polygon, box: BBox) -> bool:
    """Return whether an outline touches its box at the middle of each side, as a diamond does."""
    slack = SYMBOL.max_off_middle_share * max(box.width, box.height)
    return all(outline.distance(ShapelyPoint(middle)) <= slack for middle in _middles(box))


def _middles(box: BBox) -> tuple[Point, Point, Point, Point]:
    """Return the middles of a box's sides."""
    return (
        (box.x_mid, box.top), (box.x_mid, box.bottom), (box.x0, box.y_mid), (box.x1, box.y_mid),
    )  # fmt: skip


def _corners(outline: Polygon, box: BBox) -> list[Point]:
    """Return an outline's corners, slight bends left out."""
    slack = max(SYMBOL.min_bend_pt, SYMBOL.min_bend_share * max(box.width, box.height))
    points = ring_of(outline.simplify(slack))
    # The ring's first point stays, be it a corner or not.
    before, first, after = ShapelyPoint(points[-1]), ShapelyPoint(points[0]), points[1]
    side = Polygon([before.coords[0], first.coords[0], after])
    if len(points) > 3 and 2 * side.area <= slack * before.distance(ShapelyPoint(after)):
        return points[1:]
    return points


def _has_tip(outline: Polygon, box: BBox) -> bool:
    """Return whether an outline has a corner at the middle of a side of its box."""
    slack = SYMBOL.max_off_tip_share * max(box.width, box.height)
    return any(
        ShapelyPoint(corner).distance(ShapelyPoint(middle)) <= slack
        for corner in _corners(outline, box)
        for middle in _middles(box)
    )
