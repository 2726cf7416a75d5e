"""Which file, and which of its pages, a record was read from."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class TextOrigin(StrEnum):
    """Where a record's text came from."""

    DIGITAL = "digital"
    OCR = "ocr"
    MIXED = "mixed"
    PLAIN_TEXT = "plain-text"


class SourcePart(ContractModel):
    """One of several files that are the pages of one document."""

    path: str = Field(description="Its path, as that of a source.")
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="SHA-256 of its bytes, in hexadecimal."
    )
    pages: list[int] = Field(
        description="1-based numbers of the pages that it gives, counted over the document."
    )


class Source(ContractModel):
    """The file a record was read from."""

    path: str = Field(description="Path relative to the input root, with / between its parts.")
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="SHA-256 of the file's bytes, in hexadecimal; of a document of several files, "
        "of their hashes in hexadecimal, one after the other.",
    )
    media_type: str = Field(description="Media type found from the content, not the file's name.")
    pages: list[int] = Field(
        description="1-based numbers of the pages the SOP stands on; empty for plain text."
    )
    text_origin: TextOrigin = Field(description="Where the text came from.")
    parts: list[SourcePart] = Field(
        default_factory=list,
        description="The files of a document whose pages are files of their own, in order; `path` "
        "is that of the first, and pages are counted over all of them. Empty for one file.",
    )

    def file_of(self, page: int) -> tuple[str, str, int]:
        """Return the path and hash of the file that holds a page, and its number in that file.

        Args:
            page: 1-based number of the page in the document.
        """
        for part in self.parts:
            if page in part.pages:
                return part.path, part.sha256, part.pages.index(page) + 1
        return self.path, self.sha256, page

    def files(self) -> list[SourcePart]:
        """Return the files that hold its pages, each with those of its pages that the SOP has."""
        if not self.parts:
            return [SourcePart(path=self.path, sha256=self.sha256, pages=self.pages)]
        return [part for part in self.parts if not set(part.pages).isdisjoint(self.pages)]
