"""A PDF's structure, opened with care before PDFium sees the file.

pdfminer reads the catalogue, the page tree and the dictionaries; what pages paint is PDFium's.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Rect

from extract.errors import DamagedError, DocumentError, EncryptedError
from extract.readers.pdf.streams import CarefulDocument, StreamWatch

# pdfminer tells of each oddity it meets; what matters of them becomes an error or a note.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class SoundPage(PDFPage):
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


@dataclass(slots=True)
class Structure:
    """A PDF's structure.

    Attributes:
        document: The document.
        pages: Its pages, as far as they can be found and as many as were asked for.
        more: Whether there are more.
        password: What opens it; "" where nothing is needed.
        lost: Why the pages behind these cannot be found; None where there are none.
        rebuilt: Whether its tables of objects lead nowhere, so that they were looked for.
    """

    document: CarefulDocument
    pages: list[PDFPage]
    more: bool = False
    password: str = ""
    lost: DocumentError | None = None
    rebuilt: bool = False


def open_structure(
    file: BinaryIO, watch: StreamWatch, passwords: Sequence[str], most: int
) -> Structure:
    """Return the structure of a PDF.

    Where its tables of objects lead nowhere, the objects are looked for in the whole file.

    Args:
        file: The file, open for reading.
        watch: How far its streams may be unpacked.
        passwords: Tried where it is locked.
        most: How many pages are wanted.

    Raises:
        EncryptedError: It is locked, and none of the passwords opens it.
        DamagedError: It cannot be read, or has no pages.
    """
    trouble: DocumentError = DamagedError("the PDF has no pages; export or scan it again")
    for rebuilt in (False, True):
        for password in ("", *passwords):
            try:
                document = CarefulDocument(file, watch, password, rebuilt=rebuilt)
                pages = SoundPage.create_pages(document)
                first = next(pages, None)
            except Exception as error:
                # A parser meets damage with errors of every kind.
                trouble = explain(error, passwords)
                if isinstance(trouble, EncryptedError):
                    continue
                break
            if first is not None:
                structure = Structure(document, [first], password=password, rebuilt=rebuilt)
                _list_pages(structure, pages, most)
                return structure
            break
        if isinstance(trouble, EncryptedError):
            break
    raise trouble


def _list_pages(structure: Structure, pages: Iterator[PDFPage], most: int) -> None:
    """List the pages behind the first."""
    try:
        for page in pages:
            if len(structure.pages) == most:
                structure.more = True
                return
            structure.pages.append(page)
    except Exception as error:
        structure.lost = explain(error)


def explain(error: Exception, passwords: Sequence[str] = ()) -> DocumentError:
    """Return the error that says what keeps a PDF from being opened."""
    if isinstance(error, (PDFPasswordIncorrect, UnicodeEncodeError)):
        if passwords:
            return EncryptedError("none of the passwords given opens the PDF; give it another one")
        return EncryptedError("the PDF is locked with a password; give it with --password")
    if isinstance(error, PDFEncryptionError):
        return EncryptedError("the PDF is encrypted in a way that cannot be read; save it without")
    if isinstance(error, RecursionError):
        return DamagedError("the parts of the PDF are nested too deeply")
    return DamagedError(
        f"the PDF is damaged or cut off ({type(error).__name__}); export or copy it again"
    )
