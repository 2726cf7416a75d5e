"""One row of the step table."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel
from models.duration import Duration


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
    number: str | None = Field(default=None, description="Number as printed, without its dot.")
    activity: str | None = Field(default=None, description="Uraian Kegiatan.")
    actors: list[str] = Field(
        default_factory=list, description="Whose column carries the symbol; empty where unknown."
    )
    actor_evidence: list[Evidence] = Field(
        default_factory=list,
        description="For each of the actors what tells it: a symbol, a mark such as X, or text; "
        "empty where a person put the actors right.",
    )
    symbol: Symbol | None = Field(default=None, description="The row's flowchart symbol.")
    requirements: str | None = Field(default=None, description="Kelengkapan or Persyaratan.")
    duration: Duration | None = Field(default=None, description="Waktu; null for an empty cell.")
    output: str | None = Field(default=None, description="Output.")
    remarks: str | None = Field(default=None, description="Keterangan.")
