"""What is wrong in a document itself, or missing from it, as findings; how well it was read."""

from __future__ import annotations

from extract.checks.completeness import check_completeness
from extract.checks.flow import check_flow
from extract.checks.grade import grade_record
from extract.checks.numbering import check_numbering
from models.record import SopRecord

_CHECKS = (check_completeness, check_numbering, check_flow)


def check_record(record: SopRecord) -> SopRecord:
    """Return a record with the findings of every check appended to those it has, and its grade."""
    found = [finding for check in _CHECKS for finding in check(record)]
    checked = record.model_copy(update={"findings": [*record.findings, *found]})
    return checked.model_copy(update={"grade": grade_record(checked)})
