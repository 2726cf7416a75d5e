"""The words of a document's pages, as `extract.storage.page_text` wrote them in the run."""

from __future__ import annotations

import gzip
import zlib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.review.limits import PAGE_LIMITS
from extract.storage.page_text import VERSION, words_file


class PageWords(BaseModel):
    """The words of a page.

    Attributes:
        number: 1-based number of the page in its document.
        width: The page's width in points as the file shows it; None where it is not known.
        height: The page's height, in the same way.
        turned: By how many degrees clockwise it must be turned to read right: 0, 90, 180, 270.
        words: Line by line, each its text, its box (x0, top, x1, bottom in points from the top
            left of the page as the file shows it), and how sure the text is, 0 to 1.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    width: float | None
    height: float | None
    turned: int
    words: tuple[tuple[str, float, float, float, float, float], ...]


class DocumentText(BaseModel):
    """The text of a document as it was read.

    Attributes:
        version: Of the file's form.
        lines: The lines of a document without pages; None where there are pages.
        pages: Its pages, in order.
    """

    model_config = ConfigDict(frozen=True)

    version: int
    lines: tuple[str, ...] | None
    pages: tuple[PageWords, ...]

    def page(self, number: int) -> PageWords | None:
        """Return the page with a 1-based number; None where there is none."""
        return next((page for page in self.pages if page.number == number), None)


def read_document_text(output: Path, sha256: str) -> DocumentText | None:
    """Return the text of a document.

    Args:
        output: The output folder of the run.
        sha256: The SHA-256 of the document, in hexadecimal.

    Returns:
        The text; None where none was kept, as by an earlier version of this program, or where
        what was kept cannot be read. Reading the document again brings it.
    """
    path = words_file(output, sha256)
    try:
        status = path.stat()
    except OSError:
        return None
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(PAGE_LIMITS.max_documents)
def _read(path: Path, changed: int, size: int) -> DocumentText | None:
    """Return what a file in a certain state holds."""
    try:
        text = DocumentText.model_validate_json(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, ValidationError):
        return None
    return text if text.version == VERSION else None
