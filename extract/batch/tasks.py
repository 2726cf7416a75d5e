"""What is asked of whoever reads documents, and the ways to be asked."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from extract.batch.account import FileEntry
from extract.errors import CrashError, DocumentError, MemoryLimitError, TimeLimitError
from extract.process.limits import Bounds
from extract.settings import Settings
from extract.writers.formats import Format

# Troubles that a process met on a later page: the pages before it can be read all the same.
_LEAVES_PAGES = (TimeLimitError, MemoryLimitError, CrashError)


@dataclass(frozen=True, slots=True)
class Job:
    """What all documents of a run have in common.

    Attributes:
        output: The folder to write to.
        settings: How documents are understood.
        bounds: What reading one may take.
        formats: The forms of output asked for.
        pipeline: The module that reads documents.
        debug_images: Where pages are drawn with what was found on them; None for nowhere.
    """

    output: Path
    settings: Settings
    bounds: Bounds
    formats: tuple[Format, ...]
    pipeline: str
    debug_images: Path | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read.

    Attributes:
        position: Its number in the run.
        path: Where it is.
        source_path: What its records call it.
        sha256: Of its bytes.
        earlier: What became of it before: its records are taken from the output folder instead
            of being read again, to be named or drawn as asked now. None where it must be read.
        pages: How many of its pages are to be read; None for all.
        lost: Why the pages behind those cannot be.
    """

    position: int
    path: Path
    source_path: str
    sha256: str
    earlier: FileEntry | None = None
    pages: int | None = None
    lost: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class Began:
    """A document has been begun."""

    task: Task


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of a document has been read."""

    task: Task


@dataclass(frozen=True, slots=True)
class Done:
    """A document is done with; its files are written, unless it failed.

    Attributes:
        task: The document.
        entry: What became of it.
        digest: SHA-256 of the file of its records; None where there is none.
    """

    task: Task
    entry: FileEntry
    digest: str | None = None


Event = Began | PageRead | Done


class Engine(Protocol):
    """Has documents read, here or elsewhere.

    An engine takes tasks as it has hands for them, does each with `extract.batch.work.do_task`
    where nothing it does can harm another, and reports. What it must see to itself is that each
    task ends: that its time and memory are kept to, and what becomes of it where its process or
    machine is lost.
    """

    def read(self, job: Job, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Have documents read.

        Args:
            job: What they have in common.
            tasks: The documents; taken one by one as they can be begun, in this thread.

        Yields:
            What happens. Each task is `Began` once, then `Done` once. Closing the iterator early
            ends all that is under way.

        Raises:
            MissingDependencyError: A package that every document needs is not installed.
            OutputError: A file cannot be written.
            WorkerError: There is no one to read documents any more.
        """
        ...


def without_the_rest(task: Task, trouble: DocumentError, pages: int) -> Task | None:
    """Return a task for the pages that had been read when a document's process was lost.

    Args:
        task: The task as it was.
        trouble: How it was lost.
        pages: How many pages it had read.

    Returns:
        The new task; None where there is nothing to be had, or this was one already.
    """
    if pages == 0 or task.pages is not None or not isinstance(trouble, _LEAVES_PAGES):
        return None
    return replace(task, pages=pages, lost=trouble)
