"""What identifies a regulation in a citation before its number: its kind and who issued it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from normalize.institutions import Institution, institution, named_like
from normalize.regions import region_issuer, region_slug
from normalize.tables import load_toml
from normalize.text import fold_key
from normalize.thresholds import CITATION

if TYPE_CHECKING:
    from normalize.citation_spans import Mark

# Signs and blanks that may stand between two pieces of a citation.
GLUE = " -\u2010\u2011\u2013.:,"
_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)")


@dataclass(frozen=True, slots=True)
class Head:
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


class MarkedText:
    """A citation's text with its marks.

    Args:
        text: The text the marks were read in.
        marks: Its marks by place.
    """

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        """Keep the text and its marks."""
        self.text = text
        self.marks = marks

    def first(self, *labels: str, after: int = 0) -> Mark | None:
        """Return the first mark with one of the labels that begins at or after an index."""
        return next((m for m in self.marks if m.label in labels and m.start >= after), None)

    def at(self, label: str, index: int) -> Mark | None:
        """Return the mark with a label that begins at an index, signs and blanks passed over."""
        while index < len(self.text) and self.text[index] in GLUE:
            index += 1
        return next((m for m in self.marks if m.label == label and m.start == index), None)

    def until(self, stop: int) -> MarkedText:
        """Return the text up to an index, with its marks."""
        return MarkedText(self.text[:stop], [mark for mark in self.marks if mark.end <= stop])

    def head_end(self, after: int) -> int:
        """Return where the head ends: at "tentang", a link, the gazette, or the text's end."""
        mark = self.first("ABOUT", "LINK", "GAZETTE", after=after)
        return len(self.text) if mark is None else mark.start


def read_head(reader: MarkedText, latest: int = CITATION.max_start_chars) -> Head | None:
    """Return the first kind of regulation with its issuer; None where there is none."""
    about = reader.first("ABOUT")
    limit = min(latest, about.start if about else latest)
    for mark in reader.marks:
        if mark.label == "KIND" and mark.start <= limit:
            head = head_at(reader, mark)
            if head is not None:
                return head
    return None


def head_at(reader: MarkedText, mark: Mark) -> Head | None:
    """Return the kind of regulation at a KIND mark with its issuer; None where it is none."""
    printed = reader.text[mark.start : mark.end]
    is_short = len(fold_key(printed)) <= CITATION.max_short_kind_letters
    if is_short and not _is_short_kind(reader, mark, printed):
        return None
    index, _, slug = mark.key.partition("/")
    kind = load_toml("citations")["kinds"][int(index)]
    return _glued_head(kind, mark, slug) if slug else _issued_head(reader, kind, mark)


def _is_short_kind(reader: MarkedText, mark: Mark, printed: str) -> bool:
    """Return whether two or three letters are a kind: "se" and "per" are words.

    They are in capitals, before a number, or written in one with an issuer: "PerBKN".
    """
    if printed.isupper() or _numbered(reader, mark):
        return True
    return printed[0].isupper() and any(
        mark.end == other.start for other in reader.marks if other.label == "AGENCY"
    )


def _numbered(reader: MarkedText, kind: Mark) -> bool:
    """Return whether a number follows a kind at once: "Uu No. 5", "pp 27/2014"."""
    if reader.at("NUMBER", kind.end) or reader.at("STATE", kind.end):
        return True
    return reader.text[kind.end :].lstrip(GLUE)[:1].isdigit()


def _glued_head(kind: Mapping[str, Any], mark: Mark, key: str) -> Head:
    """Return the head of a kind written in one with its issuer: "Permendagri"."""
    issuer = institution(key)
    short = issuer.short_name(kind)
    return Head(kind, mark.start, mark.end, issuer.issuer, short, mark.end)


def _issued_head(reader: MarkedText, kind: Mapping[str, Any], mark: Mark) -> Head | None:
    """Return the head of a kind whose issuer, if it has one, is printed after it."""
    end = mark.end
    if match := _BRACKETS.match(reader.text, end):  # "Peraturan Daerah (Perda) Kota Depok"
        end = match.end()
    how = kind["issuer"]
    if how == "":
        short = kind["slug"] or None
        return Head(kind, mark.start, mark.end, kind.get("whole_issuer"), short, end)
    if how in ("ministry", "agency", "office"):
        return _institution_head(reader, kind, mark, end)
    level = None if how == "region" else how
    issuer, after = _read_region(reader, level, end)
    short = f"{kind['slug']}-{region_slug(issuer)}" if issuer else None
    return Head(kind, mark.start, mark.end, issuer, short, after)


def _institution_head(
    reader: MarkedText, kind: Mapping[str, Any], mark: Mark, end: int
) -> Head | None:
    """Return the head of a minister's or an agency's regulation, or of a circular."""
    how = kind["issuer"]
    labels = ("MINISTRY", "AGENCY") if how == "office" else (how.upper(),)
    for found in filter(None, (reader.at(label, end) for label in labels)):
        issuer = _longer_named(reader, institution(found.key), end, found)
        if issuer is not None:
            short = issuer.short_name(kind)
            return Head(kind, mark.start, mark.end, issuer.issuer, short, found.end)
    if how == "office" and (region_head := reader.at("HEAD", end)):
        name, after = _read_region(reader, region_head.key, region_head.end)
        region = f"{kind['slug']}-{region_slug(name)}" if name else None
        return Head(kind, mark.start, mark.end, name, region, after)
    stop = _issuer_stop(reader, end)
    printed = reader.text[end:stop].strip(GLUE)
    known = named_like("agency" if how == "agency" else "ministry", printed) if printed else None
    if known is not None:
        short = known.short_name(kind)
        return Head(kind, mark.start, mark.end, known.issuer, short, stop)
    name = printed if printed[:1].isupper() else None
    if how == "agency":
        agency = printed.split(" ")[0] in load_toml("citations")["agency_words"]
        local = any(m.label == "LEVEL" and end <= m.start < stop for m in reader.marks)
        return Head(kind, mark.start, mark.end, name, None, stop) if agency and not local else None
    if name is None:
        return Head(kind, mark.start, mark.end, None, None, end)
    name = f"Menteri {name}" if how == "ministry" else name
    return Head(kind, mark.start, mark.end, name, None, stop)


def _longer_named(
    reader: MarkedText, found: Institution, start: int, mark: Mark
) -> Institution | None:
    """Return the institution printed, which may have more names than the one found.

    "Menteri Kesehatan dan Kependudukan" is not "Menteri Kesehatan": None where the table does
    not know the longer name.
    """
    stop = _issuer_stop(reader, start, signs="\\d(;:")
    if not re.match(r"\s?(?:,|/|&|dan\b)\s?[A-Z]", reader.text[mark.end : stop]):
        return found
    return named_like(found.kind, reader.text[start:stop].strip(GLUE))


def _read_region(reader: MarkedText, level: str | None, start: int) -> tuple[str | None, int]:
    """Return the region printed at an index, written out, and the index after it.

    Where none stands there, the head may name it after the number: "Nomor 5 Tahun 2010
    Kabupaten Balangan tentang".
    """
    stop = _issuer_stop(reader, start)
    named = reader.at("LEVEL", start)
    if not reader.text[start:stop].strip(GLUE):
        named = reader.first("LEVEL", after=stop)
        if named is None or named.start >= reader.head_end(start):
            return None, start
        stop_after = _issuer_stop(reader, named.end)
        return region_issuer(named.key, reader.text[named.end : stop_after]), start
    name_start = start
    if named is not None and named.end <= stop:
        level, name_start = named.key, named.end
    return region_issuer(level, reader.text[name_start:stop]), stop


def _issuer_stop(reader: MarkedText, start: int, signs: str = r"\d(,;:") -> int:
    """Return where an issuer's name ends: at a number, a year, a bracket or the head's end."""
    stop = reader.head_end(start)
    mark = reader.first("NUMBER", "YEAR", "STATE", "DATE", after=start)
    if mark is not None:
        stop = min(stop, mark.start)
    sign = re.compile(f"[{signs}]").search(reader.text, start, stop)
    return sign.start() if sign else stop
