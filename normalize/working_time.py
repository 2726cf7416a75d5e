"""The working minutes of a duration by an office's calendar, and what they are based on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.duration import CountedAs, DurationUnit, WorkingBasis

# Perpres 21/2023, article 4: 37.5 hours a week on five days, breaks not counted.
MINUTES_A_DAY = 450.0
DAYS_A_WEEK = 5.0
# Mean length of a year of the Julian calendar; the Gregorian one's differs by 11 minutes.
_DAYS_A_YEAR = 365.25
_DAYS_A_CALENDAR_WEEK = 7
_MONTHS_A_YEAR = 12
_MINUTES_AN_HOUR = 60
_COUNTED_AS = {
    DurationUnit.MINUTE: CountedAs.CLOCK,
    DurationUnit.HOUR: CountedAs.CLOCK,
    DurationUnit.DAY: CountedAs.DAYS,
    DurationUnit.WORKING_DAY: CountedAs.WORKING_DAYS,
    DurationUnit.WEEK: CountedAs.WEEKS,
    DurationUnit.MONTH: CountedAs.MONTHS,
    DurationUnit.YEAR: CountedAs.YEARS,
}
_DAYS = (CountedAs.DAYS, CountedAs.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """An office's working time.

    Attributes:
        minutes_a_day: Working minutes of a day (450: Perpres 21/2023, article 4).
        days_a_week: Working days of a week.
    """

    minutes_a_day: float = MINUTES_A_DAY
    days_a_week: float = DAYS_A_WEEK

    def minutes_of(self, unit: DurationUnit) -> float:
        """Return the working minutes of one of a unit.

        A day has `minutes_a_day`, a week `days_a_week` days, a year 365.25 / 7 weeks (public
        holidays are not subtracted), a month a twelfth of a year.
        """
        week = self.minutes_a_day * self.days_a_week
        year = week * _DAYS_A_YEAR / _DAYS_A_CALENDAR_WEEK
        return {
            DurationUnit.MINUTE: 1,
            DurationUnit.HOUR: _MINUTES_AN_HOUR,
            DurationUnit.DAY: self.minutes_a_day,
            DurationUnit.WORKING_DAY: self.minutes_a_day,
            DurationUnit.WEEK: week,
            DurationUnit.MONTH: year / _MONTHS_A_YEAR,
            DurationUnit.YEAR: year,
        }[unit]

    def basis_of(self, units: Iterable[DurationUnit]) -> WorkingBasis:
        """Return what the working minutes of a duration are based on.

        Args:
            units: The units of its parts; the largest counts.
        """
        order = list(DurationUnit)
        counted = _COUNTED_AS[max(units, key=order.index)]
        if counted is CountedAs.CLOCK:
            return WorkingBasis(counted_as=counted)
        days = None if counted in _DAYS else self.days_a_week
        return WorkingBasis(counted_as=counted, minutes_a_day=self.minutes_a_day, days_a_week=days)
