"""A review session: the records of a run and their reviews, for pages to show and change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.corrections.draft import Draft
from extract.corrections.drafts import add_entries, open_journal
from extract.corrections.journal import Accepted, Action, Appender, Change, Entry
from extract.corrections.rebase import rebase_entry, rebased
from extract.corrections.reviewed import apply_draft
from extract.corrections.values import Reader
from extract.errors import BadEditError, BadRecordsError
from extract.review.commits import (
    check_expected,
    new_acceptance,
    new_edit,
    new_reversal,
    new_state,
)
from extract.review.doubts import Doubt, find_doubts
from extract.review.limits import SESSION_LIMITS
from extract.review.queue import Filter, QueueRow, in_order, new_row
from extract.review.record_cache import RecordCache
from extract.settings import Settings
from models import ReviewState, SopRecord

Propose = Callable[[Draft], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Sop:
    """An SOP in a session.

    Attributes:
        extracted: The record as it was extracted.
        reviewed: The same with the review applied.
        draft: The review, based on that extraction.
        doubts: What asks for attention, in the form's order.
        row: Its row in the queue.
    """

    extracted: SopRecord
    reviewed: SopRecord
    draft: Draft
    doubts: list[Doubt]
    row: QueueRow


@dataclass(frozen=True, slots=True)
class _Known:
    """A cached SOP.

    Attributes:
        extracted: The record as it was extracted.
        made: The review it was made of; None where there was none.
        sop: The SOP.
    """

    extracted: SopRecord
    made: Draft | None
    sop: Sop


class ReviewSession:
    """A run's records and their review, for any number of threads and other programs.

    Args:
        output: The run's output folder.
        settings: The run's settings.
        look_after: The queue shows a newer extraction after this many seconds at the latest; an SOP
            that is opened, at once.

    Raises:
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal cannot be read.
    """

    def __init__(
        self,
        output: Path,
        settings: Settings,
        look_after: float = SESSION_LIMITS.min_seconds_between_looks,
    ) -> None:
        """Read the journal and all records."""
        self.output = output
        self.settings = settings
        self._journal = open_journal(output, settings)
        self._lock = threading.RLock()
        self._cache = RecordCache(output, look_after)
        self._drafts: dict[str, Draft] = {}
        self._rows: dict[str, QueueRow] = {}
        self._sops: dict[str, _Known] = {}
        self._refresh()
        if not self._rows:
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
        """Change values of an SOP, which also settles them.

        Args:
            name: The record's id.
            by: Who does it.
            propose: Takes the review as it is and returns the changes (see `corrections.edits`).
            expected: Pointer -> the value that the person saw, for all that the change is based on.
            confirmed: Pointers of further values that are settled without being changed.

        Returns:
            The SOP after the change; the same where nothing changes.

        Raises:
            StaleReviewError: A value that the change is based on differs; nothing is done.
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
        """Confirm values as they are, and accept findings.

        Args:
            name: The record's id.
            by: Who does it.
            confirmed: Pointers of the values.
            accepted: The findings.
            expected: Pointer -> the value that the person saw.

        Raises:
            StaleReviewError: A value has changed since; nothing is done.
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
            with_doubts: Whether doubts may be left.

        Raises:
            BadEditError: There are doubts, and they may not be left.
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
        """Undo the last thing that a person did to an SOP.

        Raises:
            BadEditError: There is nothing to undo.
            StaleReviewError: Somebody changed it again.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """
        return self._reverse(name, by, Action.UNDO)

    def redo(self, name: str, by: str) -> Sop:
        """Redo what a person undid last.

        Raises:
            BadEditError: There is nothing to redo.
            StaleReviewError: Somebody changed it again.
            MissingSopError: There is no such SOP.
            OutputError: The journal cannot be written.
        """
        return self._reverse(name, by, Action.REDO)

    def reader(self, name: str) -> Reader:
        """Return the parser of what is typed into an SOP's fields.

        Raises:
            MissingSopError: There is no such SOP.
        """
        with self._lock:
            return Reader.of(self._cache.record(name), self.settings)

    def _reverse(self, name: str, by: str, action: Action) -> Sop:
        """Undo what a person did last, or redo what was undone last."""

        def entry(draft: Draft) -> Entry:
            is_undo = action is Action.UNDO
            last = draft.last_to_undo(by) if is_undo else draft.last_to_redo(by)
            if last is None:
                raise BadEditError(f"nothing-to-{action.value}")
            return new_reversal(draft, by, last, action)

        return self._append(name, by, entry)

    def _append(self, name: str, by: str, new: Callable[[Draft], Entry | None]) -> Sop:
        """Append an entry to the journal, made of the review while the journal is locked."""
        with self._lock, self._journal.appending() as journal:
            self._refresh(name, journal)
            draft = self._drafts.get(name) or Draft(name)
            begun = rebase_entry(draft, self._cache.record(name), by)
            entry = new(rebased(draft, self._cache.record(name)))
            if entry is not None:
                entries = [one for one in (begun, entry) if one is not None]
                self._take_in(journal.append(*entries))
            return self._sop(name)

    def _sop(self, name: str) -> Sop:
        """Return an SOP, and bring its row in the queue up to date."""
        extracted = self._cache.record(name)
        made = self._drafts.get(name)
        known = self._sops.get(name)
        if known is not None and known.extracted is extracted and known.made is made:
            return known.sop
        draft = rebased(made or Draft(name), extracted)
        reviewed = apply_draft(extracted, draft, self.settings)
        doubts = find_doubts(reviewed, draft)
        row = new_row(reviewed, draft, doubts)
        self._rows[name] = row
        sop = Sop(extracted, reviewed, draft, doubts, row)
        self._keep(name, _Known(extracted, made, sop))
        return sop

    def _keep(self, name: str, known: _Known) -> None:
        """Cache an SOP; the oldest one is dropped."""
        self._sops.pop(name, None)
        self._sops[name] = known
        while len(self._sops) > SESSION_LIMITS.max_records:
            del self._sops[next(iter(self._sops))]

    def _refresh(self, name: str | None = None, journal: Appender | None = None) -> None:
        """Load what others wrote: entries of the journal, and a newer extraction.

        Args:
            name: The record whose file is looked at; all files where None.
            journal: The journal, where it is held for writing.
        """
        self._read_news(self._journal.news() if journal is None else journal.news())
        for news in self._cache.look(name):
            for gone in news.gone:
                self._rows.pop(gone, None)
            for read in news.read:
                self._sop(read)

    def _read_news(self, entries: Sequence[Entry]) -> None:
        """Load entries that others made, and update the queue."""
        self._take_in(entries)
        for record in {entry.record for entry in entries}:
            if record in self._cache:
                self._sop(record)

    def _take_in(self, entries: Sequence[Entry]) -> None:
        """Apply entries of the journal; drafts that were returned before do not change."""
        by_record: dict[str, list[Entry]] = {}
        for entry in entries:
            by_record.setdefault(entry.record, []).append(entry)
        for record, own in by_record.items():
            draft = self._drafts[record].copy() if record in self._drafts else Draft(record)
            add_entries(draft, own, self._journal)
            self._drafts[record] = draft


def _state(draft: Draft, by: str, state: ReviewState) -> Entry | None:
    """Return the entry that sets the state of a review; None if it has that state."""
    return None if draft.state is state else new_state(draft, by, state)
