"""Citations of Indonesian regulations: the wording of a Dasar Hukum item to a `Citation`.

A citation reads KIND [issuer] NUMBER number YEAR year ABOUT subject, and may go on with what
changed the regulation (LINK) or where it was published (GAZETTE). `normalize.citation_spans`
marks these pieces, `normalize.citation_heads` reads kind and issuer; here the rest is read.
Only an item's first regulation counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models.citation import Citation, RegulationType
from normalize.bullets import strip_bullet
from normalize.citation_heads import GLUE, Head, MarkedText, read_head
from normalize.dates import parse_date
from normalize.misprints import mend_signs
from normalize.regions import slugify
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space

if TYPE_CHECKING:
    from normalize.citation_spans import Mark

_YEARS = range(1900, 2101)
# "24/PRT/M/2007", "050-2737", "188.45 / 12 / KUM / 2015": one number, blanks at its slashes.
# "PM 5" and "P. 21/MENLHK" have a blank after their letters.
_NUMBER = re.compile(
    r"[\s.,:]{0,6}((?:[A-Z]{1,4}\.?\s(?=\d))?[^\s,;:()/]+(?:\s?/\s?[^\s,;:()/]+)*)"
)
# Kinds whose name alone may be any paper in a procedure ("Surat Keputusan").
_AMBIGUOUS = frozenset({"SE", "KEPBAN", "OTHER"})
_NUMBER_AND_YEAR = re.compile(r"(\d+)/((?:19|20)\d\d)")
_YEAR_INSIDE = re.compile(r"(?:^|[/.\-])((?:19|20)\d\d)$")
_YEAR = re.compile(r"[\s.:]{0,4}((?:19|20)\d\d|\d\d(?!\d))")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def parse_citation(text: str) -> Citation:
    """Return the regulation that an item of Dasar Hukum names, the first where it names several.

    Args:
        text: The item without its bullet, its lines joined.

    Returns:
        A citation whose `raw` is the item with whitespace folded. What names no regulation has
        type OTHER. `issuer` is written out; null for kinds that only one body issues, and where
        the print does not say. `number` is as printed but for leading zeros and blanks. `slug`
        joins short name, number and year ("permendagri-no-52-tahun-2011"); null where one of
        them is missing.
    """
    from normalize.citation_spans import read_marks

    raw = fold_space(text)
    legible = mend_signs(raw)
    reader = MarkedText(legible, read_marks(legible))
    head = read_head(reader)
    if head is None or head.kind["type"] == RegulationType.OTHER:
        return Citation(raw=raw, type=RegulationType.OTHER, **_loose_facts(reader, raw))
    number, year = _read_number(reader, head)
    kind = RegulationType(head.kind["type"])
    slug = None
    if head.short and number and year:
        slug = f"{head.short}-no-{slugify(number)}-tahun-{year}"
    return Citation(
        raw=raw,
        type=kind,
        issuer=head.issuer,
        number=number,
        year=year,
        subject=_read_subject(reader, raw, head.name_end),
        slug=slug,
    )


def starts_citation(text: str) -> bool:
    """Return whether a line begins a citation.

    It begins with the name of a kind of regulation and goes on like one: with its issuer, a
    region, a number, "tentang", or not at all (a narrow box broke the line there).
    """
    from normalize.citation_spans import read_marks

    line = mend_signs(strip_bullet(text)[1])
    reader = MarkedText(line, read_marks(line))
    if _is_broken_kind(line):
        return True
    head = read_head(reader, latest=0)
    if head is None:
        return False
    rest = line[head.end :].lstrip(GLUE)
    goes_on = reader.at("NUMBER", head.end) or reader.at("STATE", head.end) or rest[:1].isdigit()
    if goes_on or reader.at("YEAR", head.end):
        return True
    if head.kind["type"] == "OTHER" or line[:1].islower():
        return reader.first("NUMBER", after=head.end) is not None
    about = reader.at("ABOUT", head.end)
    if not rest:
        return head.kind["type"] not in _AMBIGUOUS or head.issuer is not None
    return head.issuer is not None or about is not None or rest[0].isupper()


def _is_broken_kind(line: str) -> bool:
    """Return whether a line is the first words of a kind and no more: "Peraturan", "Undang-"."""
    key = fold_key(line)
    if len(key) < 6 or len(line) > 40 or not line[:1].isupper():
        return False
    kinds = load_toml("citations")["kinds"]
    papers = (name for kind in kinds if kind["type"] in _AMBIGUOUS for name in kind["names"])
    if key in map(fold_key, papers):
        return False
    names = (name for kind in kinds if kind["type"] not in _AMBIGUOUS for name in kind["names"])
    return any(fold_key(name).startswith(key) for name in names)


def _read_number(reader: MarkedText, head: Head) -> tuple[str | None, int | None]:
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
    """Return the year at an index; of two digits, one of the last century from 45 on."""
    match = _YEAR.match(text, start, limit)
    if match is None:
        return None
    year = int(match[1])
    if len(match[1]) == 2:
        year += 1900 if year >= 45 else 2000
    return year if year in _YEARS else None


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


def _read_subject(reader: MarkedText, raw: str, after: int) -> str | None:
    """Return what stands after "tentang", without links and where it was published."""
    about = reader.first("ABOUT", after=after)
    if about is None:
        return None
    link = reader.first("LINK", after=after)
    if link is not None and link.start < about.start and not _joins(reader, link):
        return None
    stop = reader.first("LINK", "GAZETTE", after=about.end)
    subject = raw[about.end : stop.start if stop else None]
    return subject.strip(" ;,.:([\u2013-") or None


def _joins(reader: MarkedText, link: Mark) -> bool:
    """Return whether a link names a second regulation of the same subject ("jo.")."""
    return reader.text[link.start : link.end].casefold().startswith("j")


def _loose_facts(reader: MarkedText, raw: str) -> dict[str, Any]:
    """Return number, year and subject of what is no known kind of regulation."""
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
    return {"number": number, "year": year, "subject": _read_subject(reader, raw, 0)}
