"""The data types of row segmentation: what it takes and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Alignment(IntEnum):
    """How the text of a column stands in its row."""

    TOP = 0
    MIDDLE = 1
    BOTTOM = 2


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A line of text of one column.

    Attributes:
        y: Its middle, in points from the page's top.
        x0: Its left edge, in points.
        x1: Its right edge.
        text: Its words.
    """

    y: float
    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in the columns of a table whose rows are sought.

    Attributes:
        columns: The lines of each column from top to bottom.
        pitch: Distance from one line of a paragraph to the next, in points.
        main: Index of the column that has a text in every row.
        anchors: Middles of the lines of which every row has one, in points; none where no
            column has such lines.
        anchored: Index of the column that has these lines.
        openers: Middles of lines with which cells of a short kind begin, such as durations; most
            rows have one. They count where there are no anchors.
        beside: Middles of all lines that are not blank, those of other columns included.
        rulings: The y of rulings across the table, in points.
        whole: Stretches, from the middle of one line to that of another, that are in one row.
        alignments: The ways in which columns may be aligned.
        by_row: Whether each row may be aligned in a way of its own, and may have holes: such are
            labels with their values, a signature's room among them.
        begins_cut: Whether the first row may be the rest of one that has its anchor elsewhere.
    """

    columns: tuple[tuple[ColumnLine, ...], ...]
    pitch: float
    main: int
    anchors: tuple[float, ...] = ()
    anchored: int = 0
    openers: tuple[float, ...] = ()
    beside: tuple[float, ...] = ()
    rulings: tuple[float, ...] = ()
    whole: tuple[tuple[float, float], ...] = ()
    begins_cut: bool = False
    alignments: tuple[Alignment, ...] = tuple(Alignment)
    by_row: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """How a table is split into rows.

    Attributes:
        starts: For each row the middle of its uppermost line, in points, from top to bottom.
        alignments: How the text of each column stands in its rows.
    """

    starts: tuple[float, ...]
    alignments: tuple[Alignment, ...]
