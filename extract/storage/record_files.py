"""One JSON file for each source file, holding the list of its records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from extract.errors import BadRecordsError
from extract.storage.atomic import whole_file
from extract.storage.places import place_file
from models import SopRecord

RECORDS_FOLDER = "records"

_RECORDS = TypeAdapter(list[SopRecord])


def record_file(output: Path, source_path: str) -> Path:
    """Return the record file of a source file: its own path with `.json` added."""
    return place_file(output / RECORDS_FOLDER, source_path, ".json")


def write_records(path: Path, records: Sequence[SopRecord]) -> str:
    """Write the records of one source file.

    Returns:
        The SHA-256 of the file written, in hexadecimal.

    Raises:
        OutputError: The file cannot be written.
    """
    records_as_json = [record.model_dump(mode="json") for record in records]
    text = json.dumps(records_as_json, ensure_ascii=False, indent=2) + "\n"
    with whole_file(path) as stream:
        stream.write(text)
    return hashlib.sha256(text.encode()).hexdigest()


def read_records(path: Path) -> list[SopRecord]:
    """Return the records of a file that `write_records` wrote.

    Raises:
        ValueError: The file holds no records of this schema version.
        OSError: The file cannot be read.
    """
    return _RECORDS.validate_json(path.read_bytes())


def record_files(output: Path) -> Iterator[Path]:
    """Yield the record files of an output folder, sorted by their path."""
    yield from sorted(path for path in (output / RECORDS_FOLDER).rglob("*.json") if path.is_file())


def read_run(
    output: Path, read: Callable[[Path], list[SopRecord]] = read_records
) -> Iterator[SopRecord]:
    """Yield each record of an output folder once, with one file in memory at a time.

    Args:
        output: The output folder.
        read: Reads one record file.

    Raises:
        BadRecordsError: There is none, or a file holds no records of this schema version.
    """
    seen: set[str] = set()
    for path in record_files(output):
        try:
            records = read(path)
        except (OSError, ValueError) as error:
            raise BadRecordsError(
                f"{path}: holds no records of this version; run the extraction again"
            ) from error
        for record in records:
            if record.id not in seen:
                seen.add(record.id)
                yield record
    if not seen:
        raise BadRecordsError(f"{output}: holds no records; run the extraction into it first")
