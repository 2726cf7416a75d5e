"""Writes a made document as a digital PDF: front matter, identity sheets, step tables."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TypeVar

from reportlab.pdfgen.canvas import Canvas

from tools.make_samples.pdf_front import draw_cover, draw_decree
from tools.make_samples.pdf_page import PAPERS, Page, Style
from tools.make_samples.pdf_sheet import draw_sheet
from tools.make_samples.pdf_table import StepTable, draw_signature
from tools.make_samples.spec import Document, Sop

MARGIN = 36.0  # points
AnyPage = TypeVar("AnyPage", bound=Page)
BETWEEN = 14.0  # points between identity sheet and step table on one page


def write_pdf(document: Document) -> bytes:
    """Return the document's PDF; the same bytes each time with one release of reportlab.

    Pages are not compressed, so that the bytes do not depend on the release of zlib and a
    difference is readable.
    """
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0)
    canvas.setTitle(document.source.removesuffix(".pdf"))
    canvas.setAuthor("tools.make_samples")
    list(draw_pages(canvas, document, Page))
    canvas.save()
    return buffer.getvalue()


def draw_pages(canvas: Canvas, document: Document, kind: type[AnyPage]) -> Iterator[AnyPage]:
    """Draw a document's pages on a canvas, each a page of a kind; yield them, drawn."""
    portrait = PAPERS[document.look["paper"]]
    ruling = document.look["ruling"]
    if "front" in document.look:
        for draw in (draw_cover, draw_decree):
            page = kind(canvas, portrait, ruling)
            draw(page, document)
            yield page.finish()
    for sop in document.sops:
        upright = document.look["identity"] == "portrait"
        page = kind(canvas, portrait if upright else portrait[::-1], ruling)
        end = draw_sheet(page, document, sop, MARGIN)
        if document.look.get("single_page"):
            steps = dict(enumerate(sop.steps, start=1))
            StepTable(page, document, sop, end + BETWEEN, MARGIN).draw(steps)
        yield page.finish()
        if not document.look.get("single_page"):
            yield from draw_tables(canvas, document, sop, portrait[::-1], kind)


def draw_tables(
    canvas: Canvas, document: Document, sop: Sop, size: tuple[float, float], kind: type[AnyPage]
) -> Iterator[AnyPage]:
    """Draw the pages of an SOP's step table, its title over the first, a signature at the end.

    Yields:
        The pages, drawn.
    """
    look = document.look
    numbered = dict(enumerate(sop.steps, start=1))
    first = 1
    for count in look["table_rows"]:
        steps = {seq: numbered[seq] for seq in range(first, first + count) if seq in numbered}
        page = kind(canvas, size, look["ruling"])
        top = MARGIN
        if first == 1:
            style = Style(look["font"], 11, True, "center")
            top = page.lines(page.width / 2, top, [f"SOP {sop.header.title}"], style) + 8
        end = StepTable(page, document, sop, top, MARGIN).draw(steps)
        first += count
        if first > len(sop.steps) and "signature" in look:
            draw_signature(page, document, sop, end)
        yield page.finish()
