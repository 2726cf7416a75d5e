"""A lock on an open file, on Linux, macOS and Windows; it ends with the process that holds it."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

# Windows locks bytes and keeps others from reading them, so a byte is locked that lies beyond what
# any of our files holds, as SQLite does.
_LOCKED_BYTE = 1 << 30
# How long to wait before Windows is asked again, in seconds.
_PAUSE = 0.05


@contextmanager
def file_lock(stream: IO[Any], *, wait: bool) -> Iterator[None]:
    """Hold the lock of an open file; others that ask for it wait, or are refused.

    Args:
        stream: The file, open for writing. On Linux and macOS it must be closed after the block,
            which is when the lock ends.
        wait: Whether to wait until no one else holds the lock.

    Raises:
        BlockingIOError: Another process holds it, and `wait` is false.
        OSError: The file system has no locks.
    """
    try:
        import fcntl
    except ImportError:
        with _windows_lock(stream.fileno(), wait=wait):
            yield
        return
    fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    yield


@contextmanager
def _windows_lock(descriptor: int, *, wait: bool) -> Iterator[None]:
    """Hold the lock of a file of Windows."""
    msvcrt: Any = import_module("msvcrt")
    while not _locking(descriptor, msvcrt, msvcrt.LK_NBLCK):
        if not wait:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _locking(descriptor, msvcrt, msvcrt.LK_UNLCK)


def _locking(descriptor: int, msvcrt: Any, mode: int) -> bool:
    """Lock or unlock the byte, leaving the file's position alone; return whether it was done."""
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, mode, 1)
    except PermissionError:  # EACCES: another process holds it
        return False
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
    return True
