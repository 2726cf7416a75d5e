"""How long a step takes (Mutu Baku: Waktu)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from models.base import ContractModel


class DurationUnit(StrEnum):
    """The printed unit of a duration."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Duration(ContractModel):
    """A duration as printed and what it means."""

    raw: str = Field(description="The cell as printed.")
    min: int | float | None = Field(default=None, ge=0, description="Least, in `unit`.")
    max: int | float | None = Field(default=None, ge=0, description="Most, in `unit`.")
    unit: DurationUnit | None = Field(default=None, description="The printed unit.")
    iso8601: str | None = Field(default=None, description="ISO 8601 duration of `max`.")
    working_minutes: int | float | None = Field(
        default=None, ge=0, description="Working minutes of `max` by the run's calendar."
    )
