"""One SOP as the output contract has it."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from models.actor import ActorName
from models.base import ContractModel
from models.citation import Citation
from models.finding import Finding
from models.flow import FlowEdge
from models.grade import Grade
from models.header import Header
from models.kinds import FieldSpec, Kind
from models.procedure import Procedure
from models.provenance import Provenance
from models.review import Review
from models.source import Source
from models.step import Step

SCHEMA_VERSION: Final = "1.0"


class SopRecord(ContractModel):
    """One SOP Administrasi Pemerintahan (PermenPAN-RB 35/2012; Permendagri 52/2011)."""

    schema_version: Literal["1.0"] = Field(
        default=SCHEMA_VERSION, description="Version of this form; a change of meaning raises it."
    )
    id: str = Field(
        pattern=r"^[0-9a-f]{12}-[1-9][0-9]*$",
        description="First 12 hex digits of the file's SHA-256, then the SOP's position in it.",
    )
    source: Source = Field(description="The file the record was read from.")
    grade: Grade | None = Field(
        default=None, description="How well it was read; null where that was not asked."
    )
    review: Review | None = Field(
        default=None, description="A person's review; null where nobody has begun one."
    )
    header: Header = Field(default_factory=Header, description="The identity sheet's values.")
    legal_basis: Annotated[
        list[Citation], FieldSpec(Kind.CITATION, "Dasar Hukum", "Legal basis")
    ] = Field(default_factory=list, description="Dasar Hukum.")
    qualifications: Annotated[
        list[str], FieldSpec(Kind.PROSE, "Kualifikasi Pelaksana", "Qualifications")
    ] = Field(default_factory=list, description="Kualifikasi Pelaksana.")
    related_sops: Annotated[list[str], FieldSpec(Kind.PROSE, "Keterkaitan", "Related SOPs")] = (
        Field(default_factory=list, description="Keterkaitan.")
    )
    equipment: Annotated[
        list[str], FieldSpec(Kind.PROSE, "Peralatan/Perlengkapan", "Equipment")
    ] = Field(default_factory=list, description="Peralatan/Perlengkapan.")
    warnings: Annotated[list[str], FieldSpec(Kind.PROSE, "Peringatan", "Warnings")] = Field(
        default_factory=list, description="Peringatan."
    )
    records: Annotated[list[str], FieldSpec(Kind.PROSE, "Pencatatan dan Pendataan", "Records")] = (
        Field(default_factory=list, description="Pencatatan dan Pendataan.")
    )
    extra_sections: Annotated[
        dict[str, list[str]], FieldSpec(Kind.PROSE, "Kotak lain", "Other boxes")
    ] = Field(
        default_factory=dict, description="Boxes the contract has no field for, by their heading."
    )
    actors: Annotated[list[str], FieldSpec(Kind.COLUMN, "Pelaksana", "Actors")] = Field(
        default_factory=list, description="The Pelaksana columns, left to right."
    )
    actor_names: list[ActorName] = Field(
        default_factory=list,
        description="Each spelling of the columns' and steps' actors, with the name it stands for.",
    )
    steps: list[Step] = Field(default_factory=list, description="The step table.")
    procedures: list[Procedure] = Field(
        default_factory=list,
        description="The step tables, in order; their steps are in `steps`, `seq` running on.",
    )
    flow: Annotated[list[FlowEdge], FieldSpec(Kind.ARROW, "Alur", "Flow")] = Field(
        default_factory=list, description="The arrows between steps."
    )
    findings: list[Finding] = Field(default_factory=list, description="What to look at.")
    provenance: dict[str, Provenance] = Field(
        default_factory=dict, description="RFC 6901 pointer of a value -> where it was read."
    )
