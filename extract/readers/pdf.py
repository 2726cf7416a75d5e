"""PDF pages as `Page`s.

Pages are read one at a time and forgotten, so that memory stays flat however long the file is.
pdfplumber's PDF holds the file and its fonts, within bounds (`extract.readers.opened`); what its
pages paint is taken down by `extract.readers.painting`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Rect

from extract.bounds.budget import Allowance
from extract.bounds.limits import Limits
from extract.bounds.losses import page_cut_short, page_damaged, pages_lost, unread_page
from extract.errors import DamagedError, DocumentError, EncryptedError
from extract.readers.opened import CarefulPdf
from extract.readers.painting import PageRecorder, PageSizeError
from extract.readers.streams import Loss, StreamWatch
from extract.readers.strokes import read_strokes
from extract.readers.trust import read_text_layer
from extract.readers.turning import Turner
from models.page import Page, PageNote

# pdfminer tells of each oddity it meets; what matters of them becomes an error or a note here.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

# What a PDF that cannot be opened may have, apart from damage.
_DEEP = "the parts of the PDF are nested too deeply"


def read_pdf(
    path: Path,
    limits: Limits | None = None,
    passwords: Sequence[str] = (),
    allowance: Allowance | None = None,
) -> Iterator[Page]:
    """Read the pages of a PDF, in order, one at a time.

    Args:
        path: The file.
        limits: How much of it is read; the usual where it is None.
        passwords: Tried where the file is locked.
        allowance: When to stop; what the limits say where it is None.

    Yields:
        A page each; coordinates follow the page's /Rotate, and those of a page whose text is
        drawn sideways follow its text. A damaged page comes empty; a note says so, as on pages
        of which a limit cut something off.

    Raises:
        EncryptedError: The file needs a password, or another one.
        DamagedError: The file's structure is broken, or it has no pages.
    """
    limits = limits or Limits()
    allowance = allowance or Allowance(limits)
    watch = StreamWatch(limits.content)
    with path.open("rb") as file:
        pdf, pages, first = _open(file, watch, passwords)
        found: PDFPage | None = first
        recorder = PageRecorder(pdf.rsrcmgr, limits)
        turner = Turner()
        number = 0
        while found is not None:
            number += 1
            notes: list[PageNote] = []
            page = turner.turn_upright(_read_page(recorder, found, number, watch, limits))
            try:
                found = next(pages, None)
            except Exception as error:
                found = None
                notes.append(pages_lost(number, _explain(error).cause))
            end = allowance.end_after(number) if found else None
            if end is not None:
                found = None
                notes.append(end)
            yield page.noted(notes)


class _SoundPage(PDFPage):
    """A page that has a box whatever the file says."""

    def _parse_mediabox(self, value: Any) -> Rect:
        """Return the page's box; that of a sheet of paper where the file gives none."""
        try:
            return super()._parse_mediabox(value)
        except (TypeError, ValueError):
            return super()._parse_mediabox(None)

    def _parse_cropbox(self, value: Any, mediabox: Rect) -> Rect:
        """Return the visible part of the page's box; all of it where the file gives none."""
        try:
            return super()._parse_cropbox(value, mediabox)
        except (TypeError, ValueError):
            return mediabox


def _open(
    file: BufferedReader, watch: StreamWatch, passwords: Sequence[str]
) -> tuple[CarefulPdf, Iterator[PDFPage], PDFPage]:
    """Return a PDF, its pages, and the first of them.

    Where its tables of objects lead nowhere, the objects are looked for in the whole file.

    Raises:
        EncryptedError: It is locked, and none of the passwords opens it.
        DamagedError: It cannot be read, or has no pages.
    """
    trouble: DocumentError = DamagedError("the PDF has no pages; export or scan it again")
    for rebuilt in (False, True):
        for password in ("", *passwords):
            try:
                pdf = CarefulPdf(file, watch, password, rebuilt=rebuilt)
                pages = _SoundPage.create_pages(pdf.doc)
                found = next(pages, None)
            except Exception as error:
                # A parser meets damage with errors of every kind.
                trouble = _explain(error, passwords)
                if isinstance(trouble, EncryptedError):
                    continue
                break
            if found is not None:
                return pdf, pages, found
            break
        if isinstance(trouble, EncryptedError):
            break
    raise trouble


def _explain(error: Exception, passwords: Sequence[str] = ()) -> DocumentError:
    """Return the error that says what keeps a PDF from being opened."""
    if isinstance(error, (PDFPasswordIncorrect, UnicodeEncodeError)):
        if passwords:
            return EncryptedError("none of the passwords given opens the PDF; give it another one")
        return EncryptedError("the PDF is locked with a password; give it with --password")
    if isinstance(error, PDFEncryptionError):
        return EncryptedError("the PDF is encrypted in a way that cannot be read; save it without")
    if isinstance(error, RecursionError):
        return DamagedError(_DEEP)
    return DamagedError(
        f"the PDF is damaged or cut off ({type(error).__name__}); export or copy it again"
    )


def _read_page(
    recorder: PageRecorder, page: PDFPage, number: int, watch: StreamWatch, limits: Limits
) -> Page:
    """Turn a pdfminer page into a `Page`."""
    try:
        painting = recorder.record(page)
    except PageSizeError as error:
        return unread_page(number, DamagedError(str(error)))
    except MemoryError:
        raise
    except Exception as error:
        # pdfminer meets content that is not what it should be with errors of every kind.
        kind = "too deep" if isinstance(error, RecursionError) else type(error).__name__
        return unread_page(number, DamagedError(f"the page's content is damaged ({kind})", number))
    rulings, paths = read_strokes(painting.paths)
    layer = read_text_layer(painting)
    losses = watch.take()
    cut = sorted(painting.limits | ({"max_content"} if Loss.LIMIT in losses else set()))
    notes = [page_cut_short(limit, getattr(limits, limit)) for limit in cut]
    if Loss.DAMAGE in losses:
        notes.append(page_damaged())
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
        notes=(*layer.notes, *notes),
    )
