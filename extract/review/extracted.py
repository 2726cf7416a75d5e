"""Records as they were extracted, also where the output carries what a person made of them.

A record file of the output holds reviewed records once a review is published. What was extracted
then stands below `review/extracted/`, so that the review can be applied, and taken back, anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.writers.record_files import RECORDS_FOLDER, read_records, write_records
from models import SopRecord

EXTRACTED = Path("review", "extracted")


def kept_file(output: Path, path: Path) -> Path:
    """Return where the records of a record file are kept as they were extracted."""
    return output / EXTRACTED / path.relative_to(output / RECORDS_FOLDER)


def read_extracted(output: Path, path: Path) -> list[SopRecord]:
    """Return the records of a record file as they were extracted.

    Args:
        output: The output folder.
        path: The record file, in it.

    Raises:
        ValueError: A file holds no list of records of this schema version.
        OSError: A file cannot be read.
    """
    records = read_records(path)
    if all(record.review is None for record in records):
        return records
    kept = {record.id: record for record in read_records(kept_file(output, path))}
    return [record if record.review is None else kept[record.id] for record in records]


def keep_extracted(output: Path, path: Path, extracted: Sequence[SopRecord]) -> None:
    """Keep the records of a record file as they were extracted.

    Args:
        output: The output folder.
        path: The record file, in it.
        extracted: Its records, without anything a person made of them.

    Raises:
        OutputError: They cannot be written.
    """
    write_records(kept_file(output, path), extracted)
