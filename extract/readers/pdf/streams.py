"""A PDF opened with care: streams unpacked within a limit, nothing followed in a circle.

pdfminer unpacks a stream whole, whatever it grows to, and follows references and tables of
objects as the file has them. Here a stream ends at a limit or where it is damaged, and what was
lost is noted.
"""

from __future__ import annotations

import zlib
from base64 import a85decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from typing import Any, BinaryIO

from pdfminer.ascii85 import asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFNoPageLabels, PDFNoValidXRef
from pdfminer.pdfexceptions import PDFException, PDFObjectNotFound
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

# Bytes that a damaged stream is unpacked by, to find where the damage begins.
PIECE = 65536
# Filters one after another; files in use have one or two.
MOST_FILTERS = 8
# Predictors that are none, TIFF's, and the first of PNG's (ISO 32000-1, table 10).
NO_PREDICTOR, TIFF_PREDICTOR, PNG_PREDICTOR = 1, 2, 10


class Loss(Enum):
    """Why a stream does not hold all it should."""

    LIMIT = "limit"
    DAMAGE = "damage"


@dataclass(slots=True)
class StreamWatch:
    """How far streams may be unpacked, and what became of those unpacked so far.

    Attributes:
        limit: Bytes that a stream may unpack to.
        losses: Why streams that were unpacked are not whole.
    """

    limit: int
    losses: set[Loss] = field(default_factory=set)

    def take(self) -> set[Loss]:
        """Return the losses since this was last asked."""
        taken, self.losses = self.losses, set()
        return taken


class WatchedStream(PDFStream):
    """A stream that is unpacked within a limit, and as far as it is sound.

    Args:
        stream: The stream as pdfminer parsed it.
        watch: Says the limit and hears what was lost.
    """

    def __init__(self, stream: PDFStream, watch: StreamWatch) -> None:
        """Take over a stream that has not been unpacked."""
        super().__init__(stream.attrs, stream.rawdata or b"", stream.decipher)
        self._watch = watch

    def get_data(self) -> bytes:
        """Return what the stream unpacks to; it is not kept, so that pages leave nothing behind.

        Raises:
            PDFException: It cannot be unpacked.
        """
        return self._decoded()

    def _decoded(self) -> bytes:
        """Unpack the stream.

        Raises:
            PDFException: A filter is not one that text, fonts and tables of objects are packed
                with, or what it is told makes no sense.
        """
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        filters = self.get_filters()
        if len(filters) > MOST_FILTERS:
            raise PDFException("too many filters")
        for kind, given in filters:
            data = self._unpacked(kind, data)
            data = self._unpredicted(given, data)
        return self._within(data)

    def _unpacked(self, kind: object, data: bytes) -> bytes:
        """Return what one filter makes of a stream's bytes."""
        name = kind.name if isinstance(kind, PSLiteral) else kind
        unpack = _UNPACKERS.get(name) if isinstance(name, str) else None
        if unpack is None:
            raise PDFException(f"no text is packed with {kind!r}")
        data, sound = unpack(data, self._watch.limit + 1)
        if not sound:
            self._watch.losses.add(Loss.DAMAGE)
        return self._within(data)

    def _unpredicted(self, given: object, data: bytes) -> bytes:
        """Return a filter's output with its predictor undone."""
        told = given if isinstance(given, Mapping) else {}
        predictor = int_value(told.get("Predictor", NO_PREDICTOR))
        if predictor <= NO_PREDICTOR:
            return data
        colours, columns, bits = (
            int_value(told.get(name, usual))
            for name, usual in (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
        )
        if min(colours, columns, bits) < 1 or colours * columns * bits > 8 * self._watch.limit:
            raise PDFException("a predictor with rows that cannot be")
        if predictor == TIFF_PREDICTOR:
            row = max(colours * columns * bits // 8, 1)
            return apply_tiff_predictor(colours, columns, bits, data[: len(data) // row * row])
        if predictor < PNG_PREDICTOR:
            raise PDFException(f"no predictor has the number {predictor}")
        return apply_png_predictor(predictor, colours, columns, bits, data)

    def _within(self, data: bytes) -> bytes:
        """Return bytes as far as the limit allows."""
        if len(data) > self._watch.limit:
            self._watch.losses.add(Loss.LIMIT)
        return data[: self._watch.limit]


def _inflate(data: bytes, most: int) -> tuple[bytes, bool]:
    """Return what deflated bytes unpack to, at most so many, and whether they are sound."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, most)
    except zlib.error:
        return _inflate_damaged(data, most), False
    return found, unpacker.eof or len(found) >= most or _ends(data, most)


def _ends(data: bytes, most: int) -> bool:
    """Return whether deflated bytes lack nothing but their checksum."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacker.decompress(data[2:], most)
    except zlib.error:
        return False
    return unpacker.eof


def _inflate_damaged(data: bytes, most: int) -> bytes:
    """Return what stands before the damage in deflated bytes."""
    unpacker = zlib.decompressobj()
    found = bytearray()
    for start in range(0, len(data), PIECE):
        piece, before = data[start : start + PIECE], unpacker.copy()
        try:
            found += unpacker.decompress(piece, most - len(found))
        except zlib.error:
            for at in range(len(piece)):
                try:
                    found += before.decompress(piece[at : at + 1], most - len(found))
                except zlib.error:
                    return bytes(found)
                if len(found) >= most:
                    break
        if len(found) >= most:
            break
    return bytes(found)


def _unpack_lzw(data: bytes, most: int) -> tuple[bytes, bool]:
    """Return what LZW's codes stand for."""
    found = bytearray()
    try:
        for piece in LZWDecoder(BytesIO(data)).run():
            found += piece
            if len(found) >= most:
                break
    except (IndexError, TypeError):
        return bytes(found), False
    return bytes(found[:most]), True


def _unpack_runs(data: bytes, most: int) -> tuple[bytes, bool]:
    """Return what run lengths stand for (ISO 32000-1, 7.4.5)."""
    found = bytearray()
    at = 0
    while at < len(data) and data[at] != 128 and len(found) < most:
        length = data[at]
        if length < 128:
            found += data[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            found += data[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(found[:most]), at <= len(data)


def _unpack_base85(data: bytes, most: int) -> tuple[bytes, bool]:
    """Return what base-85 digits stand for, between <~ and ~> or without these."""
    digits = b"".join(data.split()).removeprefix(b"<").removeprefix(b"~")
    digits = digits.partition(b"~")[0]
    try:
        return a85decode(digits)[:most], True
    except ValueError:
        return b"", False


def _unpack_hex(data: bytes, most: int) -> tuple[bytes, bool]:
    """Return what hexadecimal digits stand for."""
    try:
        return asciihexdecode(data)[:most], True
    except ValueError:
        return b"", False


# Filters by their names in files, short ones included (ISO 32000-1, tables 6 and 94).
_UNPACKERS: Mapping[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "FlateDecode": _inflate,
    "Fl": _inflate,
    "LZWDecode": _unpack_lzw,
    "LZW": _unpack_lzw,
    "RunLengthDecode": _unpack_runs,
    "RL": _unpack_runs,
    "ASCII85Decode": _unpack_base85,
    "A85": _unpack_base85,
    "ASCIIHexDecode": _unpack_hex,
    "AHx": _unpack_hex,
}


class _Parser(PDFParser):
    """pdfminer's parser, which makes watched streams."""

    # A token or a line that runs over many pieces is put together anew for each.
    BUFSIZ = 65536

    def __init__(self, file: BinaryIO, watch: StreamWatch) -> None:
        super().__init__(file)
        self._watch = watch

    def push(self, *objs: Any) -> None:
        """Put objects on the stack."""
        super().push(
            *(
                (position, WatchedStream(found, self._watch))
                if isinstance(found, PDFStream)
                else (position, found)
                for position, found in objs
            )
        )


class CarefulDocument(PDFDocument):
    """A PDF whose objects can be fetched.

    Args:
        file: The file, open for reading.
        watch: How far its streams may be unpacked.
        password: The password to try; "" where none is needed.
        rebuilt: Whether the places of its objects are looked for in the whole file rather than
            taken from its tables.

    Raises:
        PDFPasswordIncorrect: It needs another password.
        PDFException: It is damaged, or encrypted in an unknown way.
    """

    def __init__(
        self, file: BinaryIO, watch: StreamWatch, password: str = "", *, rebuilt: bool = False
    ) -> None:
        """Open a document."""
        self._tables: set[int] = set()
        self._rebuilt = rebuilt
        self._next = 0
        super().__init__(_Parser(file, watch), password)

    def find_xref(self, parser: PDFParser) -> int:
        """Return where the last table of objects stands.

        Raises:
            PDFNoValidXRef: There is none, or the tables are not to be used.
        """
        if self._rebuilt:
            raise PDFNoValidXRef("not to be used")
        return int(super().find_xref(parser))

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Read a table of objects and those before it, each once."""
        if start in self._tables:
            return
        self._tables.add(start)
        super().read_xref_from(parser, start, xrefs)

    def getobj(self, objid: int) -> object:
        """Return an object, through references that lead to it.

        Raises:
            PDFObjectNotFound: There is none, or the references go round in a circle.
        """
        found: object = super().getobj(objid)
        met = {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in met:
                raise PDFObjectNotFound(found.objid)
            met.add(found.objid)
            found = super().getobj(found.objid)
        return found

    def forget(self) -> None:
        """Forget the objects met so far, so that memory does not grow with the pages."""
        self._cached_objs.clear()
        self._parsed_objs.clear()

    def new_number(self) -> int:
        """Return the number of an object that the document does not have."""
        if not self._next:
            numbers = (number for xref in self.xrefs for number in xref.get_objids())
            self._next = max(numbers, default=0) + 1
        self._next += 1
        return self._next

    @property
    def trailer(self) -> dict[str, Any]:
        """Return what the trailers say together; the last one first."""
        found: dict[str, Any] = {}
        for xref in reversed(self.xrefs):
            found |= xref.get_trailer()
        return found

    def get_page_labels(self) -> Any:
        """Do without the labels of pages, which nothing here uses.

        Raises:
            PDFNoPageLabels: Always.
        """
        raise PDFNoPageLabels
