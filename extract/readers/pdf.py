"""PDF pages as `Page`s.

Pages are read one at a time and forgotten, so that memory stays flat however long the file is.
pdfplumber opens the file; what its pages paint is taken down by `extract.readers.painting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.pdf import PDF

from extract.errors import DamagedError, DocumentError, EncryptedError
from extract.readers.painting import PageRecorder
from extract.readers.strokes import read_strokes
from extract.readers.trust import read_text_layer
from extract.readers.turning import Turner
from models.page import Page


def read_pdf(path: Path) -> Iterator[Page]:
    """Read the pages of a PDF, in order, one at a time.

    Args:
        path: The file.

    Yields:
        A page each; coordinates follow the page's /Rotate, and those of a page whose text is
        drawn sideways follow its text.

    Raises:
        EncryptedError: The file needs a password.
        DamagedError: The file's structure is broken, or it has no pages.
        DocumentError: A page cannot be read; the error says which.
    """
    # pdfplumber's own closing would build every page once more.
    with closing((pdf := _open(path)).stream):
        recorder = PageRecorder(pdf.rsrcmgr)
        turner = Turner()
        pages = PDFPage.create_pages(pdf.doc)
        number = 0
        while (page := _next_page(pages)) is not None:
            number += 1
            yield turner.turn_upright(_read_page(recorder, page, number))
        if number == 0:
            raise DamagedError("the PDF has no pages; export or scan it again")


def _open(path: Path) -> PDF:
    """Open a PDF; the damage that a parser can meet comes out as one of our errors."""
    try:
        return pdfplumber.open(path)
    except Exception as error:
        raise _explain(error) from error


def _next_page(pages: Iterator[PDFPage]) -> PDFPage | None:
    """Return the next page of a file, or None after the last."""
    try:
        return next(pages, None)
    except Exception as error:
        raise _explain(error) from error


def _explain(error: Exception) -> DocumentError:
    """Return the error that says what keeps a PDF from being opened."""
    chain: list[object] = [error, *error.args, error.__cause__, error.__context__]
    if any(isinstance(e, PDFPasswordIncorrect) for e in chain):
        return EncryptedError("the PDF is locked with a password; save it without one")
    if any(isinstance(e, PDFEncryptionError) for e in chain):
        return EncryptedError("the PDF is encrypted in a way that cannot be read; save it without")
    if any(isinstance(e, PDFSyntaxError) for e in chain):
        return DamagedError("the PDF is damaged or cut off; export or copy it again")
    return DamagedError(f"the PDF cannot be opened ({type(error).__name__}); export it again")


def _read_page(recorder: PageRecorder, page: PDFPage, number: int) -> Page:
    """Turn a pdfminer page into a `Page`."""
    try:
        painting = recorder.record(page)
    except MemoryError:
        raise
    except Exception as error:
        # pdfminer meets content that is not what it should be with errors of every kind.
        cause = f"the page's content is damaged ({type(error).__name__})"
        raise DamagedError(cause, number) from error
    rulings, paths = read_strokes(painting.paths)
    layer = read_text_layer(painting)
    return Page(
        number=number,
        width=painting.width,
        height=painting.height,
        words=tuple(layer.words),
        rulings=tuple(rulings),
        paths=tuple(paths),
        pictures=tuple(painting.pictures),
        origin=layer.origin,
        untrusted=tuple(layer.untrusted),
        pictured=tuple(layer.pictured),
        notes=tuple(layer.notes),
    )
