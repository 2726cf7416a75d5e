"""Compares all records of an output folder and writes the findings into them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.findings.messages import retold
from extract.storage.record_files import read_records, record_files, write_records
from models import Severity, SopRecord
from models.language import Language

Mark = Callable[[Path, list[SopRecord]], list[SopRecord]]


def compare_records(
    output: Path,
    renewed: Callable[[str, str], None],
    mark: Mark = lambda path, records: records,
    language: Language = Language.ENGLISH,
) -> dict[str, int]:
    """Compare all records of an output folder and write the findings into their files.

    Findings of earlier comparisons are replaced, and all messages told in the language. Files that
    do not change are not written, and files without records of this version are skipped.

    Args:
        output: The output folder.
        renewed: Called for each file that is written, with its SHA-256 before and after.
        mark: Marks the findings of a file's records that a person accepted.
        language: The language of messages.

    Returns:
        Severity -> the number of such findings in all records, the most severe first; severities
        without findings are left out.

    Raises:
        OutputError: A file cannot be written.
    """
    # numpy is slow to import, and `--help` does not need it.
    from extract.checks.corpus import check_corpus, with_batch_findings
    from extract.checks.corpus.habits import Habits

    habits = Habits()
    every = (record for _, held in _held(output) for record in held)
    findings = check_corpus(habits.counting(every))
    counts: Counter[Severity] = Counter()
    for path, held in _held(output):
        compared = [habits.marked(with_batch_findings(r, findings.get(r.id, ()))) for r in held]
        records = mark(path, [_in_language(record, language) for record in compared])
        if records != held:
            before = hashlib.sha256(path.read_bytes()).hexdigest()
            renewed(before, write_records(path, records))
        counts.update(finding.severity for record in records for finding in record.findings)
    return {severity.value: counts[severity] for severity in Severity if counts[severity]}


def _in_language(record: SopRecord, language: Language) -> SopRecord:
    """Return a record with the messages of its findings in a language."""
    findings = [
        finding.model_copy(update={"message": retold(finding, language)})
        for finding in record.findings
    ]
    return record.model_copy(update={"findings": findings})


def _held(output: Path) -> Iterator[tuple[Path, list[SopRecord]]]:
    """Yield the record files of an output folder with their records, one at a time."""
    for path in record_files(output):
        try:
            yield path, read_records(path)
        except (ValueError, OSError):  # said when the tables are written
            continue
