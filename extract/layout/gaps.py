"""Walls that a table should have and nobody drew, told by the gap between words.

Borders of single cells are left out on purpose or lost in a scan. Where other rows of the table
have a wall, and a cell's words keep clear of its line on both sides, the cell is two.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.geometry import BBox
from models.page import Direction, Word

# Walls are looked for so far, in points, from a cell's edges.
INSIDE = 12.0
# How wide a gap must be, in heights of a word: in a cell of few lines, where chance makes small
# ones, and in a cell of more.
FEW_LINES = 3
WIDE = 2.0
NARROW = 0.5
# How far over a wall's line, in points, a word may stand.
OVER = 1.0


def part_at_gaps(box: BBox, words: Sequence[Word], walls: Sequence[float]) -> list[BBox]:
    """Return a cell's box, parted where its words keep clear of a wall that other rows have.

    Args:
        box: The cell's box.
        words: Its words.
        walls: Where walls of the same table stand in other rows, in points.
    """
    parts = [box]
    for wall in sorted(walls):
        last = parts[-1]
        if not last.x0 + INSIDE < wall < last.x1 - INSIDE:
            continue
        held = [w for w in words if last.x0 <= w.bbox.x_mid <= last.x1]
        if _keep_clear(held, wall):
            parts[-1:] = [last._replace(x1=wall), last._replace(x0=wall)]
    return parts


def _keep_clear(words: Sequence[Word], wall: float) -> bool:
    """Return whether words stand on both sides of a line and none on it."""
    if any(word.direction is not Direction.RIGHT for word in words):
        return False
    left = [w.bbox for w in words if w.bbox.x1 <= wall + OVER]
    right = [w.bbox for w in words if w.bbox.x0 >= wall - OVER]
    if not left or not right or len(left) + len(right) < len(words):
        return False
    gaps: list[float] = []
    for line in _lines([*left, *right]):
        before = [b for b in line if b.x_mid < wall]
        after = [b for b in line if b.x_mid >= wall]
        if before and after:
            gap = min(b.x0 for b in after) - max(b.x1 for b in before)
            gaps.append(gap / max(line[0].height, 1.0))
    least = NARROW if len(gaps) >= FEW_LINES else WIDE
    return bool(gaps) and min(gaps) >= least


def _lines(boxes: Sequence[BBox]) -> list[list[BBox]]:
    """Return boxes grouped by the line they stand on."""
    lines: list[list[BBox]] = []
    for box in sorted(boxes, key=lambda b: b.y_mid):
        if lines and abs(lines[-1][0].y_mid - box.y_mid) <= 0.5 * box.height:
            lines[-1].append(box)
        else:
            lines.append([box])
    return lines
