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


class DurationKind(StrEnum):
    """What a Waktu cell says: how long, or something else.

    Attributes:
        DURATION: How long: "2 hari".
        FREQUENCY: How often: "setiap bulan", "2 kali seminggu".
        RELATIVE: How long before or after an event: "H-5", "3 hari sebelum rapat".
        CLOCK_TIME: When in the day: "08.00-09.00 WIB".
        DATE: When in the calendar: "awal bulan", "minggu ke-2", "Januari".
        SCHEDULE: As a schedule or the opening hours have it: "sesuai jadwal", "jam kerja".
        ANY_TIME: At any time: "setiap saat".
        IMMEDIATE: At once: "segera".
        AS_NEEDED: When there is need: "insidentil", "bila diperlukan".
        VARIABLE: As it may be: "tentatif", "kondisional", "beberapa hari".
        NUMBER: A number without a unit, in the cell or in the column's heading.
        UNKNOWN: Not understood.
    """

    DURATION = "duration"
    FREQUENCY = "frequency"
    RELATIVE = "relative"
    CLOCK_TIME = "clock_time"
    DATE = "date"
    SCHEDULE = "schedule"
    ANY_TIME = "any_time"
    IMMEDIATE = "immediate"
    AS_NEEDED = "as_needed"
    VARIABLE = "variable"
    NUMBER = "number"
    UNKNOWN = "unknown"


class CountedAs(StrEnum):
    """How `working_minutes` counts the printed unit; of a compound, its largest.

    Attributes:
        CLOCK: Minutes and hours as printed, also where they run round the clock ("1 x 24 jam").
        WORKING_DAYS: Days that the print calls working days.
        DAYS: Days that the print does not call working days; each is taken for one all the same.
        WEEKS: Weeks of the calendar's working days.
        MONTHS: Months, as a twelfth of a year's weeks.
        YEARS: Years of 365.25 / 7 weeks, without public holidays taken out.
    """

    CLOCK = "clock"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class WorkingBasis(ContractModel):
    """What `working_minutes` rests on."""

    counted_as: CountedAs = Field(description="How the printed unit is counted.")
    minutes_a_day: float | None = Field(
        default=None, description="The run's minutes a working day, where they count."
    )
    days_a_week: float | None = Field(
        default=None, description="The run's working days a week, where they count."
    )


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
    working_basis: WorkingBasis | None = Field(
        default=None, description="What `working_minutes` rests on."
    )
    kind: DurationKind = Field(
        default=DurationKind.UNKNOWN, description="Whether it is a duration, or what else."
    )
    approximate: bool = Field(default=False, description='Whether it is "about" so long.')
    per: str | None = Field(
        default=None,
        description='What it is for one of, as printed: "berkas"; "@" where only that is said.',
    )
    in_words: int | float | None = Field(
        default=None,
        ge=0,
        description='Number that is repeated otherwise in words: 3 in "2 (tiga) hari".',
    )
    several: bool = Field(
        default=False, description="Whether further, other durations follow the first one."
    )
