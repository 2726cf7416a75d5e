"""Offices and addresses that stand outside the identity sheet: on a cover, above a step table.

An office that prints its letterhead on the cover alone leaves it out of the sheet; an SOP without
a sheet may have a letterhead above its steps. What a sheet says itself counts first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.fields.letterhead import read_letterhead
from extract.fields.pages import PageSummary
from extract.vocabulary.letterhead import is_contact_line
from models.raw import RawSop, RawText
from normalize.likeness import likeness


@dataclass(frozen=True, slots=True)
class CoverThresholds:
    """How far a letterhead outside the sheet is believed. Unfitted."""

    # Confidence of an office or address read from there, 0 to 1.
    confidence: float = 0.8
    # Offices so much alike, 0 to 100, are one.
    min_likeness: float = 85.0


COVERS = CoverThresholds()

_OFFICES = ("government", "agency")
_FIELDS = (*_OFFICES, "address", "phone", "email", "website")


def add_letterheads(sop: RawSop, pages: Sequence[PageSummary], *, has_sheet: bool) -> None:
    """Add to an SOP's header what a letterhead outside its sheet says and the sheet does not.

    Args:
        sop: The SOP; its header and contact lines are added to.
        pages: The file's pages.
        has_sheet: Whether an identity sheet was read; the lines above its table are then its own.
    """
    first = min(sop.pages, default=0)
    if not has_sheet:
        own = next((page for page in pages if page.number == first), None)
        _add(sop, own.upper if own else (), units=True)
    cover = next((p for p in reversed(pages) if p.number < first and p.is_cover), None)
    if cover is not None:
        _add(sop, cover.upper, units=False)


def _add(sop: RawSop, lines: Sequence[RawText], *, units: bool) -> None:
    """Add what lines of a letterhead say, unless they are another office's."""
    found = read_letterhead(lines)
    if not any(name in found for name in _OFFICES):
        return
    if any(_differ(sop.header.get(name), found.get(name)) for name in _OFFICES):
        return
    for name in (*_FIELDS, "unit") if units else _FIELDS:
        if name in found and name not in sop.header:
            read = found[name]
            sop.header[name] = replace(read, confidence=min(read.confidence, COVERS.confidence))
    known = {line.text for line in sop.contact}
    sop.contact += [x for x in lines if is_contact_line(x.text) and x.text not in known]


def _differ(one: RawText | None, other: RawText | None) -> bool:
    """Return whether two names are given and are not of one office.

    One may be the other with the region's name behind it.
    """
    if one is None or other is None:
        return False
    shorter, longer = sorted((one.text.casefold(), other.text.casefold()), key=len)
    return shorter not in longer and likeness(one.text, other.text) < COVERS.min_likeness
