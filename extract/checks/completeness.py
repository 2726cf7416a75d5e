"""What every SOP should hold and this one does not."""

from __future__ import annotations

from collections.abc import Iterator

from models.finding import Finding, Severity
from models.record import SopRecord

# Fields of the identity sheet that PermenPAN-RB 35/2012 asks for, with their finding's code.
_REQUIRED = {
    "sop_number": ("sop-number-missing", "Nomor SOP"),
    "title": ("title-missing", "Nama SOP"),
    "agency": ("agency-missing", "the agency's name"),
    "created_on": ("created-date-missing", "Tanggal Pembuatan"),
    "effective_on": ("effective-date-missing", "Tanggal Efektif"),
}
_APPROVER = {
    "position": ("approver-position-missing", "the approver's office"),
    "name": ("approver-name-missing", "the approver's name"),
    "nip": ("approver-nip-missing", "the approver's NIP"),
}


def check_completeness(record: SopRecord) -> Iterator[Finding]:
    """Yield a finding for each part of an SOP that was not found."""
    for name, (code, what) in _REQUIRED.items():
        if getattr(record.header, name) is None:
            yield _missing(code, f"/header/{name}", what)
    for name, (code, what) in _APPROVER.items():
        if getattr(record.header.approver, name) is None:
            yield _missing(code, f"/header/approver/{name}", what)
    if not record.legal_basis:
        yield _missing("legal-basis-missing", "/legal_basis", "Dasar Hukum")
    if not record.steps:
        yield _missing("steps-missing", "/steps", "the step table")


def _missing(code: str, pointer: str, what: str) -> Finding:
    """Return the finding for something that was not found."""
    return Finding(
        code=code,
        severity=Severity.WARNING,
        field=pointer,
        message=f"No {what.removeprefix('the ')} was found; look for it in the source.",
    )
