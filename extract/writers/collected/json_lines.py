"""All records in one file, each as JSON in a line of its own (jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from extract.storage.atomic import whole_file
from extract.tables.overview.facts import BatchFacts
from models import SopRecord

FILE = "records.jsonl"


class _Lines:
    """Writes records to a stream."""

    def __init__(self, stream: TextIO) -> None:
        """Keep the stream."""
        self._stream = stream

    def write(self, record: SopRecord) -> None:
        """Write a record."""
        json.dump(record.model_dump(mode="json"), self._stream, ensure_ascii=False)
        self._stream.write("\n")


@contextmanager
def open_sink(output: Path, _facts: BatchFacts) -> Iterator[_Lines]:
    """Open the file in an output folder."""
    with whole_file(output / FILE) as stream:
        yield _Lines(stream)
