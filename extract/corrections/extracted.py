"""Records as they were extracted, also where the output has the reviewed ones.

A record file of the output holds reviewed records once a review is published. What was extracted is
then kept below `review/extracted/`, so that the review can be applied again, or undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from extract.corrections.journal import REVIEW_FOLDER
from extract.storage.record_files import RECORDS_FOLDER, read_records, write_records
from models import Finding, Scope, SopRecord

EXTRACTED = Path(REVIEW_FOLDER, "extracted")


def kept_file(output: Path, path: Path) -> Path:
    """Return where the records of a record file are kept as they were extracted."""
    return output / EXTRACTED / path.relative_to(output / RECORDS_FOLDER)


def read_extracted(output: Path, path: Path) -> list[SopRecord]:
    """Return the records of a record file as they were extracted.

    They include the findings of the last comparison with other records.

    Args:
        output: The output folder.
        path: The record file, in it.

    Raises:
        ValueError: A file holds no list of records of this schema version.
        OSError: A file cannot be read.
        KeyError: What was extracted of a record is not kept.
    """
    records = read_records(path)
    if all(record.review is None for record in records):
        return records
    kept = {record.id: record for record in read_records(kept_file(output, path))}
    return [
        record
        if record.review is None
        else _with_compared(kept[record.id], _compared(record)).model_copy(
            update={"source": record.source}
        )
        for record in records
    ]


def has_extracted(output: Path, path: Path) -> bool:
    """Return whether the extracted records of a record file are still there."""
    try:
        read_extracted(output, path)
    except (OSError, ValueError, KeyError):
        return False
    return True


def keep_extracted(output: Path, path: Path, extracted: Sequence[SopRecord]) -> None:
    """Keep the records of a record file as they were extracted.

    Findings of comparing records with others are left out: each run makes them again.

    Args:
        output: The output folder.
        path: The record file, in it.
        extracted: Its records, without corrections.

    Raises:
        OutputError: They cannot be written.
    """
    write_records(kept_file(output, path), [_with_compared(record, []) for record in extracted])


def forget_extracted(output: Path, path: Path) -> None:
    """Remove what is kept of a record file that has no review any more, or is gone."""
    with suppress(FileNotFoundError):
        kept_file(output, path).unlink()


def _compared(record: SopRecord) -> list[Finding]:
    """Return what comparing a record with others found."""
    return [finding for finding in record.findings if finding.scope is Scope.BATCH]


def _with_compared(record: SopRecord, compared: Sequence[Finding]) -> SopRecord:
    """Return a record with its findings of comparison replaced by others."""
    own = [finding for finding in record.findings if finding.scope is not Scope.BATCH]
    findings = [*own, *(finding.model_copy(update={"accepted": False}) for finding in compared)]
    return record.model_copy(update={"findings": findings})
