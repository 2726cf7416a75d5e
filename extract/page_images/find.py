"""Finds the file that a record was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath


class SourceFinder:
    """Finds the files of records below folders, by their name and content.

    A file whose content differs from the record's hash is not its source, whatever its name.

    Args:
        roots: Folders and files to search; a record's path may begin below a folder, or with the
            folder's own name.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        """Keep the roots; nothing is opened yet."""
        self._roots = roots
        self._digests: dict[tuple[Path, int, int], str] = {}

    def find(self, source_path: str, sha256: str) -> Path | None:
        """Return a record's source file; None where it is not found.

        Args:
            source_path: The record's `source.path`.
            sha256: The record's `source.sha256`.
        """
        return next(
            (path for path in self._candidates(source_path) if self._digest(path) == sha256), None
        )

    def _candidates(self, source_path: str) -> Iterator[Path]:
        """Yield the files with a source's name."""
        parts = PurePosixPath(source_path).parts
        if not parts or ".." in parts or parts[0] == "/":
            return
        for root in self._roots:
            if root.is_file():
                yield from (root,) if root.name == parts[-1] else ()
                continue
            for kept in range(len(parts)):
                path = root.joinpath(*parts[kept:])
                if path.is_file():
                    yield path

    def _digest(self, path: Path) -> str:
        """Return the SHA-256 of a file in hexadecimal; empty where it cannot be read."""
        try:
            status = path.stat()
            # A file may change while a server runs; then it is hashed again.
            state = path, status.st_mtime_ns, status.st_size
            if state not in self._digests:
                with path.open("rb") as stream:
                    self._digests[state] = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            # A file that cannot be read cannot be shown.
            return ""
        return self._digests[state]
