"""Whether two lines of a column are one paragraph, or the end of one cell and the next's begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.unruled.row_types import ColumnLine


@dataclass(frozen=True, slots=True)
class ParagraphCosts:
    """What it costs to split two lines of a column, in lines of text. Unfitted."""

    # Parting any two lines.
    cut: float = 0.7
    # More where the wording continues: an open end, or a small letter.
    goes_on: float = 1.6
    # Less where the upper line has room for the lower one's first word ...
    room_left: float = -0.5
    # ... and more where it has none.
    no_room: float = 0.5
    # Before an item that continues a list ...
    next_item: float = 1.2
    # ... and before one that begins a list.
    first_item: float = 0.0
    # Less where the lower line begins elsewhere.
    indented: float = -0.5


PARAGRAPHS = ParagraphCosts()


_OPEN_END = (",", "-", "/", "(", "&")
_BULLET = re.compile(r"\(?([a-zA-Z]|\d{1,2})[.)]+ ")
_FIRST_BULLETS = {"1", "a", "A", "i", "I"}


def begins_at(line: ColumnLine, x: float) -> bool:
    """Return whether a line begins at a position, within a letter or two."""
    return abs(line.x0 - x) <= 1.5 * (line.x1 - line.x0) / max(len(line.text), 1)


def cost_of_indent(upper: ColumnLine, lower: ColumnLine) -> float:
    """Return what the left edges of two lines of values say of splitting them."""
    return 0.0 if begins_at(lower, upper.x0) else PARAGRAPHS.indented


def cost_of_cut(upper: ColumnLine, lower: ColumnLine, edge: float) -> float:
    """Return what it costs to split two lines of a column that follow each other.

    Args:
        upper: The line above.
        lower: The line below.
        edge: How far to the right the column's lines reach, in points.
    """
    cost = PARAGRAPHS.cut
    if bullet := _BULLET.match(lower.text):
        return (
            PARAGRAPHS.next_item if bullet.group(1) not in _FIRST_BULLETS else PARAGRAPHS.first_item
        )
    if upper.text.endswith(_OPEN_END) or lower.text[:1].islower():
        cost += PARAGRAPHS.goes_on
    letter = (lower.x1 - lower.x0) / max(len(lower.text), 1)
    room = edge - upper.x1 - letter * (len(lower.text.split()[0]) + 1)
    return cost + (PARAGRAPHS.room_left if room > letter else PARAGRAPHS.no_room)
