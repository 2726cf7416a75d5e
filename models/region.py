"""The region whose government an SOP is of."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class RegionLevel(StrEnum):
    """Levels of government below the state's, the district's and village's included."""

    PROVINCE = "provinsi"
    REGENCY = "kabupaten"
    CITY = "kota"
    DISTRICT = "kecamatan"
    WARD = "kelurahan"
    VILLAGE = "desa"


class Region(ContractModel):
    """A region written out, as the table of regions has it; the print stays in the header."""

    level: RegionLevel = Field(description="The lowest level that the letterhead names.")
    name: str = Field(description='The region with its level: "Kecamatan Halong".')
    regency: str | None = Field(
        default=None, description='The regency or city: "Kabupaten Balangan".'
    )
    province: str | None = Field(
        default=None,
        description='The province: "Provinsi Kalimantan Selatan"; null where it is not known.',
    )
