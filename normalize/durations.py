"""How long a step takes: the wording of a Waktu cell to a `Duration`, and back.

A cell is cut into marked tokens (`normalize.duration_tokens`), in which a small grammar finds the
durations (`normalize.duration_grammar`). What the first of them means is told here; what a cell
without one says instead, by `normalize.duration_kinds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from models.duration import Duration, DurationKind, DurationUnit
from normalize.duration_grammar import (
    UNIT_ORDER,
    Expression,
    Part,
    find_bound,
    find_expressions,
    find_rate,
    is_about,
)
from normalize.duration_kinds import classify_wording
from normalize.duration_tokens import Kind, Token, only_unit, tokenize
from normalize.tables import load_toml
from normalize.text import blank_to_none
from normalize.working_time import DAYS_A_WEEK, MINUTES_A_DAY, WorkingCalendar

# The contract's units from small to large; a compound is given in its smallest.
_UNITS = list(DurationUnit)
_CLOCK = ("second", "minute", "hour")
_ISO_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "working_day": "D", "week": "W",
    "month": "M", "year": "Y",
}  # fmt: skip
# Calendar minutes of each unit, for comparing amounts: a month has 30 days, a year twelve months.
_HOUR = 60
_DAY = 24 * _HOUR
_MONTH = 30 * _DAY
_CALENDAR_MINUTES = {
    DurationUnit.MINUTE: 1, DurationUnit.HOUR: _HOUR, DurationUnit.DAY: _DAY,
    DurationUnit.WORKING_DAY: _DAY, DurationUnit.WEEK: 7 * _DAY, DurationUnit.MONTH: _MONTH,
    DurationUnit.YEAR: 12 * _MONTH,
}  # fmt: skip


class _Span(NamedTuple):
    """An amount in a unit of the contract."""

    low: float
    high: float
    unit: DurationUnit


def parse_duration(
    text: str,
    column_unit: str | None = None,
    minutes_a_day: float = MINUTES_A_DAY,
    days_a_week: float = DAYS_A_WEEK,
) -> Duration | None:
    """Return what a duration cell says; None for a cell with nothing in it.

    Args:
        text: The cell as printed.
        column_unit: What the column's heading says of the unit, e.g. "Menit" or
            "Waktu (Menit)"; it counts where the cell holds a number alone.
        minutes_a_day: Working minutes of a day (450: Perpres 21/2023, article 4).
        days_a_week: Working days of a week.

    Returns:
        A duration whose `raw` is the cell with whitespace folded. `min`, `max` and `unit` follow
        the first duration in the cell, a compound in its smallest unit; they are null where it
        holds none ("Setiap saat", "H-5", "2 kali seminggu"), and `kind` says what it holds
        instead. `iso8601` is `max` in the printed unit. `working_minutes` is `max` by the
        calendar (`normalize.working_time`), `working_basis` what that rests on.
    """
    raw = blank_to_none(text)
    if raw is None:
        return None
    tokens = tokenize(raw)
    found = list(find_expressions(tokens, only_unit(column_unit) if column_unit else None))
    calendar = WorkingCalendar(minutes_a_day, days_a_week)
    if not found:
        return Duration(raw=raw, kind=classify_wording(raw, tokens))
    first, bound = _with_other_bound(tokens, found)
    duration = Duration(raw=raw, kind=DurationKind.DURATION)
    _set_ends(duration, first, bound, calendar)
    if duration.unit is None:
        return Duration(raw=raw)
    duration.approximate = is_about(tokens, first)
    duration.per = find_rate(tokens, first)
    duration.in_words = None if first.in_words is None else _plain(first.in_words)
    duration.several = any(
        other.start >= first.end and not _is_same(first, other, calendar) for other in found[1:]
    )
    return duration


def format_duration(duration: Duration) -> str:
    """Return a duration in its Indonesian normal form: "paling lama 7 hari kerja", "1–2 jam".

    Args:
        duration: A duration; the form is made of `min`, `max`, `unit`, `approximate` and `per`.

    Returns:
        The form, which `parse_duration` reads as the same; `raw` where the cell holds none.
    """
    if duration.unit is None:
        return duration.raw
    unit = load_toml("durations")["printed_units"][duration.unit]
    low, high = duration.min, duration.max
    if low is not None and high is not None and low != high:
        amount = f"{_printed(low)}\u2013{_printed(high)} {unit}"
    elif low is None:
        amount = f"paling lama {_printed(high or 0)} {unit}"
    elif high is None:
        amount = f"minimal {_printed(low)} {unit}"
    else:
        amount = f"{_printed(low)} {unit}"
    about = "\u00b1 " if duration.approximate else ""
    if duration.per == "@":
        return f"@ {about}{amount}"
    return f"{about}{amount}" + (f" per {duration.per}" if duration.per else "")


def _with_other_bound(
    tokens: Sequence[Token], found: Sequence[Expression]
) -> tuple[Expression, Kind | None]:
    """Return the first duration and its bound; one range where the second is its other bound.

    "minimal 1 hari, maksimal 3 hari" is a range from 1 to 3 days.
    """
    first, bound = found[0], find_bound(tokens, found[0])
    if bound is None or len(found) == 1 or first.is_range or found[1].is_range:
        return first, bound
    second, other = found[1], find_bound(tokens, found[1])
    if other is None or other is bound:
        return first, bound
    lower, upper = (first, second) if bound is Kind.LOWER else (second, first)
    return replace(first, parts=lower.parts, until=upper.parts, end=second.end), None


def _set_ends(
    duration: Duration, found: Expression, bound: Kind | None, calendar: WorkingCalendar
) -> None:
    """Set a duration's ends, its unit and what follows from them; none where they are reversed."""
    least, most = ([*map(_contract, parts)] for parts in (found.parts, found.most))
    unit = min((span.unit for span in (*least, *most)), key=_UNITS.index)
    if unit is DurationUnit.DAY and any(span.unit is DurationUnit.WORKING_DAY for span in most):
        unit = DurationUnit.WORKING_DAY  # "1 hari - 3 hari kerja"
    low = sum(_in_unit(span.low, span.unit, unit, calendar) for span in least)
    high = sum(_in_unit(span.high, span.unit, unit, calendar) for span in most)
    if low > high:
        return
    duration.unit = unit
    ranged = low != high
    if bound is not Kind.UPPER or ranged:
        duration.min = _plain(low)
    if bound is not Kind.LOWER or ranged:
        duration.max = _plain(high)
        duration.iso8601 = _iso8601(found.most)
        duration.working_minutes = _plain(_work_of(most, calendar))
        duration.working_basis = calendar.basis_of(span.unit for span in most)


def _is_same(one: Expression, other: Expression, calendar: WorkingCalendar) -> bool:
    """Return whether two durations are as long, in work or in time: "1 jam (60 menit)"."""
    spans, others = ([*map(_contract, found.most)] for found in (one, other))
    if _plain(_work_of(spans, calendar)) == _plain(_work_of(others, calendar)):
        return True
    time, other_time = (
        sum(_in_unit(span.high, span.unit, DurationUnit.MINUTE, calendar) for span in ends)
        for ends in (spans, others)
    )
    return _plain(time) == _plain(other_time)


def _work_of(spans: Sequence[_Span], calendar: WorkingCalendar) -> float:
    """Return the working minutes of the spans' most."""
    return sum(span.high * calendar.minutes_of(span.unit) for span in spans)


def _contract(part: Part) -> _Span:
    """Return a part as the contract counts it: a triwulan is 3 months."""
    unit, size = load_toml("durations")["kin"].get(part.unit, (part.unit, 1))
    return _Span(part.low * size, part.high * size, DurationUnit(unit))


def _in_unit(
    value: float, own: DurationUnit, unit: DurationUnit, calendar: WorkingCalendar
) -> float:
    """Return a value in another unit of the contract."""
    days = {own, unit} <= {DurationUnit.DAY, DurationUnit.WORKING_DAY}
    if own is unit or days:
        return value
    if DurationUnit.WORKING_DAY in (own, unit):
        return value * calendar.minutes_of(own) / calendar.minutes_of(unit)
    return value * _CALENDAR_MINUTES[own] / _CALENDAR_MINUTES[unit]


def _iso8601(parts: Sequence[Part]) -> str:
    """Return the ISO 8601 duration of the parts' most, in their printed units."""
    amounts: dict[str, float] = {}
    for part in parts:
        for unit, value in _whole(part):
            amounts[unit] = amounts.get(unit, 0.0) + value
    if len(amounts) > 1 and "week" in amounts:  # ISO 8601 has weeks stand alone
        amounts["day"] = amounts.pop("week") * 7 + amounts.get("day", 0.0)
    ordered = sorted(amounts.items(), key=lambda item: -UNIT_ORDER.index(item[0]))
    day = "".join(f"{_plain(v)}{_ISO_LETTERS[u]}" for u, v in ordered if u not in _CLOCK)
    clock = "".join(f"{_plain(v)}{_ISO_LETTERS[u]}" for u, v in ordered if u in _CLOCK)
    return f"P{day}T{clock}" if clock else f"P{day}"


def _whole(part: Part) -> list[tuple[str, float]]:
    """Return a part in whole units where a smaller one holds the fraction: 1.5 h is 1 h 30 min."""
    unit, value = part.unit, part.high
    if unit not in _ISO_LETTERS:
        span = _contract(part)
        unit, value = span.unit, span.high
    smaller = {"year": ("month", 12), "hour": ("minute", 60), "minute": ("second", 60)}
    if float(value).is_integer() or unit not in smaller:
        return [(unit, value)]
    below, size = smaller[unit]
    fraction = round((value - int(value)) * size, 2)
    return [(unit, int(value))] * (value >= 1) + [(below, fraction)]


def _plain(value: float) -> int | float:
    """Return an int where the value is whole, else at most two decimals."""
    rounded = round(value, 2)
    return int(rounded) if float(rounded).is_integer() else rounded


def _printed(value: float) -> str:
    """Return a number as Indonesian prints it, with a decimal comma."""
    return str(_plain(value)).replace(".", ",")
