"""The attachments of mails (RFC 5322, as EML files)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from functools import partial
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from extract.errors import LimitError
from extract.readers.archives.bounds import BOUNDS
from extract.readers.reader import Member

# A file is a mail where its first lines are headers, one of these among them.
_HEADERS = ("mime-version", "content-type", "received", "message-id", "return-path")
_WITHIN_LINES = 60


def is_mail(head: bytes) -> bool:
    """Return whether a file that begins with some bytes is a mail."""
    lines = head.split(b"\n", _WITHIN_LINES)[:_WITHIN_LINES]
    names: set[str] = set()
    for line in lines:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        name, colon, _ = line.partition(b":")
        if not colon or not name.strip() or b" " in name.strip():
            return False
        names.add(name.strip().decode("ascii", "replace").lower())
    return len(names) >= 3 and len(names & {*_HEADERS, "from", "subject", "date"}) >= 2


def mail_members(source: Callable[[], BinaryIO]) -> Iterator[Member]:
    """Yield the attachments of a mail; a mail within it is one.

    Nothing of them is kept: the mail is read again when one is opened.

    Args:
        source: Opens the mail.

    Raises:
        LimitError: It has more parts than a mail may have.
    """
    for index, part in enumerate(_parts(source)):
        if index > BOUNDS.max_mail_parts:
            raise LimitError("the mail has more parts than it may have")
        name = _name_of(part)
        if name is not None:
            yield Member(name, len(_content(part)), partial(_opened, source, index))


def _parts(source: Callable[[], BinaryIO]) -> Iterator[Message]:
    """Yield all parts of a mail."""
    with source() as stream:
        message = message_from_bytes(stream.read(), policy=default)
    yield from message.walk()


def _opened(source: Callable[[], BinaryIO], index: int) -> BinaryIO:
    """Return a part of a mail as an open file."""
    part = next(islice(_parts(source), index, None), None)
    return BytesIO(b"" if part is None else _content(part))


def _content(part: Message) -> bytes:
    """Return the bytes of a part."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name_of(part: Message) -> str | None:
    """Return the name of an attachment, without any folder; None for what is none."""
    if part.is_multipart():
        return None
    try:
        name = part.get_filename()
    except (LookupError, ValueError, AttributeError, TypeError):  # broken headers
        return None
    if not name:
        return None
    return str(name).replace("\\", "/").rpartition("/")[2] or None
