"""A regulation that an SOP names as its legal basis."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class RegulationType(StrEnum):
    """Kinds of Indonesian regulation; regional and ministerial ones also have an issuer."""

    UUD = "UUD"
    TAP_MPR = "TAP-MPR"
    UU = "UU"
    PERPPU = "PERPPU"
    PP = "PP"
    PERPRES = "PERPRES"
    KEPPRES = "KEPPRES"
    INPRES = "INPRES"
    PERMEN = "PERMEN"
    KEPMEN = "KEPMEN"
    SE = "SE"
    PERBAN = "PERBAN"
    KEPBAN = "KEPBAN"
    PERDA = "PERDA"
    PERGUB = "PERGUB"
    PERBUP = "PERBUP"
    PERWALI = "PERWALI"
    KEPGUB = "KEPGUB"
    KEPBUP = "KEPBUP"
    KEPWALI = "KEPWALI"
    PERMA = "PERMA"
    PERDES = "PERDES"
    OTHER = "OTHER"


class Citation(ContractModel):
    """One item of Dasar Hukum: what is printed, and which regulation it names."""

    raw: str = Field(description="The item as printed.")
    type: RegulationType = Field(description="Kind of regulation.")
    issuer: str | None = Field(
        default=None, description="Who issued it, written out; null for UU, PP, PERPRES, ..."
    )
    number: str | None = Field(default=None, description="Number without leading zeros.")
    year: int | None = Field(default=None, ge=1900, le=2200, description="Year of issue.")
    subject: str | None = Field(default=None, description='What stands after "tentang".')
    slug: str | None = Field(
        default=None, description="Short name, number and year as the national portal joins them."
    )
