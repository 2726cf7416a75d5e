"""One JSON file for each source file, holding the list of its records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from extract.writers.atomic import whole_file
from models import SopRecord

RECORDS_FOLDER = "records"

# What file systems in use take for one name, in bytes.
MAX_NAME_BYTES = 255

_RECORDS = TypeAdapter(list[SopRecord])


def record_file(output: Path, source_path: str) -> Path:
    """Return where the records of a source file stand: its own path, with `.json` behind.

    The suffix stays, so that `a.pdf` and `a.txt` do not meet. A name that would grow too long
    for a file system ends in a hash of itself instead.
    """
    *folders, name = source_path.split("/")
    file_name = f"{name}.json"
    if len(file_name.encode()) > MAX_NAME_BYTES:
        digest = hashlib.sha256(name.encode()).hexdigest()[:12]
        room = MAX_NAME_BYTES - len(f"~{digest}.json")
        file_name = f"{name.encode()[:room].decode(errors='ignore')}~{digest}.json"
    return output.joinpath(RECORDS_FOLDER, *folders, file_name)


def write_records(path: Path, records: Sequence[SopRecord]) -> None:
    """Write the records of one source file.

    Raises:
        OutputError: The file cannot be written.
    """
    with whole_file(path) as stream:
        json.dump(
            [record.model_dump(mode="json") for record in records],
            stream,
            ensure_ascii=False,
            indent=2,
        )
        stream.write("\n")


def read_records(path: Path) -> list[SopRecord]:
    """Return the records of one file that `write_records` wrote.

    Raises:
        ValueError: The file holds no list of records of this schema version.
        OSError: The file cannot be read.
    """
    return _RECORDS.validate_json(path.read_bytes())


def record_files(output: Path) -> Iterator[Path]:
    """Yield the record files of an output folder, sorted by their path."""
    yield from sorted(path for path in (output / RECORDS_FOLDER).rglob("*.json") if path.is_file())
