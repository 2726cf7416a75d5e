"""The journal of a run's review: an append-only file of every correction.

One line of JSON an entry. An entry is on disk when it is made (a crash loses what was being
typed, no more), and the file may be written by several programs at once: each holds a lock while
it appends, and reads first what others have added.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.corrections.form import Form
from extract.errors import BadReviewError, OutputError
from extract.process.locks import file_lock
from models import ReviewState

# The folder of the review within an output folder.
REVIEW_FOLDER = "review"
# Pictures of pages, drawn while people look at them; they are no output.
PAGES = "pages"
JOURNAL = Path(REVIEW_FOLDER, "journal.jsonl")


class _Kept(BaseModel):
    """Base of what the journal stores: immutable, without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Change(_Kept):
    """A value before and after."""

    pointer: str = Field(description="RFC 6901 pointer into the record's form.")
    before: Any = Field(default=None, alias="from", description="The value that was there.")
    after: Any = Field(default=None, alias="to", description="The value put in its place.")
    page: int | None = Field(default=None, ge=1, description="1-based page it was taken from.")
    bbox: tuple[float, float, float, float] | None = Field(
        default=None, description="Where on that page, in PDF points from its top left."
    )


class Accepted(_Kept):
    """A finding that a person accepted."""

    code: str = Field(description="The finding's code.")
    pointer: str | None = Field(
        default=None, description="What it is about, as a pointer into the form where it has one."
    )


class Conflict(_Kept):
    """A value that a person settled and that differs in a newer extraction."""

    pointer: str = Field(description="RFC 6901 pointer into the form.")
    reviewed: Any = Field(description="What the person settled on; it stands.")
    extracted: Any = Field(description="What the newer extraction read.")


class Action(StrEnum):
    """What an entry is.

    Attributes:
        BEGIN: The review is based on an extraction: the first, or a newer one.
        EDIT: Values were changed, and with that confirmed.
        CONFIRM: Values were confirmed as they are, findings accepted.
        STATE: The record was signed off, or reopened.
        UNDO: An entry was undone.
        REDO: An undone entry was redone.
    """

    BEGIN = "begin"
    EDIT = "edit"
    CONFIRM = "confirm"
    STATE = "state"
    UNDO = "undo"
    REDO = "redo"


class Entry(_Kept):
    """What somebody did to a record."""

    id: str = Field(default_factory=lambda: uuid.uuid4().hex, description="The entry's own name.")
    at: datetime = Field(default_factory=lambda: datetime.now(UTC), description="When.")
    by: str = Field(min_length=1, description="Who.")
    record: str = Field(description="The record's id, which its file's content is part of.")
    action: Action
    changes: tuple[Change, ...] = Field(default=(), description="Values before and after.")
    confirmed: tuple[str, ...] = Field(
        default=(), description="Pointers that are settled from now on and were not before."
    )
    withdrawn: tuple[str, ...] = Field(
        default=(), description="Pointers that are settled no longer."
    )
    accepted: tuple[Accepted, ...] = Field(
        default=(), description="Findings that stand from now on."
    )
    reopened: tuple[Accepted, ...] = Field(default=(), description="Findings that stand no longer.")
    settled: tuple[Conflict, ...] = Field(
        default=(), description="Conflicts with a newer extraction that are settled with it."
    )
    unsettled: tuple[Conflict, ...] = Field(
        default=(), description="Conflicts that are open once more."
    )
    state: ReviewState | None = Field(default=None, description="How far the review is then.")
    was: ReviewState | None = Field(default=None, description="How far it was before.")
    undoes: str | None = Field(default=None, description="The entry that is taken back.")
    redoes: str | None = Field(default=None, description="The taking back that is taken back.")
    base: Form | None = Field(default=None, description="Of a BEGIN: what was extracted.")
    form: Form | None = Field(
        default=None, description="Of a BEGIN over earlier corrections: what they make of it."
    )
    conflicts: tuple[Conflict, ...] = Field(
        default=(), description="Of a BEGIN: what is not settled between them."
    )


class Journal:
    """The journal of an output folder.

    Args:
        output: The output folder; the file is made with the first entry.
        mask: Removes from an entry what must not be kept, when it is read and before it is written;
            None where everything may be.
    """

    def __init__(self, output: Path, mask: Callable[[Entry], Entry] | None = None) -> None:
        """Keep the place; nothing is read yet."""
        self.path = output / JOURNAL
        self._mask = mask or (lambda entry: entry)
        self._read_to = 0

    def news(self) -> list[Entry]:
        """Return the entries added, by any program, since the last call.

        Raises:
            BadReviewError: The file cannot be read, or a line of it is no entry.
        """
        try:
            with self.path.open("rb") as stream:
                return self._read(stream)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BadReviewError(f"{self.path}: cannot be read: {error.strerror}") from error

    @contextmanager
    def appending(self) -> Iterator[Appender]:
        """Lock the journal for the block; yields what reads others' last entries and appends.

        Raises:
            BadReviewError: The file cannot be read, or a line of it is no entry.
            OutputError: It cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            stream = self.path.open("a+b")
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from error
        with stream, file_lock(stream, wait=True):
            yield Appender(self, stream)

    def _read(self, stream: BinaryIO) -> list[Entry]:
        """Return the complete lines after what was read before.

        A line without an end was left by a crash, and is no entry.
        """
        stream.seek(self._read_to)
        lines = stream.read()
        whole = lines[: lines.rfind(b"\n") + 1]
        entries = [self._entry(line) for line in whole.splitlines() if line.strip(b"\0 ")]
        self._read_to += len(whole)
        return entries

    def _entry(self, line: bytes) -> Entry:
        """Return the entry on a line."""
        try:
            return self._mask(Entry.model_validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise BadReviewError(
                f"{self.path}: a line is no entry of this version ({first['msg']}); it was written "
                "by another version of this program, or changed by hand"
            ) from error

    def append(self, stream: BinaryIO, entries: Sequence[Entry]) -> list[Entry]:
        """Add entries at the end, on disk when this returns.

        Returns:
            The entries as they were written.

        Raises:
            OutputError: They cannot be written; none of them is then.
        """
        end = self._mend(stream)
        written = [self._mask(entry) for entry in entries]
        lines = b"".join(
            entry.model_dump_json(by_alias=True, exclude_defaults=True).encode() + b"\n"
            for entry in written
        )
        try:
            stream.write(lines)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError as error:
            os.truncate(self.path, end)
            raise OutputError(f"{self.path}: cannot be written: {error.strerror}") from error
        self._read_to = end + len(lines)
        return written

    def _mend(self, stream: BinaryIO) -> int:
        """Cut off the piece of a line that a crash left; return where the file ends.

        Raises:
            BadReviewError: The file is shorter than what was read of it.
        """
        end = stream.seek(0, os.SEEK_END)
        if end < self._read_to:
            raise BadReviewError(
                f"{self.path}: was replaced by another file; start the review again"
            )
        if end > self._read_to:
            stream.truncate(self._read_to)
            stream.seek(0, os.SEEK_END)
        return self._read_to


def read_journal(path: Path) -> list[Entry]:
    """Return all entries of a journal's file, wherever it lies.

    Raises:
        BadReviewError: It cannot be read, or a line of it is no entry.
    """
    journal = Journal(path.parent)
    journal.path = path
    return journal.news()


class Appender:
    """Reads and appends while the journal is locked.

    Args:
        journal: The journal.
        stream: Its file, locked.
    """

    def __init__(self, journal: Journal, stream: BinaryIO) -> None:
        """Keep both."""
        self._journal = journal
        self._stream = stream

    def news(self) -> list[Entry]:
        """Return the entries that others added since it was last read.

        Raises:
            BadReviewError: A line is no entry.
        """
        return self._journal._read(self._stream)

    def append(self, *entries: Entry) -> list[Entry]:
        """Add entries; call `news` first, so that no entry of others is overlooked.

        Returns:
            The entries as they were written.

        Raises:
            OutputError: They cannot be written.
        """
        return self._journal.append(self._stream, entries)
