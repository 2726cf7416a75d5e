"""A table as its ruling lines draw it."""

from __future__ import annotations

from dataclasses import dataclass

from models.geometry import BBox
from models.page import Page
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid, merged cells being one.

    Attributes:
        bbox: Its rulings' box, in PDF points.
        lines: Its text from top to bottom; rotated text reads as if it were upright.
    """

    bbox: BBox
    lines: tuple[RawText, ...] = ()

    @property
    def text(self) -> str:
        """Return the cell's text, its lines joined by a space."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one connected table on one page, from top to bottom and left to right.

    Attributes:
        page: 1-based number of the page.
        bbox: The box around the table, in PDF points.
        cells: The cells, sorted by their top, then their left edge.
    """

    page: int
    bbox: BBox
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What layout analysis makes of a page: its tables, and the lines that stand outside them.

    Attributes:
        page: The page.
        grids: The tables, from top to bottom.
        lines: The lines of text outside the tables, from top to bottom.
        strips: Wide frames of too few cells for a table, from top to bottom: a title in a box, or
            the rest of a table that goes over the page's end. Their text is among `lines` too.
    """

    page: Page
    grids: tuple[Grid, ...]
    lines: tuple[RawText, ...]
    strips: tuple[Grid, ...] = ()

    @property
    def number(self) -> int:
        """Return the 1-based number of the page."""
        return self.page.number
