"""Finds the durations among a cell's tokens, by a small grammar.

    expression = compound [ range compound ] [ "x" number ]
    compound   = part { ["," | "dan"] part }         of ever smaller units
    part       = amount unit | "sehari"
    amount     = product [ range product ]
    product    = number [ "x" number ]
    number     = (digits | words) [ "(" the same again ")" ]

Whatever does not fit is no duration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from normalize.duration_numbers import read_number
from normalize.duration_tokens import Kind, Token
from normalize.tables import load_toml

# Units from small to large; a compound falls in this order.
UNIT_ORDER = (
    "second", "minute", "hour", "day", "working_day", "week", "month", "quarter", "semester", "year"
)  # fmt: skip
_MINUTES_AN_HOUR = 60
_CLOCK_UNITS = ("second", "minute", "hour")


class Part(NamedTuple):
    """An amount with its printed unit, e.g. (1, 2, "hour")."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole duration.

    Attributes:
        parts: Its part, the parts of a compound, or those of a range's lower end.
        until: The parts of a range's upper end; () where both ends have one unit.
        start: Index of its first token.
        end: Index of the token after it.
        in_words: The number that its words give where its digits give another.
    """

    parts: tuple[Part, ...]
    until: tuple[Part, ...]
    start: int
    end: int
    in_words: float | None = None

    @property
    def most(self) -> tuple[Part, ...]:
        """Return the parts of its upper end."""
        return self.until or self.parts

    @property
    def is_range(self) -> bool:
        """Return whether it has two ends."""
        return bool(self.until) or any(part.low != part.high for part in self.parts)


class _Amount(NamedTuple):
    """A number or a range, the index after it, and a disagreeing number in words."""

    low: float
    high: float
    end: int
    in_words: float | None = None


def find_expressions(tokens: Sequence[Token], fallback: str | None) -> Iterator[Expression]:
    """Yield the durations among the tokens, from left to right.

    Args:
        tokens: The tokens of a cell.
        fallback: The unit of a number alone, and of one with a quotation mark.
    """
    index, found = 0, False
    while index < len(tokens):
        amount = _amount(tokens, index)
        if amount is None and tokens[index].one_of is None:
            index += 1
            continue
        expression = _expression(tokens, index, fallback)
        if expression is None:
            index = max(index + 1, amount.end if amount else 0)
            continue
        if not _is_refused(tokens, expression):
            found = True
            yield expression
        index = expression.end
    if not found and fallback is not None and (bare := _bare(tokens, fallback)) is not None:
        yield bare


def is_number_alone(tokens: Sequence[Token]) -> bool:
    """Return whether the tokens are a number alone, without a unit."""
    return _bare(tokens, "minute") is not None


def find_bound(tokens: Sequence[Token], found: Expression) -> Kind | None:
    """Return whether a mark before or after an expression makes it a bound: UPPER or LOWER."""
    before = found.start - 1
    while before >= 0:
        kinds = tokens[before].kinds
        for kind in (Kind.UPPER, Kind.LOWER):
            if kind in kinds:
                return kind
        if not tokens[before].is_filler:
            break
        before -= 1
    after = found.end
    while after < len(tokens) and tokens[after].text in "(,":
        after += 1
    if after < len(tokens) and (after + 1 >= len(tokens) or tokens[after + 1].number is None):
        for kind in (Kind.UPPER, Kind.LOWER):
            if kind in tokens[after].kinds and Kind.RANGE not in tokens[after].kinds:
                return kind
    return _parted_bound(tokens, found)


def _parted_bound(tokens: Sequence[Token], found: Expression) -> Kind | None:
    """Return the bound whose mark words part from an expression: "maksimal sejak terima 3 hari".

    Only the first expression has such a mark; no number stands between.
    """
    for token in reversed(tokens[: found.start]):
        if token.is_amount or token.number is not None or token.unit:
            return None
        for kind in (Kind.UPPER, Kind.LOWER):
            if kind in token.kinds and Kind.RANGE not in token.kinds and _is_words(token):
                return kind
    return None


def _is_words(token: Token) -> bool:
    """Return whether a token is letters, not a sign such as "<"."""
    return token.text.replace(" ", "").isalpha()


def is_about(tokens: Sequence[Token], found: Expression) -> bool:
    """Return whether a mark beside an expression says that it is about so long: "± 15 menit"."""
    before = found.start - 1
    while before >= 0 and tokens[before].is_filler:
        if Kind.ROUGH in tokens[before].kinds:
            return True
        before -= 1
    after = found.end + (found.end < len(tokens) and tokens[found.end].text == "(")
    return after < len(tokens) and Kind.ROUGH in tokens[after].kinds


def find_rate(tokens: Sequence[Token], found: Expression) -> str | None:
    """Return what an expression is for one of: "berkas" in "15 menit/berkas"; "@" for each."""
    end = found.end
    if end < len(tokens) and tokens[end].text == "(":
        end += 1
    if end < len(tokens) and (Kind.RATE in tokens[end].kinds or Kind.TIMES in tokens[end].kinds):
        named = _noun(tokens, end + 1)
        if named is not None:
            return named
    before = found.start - 1
    while before >= 0 and tokens[before].is_filler and Kind.RATE not in tokens[before].kinds:
        before -= 1
    if before >= 0 and tokens[before].text == "@":
        return "@"
    start = before
    while start >= 0 and tokens[start].may_name and Kind.RATE not in tokens[start].kinds:
        start -= 1
    if 0 <= start < before and Kind.RATE in tokens[start].kinds:
        return _noun(tokens[: before + 1], start + 1)
    return None


def _noun(tokens: Sequence[Token], start: int) -> str | None:
    """Return the words from a token on that name a thing, up to a sign; None for a duration."""
    rates = load_toml("durations")["rates"]
    words: list[str] = []
    for index, token in enumerate(tokens[start : start + rates["most_words"]], start):
        counted = index + 1 < len(tokens) and tokens[index + 1].unit
        if token.number is not None and (words or counted):
            break
        if token.text in rates["stops"] or not token.text.replace(" ", "").isalnum():
            break
        words.append(token.text)
    return " ".join(words) if any(map(str.isalpha, words)) else None


def _bare(tokens: Sequence[Token], unit: str) -> Expression | None:
    """Return a number that is the cell's whole content, in the column's unit."""
    rest = [index for index, token in enumerate(tokens) if not token.is_filler]
    amount = _amount(tokens, rest[0]) if rest else None
    if amount is None or tokens[rest[0]].is_clock or rest[-1] >= amount.end:
        return None
    part = Part(amount.low, amount.high, unit)
    return Expression((part,), (), rest[0], amount.end, amount.in_words)


def _expression(tokens: Sequence[Token], start: int, fallback: str | None) -> Expression | None:
    """Read the duration that begins at a token; None where none does."""
    first = _compound(tokens, start, fallback)
    if first is None:
        return None
    if _is_joint(tokens, start, first.end):
        until = _compound(tokens, first.end + 1, fallback)
        if until is not None:
            in_words = first.in_words if until.in_words is None else until.in_words
            first = replace(first, until=until.parts, end=until.end, in_words=in_words)
        elif len(first.parts) == 1:
            first = _to_number(tokens, first)
    return _multiplied(tokens, first)


def _to_number(tokens: Sequence[Token], found: Expression) -> Expression:
    """Return the range that a number without a unit ends: "1 hari s.d. 2"."""
    number = read_number(tokens, found.end + 1)
    if number is None or number.end < len(tokens):
        return found
    part = Part(number.value, number.value, found.parts[0].unit)
    return replace(found, until=(part,), end=number.end)


def _multiplied(tokens: Sequence[Token], found: Expression) -> Expression:
    """Return an expression times the number of things behind it: "30 menit x 5 berkas"."""
    if found.end + 1 >= len(tokens) or Kind.TIMES not in tokens[found.end].kinds:
        return found
    number = read_number(tokens, found.end + 1)
    if number is None or (number.end < len(tokens) and tokens[number.end].unit):
        return found
    parts, until = (
        tuple(Part(part.low * number.value, part.high * number.value, part.unit) for part in end)
        for end in (found.parts, found.until)
    )
    return replace(found, parts=parts, until=until, end=number.end)


def _compound(tokens: Sequence[Token], start: int, fallback: str | None) -> Expression | None:
    """Read the parts of a compound, "1 jam 30 menit"; None where none begins."""
    first = _part(tokens, start, fallback)
    if first is None:
        return None
    parts, end, in_words = [first[0]], first[1], first[2]
    between = _is_between(tokens, start)
    while (more := _next_part(tokens, end, parts[-1], fallback, between)) is not None:
        parts.append(more[0])
        end, in_words = more[1], in_words if more[2] is None else more[2]
    return Expression(tuple(parts), (), start, end, in_words)


def _next_part(
    tokens: Sequence[Token], start: int, before: Part, fallback: str | None, between: bool
) -> tuple[Part, int, float | None] | None:
    """Read a compound's next part, of a smaller unit than the one before."""
    if start < len(tokens) and Kind.JOIN in tokens[start].kinds:
        if between and Kind.AND in tokens[start].kinds:
            return None
        start += 1
    # 1'30": the second mark is that of seconds.
    part = _part(tokens, start, "second" if before.unit == "minute" else fallback)
    if part is None:
        return _rest(tokens, start, before.unit, fallback)
    days = {"day", "working_day"}  # are no part of one another
    if days == {part[0].unit, before.unit}:
        return None
    return part if UNIT_ORDER.index(part[0].unit) < UNIT_ORDER.index(before.unit) else None


def _rest(
    tokens: Sequence[Token], start: int, unit: str, fallback: str | None
) -> tuple[Part, int, float | None] | None:
    """Read what ends a cell without a unit: a half of the one before, or minutes after hours.

    "1 jam 30" is 1 hour 30 minutes, "satu hari setengah" 1.5 days.
    """
    number = read_number(tokens, start)
    if number is None or number.end < len(tokens):
        return None
    if number.value < 1:
        return Part(number.value, number.value, unit), number.end, number.in_words
    if unit != "hour" or fallback is not None or number.value >= _MINUTES_AN_HOUR:
        return None
    return Part(number.value, number.value, "minute"), number.end, number.in_words


def _part(
    tokens: Sequence[Token], start: int, fallback: str | None
) -> tuple[Part, int, float | None] | None:
    """Read an amount with its unit; returns it, the index after it, a disagreeing number."""
    if start >= len(tokens):
        return None
    if (unit := tokens[start].one_of) is not None:
        return Part(1, 1, unit), start + 1, None
    if (hours := _hours(tokens, start)) is not None:
        return Part(hours, hours, "hour"), start + 4, None
    amount = _amount(tokens, start)
    if amount is None or amount.end >= len(tokens):
        return None
    unit = tokens[amount.end].unit
    if unit == "hour" and tokens[amount.end - 1].may_be_clock:
        return None
    if unit is None:
        return None
    if unit == "quote":
        unit = fallback or "minute"
    return Part(amount.low, amount.high, unit), amount.end + 1, amount.in_words


def _hours(tokens: Sequence[Token], start: int) -> float | None:
    """Return the hours of "1:30 jam"; None where no such form begins."""
    if (
        start + 3 >= len(tokens)
        or tokens[start + 1].text != ":"
        or tokens[start + 3].unit != "hour"
    ):
        return None
    hours, minutes = tokens[start].number, tokens[start + 2].number
    if hours is None or minutes is None or minutes >= _MINUTES_AN_HOUR:
        return None
    return hours + minutes / _MINUTES_AN_HOUR


def _amount(tokens: Sequence[Token], start: int) -> _Amount | None:
    """Read a number, a product or a range of them."""
    first = _product(tokens, start)
    if first is None:
        return None
    low, factor, end, in_words = first
    if not _is_joint(tokens, start, end):
        return _Amount(low, low, end, in_words)
    second = _product(tokens, end + 1)
    if second is None:
        return _Amount(low, low, end, in_words)
    high, second_factor, after, other = second
    if factor == 1 and second_factor != 1:
        low *= second_factor
    return _Amount(low, high, after, in_words if other is None else other)


def _is_joint(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether the token at an index leads from the lower end of a range to its upper."""
    if end + 1 >= len(tokens):
        return False
    kinds = tokens[end].kinds
    return Kind.RANGE in kinds or (Kind.AND in kinds and _is_between(tokens, start))


def _is_between(tokens: Sequence[Token], start: int) -> bool:
    """Return whether "antara" stands before a token: what follows is "2 dan 3"."""
    return start > 0 and Kind.BETWEEN in tokens[start - 1].kinds


def _product(tokens: Sequence[Token], start: int) -> tuple[float, float, int, float | None] | None:
    """Read a number or "2 x 24": its value, its second factor, the index after, in words."""
    first = read_number(tokens, start)
    if first is None:
        return None
    if first.end < len(tokens) and Kind.TIMES in tokens[first.end].kinds:
        second = read_number(tokens, first.end + 1)
        if second is None:
            return None
        in_words = first.in_words if second.in_words is None else second.in_words
        return first.value * second.value, second.value, second.end, in_words
    return first.value, 1, first.end, first.in_words


def _is_refused(tokens: Sequence[Token], found: Expression) -> bool:
    """Return whether the words around show a frequency, a date or a clock time instead."""
    refusals = load_toml("durations")["refusals"]
    if _is_count(tokens, found):
        return True
    before = found.start - 1
    while before >= 0 and tokens[before].text in refusals["skipped"]:
        before -= 1
    if before >= 0 and Kind.TIMES in tokens[before].kinds:
        return True
    if before > 0 and tokens[before].text == ":" and tokens[before - 1].number is not None:
        return True
    if before >= 0 and tokens[before].text == ".":
        before -= 1
    if before >= 0 and tokens[before].text in refusals["before"]:
        return True
    return found.end < len(tokens) and tokens[found.end].text in refusals["after"]


def _is_count(tokens: Sequence[Token], found: Expression) -> bool:
    """Return whether an expression says how often: "2 kali 1 tahun", "sehari 2 kali"."""
    for index in range(found.start, found.end - 1):
        one_day = tokens[index + 1].number == 1 and found.parts[0].unit not in _CLOCK_UNITS
        if one_day and Kind.TIMES in tokens[index].kinds:
            return True
    after = tokens[found.end : found.end + 3]
    counts = len(after) >= 2 and after[0].is_amount and Kind.TIMES in after[1].kinds
    return counts and not (len(after) == 3 and after[2].is_amount)
