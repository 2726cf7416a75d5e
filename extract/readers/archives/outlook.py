"""The attachments of mails that Outlook saved (MS-OXMSG), by olefile (extra `archives`)."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO, TypeVar

from extract.errors import DamagedError, LimitError, needs_extra
from extract.readers.archives.bounds import BOUNDS
from extract.readers.reader import Member

_T = TypeVar("_T")
# Storages of attachments, and the streams in them: content, and long and short names as UTF-16
# and in the code page of the mail (MS-OXMSG 2.2.2, MS-OXPROPS).
_ATTACHMENT = "__attach_version1.0_"
_CONTENT = "__substg1.0_37010102"
_NAMES = {
    "__substg1.0_3707001F": "utf-16-le", "__substg1.0_3707001E": "cp1252",
    "__substg1.0_3704001F": "utf-16-le", "__substg1.0_3704001E": "cp1252",
}  # fmt: skip
# Parts of a stream's path: an attachment of a mail within two mails.
_DEEPEST = 8


def missing() -> str | None:
    """Return what is not installed that reading them needs; None where nothing is missing."""
    if importlib.util.find_spec("olefile") is None:
        return "a Python package is not installed (pip install 'sop-extract[archives]')"
    return None


def outlook_members(source: Callable[[], BinaryIO]) -> Iterator[Member]:
    """Yield the attachments of a mail, those of mails within it too.

    Args:
        source: Opens the mail.

    Raises:
        DamagedError: It is broken.
        LimitError: It has more attachments than a mail may have.
        MissingDependencyError: olefile is not installed.
    """
    with source() as stream:
        found = _read(stream, _listed)
    if len(found) > BOUNDS.max_mail_parts:
        raise LimitError("the mail has more parts than it may have")
    for path, name, size in found:
        yield Member(name, size, partial(_opened, source, path))


def _listed(mail: Any) -> list[tuple[list[str], str, int]]:
    """Return path, name and size of each attachment."""
    paths = mail.listdir()
    found = []
    for path in paths:
        holder = path[:-1]
        is_content = path[-1] == _CONTENT and holder and holder[-1].startswith(_ATTACHMENT)
        if not is_content or len(path) > _DEEPEST:
            continue
        for stream, encoding in _NAMES.items():
            if [*holder, stream] not in paths:
                continue
            raw = mail.openstream([*holder, stream]).read(2_000)
            name = raw.decode(encoding, "replace").rstrip("\0")
            found.append((path, name.replace("\\", "/").rpartition("/")[2], mail.get_size(path)))
            break
    return found


def _opened(source: Callable[[], BinaryIO], path: list[str]) -> BinaryIO:
    """Return an attachment as an open file.

    Raises:
        DamagedError: It is broken.
    """
    with source() as stream:
        return BytesIO(_read(stream, lambda mail: mail.openstream(path).read()))


def _read(stream: BinaryIO, look: Callable[[Any], _T]) -> _T:
    """Return what a look into a mail gives.

    Raises:
        DamagedError: The mail is broken.
        LimitError: It is larger than a mail may be.
    """
    with needs_extra("archives", "an Outlook mail"):
        import olefile
    data = stream.read(BOUNDS.max_nested_bytes + 1)
    if len(data) > BOUNDS.max_nested_bytes:
        raise LimitError("the mail is larger than a mail may be")
    try:
        with olefile.OleFileIO(data) as mail:
            return look(mail)
    except Exception as error:
        # A parser of broken containers fails in every way.
        raise DamagedError("the mail is broken") from error
