"""Painted paths as drawn paths, and as the strokes among them that may be a table's rulings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extract.readers.pdf.arms import find_arms
from extract.readers.pdf.engine import Flags, Floats, Integers
from extract.readers.pdf.painted import NO_COLOUR, Paths
from models.geometry import BBox
from models.page import DrawnPath, Ruling


@dataclass(frozen=True, slots=True)
class StrokeThresholds:
    """When a path is a ruling line; lengths in points.

    Attributes:
        max_thickness_pt: A filled rectangle at most this thick is a line somebody drew with a
            brush. Unfitted; word processors offer lines up to 6, tables have 0.5 to 2.25.
        min_length_pt: Shorter strokes are underlines of single letters, arrowheads, dashes.
        max_skew_pt: How far the ends of a straight stroke may differ across its direction.
        square_pt: How far the corners of a rectangle may be out of square; PDFium's numbers have
            24 bits, which is 0.001 at a page's far end.
    """

    max_thickness_pt: float = 3.0
    min_length_pt: float = 4.0
    max_skew_pt: float = 1.0
    square_pt: float = 0.002


T = StrokeThresholds()
# Shapes of a page that are looked at for thin parts; a page of more has a drawing.
MOST_SHAPES = 1000


@dataclass(slots=True)
class Strokes:
    """Straight strokes along an axis, as arrays of one length.

    Attributes:
        positions: y of the horizontal ones, x of the others.
        starts: Smaller end along the stroke.
        ends: Larger end along it.
        horizontal: Whether it runs from left to right.
        paths: Index of the subpath that it is of.
    """

    positions: Floats
    starts: Floats
    ends: Floats
    horizontal: Flags
    paths: Integers

    def take(self, chosen: Flags) -> Strokes:
        """Return some of them."""
        return Strokes(
            self.positions[chosen],
            self.starts[chosen],
            self.ends[chosen],
            self.horizontal[chosen],
            self.paths[chosen],
        )

    def rulings(self) -> list[Ruling]:
        """Return them as rulings."""
        rows = (self.positions, self.starts, self.ends, self.horizontal)
        return [Ruling(*row) for row in zip(*(row.tolist() for row in rows), strict=True)]


def read_strokes(paths: Paths) -> tuple[Strokes, list[DrawnPath]]:
    """Return the strokes and the drawn paths of a page.

    Args:
        paths: Its subpaths in the order of painting.

    Returns:
        Every straight stroke that may be a ruling, and every path, strokes included, in the
        order of painting.
    """
    number = len(paths)
    if not number:
        empty = np.zeros(0)
        whole = np.zeros(0, np.int64)
        return Strokes(empty, empty, empty, np.zeros(0, np.bool_), whole), []
    first = paths.starts[:-1]
    sizes = np.diff(paths.starts)
    low = np.minimum.reduceat(paths.points, first, axis=0)
    high = np.maximum.reduceat(paths.points, first, axis=0)
    rectangles = _are_rectangles(paths, first, sizes)
    lines = sizes == 2
    strokes = _strokes_of(paths, low, high, rectangles, lines)
    return strokes, _drawn(paths, low, high, rectangles, lines)


def _are_rectangles(paths: Paths, first: Integers, sizes: Integers) -> Flags:
    """Return which closed subpaths of four corners have their sides along the axes."""
    found = np.zeros(len(sizes), np.bool_)
    five = np.flatnonzero(sizes == 5)
    if not len(five):
        return found
    corners = paths.points[first[five][:, None] + np.arange(5)]
    same = np.abs(np.diff(corners, axis=1)) <= T.square_pt
    shut = (np.abs(corners[:, 0] - corners[:, 4]) <= T.square_pt).all(axis=1)
    x, y = same[:, :, 0], same[:, :, 1]
    upright = x[:, 0] & y[:, 1] & x[:, 2] & y[:, 3]
    lying = y[:, 0] & x[:, 1] & y[:, 2] & x[:, 3]
    found[five] = shut & (upright | lying)
    return found


def _strokes_of(
    paths: Paths, low: Floats, high: Floats, rectangles: Flags, lines: Flags
) -> Strokes:
    """Return the straight strokes of subpaths, in the order of painting."""
    wide, tall = high[:, 0] - low[:, 0], high[:, 1] - low[:, 1]
    middle = (low + high) / 2
    index = np.arange(len(paths))
    pieces: list[tuple[Integers, Floats]] = []

    def add(chosen: Flags, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> None:
        pieces.append((index[chosen], np.stack((x0, y0, x1, y1), axis=1)[chosen]))

    thin_row = (tall <= T.max_thickness_pt) & (wide > tall)
    thin_column = ~thin_row & (wide <= T.max_thickness_pt) & (tall > wide)
    outlined = rectangles & ~thin_row & ~thin_column & (tall > T.max_thickness_pt) & paths.stroked
    others = ~rectangles & (lines | ~paths.curved)
    drawn = others & (paths.stroked | lines)
    flat = others & ~drawn & (np.minimum(wide, tall) <= T.max_thickness_pt)
    rows = (rectangles & thin_row) | (flat & (wide > tall))
    columns = (rectangles & thin_column) | (flat & (wide <= tall))
    add(rows, low[:, 0], middle[:, 1], high[:, 0], middle[:, 1])
    add(columns, middle[:, 0], low[:, 1], middle[:, 0], high[:, 1])
    add(outlined, low[:, 0], low[:, 1], high[:, 0], low[:, 1])
    add(outlined, low[:, 0], high[:, 1], high[:, 0], high[:, 1])
    add(outlined, low[:, 0], low[:, 1], low[:, 0], high[:, 1])
    add(outlined, high[:, 0], low[:, 1], high[:, 0], high[:, 1])
    shaped = paths.filled & ~paths.stroked & ~paths.curved & ~thin_row & ~thin_column
    shaped &= (np.diff(paths.starts) >= 5) & (~rectangles | ~paths.alone)
    if shaped.any():
        likely = np.flatnonzero(shaped)[:MOST_SHAPES].tolist()
        pieces.append(find_arms(paths, likely, T.max_thickness_pt, T.min_length_pt))
    owner = np.repeat(index, np.diff(paths.starts))
    legs = np.flatnonzero((owner[1:] == owner[:-1]) & drawn[owner[1:]])
    pieces.append((owner[legs], np.hstack((paths.points[legs], paths.points[legs + 1]))))
    of = np.concatenate([owners for owners, _ in pieces])
    ends = np.concatenate([found for _, found in pieces])
    order = np.argsort(of, kind="stable")
    return _along_axes(ends[order], of[order])


def _along_axes(ends: Floats, of: Integers) -> Strokes:
    """Return strokes between points (n, 4) that run along an axis."""
    x0, y0, x1, y1 = ends.T
    across, down = np.abs(x1 - x0), np.abs(y1 - y0)
    horizontal = (down <= T.max_skew_pt) & (across >= T.min_length_pt)
    vertical = ~horizontal & (across <= T.max_skew_pt) & (down >= T.min_length_pt)
    kept = horizontal | vertical
    return Strokes(
        np.where(horizontal, (y0 + y1) / 2, (x0 + x1) / 2)[kept],
        np.where(horizontal, np.minimum(x0, x1), np.minimum(y0, y1))[kept],
        np.where(horizontal, np.maximum(x0, x1), np.maximum(y0, y1))[kept],
        horizontal[kept],
        of[kept],
    )


def _drawn(
    paths: Paths, low: Floats, high: Floats, rectangles: Flags, lines: Flags
) -> list[DrawnPath]:
    """Return subpaths as drawn paths."""
    points: list[tuple[float, float]] = list(map(tuple, paths.points.tolist()))
    boxes = np.hstack((low, high)).tolist()
    rows = zip(
        boxes, paths.starts[:-1].tolist(), paths.starts[1:].tolist(), rectangles.tolist(),
        lines.tolist(), paths.curved.tolist(), paths.stroked.tolist(), paths.filled.tolist(),
        paths.outlines.tolist(), paths.fillings.tolist(), paths.widths.tolist(),
        strict=True,
    )  # fmt: skip
    found = []
    for box, start, stop, rectangle, line, curved, stroked, filled, outline, filling, width in rows:
        corners = tuple(points[start:stop])
        if rectangle:
            # Clockwise from the top left.
            x0, top, x1, bottom = box
            corners = ((x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top))
        found.append(
            DrawnPath(
                corners,
                BBox(*box),
                stop - start > 2 and corners[0] == corners[-1],
                curved,
                _hex(outline if stroked else filling) if stroked or line else None,
                _hex(filling) if filled and not line else None,
                width,
            )
        )
    return found


@lru_cache(maxsize=256)
def _hex(colour: int) -> str:
    """Return a colour as #rrggbb; black where it is none."""
    return f"#{colour:06x}" if colour != NO_COLOUR else "#000000"
