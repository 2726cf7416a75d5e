"""One run at a time on an output folder."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.errors import BusyError, OutputError


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold a lock that goes with the process, however it ends.

    Args:
        path: The lock's file; made where it is missing, and left behind.
        what: What is locked, for the message.

    Raises:
        BusyError: Another process holds it.
        OutputError: Its file system knows no locks.
    """
    try:
        stream = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: cannot be opened: {error.strerror}") from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read(200).strip() or "unknown"
            remedy = "wait for its end, or choose another folder with -o"
            raise BusyError(what, holder, remedy) from error
        except OSError as error:
            raise OutputError(f"{what}: cannot be locked: {error.strerror}") from error
        stream.truncate(0)
        stream.write(f"process {os.getpid()} on {socket.gethostname()}")
        stream.flush()
        yield
        with suppress(OSError):  # only a note for people
            stream.truncate(0)
