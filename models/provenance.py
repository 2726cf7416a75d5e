"""Where a value was read."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class Origin(StrEnum):
    """Who says what a value is."""

    EXTRACTED = "extracted"
    REVIEWED = "reviewed"


class Provenance(ContractModel):
    """Where a value was read and how sure we are of it."""

    page: int | None = Field(default=None, ge=1, description="1-based page; null in plain text.")
    bbox: tuple[float, float, float, float] | None = Field(
        default=None,
        description="x0, top, x1, bottom in PDF points from the page's top left; null in text.",
    )
    line: int | None = Field(
        default=None, ge=1, description="1-based line where the value begins; plain text only."
    )
    cell: str | None = Field(
        default=None,
        exclude_if=lambda cell: cell is None,
        description="Sheet and cell where the value begins, as Cover!C5; workbooks only.",
    )
    raw: str | None = Field(
        default=None,
        description="What was recognised, or read before a person corrected it, where the value "
        "differs from it; else null.",
    )
    confidence: float = Field(ge=0, le=1, description="How sure we are of the value, 0 to 1.")
    origin: Origin = Field(
        default=Origin.EXTRACTED,
        description="reviewed where a person corrected or confirmed the value.",
    )
