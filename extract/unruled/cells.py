"""Cells of tables without ruling lines: boxes that were inferred, and the words put in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.layout.lines import assemble_lines
from models.geometry import BBox
from models.grid import Cell, Grid
from models.page import Word

# A cell's box in points, and its words.
Region = tuple[BBox, Sequence[Word]]


def build_grid(page: int, regions: Iterable[Region]) -> tuple[Grid, tuple[Word, ...]]:
    """Return the grid of some cells, and the words in it.

    Args:
        page: 1-based number of the page.
        regions: The cells, at least one; a word that several claim is the first one's.
    """
    cells: list[Cell] = []
    taken: dict[int, Word] = {}
    for box, words in regions:
        own = [word for word in words if id(word) not in taken]
        taken.update((id(word), word) for word in own)
        cells.append(Cell(box, assemble_lines(own, page)))
    cells.sort(key=lambda cell: (cell.bbox.top, cell.bbox.x0))
    box = BBox.around(cell.bbox for cell in cells)
    return Grid(page, box, tuple(cells)), tuple(taken.values())
