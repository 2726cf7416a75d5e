"""The identity sheet of a text whose labels stand with their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fields.approver import read_approver
from extract.fields.letterhead import read_letterhead
from extract.text.boxes import Box, fill_boxes
from extract.text.captions import drop_repeats, find_titles
from extract.text.elements import Element, Kind
from extract.vocabulary.documents import captioned_title
from extract.vocabulary.letterhead import (
    is_contact_line,
    is_office_line,
    mentions_contact,
    names_office,
)
from models.fields import DATES
from models.finding import Finding
from models.raw import RawText
from normalize.dates import parse_date
from normalize.people import is_position, parse_nip
from normalize.text import blank_to_none, fold_key, join_broken

# An approval block has no more lines than this.
_APPROVER_LINES = 12


@dataclass(slots=True)
class Identity:
    """What an identity sheet says; see `models.raw.RawSop` for the forms."""

    header: dict[str, RawText] = field(default_factory=dict)
    sections: dict[str, list[RawText]] = field(default_factory=dict)
    extra_sections: dict[str, list[RawText]] = field(default_factory=dict)
    titles: list[RawText] = field(default_factory=list)
    contact: list[RawText] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_identity(elements: Sequence[Element]) -> Identity:
    """Read an identity sheet whose values stand beside or below their labels.

    Args:
        elements: The sheet's elements, the lines above its labels and those between the sheet
            and the step table included.
    """
    identity = Identity()
    first_box = next((i for i, e in enumerate(elements) if e.kind is Kind.SECTION), len(elements))
    used: set[int] = set()
    _read_labels(identity, elements, used)
    identity.titles = find_titles(elements, first_box, used)
    if identity.titles:
        identity.header.setdefault("title", identity.titles[0])
    if "title" in identity.header:
        drop_repeats(elements, first_box, identity.header["title"].text, used)
    loose = [
        element.raw_text()
        for index, element in enumerate(elements)
        if index not in used and element.kind is Kind.TEXT and index < first_box
    ]
    identity.header |= read_letterhead(_fullest_first(loose))
    identity.contact = [line for line in loose if is_contact_line(line.text)]
    boxed = [e for i, e in enumerate(elements) if i not in used and (i >= first_box or e.owner)]
    add_boxes(identity, fill_boxes(boxed))
    return identity


def add_boxes(identity: Identity, boxes: Sequence[Box]) -> None:
    """Add the items of boxes to a sheet; a box printed twice adds to its list."""
    for box in boxes:
        items = box.items()
        name = box.heading.field
        if name == "extra":
            identity.extra_sections.setdefault(box.heading.printed, []).extend(items)
            continue
        identity.sections.setdefault(name, []).extend(items)


def _read_labels(identity: Identity, elements: Sequence[Element], used: set[int]) -> None:
    """Read the labels' values; indices of the elements that hold them are added to `used`."""
    offices = (i for i, e in enumerate(elements) if e.kind is Kind.TEXT and is_office_line(e.text))
    first_office = next(offices, len(elements))
    for index, element in enumerate(elements):
        if element.kind is not Kind.LABEL:
            continue
        used.add(index)
        name = element.field
        if name == "approver":
            block = _approver_block(elements, index, used)
            for key, raw in read_approver(block).items():
                identity.header.setdefault(key, raw)
            continue
        parts = [element.raw_text()] if element.text else []
        following = index + 1
        headed = first_office < index
        while following < len(elements) and following not in used:
            if not _is_value_of(name, parts, elements[following], headed=headed):
                break
            used.add(following)
            parts.append(elements[following].raw_text())
            following += 1
        text = blank_to_none(join_broken([part.text for part in parts])) if parts else None
        if text is not None and name not in identity.header:
            identity.header[name] = parts[0].with_text(text)


def _is_value_of(name: str, have: Sequence[RawText], element: Element, *, headed: bool) -> bool:
    """Return whether an element below a label is its value, or the rest of it.

    Args:
        name: The label's field.
        have: The value's lines so far.
        element: The element in question.
        headed: Whether a letterhead stands above the label, so that none follows.
    """
    if element.kind is Kind.STUB:
        return not have
    if element.kind is not Kind.TEXT or (element.owner is not None):
        return False
    if name in DATES:
        return not have and parse_date(element.text) is not None
    if name == "sop_number":
        return not have and any(map(str.isdigit, element.text)) and len(element.text) <= 60
    if name != "title" or len(have) > 3 or (is_office_line(element.text) and not headed):
        return False
    return not have or (not element.gap and captioned_title(element.text) is None)


def _approver_block(elements: Sequence[Element], index: int, used: set[int]) -> list[RawText]:
    """Return the lines of the approval block that a label begins, and mark them as used.

    Lines of a letterhead that stands beside the block are skipped.
    """
    label = elements[index]
    block = [label.raw_text()] if label.text else []
    for at in range(index + 1, min(index + 1 + _APPROVER_LINES, len(elements))):
        element = elements[at]
        if element.kind is Kind.STUB and not element.text:
            used.add(at)
            continue
        if element.kind not in (Kind.TEXT, Kind.STUB):
            break
        beside = (
            is_office_line(element.text) and not is_position(element.text)
        ) or mentions_contact(element.text)
        if beside and not _continues_position(block, element):
            continue
        if parse_date(element.text) is not None and parse_nip(element.text) is None:
            continue
        used.add(at)
        block.append(element.raw_text())
        if parse_nip(element.text) is not None:
            break
    return block


def _continues_position(block: Sequence[RawText], element: Element) -> bool:
    """Return whether an office's name continues the position on the line above it."""
    above = block[-1] if block else None
    return (
        above is not None
        and not element.gap
        and is_position(above.text)
        and not above.text.endswith(",")
        and (above.place.line or 0) == element.line.number - 1
        and is_position(f"{above.text} {element.text}")
        and not names_office("government", element.text)
    )


def _fullest_first(lines: Sequence[RawText]) -> list[RawText]:
    """Return a letterhead's lines without those that an earlier line repeats."""
    seen: set[str] = set()
    kept: list[RawText] = []
    for line in lines:
        key = fold_key(line.text)
        if key and key not in seen:
            kept.append(line)
            seen.add(key)
    return kept
