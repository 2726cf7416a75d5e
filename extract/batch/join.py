"""Joins the shards of a divided run to one output, as an undivided run would have written it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.batch.account import FileEntry, RunReport, Session
from extract.batch.finish import Closing
from extract.batch.ledger import Ledger
from extract.batch.lock import locked
from extract.batch.plan import twin_of
from extract.batch.run import opened, uninterrupted
from extract.batch.shards import Shard
from extract.corrections.extracted import kept_file
from extract.corrections.journal import JOURNAL
from extract.errors import BadRecordsError
from extract.storage.atomic import whole_path
from extract.storage.page_text import words_file
from extract.storage.places import (
    LEDGER_FILE,
    LOCK_FILE,
    RUN_FILE,
    SHARDS_FOLDER,
    STATE_FOLDER,
)
from extract.storage.record_files import record_file
from extract.writers.collected import require_formats
from extract.writers.diagrams import DIAGRAM_FORMATS, diagram_file, remove_diagrams

# What must be the same in all shards, and what leads to a notice if it differs.
_SAME = ("tool", "schema_version", "settings", "bounds", "formats")
_LIKE = ("python", "libraries")

_FILES = """
CREATE TABLE files (position INTEGER, path TEXT, shard INTEGER, entry TEXT);
CREATE INDEX in_order ON files (position, path);
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A shard, and the account of its run.

    Attributes:
        shard: Which one.
        folder: Its output folder.
        header: Its `run.json` without the outcome of each file.
    """

    shard: Shard
    folder: Path
    header: dict[str, Any]


def join_shards(output: Path, notice: Callable[[str], None]) -> RunReport:
    """Join the shards within an output folder.

    Their records and diagrams are copied beside those that the folder holds. The tables and
    `run.json` are made anew, as a run over all the files would have made them. Of files with the
    same content in several shards the first counts. The shards are kept.

    Args:
        output: The output folder of all shards.
        notice: Called with what is doubtful.

    Returns:
        What all shards did together.

    Raises:
        BadRecordsError: A shard is missing or not done, or they are not of one run.
        BadReviewError: The journal of a review cannot be read.
        OutputError: The output cannot be written, or a run writes to it or to a shard.
    """
    if not (output / SHARDS_FOLDER).is_dir():
        raise BadRecordsError(f"{output}: there are no shards in it; --shard makes them")
    with ExitStack() as stack:
        ledger = stack.enter_context(opened(output))
        # A temporary file of SQLite, so that memory does not grow with the number of files.
        files = stack.enter_context(closing(sqlite3.connect("")))
        files.executescript(_FILES)
        parts = [_read(part, stack, files) for part in _found(output)]
        _check(output, parts, notice)
        report = _report(parts)
        require_formats(report.formats)
        _copy_files(output, report, ledger, files, {part.shard.number: part for part in parts})
        report.totals.unread = sum(part.header["totals"]["unread"] for part in parts)
        for part in parts:
            if (known := part.folder / STATE_FOLDER / LEDGER_FILE).exists():
                ledger.adopt(known)
        last = Closing(output, ledger, report, notice)
        last.bring_reviews([part.folder for part in parts if (part.folder / JOURNAL).exists()])
        uninterrupted(last)
    return report


def _found(output: Path) -> list[tuple[Shard, Path]]:
    """Return the shards there are, in order.

    Raises:
        BadRecordsError: One is missing, or they are of different divisions.
    """
    found = []
    for folder in (output / SHARDS_FOLDER).iterdir():
        try:
            shard = Shard.parse(folder.name.replace("-of-", "/"))
        except ValueError:  # something else that lies there
            continue
        found.append((shard, folder))
    found.sort()
    divisions = sorted({shard.of for shard, _ in found})
    if len(divisions) != 1:
        parts = " and ".join(map(str, divisions)) or "no"
        raise BadRecordsError(
            f"{output / SHARDS_FOLDER}: holds shards of {parts} parts, not of one"
        )
    here = {shard.number for shard, _ in found}
    if missing := [str(n) for n in range(1, divisions[0] + 1) if n not in here]:
        raise BadRecordsError(
            f"{output / SHARDS_FOLDER}: of {divisions[0]} shards these are missing: "
            f"{', '.join(missing)}"
        )
    return found


def _read(found: tuple[Shard, Path], stack: ExitStack, files: sqlite3.Connection) -> _Part:
    """Lock a shard, enter its files, and return it.

    Raises:
        BadRecordsError: It is not done, or its `run.json` cannot be read.
        OutputError: A run writes to it.
    """
    shard, folder = found
    path = folder / RUN_FILE
    try:
        (folder / STATE_FOLDER).mkdir(exist_ok=True)
        stack.enter_context(locked(folder / STATE_FOLDER / LOCK_FILE, str(folder)))
        header = json.loads(path.read_bytes())
        seconds = header["session"]["seconds"]
        for file in header.pop("files"):
            entry = FileEntry.model_validate(file)
            entry.seconds = seconds.get(entry.path, 0)
            files.execute(
                "INSERT INTO files VALUES (?, ?, ?, ?)",
                (entry.position, entry.path, shard.number, entry.model_dump_json()),
            )
        if header["shard"] != str(shard):
            raise BadRecordsError(f"{path}: is of shard {header['shard']}, not {shard}")
    except FileNotFoundError as error:
        raise BadRecordsError(f"{folder}: this shard has not been read to its end yet") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        kind = type(error).__name__
        raise BadRecordsError(f"{path}: is no account of a run ({kind})") from error
    return _Part(shard, folder, header)


def _check(output: Path, parts: list[_Part], notice: Callable[[str], None]) -> None:
    """Check that shards are of one run.

    Raises:
        BadRecordsError: They are not.
    """
    first = parts[0]
    for part in parts[1:]:
        if differ := [name for name in _SAME if part.header.get(name) != first.header.get(name)]:
            raise BadRecordsError(
                f"{output / SHARDS_FOLDER}: shards {first.shard} and {part.shard} were read with "
                f"different {' and '.join(differ)}; read one of them again"
            )
        if differ := [name for name in _LIKE if part.header.get(name) != first.header.get(name)]:
            notice(
                f"Shards {first.shard} and {part.shard} were read with different versions of "
                f"{' and '.join(differ)}; run.json names those of {first.shard}."
            )


def _report(parts: list[_Part]) -> RunReport:
    """Return the account that the shards have in common, with no file counted yet.

    Raises:
        BadRecordsError: It makes no sense.
    """
    header = {name: value for name, value in parts[0].header.items() if name != "totals"}
    header |= {
        "shard": None,
        "interrupted": any(part.header["interrupted"] for part in parts),
        "session": Session(started_at=datetime.now(UTC)),
    }
    try:
        return RunReport.model_validate(header)
    except ValidationError as error:
        path = parts[0].folder / RUN_FILE
        raise BadRecordsError(f"{path}: is no account of a run of this version") from error


def _copy_files(
    output: Path,
    report: RunReport,
    ledger: Ledger,
    files: sqlite3.Connection,
    parts: dict[int, _Part],
) -> None:
    """Copy the outputs of each file, in the order of the undivided run, and count it."""
    for position, (number, entry) in enumerate(_in_order(files), 1):
        twin = ledger.enter(position, entry.path, entry.sha256)
        settled = ledger.settled(twin) if twin is not None else None
        if settled is not None:
            entry = twin_of(settled[0], entry.path, output)
        elif entry.output is not None:
            _copy(parts[number].folder, output, entry)
        ledger.settle(position, entry, kept=False)
        report.add(entry)


def _in_order(files: sqlite3.Connection) -> Iterator[tuple[int, FileEntry]]:
    """Yield the shard and the outcome of each file, in the order of the whole run."""
    rows: Iterable[tuple[int, str]] = files.execute(
        "SELECT shard, entry FROM files ORDER BY position, path"
    )
    for shard, entry in rows:
        yield shard, FileEntry.model_validate_json(entry)


def _copy(source: Path, output: Path, entry: FileEntry) -> None:
    """Copy a file's records and diagrams.

    Raises:
        OutputError: They cannot be read or written.
    """
    remove_diagrams(output, entry.path)
    records, target = record_file(source, entry.path), record_file(output, entry.path)
    if (kept := kept_file(source, records)).exists():
        _copy_one(kept, kept_file(output, target))
    _copy_one(records, target)
    if entry.sha256 is not None and (text := words_file(source, entry.sha256)).exists():
        _copy_one(text, words_file(output, entry.sha256))
    for form in DIAGRAM_FORMATS:
        for position in range(1, len(entry.records) + 1):
            drawn = diagram_file(source, entry.path, position, form)
            if drawn.exists():
                _copy_one(drawn, diagram_file(output, entry.path, position, form))


def _copy_one(source: Path, target: Path) -> None:
    """Copy a file, whole or not at all.

    Raises:
        OutputError: It cannot be read or written.
    """
    with whole_path(target) as path:
        shutil.copyfile(source, path)
