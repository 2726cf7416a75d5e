"""Parts that every SOP should have and this one lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.checks.data import load_toml
from extract.checks.provenance import name_step, page_of
from extract.checks.thresholds import COMPLETENESS
from extract.findings.registry import make_finding
from models.finding import Finding
from models.header import Approver
from models.record import SopRecord
from normalize.ranks import Service, parse_rank

# Fields of the identity sheet that PermenPAN-RB 35/2012 asks for, with their finding's code.
_REQUIRED = {
    "sop_number": ("sop-number-missing", "Nomor SOP"),
    "title": ("title-missing", "Nama SOP"),
    "agency": ("agency-missing", "agency's name"),
    "created_on": ("created-date-missing", "Tanggal Pembuatan"),
    "effective_on": ("effective-date-missing", "Tanggal Efektif"),
}
_APPROVER = {
    "position": ("approver-position-missing", "approver's office"),
    "name": ("approver-name-missing", "approver's name"),
}

# Columns of the step table: a cell's field, its finding's code, what it is called.
_CELLS = (
    ("duration", "step-duration-missing", "time (Waktu)"),
    ("output", "step-output-missing", "output"),
)


def check_completeness(record: SopRecord) -> Iterator[Finding]:
    """Yield a finding for each part of an SOP that was not found.

    What was found but not understood has a finding already.
    """
    said = {finding.field for finding in record.findings}
    for finding in _check_parts(record):
        if finding.field not in said:
            yield finding


def _check_parts(record: SopRecord) -> Iterator[Finding]:
    """Yield a finding for each part of an SOP that the record does not have."""
    header = record.header
    for name, (code, what) in _REQUIRED.items():
        if getattr(header, name) is None:
            yield _missing(record, code, f"/header/{name}", what)
    for name, (code, what) in _APPROVER.items():
        if getattr(header.approver, name) is None:
            yield _missing(record, code, f"/header/approver/{name}", what)
    yield from _check_service(record)
    if not record.legal_basis:
        yield _missing(record, "legal-basis-missing", "/legal_basis", "Dasar Hukum")
    if not record.steps:
        yield _missing(record, "steps-missing", "/steps", "step table")
    yield from _check_cells(record)


def _check_service(record: SopRecord) -> Iterator[Finding]:
    """Yield what is missing of an approver's NIP and rank, where one has them."""
    approver = record.header.approver
    if _is_no_civil_servant(approver):
        return
    pointer = "/header/approver"
    if approver.nip is None:
        yield _missing(record, "approver-nip-missing", f"{pointer}/nip", "approver's NIP")
    if approver.rank is None and (approver.name or approver.nip):
        yield make_finding(
            "approver-rank-missing",
            "No rank (pangkat, golongan) was found with the approver's name; add it where the "
            "office's rules ask for it.",
            field=f"{pointer}/rank",
            page=page_of(record, pointer),
        )


def _is_no_civil_servant(approver: Approver) -> bool:
    """Return whether an approver's office or rank is one without NIP."""
    position = " ".join(re.findall(r"[^\W\d_]+", (approver.position or "").casefold()))
    names = load_toml("officials")["political"]
    if any(position == name or position.startswith(f"{name} ") for name in names):
        return True
    facts = parse_rank(approver.rank) if approver.rank else None
    return facts is not None and facts.service in (Service.POLICE, Service.MILITARY)


def _check_cells(record: SopRecord) -> Iterator[Finding]:
    """Yield steps that lack what the others have.

    A column that most steps leave empty is left empty on purpose (one time for all, merged cells).
    """
    for index, step in enumerate(record.steps):
        if step.activity is None:
            yield make_finding(
                "step-activity-missing",
                f"{name_step(step)} has no activity; compare the row with the source.",
                field=f"/steps/{index}/activity",
                page=page_of(record, f"/steps/{index}"),
            )
    for name, code, what in _CELLS:
        empty = [i for i, step in enumerate(record.steps) if getattr(step, name) is None]
        if len(empty) >= COMPLETENESS.max_empty_share * len(record.steps):
            continue
        for index in empty:
            yield make_finding(
                code,
                f"{name_step(record.steps[index])} has no {what}, as others have; add it, or "
                "compare the row with the source.",
                field=f"/steps/{index}/{name}",
                page=page_of(record, f"/steps/{index}"),
            )


def _missing(record: SopRecord, code: str, pointer: str, what: str) -> Finding:
    """Return the finding for something that was not found."""
    return make_finding(
        code,
        f"No {what} was found; look for it in the source.",
        field=pointer,
        page=page_of(record, pointer) or page_of(record, pointer.rpartition("/")[0]),
    )
