"""Provides the bytes of the files of a run; files elsewhere are fetched, and removed after."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from extract.batch.discover import InputFile
from extract.batch.ledger import Ledger
from extract.batch.members import MemberOrigin
from extract.batch.remote.listing import Origin
from extract.batch.work import sha256_of
from extract.bounds.limits import Limits, check_size
from extract.errors import InaccessibleError, OutputError


class Sources:
    """Provides the bytes of the files of a run.

    Args:
        spool: A folder for fetched files, made when it is needed.
        ledger: Stores the hashes of fetched files.
        limits: How large a file may be.
    """

    def __init__(self, spool: Path, ledger: Ledger, limits: Limits) -> None:
        """Begin with an empty spool."""
        self._spool = spool
        self._ledger = ledger
        self._limits = limits
        self.clear()

    def identify(self, file: InputFile) -> str:
        """Return the hash of a file's bytes; a file that was fetched before is not fetched again.

        Raises:
            DocumentError: It cannot be read, or is too large to be.
            OutputError: There is no disk space to fetch it.
        """
        if file.problem:
            raise file.problem
        if file.origin is not None:
            check_size(file.origin.size or 0, self._limits)
            return self._ledger.recall(file.origin.name, file.origin.version) or self._fetch(
                file, file.origin
            )
        try:
            check_size(file.path.stat().st_size, self._limits)
            return sha256_of(file.path)
        except OSError as error:
            raise InaccessibleError(f"cannot be read: {error.strerror or error}") from error

    def bring(self, file: InputFile, sha256: str) -> Path:
        """Return the path of a file on this machine, fetching it if needed.

        Args:
            file: The file.
            sha256: What `identify` returned for it.

        Raises:
            DocumentError: It cannot be read, or has changed.
            OutputError: There is no disk space to fetch it.
        """
        if file.origin is None:
            return file.path
        path = self._place(file)
        if not path.exists() and self._fetch(file, file.origin) != sha256:
            raise InaccessibleError("has changed since it was listed; run the same command again")
        return path

    def drop(self, position: int) -> None:
        """Remove a fetched file, if there is one."""
        for path in self._spool.glob(f"{position}.*"):
            with suppress(OSError):  # the end of the run tries again
                path.unlink()

    def pages_file(self, position: int) -> Path:
        """Return where the pages of a file are kept until the end of the run."""
        return self._spool / "pages" / f"{position}.pages"

    def clear(self) -> None:
        """Remove all fetched files."""
        shutil.rmtree(self._spool, ignore_errors=True)

    def _place(self, file: InputFile) -> Path:
        """Return where a file is fetched to."""
        return self._spool / f"{file.position}.{file.path.suffix.strip('.') or 'bin'}"

    def _fetch(self, file: InputFile, origin: Origin | MemberOrigin) -> str:
        """Fetch a file, up to the size limit, and return the hash of its bytes."""
        digest, size = hashlib.sha256(), 0
        path = self._place(file)
        try:
            self._spool.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                for piece in origin.pieces():
                    size += len(piece)
                    check_size(size, self._limits)
                    digest.update(piece)
                    stream.write(piece)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if origin.version:
            self._ledger.remember(origin.name, origin.version, digest.hexdigest())
        return digest.hexdigest()
