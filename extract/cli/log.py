"""The log of a run: each event as a JSON object in a line.

An event has the file, its outcome and counts, but no text of a document. An NIP in a file's name is
masked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from extract.errors import OutputError
from normalize.privacy import mask_nips

if TYPE_CHECKING:
    from extract.batch.account import FileEntry, RunReport
    from extract.batch.discover import Discovery

STANDARD_OUTPUT = "-"


@contextmanager
def opened_log(name: str) -> Iterator[TextIO]:
    """Open the stream of a log; an existing file is appended to.

    Args:
        name: The file; `-` for the standard output.

    Raises:
        OutputError: It cannot be written.
    """
    if name == STANDARD_OUTPUT:
        yield sys.stdout
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(name).open("a", encoding="utf-8"))
        except OSError as error:
            raise OutputError(f"{name}: cannot be written: {error.strerror}") from error
        yield stream


class JsonLog:
    """An observer that writes each event as a line.

    Args:
        stream: Where to write.
    """

    def __init__(self, stream: TextIO) -> None:
        """Keep the stream."""
        self._stream = stream

    def started(self, discovery: Discovery) -> None:
        """Log the number of files."""
        self._write("run-started", files=len(discovery.files), skipped=len(discovery.skipped))

    def reading(self, source_path: str) -> None:
        """Log that a file is begun."""
        self._write("file-started", path=source_path)

    def page_read(self, source_path: str) -> None:
        """Log that a page of a file has been read."""
        self._write("page-read", path=source_path)

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Log the outcome of a file."""
        if entry.reason is not None:
            self._write("file-skipped", path=entry.path, reason=entry.reason)
            return
        self._write(
            "file-done",
            path=entry.path,
            status=entry.status.value,
            kept=kept,
            sha256=entry.sha256,
            duplicate_of=entry.duplicate_of,
            pages=entry.pages,
            sops=len(entry.records),
            steps=entry.steps,
            findings=entry.findings,
            seconds=entry.seconds,
            error=entry.error and entry.error.code,
            cause=entry.error and entry.error.message,
        )

    def noticed(self, message: str) -> None:
        """Log a message about the run."""
        self._write("notice", message=message)

    def finished(self, report: RunReport) -> None:
        """Log how the run ended."""
        totals = report.totals.model_dump()
        self._write(
            "run-finished",
            exit_code=int(report.exit_code),
            interrupted=report.interrupted,
            kept=report.session.kept,
            **totals,
        )

    def _write(self, event: str, **fields: object) -> None:
        """Write an event without the fields that are None."""
        safe = {name: _safe(value) for name, value in fields.items() if value is not None}
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": time, "event": event, **safe}, ensure_ascii=False)
        print(line, file=self._stream, flush=True)


def _safe(value: object) -> object:
    """Return a value without an NIP in it; hashes are kept whole."""
    return mask_nips(value) if isinstance(value, str) else value
