"""One run at a time on an output folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from extract.errors import BusyError, OutputError
from extract.process.locks import file_lock


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold a lock that ends with the process, however that ends.

    Args:
        path: The lock's file; made if it is missing, and left behind. It names the holder.
        what: What is locked, for the message.

    Raises:
        BusyError: Another process holds it.
        OutputError: Its file system has no locks.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(path.open("a+", encoding="utf-8"))
        except OSError as error:
            raise OutputError(f"{path}: cannot be opened: {error.strerror}") from error
        try:
            stack.enter_context(file_lock(stream, wait=False))
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read(200).strip() or "unknown"
            remedy = "wait until it ends, or choose another folder with -o"
            raise BusyError(what, holder, remedy) from error
        except OSError as error:
            raise OutputError(f"{what}: cannot be locked: {error.strerror}") from error
        stream.truncate(0)
        stream.write(f"process {os.getpid()} on {socket.gethostname()}")
        stream.flush()
        yield
        with suppress(OSError):  # only a note for people
            stream.truncate(0)
