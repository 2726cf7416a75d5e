"""Word documents (DOCX, DOCM): their tables and drawings, read without any office program."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, DrawnPage, Match, PageContent, Reader, SourceFile
from extract.settings import Settings


class DocumentReader(Reader):
    """Reads Word documents: a page for each stretch between hard page breaks."""

    media_types = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroEnabled.12",
    )
    suffixes = frozenset({".docx", ".docm", ".dotx", ".dotm"})
    has_page_images = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file is a Word document where the package in it says so."""
        from extract.readers.office.kinds import zip_kind

        kind = zip_kind(file)
        return Match(kind.value, Certainty.INSPECTED) if kind in self.media_types else None

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        """Return the pages of a document."""
        from extract.readers.office.docx.read import read_document

        return PageContent(read_document(file.data))

    def draw(
        self, file: SourceFile, numbers: Collection[int], dpi: int, settings: Settings
    ) -> Iterator[DrawnPage]:
        """Draw pages in plain lines: Word would break them elsewhere."""
        from extract.readers.office.docx.read import read_document
        from extract.readers.office.picture import draw_plainly

        return draw_plainly(read_document(file.data), numbers, dpi)


READER = DocumentReader()
