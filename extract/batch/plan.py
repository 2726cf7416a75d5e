"""Decides which files must be read: not those known before, nor duplicates of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Protocol

from extract.batch.account import FileEntry, Status, Trouble
from extract.batch.discover import Discovery, InputFile
from extract.batch.fingerprint import drawing_of, limits_of, reading_of
from extract.batch.interrupts import held_interrupts
from extract.batch.ledger import Known, Ledger
from extract.batch.page_groups.groups import Held, PageGroups
from extract.batch.page_groups.names import PageSequence
from extract.batch.sources import Sources
from extract.batch.tasks import Done, Job, Task
from extract.batch.work import remove_records, sha256_of
from extract.corrections.extracted import EXTRACTED, has_extracted
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
from extract.writers.diagrams import DIAGRAM_FORMATS, diagram_file
from extract.writers.formats import Format

# Troubles of the machine, not of the document: the next run tries again.
_PASSING = (MissingDependencyError.code, InaccessibleError.code, KilledError.code)
# Troubles that do not occur with other limits.
_LIMITS = (LimitError.code, TimeLimitError.code, MemoryLimitError.code)


class Account(Protocol):
    """Counts the outcomes of files."""

    def __call__(self, entry: FileEntry, *, kept: bool) -> None:
        """Count an outcome; `kept` if it is that of an earlier run."""


class Again(Enum):
    """Which files that an earlier run has done are read again."""

    NONE = "none"
    FAILED = "failed"
    ALL = "all"


@dataclass(slots=True)
class Plan:
    """Decides what is done with each file of a run, and takes the results.

    Attributes:
        job: What they have in common.
        ledger: The results of earlier runs.
        again: Which known files are read again.
        account: Called with the outcome of each file.
        sources: Provides the bytes of files.
        sequences: Files that may be the pages of documents.
        groups: What becomes of those.
    """

    job: Job
    ledger: Ledger
    again: Again
    account: Account
    sources: Sources
    sequences: Sequence[PageSequence] = ()
    groups: PageGroups = field(init=False)
    _reading: str = field(init=False)
    _limits: str = field(init=False)
    _drawing: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute what results depend on besides a document's bytes."""
        self._reading = reading_of(self.job.settings)
        self._limits = limits_of(self.job.settings.limits, self.job.bounds)
        self._drawing = drawing_of()
        self.groups = PageGroups(
            self.job.output, self.job.settings, self.sources, self._keep_held, self._settle_held
        )
        self.groups.expect(self.sequences)

    def tasks(self, discovery: Discovery) -> Iterator[Task]:
        """Yield the files that must be read, and settle the others.

        Files are taken in the order of the inputs; of several with the same content the first is
        read.
        """
        for skipped in discovery.skipped:
            path, reason = skipped.source_path, skipped.reason
            self.ledger.enter(skipped.position, path)
            entry = FileEntry(path=path, status=Status.SKIPPED, reason=reason)
            self.settle(skipped.position, entry)
        for file in discovery.files:
            task = self._consider(file.position, file)
            if task is not None:
                yield replace(task, pages_file=self.groups.pages_file(file.position))
            else:
                self.sources.drop(file.position)

    def group_tasks(self) -> list[Task]:
        """Return the documents whose pages are files of their own; all their files are read."""
        return list(self.groups.tasks())

    def finish(self, done: Done) -> None:
        """Take the result of a task."""
        if done.task.parts:
            self.groups.finish(done)
            return
        entry, sha256 = done.entry, done.entry.sha256
        lasting = entry.error is None or entry.error.code not in _PASSING
        if sha256 is not None and lasting:
            self._keep(sha256, entry, done.digest)
        self.sources.drop(done.task.position)
        self._close(done.task, entry, done.digest, kept=False)

    def settle(self, position: int, entry: FileEntry, *, kept: bool = False) -> None:
        """Count the outcome of a file, and of its duplicates."""
        with held_interrupts():
            self.ledger.settle(position, entry, kept=kept)
            self.account(entry, kept=kept)
            for twin, path in self.ledger.waiting(position):
                self._share(twin, path, entry, kept=kept)

    def _close(self, task: Task, entry: FileEntry, digest: str | None, *, kept: bool) -> None:
        """Settle a file that was read, or hold it while it may be a page of a document."""
        position = task.position
        if self.groups.expects(position):
            file = self.groups.file_at(position)
            self.groups.take(Held(file, task.sha256, entry, digest, kept))
        else:
            self.settle(position, entry, kept=kept)

    def _keep(self, sha256: str, entry: FileEntry, digest: str | None) -> None:
        """Store the result of a file for later runs."""
        formats = frozenset(self.job.formats)
        known = Known(entry, self._limits, digest, formats, self._drawing)
        self.ledger.keep(sha256, self._reading, known)

    def _keep_held(self, held: Held) -> None:
        """Store the result of a file that was read beside others."""
        self._keep(held.sha256, held.entry, held.digest)

    def _settle_held(self, held: Held) -> None:
        """Count a file that was read beside others."""
        self.settle(held.file.position, held.entry, kept=held.kept)

    def _consider(self, position: int, file: InputFile) -> Task | None:
        """Return the task to read a file; None if that is not needed or not possible."""
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
            or not self._stands(known, file)
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
        self._close(task, entry, known.digest, kept=True)
        return None

    def _fail(self, position: int, file: InputFile, error: DocumentError) -> None:
        """Count a file that cannot be read."""
        failed = FileEntry(path=file.source_path, status=Status.FAILED, error=Trouble.of(error))
        self.settle(position, failed)

    def _share(self, position: int, path: str, entry: FileEntry, *, kept: bool) -> None:
        """Count a file with the same content as one that is done."""
        shared = twin_of(entry, path, self.job.output)
        with held_interrupts():
            self.ledger.settle(position, shared, kept=kept)
            self.account(shared, kept=kept)

    def _stands(self, known: Known, file: InputFile) -> bool:
        """Return whether the result of an earlier run still counts."""
        entry = known.entry
        if self.again is Again.ALL or self.job.debug_images is not None:
            return False
        if entry.error is not None:
            if self.again is Again.FAILED and entry.status is not Status.NOT_AN_SOP:
                return False
            if entry.error.code in _LIMITS and known.limits != self._limits:
                return False
            if entry.error.code == EncryptedError.code and self.job.settings.passwords:
                return False
        is_joined = entry.parts or entry.status is Status.PART
        if is_joined and not self.groups.stand(file, entry, self._first_of(entry)):
            return False
        if entry.output is None:
            return True
        try:
            return sha256_of(self.job.output / entry.output) == known.digest
        except OSError:
            return False

    def _first_of(self, entry: FileEntry) -> FileEntry | None:
        """Return the earlier outcome of the first file of the document that a file belongs to."""
        if entry.parts:
            return entry
        known = self.ledger.find(entry.part_of_sha256 or "", self._reading)
        return known.entry if known is not None else None

    def _is_as_asked(self, known: Known, file: InputFile) -> bool:
        """Return whether an earlier result has the file's name, and all diagrams asked for."""
        entry = known.entry
        is_named = entry.path == file.source_path
        return entry.output is None or (is_named and self._is_drawn(known))

    def _has_extracted(self, entry: FileEntry) -> bool:
        """Return whether the records are there as they were before people reviewed them."""
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
    """Return the outcome of a file with the same content as one that is done.

    Outputs of an earlier run under its own name are removed if the other file's count.

    Args:
        entry: The outcome of the other file.
        path: The file's name in the output.
        output: The output folder.
    """
    shared = entry.model_copy(update={"path": path, "duplicate_of": entry.path, "seconds": 0.0})
    if entry.status in (Status.READ, Status.PART):
        shared.status = Status.DUPLICATE
    if entry.status in (Status.READ, Status.PART, Status.NOT_AN_SOP):
        remove_records(output, path)
    return shared
