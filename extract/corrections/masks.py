"""Reviews without the numbers of persons in office, for outputs that must not hold them."""

from __future__ import annotations

from typing import Any

from extract.corrections.journal import Entry
from extract.record.masking import NIP_POINTER, mask_record
from models import Finding, SopRecord
from normalize.privacy import mask_nips

# Fields with ids; a run of digits in one is no number of a person.
_NAMES = ("id", "record", "undoes", "redoes")


def mask_entry(entry: Entry) -> Entry:
    """Return an entry of a journal in which no text holds an NIP.

    The approver's is null wherever it stands, as it is in a masked record.
    """
    values: dict[str, Any] = entry.model_dump(by_alias=True, exclude_defaults=True)
    masked: dict[str, Any] = {name: _masked(value) for name, value in values.items()}
    masked |= {name: values[name] for name in _NAMES if name in values}
    for name in ("base", "form"):
        if name in masked:
            masked[name]["header"]["approver"]["nip"] = None
    for change in masked.get("changes", ()):
        if change["pointer"] == NIP_POINTER:
            change |= {"from": None, "to": None}
    for name in ("conflicts", "settled", "unsettled"):
        if name in masked:
            masked[name] = [one for one in masked[name] if one["pointer"] != NIP_POINTER]
    return Entry.model_validate(masked)


def mask_reviewed(reviewed: SopRecord, extracted: SopRecord) -> SopRecord:
    """Return a reviewed record in which no text holds an NIP.

    The checks of a masked record cannot judge the approver's NIP. So a finding about it is kept
    only if the extraction, which was checked before it was masked, has it too.

    Args:
        reviewed: The record with its review applied.
        extracted: The record as it was extracted, masked.
    """
    said = [finding for finding in extracted.findings if finding.field == NIP_POINTER]
    findings = [f for f in reviewed.findings if f.field != NIP_POINTER or _is_among(f, said)]
    return mask_record(reviewed.model_copy(update={"findings": findings}))


def _is_among(finding: Finding, others: list[Finding]) -> bool:
    """Return whether the extraction has the same finding."""
    return any(finding.code == other.code for other in others)


def _masked(value: Any) -> Any:
    """Return a value with every NIP in its texts masked; pointers stay as they are."""
    if isinstance(value, str):
        return mask_nips(value)
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {name: item if name == "pointer" else _masked(item) for name, item in value.items()}
    return value
