"""The results of all documents, kept in the output folder for later runs.

The record files are authoritative, the ledger only saves time. It is written after each document,
in a transaction that survives a loss of power. An entry counts only while the document's record
file has the hash that was noted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from extract.batch.account import FileEntry, Made
from extract.errors import OutputError
from extract.writers.formats import Format

# Raise it with any change of the tables: a ledger of another version is replaced by an empty one.
VERSION = 2

_LASTING = """
CREATE TABLE IF NOT EXISTS documents (
    sha256 TEXT,    -- of the document
    reading TEXT,   -- a hash of the settings, code and libraries that read it
    limits TEXT,    -- a hash of the limits it was read with
    entry TEXT,     -- its outcome, as JSON
    digest TEXT,    -- SHA-256 of the file of its records
    formats TEXT,   -- the forms of output that were written, as JSON
    drawing TEXT,   -- a hash of the code that drew its diagrams
    PRIMARY KEY (sha256, reading)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fetched (
    name TEXT PRIMARY KEY,  -- the URL of a file
    version TEXT,           -- its version by its file system when it was fetched
    sha256 TEXT             -- of its bytes
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_digest ON documents (digest);
"""
# Temporary tables, in files: so memory does not grow with the number of documents.
_PASSING = """
CREATE TEMP TABLE files (
    position INTEGER PRIMARY KEY,
    path TEXT,
    sha256 TEXT,
    twin INTEGER,   -- the position of the first file with the same content
    entry TEXT,     -- its outcome, as JSON; NULL while it is not known
    kept INTEGER    -- whether that is the result of an earlier run
);
CREATE INDEX temp.by_content ON files (sha256) WHERE twin IS NULL;
CREATE INDEX temp.by_output ON files (json_extract(entry, '$.output'));
CREATE INDEX temp.by_twin ON files (twin) WHERE twin IS NOT NULL;
CREATE TEMP TABLE owners (id TEXT PRIMARY KEY, output TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """The result of a document in an earlier run.

    Attributes:
        entry: Its outcome.
        limits: A hash of the limits it was read with.
        digest: SHA-256 of its record file; None if there is none.
        formats: The forms of output that were written.
        drawing: A hash of the code that drew its diagrams.
    """

    entry: FileEntry
    limits: str
    digest: str | None
    formats: frozenset[Format]
    drawing: str


class Ledger:
    """The ledger of an output folder, open for one run.

    Args:
        path: Its file; made if it is missing.

    Raises:
        OutputError: It cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        """Open it, or replace it if it is of another version or damaged."""
        try:
            try:
                self._connection = _open(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
                self._connection = _open(path)
        except (sqlite3.Error, OSError) as error:
            raise OutputError(f"{path}: cannot be opened: {error}") from error

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        with suppress(sqlite3.Error):  # all entries are on disk already
            self._connection.close()

    def find(self, sha256: str, reading: str) -> Known | None:
        """Return the result of a document; `reading` is the hash of what it depended on."""
        row = self._connection.execute(
            "SELECT entry, limits, digest, formats, drawing FROM documents "
            "WHERE sha256 = ? AND reading = ?",
            (sha256, reading),
        ).fetchone()
        if row is None:
            return None
        names = json.loads(row[3])
        formats = frozenset(form for form in Format if form.value in names)
        return Known(FileEntry.model_validate_json(row[0]), row[1], row[2], formats, row[4])

    def keep(self, sha256: str, reading: str, known: Known) -> None:
        """Store the result of a document permanently.

        Raises:
            OutputError: The disk is full, or fails.
        """
        entry, formats = known.entry.model_dump_json(), json.dumps(sorted(known.formats))
        row = (sha256, reading, known.limits, entry, known.digest, formats, known.drawing)
        try:
            with self._connection:
                self._connection.execute(
                    "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", row
                )
        except sqlite3.Error as error:
            raise OutputError(f"the ledger cannot be written: {error}") from error

    def renew(self, digest: str, renewed: str) -> None:
        """Note that a record file was written again.

        Args:
            digest: Its SHA-256 before.
            renewed: Its SHA-256 now.

        Raises:
            OutputError: The disk is full, or fails.
        """
        try:
            with self._connection:
                self._connection.execute(
                    "UPDATE documents SET digest = ? WHERE digest = ?", (renewed, digest)
                )
        except sqlite3.Error as error:
            raise OutputError(f"the ledger cannot be written: {error}") from error

    def amend(self, output: str, digest: str, made: Made) -> list[FileEntry]:
        """Replace the counts of the records in a file.

        Args:
            output: The record file, relative to the output folder.
            digest: SHA-256 of that file.
            made: The new counts.

        Returns:
            The entries, before the change, of the files of this run that have these records.

        Raises:
            OutputError: The disk is full, or fails.
        """
        counts = json.dumps(asdict(made))
        try:
            with self._connection:
                self._connection.execute(
                    "UPDATE documents SET entry = json_patch(entry, ?) WHERE digest = ?",
                    (counts, digest),
                )
            rows = self._connection.execute(
                "SELECT entry FROM files WHERE json_extract(entry, '$.output') = ?", (output,)
            )
            before = [FileEntry.model_validate_json(entry) for (entry,) in rows]
            self._connection.execute(
                "UPDATE files SET entry = json_patch(entry, ?) "
                "WHERE json_extract(entry, '$.output') = ?",
                (counts, output),
            )
        except sqlite3.Error as error:
            raise OutputError(f"the ledger cannot be written: {error}") from error
        return before

    def remember(self, name: str, version: str, sha256: str) -> None:
        """Store the hash of a fetched file; it counts while the file's version is the same.

        Raises:
            OutputError: The disk is full, or fails.
        """
        try:
            with self._connection:
                self._connection.execute(
                    "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?)", (name, version, sha256)
                )
        except sqlite3.Error as error:
            raise OutputError(f"the ledger cannot be written: {error}") from error

    def recall(self, name: str, version: str) -> str | None:
        """Return the hash of a file that was fetched in this version; None if it was not."""
        row = self._connection.execute(
            "SELECT sha256 FROM fetched WHERE name = ? AND version = ?", (name, version)
        ).fetchone()
        return None if row is None else str(row[0])

    def adopt(self, path: Path) -> None:
        """Copy the results of another ledger for the files of this run.

        If a content has several names, only the result of the name that is read is copied.

        Args:
            path: The other ledger's file.

        Raises:
            OutputError: One of the two cannot be read or written.
        """
        try:
            self._connection.commit()
            self._connection.execute("ATTACH ? AS other", (str(path),))
            try:
                with self._connection:
                    self._connection.execute(
                        "INSERT OR REPLACE INTO documents SELECT known.* FROM other.documents "
                        "AS known JOIN files ON files.sha256 = known.sha256 AND twin IS NULL "
                        "AND files.path = json_extract(known.entry, '$.path')"
                    )
                    self._connection.execute(
                        "INSERT OR REPLACE INTO fetched SELECT * FROM other.fetched"
                    )
            finally:
                self._connection.execute("DETACH other")
        except sqlite3.Error as error:
            raise OutputError(f"{path}: cannot be taken over: {error}") from error

    def enter(self, position: int, path: str, sha256: str | None = None) -> int | None:
        """Enter a file of this run.

        Args:
            position: Its number in the run.
            path: What its records call it.
            sha256: Of its content; None if it cannot be read.

        Returns:
            The position of the first file with the same content; None if this is the first.
        """
        row = self._connection.execute(
            "SELECT position FROM files WHERE sha256 = ? AND twin IS NULL", (sha256,)
        ).fetchone()
        twin: int | None = row[0] if row else None
        self._connection.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, NULL, 0)", (position, path, sha256, twin)
        )
        return twin

    def settle(self, position: int, entry: FileEntry, *, kept: bool) -> None:
        """Store the outcome of a file of this run; `kept` if it is that of an earlier run."""
        self._connection.execute(
            "UPDATE files SET entry = ?, kept = ? WHERE position = ?",
            (entry.model_dump_json(), kept, position),
        )

    def settled(self, position: int) -> tuple[FileEntry, bool] | None:
        """Return the outcome of a file of this run and whether it is that of an earlier run.

        None if it is not known yet.
        """
        entry, kept = self._connection.execute(
            "SELECT entry, kept FROM files WHERE position = ?", (position,)
        ).fetchone()
        return None if entry is None else (FileEntry.model_validate_json(entry), bool(kept))

    def waiting(self, position: int) -> list[tuple[int, str]]:
        """Return position and path of the files that wait for the result of the same content."""
        return self._connection.execute(
            "SELECT position, path FROM files WHERE twin = ? AND entry IS NULL ORDER BY position",
            (position,),
        ).fetchall()

    def entries(self) -> Iterator[FileEntry]:
        """Yield the outcome of each file of this run, in the order of their positions."""
        rows = self._connection.execute(
            "SELECT entry, position FROM files WHERE entry IS NOT NULL ORDER BY position"
        )
        for entry, position in rows:
            yield FileEntry.model_validate_json(entry).model_copy(update={"position": position})

    def owner(self, record: str, output: str) -> str:
        """Return which record file a record counts in: the first that this was called with."""
        self._connection.execute("INSERT OR IGNORE INTO owners VALUES (?, ?)", (record, output))
        (owner,) = self._connection.execute(
            "SELECT output FROM owners WHERE id = ?", (record,)
        ).fetchone()
        return str(owner)


def _open(path: Path) -> sqlite3.Connection:
    """Open a ledger's file and make its tables.

    Raises:
        sqlite3.DatabaseError: The file is no ledger, or one of another version.
    """
    connection = sqlite3.connect(path)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make a ledger's tables.

    Raises:
        sqlite3.DatabaseError: The file is no ledger, or one of another version.
    """
    # Only one run uses it, which holds the folder's lock. An exclusive lock needs no shared memory,
    # which network file systems do not have.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        raise sqlite3.DatabaseError(f"version {version}")
    connection.executescript(_LASTING)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.executescript(_PASSING)
