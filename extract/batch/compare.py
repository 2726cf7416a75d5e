"""The records of an output folder compared with each other, what is found written into them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.storage.record_files import read_records, record_files, write_records
from models import Severity, SopRecord

Mark = Callable[[Path, list[SopRecord]], list[SopRecord]]


def compare_records(
    output: Path,
    renewed: Callable[[str, str], None],
    mark: Mark = lambda path, records: records,
) -> dict[str, int]:
    """Compare all records of an output folder and write what is found into their files.

    What an earlier run found so is replaced. Files that nothing changes in are left as they are,
    and so are those that hold no records of this version.

    Args:
        output: The output folder.
        renewed: Told of each file written anew the SHA-256 that it had and the one it has.
        mark: Marks in a file's records the findings that a person lets stand.

    Returns:
        Severity -> how many findings of it all records have then, those from being compared
        included; the gravest first, none for a severity without any.

    Raises:
        OutputError: A file cannot be written.
    """
    # numpy takes a while to import, and the command's help does not need it.
    from extract.checks.corpus import check_corpus, with_batch_findings

    findings = check_corpus(record for _, held in _held(output) for record in held)
    counts: Counter[Severity] = Counter()
    for path, held in _held(output):
        records = mark(path, [with_batch_findings(r, findings.get(r.id, ())) for r in held])
        if records != held:
            before = hashlib.sha256(path.read_bytes()).hexdigest()
            renewed(before, write_records(path, records))
        counts.update(finding.severity for record in records for finding in record.findings)
    return {severity.value: counts[severity] for severity in Severity if counts[severity]}


def _held(output: Path) -> Iterator[tuple[Path, list[SopRecord]]]:
    """Yield the record files of an output folder with their records, one at a time."""
    for path in record_files(output):
        try:
            yield path, read_records(path)
        except (ValueError, OSError):  # said when the tables are written
            continue
