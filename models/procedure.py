"""One of the step tables of an SOP."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.base import ContractModel
from models.kinds import FieldSpec, Kind


class Procedure(ContractModel):
    """A step table, or a captioned part of one: some SOPs hold several, one after the other."""

    caption: Annotated[str | None, FieldSpec(Kind.COLUMN, "Judul tabel", "Caption")] = Field(
        default=None, description="What is printed above the table, e.g. the procedure's name."
    )
    first_seq: int = Field(ge=1, description="`seq` of its first step.")
    last_seq: int = Field(ge=1, description="`seq` of its last step.")
    actors: Annotated[list[str], FieldSpec(Kind.COLUMN, "Pelaksana", "Actors")] = Field(
        default_factory=list, description="Its own Pelaksana columns, left to right."
    )
