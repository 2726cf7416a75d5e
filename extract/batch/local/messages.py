"""What the processes of a run say to each other.

Between the run and the process that forks its workers both sides are trusted; a worker's answers
are JSON, since a document may have made anything of its process.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from extract.batch.account import FileEntry


class Answer(BaseModel):
    """What a worker says: one of a page read, a document done, an output that failed.

    Attributes:
        page: The number of a page that has been read.
        entry: What became of the document.
        digest: SHA-256 of the file of its records.
        output_error: Why the output cannot be written.
    """

    page: int | None = None
    entry: FileEntry | None = None
    digest: str | None = None
    output_error: str | None = None


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
