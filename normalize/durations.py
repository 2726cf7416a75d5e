"""How long a step takes: the wording of a Waktu cell to a `Duration`.

A cell is cut into marked tokens (`normalize.duration_tokens`), then read by a small grammar:

    expression = amount unit { ["," | "dan"] amount unit } [ range amount unit ]
    amount     = number [ "x" number ] [ range number [ "x" number ] ]

with bounds ("maks.", "minimal", "±") before or after it. Whatever does not fit is no duration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.duration import Duration, DurationUnit
from normalize.duration_tokens import Kind, Token, only_unit, tokenize
from normalize.tables import load_toml
from normalize.text import blank_to_none

# The contract's units from small to large; a compound falls in this order.
_ORDER = ("minute", "hour", "day", "working_day", "week", "month", "year")
_CALENDAR_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}
_ISO_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "working_day": "D", "week": "W",
    "month": "M", "year": "Y",
}  # fmt: skip
_CLOCK = ("second", "minute", "hour")
_DAYS_A_YEAR = 365.25
# Words of the longest number in brackets, "(seratus dua puluh lima)".
_MOST_REPEATED = 6


class _Amount(NamedTuple):
    """A number or a range, and the index of the token after it."""

    low: float
    high: float
    end: int


class _Part(NamedTuple):
    """An amount with its printed unit, e.g. (1, 2, "jam"'s "hour")."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class _Expression:
    """A whole duration: one part, the parts of a compound, or the two ends of a range."""

    parts: tuple[_Part, ...]
    until: tuple[_Part, ...]
    end: int


def parse_duration(
    text: str,
    column_unit: str | None = None,
    minutes_a_day: float = 450,
    days_a_week: float = 5,
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
        holds none ("Setiap saat", "H-5", "2 kali seminggu"). `iso8601` is `max` in the printed
        unit. `working_minutes` is `max` with an hour as 60 minutes, a day as `minutes_a_day`, a
        week as `days_a_week` of them, a year as `days_a_week` in each of its 365.25/7 weeks
        without public holidays taken out, and a month as a twelfth of it.
    """
    raw = blank_to_none(text)
    if raw is None:
        return None
    tokens = tokenize(raw)
    fallback = only_unit(column_unit) if column_unit else None
    expression = _find(tokens, fallback)
    if expression is None:
        return Duration(raw=raw)
    start, found = expression
    bound = _bound(tokens, start, found)
    most = found.until or found.parts
    units = [_contract(part)[1] for part in (*found.parts, *most)]
    unit = min(units, key=_ORDER.index)
    low = sum(_in_unit(part, part.low, unit, minutes_a_day) for part in found.parts)
    high = sum(_in_unit(part, part.high, unit, minutes_a_day) for part in most)
    if low > high:
        return Duration(raw=raw)
    duration = Duration(raw=raw, unit=DurationUnit(unit))
    ranged = low != high
    if bound is not Kind.UPPER or ranged:
        duration.min = _plain(low)
    if bound is not Kind.LOWER or ranged:
        duration.max = _plain(high)
        duration.iso8601 = _iso8601(most)
        day_minutes = _working_minutes(minutes_a_day, days_a_week)
        duration.working_minutes = _plain(
            sum(day_minutes[unit] * value for value, unit in map(_contract, most))
        )
    return duration


def _find(tokens: Sequence[Token], fallback: str | None) -> tuple[int, _Expression] | None:
    """Return the first duration among the tokens and where it begins."""
    index = 0
    while index < len(tokens):
        amount = _amount(tokens, index)
        if amount is None and tokens[index].one_of is None:
            index += 1
            continue
        expression = _expression(tokens, index, fallback)
        if expression is None:
            index = max(index + 1, amount.end if amount else 0)
            continue
        if not _refused(tokens, index, expression.end):
            return index, expression
        index = expression.end
    return None if fallback is None else _bare(tokens, fallback)


def _bare(tokens: Sequence[Token], unit: str) -> tuple[int, _Expression] | None:
    """Return a number that is the cell's whole content, in the column's unit."""
    rest = [index for index, token in enumerate(tokens) if not token.is_filler]
    amount = _amount(tokens, rest[0]) if rest else None
    if amount is None or tokens[rest[0]].is_clock or rest[-1] >= amount.end:
        return None
    return rest[0], _Expression((_Part(amount.low, amount.high, unit),), (), amount.end)


def _expression(tokens: Sequence[Token], start: int, fallback: str | None) -> _Expression | None:
    """Read the duration that begins at a token; None where none does."""
    first = _part(tokens, start, fallback)
    if first is None:
        return None
    parts, end = [first[0]], first[1]
    while (more := _next_part(tokens, end, parts[-1], fallback)) is not None:
        parts.append(more[0])
        end = more[1]
    if end + 1 < len(tokens) and Kind.RANGE in tokens[end].kinds:
        until = _part(tokens, end + 1, fallback)
        if until is not None:
            return _Expression(tuple(parts), (until[0],), until[1])
    return _Expression(tuple(parts), (), end)


def _next_part(
    tokens: Sequence[Token], start: int, before: _Part, fallback: str | None
) -> tuple[_Part, int] | None:
    """Read a compound's next part, of a smaller unit than the one before."""
    if start < len(tokens) and tokens[start].text in (",", "dan", "+", "lebih"):
        start += 1
    part = _part(tokens, start, fallback)
    if part is None or _rank(part[0].unit) >= _rank(before.unit):
        return None
    return part


def _part(tokens: Sequence[Token], start: int, fallback: str | None) -> tuple[_Part, int] | None:
    """Read an amount with its unit; returns it and the index after it."""
    if start >= len(tokens):
        return None
    if (unit := tokens[start].one_of) is not None:
        return _Part(1, 1, unit), start + 1
    amount = _amount(tokens, start)
    if amount is None or amount.end >= len(tokens):
        return None
    unit = tokens[amount.end].unit
    if unit is None:
        return None
    if unit == "quote":
        unit = fallback or "minute"
    return _Part(amount.low, amount.high, unit), amount.end + 1


def _amount(tokens: Sequence[Token], start: int) -> _Amount | None:
    """Read a number, a product or a range of them."""
    first = _product(tokens, start)
    if first is None:
        return None
    low, factor, end = first
    if end < len(tokens) and Kind.RANGE in tokens[end].kinds:
        second = _product(tokens, end + 1)
        if second is not None:
            high, second_factor, after = second
            if factor == 1 and second_factor != 1:
                low *= second_factor
            return _Amount(low, high, after)
    return _Amount(low, low, end)


def _product(tokens: Sequence[Token], start: int) -> tuple[float, float, int] | None:
    """Read a number or "2 x 24"; returns its value, its second factor and the index after it."""
    first = _number(tokens, start)
    if first is None:
        return None
    value, end = first
    if end < len(tokens) and Kind.TIMES in tokens[end].kinds:
        second = _number(tokens, end + 1)
        if second is None:
            return None
        return value * second[0], second[0], second[1]
    return value, 1, end


def _number(tokens: Sequence[Token], start: int) -> tuple[float, int] | None:
    """Read a number in digits or words, with its repetition in brackets: "2 (dua)"."""
    if start >= len(tokens):
        return None
    in_digits = tokens[start].number is not None
    read = _digits(tokens, start) if in_digits else _words(tokens, start)
    if read is None:
        return None
    value, end = read
    if end < len(tokens) and tokens[end].text == "(":
        inside = end + 1
        while inside < len(tokens) and tokens[inside].may_repeat:
            inside += 1
        closed = end + 1 < inside < len(tokens) and tokens[inside].text == ")"
        if closed and inside - end <= _MOST_REPEATED:
            end = inside + 1
    return value, end


def _digits(tokens: Sequence[Token], start: int) -> tuple[float, int]:
    """Read "2", "1/2", "1 1/2", "1 ½"."""
    value, end = tokens[start].number or 0.0, start + 1
    fraction = _fraction(tokens, start)
    if fraction is not None:
        return fraction, start + 3
    if end < len(tokens):
        if tokens[end].is_fraction:
            return value + (tokens[end].number or 0.0), end + 1
        fraction = _fraction(tokens, end)
        if fraction is not None and float(value).is_integer():
            return value + fraction, end + 3
    return value, end


def _fraction(tokens: Sequence[Token], start: int) -> float | None:
    """Return the value of a fraction written with a slash, such as "1/2"."""
    if start + 2 >= len(tokens) or tokens[start + 1].text != "/":
        return None
    printed = f"{tokens[start].text}/{tokens[start + 2].text}"
    written: dict[str, float] = load_toml("durations")["written_fractions"]
    return written.get(printed)


def _words(tokens: Sequence[Token], start: int) -> tuple[float, int] | None:
    """Read a number in words: "dua puluh lima", "satu setengah"."""
    total, current, end = 0.0, 0.0, start
    while end < len(tokens) and (word := tokens[end].word_value) is not None:
        kind, value = word
        if kind == "belas":
            current += value
        elif kind == "times":
            total, current = total + (current or 1) * value, 0.0
        elif 0 < value < 1 or value >= 10:
            total, current = total + current + value, 0.0
        elif current:
            break
        else:
            current = value
        end += 1
    return (total + current, end) if end > start else None


def _refused(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether the words around show a frequency, a date or a clock time instead."""
    refusals = load_toml("durations")["refusals"]
    before = start - 1
    if before >= 0 and Kind.TIMES in tokens[before].kinds:
        return True
    if before >= 0 and tokens[before].text in ("-", "+", "\u2013", "("):
        before -= 1
    if before >= 0 and tokens[before].text == ".":
        before -= 1
    if before >= 0 and tokens[before].text in refusals["before"]:
        return True
    return end < len(tokens) and tokens[end].text in refusals["after"]


def _bound(tokens: Sequence[Token], start: int, found: _Expression) -> Kind | None:
    """Return whether a mark before or after the expression makes it a bound."""
    before = start - 1
    while before >= 0:
        kinds = tokens[before].kinds
        if Kind.UPPER in kinds:
            return Kind.UPPER
        if Kind.LOWER in kinds:
            return Kind.LOWER
        if Kind.ABOUT not in kinds and not tokens[before].is_filler:
            break
        before -= 1
    after = found.end
    while after < len(tokens) and tokens[after].text in "(,":
        after += 1
    if after < len(tokens) and (after + 1 >= len(tokens) or tokens[after + 1].number is None):
        for kind in (Kind.UPPER, Kind.LOWER):
            if kind in tokens[after].kinds and Kind.RANGE not in tokens[after].kinds:
                return kind
    return None


def _rank(unit: str) -> int:
    """Return a printed unit's place from small to large; a second comes before a minute."""
    return -1 if unit == "second" else _ORDER.index(_contract(_Part(1, 1, unit))[1])


def _contract(part: _Part) -> tuple[float, str]:
    """Return a part's most and unit as the contract counts it: a triwulan is 3 months."""
    kin = load_toml("durations")["kin"].get(part.unit)
    return (part.high, part.unit) if kin is None else (part.high * kin[1], kin[0])


def _in_unit(part: _Part, value: float, unit: str, minutes_a_day: float) -> float:
    """Return a part's value in another unit of the contract."""
    amount, own = _contract(_Part(value, value, part.unit))
    if own == unit:
        return amount
    if own == "year":
        amount, own = amount * 12, "month"
    if own == "working_day" and unit in ("minute", "hour"):
        return amount * minutes_a_day / _CALENDAR_MINUTES[unit]
    minutes = {**_CALENDAR_MINUTES, "working_day": _CALENDAR_MINUTES["day"]}
    return amount * minutes[own] / minutes[unit]


def _working_minutes(minutes_a_day: float, days_a_week: float) -> dict[str, float]:
    """Return the working minutes of each unit."""
    week = minutes_a_day * days_a_week
    year = week * _DAYS_A_YEAR / 7
    return {
        "minute": 1, "hour": 60, "day": minutes_a_day, "working_day": minutes_a_day,
        "week": week, "month": year / 12, "year": year,
    }  # fmt: skip


def _iso8601(parts: Sequence[_Part]) -> str:
    """Return the ISO 8601 duration of the parts' most, in their printed units."""
    amounts: dict[str, float] = {}
    for part in parts:
        for unit, value in _whole(part):
            amounts[unit] = amounts.get(unit, 0.0) + value
    if len(amounts) > 1 and "week" in amounts:  # ISO 8601 has weeks stand alone
        amounts["day"] = amounts.pop("week") * 7 + amounts.get("day", 0.0)
    ordered = sorted(amounts.items(), key=lambda item: -("second", *_ORDER).index(item[0]))
    day = "".join(f"{_plain(v)}{_ISO_LETTERS[u]}" for u, v in ordered if u not in _CLOCK)
    clock = "".join(f"{_plain(v)}{_ISO_LETTERS[u]}" for u, v in ordered if u in _CLOCK)
    return f"P{day}T{clock}" if clock else f"P{day}"


def _whole(part: _Part) -> list[tuple[str, float]]:
    """Return a part in whole units where a smaller one holds the fraction: 1.5 h is 1 h 30 min."""
    value, unit = part.high, part.unit
    if unit not in (*_ORDER, "second"):
        value, unit = _contract(part)
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
