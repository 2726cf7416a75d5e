"""PDF files: pages with their text layer, recognised where there is none that can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extract.bounds.budget import Allowance
from extract.errors import DocumentError
from extract.readers.reader import (
    Certainty,
    DrawnPage,
    Match,
    Member,
    PageContent,
    Reader,
    SourceFile,
)
from extract.settings import Settings

MEDIA_TYPE = "application/pdf"
_SIGNATURE = b"%PDF-"
# Bytes within which the header may follow garbage (ISO 32000-1, annex H.3.4.1).
HEADER_WITHIN = 1024


class PdfReader(Reader):
    """Reads PDF files."""

    media_types = (MEDIA_TYPE,)
    suffixes = frozenset({".pdf"})
    bounds = frozenset({"max_pages", "max_pixels", "max_content", "max_marks", "max_nesting"})
    has_page_images = True
    carries_files = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file is a PDF where the header is near its beginning."""
        if file.head.startswith(_SIGNATURE):
            return Match(MEDIA_TYPE, Certainty.SIGNED)
        if _SIGNATURE in file.head[:HEADER_WITHIN]:
            return Match(MEDIA_TYPE, Certainty.HINTED)
        return None

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        """Return the pages of a PDF."""
        from extract.readers.pages import read_pdf_pages

        return PageContent(read_pdf_pages(file.path, settings, allowance))

    def attachments(self, file: SourceFile) -> Iterator[Member]:
        """Yield the files embedded in a PDF."""
        from extract.readers.archives.attachments import pdf_members

        return pdf_members(file.open)

    def draw(
        self, file: SourceFile, numbers: Collection[int], dpi: int, settings: Settings
    ) -> Iterator[DrawnPage]:
        """Draw pages as a viewer shows them."""
        from extract.readers.pictures import DrawnPdf

        passwords = [password.get_secret_value() for password in settings.passwords]
        with DrawnPdf(file.path, settings.limits, passwords) as pdf:
            problem: DocumentError | None = None
            last = 0
            try:
                last = pdf.pages
            except DocumentError as error:
                problem = error
            for number in sorted(numbers):
                if problem is not None:
                    yield DrawnPage(number, None, 1.0, problem)
                elif number <= last:
                    try:
                        yield DrawnPage(number, *pdf.draw(number, dpi))
                    except DocumentError as error:
                        yield DrawnPage(number, None, 1.0, error)


READER = PdfReader()
