"""Symbols that were painted more than once: filling and outline, shadow, strips of a gradient."""

from __future__ import annotations

from collections.abc import Sequence

from shapely import STRtree, box

from models.flowchart import Shape
from models.geometry import BBox
from models.page import DrawnPath

# Two outlines that share this part of their area are one symbol's filling and outline.
SAME_SHAPE = 0.7
# A shape that lies in another with this part of its area is a part of it.
INSIDE = 0.95
# A shadow is as large as its symbol to this many points, and this far beside it.
SHADOW_SIZE = 1.5
SHADOW_SHIFT = 8.0
# A gradient is painted with at least this many strips.
FEWEST_STRIPS = 5
# How far, in points, the strips of one gradient may be from each other, or from one line.
STRIP_GAP = 0.6
# A strip is at most this wide, in points.
STRIP = 6.0


def merge_shapes(shapes: Sequence[Shape]) -> list[Shape]:
    """Return shapes without those that are another one's filling, outline or shadow.

    Args:
        shapes: The shapes in the order of painting; of two as sure as each other the one
            painted later, which is on top, is kept.
    """
    order = sorted(range(len(shapes)), key=lambda i: (-shapes[i].confidence, -i))
    tree = STRtree([box(*shape.bbox) for shape in shapes])
    gone: set[int] = set()
    kept: list[int] = []
    for index in order:
        if index in gone:
            continue
        kept.append(index)
        near = tree.query(box(*shapes[index].bbox.grown(SHADOW_SHIFT)))
        gone |= {
            int(i) for i in near if int(i) != index and _is_double(shapes[int(i)], shapes[index])
        }
    return [shapes[index] for index in sorted(kept)]


def _is_double(shape: Shape, other: Shape) -> bool:
    """Return whether a shape is drawn with, in, or as the shadow of another."""
    one, two = shape.bbox, other.bbox
    area = one.width * one.height
    shared = one.overlap(two)
    union = area + two.width * two.height - shared
    if shared >= SAME_SHAPE * union or shared >= INSIDE * area:
        return True
    shift = max(abs(one.x_mid - two.x_mid), abs(one.y_mid - two.y_mid))
    as_large = abs(one.width - two.width) + abs(one.height - two.height) <= SHADOW_SIZE
    return shared > 0 and as_large and shift <= SHADOW_SHIFT and shape.kind is other.kind


def take_gradients(paths: Sequence[DrawnPath]) -> tuple[list[DrawnPath], list[BBox]]:
    """Return paths without the strips of many shades that paint a gradient, and its boxes.

    Args:
        paths: The paths of a page in the order of painting.
    """
    rest: list[DrawnPath] = []
    gradients: list[BBox] = []
    run: list[DrawnPath] = []
    for path in [*paths, None]:
        if path is not None and run and _goes_on(run, path):
            run.append(path)
            continue
        if len(run) >= FEWEST_STRIPS:
            gradients.append(BBox.around(strip.bbox for strip in run))
        else:
            rest += run
        run = []
        if path is not None and _is_strip(path):
            run = [path]
        elif path is not None:
            rest.append(path)
    return rest, gradients


def _is_strip(path: DrawnPath) -> bool:
    """Return whether a path is a narrow filled rectangle."""
    return (
        path.closed
        and path.filling is not None
        and path.outline is None
        and not path.curved
        and min(path.bbox.width, path.bbox.height) <= STRIP
    )


def _goes_on(run: Sequence[DrawnPath], path: DrawnPath) -> bool:
    """Return whether a strip lies right beside the last one of a run, with the same extent."""
    if not _is_strip(path) or path.filling == run[-1].filling:
        return False
    last, box_ = run[-1].bbox, path.bbox
    level = max(abs(last.top - box_.top), abs(last.bottom - box_.bottom)) <= STRIP_GAP
    upright = max(abs(last.x0 - box_.x0), abs(last.x1 - box_.x1)) <= STRIP_GAP
    beside = min(abs(last.x1 - box_.x0), abs(box_.x1 - last.x0))
    below = min(abs(last.bottom - box_.top), abs(box_.bottom - last.top))
    return (level and beside <= STRIP_GAP) or (upright and below <= STRIP_GAP)
