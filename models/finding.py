"""What a person should look at."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Scope(StrEnum):
    """What has to be looked at to find it."""

    RECORD = "record"
    BATCH = "batch"


class Finding(ContractModel):
    """Something in the document, or in how it was read, that a person should look at."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Stable kind of finding.")
    severity: Severity = Field(description="How much it matters.")
    scope: Scope = Field(
        default=Scope.RECORD,
        description="record: found in the record alone; batch: by comparing it with the others.",
    )
    field: str | None = Field(
        default=None, description="RFC 6901 pointer into the record; null for the whole record."
    )
    message: str = Field(description="What is wrong and what to do, in one sentence.")
    page: int | None = Field(default=None, ge=1, description="1-based page, where there is one.")
    others: list[str] = Field(
        default_factory=list, description="Ids of the other records it is about, if any."
    )
    accepted: bool = Field(
        default=False, description="Whether a person has looked at it and lets it stand."
    )
