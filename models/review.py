"""The state of a record's review, and how many values were corrected."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class ReviewState(StrEnum):
    """How far the review of a record is."""

    STARTED = "started"
    DONE = "done"


class Review(ContractModel):
    """A person's review, whose corrections the record's values carry already."""

    state: ReviewState = Field(description="done once a person has signed the record off.")
    revision: int = Field(
        ge=1, description="How many entries of the journal on this record are carried."
    )
    by: str = Field(description="Who made the last of them.")
    at: str = Field(description="When, ISO 8601 in UTC.")
    corrected: int = Field(ge=0, description="How many values a person changed.")
    confirmed: int = Field(ge=0, description="How many values a person let stand as they were.")
    conflicts: int = Field(
        ge=0,
        description="How many values a newer extraction reads otherwise than it did when a person "
        "changed or confirmed them; the person's stand until that is settled.",
    )
