"""An actor as it is printed, and the name that all its spellings share."""

from __future__ import annotations

from pydantic import Field

from models.base import ContractModel


class ActorName(ContractModel):
    """One spelling of an actor in an SOP."""

    printed: str = Field(description="As `actors` and the steps' `actors` have it.")
    canonical: str = Field(
        description='Written out, the same for all its spellings: "Kepala Subbagian Umum".'
    )
