"""A run over many files: each is read on its own, written at once, and accounted for."""

from __future__ import annotations

import hashlib
import os
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from extract.batch.discover import Discovery, InputFile, discover
from extract.batch.interrupts import held_interrupts
from extract.batch.reading import load_pipeline, read_file
from extract.batch.report import FileEntry, RunReport, Status, Trouble
from extract.errors import DocumentError, MissingDependencyError, OutputError
from extract.settings import Settings
from extract.writers.atomic import whole_file
from extract.writers.csv_files import write_tables
from extract.writers.diagrams import write_diagrams
from extract.writers.formats import DEFAULT_FORMATS, Format
from extract.writers.record_files import read_records, record_file, record_files, write_records
from models import SopRecord

RUN_FILE = "run.json"
PACKAGES = ("extract", "models", "normalize")


class Observer(Protocol):
    """Who is told of a run's progress."""

    def started(self, discovery: Discovery) -> None:
        """Take note of what is going to be read."""

    def reading(self, file: InputFile) -> None:
        """Take note that a file is begun."""

    def done(self, entry: FileEntry) -> None:
        """Take note of what became of a file."""

    def noticed(self, message: str) -> None:
        """Take note of something that concerns the run rather than a file of it."""


def run_batch(
    paths: Sequence[Path],
    output: Path,
    settings: Settings,
    observer: Observer,
    formats: Sequence[Format] = DEFAULT_FORMATS,
    debug_images: Path | None = None,
) -> RunReport:
    """Read every file that the paths hold and write what they say.

    A file that cannot be read is accounted for and the next is read. Each file's records are
    written as soon as they are there; the tables and `run.json` at the end, after Ctrl-C too.
    The tables hold every record in the output folder, those of earlier runs included; diagrams
    are drawn of the files that this run reads.

    Args:
        paths: Files and folders.
        output: The folder to write to; made where it is missing, never read from.
        settings: How documents are understood.
        observer: Who is told of the progress.
        formats: The forms of output; the JSON files, from which all others are made, are
            written in any case.
        debug_images: Where each page is drawn with what was found on it; None for nowhere.
            Files are read once more for it.

    Returns:
        What was done, as `run.json` holds it.

    Raises:
        MissingDependencyError: A package that every file needs is not installed.
        OutputError: The output cannot be written.
    """
    report = RunReport(
        settings=settings,
        formats=list(dict.fromkeys([Format.JSON, *formats])),
        inputs=[_as_text(path) for path in paths],
        started_at=datetime.now(UTC),
    )
    _prepare(output)
    run = _Run(output, settings, report, observer, debug_images)
    try:
        load_pipeline()
        run.read_all(discover(paths, leave_out=output))
    except KeyboardInterrupt:
        report.interrupted = True
    _uninterrupted(run.finish)
    return report


@dataclass(slots=True)
class _Run:
    """A run under way.

    Attributes:
        owners: Record id -> the record file of this run that holds it; where the same content
            stands under several names, the first.
    """

    output: Path
    settings: Settings
    report: RunReport
    observer: Observer
    debug_images: Path | None = None
    owners: dict[str, Path] = field(default_factory=dict)

    def read_all(self, discovery: Discovery) -> None:
        """Read every file found, in order."""
        self.observer.started(discovery)
        self.report.totals.unread = len(discovery.files)
        for skipped in discovery.skipped:
            self.report.add(
                FileEntry(path=skipped.source_path, status=Status.SKIPPED, reason=skipped.reason)
            )
        for file in discovery.files:
            self.observer.reading(file)
            self.read_one(file)

    def read_one(self, file: InputFile) -> None:
        """Read a file, write its records, and account for it."""
        began = time.perf_counter()
        entry = FileEntry(path=file.source_path, status=Status.READ)
        records: list[SopRecord] = []
        try:
            records = read_file(file, self.settings)
        except (DocumentError, MissingDependencyError) as error:
            entry.error = Trouble(code=error.code, message=str(error))
        except Exception as error:
            entry.error = Trouble(code="internal-error", message=_describe_defect(error))
        if entry.error:
            entry.status = Status.FAILED
        entry.sha256 = records[0].source.sha256 if records else _sha256(file)
        if self.debug_images is not None and not file.problem:
            self.draw(file, self.debug_images)
        with held_interrupts():
            if records:
                self.keep(file, records, entry)
            entry.seconds = round(time.perf_counter() - began, 3)
            self.report.add(entry)
            self.observer.done(entry)

    def draw(self, file: InputFile, directory: Path) -> None:
        """Draw a file's pages with what was found on them.

        Raises:
            OutputError: A picture cannot be written.
        """
        # Drawing imports fonts and picture formats that a run without pictures does not need.
        from extract.debug.draw import draw_debug_images

        with suppress(DocumentError, MissingDependencyError):  # said when the file was read
            draw_debug_images(file.path, directory, self.settings, name=file.source_path)

    def keep(self, file: InputFile, records: list[SopRecord], entry: FileEntry) -> None:
        """Write the records of a file."""
        path = record_file(self.output, file.source_path)
        write_records(path, records)
        for record in records:
            self.owners.setdefault(record.id, path)
        entry.output = path.relative_to(self.output).as_posix()
        entry.records = [record.id for record in records]
        entry.steps = sum(len(record.steps) for record in records)
        entry.findings = sum(len(record.findings) for record in records)
        formats = self.report.formats
        try:
            entry.undrawn = write_diagrams(self.output, file.source_path, records, formats)
        except OutputError:
            raise
        except Exception as error:
            entry.status = Status.FAILED
            entry.error = Trouble(code="internal-error", message=_describe_defect(error))

    def finish(self) -> None:
        """Write the tables and the account of the run."""
        if Format.CSV in self.report.formats:
            write_tables(self.output, self.all_records())
        self.report.finished_at = datetime.now(UTC)
        with whole_file(self.output / RUN_FILE) as stream:
            stream.write(self.report.model_dump_json(indent=2))
            stream.write("\n")

    def all_records(self) -> Iterator[SopRecord]:
        """Yield each record in the output folder once, this run's before earlier ones."""
        for path in record_files(self.output):
            try:
                records = read_records(path)
            except (ValueError, OSError) as error:
                self.observer.noticed(
                    f"{path}: left out of the tables, as it holds no records of this version "
                    f"({type(error).__name__})"
                )
                continue
            for record in records:
                if self.owners.setdefault(record.id, path) == path:
                    yield record


def _prepare(output: Path) -> None:
    """Make the output folder and see that it can be written to.

    Raises:
        OutputError: It cannot.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: cannot be made: {error.strerror}") from error
    if not os.access(output, os.W_OK | os.X_OK):
        raise OutputError(f"{output}: cannot be written to; choose another folder with -o")


def _uninterrupted(finish: Callable[[], None]) -> None:
    """Do the last work whole; a Ctrl-C in it comes too late to stop anything."""
    try:
        with held_interrupts():
            finish()
    except KeyboardInterrupt:
        return


def _sha256(file: InputFile) -> str | None:
    """Return the hash of a file's bytes, or None where they cannot be read."""
    if file.problem:
        return None
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:  # the file's entry says so already
        return None


def _describe_defect(error: Exception) -> str:
    """Return one line on an error that nobody foresaw: its kind and place.

    Its own message stays out, as it may quote the document.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _is_ours(frame.filename)]
    frame = (own or list(frames))[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
    return f"internal error, please report it: {type(error).__name__} at {place}"


def _is_ours(file_name: str) -> bool:
    """Return whether a source file belongs to one of the project's packages."""
    home = Path(__file__).parents[2]
    return any(Path(file_name).is_relative_to(home / package) for package in PACKAGES)


def _as_text(path: Path) -> str:
    """Return a path as text that UTF-8 can hold, whatever bytes it has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
