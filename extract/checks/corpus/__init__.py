"""Findings from comparing records: officers, numbers, near-duplicates, related SOPs.

A digest of one or two kilobytes is kept of each record, so that thousands are compared in little
memory. No check compares all pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.checks.corpus.digest import Digest, digest_record
from extract.checks.corpus.near_duplicates import check_near_duplicates
from extract.checks.corpus.officers import check_officers
from extract.checks.corpus.related import check_related
from extract.checks.corpus.sop_numbers import check_numbers, check_titles
from models.finding import Finding, Scope
from models.record import SopRecord

_CHECKS = (check_officers, check_numbers, check_titles, check_near_duplicates, check_related)


def check_corpus(records: Iterable[SopRecord]) -> dict[str, list[Finding]]:
    """Compare records with each other and return the findings.

    Args:
        records: The records, taken one at a time; of several with one id the first counts.

    Returns:
        Record id -> its findings, all of scope "batch"; no entry for a record without any. It is
        the same whatever findings of that scope the records have already.
    """
    digests: dict[str, Digest] = {}
    for record in records:
        if record.id not in digests:
            digests[record.id] = digest_record(record)
    found: dict[str, list[Finding]] = {}
    ordered = sorted(digests.values(), key=lambda digest: (digest.path, digest.id))
    for check in _CHECKS:
        for name, finding in check(ordered):
            found.setdefault(name, []).append(finding)
    return found


def with_batch_findings(record: SopRecord, findings: Sequence[Finding]) -> SopRecord:
    """Return a record with these findings of scope "batch" instead of those it has.

    Args:
        record: The record.
        findings: What `check_corpus` found for it.
    """
    own = [finding for finding in record.findings if finding.scope is not Scope.BATCH]
    return record.model_copy(update={"findings": [*own, *findings]})
