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
    """Of what a finding tells."""

    RECORD = "record"
    TEMPLATE = "template"
    OFFICE = "office"
    BATCH = "batch"


class Concern(StrEnum):
    """Which list a finding belongs to."""

    DOCUMENT = "document"
    READING = "reading"


class Finding(ContractModel):
    """Something in the document, or in how it was read, that a person should look at."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Stable kind of finding.")
    severity: Severity = Field(description="How much it matters.")
    scope: Scope = Field(
        default=Scope.RECORD,
        description="record: of this SOP alone; template: in the same words in many SOPs of the "
        "office; office: a habit of the office, in a large part of its SOPs; batch: found by "
        "comparing the record with the others.",
    )
    group_id: str | None = Field(
        default=None,
        description="Id that the findings of one cause share over the SOPs of an office, or of one "
        "cluster of SOPs; null for a finding that stands alone.",
    )
    concerns: Concern = Field(
        default=Concern.READING,
        description="document: the office should mend the SOP; reading: a person should compare "
        "the record with the source.",
    )
    field: str | None = Field(
        default=None, description="RFC 6901 pointer into the record; null for the whole record."
    )
    message: str = Field(
        description="What is wrong and what to do, in one sentence or two, in the run's language."
    )
    wording: str | None = Field(
        default=None, description="Which of its code's messages it has; null where there is one."
    )
    params: dict[str, str | int | list[str]] = Field(
        default_factory=dict,
        description="What is filled in in the message, so that it can be told in any language.",
    )
    page: int | None = Field(default=None, ge=1, description="1-based page, where there is one.")
    others: list[str] = Field(
        default_factory=list, description="Ids of the other records it is about, if any."
    )
    accepted: bool = Field(
        default=False, description="Whether a person has looked at it and lets it stand."
    )
