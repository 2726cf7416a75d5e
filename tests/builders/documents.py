"""A document in the making, page by page, and how it is read back."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.fields.assemble import assemble_sops
from extract.readers.pdf import read_pdf
from extract.unruled.pages import lay_out_pages
from models.raw import RawSop
from tests.builders.tables import FONT, LEADING, SIZE, Placed, Table, draw_table

A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)
FOLIO = (609.0, 935.0)
A3 = (1191.0, 842.0)
MARGIN = 40.0


class Document:
    """A PDF drawn from top to bottom; every part moves `y` down.

    Args:
        size: Width and height of its pages in points, as they are shown.
        turn: The pages' /Rotate, 0 or 90: how far a viewer turns them clockwise.
    """

    def __init__(self, size: tuple[float, float] = LANDSCAPE, turn: int = 0) -> None:
        self.width, self.height = size
        self.turn = turn
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=size)
        self._begin_page()

    def _begin_page(self) -> None:
        """Begin a page; on one that will be turned everything is drawn the other way round."""
        self.y = MARGIN
        if self.turn:
            self.canvas.setPageRotation(self.turn)
            self.canvas.translate(self.height, 0)
            self.canvas.rotate(90)

    def text(self, *lines: str, x: float = MARGIN, gap: float = 0.0) -> Document:
        """Write lines of text, with a gap below them."""
        for line in lines:
            self.y += LEADING
            self.canvas.setFont(FONT, SIZE)
            self.canvas.drawString(x, self.height - self.y, line)
        self.y += 4 + gap
        return self

    def table(self, table: Table, x: float = MARGIN, gap: float = 12.0) -> list[Placed]:
        """Draw a table; return its cells with their boxes."""
        placed = table.place(x, self.y)
        draw_table(self.canvas, self.height, placed, table.look)
        self.y = max(p.bottom for p in placed) + gap
        return placed

    def page(self) -> Document:
        """Begin a new page."""
        self.canvas.showPage()
        self._begin_page()
        return self

    def save(self, folder: Path, name: str = "made.pdf") -> Path:
        """Write the file."""
        self.canvas.save()
        path = folder / name
        path.write_bytes(self.buffer.getvalue())
        return path

    def read(self, folder: Path) -> list[RawSop]:
        """Write the file and read its SOPs."""
        return assemble_sops(lay_out_pages(read_pdf(self.save(folder))))
