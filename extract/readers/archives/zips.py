"""The members of ZIP archives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedIOBase
from typing import BinaryIO, cast
from zlib import error as ZlibError

from extract.errors import DamagedError, EncryptedError, LimitError
from extract.readers.archives.bounds import BOUNDS
from extract.readers.reader import Member

_LOCKED = 0x1
_BROKEN = (zipfile.BadZipFile, ZlibError, ValueError, OSError, RuntimeError)


def zip_members(source: Callable[[], BinaryIO]) -> Iterator[Member]:
    """Yield the files in a ZIP archive, in its order.

    Args:
        source: Opens the archive; it is open only while its list is read, or a member.

    Raises:
        DamagedError: Its list of members is broken.
        LimitError: It has more members, or larger ones, than it may have.
    """
    with source() as stream:
        try:
            entries = zipfile.ZipFile(stream).infolist()
        except _BROKEN as error:
            raise DamagedError("the archive's list of members is broken") from error
    if len(entries) > BOUNDS.max_members:
        raise LimitError(f"the archive has more than {BOUNDS.max_members:,} members")
    total = 0
    for entry in entries:
        if entry.is_dir():
            continue
        total += entry.file_size
        if total > BOUNDS.max_total_bytes:
            raise LimitError("the archive unpacks to more than it may")
        yield Member(entry.filename, entry.file_size, partial(_open, source, entry))


def _open(source: Callable[[], BinaryIO], entry: zipfile.ZipInfo) -> BinaryIO:
    """Return a member as an open file.

    Raises:
        DamagedError: It cannot be unpacked.
        EncryptedError: It is locked with a password.
        LimitError: It unpacks to far more than is packed.
    """
    if entry.flag_bits & _LOCKED:
        raise EncryptedError("it is locked with a password; unpack the archive")
    packed = max(entry.compress_size, 1)
    if entry.file_size > max(BOUNDS.ratio_from_bytes, packed * BOUNDS.max_ratio):
        raise LimitError("it unpacks to far more than is packed, as only a trap does")
    stream = source()
    try:
        archive = zipfile.ZipFile(stream)
        return cast("BinaryIO", _Unpacked(archive.open(entry), archive, stream))
    except _BROKEN as error:
        stream.close()
        raise DamagedError("the archive's member cannot be unpacked") from error


class _Unpacked(BufferedIOBase):
    """A member that closes its archive when it is closed.

    Args:
        member: The member.
        archive: Its archive.
        stream: What that is read from.
    """

    def __init__(self, member: object, archive: zipfile.ZipFile,
                 stream: BinaryIO) -> None:  # fmt: skip
        """Keep all three."""
        super().__init__()
        self._member = cast("BinaryIO", member)
        self._archive, self._stream = archive, stream

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes, or all that are left."""
        return self._member.read(-1 if size is None else size)

    def close(self) -> None:
        """Close the member, its archive and what that is read from."""
        if not self.closed:
            self._member.close()
            self._archive.close()
            self._stream.close()
        super().close()
