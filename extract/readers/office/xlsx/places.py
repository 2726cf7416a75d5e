"""Where the cells of a sheet stand, in points from its top left corner."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from extract.readers.office.setting import RULES, Font, Setting, height_of, width_of
from extract.readers.office.xlsx.sheet import HIGHEST_ROW_PT, Merge, SheetCell, SheetData
from models.geometry import BBox
from models.page import Direction

POINTS_AN_EMU = 1 / 12700
# Points that a step of indentation moves text by.
INDENT_PT = 7.0
# Text turned by at least so many degrees reads up or down; less is taken for level text.
STEEP_DEGREES = 45
# The rotation that sets letters below each other.
STACKED = 255


@dataclass(frozen=True, slots=True)
class Places:
    """The grid of a sheet's rows and columns, hidden ones without extent.

    Attributes:
        lefts: Left edge of each column, and the right edge of the last.
        tops: Upper edge of each row, and the lower edge of the last.
    """

    lefts: tuple[float, ...]
    tops: tuple[float, ...]

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.lefts) - 1

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return len(self.tops) - 1

    def box(self, range_: Merge) -> BBox:
        """Return the box of a range of cells, cut to the grid."""
        bottom, right = min(range_.bottom + 1, self.rows), min(range_.right + 1, self.columns)
        return BBox(
            self.lefts[min(range_.left, right)], self.tops[min(range_.top, bottom)],
            self.lefts[right], self.tops[bottom],
        )  # fmt: skip

    def x(self, column: int, offset: float) -> float:
        """Return where a place in a column is, its offset in points from the column's left."""
        return _along(self.lefts, column, offset)

    def y(self, row: int, offset: float) -> float:
        """Return where a place in a row is, its offset in points from the row's top."""
        return _along(self.tops, row, offset)

    def shown_rows(self) -> list[int]:
        """Return the rows that have an extent."""
        return [row for row in range(self.rows) if self.tops[row + 1] > self.tops[row]]

    def shown_columns(self) -> list[int]:
        """Return the columns that have an extent."""
        return [c for c in range(self.columns) if self.lefts[c + 1] > self.lefts[c]]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return (row, column) of the cell at a place; None outside the grid."""
        if not (0 <= x < self.lefts[-1] and 0 <= y < self.tops[-1]):
            return None
        return bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1


def _along(edges: tuple[float, ...], index: int, offset: float) -> float:
    """Return a place by its row or column; an offset beyond that ends with it."""
    if index >= len(edges) - 1:
        return edges[-1]
    index = max(index, 0)
    return min(edges[index] + max(offset, 0.0), edges[index + 1])


def lay_out_cells(sheet: SheetData, rows: int, columns: int) -> Places:
    """Return where the rows and columns of a sheet stand.

    Args:
        sheet: The sheet.
        rows: How many rows it uses.
        columns: How many columns.
    """
    lefts = (0.0, *accumulate(sheet.width(column) for column in range(columns)))
    merged = {
        (row, column)
        for merge in sheet.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    fitted = _fitted_heights(sheet, lefts, merged)
    heights = (
        0.0 if sheet.is_row_hidden(row)
        else sheet.heights.get(row, fitted.get(row, sheet.default_height))
        for row in range(rows)
    )  # fmt: skip
    return Places(lefts, (0.0, *accumulate(heights)))


def _fitted_heights(
    sheet: SheetData, lefts: tuple[float, ...], merged: set[tuple[int, int]]
) -> dict[int, float]:
    """Return the heights of rows that no height is written for: as high as their text needs.

    As in programs, merged cells make no row higher.
    """
    fitted: dict[int, float] = {}
    for (row, column), cell in sheet.cells.items():
        if row in sheet.heights or not cell.text or (row, column) in merged:
            continue
        setting = setting_of(cell)
        width = lefts[column + 1] - lefts[column] if column + 1 < len(lefts) else 0.0
        if width <= 0 or setting.direction is not Direction.RIGHT:
            continue
        height = height_of(cell.text, width, setting) + 2.0
        known = fitted.get(row, sheet.default_height)
        fitted[row] = min(max(known, height), HIGHEST_ROW_PT)
    return fitted


def setting_of(cell: SheetCell) -> Setting:
    """Return how the text of a cell is set."""
    style = cell.style
    align = {"center": "center", "centerContinuous": "center", "right": "right"}.get(
        style.horizontal, "left"
    )
    if cell.is_number and style.horizontal in ("", "general"):
        align = "right"
    direction = Direction.RIGHT
    if STEEP_DEGREES <= style.rotation <= 90:
        direction = Direction.UP
    elif 90 + STEEP_DEGREES <= style.rotation <= 180:
        direction = Direction.DOWN
    wraps = style.wraps or style.horizontal in ("justify", "distributed")
    return Setting(
        font=Font(style.font_size, style.bold),
        align=align,
        wraps=(wraps or style.rotation == STACKED) and not style.shrinks,
        direction=direction,
        indent=style.indent * INDENT_PT,
    )


def room_of(text: str, setting: Setting) -> float:
    """Return how wide a cell must be to show a text without breaking its lines, in points."""
    longest = max((width_of(line, setting.font) for line in text.splitlines()), default=0.0)
    return longest + 2 * RULES.padding_pt + setting.indent
