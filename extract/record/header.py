"""The identity sheet's single values, each understood by what its field holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from extract.findings.messages import Param
from extract.findings.reasons import why_no_nip
from extract.record.notes import Notes
from extract.record.thresholds import RECOGNITION
from models.fields import FIELDS, HEADER
from models.header import Approver, Header
from models.kinds import Kind
from models.raw import RawSop, RawText
from normalize.dates import examine_date
from normalize.organisations import read_region
from normalize.people import parse_nip
from normalize.text import blank_to_none, fold_space


def build_header(sop: RawSop, notes: Notes) -> Header:
    """Return the identity sheet's values.

    Args:
        sop: The SOP as read.
        notes: What is learnt on the way is added to it.
    """
    values: dict[str, str] = {}
    approver: dict[str, str] = {}
    for name, read, is_repeated in _printed(sop.header):
        found_before = len(notes.findings)
        value = _build_value(name, read, sop.agreed.get(name), notes)
        if is_repeated:
            del notes.findings[found_before:]
        if value is None:
            continue
        if name.startswith("approver."):
            approver[name.removeprefix("approver.")] = value
        else:
            values[name] = value
    region = read_region(values.get("government"), values.get("agency"), values.get("unit"))
    return Header(**values, approver=Approver(**approver), region=region)


def _printed(header: Mapping[str, RawText]) -> Iterator[tuple[str, RawText, bool]]:
    """Yield what each field of the header is read from.

    A field with nothing printed under its own label is read from what another holds
    (`FieldSpec.or_else`).

    Yields:
        The field's name, the text, and whether another field was read from the same text before.
    """
    takers: dict[str, str] = {}
    for field in HEADER:
        if not _is_filled(header.get(field.name)):
            givers = (name for name in field.spec.or_else if _is_filled(header.get(name)))
            if (giver := next(givers, None)) is not None:
                takers[giver] = field.name
    taken = set(takers.values())
    for name, text in header.items():
        if name in taken:
            continue
        if name in takers:
            yield takers[name], text, False
        yield name, text, name in takers


def _is_filled(text: RawText | None) -> bool:
    """Return whether something is printed."""
    return text is not None and blank_to_none(fold_space(text.text)) is not None


def _build_value(name: str, read: RawText, agreed: str | None, notes: Notes) -> str | None:
    """Return the value of a field; None where there is none, or it cannot be understood.

    Args:
        name: The field.
        read: What it is read from.
        agreed: What was recognised, where other places of the file say what it is.
        notes: What is learnt on the way is added to it.
    """
    field = FIELDS[name]
    if agreed is not None:
        notes.read_as[field.pointer] = said = fold_space(agreed)
        params: dict[str, Param] = {"read": said, "text": read.text}
        notes.find("ocr-agreed", field.pointer, read, params=params)
    text = notes.put_right(field.pointer, name, read)
    value = blank_to_none(fold_space(text.text))
    if value is not None and (understand := _UNDERSTAND.get(field.kind)) is not None:
        value = understand(field.pointer, text, notes)
    if value is not None:
        notes.place(field.pointer, name, text)
    return value


def _build_date(pointer: str, reading: RawText, notes: Notes) -> str | None:
    """Return a date in ISO 8601, and findings for what is wrong with it; None where it is none."""
    text, facts = fold_space(reading.text), examine_date(reading.text)
    if facts is None:
        notes.find("date-not-understood", pointer, reading, params={"text": text})
        return None
    for problem in facts.problems:
        notes.find(problem, pointer, reading, params={"text": text})
    return facts.iso


def _build_nip(pointer: str, reading: RawText, notes: Notes) -> str | None:
    """Return a NIP; None, and a finding that says why, where there is none."""
    nip = parse_nip(reading.text)
    if nip is None:
        wording = why_no_nip(reading.text)
        notes.find("nip-malformed", pointer, reading, wording, {"text": fold_space(reading.text)})
    return nip


def _build_identifier(pointer: str, reading: RawText, notes: Notes) -> str | None:
    """Return an SOP's number; None, and a finding, where handwriting was read as letters alone."""
    text = fold_space(reading.text)
    hardly = notes.recognised and reading.confidence < RECOGNITION.min_row_confidence
    if not hardly or any(map(str.isdecimal, text)):
        return text
    notes.find("sop-number-not-understood", pointer, reading, params={"text": text})
    return None


# How values are understood that are more than their text.
_UNDERSTAND: Mapping[Kind, Callable[[str, RawText, Notes], str | None]] = {
    Kind.DATE: _build_date,
    Kind.NIP: _build_nip,
    Kind.IDENTIFIER: _build_identifier,
}
