"""The identity sheet's single values."""

from __future__ import annotations

from pydantic import Field

from models.base import ContractModel
from models.region import Region

# A date as precisely as it is printed: a year, a month, or a day.
ISO_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class Approver(ContractModel):
    """Who approved the SOP (Disahkan oleh)."""

    position: str | None = Field(default=None, description="Office held, as printed.")
    name: str | None = Field(default=None, description="Name with titles, as printed.")
    rank: str | None = Field(default=None, description="Pangkat and golongan, as printed.")
    nip: str | None = Field(
        default=None,
        pattern=r"^\d{18}$",
        description="NIP (civil servant's number): 18 digits without blanks.",
    )


class Header(ContractModel):
    """The identity sheet's single values, in the document's own wording."""

    government: str | None = Field(default=None, description="The government line.")
    agency: str | None = Field(default=None, description="The office (OPD) under it.")
    unit: str | None = Field(default=None, description="Bidang, bagian, seksi, UPTD below it.")
    address: str | None = Field(default=None, description="Postal address.")
    phone: str | None = Field(default=None, description="Telephone or fax number.")
    email: str | None = Field(default=None, description="E-mail address.")
    website: str | None = Field(default=None, description="Web address.")
    sop_number: str | None = Field(default=None, description="Nomor SOP.")
    title: str | None = Field(default=None, description="Nama SOP.")
    created_on: str | None = Field(
        default=None,
        pattern=ISO_DATE,
        description="Tanggal Pembuatan, ISO 8601, as precise as printed.",
    )
    revised_on: str | None = Field(
        default=None, pattern=ISO_DATE, description="Tanggal Revisi, ISO 8601."
    )
    effective_on: str | None = Field(
        default=None, pattern=ISO_DATE, description="Tanggal Efektif or Pengesahan, ISO 8601."
    )
    approver: Approver = Field(default_factory=Approver, description="Disahkan oleh.")
    region: Region | None = Field(
        default=None,
        description="The region that government, agency and unit name, written out.",
    )


# The values that stand by themselves, in the sheet's order, and those of who approved it.
HEADER_VALUES = tuple(name for name in Header.model_fields if name not in ("approver", "region"))
APPROVER_VALUES = tuple(Approver.model_fields)
