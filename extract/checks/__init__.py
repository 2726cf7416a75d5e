"""Findings on what is wrong or missing in a document, and the grade of its reading."""

from __future__ import annotations

from datetime import UTC, date, datetime

from extract.checks.actors import check_actors
from extract.checks.citations import check_citations
from extract.checks.completeness import check_completeness
from extract.checks.concerns import settle_concerns
from extract.checks.dates import check_ages, check_dates
from extract.checks.flow import check_flow
from extract.checks.grade import grade_record
from extract.checks.identity import check_identity, check_officer, check_rank
from extract.checks.numbering import check_numbering
from extract.checks.raw_sop import check_raw_sop
from extract.checks.steps import check_steps
from extract.checks.wording import check_wording
from models.raw import RawSop
from models.record import SopRecord
from normalize.catalogue import Catalogue

_CHECKS = (
    check_identity,
    check_officer,
    check_rank,
    check_ages,
    check_actors,
    check_numbering,
    check_steps,
    check_wording,
    check_flow,
)


def check_record(
    record: SopRecord,
    sop: RawSop | None = None,
    as_of: date | None = None,
    catalogue: Catalogue | None = None,
) -> SopRecord:
    """Return a record with the findings of every check appended to those it has, and its grade.

    Args:
        record: The record, with the findings of reading.
        sop: The SOP as read, for what a record does not keep; without it that is not checked.
        as_of: The day after which dates lie in the future; today unless given.
        catalogue: The regulations known; the project's own unless given.
    """
    found = list(check_completeness(record, sop))
    found += [finding for check in _CHECKS for finding in check(record)]
    found += check_citations(record, catalogue)
    found += check_dates(record, as_of or datetime.now(UTC).date())
    if sop is not None:
        found += check_raw_sop(sop, record)
    checked = record.model_copy(update={"findings": [*record.findings, *found]})
    checked = checked.model_copy(update={"findings": settle_concerns(checked)})
    return checked.model_copy(update={"grade": grade_record(checked)})
