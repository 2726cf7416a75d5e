"""The letterhead: government, agency, unit, and how to reach them.

What a line is follows from the word it begins with (`extract.vocabulary.letterhead`) and from the
lines above it. A line that begins with no such word continues the one above: office names are
long and wrap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.vocabulary.documents import is_cut_name, match_document
from extract.vocabulary.letterhead import (
    end_of_government,
    goes_on,
    is_bare_office,
    is_contact_line,
    names_central_office,
    names_office,
    split_contact,
)
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class LetterheadThresholds:
    """Which recognised lines are dirt or a crest. Unfitted."""

    # A line with fewer letters and digits ...
    min_letters: int = 3
    # ... that was read less surely than this, 0 to 1, is no line.
    min_confidence: float = 0.8
    # A line this far below another, in heights of the lower one, does not continue it.
    max_wrap_gap_heights: float = 1.6


LETTERHEAD = LetterheadThresholds()


_DIRT_BEFORE = re.compile(r"^[^\w(]+(?=[^\W\d_]{3})")
_ALPHABET = re.compile(r"[A-Za-z]")


def read_letterhead(lines: Sequence[RawText]) -> dict[str, RawText]:
    """Read a letterhead.

    Args:
        lines: Its lines from top to bottom. Where a letterhead is printed twice (above the
            sheet and in its left cell), the fuller one first.

    Returns:
        Of `government`, `agency`, `unit`, `address`, `phone`, `email` and `website` what the
        letterhead holds.
    """
    offices: list[RawText] = []
    contact: list[RawText] = []
    seen: set[str] = set()
    for line in _one_office_each(_form_names_joined(map(_without_dirt, lines))):
        key = _key(line.text)
        if not _ALPHABET.search(line.text) or key in seen:
            continue
        seen.add(key)
        above = contact[-1] if contact else None
        open_contact = above is not None and _wraps(above, line)
        if match_document(line.text) is None:
            is_contact = is_contact_line(line.text, after_contact=open_contact)
            (contact if is_contact else offices).append(line)
        else:
            offices.append(line)
    return _read_offices(offices) | _read_contact(contact)


def _form_names_joined(lines: Iterable[RawText]) -> Iterator[RawText]:
    """Yield lines; the form's name, cut by the width of its cell, is one of them."""
    above: RawText | None = None
    for line in lines:
        if above is not None and is_cut_name(above.text, line.text):
            above = RawText.joined([above, line])
            continue
        if above is not None:
            yield above
        above = line
    if above is not None:
        yield above


def _one_office_each(lines: Iterable[RawText]) -> Iterator[RawText]:
    """Yield lines, those that name a region's government and its agency cut between the two."""
    for line in lines:
        if (end := end_of_government(line.text)) is None:
            yield line
        else:
            yield line.with_text(line.text[:end].rstrip())
            yield line.with_text(line.text[end:].lstrip())


def _without_dirt(line: RawText) -> RawText:
    """Return a recognised line without what dirt and a crest were read as: "— PEMERINTAH", "w"."""
    if line.confidence == 1.0:
        return line
    text = _DIRT_BEFORE.sub("", line.text)
    short = sum(map(str.isalnum, text)) < LETTERHEAD.min_letters
    return line.with_text("" if short and line.confidence < LETTERHEAD.min_confidence else text)


@dataclass(slots=True)
class _Office:
    """The name of an office, over one line or several."""

    kind: str
    lines: list[RawText]

    @property
    def names_agency(self) -> bool:
        """Return whether it begins with a word of agencies."""
        return names_office("agency", self.lines[0].text)

    @property
    def key(self) -> str:
        """Return the name's letters and digits."""
        return _key(" ".join(line.text for line in self.lines))


def _read_offices(lines: Iterable[RawText]) -> dict[str, RawText]:
    """Tell government, agency and unit among the lines that name offices."""
    offices: list[_Office] = []
    above: RawText | None = None
    for line in lines:
        if match_document(line.text) is not None:
            above = None
            continue
        open_name = above is not None and _wraps(above, line) and goes_on(above.text, line.text)
        kind = None if open_name else _office_kind(line.text, offices)
        if kind is not None:
            offices.append(_Office(kind, [line]))
        elif offices and above is not None and _wraps(above, line):
            offices[-1].lines.append(line)
        else:
            above = None
            continue
        above = line
    return _parted(_without_repeats(_with_agency(offices)))


def _with_agency(offices: Sequence[_Office]) -> list[_Office]:
    """Return offices with a unit taken for the agency put back where the agency follows.

    "PEMERINTAH KABUPATEN", "PPID", "DINAS": a unit's word below a government is the agency's
    only where no agency is named.
    """
    first = next((x for x in offices if x.kind == "agency"), None)
    later = next((x for x in offices if x.kind == "unit" and x.names_agency), None)
    if first is None or later is None or first.names_agency:
        return list(offices)
    first.kind, later.kind = "unit", "agency"
    return list(offices)


def _parted(offices: Sequence[_Office]) -> dict[str, RawText]:
    """Return government, agency and unit as the lines of their offices joined."""
    found: dict[str, list[RawText]] = {}
    for office in offices:
        if office.kind == "bare":
            found[office.kind] = office.lines
        else:
            found.setdefault(office.kind, []).extend(office.lines)
    if "agency" not in found and "bare" in found and "government" in found:
        found["agency"] = found["bare"]
    found.pop("bare", None)
    return {name: RawText.joined(parts) for name, parts in found.items()}


def _without_repeats(offices: Sequence[_Office]) -> list[_Office]:
    """Return offices without those printed again, alone or with the government's name behind."""
    kept: list[_Office] = []
    for office in offices:
        known = [other.key for other in kept]
        behind = [_key_of_region(other) for other in kept if other.kind == "government"]
        repeats = {key + region for key in known for region in ("", *behind)}
        if office.key not in repeats:
            kept.append(office)
    return kept


def _key_of_region(government: _Office) -> str:
    """Return the letters of a government's region: "KABUPATEN TIRTA" of its "PEMERINTAH"."""
    words = " ".join(line.text for line in government.lines).split()
    return _key(" ".join(words[1:] if names_office("government", words[0]) else words))


def _key(text: str) -> str:
    """Return a text's letters and digits, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def _wraps(above: RawText, line: RawText) -> bool:
    """Return whether a line stands close enough below another to continue it."""
    one, other = above.place.bbox, line.place.bbox
    if one is None or other is None or above.place.page != line.place.page:
        return True
    return other.top - one.bottom <= LETTERHEAD.max_wrap_gap_heights * min(one.height, other.height)


def _office_kind(text: str, above: Sequence[_Office]) -> str | None:
    """Return what a line names, given what the lines above it named; None where it continues."""
    found = {office.kind for office in above}
    agency = " ".join(x.text for office in above if office.kind == "agency" for x in office.lines)
    if names_office("government", text):
        return "government" if "government" not in found else None
    if names_office("region", text):
        if agency and names_central_office(agency) and "government" not in found:
            return "agency"
        return None if "government" in found else "government"
    if is_bare_office(text) and not agency:
        return "bare"
    if names_office("agency", text):
        return "unit" if agency else "agency"
    if names_office("unit", text):
        return "unit" if agency or not found else "agency"
    return None


def _read_contact(lines: Iterable[RawText]) -> dict[str, RawText]:
    """Take telephone, e-mail and web address out of contact lines; what stays is the address."""
    found: dict[str, RawText] = {}
    address: list[RawText] = []
    for line in lines:
        values, rest = split_contact(line.text)
        for name, value in values.items():
            found.setdefault(name, line.with_text(value))
        if rest:
            address.append(line.with_text(rest))
    if address:
        found["address"] = RawText.joined(address)
    return found
