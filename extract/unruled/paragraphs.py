"""Whether two lines of a column are one paragraph, or the end of one cell and the next's begin."""

from __future__ import annotations

import re

from extract.unruled.row_forms import ColumnLine

# What it costs to part two lines, in lines of text: more where the wording goes on, less where the
# upper line has room for the lower one's first word; an item of a list goes on with the list.
CUT_PARAGRAPH = 0.7
GOES_ON = 1.6
ROOM_LEFT = -0.5
NO_ROOM = 0.5
NEXT_ITEM = 1.2
FIRST_ITEM = 0.0
INDENTED = -0.5

_OPEN_END = (",", "-", "/", "(", "&")
_BULLET = re.compile(r"\(?([a-zA-Z]|\d{1,2})[.)]+ ")
_FIRST_BULLETS = {"1", "a", "A", "i", "I"}


def begins_at(line: ColumnLine, x: float) -> bool:
    """Return whether a line begins at a position, give or take a letter or two."""
    return abs(line.x0 - x) <= 1.5 * (line.x1 - line.x0) / max(len(line.text), 1)


def cost_of_indent(upper: ColumnLine, lower: ColumnLine) -> float:
    """Return what the left edges of two lines of values say of parting them."""
    return 0.0 if begins_at(lower, upper.x0) else INDENTED


def cost_of_cut(upper: ColumnLine, lower: ColumnLine, edge: float) -> float:
    """Return what it costs to part two lines of a column that follow each other.

    Args:
        upper: The line above.
        lower: The line below.
        edge: How far to the right the column's lines reach, in points.
    """
    cost = CUT_PARAGRAPH
    if bullet := _BULLET.match(lower.text):
        return NEXT_ITEM if bullet.group(1) not in _FIRST_BULLETS else FIRST_ITEM
    if upper.text.endswith(_OPEN_END) or lower.text[:1].islower():
        cost += GOES_ON
    letter = (lower.x1 - lower.x0) / max(len(lower.text), 1)
    room = edge - upper.x1 - letter * (len(lower.text.split()[0]) + 1)
    return cost + (ROOM_LEFT if room > letter else NO_ROOM)
