"""Number and year of a regulation, as the head of its citation prints them."""

from __future__ import annotations

import re

from normalize.citation_heads import Head, MarkedText
from normalize.dates import parse_date
from normalize.thresholds import CITATION, PLAUSIBLE_YEARS

# "24/PRT/M/2007", "050-2737", "188.45 / 12 / KUM / 2015": one number, blanks at its slashes.
# "PM 5" and "P. 21/MENLHK" have a blank after their letters.
_NUMBER = re.compile(
    r"[\s.,:]{0,6}((?:[A-Z]{1,4}\.?\s(?=\d))?[^\s,;:()/]+(?:\s?/\s?[^\s,;:()/]+)*)"
)
_NUMBER_AND_YEAR = re.compile(r"(\d+|[IVXLC]+)/((?:19|20)\d\d)")
_YEAR_INSIDE = re.compile(r"(?:^|[/.\-])((?:19|20)\d\d)$")
_YEAR = re.compile(r"[\s.:'\u2019]{0,4}((?:19|20)\d\d|\d\d(?!\d))")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_loose_number(reader: MarkedText) -> tuple[str | None, int | None]:
    """Return number and year of what is no known kind of regulation."""
    end = reader.head_end(0)
    number_mark, year_mark = reader.first("NUMBER"), reader.first("YEAR")
    number = year = None
    if number_mark is not None and number_mark.start < end:
        limit = year_mark.start if year_mark and year_mark.start > number_mark.end else end
        number = _number_at(reader.text, number_mark.end, limit)
    if year_mark is not None and year_mark.start < end:
        year = _year_at(reader.text, year_mark.end, end)
    if number is not None and year is None:
        if both := _NUMBER_AND_YEAR.fullmatch(number):
            number, year = both[1], int(both[2])
        elif inside := _YEAR_INSIDE.search(number):
            year = int(inside[1])
    if number is not None and number.isdecimal():
        number = number.lstrip("0") or "0"
    return number, year


def read_number(reader: MarkedText, head: Head) -> tuple[str | None, int | None]:
    """Return a regulation's number and year as its head prints them."""
    end = reader.head_end(head.name_end)
    mark = reader.first("NUMBER", after=head.name_end)
    if mark is not None and mark.start < end:
        start: int | None = mark.end
    else:
        start = _bare_number(reader, head, end)
    year_mark = reader.first("YEAR", after=head.name_end)
    if year_mark is not None and year_mark.start >= end:
        year_mark = None
    number = None
    if start is not None and head.kind["type"] != "UUD":
        limit = year_mark.start if year_mark and year_mark.start >= start else end
        number = _number_at(reader.text, start, limit)
    year = _year_at(reader.text, year_mark.end, end) if year_mark else None
    if number is not None and (both := _NUMBER_AND_YEAR.fullmatch(number)) and year is None:
        return both[1].lstrip("0") or "0", int(both[2])
    if year is None and number is not None and (inside := _YEAR_INSIDE.search(number)):
        year = int(inside[1]) if "/" in number else None
    if year is None:
        year = _loose_year(reader, start if start is not None else head.name_end, end, number)
    if number is not None and number.isdecimal():
        number = number.lstrip("0") or "0"
    return number, year


def _bare_number(reader: MarkedText, head: Head, end: int) -> int | None:
    """Return where a number stands that has no "Nomor" before it: "UU 23/2014"."""
    start = head.end
    if state := reader.at("STATE", start):
        start = state.end
    gap = re.compile(r"[\s.:\-]{0,4}(?=\d)").match(reader.text, start, end)
    return gap.end() if gap else None


def _number_at(text: str, start: int, limit: int) -> str | None:
    """Return the number at an index, blanks at its slashes taken out; None where none is."""
    match = _NUMBER.match(text, start, limit)
    if match is None:
        return None
    number = re.sub(r"\s?/\s?", "/", match[1]).replace(". ", ".").strip(".:-\u2013 ")
    if not any(char.isalnum() for char in number):
        return None
    roman = re.fullmatch(r"[IVXLC]+", number)
    return number if roman or any(char.isdecimal() for char in number) else None


def _year_at(text: str, start: int, limit: int) -> int | None:
    """Return the year at an index; of two digits, one of the last century from 1945 on."""
    match = _YEAR.match(text, start, limit)
    if match is None:
        return None
    year = int(match[1])
    if len(match[1]) == 2:
        year += 1900 if year >= CITATION.first_year_of_century else 2000
    return year if year in PLAUSIBLE_YEARS else None


def _loose_year(reader: MarkedText, start: int, end: int, number: str | None) -> int | None:
    """Return the year of a date or a year alone in the head: "tanggal 16 Mei 2016", "UUD 1945"."""
    date = reader.first("DATE", after=start)
    if date is not None and date.start < end:
        printed = parse_date(reader.text[date.end : end])
        if printed is not None:
            return int(printed[:4])
    for match in _ANY_YEAR.finditer(reader.text, start, end):
        if match.group() != number:
            return int(match.group())
    return None
