"""What an opened page paints, taken down from PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as raw

from extract.bounds.limits import Limits
from extract.readers.pdf.characters import read_characters
from extract.readers.pdf.covers import read_covers
from extract.readers.pdf.engine import Address, address_of
from extract.readers.pdf.marks import Marks
from extract.readers.pdf.objects import Walker
from extract.readers.pdf.painted import Looks, Painting
from extract.readers.pdf.paths import read_paths
from extract.readers.pdf.placing import Frame


def record_page(page: Address, frame: Frame, limits: Limits, looks: Looks) -> Painting:
    """Return what a page paints.

    Args:
        page: PDFium's handle.
        frame: How the page is shown.
        limits: How much of it is taken down.
        looks: What PDFium does not tell of its pictures and paint.
    """
    painting = Painting(frame.width, frame.height)
    objects = Walker(limits.marks, limits.max_nesting, Marks(watermarks=looks.watermarks)).walk(
        page, frame
    )
    painting.paths = read_paths(objects, limits.marks)
    read_covers(objects, painting, looks)
    with _text_of(page) as text_page:
        if text_page:
            read_characters(text_page, objects, frame, painting, limits.marks)
    painting.limits |= objects.limits
    return painting


@contextmanager
def _text_of(page: Address) -> Iterator[Address]:
    """Have PDFium work out the text of a page."""
    text_page = raw.FPDFText_LoadPage(ctypes.cast(page, raw.FPDF_PAGE))
    try:
        yield address_of(text_page)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)
