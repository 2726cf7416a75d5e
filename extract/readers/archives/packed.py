"""The members of 7z and RAR archives, by libarchive (extra `archives`).

libarchive reads archives from the front, so a member is opened by reading all before it; that is
why fewer members are read than of a ZIP archive.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from functools import cache, partial
from io import BytesIO
from typing import Any, BinaryIO

from extract.errors import (
    DamagedError,
    DocumentError,
    EncryptedError,
    LimitError,
    MissingDependencyError,
    needs_extra,
)
from extract.readers.archives.bounds import BOUNDS
from extract.readers.reader import Member

# What an archive begins with -> the format as libarchive calls it.
SIGNATURES = {
    b"7z\xbc\xaf\x27\x1c": "7zip",
    b"Rar!\x1a\x07\x00": "rar",
    b"Rar!\x1a\x07\x01\x00": "rar5",
}
_LIBRARY = "libarchive (Debian, Ubuntu: apt-get install libarchive13 or libarchive13t64)"


@cache
def missing() -> str | None:
    """Return what is not installed that reading them needs; None where nothing is missing."""
    if importlib.util.find_spec("libarchive") is None:
        return "a Python package is not installed (pip install 'sop-extract[archives]')"
    return None if find_library("archive") else f"{_LIBRARY} is not installed"


def packed_members(source: Callable[[], BinaryIO]) -> Iterator[Member]:
    """Yield the files in an archive, in its order.

    Args:
        source: Opens the archive.

    Raises:
        DamagedError: Its list of members is broken.
        EncryptedError: Its list of members is locked with a password.
        LimitError: It has more members, or larger ones, than it may have.
        MissingDependencyError: What reads it is not installed.
    """
    total = 0
    with source() as stream:
        for index, entry in enumerate(_entries(stream)):
            if index >= BOUNDS.max_packed_members:
                raise LimitError(f"it has more than {BOUNDS.max_packed_members:,} members")
            if not entry.isfile:
                continue
            size = entry.size or 0
            total += size
            if total > BOUNDS.max_total_bytes:
                raise LimitError("the archive unpacks to more than it may")
            yield Member(entry.pathname, size, partial(_opened, source, index))


def _entries(stream: BinaryIO) -> Iterator[Any]:
    """Yield the entries of an archive.

    Raises:
        DamagedError: It is broken.
        EncryptedError: It is locked with a password.
        MissingDependencyError: What reads it is not installed.
    """
    with needs_extra("archives", "a 7z or RAR archive"):
        try:
            import libarchive
            from libarchive.exception import ArchiveError
        except (OSError, TypeError, AttributeError) as error:
            # The package loads the library when it is imported, and fails in these ways.
            raise MissingDependencyError(f"7z and RAR archives need {_LIBRARY}") from error
    head = stream.read(8)
    stream.seek(0)
    form = next(form for sign, form in SIGNATURES.items() if head.startswith(sign))
    try:
        with libarchive.stream_reader(stream, form) as archive:
            yield from archive
    except ArchiveError as error:
        raise _explained(error) from error


def _opened(source: Callable[[], BinaryIO], index: int) -> BinaryIO:
    """Return a member as an open file.

    Raises:
        DocumentError: It cannot be unpacked, is locked, or larger than a member may be.
    """
    data = bytearray()
    with source() as stream:
        for number, entry in enumerate(_entries(stream)):
            if number < index:
                continue
            for block in entry.get_blocks():
                data += block
                if len(data) > BOUNDS.max_nested_bytes:
                    raise LimitError("it unpacks to more than a member of such an archive may")
            break
    return BytesIO(bytes(data))


def _explained(error: Exception) -> DocumentError:
    """Return the error that says what keeps an archive from being read."""
    told = str(error).lower()
    if "passphrase" in told or "encrypt" in told:
        return EncryptedError("it is locked with a password; unpack the archive")
    return DamagedError("the archive is broken, or packed in a way that libarchive cannot read")
