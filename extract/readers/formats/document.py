"""Word documents (DOCX, DOCM): their tables and drawings, read without any office program."""

from __future__ import annotations

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, Match, PageContent, Reader, SourceFile
from extract.settings import Settings


class DocumentReader(Reader):
    """Reads Word documents: a page for each stretch between hard page breaks."""

    media_types = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroEnabled.12",
    )
    suffixes = frozenset({".docx", ".docm", ".dotx", ".dotm"})

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file is a Word document where the package in it says so."""
        from extract.readers.office.kinds import zip_kind

        kind = zip_kind(file)
        return Match(kind.value, Certainty.INSPECTED) if kind in self.media_types else None

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> PageContent:
        """Return the pages of a document."""
        from extract.readers.office.docx.read import read_document

        return PageContent(read_document(file.data))


READER = DocumentReader()
