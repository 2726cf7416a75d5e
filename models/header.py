"""The identity sheet's single values.

A field is declared here, once: its type, its description and, as a `FieldSpec`, what it is. Beside
that a new field needs the spellings of its label, and nothing more (see `models.fields`).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.base import ContractModel
from models.kinds import FieldSpec, Kind
from models.region import Region

# A date as precisely as it is printed: a year, a month, or a day.
ISO_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
IsoDate = Annotated[str, Field(pattern=ISO_DATE)]


class Approver(ContractModel):
    """Who approved the SOP (Disahkan oleh)."""

    position: Annotated[
        str | None, FieldSpec(Kind.POSITION, "Jabatan pengesah", "Approver's position")
    ] = Field(default=None, description="Office held, as printed.")
    name: Annotated[str | None, FieldSpec(Kind.PERSON, "Nama pengesah", "Approver's name")] = Field(
        default=None, description="Name with titles, as printed."
    )
    rank: Annotated[str | None, FieldSpec(Kind.RANK, "Pangkat", "Rank")] = Field(
        default=None, description="Pangkat and golongan, as printed."
    )
    nip: Annotated[str | None, FieldSpec(Kind.NIP, "NIP", "NIP")] = Field(
        default=None,
        pattern=r"^\d{18}$",
        description="NIP (civil servant's number): 18 digits without blanks.",
    )


class Header(ContractModel):
    """The identity sheet's single values, in the document's own wording."""

    government: Annotated[str | None, FieldSpec(Kind.HEADING, "Pemerintah", "Government")] = Field(
        default=None, description="The government line."
    )
    agency: Annotated[str | None, FieldSpec(Kind.HEADING, "Perangkat daerah", "Agency")] = Field(
        default=None, description="The office (OPD) under it."
    )
    unit: Annotated[str | None, FieldSpec(Kind.HEADING, "Unit", "Unit")] = Field(
        default=None, description="Bidang, bagian, seksi, UPTD below it."
    )
    address: Annotated[str | None, FieldSpec(Kind.ADDRESS, "Alamat", "Address")] = Field(
        default=None, description="Postal address."
    )
    phone: Annotated[str | None, FieldSpec(Kind.PHONE, "Telepon", "Phone")] = Field(
        default=None, description="Telephone or fax number."
    )
    email: Annotated[str | None, FieldSpec(Kind.EMAIL, "Surel", "E-mail")] = Field(
        default=None, description="E-mail address."
    )
    website: Annotated[str | None, FieldSpec(Kind.WEBSITE, "Laman", "Website")] = Field(
        default=None, description="Web address."
    )
    sop_number: Annotated[str | None, FieldSpec(Kind.IDENTIFIER, "Nomor SOP", "SOP number")] = (
        Field(default=None, description="Nomor SOP.")
    )
    title: Annotated[str | None, FieldSpec(Kind.HEADING, "Nama SOP", "Title")] = Field(
        default=None, description="Nama SOP."
    )
    created_on: Annotated[
        IsoDate | None, FieldSpec(Kind.DATE, "Tanggal Pembuatan", "Created on")
    ] = Field(default=None, description="Tanggal Pembuatan, ISO 8601, as precise as printed.")
    revised_on: Annotated[IsoDate | None, FieldSpec(Kind.DATE, "Tanggal Revisi", "Revised on")] = (
        Field(default=None, description="Tanggal Revisi, ISO 8601.")
    )
    effective_on: Annotated[
        IsoDate | None,
        FieldSpec(
            Kind.DATE, "Tanggal Efektif", "Effective on", or_else=("approved_on", "in_force_on")
        ),
    ] = Field(
        default=None,
        description="Tanggal Efektif, ISO 8601; where none is printed, Tanggal Pengesahan, else "
        "Tanggal Berlaku.",
    )
    approved_on: Annotated[
        IsoDate | None, FieldSpec(Kind.DATE, "Tanggal Pengesahan", "Approved on", since="0.2.0")
    ] = Field(default=None, description="Tanggal Pengesahan, ISO 8601; null where none is printed.")
    in_force_on: Annotated[
        IsoDate | None, FieldSpec(Kind.DATE, "Tanggal Berlaku", "In force on", since="0.2.0")
    ] = Field(default=None, description="Tanggal Berlaku, ISO 8601; null where none is printed.")
    checked_on: Annotated[
        IsoDate | None, FieldSpec(Kind.DATE, "Tanggal Diperiksa", "Checked on", since="0.2.0")
    ] = Field(default=None, description="Tanggal Diperiksa, ISO 8601; null where none is printed.")
    approver: Approver = Field(default_factory=Approver, description="Disahkan oleh.")
    region: Region | None = Field(
        default=None,
        description="The region that government, agency and unit name, written out.",
    )
