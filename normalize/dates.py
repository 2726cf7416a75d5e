"""Dates as Indonesian offices write them, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from normalize.misprints import mend_amount, mend_amounts, shape
from normalize.tables import load_toml
from normalize.text import fold_space
from normalize.thresholds import DATE, PLAUSIBLE_YEARS, TEXT

# The 12th can be a month as well.
_MONTHS_A_YEAR = 12

_SEPARATOR = r"\s?[-./,\u2013]\s?"
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})(?!\d)"
)
_NAMED_MONTH = re.compile(
    r"(?<![^\W_])(?:(\d{1,2})(?:\s?\([\w\s]{1,30}\))?[-./,\s\u2013]{1,3})?"
    r"([^\W\d_]\w{0,11})[-./,'\u2019\s\u2013]{1,3}(?:(\d{1,2})\s?,\s?)?(\d{4}|\d{2})(?![^\W_])"
)
_YEAR_THEN_NAME = re.compile(
    r"(?<!\d)(\d{4})[-./,\s]{1,3}([^\W\d_]{3,12})[-./,\s]{1,3}(\d{1,2})(?![^\W_])"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?![^\W_])", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s?[-./]\s?(\d{4})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})\s?-\s?(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?:tahun|thn|th)?[\s.:]{0,3}(\d{4})[.;,]?", re.IGNORECASE)
_DAY_MISREAD = re.compile(r"(?<![^\W_])([OIl|ZSB]{1,2})[-./\s]{1,3}$")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:['\u2019`][^\W\d_]+)?)[\s,./-]{0,3}$")


class DateProblem(StrEnum):
    """Why a text that looks like a date gives none, or one to look at."""

    IMPOSSIBLE = "date-impossible"
    YEAR = "date-year-implausible"
    MONTH = "date-month-unknown"
    WEEKDAY = "date-weekday-differs"


class DateAssumption(StrEnum):
    """What was taken for granted where the print leaves it open.

    Attributes:
        CENTURY: A year of two digits is of this century, or of the last one from 70 on.
        DAY_FIRST: Of two numbers that both can be a month, the first is the day, as in Indonesia.
        MONTH_MISPRINTED: A word that is no month is the one that it is most like.
        DIGITS_MISREAD: Letters between digits were digits.
    """

    CENTURY = "two-digit-year"
    DAY_FIRST = "day-before-month"
    MONTH_MISPRINTED = "month-misprinted"
    DIGITS_MISREAD = "digits-misread"


@dataclass(frozen=True, slots=True)
class DateFacts:
    """What a printed date says.

    Attributes:
        iso: The date in ISO 8601, as precise as printed; None where there is none to be had.
        problems: What is wrong with it, as codes.
        assumptions: What was taken for granted.
    """

    iso: str | None
    problems: tuple[DateProblem, ...] = ()
    assumptions: tuple[DateAssumption, ...] = ()


class _Printed(NamedTuple):
    """The parts of a date as printed.

    Attributes:
        year: Its year, of two digits or four.
        month: Its month; None where it is a year alone, or the word for it is no month.
        day: Its day; None where none is printed.
        start: Index of its first character.
        word: The word for its month; "" where it is a number or there is none.
        day_first: Whether the order of day and month is only supposed.
    """

    year: str
    month: int | None
    day: str | None
    start: int
    word: str = ""
    day_first: bool = False


def parse_date(text: str) -> str | None:
    """Return the first date in a text as ISO 8601, as precise as printed; None where none is.

    "26 Juli 2023" gives "2023-07-26", "Juli 2017" "2017-07", "2020" "2020". Numbers are day
    first, with any separator; the month may be a name in old, short or misprinted spelling, or
    Roman. What stands before or after a full date (a place, a weekday) is passed over. A date
    that the calendar does not have gives None; `examine_date` says why.
    """
    facts = examine_date(text)
    return facts.iso if facts is not None else None


def examine_date(text: str) -> DateFacts | None:
    """Return the first date in a text with what is wrong with it and what was assumed.

    Args:
        text: What is printed in a date's place.

    Returns:
        The facts; None where nothing in the text looks like a date.
    """
    folded = fold_space(text[: TEXT.max_date_chars])
    mended = mend_amounts(folded)
    parted = re.sub(r"(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3})(?=\d{4}(?!\d))", " ", mended)
    plain = _between().sub(" ", _ORDINAL.sub("", parted))
    printed = _find(plain)
    if printed is None:
        return None
    iso, problem = _in_calendar(printed)
    problems = [problem] if problem else []
    if iso is not None and printed.day is not None:
        weekday = _weekday_before(plain[: printed.start])
        if weekday is not None and weekday != date.fromisoformat(iso).weekday():
            problems.append(DateProblem.WEEKDAY)
    return DateFacts(iso, tuple(problems), tuple(_assumptions(printed, folded != mended)))


def month_number(word: str) -> int | None:
    """Return the month, 1 to 12, that a word names; None where it names none, or not surely.

    Old, short and Roman spellings count, and slips in names of four letters or more.
    """
    exact = _exact_month(word)
    if exact is not None:
        return exact
    key = _key(word)
    can_be_one = DATE.min_month_letters <= len(key) <= DATE.max_month_letters
    return _like(key) if can_be_one else None


def _find(text: str) -> _Printed | None:
    """Return the first date in a text: in numbers, with the month as a word, or a part of one."""
    if match := _YEAR_FIRST.search(text):
        return _Printed(match[1], int(match[2]), match[3], match.start())
    if match := _DAY_FIRST.search(text):
        day, month = int(match[1]), int(match[2])
        either = day != month and max(day, month) <= _MONTHS_A_YEAR
        return _Printed(match[3], month, match[1], match.start(), day_first=either)
    unknown: _Printed | None = None
    for printed in _named(text):
        if printed.month is not None:
            return printed
        unknown = unknown or printed
    if match := _YEAR_MONTH.fullmatch(text):
        return _Printed(match[1], int(match[2]), None, 0)
    if match := _MONTH_YEAR.fullmatch(text):
        return _Printed(match[2], int(match[1]), None, 0)
    if match := _YEAR.fullmatch(text):
        return _Printed(match[1], None, None, 0)
    return unknown


def _named(text: str) -> Iterator[_Printed]:
    """Yield the parts of each date whose month is a word, and of what only looks like one."""
    fillers = load_toml("months")["between"]
    match = _YEAR_THEN_NAME.search(text)
    if match is not None and (month := _exact_month(match[2])):
        yield _Printed(match[1], month, match[3], match.start(), match[2])
    start = 0
    while match := _NAMED_MONTH.search(text, start):
        month = month_number(match[2])
        day, begin = match[1] or match[3], match.start()
        if day is None and (misread := _DAY_MISREAD.search(text[: match.start(2)])):
            day, begin = mend_amount(misread[1]), misread.start()
        # Without a day, "VII/2023" is a part of a number, and "Des-23" may be either.
        word = match[2] not in load_toml("months")["roman"]
        sure = day or (len(match[4]) == 4 and (word or match.group() == text))
        dated = day and len(match[4]) == 4 and match[2].casefold() not in fillers
        if sure and (month is not None or dated):
            yield _Printed(match[4], month, day, begin, match[2])
        start = match.start() + 1 if match[1] is None else match.start(2)


def _in_calendar(printed: _Printed) -> tuple[str | None, DateProblem | None]:
    """Return an ISO date, and why there is none, or it is doubtful."""
    if printed.word and printed.month is None:
        return None, DateProblem.MONTH
    year = int(printed.year)
    if len(printed.year) == 2:
        year += 1900 if year >= DATE.first_year_of_century else 2000
    if year not in PLAUSIBLE_YEARS:
        return None, DateProblem.YEAR
    doubt = DateProblem.YEAR if year < DATE.min_year else None
    if printed.month is None:
        return f"{year}", doubt
    try:
        first = date(year, printed.month, 1 if printed.day is None else int(printed.day))
    except ValueError:
        return None, DateProblem.IMPOSSIBLE
    return first.isoformat()[: 7 if printed.day is None else None], doubt


def _assumptions(printed: _Printed, mended: bool) -> Iterator[DateAssumption]:
    """Yield what was taken for granted of a date."""
    if len(printed.year) == 2:
        yield DateAssumption.CENTURY
    if printed.day_first:
        yield DateAssumption.DAY_FIRST
    if printed.word and printed.month is not None and _exact_month(printed.word) is None:
        yield DateAssumption.MONTH_MISPRINTED
    if mended:
        yield DateAssumption.DIGITS_MISREAD


def _weekday_before(text: str) -> int | None:
    """Return the weekday, 0 for Monday, that a text ends with; None where it ends otherwise."""
    match = _LAST_WORD.search(text[-DATE.max_weekday_chars :])
    return _weekdays().get(match[1].casefold().replace("\u2019", "'")) if match else None


def _exact_month(word: str) -> int | None:
    """Return the month that a word names without a slip."""
    exact = _months().get(_key(word))
    if exact is not None:
        return exact
    roman: list[str] = load_toml("months")["roman"]
    return roman.index(word) + 1 if word in roman else None


def _key(word: str) -> str:
    """Return a word as the months' names are compared with it."""
    return word.strip(".").casefold().translate(_as_letters())


def _like(key: str) -> int | None:
    """Return the month whose name a misprinted one is nearest to, if no other is near."""
    from rapidfuzz import fuzz, process

    alike = {number for name, number in _months().items() if shape(name) == shape(key)}
    if len(alike) == 1:
        return alike.pop()
    best: dict[int, float] = {}
    long = [name for name in _months() if len(name) >= DATE.min_month_letters]
    for name, score, _ in process.extract(key, long, scorer=fuzz.ratio, limit=None):
        month = _months()[name]
        best[month] = max(best.get(month, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    (month, score), (_, second) = ranked[:2]
    return (
        month
        if score >= DATE.min_month_likeness_percent
        and score - second >= DATE.min_month_lead_percent
        else None
    )


@cache
def _between() -> re.Pattern[str]:
    """Return the pattern of words between the parts of a date: "Juli tahun 2023"."""
    table = load_toml("months")
    year, month = ("|".join(table[name]) for name in ("between", "between_day"))
    return re.compile(
        rf"(?<=[^\W\d_])\s(?:{year})\.?\s(?=\d)|(?<=\d)\s(?:{month})\.?\s(?=[^\W\d_])",
        re.IGNORECASE,
    )


@cache
def _as_letters() -> dict[int, str]:
    return str.maketrans(load_toml("months")["as_letters"])


@cache
def _months() -> dict[str, int]:
    names: list[list[str]] = load_toml("months")["names"]
    return {name: number for number, row in enumerate(names, start=1) for name in row}


@cache
def _weekdays() -> dict[str, int]:
    names: list[list[str]] = load_toml("months")["weekdays"]
    return {name: number for number, row in enumerate(names) for name in row}
