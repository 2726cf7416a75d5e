"""The names of a sheet's cells (`Cover!C5`) by their place on the page made of the sheet."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from models.geometry import BBox

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class CellNames:
    """Where the cells of a sheet stand.

    Attributes:
        sheet: The sheet's name.
        lefts: Left edges of the visible columns in points, from left to right.
        columns: Their 0-based positions in the sheet.
        tops: Upper edges of the visible rows in points, from top to bottom.
        rows: Their 0-based positions in the sheet.
        merged: (row, column) of a cell that is merged into another -> (row, column) of that one.
    """

    sheet: str
    lefts: tuple[float, ...]
    columns: tuple[int, ...]
    tops: tuple[float, ...]
    rows: tuple[int, ...]
    merged: dict[tuple[int, int], tuple[int, int]]

    def name_of(self, box: BBox) -> str | None:
        """Return the name of the cell in which a box begins; None on a sheet without cells."""
        if not self.lefts or not self.tops:
            return None
        column = self.columns[max(bisect_right(self.lefts, box.x0 + 0.5) - 1, 0)]
        row = self.rows[max(bisect_right(self.tops, box.top + 0.5) - 1, 0)]
        row, column = self.merged.get((row, column), (row, column))
        sheet = self.sheet
        if not _PLAIN_NAME.fullmatch(sheet):
            sheet = "'" + sheet.replace("'", "''") + "'"
        return f"{sheet}!{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """Return the letters of a column by its 0-based position: A, B, ..., Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
