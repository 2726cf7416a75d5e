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


class Source(ContractModel):
    """The file a record was read from."""

    path: str = Field(description="Path relative to the input root, with / between its parts.")
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file's bytes, in hexadecimal."
    )
    media_type: str = Field(description="Media type found from the content, not the file's name.")
    pages: list[int] = Field(
        description="1-based numbers of the pages the SOP stands on; empty for plain text."
    )
    text_origin: TextOrigin = Field(description="Where the text came from.")
