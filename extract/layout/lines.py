"""Words assembled into lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.geometry import BBox
from models.page import Direction, Word
from models.raw import Place, RawText


@dataclass(frozen=True, slots=True)
class LineThresholds:
    """When words stand on one line. Unfitted."""

    # Share of the lower one's height that two words must have in common.
    min_shared_height: float = 0.5
    # A word's height counts as at least this, for words of a font without height.
    min_height_pt: float = 0.1
    # Rows, from the lowest up, that a word is compared with; a bound of time.
    max_rows_compared: int = 4


LINES = LineThresholds()


def assemble_lines(
    words: Iterable[Word], page: int, *, apart: float | None = None
) -> tuple[RawText, ...]:
    """Return the words of an area as lines, from top to bottom.

    Rotated words make lines of their own, in their own reading order, after the upright ones.

    Args:
        words: The words, in any order.
        page: 1-based number of their page.
        apart: A blank wider than this, in heights of a word, splits a line; None to split none.
    """
    return tuple(_join(line, page) for line in group_lines(words, apart=apart))


def group_lines(words: Iterable[Word], *, apart: float | None = None) -> list[list[Word]]:
    """Return the words of an area grouped to lines; see `assemble_lines`."""
    by_direction: dict[Direction, list[Word]] = {}
    for word in words:
        by_direction.setdefault(word.direction, []).append(word)
    lines: list[list[Word]] = []
    for direction in Direction:
        for row in _rows(by_direction.get(direction, ()), direction):
            if apart is None:
                lines.append([word for _, word in row])
            else:
                lines += _parted(row, apart)
    return lines


# A word, and its box as it would be if its text read to the right.
_Placed = tuple[BBox, Word]


def _parted(row: Sequence[_Placed], apart: float) -> list[list[Word]]:
    """Return the words of a row, split where wide blanks stand between them."""
    parts = [[row[0][1]]]
    for (one, _), (other, word) in pairwise(row):
        if other.x0 - one.x1 > apart * min(one.height, other.height):
            parts.append([])
        parts[-1].append(word)
    return parts


def _rows(words: Sequence[Word], direction: Direction) -> list[list[_Placed]]:
    """Group words that read one way into rows, and order both."""
    placed = [(_upright(word, direction), word) for word in words]
    if len(placed) < 2:
        return [[one] for one in placed]
    # Upper and lower edge of each row's tallest word, and the words.
    rows: list[tuple[float, float, list[_Placed]]] = []
    for one in sorted(placed, key=lambda one: (one[0].top, one[1].bbox.x0)):
        _, top, _, bottom = one[0]
        height = bottom - top
        for index in range(len(rows) - 1, max(len(rows) - 1 - LINES.max_rows_compared, -1), -1):
            upper, lower, members = rows[index]
            lowest = min(lower - upper, height)
            shared = min(lower, bottom) - max(upper, top)
            if shared >= LINES.min_shared_height * max(lowest, LINES.min_height_pt):
                members.append(one)
                # The tallest word's extent: a mean would let neighbouring rows merge.
                if height > lower - upper:
                    rows[index] = (top, bottom, members)
                break
        else:
            rows.append((top, bottom, [one]))
    rows.sort(key=lambda row: (row[0] + row[1]) / 2)
    return [sorted(members, key=lambda one: one[0].x0) for _, _, members in rows]


def _upright(word: Word, direction: Direction) -> BBox:
    """Return a word's box as it would be if its text read to the right."""
    x0, top, x1, bottom = word.bbox
    if direction is Direction.UP:
        return BBox(-bottom, x0, -top, x1)
    if direction is Direction.DOWN:
        return BBox(top, -x1, bottom, -x0)
    if direction is Direction.LEFT:
        return BBox(-x1, -bottom, -x0, -top)
    return word.bbox


def _join(words: Sequence[Word], page: int) -> RawText:
    """Return one line for the words of a row."""
    return RawText(
        " ".join(word.text for word in words),
        Place(page=page, bbox=BBox.around(word.bbox for word in words)),
        min(word.confidence for word in words),
    )
