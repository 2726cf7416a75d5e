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


class LinkRelation(StrEnum):
    """What another regulation that an item names is to the item's own."""

    AMENDED_BY = "amended_by"
    AMENDS = "amends"
    IMPLEMENTS = "implements"
    REVOKED_BY = "revoked_by"
    JOINED = "joined"
    MENTIONED = "mentioned"


class CitationLink(ContractModel):
    """Another regulation that an item of Dasar Hukum names besides its own."""

    relation: LinkRelation = Field(
        description="What it is to the item's own: joined by a comma or 'jo.', or what is said."
    )
    type: RegulationType = Field(description="Kind of regulation.")
    issuer: str | None = Field(default=None, description="Who issued it, written out.")
    number: str | None = Field(default=None, description="Number without leading zeros.")
    year: int | None = Field(default=None, ge=1900, le=2200, description="Year of issue.")
    slug: str | None = Field(default=None, description="As that of a citation.")
    uri: str | None = Field(default=None, description="As that of a citation.")


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
    uri: str | None = Field(
        default=None,
        description="Name after Akoma Ntoso, a convention of this project: "
        '"/akn/id/act/permen-dagri/2011/52".',
    )
    links: list[CitationLink] = Field(
        default_factory=list, description="Other regulations that the item names."
    )
