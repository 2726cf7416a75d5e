"""Cells that several rows of a table share, found by text that stands in the middle of them.

In a table whose texts stand in the middle of their cells, a text half-way between two rows, of
which neither has another one in that column, belongs to both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.unruled.columns import Columns
from models.page import Word


@dataclass(frozen=True, slots=True)
class MergeThresholds:
    """When rows share a cell. Unfitted."""

    # Share of a table's columns whose texts must stand in the middle of their cells; a column with
    # shared cells seems to be aligned in another way.
    min_middle_share: float = 0.5
    # A text stands at most this far from the middle of its cell.
    max_off_middle_pitches: float = 1.3
    # A text stands at least this far from the middle of a row that it does not have alone.
    min_off_row_pitches: float = 1.2
    # No cell is shared by more rows.
    max_rows: int = 5


MERGED = MergeThresholds()


Extents = dict[tuple[int, int], tuple[float, float]]


def merge_rows(
    held: Mapping[tuple[int, int], Sequence[Word]],
    rows: int,
    middle: Sequence[int],
    columns: Columns,
    pitch: float,
) -> list[list[tuple[int, int]]]:
    """Return which rows the cells of each column cover.

    Args:
        held: (row, column) -> the words there.
        rows: How many rows there are.
        middle: The columns whose texts stand in the middle of their cells.
        columns: The columns.
        pitch: Distance from one line of a paragraph to the next, in points.

    Returns:
        For each column the first and last row of its cells, from top to bottom.
    """
    extents = {at: _extent(words) for at, words in held.items()}
    spans = [[(row, row) for row in range(rows)] for _ in columns.columns]
    if columns.activity not in middle or len(middle) < MERGED.min_middle_share * len(columns.text):
        return spans
    for index in columns.text:
        if columns.columns[index].kind not in ("number", "activity"):
            spans[index] = _merged(extents, rows, index, columns, pitch)
    return spans


def _extent(words: Sequence[Word]) -> tuple[float, float]:
    """Return the heights of the first and the last line of words, in points."""
    middles = [word.bbox.y_mid for word in words]
    return min(middles), max(middles)


def _merged(
    extents: Extents, rows: int, index: int, columns: Columns, pitch: float
) -> list[tuple[int, int]]:
    """Return the rows that the cells of one column cover."""
    found: list[tuple[int, int]] = []
    row = 0
    while row < rows:
        last = _last_shared(extents, row, rows, index, columns, pitch)
        found.append((row, last))
        row = last + 1
    return found


def _last_shared(
    extents: Extents, first: int, rows: int, index: int, columns: Columns, pitch: float
) -> int:
    """Return the last row of the cell of a column that begins with a row."""
    filled: tuple[int, float] | None = None
    for last in range(first, min(first + MERGED.max_rows, rows)):
        own = extents.get((last, index))
        if own and filled:
            break
        if own:
            filled = last, sum(own) / 2
            if (
                abs(filled[1] - _middle(extents, last, last, index, columns))
                < MERGED.min_off_row_pitches * pitch
            ):
                break
        if filled and last > first:
            middle = _middle(extents, first, last, index, columns)
            far = abs(filled[1] - _middle(extents, filled[0], filled[0], index, columns))
            if abs(filled[1] - middle) <= min(MERGED.max_off_middle_pitches * pitch, far / 2):
                return last
    return first


def _middle(extents: Extents, first: int, last: int, index: int, columns: Columns) -> float:
    """Return the middle of rows by the texts of the other columns, in points."""
    others = [
        extent
        for row in range(first, last + 1)
        for column in columns.text
        if column != index and (extent := extents.get((row, column)))
    ]
    if not others:
        return float("inf")
    return (min(top for top, _ in others) + max(bottom for _, bottom in others)) / 2
