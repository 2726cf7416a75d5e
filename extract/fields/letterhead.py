"""The letterhead: government, agency, unit, and how to reach them.

What a line is follows from the word it begins with (`extract.vocabulary.letterhead`) and from the
lines above it. A line that begins with no such word continues the one above: office names are
long and wrap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.vocabulary.letterhead import (
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
    for line in map(_without_dirt, lines):
        key = "".join(filter(str.isalnum, line.text.casefold()))
        if not _ALPHABET.search(line.text) or key in seen:
            continue
        seen.add(key)
        is_contact = is_contact_line(line.text, after_contact=bool(contact))
        (contact if is_contact else offices).append(line)
    return _read_offices(offices) | _read_contact(contact)


def _without_dirt(line: RawText) -> RawText:
    """Return a recognised line without what dirt and a crest were read as: "— PEMERINTAH", "w"."""
    if line.confidence == 1.0:
        return line
    text = _DIRT_BEFORE.sub("", line.text)
    short = sum(map(str.isalnum, text)) < LETTERHEAD.min_letters
    return line.with_text("" if short and line.confidence < LETTERHEAD.min_confidence else text)


def _read_offices(lines: Iterable[RawText]) -> dict[str, RawText]:
    """Tell government, agency and unit among the lines that name offices."""
    found: dict[str, list[RawText]] = {}
    current: str | None = None
    for line in lines:
        kind = _office_kind(line.text, found)
        if kind is None:
            if current is not None:
                found[current].append(line)
            continue
        current = kind
        if kind == "bare":
            found[kind] = [line]
        else:
            found.setdefault(kind, []).append(line)
    if "agency" not in found and "bare" in found and "government" in found:
        found["agency"] = found["bare"]
    found.pop("bare", None)
    return {name: RawText.joined(parts) for name, parts in found.items()}


def _office_kind(text: str, found: dict[str, list[RawText]]) -> str | None:
    """Return what a line names, given what the lines above it named; None where it continues."""
    agency = " ".join(part.text for part in found.get("agency", ()))
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
