r"""Text whose columns are separated by blanks, as `pdftotext -layout` writes it.

Emulated by drawing the document's pages and keeping only the text: the horizontal position of a
text gives its column of characters, and texts at the same height share a line. Symbols, arrows and
rulings are lost; labels of arrows are kept.
"""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tools.make_samples.pdf_document import draw_pages
from tools.make_samples.pdf_page import Page, Style
from tools.make_samples.spec import Document

# The width that a character is given and the height of a line, in points.
CHARACTER = 3.9
LINE = 9.5
# Blanks between two texts that would touch.
LEAST_GAP = 2


class TextPage(Page):
    """A page of which only the text is kept."""

    def __init__(self, canvas: Canvas, size: tuple[float, float], ruling: str) -> None:
        """Begin the page."""
        super().__init__(canvas, size, ruling)
        self.texts: list[tuple[float, float, str]] = []

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Note one line of text and the position of its left end."""
        width = stringWidth(text, style.font, style.size)
        left = {"left": x, "center": x - width / 2, "right": x - width}[style.align]
        self.texts.append((baseline, left, text))

    def lines_of_text(self) -> list[str]:
        """Return the page's lines from its top."""
        rows: dict[int, list[tuple[float, str]]] = {}
        for baseline, left, text in self.texts:
            rows.setdefault(round(baseline / LINE), []).append((left, text))
        lines = []
        for row in range(max(rows, default=0) + 1):
            line = ""
            for left, text in sorted(rows.get(row, [])):
                line = line.ljust(max(round(left / CHARACTER), len(line) + LEAST_GAP * bool(line)))
                line += text
            lines.append(line)
        return lines


def write_layout(document: Document) -> str:
    """Return a document's text, each page ended by a form feed."""
    pages = draw_pages(Canvas(BytesIO(), invariant=1), document, TextPage)
    return "".join("\n".join(page.lines_of_text()) + "\n\f" for page in pages)
