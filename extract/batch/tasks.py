"""The protocol between a run and the engine that reads its documents."""

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

# Troubles on a later page: the pages before it can still be read.
_LEAVES_PAGES = (TimeLimitError, MemoryLimitError, CrashError)


@dataclass(frozen=True, slots=True)
class Job:
    """What all documents of a run have in common.

    Attributes:
        output: The folder to write to.
        settings: How documents are read.
        bounds: How much time and memory a document may take.
        formats: The forms of output asked for.
        pipeline: The module that reads documents.
        debug_images: A folder for pictures of pages with what was found on them; None for no
            pictures.
    """

    output: Path
    settings: Settings
    bounds: Bounds
    formats: tuple[Format, ...]
    pipeline: str
    debug_images: Path | None = None


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A file that is read as one page, or several, of a document.

    Attributes:
        path: Where it is.
        source_path: Its name in the output.
        sha256: Of its bytes.
        media_type: What it is by its content.
        pages_file: Its pages, where they were kept when it was read alone.
    """

    path: Path
    source_path: str
    sha256: str
    media_type: str
    pages_file: Path


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read.

    Attributes:
        position: Its number in the run.
        path: Where it is.
        source_path: Its name in the output.
        sha256: Of its bytes.
        earlier: Its outcome in an earlier run, if it is not to be read again but only renamed or
            drawn; its records are then taken from the output folder.
        pages: How many of its pages are to be read; None for all.
        lost: Why the pages after those cannot be read.
        pages_file: Where its pages are kept for the rest of the run; None if they are not needed.
        parts: The files whose pages are read as one document, this one the first; empty for a
            document of one file.
        listed: Whether somebody said that those files are one document.
    """

    position: int
    path: Path
    source_path: str
    sha256: str
    earlier: FileEntry | None = None
    pages: int | None = None
    lost: DocumentError | None = None
    pages_file: Path | None = None
    parts: tuple[TaskPart, ...] = ()
    listed: bool = False


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
    """A document is done; its files are written, unless it failed.

    Attributes:
        task: The document.
        entry: Its outcome.
        digest: SHA-256 of its record file; None if there is none.
    """

    task: Task
    entry: FileEntry
    digest: str | None = None


Event = Began | PageRead | Done


class Engine(Protocol):
    """Reads documents, on this machine or elsewhere.

    An engine takes a task whenever it has a free worker, does it with
    `extract.batch.work.do_task` in isolation from other tasks, and yields events. It must make
    sure that every task ends: it enforces the limits of time and memory, and reports a task
    whose process or machine is lost.
    """

    def read(self, job: Job, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Read documents.

        Args:
            job: What they have in common.
            tasks: The documents; taken one by one when they can be begun, in this thread.

        Yields:
            Events: each task is `Began` once, then `Done` once. Closing the iterator early ends
            all tasks that are under way.

        Raises:
            MissingDependencyError: A package that every document needs is not installed.
            OutputError: A file cannot be written.
            WorkerError: The processes or machines that read documents are lost.
        """
        ...


def without_the_rest(task: Task, trouble: DocumentError, pages: int) -> Task | None:
    """Return a task for the pages that had been read when a document's process was lost.

    Args:
        task: The task as it was.
        trouble: Why it was lost.
        pages: How many pages were read.

    Returns:
        The new task; None if no page was read, or this is such a task already.
    """
    if pages == 0 or task.pages is not None or not isinstance(trouble, _LEAVES_PAGES):
        return None
    return replace(task, pages=pages, lost=trouble)
