"""Dates as Indonesian offices write them, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from normalize.misprints import mend_amount, mend_amounts, shape
from normalize.tables import load_toml
from normalize.text import fold_space

# A date stands near the beginning of what a box holds; a longer text is none.
_LONGEST = 400
# From this two-digit year on, the last century is meant.
_PIVOT = 70
_YEARS = range(1900, 2101)
# How alike a misprinted month must be to its name, and how far ahead of the next month.
_LIKENESS, _LEAD = 72.0, 10.0

_SEPARATOR = r"\s?[-./,]\s?"
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})(?!\d)"
)
_NAMED_MONTH = re.compile(
    r"(?<![^\W_])(?:(\d{1,2})(?:\s?\([\w\s]{1,30}\))?[-./,\s]{1,3})?"
    r"([^\W\d_]\w{0,11})[-./,'\u2019\s]{1,3}(?:(\d{1,2})\s?,\s?)?(\d{4}|\d{2})(?![^\W_])"
)
_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})\s?[-./]\s?(\d{4})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})\s?-\s?(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?:tahun|thn|th)?[\s.:]{0,3}(\d{4})[.;,]?", re.IGNORECASE)
_DAY_MISREAD = re.compile(r"(?<![^\W_])([OIl|ZSB]{1,2})[-./\s]{1,3}$")


def parse_date(text: str) -> str | None:
    """Return the first date in a text as ISO 8601, as precise as printed; None where none is.

    "26 Juli 2023" gives "2023-07-26", "Juli 2017" "2017-07", "2020" "2020". Numbers are day
    first, with any separator; the month may be a name in old, short or misprinted spelling, or
    Roman. What stands before or after a full date (a place, a weekday) is passed over. A date
    that the calendar does not have gives None.
    """
    folded = fold_space(text[:_LONGEST])
    folded = mend_amounts(folded)
    folded = re.sub(r"(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3})(?=\d{4}(?!\d))", " ", folded)
    if match := _YEAR_FIRST.search(folded):
        return _iso(match[1], int(match[2]), match[3])
    if match := _DAY_FIRST.search(folded):
        return _iso(match[3], int(match[2]), match[1])
    for day, month, year in _named(folded):
        return _iso(year, month, day)
    if match := _YEAR_MONTH.fullmatch(folded):
        return _iso(match[1], int(match[2]), None)
    if match := _MONTH_YEAR.fullmatch(folded):
        return _iso(match[2], int(match[1]), None)
    if match := _YEAR.fullmatch(folded):
        return match[1] if int(match[1]) in _YEARS else None
    return None


def month_number(word: str) -> int | None:
    """Return the month, 1 to 12, that a word names; None where it names none, or not surely.

    Old, short and Roman spellings count, and slips in names of four letters or more.
    """
    key = word.strip(".").casefold().translate(_as_letters())
    exact = _months().get(key)
    if exact is not None:
        return exact
    roman: list[str] = load_toml("months")["roman"]
    if word in roman:
        return roman.index(word) + 1
    return _like(key) if 4 <= len(key) <= 12 else None


def _named(text: str) -> Iterator[tuple[str | None, int, str]]:
    """Yield (day, month, year) for each month that is written as a word."""
    between = "|".join(load_toml("months")["between"])
    bare = re.sub(rf"(?i)(?<=[^\W\d_])\s(?:{between})\.?\s(?=\d)", " ", text)
    start = 0
    while match := _NAMED_MONTH.search(bare, start):
        month = month_number(match[2])
        day = match[1] or match[3]
        if day is None and (misread := _DAY_MISREAD.search(bare[: match.start(2)])):
            day = mend_amount(misread[1])
        # Without a day, "VII/2023" is a part of a number, and "Des-23" may be either.
        word = match[2] not in load_toml("months")["roman"]
        sure = day or (len(match[4]) == 4 and (word or match.group() == bare))
        if month is not None and sure:
            yield day, month, match[4]
        start = match.start() + 1 if match[1] is None else match.start(2)


def _like(key: str) -> int | None:
    """Return the month whose name a misprinted one is nearest to, if no other is near."""
    from rapidfuzz import fuzz, process

    alike = {number for name, number in _months().items() if shape(name) == shape(key)}
    if len(alike) == 1:
        return alike.pop()
    best: dict[int, float] = {}
    for name, score, _ in process.extract(
        key, [name for name in _months() if len(name) >= 4], scorer=fuzz.ratio, limit=None
    ):
        month = _months()[name]
        best[month] = max(best.get(month, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    (month, score), (_, second) = ranked[:2]
    return month if score >= _LIKENESS and score - second >= _LEAD else None


def _iso(year: str, month: int, day: str | None) -> str | None:
    """Return an ISO date, or None where the calendar has no such day."""
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _PIVOT else 2000
    if number not in _YEARS:
        return None
    try:
        first = date(number, month, 1 if day is None else int(day))
    except ValueError:
        return None
    return first.isoformat() if day is not None else first.isoformat()[:7]


@cache
def _as_letters() -> dict[int, str]:
    return str.maketrans(load_toml("months")["as_letters"])


@cache
def _months() -> dict[str, int]:
    names: list[list[str]] = load_toml("months")["names"]
    return {name: number for number, row in enumerate(names, start=1) for name in row}
