"""The messages between the processes of a run.

The run and the fork server trust each other and exchange Python objects. A worker's answers are
JSON, since a malicious document may have taken over its process.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from extract.batch.account import FileEntry


class Answer(BaseModel):
    """A worker's answer: a page read, a document done, an output that failed, or ready (empty).

    Attributes:
        page: The number of a page that has been read.
        entry: What became of the document.
        digest: SHA-256 of the file of its records.
        output_error: Why the output cannot be written.
        missing: Which package is not installed, with the remedy.
    """

    page: int | None = None
    entry: FileEntry | None = None
    digest: str | None = None
    output_error: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Fork:
    """Fork a worker; two descriptors follow, its connection and the file for its output."""


@dataclass(frozen=True, slots=True)
class Kill:
    """End a worker with all it started."""

    process: int


@dataclass(frozen=True, slots=True)
class Ready:
    """Workers can be forked."""


@dataclass(frozen=True, slots=True)
class Unable:
    """Workers cannot be forked, as something is not installed."""

    cause: str


@dataclass(frozen=True, slots=True)
class Forked:
    """A worker has been forked."""

    process: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A worker has ended, with all it started.

    Attributes:
        process: Its number.
        code: What it ended with; a signal's number, negative, where one ended it.
    """

    process: int
    code: int
