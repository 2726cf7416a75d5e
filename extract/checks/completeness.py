"""Parts that every SOP should have and this one lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.checks.data import load_toml
from extract.checks.provenance import page_of, step_name
from extract.checks.tables import tell_steps
from extract.checks.thresholds import COMPLETENESS
from extract.findings.registry import make_finding
from models.finding import Finding
from models.header import Approver
from models.raw import RawSop
from models.record import SopRecord
from normalize.ranks import Service, parse_rank

# Fields of the identity sheet that PermenPAN-RB 35/2012 asks for, with their finding's code.
_REQUIRED = {
    "sop_number": "sop-number-missing",
    "title": "title-missing",
    "agency": "agency-missing",
    "created_on": "created-date-missing",
    "effective_on": "effective-date-missing",
}
_APPROVER = {
    "position": "approver-position-missing",
    "name": "approver-name-missing",
}

_SHEET_MISSING = "identity-sheet-missing"
# What an SOP without an identity sheet lacks.
_OF_SHEET = frozenset(
    {*_REQUIRED.values(), *_APPROVER.values(), "approver-nip-missing", "approver-rank-missing",
     "legal-basis-missing"} - {"title-missing"}
)  # fmt: skip

# Columns of the step table: a cell's field and its finding's code.
_CELLS = (("duration", "step-duration-missing"), ("output", "step-output-missing"))


def check_completeness(record: SopRecord, sop: RawSop | None = None) -> Iterator[Finding]:
    """Yield a finding for each part of an SOP that was not found.

    What was found but not understood has a finding already. Values of an identity sheet that is
    missing, or of which hardly anything was read, are one finding.

    Args:
        record: The record.
        sop: The SOP as read; a cell in which a dash is printed is empty on purpose.
    """
    said = {finding.field for finding in record.findings}
    parts = _check_parts(record, _dashed_cells(sop))
    found = [finding for finding in parts if finding.field not in said]
    of_sheet = [finding for finding in found if finding.code in _OF_SHEET]
    is_missing = any(finding.code == _SHEET_MISSING for finding in record.findings)
    if is_missing or len(of_sheet) >= COMPLETENESS.min_values_of_unread_sheet:
        found = [finding for finding in found if finding.code not in _OF_SHEET]
        if not is_missing:
            yield make_finding("identity-sheet-unread", page=page_of(record, "/header"))
    yield from found


def _dashed_cells(sop: RawSop | None) -> frozenset[tuple[int, str]]:
    """Return index and column of the cells in which no value but something is printed: "-"."""
    steps = sop.steps if sop is not None else []
    return frozenset(
        (index, name)
        for index, step in enumerate(steps)
        for name, cell in step.cells.items()
        if cell.text.strip()
    )


def _check_parts(record: SopRecord, dashed: frozenset[tuple[int, str]]) -> Iterator[Finding]:
    """Yield a finding for each part of an SOP that the record does not have."""
    header = record.header
    for name, code in _REQUIRED.items():
        if getattr(header, name) is None:
            yield _missing(record, code, f"/header/{name}")
    for name, code in _APPROVER.items():
        if getattr(header.approver, name) is None:
            yield _missing(record, code, f"/header/approver/{name}")
    yield from _check_service(record)
    if not record.legal_basis:
        yield _missing(record, "legal-basis-missing", "/legal_basis")
    if not record.steps:
        yield _missing(record, "steps-missing", "/steps")
    yield from _check_cells(record, dashed)


def _check_service(record: SopRecord) -> Iterator[Finding]:
    """Yield what is missing of an approver's NIP and rank, where one has them."""
    approver = record.header.approver
    if _is_no_civil_servant(approver):
        return
    pointer = "/header/approver"
    if approver.nip is None:
        yield _missing(record, "approver-nip-missing", f"{pointer}/nip")
    if approver.rank is None and (approver.name or approver.nip):
        yield make_finding(
            "approver-rank-missing",
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


def _check_cells(record: SopRecord, dashed: frozenset[tuple[int, str]]) -> Iterator[Finding]:
    """Yield steps that lack what the others have.

    A column that most steps leave empty is left empty on purpose (one time for all, merged cells).
    """
    for index, step in enumerate(record.steps):
        if step.activity is None:
            yield make_finding(
                "step-activity-missing",
                params={"step": step_name(step)},
                field=f"/steps/{index}/activity",
                page=page_of(record, f"/steps/{index}"),
            )
    for name, code in _CELLS:
        empty = [
            step
            for index, step in enumerate(record.steps)
            if getattr(step, name) is None and (index, name) not in dashed
        ]
        if len(empty) < COMPLETENESS.max_empty_share * len(record.steps):
            yield from tell_steps(record, code, empty, name)


def _missing(record: SopRecord, code: str, pointer: str) -> Finding:
    """Return the finding for something that was not found."""
    return make_finding(
        code,
        field=pointer,
        page=page_of(record, pointer) or page_of(record, pointer.rpartition("/")[0]),
    )
