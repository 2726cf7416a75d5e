"""Which files must be read, and which need not be: known before, or twins of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Protocol

from extract.batch.account import FileEntry, Status, Trouble
from extract.batch.discover import Discovery, InputFile
from extract.batch.fingerprint import drawing_of, limits_of, reading_of
from extract.batch.interrupts import held_interrupts
from extract.batch.ledger import Known, Ledger
from extract.batch.sources import Sources
from extract.batch.tasks import Done, Job, Task
from extract.batch.work import sha256_of
from extract.corrections.extracted import EXTRACTED, forget_extracted, has_extracted
from extract.errors import (
    DocumentError,
    EncryptedError,
    InaccessibleError,
    KilledError,
    LimitError,
    MemoryLimitError,
    MissingDependencyError,
    TimeLimitError,
)
from extract.storage.record_files import record_file
from extract.writers.diagrams import DIAGRAM_FORMATS, diagram_file, remove_diagrams
from extract.writers.formats import Format

# Troubles that are the machine's and not the document's: another run may have more luck.
_PASSING = (MissingDependencyError.code, InaccessibleError.code, KilledError.code)
# Troubles that other limits may spare.
_LIMITS = (LimitError.code, TimeLimitError.code, MemoryLimitError.code)


class Account(Protocol):
    """Who is told what became of a file."""

    def __call__(self, entry: FileEntry, *, kept: bool) -> None:
        """Take note of it; `kept` where it is an earlier run's result."""


class Again(Enum):
    """Which of the files that an earlier run was done with are read again."""

    NONE = "none"
    FAILED = "failed"
    ALL = "all"


@dataclass(slots=True)
class Plan:
    """What is to be done with the files of a run.

    Attributes:
        job: What they have in common.
        ledger: What is known of their contents.
        again: Which known ones are read all the same.
        account: Told what became of each file, and whether that is an earlier run's result.
        sources: Where the bytes of files are had from.
    """

    job: Job
    ledger: Ledger
    again: Again
    account: Account
    sources: Sources
    _reading: str = field(init=False)
    _limits: str = field(init=False)
    _drawing: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out what results depend on besides a document's bytes."""
        self._reading = reading_of(self.job.settings)
        self._limits = limits_of(self.job.settings.limits, self.job.bounds)
        self._drawing = drawing_of()

    def tasks(self, discovery: Discovery) -> Iterator[Task]:
        """Yield the files that must be read, accounting for those that need not be.

        Files are entered in the order of the inputs; of several with the same content the first
        is read.
        """
        for skipped in discovery.skipped:
            path, reason = skipped.source_path, skipped.reason
            self.ledger.enter(skipped.position, path)
            entry = FileEntry(path=path, status=Status.SKIPPED, reason=reason)
            self.settle(skipped.position, entry)
        for file in discovery.files:
            task = self._consider(file.position, file)
            if task is not None:
                yield task
            else:
                self.sources.drop(file.position)

    def finish(self, done: Done) -> None:
        """Take note of what came of a task."""
        entry, sha256 = done.entry, done.entry.sha256
        lasting = entry.error is None or entry.error.code not in _PASSING
        if sha256 is not None and lasting:
            formats = frozenset(self.job.formats)
            known = Known(entry, self._limits, done.digest, formats, self._drawing)
            self.ledger.keep(sha256, self._reading, known)
        self.sources.drop(done.task.position)
        self.settle(done.task.position, entry)

    def settle(self, position: int, entry: FileEntry, *, kept: bool = False) -> None:
        """Account for a file, and for those that share its result."""
        with held_interrupts():
            self.ledger.settle(position, entry, kept=kept)
            self.account(entry, kept=kept)
            for twin, path in self.ledger.waiting(position):
                self._share(twin, path, entry, kept=kept)

    def _consider(self, position: int, file: InputFile) -> Task | None:
        """Return the task of reading a file; None where that is not needed, or cannot be."""
        try:
            sha256 = self.sources.identify(file)
        except DocumentError as error:
            self.ledger.enter(position, file.source_path)
            self._fail(position, file, error)
            return None
        twin = self.ledger.enter(position, file.source_path, sha256)
        if twin is not None:
            if (settled := self.ledger.settled(twin)) is not None:
                self._share(position, file.source_path, settled[0], kept=settled[1])
            return None
        task = Task(position, file.path, file.source_path, sha256)
        known = self.ledger.find(sha256, self._reading)
        is_new = known is not None and not self._is_as_asked(known, file)
        if (
            known is None
            or not self._stands(known)
            or (is_new and not self._has_extracted(known.entry))
        ):
            try:
                return replace(task, path=self.sources.bring(file, sha256))
            except DocumentError as error:
                self._fail(position, file, error)
                return None
        entry = known.entry
        if is_new:
            return replace(task, earlier=entry)
        if entry.output is not None and not self._drawn_forms():
            entry.undrawn = []
        entry.path = file.source_path
        self.settle(position, entry, kept=True)
        return None

    def _fail(self, position: int, file: InputFile, error: DocumentError) -> None:
        """Account for a file that cannot be had."""
        failed = FileEntry(path=file.source_path, status=Status.FAILED, error=Trouble.of(error))
        self.settle(position, failed)

    def _share(self, position: int, path: str, entry: FileEntry, *, kept: bool) -> None:
        """Account for a file that has the same content as one that is done with."""
        shared = twin_of(entry, path, self.job.output)
        with held_interrupts():
            self.ledger.settle(position, shared, kept=kept)
            self.account(shared, kept=kept)

    def _stands(self, known: Known) -> bool:
        """Return whether what is known of a content is still so, and enough."""
        entry = known.entry
        if self.again is Again.ALL or self.job.debug_images is not None:
            return False
        if entry.error is not None:
            if self.again is Again.FAILED:
                return False
            if entry.error.code in _LIMITS and known.limits != self._limits:
                return False
            if entry.error.code == EncryptedError.code and self.job.settings.passwords:
                return False
        if entry.output is None:
            return True
        try:
            return sha256_of(self.job.output / entry.output) == known.digest
        except OSError:
            return False

    def _is_as_asked(self, known: Known, file: InputFile) -> bool:
        """Return whether what was made of a file has its name, and all diagrams asked for."""
        entry = known.entry
        is_named = entry.path == file.source_path
        return entry.output is None or (is_named and self._is_drawn(known))

    def _has_extracted(self, entry: FileEntry) -> bool:
        """Return whether records can be had as they were before people reviewed them."""
        output = self.job.output
        if entry.output is None or not (output / EXTRACTED).is_dir():
            return True
        return has_extracted(output, output / entry.output)

    def _is_drawn(self, known: Known) -> bool:
        """Return whether the diagrams asked for are there, drawn by the code of today."""
        forms, entry = self._drawn_forms(), known.entry
        if forms and known.drawing != self._drawing:
            return False
        positions = [at for at, name in enumerate(entry.records, 1) if name not in entry.undrawn]
        return forms <= known.formats and all(
            diagram_file(self.job.output, entry.path, position, form).exists()
            for form in forms
            for position in positions
        )

    def _drawn_forms(self) -> frozenset[Format]:
        """Return the forms of diagrams asked for."""
        return DIAGRAM_FORMATS & frozenset(self.job.formats)


def twin_of(entry: FileEntry, path: str, output: Path) -> FileEntry:
    """Return what becomes of a file that has the same content as one that is done with.

    What an earlier run may have made of it under its own name is removed where the other's counts.

    Args:
        entry: What became of the other.
        path: What the file is called.
        output: The output folder.
    """
    shared = entry.model_copy(update={"path": path, "duplicate_of": entry.path, "seconds": 0.0})
    if entry.status is Status.READ:
        shared.status = Status.DUPLICATE
        forget_extracted(output, record_file(output, path))
        record_file(output, path).unlink(missing_ok=True)
        remove_diagrams(output, path)
    return shared
