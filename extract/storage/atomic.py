"""Writes files atomically: a file is complete or does not exist."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from extract.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a UTF-8 text file that gets its name only if the block succeeds.

    An existing file is replaced in one step, and kept if the block fails. Line ends are written
    as given.

    Args:
        path: The file to write; its folder is made if it is missing.

    Raises:
        OutputError: The file cannot be written.
    """
    with (
        whole_path(path) as temporary,
        temporary.open("x", encoding="utf-8", newline="") as stream,
    ):
        yield stream


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Return a temporary path for the block to write to; it gets its name if the block succeeds.

    An existing file is replaced in one step, and kept if the block fails.

    Args:
        path: The file to write; its folder is made if it is missing.

    Raises:
        OutputError: The file cannot be written.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with temporary.open("r+b") as stream:  # Windows flushes only what is open for writing
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):  # it may not exist
            temporary.unlink()
        if isinstance(error, OSError):
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
        raise
