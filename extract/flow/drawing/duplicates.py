"""Symbols that are painted by several paths: filling and outline, shadow, strips of a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapely import STRtree, box

from extract.flow.drawing.thresholds import PAINT
from models.flowchart import Shape
from models.geometry import BBox
from models.page import DrawnPath
from models.step import Symbol


def merge_shapes(shapes: Sequence[Shape]) -> list[Shape]:
    """Return shapes without those that are another one's filling, outline or shadow.

    Args:
        shapes: The shapes in the order of painting. Of two with the same confidence the later
            one, which lies on top, is kept.
    """
    order = sorted(range(len(shapes)), key=lambda i: (-shapes[i].confidence, -i))
    tree = STRtree([box(*shape.bbox) for shape in shapes])
    gone: set[int] = set()
    kept: list[int] = []
    dark: set[int] = set()
    rounded: set[int] = set()
    for index in order:
        if index in gone:
            continue
        kept.append(index)
        near = tree.query(box(*shapes[index].bbox.grown(PAINT.max_shadow_shift_pt)))
        doubles = {
            int(i) for i in near if int(i) != index and _is_double(shapes[int(i)], shapes[index])
        }
        gone |= doubles
        if any(shapes[i].dark and shapes[i].kind is shapes[index].kind for i in doubles):
            dark.add(index)
        if shapes[index].kind is Symbol.PROCESS and any(
            shapes[i].kind is Symbol.TERMINATOR and _encloses(shapes[i].bbox, shapes[index].bbox)
            for i in doubles
        ):
            rounded.add(index)
    merged: list[Shape] = []
    for index in sorted(kept):
        shape = shapes[index]
        kind = Symbol.TERMINATOR if index in rounded else shape.kind
        merged.append(replace(shape, kind=kind, dark=shape.dark or index in dark))
    return merged


def _encloses(outer: BBox, inner: BBox) -> bool:
    """Return whether a box is the outside of the line whose inside the other is.

    Where a thick outline is painted as a ring, its inside is less round than its outside by half
    the line's thickness at each corner; the outside tells the symbol.
    """
    margins = (
        inner.x0 - outer.x0, inner.top - outer.top,
        outer.x1 - inner.x1, outer.bottom - inner.bottom,
    )  # fmt: skip
    return all(0 <= margin <= PAINT.max_outline_pt for margin in margins)


def _is_double(shape: Shape, other: Shape) -> bool:
    """Return whether a shape is drawn with, in, or as the shadow of another."""
    one, two = shape.bbox, other.bbox
    area = one.width * one.height
    shared = one.overlap(two)
    union = area + two.width * two.height - shared
    if shared >= PAINT.min_same_share * union or shared >= PAINT.min_inside_share * area:
        return True
    shift = max(abs(one.x_mid - two.x_mid), abs(one.y_mid - two.y_mid))
    as_large = (
        abs(one.width - two.width) + abs(one.height - two.height) <= PAINT.max_shadow_growth_pt
    )
    return (
        shared > 0 and as_large and shift <= PAINT.max_shadow_shift_pt and shape.kind is other.kind
    )


def take_gradients(paths: Sequence[DrawnPath]) -> tuple[list[DrawnPath], list[BBox]]:
    """Return the paths without the strips that paint gradients, and the gradients' boxes.

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
        if len(run) >= PAINT.min_strips:
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
        and min(path.bbox.width, path.bbox.height) <= PAINT.max_strip_pt
    )


def _goes_on(run: Sequence[DrawnPath], path: DrawnPath) -> bool:
    """Return whether a strip lies right beside the last one of a run, with the same extent."""
    if not _is_strip(path) or path.filling == run[-1].filling:
        return False
    last, box_ = run[-1].bbox, path.bbox
    level = max(abs(last.top - box_.top), abs(last.bottom - box_.bottom)) <= PAINT.max_strip_gap_pt
    upright = max(abs(last.x0 - box_.x0), abs(last.x1 - box_.x1)) <= PAINT.max_strip_gap_pt
    beside = min(abs(last.x1 - box_.x0), abs(box_.x1 - last.x0))
    below = min(abs(last.bottom - box_.top), abs(box_.bottom - last.top))
    return (level and beside <= PAINT.max_strip_gap_pt) or (
        upright and below <= PAINT.max_strip_gap_pt
    )
