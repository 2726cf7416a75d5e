"""Output to a URL: written to a folder of this machine, and mirrored."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from extract.batch.remote.urls import Url, cause_of
from extract.corrections.journal import PAGES, REVIEW_FOLDER
from extract.errors import MissingDependencyError, OutputError
from extract.storage.atomic import whole_path
from extract.storage.places import (
    LEDGER_FILE,
    LOCK_FILE,
    RUN_FILE,
    SHARDS_FOLDER,
    SPOOL_FOLDER,
    STATE_FOLDER,
)

# Protocols whose files appear only when they are complete, so that no temporary name is needed.
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "memory"})
# Which files were mirrored in which state; never mirrored itself, like the lock.
_ACCOUNT = "mirrored.sqlite"


def working_folder(url: Url, home: Path | None = None) -> Path:
    """Return the folder of this machine for the output to a URL; the same URL has the same folder.

    Args:
        url: The URL.
        home: A folder for all such folders; one within the user's cache if None.
    """
    if home is None:
        cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        home = Path(cache).expanduser() / "sop-extract"
    name = re.sub(r"\W+", "-", str(url)).strip("-")[-60:]
    return home / f"{name}-{hashlib.sha256(url.text.encode()).hexdigest()[:12]}"


class Mirror:
    """An output folder of this machine and the URL it is mirrored to.

    Args:
        folder: The folder.
        url: The URL.

    Raises:
        MissingDependencyError: The package for the URL's protocol is not installed.
        OutputError: There is no such protocol.
    """

    def __init__(self, folder: Path, url: Url) -> None:
        """Open the URL's file system; nothing is copied yet."""
        self.folder = folder
        self.url = url
        try:
            self._system, self._top = url.open()
        except MissingDependencyError:
            raise
        except Exception as error:
            raise self._failed("be reached", error) from error

    def pull(self) -> None:
        """Fetch the output of an earlier run, if this machine has no ledger of it.

        Raises:
            OutputError: It cannot be fetched or written.
        """
        if (self.folder / STATE_FOLDER / LEDGER_FILE).exists():
            return
        try:
            names = self._system.find(self._top)
        except FileNotFoundError:
            return
        except Exception as error:
            raise self._failed("be listed", error) from error
        for name in names:
            below = name.strip("/").removeprefix(self._top.strip("/")).strip("/")
            parts = below.split("/")
            if not below or ".." in parts or parts[0] == SHARDS_FOLDER:
                continue
            with whole_path(self.folder.joinpath(*parts)) as path:
                try:
                    self._system.get_file(name, str(path))
                except Exception as error:
                    raise self._failed("be fetched", error) from error

    def push(self) -> None:
        """Upload what is new or has changed, and remove there what is gone here.

        Each file is replaced in one step; `run.json` comes last, so that it never names files
        that are not there yet.

        Raises:
            OutputError: The URL cannot be written to.
        """
        account = self.folder / STATE_FOLDER / _ACCOUNT
        with closing(sqlite3.connect(account)) as known:
            known.execute("CREATE TABLE IF NOT EXISTS files (name PRIMARY KEY, state)")
            known.execute("CREATE TEMP TABLE here (name PRIMARY KEY)")
            for name, path in self._files():
                known.execute("INSERT INTO here VALUES (?)", (name,))
                status = path.stat()
                state = f"{status.st_size} {status.st_mtime_ns}"
                before = known.execute("SELECT state FROM files WHERE name = ?", (name,))
                if (before.fetchone() or ("",))[0] != state:
                    self._put(path, name)
                    known.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, state))
                    known.commit()
            gone = "SELECT name FROM files WHERE name NOT IN (SELECT name FROM here)"
            for (name,) in known.execute(gone).fetchall():
                self._remove(name)
                known.execute("DELETE FROM files WHERE name = ?", (name,))
            known.commit()

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files to mirror with their names, the account of the run last."""
        own = {LOCK_FILE, _ACCOUNT}
        for folder, folders, names in os.walk(self.folder):
            folders.sort()
            if folder == str(self.folder) and SHARDS_FOLDER in folders:
                folders.remove(SHARDS_FOLDER)
            if folder == str(self.folder / REVIEW_FOLDER):
                folders[:] = [name for name in folders if name != PAGES]
            if Path(folder).name == STATE_FOLDER:
                folders[:] = [name for name in folders if name != SPOOL_FOLDER]
                names = [name for name in names if name not in own]
            for name in sorted(names):
                path = Path(folder, name)
                if path != self.folder / RUN_FILE:
                    yield path.relative_to(self.folder).as_posix(), path
        if (self.folder / RUN_FILE).exists():
            yield RUN_FILE, self.folder / RUN_FILE

    def _put(self, path: Path, name: str) -> None:
        """Upload a file, completely or not at all."""
        target = f"{self._top}/{name}"
        protocol: Any = self._system.protocol
        protocols = {protocol} if isinstance(protocol, str) else set(protocol)
        try:
            if protocols & _WHOLE:
                self._system.put_file(str(path), target)
                return
            folder = target.rpartition("/")[0]
            self._system.makedirs(folder, exist_ok=True)
            hidden = f"{folder}/.{secrets.token_hex(8)}.tmp"
            self._system.put_file(str(path), hidden)
            self._system.mv(hidden, target)
        except Exception as error:
            raise self._failed("be written", error) from error

    def _remove(self, name: str) -> None:
        """Remove a file, unless it is gone."""
        try:
            self._system.rm_file(f"{self._top}/{name}")
        except FileNotFoundError:
            return
        except Exception as error:
            raise self._failed("be written", error) from error

    def _failed(self, what: str, error: Exception) -> OutputError:
        """Return the error of something that cannot be done with the URL."""
        return OutputError(
            f"{self.url}: cannot {what}: {cause_of(error)}; what was read is in {self.folder}"
        )
