"""A sheet or table as a grid of cells with a flowchart, for files of office programs.

The grid knows neither Excel nor Word: `office_xlsx` and `office_docx` write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

# Width of a letter and height of a line of 11-point Calibri, in points; unfitted.
LETTER_PT = 5.6
LINE_PT = 15.0


@dataclass(frozen=True)
class Cell:
    """A cell of the form.

    Attributes:
        row: Its first row, 0-based.
        column: Its first column.
        text: Its text; line feeds part lines.
        rows: Rows it is merged over.
        columns: Columns it is merged over.
        border: Whether it has borders at all sides.
        bold: Whether its text is bold.
        align: "left" or "center".
        up: Whether its text reads upwards.
        value: A number or a date that its text shows.
        number_format: How that number is shown.
    """

    row: int
    column: int
    text: str = ""
    rows: int = 1
    columns: int = 1
    border: bool = True
    bold: bool = False
    align: str = "left"
    up: bool = False
    value: float | date | None = None
    number_format: str = "General"


@dataclass(frozen=True)
class Symbol:
    """A symbol of the flowchart, in the middle of a cell.

    Attributes:
        key: Number that arrows name it by.
        kind: Of "terminator", "process", "decision", "document", "connector".
        row: Row of its cell.
        column: Column of its cell.
        text: Text in it.
        offset: How far its middle is moved right and down from the cell's, in points.
    """

    key: int
    kind: str
    row: int
    column: int
    text: str = ""
    offset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Arrow:
    """An arrow between symbols, by their keys, with the words at it."""

    source: int
    target: int
    label: str | None = None


@dataclass
class Grid:
    """A sheet, or a table of a document.

    Attributes:
        name: Its name.
        widths: Widths of its columns in points.
        heights: Heights of its rows in points.
        cells: Its cells.
        symbols: The symbols of its flowchart.
        arrows: The arrows between them.
        heading_rows: Rows that make the heading of the step table.
        hidden: Rows that are not shown.
    """

    name: str
    widths: list[float]
    heights: list[float] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    heading_rows: range = range(0)
    hidden: set[int] = field(default_factory=set)

    def add(self, *cells: Cell) -> None:
        """Add cells; rows grow as high as their texts need."""
        for cell in cells:
            self.cells.append(cell)
            while len(self.heights) < cell.row + cell.rows:
                self.heights.append(LINE_PT)
            if not cell.up:
                self._raise(cell)

    def _raise(self, cell: Cell) -> None:
        """Make the last row of a cell high enough for its text."""
        width = sum(self.widths[cell.column : cell.column + cell.columns])
        letters = max(int((width - 6) / LETTER_PT), 4)
        lines = sum(max(-(-len(line) // letters), 1) for line in cell.text.split("\n"))
        rows = slice(cell.row, cell.row + cell.rows)
        missing = lines * LINE_PT + 4 - sum(self.heights[rows])
        if missing > 0:
            self.heights[cell.row + cell.rows - 1] += missing

    def shifted(self, rows: int) -> Grid:
        """Return the grid moved down by so many rows."""
        moved = Grid(self.name, self.widths, [LINE_PT] * rows + self.heights)
        moved.cells = [replace(cell, row=cell.row + rows) for cell in self.cells]
        moved.symbols = [replace(symbol, row=symbol.row + rows) for symbol in self.symbols]
        moved.arrows = self.arrows
        moved.heading_rows = range(self.heading_rows.start + rows, self.heading_rows.stop + rows)
        return moved


def frames_of(grid: Grid) -> Iterator[Cell]:
    """Yield the boxes of a grid that borders are drawn around though their rows stay apart."""
    return (cell for cell in grid.cells if cell.text == "\0frame")
