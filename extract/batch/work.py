"""Reads one document and writes its records and diagrams."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from extract.batch.account import FileEntry, JoinedPart, Status, Trouble
from extract.batch.discover import InputFile
from extract.batch.parts import keeping_pages, read_parts
from extract.batch.reading import read_file
from extract.batch.tasks import Done, Job, Task
from extract.bounds.budget import READING_SHARE, Allowance
from extract.bounds.losses import LOSSES, left_out
from extract.corrections.extracted import forget_extracted, read_extracted
from extract.errors import (
    DocumentError,
    MissingDependencyError,
    NotAnSopError,
    OutputError,
)
from extract.process.defects import describe_defect
from extract.storage.page_text import PageText
from extract.storage.record_files import record_file, write_records
from extract.writers.diagrams import remove_diagrams, write_diagrams
from models import Scope, SopRecord
from models.page import Page


def do_task(job: Job, task: Task, on_page: Callable[[int], None]) -> Done:
    """Read a document and write its outputs.

    Args:
        job: What it has in common with the other documents.
        task: The document.
        on_page: Called with the number of each page that has been read.

    Returns:
        Its outcome; any trouble with the document is in it.

    Raises:
        OutputError: A file cannot be written.
    """
    began = time.perf_counter()
    work = _Work(job, task, FileEntry(path=task.source_path, status=Status.READ))
    work.entry.sha256 = task.sha256
    try:
        work.do(on_page)
    except OutputError:
        raise
    except NotAnSopError as error:
        work.set_aside(Trouble.of(error))
    except (DocumentError, MissingDependencyError) as error:
        work.fail(Trouble.of(error))
    except MemoryError:
        work.fail(Trouble.of(job.bounds.out_of_memory()))
    except Exception as error:
        work.fail(Trouble(code="internal-error", message=describe_defect(error)))
    work.entry.seconds = round(time.perf_counter() - began, 3)
    return Done(task, work.entry, work.digest)


@dataclass(slots=True)
class _Work:
    """A document while it is read."""

    job: Job
    task: Task
    entry: FileEntry
    digest: str | None = None
    text: PageText = field(init=False)

    def __post_init__(self) -> None:
        """Begin without any text."""
        self.text = PageText(mask=self.job.settings.mask_nip)

    def do(self, on_page: Callable[[int], None]) -> None:
        """Read the document, or take its earlier records, and write its outputs."""
        try:
            records = self.take_earlier() or self.read(on_page)
        finally:
            if self.job.debug_images is not None and not self.task.parts:
                self.draw_pages(self.job.debug_images)
        self.keep(records)

    def fail(self, trouble: Trouble) -> None:
        """Note why the document failed."""
        self.entry.status = Status.FAILED
        self.entry.error = trouble

    def set_aside(self, trouble: Trouble) -> None:
        """Note why the document is not an SOP; what an earlier run made of it is removed."""
        self.entry.status = Status.NOT_AN_SOP
        self.entry.error = trouble
        remove_records(self.job.output, self.task.source_path)

    def take_earlier(self) -> list[SopRecord]:
        """Return the records of an earlier run, with the name that the file has now."""
        earlier = self.task.earlier
        if earlier is None or earlier.output is None:
            return []
        self.entry = earlier.model_copy(update={"path": self.task.source_path})
        output = self.job.output
        records = read_extracted(output, output / earlier.output)
        for record in records:
            record.source.path = self.task.source_path
        return records

    def read(self, on_page: Callable[[int], None]) -> list[SopRecord]:
        """Read the document."""
        bounds = self.job.bounds

        with keeping_pages(self.task.pages_file) as keep:

            def read_page(page: Page) -> None:
                self.entry.pages += 1
                keep(page)
                self.text.add_page(page)
                on_page(page.number)

            allowance = Allowance(
                self.job.settings.limits,
                until=time.monotonic() + bounds.timeout * READING_SHARE,
                out_of_time=bounds.out_of_time() if self.task.lost is None else None,
                last=self.task.pages,
                lost=self.task.lost,
                on_page=read_page,
                on_text=self.text.add_text,
            )
            records = self.read_parts(allowance) if self.task.parts else self.read_alone(allowance)
        self.text.write(self.job.output, records)
        if missing := left_out(records):
            self.entry.status = Status.PARTIAL
            code = next(f.code for r in records for f in r.findings if f.code in LOSSES)
            self.entry.error = Trouble(code=LOSSES[code].code, message=" ".join(missing))
        return records

    def read_alone(self, allowance: Allowance) -> list[SopRecord]:
        """Read a document of one file."""
        file = InputFile(self.task.path, self.task.source_path)
        records = read_file(file, self.job.settings, allowance)
        self.entry.sha256 = records[0].source.sha256
        return records

    def read_parts(self, allowance: Allowance) -> list[SopRecord]:
        """Read a document whose pages are files of their own."""
        records = read_parts(self.task, self.job.settings, allowance)
        self.entry.parts = [
            JoinedPart(path=part.path, sha256=part.sha256) for part in records[0].source.parts
        ]
        return records

    def draw_pages(self, directory: Path) -> None:
        """Draw the document's pages with what was found on them."""
        # Slow to import, and not needed in a run without pictures.
        from extract.debug.draw import draw_debug_images

        with suppress(DocumentError, MissingDependencyError):  # said when the file was read
            settings, name = self.job.settings, self.task.source_path
            draw_debug_images(self.task.path, directory, settings, name=name)

    def keep(self, records: list[SopRecord]) -> None:
        """Write the records, then their diagrams."""
        output = self.job.output
        path = record_file(output, self.task.source_path)
        self.digest = write_records(path, records)
        self.entry.output = path.relative_to(output).as_posix()
        self.entry.records = [record.id for record in records]
        self.entry.steps = sum(len(record.steps) for record in records)
        # Records of an earlier run also hold findings of comparing them with others.
        found = [finding.scope for record in records for finding in record.findings]
        self.entry.findings = len(found) - found.count(Scope.BATCH)
        formats = self.job.formats
        self.entry.undrawn = write_diagrams(output, self.task.source_path, records, formats)


def remove_records(output: Path, source_path: str) -> None:
    """Remove the records and diagrams that earlier runs made of a file.

    Args:
        output: The output folder.
        source_path: The file's name in the output.
    """
    path = record_file(output, source_path)
    forget_extracted(output, path)
    path.unlink(missing_ok=True)
    remove_diagrams(output, source_path)


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes, in hexadecimal.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
