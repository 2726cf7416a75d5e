"""Ruling lines that are parts of one filled shape: a comb, a grid, a frame with a hole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.readers.pdf.engine import Floats, Integers
from extract.readers.pdf.painted import Paths

# Corners of a shape that is looked at; a comb of a table's columns has some dozens.
MOST_CORNERS = 400
# How far, in points, the ends of an edge along an axis may differ across it.
EDGE_PT = 0.05

# An edge along an axis: its place across, its smaller and its larger end along it.
Edge = tuple[float, float, float]


def find_arms(
    paths: Paths, likely: Sequence[int], thickness: float, length: float
) -> tuple[Integers, Floats]:
    """Return the thin straight parts of filled shapes.

    Args:
        paths: The subpaths of a page.
        likely: Those that may be parts of such shapes, in the order of painting.
        thickness: How thick a part is at the most, in points.
        length: How long it is at least.

    Returns:
        For each part the subpath that it is of, and its two ends (n, 4).
    """
    owners: list[int] = []
    ends: list[tuple[float, float, float, float]] = []
    groups: dict[int, list[int]] = {}
    for place in likely:
        groups.setdefault(int(paths.orders[place]), []).append(place)
    for places in groups.values():
        corners = [paths.points[paths.starts[i] : paths.starts[i + 1]].tolist() for i in places]
        if not 6 <= sum(map(len, corners)) <= MOST_CORNERS:
            continue
        edges = _edges(corners)
        if edges is None:
            continue
        rows, columns = edges
        # Every row and column of the shape's own coordinates; a point is inside between an odd
        # number of edges.
        for y, x0, x1 in _between(rows, columns, thickness, length):
            owners.append(places[0])
            ends.append((x0, y, x1, y))
        for x, y0, y1 in _between(columns, rows, thickness, length):
            owners.append(places[0])
            ends.append((x, y0, x, y1))
    return np.array(owners, np.int64), np.array(ends).reshape(-1, 4)


def _edges(corners: Sequence[Sequence[Sequence[float]]]) -> tuple[list[Edge], list[Edge]] | None:
    """Return the edges along rows and along columns; None where one is along neither."""
    rows: list[Edge] = []
    columns: list[Edge] = []
    for points in corners:
        for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
            if abs(y1 - y0) <= EDGE_PT:
                if x0 != x1:
                    rows.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= EDGE_PT:
                columns.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
            else:
                return None
    return rows, columns


def _between(
    edges: Sequence[Edge], others: Sequence[Edge], thickness: float, length: float
) -> list[Edge]:
    """Return the middles of the thin parts between edges of one direction.

    Args:
        edges: The edges of that direction.
        others: Those across it.
        thickness: How far apart two edges are at the most.
        length: How long the part between them is at least.
    """
    found = []
    ordered = sorted(edges)
    for index, (place, start, end) in enumerate(ordered):
        for after, begin, stop in ordered[index + 1 :]:
            if after - place > thickness:
                break
            low, high = max(start, begin), min(end, stop)
            middle = (place + after) / 2
            if after > place and high - low >= length and _inside((low + high) / 2, middle, others):
                found.append((middle, low, high))
    return found


def _inside(along: float, across: float, edges: Sequence[Edge]) -> bool:
    """Return whether a point has an odd number of edges across its line before it."""
    return sum(place < along and low <= across <= high for place, low, high in edges) % 2 == 1
