"""One of the step tables of an SOP."""

from __future__ import annotations

from pydantic import Field

from models.base import ContractModel


class Procedure(ContractModel):
    """A step table, or a captioned part of one: some SOPs hold several, one after the other."""

    caption: str | None = Field(
        default=None, description="What is printed above the table, e.g. the procedure's name."
    )
    first_seq: int = Field(ge=1, description="`seq` of its first step.")
    last_seq: int = Field(ge=1, description="`seq` of its last step.")
    actors: list[str] = Field(
        default_factory=list, description="Its own Pelaksana columns, left to right."
    )
