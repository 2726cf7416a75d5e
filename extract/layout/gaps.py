"""Borders that a table should have and nobody drew, found by the gap between words.

Borders of single cells are left out on purpose or lost in a scan. Where other rows of the table
have a border, and a cell's words keep clear of its line on both sides, the cell is two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.geometry import BBox
from models.page import Direction, Word


@dataclass(frozen=True, slots=True)
class GapThresholds:
    """When a gap between words parts a cell. Unfitted."""

    # A border stands at least this far from the cell's edges; absolute, could be relative to letter
    # height.
    min_inset_pt: float = 12.0
    # A cell with so many lines that show a gap has many; in fewer, chance makes small gaps.
    many_lines: int = 3
    # Least gap, in heights of a word, in a cell of few lines.
    min_gap_few_lines: float = 2.0
    # Least gap, in heights of a word, in a cell of many lines.
    min_gap_many_lines: float = 0.5
    # A word may reach over a border by so much; absolute, could be relative to letter height.
    max_overhang_pt: float = 1.0
    # Words whose middles are this close stand on one line, in heights of a word.
    max_line_offset: float = 0.5


GAPS = GapThresholds()


def split_at_gaps(box: BBox, words: Sequence[Word], borders: Sequence[float]) -> list[BBox]:
    """Return a cell's box, split where its words keep clear of a border that other rows have.

    Args:
        box: The cell's box.
        words: Its words.
        borders: Where borders of the same table stand in other rows, in points.
    """
    parts = [box]
    for border in sorted(borders):
        last = parts[-1]
        if not last.x0 + GAPS.min_inset_pt < border < last.x1 - GAPS.min_inset_pt:
            continue
        held = [w for w in words if last.x0 <= w.bbox.x_mid <= last.x1]
        if _keep_clear(held, border):
            parts[-1:] = [last._replace(x1=border), last._replace(x0=border)]
    return parts


def _keep_clear(words: Sequence[Word], border: float) -> bool:
    """Return whether words stand on both sides of a line and none on it."""
    if any(word.direction is not Direction.RIGHT for word in words):
        return False
    left = [w.bbox for w in words if w.bbox.x1 <= border + GAPS.max_overhang_pt]
    right = [w.bbox for w in words if w.bbox.x0 >= border - GAPS.max_overhang_pt]
    if not left or not right or len(left) + len(right) < len(words):
        return False
    gaps: list[float] = []
    for line in _lines([*left, *right]):
        before = [b for b in line if b.x_mid < border]
        after = [b for b in line if b.x_mid >= border]
        if before and after:
            gap = min(b.x0 for b in after) - max(b.x1 for b in before)
            gaps.append(gap / max(line[0].height, 1.0))
    least = GAPS.min_gap_many_lines if len(gaps) >= GAPS.many_lines else GAPS.min_gap_few_lines
    return bool(gaps) and min(gaps) >= least


def _lines(boxes: Sequence[BBox]) -> list[list[BBox]]:
    """Return boxes grouped by the line they stand on."""
    lines: list[list[BBox]] = []
    for box in sorted(boxes, key=lambda b: b.y_mid):
        if lines and abs(lines[-1][0].y_mid - box.y_mid) <= GAPS.max_line_offset * box.height:
            lines[-1].append(box)
        else:
            lines.append([box])
    return lines
