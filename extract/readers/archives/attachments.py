"""Files embedded in PDFs: attachments, and the parts of portfolios (ISO 32000-1, 7.11.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from mmap import ACCESS_READ, mmap
from typing import Any, BinaryIO

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from extract.errors import DamagedError, DocumentError, LimitError
from extract.readers.archives.bounds import BOUNDS
from extract.readers.pdf.opened import open_structure
from extract.readers.pdf.streams import Loss, StreamWatch
from extract.readers.reader import Member

# What the dictionaries of embedded files hold; a PDF without it has none.
_SIGN = b"EmbeddedFile"
# Nodes of the tree of names that are looked at, and levels of it.
_MOST_NODES, _DEEPEST = 5_000, 20
_BROKEN = (PDFException, PSException, TypeError, ValueError, KeyError, IndexError, AttributeError)


def pdf_members(source: Callable[[], BinaryIO]) -> Iterator[Member]:
    """Yield the files embedded in a PDF; nothing where it has none, or cannot be opened.

    What keeps a PDF from being opened is told when its pages are read.

    Args:
        source: Opens the PDF.
    """
    with source() as stream:
        if not _may_embed(stream):
            return
        try:
            found = list(_embedded(stream, StreamWatch(BOUNDS.max_nested_bytes)))
        except DocumentError:
            return
    for index, (name, content) in enumerate(found):
        if index >= BOUNDS.max_mail_parts:
            return
        yield Member(name, _size(content), partial(_opened, source, index))


def _may_embed(stream: BinaryIO) -> bool:
    """Return whether a PDF's bytes speak of embedded files."""
    try:
        with mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
            return data.find(_SIGN) >= 0
    except (OSError, ValueError):  # it is in memory, or has no bytes
        found = _SIGN in stream.read()
        stream.seek(0)
        return found


def _embedded(stream: BinaryIO, watch: StreamWatch) -> Iterator[tuple[str, PDFStream]]:
    """Yield the names of embedded files, and their streams.

    Raises:
        DocumentError: The PDF cannot be opened.
    """
    document = open_structure(stream, watch, (), 1).document
    try:
        names = _entry(_entry(document.catalog, "Names"), "EmbeddedFiles")
        for spec in _listed(names, [_MOST_NODES], 0):
            files = _entry(spec, "EF")
            content = _entry(files, "UF") or _entry(files, "F")
            name = _entry(spec, "UF") or _entry(spec, "F")
            if isinstance(content, PDFStream) and isinstance(name, bytes):
                yield decode_text(name).replace("\\", "/").rpartition("/")[2], content
    except (*_BROKEN, RecursionError) as error:
        raise DamagedError("the PDF's list of embedded files is broken") from error


def _listed(node: object, left: list[int], depth: int) -> Iterator[object]:
    """Yield the values of a tree of names (ISO 32000-1, 7.9.6); `left` nodes may be looked at."""
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        return
    pairs = _entry(node, "Names")
    if isinstance(pairs, list):
        yield from map(resolve1, pairs[1::2])
    kids = _entry(node, "Kids")
    for kid in kids if isinstance(kids, list) else ():
        yield from _listed(resolve1(kid), left, depth + 1)


def _entry(holder: object, key: str) -> Any:
    """Return an entry of a dictionary; None where it is none, or has none."""
    return resolve1(holder.get(key)) if isinstance(holder, dict) else None


def _size(content: PDFStream) -> int:
    """Return the bytes of an embedded file, as the PDF claims."""
    size = _entry(_entry(content.attrs, "Params"), "Size")
    return size if isinstance(size, int) and size >= 0 else len(content.rawdata or b"")


def _opened(source: Callable[[], BinaryIO], index: int) -> BinaryIO:
    """Return an embedded file as an open file.

    Raises:
        DamagedError: It cannot be unpacked.
        LimitError: It unpacks to more than a member may.
    """
    watch = StreamWatch(BOUNDS.max_nested_bytes)
    with source() as stream:
        content = list(_embedded(stream, watch))[index][1]
        watch.take()
        try:
            data = content.get_data()
        except _BROKEN as error:
            raise DamagedError("the embedded file cannot be unpacked") from error
    if Loss.LIMIT in watch.losses:
        raise LimitError("the embedded file unpacks to more than it may")
    return BytesIO(data)
