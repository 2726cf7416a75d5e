"""Areas of a page that many small boxes make together: strips of a scan, words of a block."""

from __future__ import annotations

from collections.abc import Iterable

from models.geometry import BBox

# How far, in points, two boxes of one area may be apart.
TOUCH = 1.0
# Of more boxes than this, the largest count; a page of more has pictures for letters.
MOST_BOXES = 2000


def join_areas(boxes: Iterable[BBox]) -> list[BBox]:
    """Return the areas that boxes make which touch or overlap each other.

    Args:
        boxes: The boxes.

    Returns:
        The box around each connected set of boxes, from top to bottom.
    """
    largest = sorted(set(boxes), key=lambda box: -box.width * box.height)[:MOST_BOXES]
    ordered = sorted(largest, key=lambda box: box.top)
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    reaching: list[int] = []
    for index, box in enumerate(ordered):
        reaching = [other for other in reaching if ordered[other].bottom + TOUCH >= box.top]
        for other in reaching:
            if ordered[other].x0 - TOUCH <= box.x1 and ordered[other].x1 + TOUCH >= box.x0:
                parent[root(index)] = root(other)
        reaching.append(index)
    members: dict[int, list[BBox]] = {}
    for index, box in enumerate(ordered):
        members.setdefault(root(index), []).append(box)
    areas = (BBox.around(found) for found in members.values())
    return sorted(areas, key=lambda box: (box.top, box.x0))
