"""Areas of a page that many small boxes make together: strips of a scan, words of a block."""

from __future__ import annotations

from collections.abc import Iterable

from models.geometry import BBox

# The page's longer side is cut into so many stretches; a box covers the squares whose middle it
# holds.
SQUARES = 96
# Of more boxes than this, the largest count; a page of more has pictures for letters.
MOST_BOXES = 4000

# How far, in points, a small box may be from the area it belongs to.
TOUCH = 1.0


def join_areas(boxes: Iterable[BBox], width: float, height: float) -> list[BBox]:
    """Return the areas that boxes make which touch or overlap each other.

    Args:
        boxes: The boxes; those smaller than a hundredth of the page's side make no area alone.
        width: Width of the page in points.
        height: Height of the page in points.

    Returns:
        The box around each connected set of boxes, from top to bottom.
    """
    side = max(width, height) / SQUARES
    largest = sorted(set(boxes), key=lambda box: -box.width * box.height)[:MOST_BOXES]
    owner: dict[tuple[int, int], int] = {}
    parent = list(range(len(largest)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for index, box in enumerate(largest):
        for column in _middles(box.x0, box.x1, side):
            for row in _middles(box.top, box.bottom, side):
                known = owner.setdefault((column, row), index)
                parent[root(index)] = root(known)
    for (column, row), index in owner.items():
        for neighbour in ((column + 1, row), (column, row + 1)):
            if neighbour in owner:
                parent[root(index)] = root(owner[neighbour])
    members: dict[int, list[BBox]] = {}
    marked = set(owner.values())
    for index in marked:
        members.setdefault(root(index), []).append(largest[index])
    areas = sorted((BBox.around(found) for found in members.values()), key=lambda box: box.top)
    slivers = [box for index, box in enumerate(largest) if index not in marked]
    return [_with_slivers(area, slivers) for area in areas]


def _with_slivers(area: BBox, slivers: Iterable[BBox]) -> BBox:
    """Return an area together with the boxes too small for the squares that touch it."""
    touching = [box for box in slivers if box.overlap(area.grown(TOUCH)) > 0]
    return BBox.around([area, *touching])


def _middles(start: float, end: float, side: float) -> range:
    """Return the stretches whose middle lies between two positions, those of a page at most."""
    first = max(int(start / side + 0.5), 0)
    last = min(int(end / side + 0.5), SQUARES)
    return range(first, last)
