"""Citations of Indonesian regulations: the wording of a Dasar Hukum item to a `Citation`.

A citation reads KIND [issuer] NUMBER number YEAR year ABOUT subject, and may go on with what
changed the regulation (LINK) or where it was published (GAZETTE). `normalize.citation_spans`
marks these pieces; here they are read from left to right. Only the first regulation counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.citation import Citation, RegulationType
from normalize.bullets import strip_bullet
from normalize.dates import parse_date
from normalize.institutions import Institution, institution, named_like
from normalize.regions import region_issuer, region_slug, slugify
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space

if TYPE_CHECKING:
    from normalize.citation_spans import Mark

# A kind further in than this is not what the item cites.
_LATEST_START = 40
_YEARS = range(1900, 2101)
# "24/PRT/M/2007", "050-2737", "188.45 / 12 / KUM / 2015": one number, blanks at its slashes.
# "PM 5" and "P. 21/MENLHK" have a blank after their letters.
_NUMBER = re.compile(r"[\s.:]{0,6}((?:[A-Z]{1,4}\.?\s(?=\d))?[^\s,;:()/]+(?:\s?/\s?[^\s,;:()/]+)*)")
_DIGITS_MISREAD = re.compile(r"(?<![^\W_])(?=[OoIl|]?\d)\d?[\dOoIl|]+(?![^\W_])")
_AS_DIGITS = str.maketrans("OoIl|", "00111")
_NUMBER_AND_YEAR = re.compile(r"(\d+)/((?:19|20)\d\d)")
_YEAR_INSIDE = re.compile(r"(?:^|[/.\-])((?:19|20)\d\d)$")
_YEAR = re.compile(r"[\s.:]{0,4}((?:19|20)\d\d|\d\d(?!\d))")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)")
_GLUE = " -\u2010\u2011\u2013.:,"


@dataclass(frozen=True, slots=True)
class _Head:
    """What identifies the regulation, up to "tentang".

    Attributes:
        kind: The entry of the table of kinds.
        start: Index of its first character.
        name_end: Index after the kind's name.
        issuer: Who issued it, written out.
        short: The short name its slug begins with; None where there is none.
        end: Index after the issuer.
    """

    kind: Mapping[str, Any]
    start: int
    name_end: int
    issuer: str | None
    short: str | None
    end: int


class _Reader:
    """One citation's text with its marks."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        self.marks = marks

    def first(self, *labels: str, after: int = 0) -> Mark | None:
        """Return the first mark with one of the labels that begins at or after an index."""
        return next((m for m in self.marks if m.label in labels and m.start >= after), None)

    def at(self, label: str, index: int) -> Mark | None:
        """Return the mark with a label that begins at an index, signs and blanks passed over."""
        while index < len(self.text) and self.text[index] in _GLUE:
            index += 1
        return next((m for m in self.marks if m.label == label and m.start == index), None)

    def head_end(self, after: int) -> int:
        """Return where the head ends: at "tentang", a link, the gazette, or the text's end."""
        mark = self.first("ABOUT", "LINK", "GAZETTE", after=after)
        return len(self.text) if mark is None else mark.start


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
    legible = _DIGITS_MISREAD.sub(lambda match: match.group().translate(_AS_DIGITS), raw)
    reader = _Reader(legible, read_marks(legible))
    head = _read_head(reader)
    if head is None or head.kind["type"] == RegulationType.OTHER:
        return Citation(raw=raw, type=RegulationType.OTHER, **_loose_facts(reader))
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
        subject=_read_subject(reader, head.name_end),
        slug=slug,
    )


def starts_citation(text: str) -> bool:
    """Return whether a line begins a citation.

    It begins with the name of a kind of regulation and goes on like one: with its issuer, a
    region, a number, "tentang", or not at all (a narrow box broke the line there).
    """
    from normalize.citation_spans import read_marks

    line = strip_bullet(text)[1]
    reader = _Reader(line, read_marks(line))
    if _is_broken_kind(line):
        return True
    head = _read_head(reader, latest=0)
    if head is None:
        return False
    rest = line[head.end :].lstrip(_GLUE)
    goes_on = reader.at("NUMBER", head.end) or reader.at("STATE", head.end) or rest[:1].isdigit()
    if goes_on or reader.at("YEAR", head.end):
        return True
    if head.kind["type"] == "OTHER" or line[:1].islower():
        return reader.first("NUMBER", after=head.end) is not None
    about = reader.at("ABOUT", head.end)
    return not rest or head.issuer is not None or about is not None or rest[0].isupper()


def _is_broken_kind(line: str) -> bool:
    """Return whether a line is the first words of a kind and no more: "Peraturan", "Undang-"."""
    key = fold_key(line)
    if len(key) < 6 or len(line) > 40 or not line[:1].isupper():
        return False
    names = (name for kind in load_toml("citations")["kinds"] for name in kind["names"])
    return any(fold_key(name).startswith(key) for name in names)


def _read_head(reader: _Reader, latest: int = _LATEST_START) -> _Head | None:
    """Return the first kind of regulation with its issuer; None where there is none."""
    about = reader.first("ABOUT")
    limit = min(latest, about.start if about else latest)
    kinds = load_toml("citations")["kinds"]
    for mark in reader.marks:
        if mark.label != "KIND" or mark.start > limit:
            continue
        printed = reader.text[mark.start : mark.end]
        if len(fold_key(printed)) <= 3 and not (printed.isupper() or _numbered(reader, mark)):
            continue  # "se" and "per" are words
        index, _, slug = mark.key.partition("/")
        kind = kinds[int(index)]
        head = _glued_head(kind, mark, slug) if slug else _issued_head(reader, kind, mark)
        if head is not None:
            return head
    return None


def _numbered(reader: _Reader, kind: Mark) -> bool:
    """Return whether a number follows a kind at once: "Uu No. 5", "pp 27/2014"."""
    if reader.at("NUMBER", kind.end) or reader.at("STATE", kind.end):
        return True
    return reader.text[kind.end :].lstrip(_GLUE)[:1].isdigit()


def _glued_head(kind: Mapping[str, Any], mark: Mark, key: str) -> _Head:
    """Return the head of a kind written in one with its issuer: "Permendagri"."""
    issuer = institution(key)
    short = _institution_slug(kind, issuer)
    return _Head(kind, mark.start, mark.end, issuer.issuer, short, mark.end)


def _issued_head(reader: _Reader, kind: Mapping[str, Any], mark: Mark) -> _Head | None:
    """Return the head of a kind whose issuer, if it has one, is printed after it."""
    end = mark.end
    if match := _BRACKETS.match(reader.text, end):  # "Peraturan Daerah (Perda) Kota Depok"
        end = match.end()
    how = kind["issuer"]
    if how == "":
        short = kind["slug"] or None
        return _Head(kind, mark.start, mark.end, kind.get("whole_issuer"), short, end)
    if how in ("ministry", "agency", "office"):
        return _institution_head(reader, kind, mark, end)
    level = None if how == "region" else how
    issuer, after = _read_region(reader, level, end)
    short = f"{kind['slug']}-{region_slug(issuer)}" if issuer else None
    return _Head(kind, mark.start, mark.end, issuer, short, after)


def _institution_head(
    reader: _Reader, kind: Mapping[str, Any], mark: Mark, end: int
) -> _Head | None:
    """Return the head of a minister's or an agency's regulation, or of a circular."""
    how = kind["issuer"]
    found = reader.at("ISSUER", end)
    if found is not None:
        issuer = _longer_named(reader, institution(found.key), end, found)
        if issuer is not None and how in ("office", issuer.kind):
            short = _institution_slug(kind, issuer)
            return _Head(kind, mark.start, mark.end, issuer.issuer, short, found.end)
    if how == "office" and (region_head := reader.at("HEAD", end)):
        name, after = _read_region(reader, region_head.key, region_head.end)
        region = f"{kind['slug']}-{region_slug(name)}" if name else None
        return _Head(kind, mark.start, mark.end, name, region, after)
    stop = _issuer_stop(reader, end)
    printed = reader.text[end:stop].strip(_GLUE)
    known = named_like("agency" if how == "agency" else "ministry", printed) if printed else None
    if known is not None:
        short = _institution_slug(kind, known)
        return _Head(kind, mark.start, mark.end, known.issuer, short, stop)
    name = printed if printed[:1].isupper() else None
    if how == "agency":
        agency = printed.split(" ")[0] in load_toml("citations")["agency_words"]
        local = any(m.label == "LEVEL" and end <= m.start < stop for m in reader.marks)
        return _Head(kind, mark.start, mark.end, name, None, stop) if agency and not local else None
    if name is None:
        return _Head(kind, mark.start, mark.end, None, None, end)
    name = f"Menteri {name}" if how == "ministry" else name
    return _Head(kind, mark.start, mark.end, name, None, stop)


def _longer_named(
    reader: _Reader, found: Institution, start: int, mark: Mark
) -> Institution | None:
    """Return the institution printed, which may have more names than the one found.

    "Menteri Kesehatan dan Kependudukan" is not "Menteri Kesehatan": None where the table does
    not know the longer name.
    """
    stop = _issuer_stop(reader, start, signs="\\d(;:")
    if not re.match(r"\s?(?:,|/|&|dan\b)\s?[A-Z]", reader.text[mark.end : stop]):
        return found
    return named_like(found.kind, reader.text[start:stop].strip(_GLUE))


def _institution_slug(kind: Mapping[str, Any], issuer: Institution) -> str:
    """Return the short name of an institution's regulation: "permendagri", "perka-bkn"."""
    if kind["issuer"] == "ministry":
        return f"{kind['slug']}{issuer.slug}"
    if issuer.kind == "ministry":
        return f"{kind['slug']}-men{issuer.slug}"
    return f"{kind['slug']}-{issuer.slug}"


def _read_region(reader: _Reader, level: str | None, start: int) -> tuple[str | None, int]:
    """Return the region printed at an index, written out, and the index after it.

    Where none stands there, the head may name it after the number: "Nomor 5 Tahun 2010
    Kabupaten Balangan tentang".
    """
    stop = _issuer_stop(reader, start)
    named = reader.at("LEVEL", start)
    if not reader.text[start:stop].strip(_GLUE):
        named = reader.first("LEVEL", after=stop)
        if named is None or named.start >= reader.head_end(start):
            return None, start
        stop_after = _issuer_stop(reader, named.end)
        return region_issuer(named.key, reader.text[named.end : stop_after]), start
    name_start = start
    if named is not None and named.end <= stop:
        level, name_start = named.key, named.end
    return region_issuer(level, reader.text[name_start:stop]), stop


def _issuer_stop(reader: _Reader, start: int, signs: str = r"\d(,;:") -> int:
    """Return where an issuer's name ends: at a number, a year, a bracket or the head's end."""
    stop = reader.head_end(start)
    mark = reader.first("NUMBER", "YEAR", "STATE", "DATE", after=start)
    if mark is not None:
        stop = min(stop, mark.start)
    sign = re.compile(f"[{signs}]").search(reader.text, start, stop)
    return sign.start() if sign else stop


def _read_number(reader: _Reader, head: _Head) -> tuple[str | None, int | None]:
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


def _bare_number(reader: _Reader, head: _Head, end: int) -> int | None:
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


def _loose_year(reader: _Reader, start: int, end: int, number: str | None) -> int | None:
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


def _read_subject(reader: _Reader, after: int) -> str | None:
    """Return what stands after "tentang", without links and where it was published."""
    about = reader.first("ABOUT", after=after)
    if about is None:
        return None
    link = reader.first("LINK", after=after)
    if link is not None and link.start < about.start and not _joins(reader, link):
        return None
    stop = reader.first("LINK", "GAZETTE", after=about.end)
    subject = reader.text[about.end : stop.start if stop else None]
    return subject.strip(" ;,.:([\u2013-") or None


def _joins(reader: _Reader, link: Mark) -> bool:
    """Return whether a link names a second regulation of the same subject ("jo.")."""
    return reader.text[link.start : link.end].casefold().startswith("j")


def _loose_facts(reader: _Reader) -> dict[str, Any]:
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
    return {"number": number, "year": year, "subject": _read_subject(reader, 0)}
