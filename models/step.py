"""One row of the step table."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import ContractModel
from models.duration import Duration
from models.kinds import FieldSpec, Kind


class Symbol(StrEnum):
    """The flowchart symbols of PermenPAN-RB 35/2012."""

    TERMINATOR = "terminator"
    PROCESS = "process"
    DECISION = "decision"
    DOCUMENT = "document"
    CONNECTOR = "connector"


class Evidence(StrEnum):
    """What tells that an actor does a step."""

    SYMBOL = "symbol"
    MARK = "mark"
    TEXT = "text"


class Step(ContractModel):
    """One row of the step table, cells in the document's own wording."""

    seq: int = Field(ge=1, description="1-based position; what `flow` refers to.")
    number: Annotated[str | None, FieldSpec(Kind.ROW_NUMBER, "No", "No")] = Field(
        default=None, description="Number as printed, without its dot."
    )
    activity: Annotated[str | None, FieldSpec(Kind.PROSE, "Kegiatan", "Activity")] = Field(
        default=None, description="Uraian Kegiatan."
    )
    actors: Annotated[list[str], FieldSpec(Kind.SWIMLANE, "Pelaksana", "Actors")] = Field(
        default_factory=list, description="Whose column carries the symbol; empty where unknown."
    )
    actor_evidence: list[Evidence] = Field(
        default_factory=list,
        description="For each of the actors what tells it: a symbol, a mark such as X, or text; "
        "empty where a person put the actors right.",
    )
    symbol: Annotated[Symbol | None, FieldSpec(Kind.SYMBOL, "Simbol", "Symbol")] = Field(
        default=None, description="The row's flowchart symbol."
    )
    requirements: Annotated[str | None, FieldSpec(Kind.PROSE, "Kelengkapan", "Requirements")] = (
        Field(default=None, description="Kelengkapan or Persyaratan.")
    )
    duration: Annotated[Duration | None, FieldSpec(Kind.DURATION, "Waktu", "Time")] = Field(
        default=None, description="Waktu; null for an empty cell."
    )
    output: Annotated[str | None, FieldSpec(Kind.PROSE, "Output", "Output")] = Field(
        default=None, description="Output."
    )
    remarks: Annotated[str | None, FieldSpec(Kind.PROSE, "Keterangan", "Remarks")] = Field(
        default=None, description="Keterangan."
    )
