"""A run over many files: each is read in isolation, written at once, and counted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from extract.batch import reading
from extract.batch.account import FileEntry, RunReport, Session
from extract.batch.discover import Discovery, discover
from extract.batch.finish import Closing
from extract.batch.interrupts import held_interrupts
from extract.batch.ledger import Ledger
from extract.batch.lock import locked
from extract.batch.observers import Observer
from extract.batch.page_groups.grouping import PageGrouping
from extract.batch.plan import Again, Plan
from extract.batch.remote.urls import Url
from extract.batch.shards import Shard, share_of
from extract.batch.sources import Sources
from extract.batch.tasks import Began, Done, Engine, Job, PageRead, Task
from extract.corrections.journal import PAGES, REVIEW_FOLDER
from extract.errors import OutputError
from extract.process.limits import Bounds
from extract.settings import Settings
from extract.storage.places import (
    LEDGER_FILE,
    LOCK_FILE,
    SHARDS_FOLDER,
    SPOOL_FOLDER,
    STATE_FOLDER,
)
from extract.writers.collected import require_formats
from extract.writers.formats import DEFAULT_FORMATS, Format

# Files that were being written when a process ended, as `extract.storage.atomic` names them.
_LEFT_BEHIND = re.compile(r"\.[0-9a-f]{16}\.tmp")


def run_batch(
    paths: Sequence[Path | Url],
    output: Path,
    settings: Settings,
    observer: Observer,
    engine: Engine,
    *,
    bounds: Bounds | None = None,
    formats: Sequence[Format] = DEFAULT_FORMATS,
    debug_images: Path | None = None,
    again: Again = Again.NONE,
    shard: Shard | None = None,
    reviews: Path | None = None,
    page_groups: PageGrouping | None = None,
) -> RunReport:
    """Read every file that the paths hold and write the outputs.

    If a file cannot be read, that is noted and the next is read. Each file's records are written
    at once, and its outcome is stored in a ledger: a later run into the same folder, however this
    one ended, reads only what is not done yet. The tables and `run.json` are written at the end,
    also after Ctrl-C. The tables hold every record of the output folder, those of earlier runs
    included.

    Args:
        paths: Files and folders, or their URLs.
        output: The folder to write to; made if it is missing, and never searched for documents.
        settings: How documents are read.
        observer: Observes the progress.
        engine: Reads the documents.
        bounds: How much time and memory a document may take; the defaults if None.
        formats: The forms of output; the JSON files, from which all others are made, are
            always written.
        debug_images: A folder for pictures of the pages with what was found on them; None for
            no pictures. All files are read again for it.
        again: Which files that earlier runs have done are read again.
        shard: Which part of the files is read, into its own folder within the output; None for
            all files.
        reviews: A journal, or another output folder with one, whose corrections are applied to
            the records of the same content.
        page_groups: Which files may be read as pages of one document; by default pictures whose
            names are counted.

    Returns:
        The account of the run, as `run.json` holds it.

    Raises:
        MissingDependencyError: A package that every file needs is not installed.
        BadReviewError: A journal of a review cannot be read.
        OutputError: The output cannot be written, or another run writes to it.
        WorkerError: The processes or machines that read documents are lost.
        KeyboardInterrupt: At a second Ctrl-C; the tables and `run.json` stay as they were.
    """
    whole = output
    output = shard.folder(output) if shard else output
    report = RunReport(
        settings=settings,
        bounds=bounds or Bounds(),
        formats=list(dict.fromkeys([Format.JSON, *formats])),
        inputs=[str(path) if isinstance(path, Url) else _as_text(path) for path in paths],
        shard=str(shard) if shard else None,
        session=Session(started_at=datetime.now(UTC)),
    )
    job = Job(
        output=output.absolute(),
        settings=settings,
        bounds=report.bounds,
        formats=tuple(report.formats),
        pipeline=reading.PIPELINE,
        debug_images=debug_images.absolute() if debug_images else None,
    )
    require_formats(report.formats)
    with opened(output) as ledger:
        last = Closing(output, ledger, report, observer.noticed)
        last.bring_reviews([reviews] if reviews else [])

        def account(entry: FileEntry, *, kept: bool = False) -> None:
            report.add(entry, kept=kept)
            observer.done(entry, kept=kept)

        sources = Sources(job.output / STATE_FOLDER / SPOOL_FOLDER, ledger, settings.limits)
        try:
            discovery = discover(paths, leave_out=whole)
            sequences = (page_groups or PageGrouping()).sequences(discovery)
            if shard:
                discovery = share_of(discovery, shard, sequences)
                mine = {file.position for file in discovery.files}
                sequences = [s for s in sequences if s.files[0].position in mine]
            plan = Plan(job, ledger, again, account, sources, sequences)
            report.totals.unread = len(discovery.files)
            observer.started(discovery)
            _read_all(plan, discovery, engine, observer)
        except KeyboardInterrupt:
            report.interrupted = True
            last.finish()
        else:
            uninterrupted(last)
        finally:
            sources.clear()
    return report


def _read_all(plan: Plan, discovery: Discovery, engine: Engine, observer: Observer) -> None:
    """Have the engine read the files that must be read."""
    _read(plan, plan.tasks(discovery), engine, observer)
    # What belongs together is known when all files are read.
    if joined := plan.group_tasks():
        _read(plan, iter(joined), engine, observer)


def _read(plan: Plan, tasks: Iterator[Task], engine: Engine, observer: Observer) -> None:
    """Have the engine do tasks, and take what comes of them."""
    with closing(engine.read(plan.job, tasks)) as events:
        for event in events:
            with held_interrupts():
                match event:
                    case Began(task) if not task.parts:
                        observer.reading(task.source_path)
                    case PageRead(task) if not task.parts:
                        observer.page_read(task.source_path)
                    case Done():
                        plan.finish(event)


@contextmanager
def opened(output: Path) -> Iterator[Ledger]:
    """Make an output folder, lock it, and open its ledger.

    Args:
        output: The folder.

    Raises:
        OutputError: It cannot be made or written to, or another run writes to it.
    """
    state = output / STATE_FOLDER
    try:
        output.mkdir(parents=True, exist_ok=True)
        state.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: cannot be made: {error.strerror}") from error
    if not os.access(output, os.W_OK | os.X_OK):
        raise OutputError(f"{output}: cannot be written to; choose another folder with -o")
    with locked(state / LOCK_FILE, str(output)), Ledger(state / LEDGER_FILE) as ledger:
        _clear(output)
        try:
            yield ledger
        finally:
            _clear(output)


def _clear(output: Path) -> None:
    """Remove the temporary files of processes that were killed."""
    for folder, folders, names in os.walk(output):
        if folder == str(output) and SHARDS_FOLDER in folders:
            folders.remove(SHARDS_FOLDER)  # others may be writing there
        if folder == str(output / REVIEW_FOLDER) and PAGES in folders:
            folders.remove(PAGES)  # people may be looking at them
        for name in filter(_LEFT_BEHIND.fullmatch, names):
            with suppress(OSError):  # a file left behind takes space only
                Path(folder, name).unlink()


def uninterrupted(last: Closing) -> None:
    """Finish a run; a single Ctrl-C during this has no effect."""
    finished = False
    try:
        with held_interrupts():
            last.finish()
            finished = True
    except KeyboardInterrupt:
        if not finished:
            raise


def _as_text(path: Path) -> str:
    """Return a path as valid Unicode, whatever bytes it has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
