"""Leads pictures that may be pages of one document through a run.

Each is read alone first, by any worker. When all are read, those that may be one SOP are read once
more as one document, from the pages that were kept; recognition, which takes nearly all of the
time, is not repeated. What does not read as one SOP stays as it was read alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.batch.account import FileEntry, JoinedPart, Status
from extract.batch.discover import InputFile
from extract.batch.page_groups.evidence import Candidate, PartRead, describe, find_candidates
from extract.batch.page_groups.names import Named, PageSequence
from extract.batch.sources import Sources
from extract.batch.tasks import Done, Task, TaskPart
from extract.batch.work import remove_records
from extract.errors import DocumentError, NotAnSopError, SopNotReadError
from extract.findings.messages import speaking
from extract.findings.registry import make_finding
from extract.settings import Settings
from extract.storage.record_files import read_records, write_records

# Outcomes of a picture that was read, and in which no SOP was found.
_UNREAD = (NotAnSopError.code, SopNotReadError.code)
_PARTNER = "page-partner-unclear"


@dataclass(frozen=True, slots=True)
class Held:
    """The outcome of a picture, read alone, that is not counted yet.

    Attributes:
        file: The picture.
        sha256: Of its bytes.
        entry: Its outcome.
        digest: SHA-256 of its record file; None if there is none.
        kept: Whether it is an earlier run's result.
    """

    file: InputFile
    sha256: str
    entry: FileEntry
    digest: str | None
    kept: bool


@dataclass(slots=True)
class PageGroups:
    """The pictures of a run that may be pages of one document.

    Attributes:
        output: The output folder.
        settings: How documents are read.
        sources: Provides the bytes of files.
        keep: Stores the result of a file for later runs.
        settle: Counts the outcome of a file.
    """

    output: Path
    settings: Settings
    sources: Sources
    keep: Callable[[Held], None]
    settle: Callable[[Held], None]
    _sequences: list[PageSequence] = field(default_factory=list)
    _of: dict[int, PageSequence] = field(default_factory=dict)
    _held: dict[int, Held] = field(default_factory=dict)
    _asked: dict[int, list[Held]] = field(default_factory=dict)
    _hashes: dict[int, list[JoinedPart]] = field(default_factory=dict)

    def expect(self, sequences: Iterable[PageSequence]) -> None:
        """Note which files may belong together."""
        for sequence in sequences:
            self._sequences.append(sequence)
            self._of.update({file.position: sequence for file in sequence.files})

    def expects(self, position: int) -> bool:
        """Return whether a file may be a page of a document of several files."""
        return position in self._of

    def file_at(self, position: int) -> InputFile:
        """Return a file that may be a page of a document of several files."""
        return next(f for f in self._of[position].files if f.position == position)

    def pages_file(self, position: int) -> Path | None:
        """Return where the pages of a file are kept; None if they are not needed."""
        return self.sources.pages_file(position) if self.expects(position) else None

    def take(self, held: Held) -> None:
        """Take the outcome of a file that may be a page of a document of several files."""
        self._held[held.file.position] = held

    def stand(self, file: InputFile, entry: FileEntry, first: FileEntry | None) -> bool:
        """Return whether an earlier run's result of a page still counts.

        Args:
            file: The page.
            entry: The earlier outcome of a file that was joined with others.
            first: That of the first file of its document.
        """
        sequence = self._of.get(file.position)
        if sequence is None or not first or not first.parts or entry.path != file.source_path:
            return False
        there = self._parts_of(sequence)
        length = len(first.parts)
        return any(there[at : at + length] == first.parts for at in range(len(there)))

    def tasks(self) -> Iterator[Task]:
        """Yield documents whose pages are files of their own; settle the files that stay alone."""
        for sequence in self._sequences:
            held = [
                self._held.pop(file.position)
                for file in sequence.files
                if file.position in self._held
            ]
            at = 0
            for candidate in self._candidates(sequence, held):
                for alone in held[at : candidate.start]:
                    self.settle(alone)
                at = candidate.end
                members = held[candidate.start : candidate.end]
                task = self._task(members, sequence) if candidate.agrees else None
                if task is None:
                    self._stay_apart(members)
                else:
                    self._asked[task.position] = members
                    yield task
            for alone in held[at:]:
                self.settle(alone)

    def finish(self, done: Done) -> None:
        """Take the outcome of a document of several files."""
        members = self._asked.pop(done.task.position)
        entry = done.entry
        if entry.error is not None or not entry.parts:
            self._stay_apart(members)
            return
        names = {part.path for part in entry.parts}
        first, *others = members
        entry.sha256 = first.sha256
        joined = [replace(first, entry=entry, digest=done.digest, kept=False)]
        for member in others:
            if member.file.source_path not in names:
                self.settle(member)
                continue
            remove_records(self.output, member.file.source_path)
            part = FileEntry(
                path=member.file.source_path,
                status=Status.PART,
                sha256=member.sha256,
                part_of=entry.path,
                part_of_sha256=first.sha256,
                seconds=member.entry.seconds,
            )
            joined.append(replace(member, entry=part, digest=None, kept=False))
        for member in joined:
            self.keep(member)
            self.settle(member)

    def _parts_of(self, sequence: PageSequence) -> list[JoinedPart]:
        """Return the files of a sequence with their hashes, as they are now."""
        key = sequence.files[0].position
        if key not in self._hashes:
            self._hashes[key] = [
                JoinedPart(path=file.source_path, sha256=self._identify(file))
                for file in sequence.files
            ]
        return self._hashes[key]

    def _identify(self, file: InputFile) -> str:
        """Return the hash of a file; empty where it cannot be read, which is told elsewhere."""
        try:
            return self.sources.identify(file)
        except DocumentError:
            return ""

    def _candidates(self, sequence: PageSequence, held: Sequence[Held]) -> Iterator[Candidate]:
        """Yield which of a sequence's files may be one SOP, in order."""
        if sequence.named is Named.LISTED:
            is_new = len(held) > 1 and not any(map(_is_joined, held))
            if is_new:
                yield Candidate(0, len(held), agrees=True)
            return
        parts = [self._describe(one) for one in held]
        yield from find_candidates(parts, need_titles=sequence.named is Named.FOLDER)

    def _describe(self, held: Held) -> PartRead:
        """Return what was read of a file."""
        entry = held.entry
        is_unread = entry.error is not None and entry.error.code in _UNREAD
        if _is_joined(held) or entry.output is None:
            return describe((), unread=is_unread)
        return describe(read_records(self.output / entry.output), unread=is_unread)

    def _task(self, members: Sequence[Held], sequence: PageSequence) -> Task | None:
        """Return the task to read files as one document; None where one of them is gone."""
        parts = []
        for member in members:
            file = member.file
            pages = self.sources.pages_file(file.position)
            try:
                path = file.path if pages.exists() else self.sources.bring(file, member.sha256)
            except DocumentError:
                return None
            media_type = self._media_type(member)
            parts.append(TaskPart(path, file.source_path, member.sha256, media_type, pages))
        first = members[0].file
        whole = hashlib.sha256("".join(part.sha256 for part in parts).encode()).hexdigest()
        return Task(
            first.position,
            parts[0].path,
            first.source_path,
            whole,
            parts=tuple(parts),
            listed=sequence.named is Named.LISTED,
        )

    def _media_type(self, member: Held) -> str:
        """Return what a file is by its content, as its records say."""
        output = member.entry.output
        records = read_records(self.output / output) if output is not None else []
        return records[0].source.media_type if records else ""

    def _stay_apart(self, members: Sequence[Held]) -> None:
        """Settle files that look like one document and do not read as one; the first says so."""
        first, *others = members
        output = first.entry.output
        if output is not None and not first.kept:
            path = self.output / output
            records = read_records(path)
            names = [member.file.source_path.rpartition("/")[2] for member in others]
            with speaking(self.settings.language):
                records[0].findings.append(make_finding(_PARTNER, params={"files": names}))
            entry = first.entry.model_copy(update={"findings": first.entry.findings + 1})
            first = replace(first, entry=entry, digest=write_records(path, records))
            self.keep(first)
        for member in (first, *others):
            self.settle(member)


def _is_joined(held: Held) -> bool:
    """Return whether a file was joined with others by an earlier run."""
    return bool(held.entry.parts) or held.entry.status is Status.PART
