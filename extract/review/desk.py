"""A run on a person's desk: what the review page asks, and what it has done."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import BadEditError, BadRecordsError, MissingSopError
from extract.review.commits import (
    check_expected,
    new_acceptance,
    new_edit,
    new_reversal,
    new_state,
)
from extract.review.doubts import Doubt, find_doubts
from extract.review.draft import Draft
from extract.review.drafts import open_journal
from extract.review.extracted import read_extracted
from extract.review.journal import Accepted, Action, Appender, Change, Entry
from extract.review.queue import Filter, QueueRow, in_order, new_row
from extract.review.reviewed import apply_draft
from extract.review.takeup import take_up, taken_up
from extract.review.values import Reader
from extract.settings import Settings
from extract.writers.record_files import RECORDS_FOLDER
from models import ReviewState, SopRecord

# So many records are kept in memory as they were extracted.
KEPT = 64
# A run does not end more often than every few seconds; thousands of files are not looked at
# each time that somebody asks for the queue.
LOOK_AFTER = 3.0

Propose = Callable[[Draft], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Sop:
    """An SOP on the desk.

    Attributes:
        extracted: The record as it was extracted.
        reviewed: The same with the review applied.
        draft: The review, brought together with that extraction.
        doubts: What asks for attention, in the form's order.
        row: Its row in the queue.
    """

    extracted: SopRecord
    reviewed: SopRecord
    draft: Draft
    doubts: list[Doubt]
    row: QueueRow


@dataclass(frozen=True, slots=True)
class _File:
    """A record file.

    Attributes:
        path: The file.
        version: Tells whether it was written anew: modification time and size.
        records: The ids of its records.
    """

    path: Path
    version: tuple[int, int]
    records: tuple[str, ...]


class Desk:
    """A run's records and their review, for any number of threads and other programs.

    Args:
        output: The run's output folder.
        settings: The run's settings.
        look_after: The queue tells of a newer extraction after so many seconds at the latest; an
            SOP that is opened tells at once.

    Raises:
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal cannot be read.
    """

    def __init__(self, output: Path, settings: Settings, look_after: float = LOOK_AFTER) -> None:
        """Read the journal and all records."""
        self.output = output
        self.settings = settings
        self._journal = open_journal(output, settings)
        self._lock = threading.RLock()
        self._look_after = look_after
        self._looked = -look_after
        self._drafts: dict[str, Draft] = {}
        self._files: dict[Path, _File] = {}
        self._places: dict[str, Path] = {}
        self._rows: dict[str, QueueRow] = {}
        self._kept: OrderedDict[str, SopRecord] = OrderedDict()
        self._read_news(self._journal.news())
        self._read_files()
        if not self._places:
            raise BadRecordsError(f"{output}: holds no records; run the extraction into it first")

    def queue(self, wanted: Filter | None = None) -> list[QueueRow]:
        """Return the SOPs, those that need most attention first.

        Args:
            wanted: Which; all of them where None.
        """
        with self._lock:
            self._refresh()
            rows = in_order(self._rows.values())
        return [row for row in rows if wanted is None or wanted.takes(row)]

    def open(self, name: str) -> Sop:
        """Return an SOP.

        Args:
            name: The record's id.

        Raises:
            MissingSopError: There is none of this id.
            BadRecordsError: Its file cannot be read any more.
        """
        with self._lock:
            self._refresh(name)
            return self._sop(name)

    def commit(
        self,
        name: str,
        by: str,
        propose: Propose,
        *,
        expected: Mapping[str, Any],
        confirmed: Sequence[str] = (),
    ) -> Sop:
        """Change values of an SOP; they are settled with that.

        Args:
            name: The record's id.
            by: Who does it.
            propose: Takes the review as it is and returns the changes (`extract.review.edits`).
            expected: Pointer -> the value that the person saw, for all that he goes by.
            confirmed: Pointers that are settled with it without being changed.

        Returns:
            The SOP as it is then; as it was where nothing changes.

        Raises:
            StaleReviewError: Somebody changed what he goes by; nothing is done.
            BadEditError: It cannot be done.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """

        def entry(draft: Draft) -> Entry | None:
            check_expected(draft, expected, by)
            changes = propose(draft)
            new = new_edit(draft, by, changes, confirmed)
            return new if new.changes or new.confirmed or new.settled else None

        return self._append(name, by, entry)

    def accept(
        self,
        name: str,
        by: str,
        confirmed: Sequence[str],
        accepted: Sequence[Accepted] = (),
        *,
        expected: Mapping[str, Any],
    ) -> Sop:
        """Confirm values as they are, and let findings stand.

        Args:
            name: The record's id.
            by: Who does it.
            confirmed: Pointers of the values.
            accepted: The findings.
            expected: Pointer -> the value that the person saw.

        Raises:
            StaleReviewError: A value is another by now; nothing is done.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """

        def entry(draft: Draft) -> Entry | None:
            check_expected(draft, expected, by)
            new = new_acceptance(draft, by, confirmed, accepted)
            return new if new.confirmed or new.accepted or new.settled else None

        return self._append(name, by, entry)

    def sign_off(self, name: str, by: str, *, with_doubts: bool = False) -> Sop:
        """Note that an SOP is done.

        Args:
            name: The record's id.
            by: Who signs it off.
            with_doubts: Whether what still asks for attention may be left so.

        Raises:
            BadEditError: Something asks for attention, and may not be left so.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """
        if not with_doubts and self.open(name).doubts:
            raise BadEditError("doubts-left")
        return self._append(name, by, lambda draft: _state(draft, by, ReviewState.DONE))

    def reopen(self, name: str, by: str) -> Sop:
        """Note that an SOP is not done after all.

        Raises:
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """
        return self._append(name, by, lambda draft: _state(draft, by, ReviewState.STARTED))

    def undo(self, name: str, by: str) -> Sop:
        """Take back the last that a person did to an SOP.

        Raises:
            BadEditError: There is nothing to take back.
            StaleReviewError: Somebody changed it again.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """

        def entry(draft: Draft) -> Entry:
            last = draft.last_to_undo(by)
            if last is None:
                raise BadEditError("nothing-to-undo")
            return new_reversal(draft, by, last, Action.UNDO)

        return self._append(name, by, entry)

    def redo(self, name: str, by: str) -> Sop:
        """Do again what a person took back last.

        Raises:
            BadEditError: There is nothing that he took back.
            StaleReviewError: Somebody changed it again.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """

        def entry(draft: Draft) -> Entry:
            last = draft.last_to_redo(by)
            if last is None:
                raise BadEditError("nothing-to-redo")
            return new_reversal(draft, by, last, Action.REDO)

        return self._append(name, by, entry)

    def reader(self, name: str) -> Reader:
        """Return who understands what is typed into an SOP's fields.

        Raises:
            MissingSopError: There is no such SOP.
        """
        with self._lock:
            return Reader.of(self._extracted(name), self.settings)

    def _append(self, name: str, by: str, new: Callable[[Draft], Entry | None]) -> Sop:
        """Append an entry to the journal, made of the review as it is when nobody else writes."""
        with self._lock, self._journal.appending() as journal:
            self._refresh(name, journal)
            draft = self._drafts.get(name) or Draft(name)
            begun = take_up(draft, self._extracted(name), by)
            entry = new(taken_up(draft, self._extracted(name)))
            if entry is not None:
                entries = [one for one in (begun, entry) if one is not None]
                self._take_in(journal.append(*entries))
            return self._sop(name)

    def _sop(self, name: str) -> Sop:
        """Return an SOP, and bring its row in the queue up to date."""
        extracted = self._extracted(name)
        draft = taken_up(self._drafts.get(name) or Draft(name), extracted)
        reviewed = apply_draft(extracted, draft, self.settings)
        doubts = find_doubts(reviewed, draft)
        row = new_row(reviewed, draft, doubts)
        self._rows[name] = row
        return Sop(extracted, reviewed, draft, doubts, row)

    def _extracted(self, name: str) -> SopRecord:
        """Return a record as it was extracted."""
        if name not in self._kept:
            path = self._places.get(name)
            if path is None:
                raise MissingSopError(f"there is no SOP {name} in {self.output}")
            found = {record.id: record for record in _read(self.output, path)}
            if name not in found:
                raise MissingSopError(f"there is no SOP {name} in {self.output} any more")
            self._keep(found[name])
        self._kept.move_to_end(name)
        return self._kept[name]

    def _keep(self, record: SopRecord) -> None:
        """Keep a record in memory, in place of the one that was not asked for longest."""
        self._kept[record.id] = record
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _refresh(self, name: str | None = None, journal: Appender | None = None) -> None:
        """Take in what others wrote: entries of the journal, and a newer extraction.

        Args:
            name: The record whose file is looked at; all files where None.
            journal: The journal, where it is held for writing.
        """
        self._read_news(self._journal.news() if journal is None else journal.news())
        if name is None:
            self._read_files()
        elif (path := self._places.get(name)) is not None:
            self._read_file(path)

    def _read_news(self, entries: Sequence[Entry]) -> None:
        """Take in entries that others made, and bring the queue up to date with them."""
        self._take_in(entries)
        for record in {entry.record for entry in entries} & self._places.keys():
            self._sop(record)

    def _take_in(self, entries: Sequence[Entry]) -> None:
        """Take in entries of the journal."""
        for entry in entries:
            self._drafts.setdefault(entry.record, Draft(entry.record)).add(entry)

    def _read_files(self) -> None:
        """Take in record files that were written since, and leave out those that are gone."""
        if time.monotonic() - self._looked < self._look_after:
            return
        versions = dict(sorted(_versions(str(self.output / RECORDS_FOLDER))))
        self._looked = time.monotonic()
        for path in [path for path in self._files if str(path) not in versions]:
            self._forget(path)
        known = {str(file.path): file.version for file in self._files.values()}
        for name, version in versions.items():
            if known.get(name) != version:
                self._read_file(Path(name))

    def _read_file(self, path: Path) -> None:
        """Take in a record file, if it was written since it was read."""
        try:
            version = _version(path.stat())
        except OSError as error:
            raise BadRecordsError(f"{path}: cannot be read: {error.strerror}") from error
        known = self._files.get(path)
        if known is not None and known.version == version:
            return
        self._forget(path)
        records = list(self._new(path))
        self._files[path] = _File(path, version, tuple(record.id for record in records))
        for record in records:
            self._places[record.id] = path
            self._keep(record)
            self._sop(record.id)

    def _new(self, path: Path) -> Iterator[SopRecord]:
        """Yield the records of a file that no other file holds."""
        for record in _read(self.output, path):
            if record.id not in self._places:
                yield record

    def _forget(self, path: Path) -> None:
        """Forget a record file's records."""
        known = self._files.pop(path, None)
        for name in known.records if known else ():
            self._places.pop(name, None)
            self._rows.pop(name, None)
            self._kept.pop(name, None)


def _versions(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the record files below a folder with their versions, fast."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _versions(entry.path)
            elif entry.name.endswith(".json"):
                yield entry.path, _version(entry.stat())


def _version(status: os.stat_result) -> tuple[int, int]:
    """Return what tells that a file was written anew."""
    return status.st_mtime_ns, status.st_size


def _state(draft: Draft, by: str, state: ReviewState) -> Entry | None:
    """Return the entry of a review that is so far now; None where it is already."""
    return None if draft.state is state else new_state(draft, by, state)


def _read(output: Path, path: Path) -> list[SopRecord]:
    """Return the records of a file as they were extracted."""
    try:
        return read_extracted(output, path)
    except (OSError, ValueError, KeyError) as error:
        shown = path.relative_to(output / RECORDS_FOLDER)
        raise BadRecordsError(
            f"{path}: holds no records of this version, or those extracted are not in "
            f"review/extracted/{shown}; run the extraction again with --force"
        ) from error
