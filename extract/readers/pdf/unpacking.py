"""How far the streams of a file unpack, known before PDFium unpacks them.

PDFium unpacks a stream whole, up to 1 GB. So all streams of a file are measured where they stand
in it, whether something leads to them or not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from mmap import mmap

# Bytes of a stream that are unpacked at a time.
PIECE = 65_536
# Bytes before a stream in which its dictionary is looked for.
HEAD = 4096
# Times its size that a filter can make of a stream at the most: LZW's longest codes stand for
# 4095 bytes and have 12 bits.
BEST_RATIO = 2730

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r|[^\r\n]{1,80}(?:\r\n|\n|\r))")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
# Filters beside deflate that make more of less, or hide what does; names may be spelt with
# codes, and filters told elsewhere in the file.
_PACKING = re.compile(rb"/(?:Fl(?:ateDecode)?|LZW(?:Decode)?|RunLengthDecode|RL)\b")
_OTHER = re.compile(rb"/(?:LZW|RunLength|RL\b|ASCII85|A85|ASCIIHex|AHx|Crypt)|/Filter\s+\d+\s|#")


@dataclass(frozen=True, slots=True)
class LargeStream:
    """A stream that unpacks to more than a limit, or may do so.

    Attributes:
        number: Number of its object; None where none is seen before it.
        head: The bytes before it, its dictionary among them.
        sure: Whether it does.
    """

    number: int | None
    head: bytes
    sure: bool

    @property
    def pictured(self) -> bool:
        """Return whether its dictionary says that it is a picture, which is not unpacked."""
        return re.search(rb"/Subtype\s*/Image\b", self.head) is not None

    @property
    def structural(self) -> bool:
        """Return whether the file's own structure is in it."""
        return re.search(rb"/Type\s*/(?:XRef|ObjStm)\b", self.head) is not None


def large_streams(data: bytes | mmap, limit: int, *, locked: bool) -> Iterator[LargeStream]:
    """Yield the streams of a file that unpack to more than a limit, or may do so.

    Args:
        data: The file.
        limit: Bytes that a stream may unpack to.
        locked: Whether the file is encrypted, so that what is packed cannot be seen.
    """
    end = 0
    matches = [*_STREAM.finditer(data)]
    for match, after in zip_longest(matches, matches[1:]):
        start = match.end()
        if start < end:
            # Inside the packed bytes of the stream before.
            continue
        head = bytes(data[max(end, start - HEAD) : match.start()])
        objects = [*_OBJECT.finditer(head)]
        number = int(objects[-1][1]) if objects else None
        head = head[objects[-1].end() if objects else 0 :]
        room = (after.start() if after else len(data)) - start
        size, end = _measure(data, start, limit)
        if size > limit:
            yield LargeStream(number, head, True)
        elif locked or _OTHER.search(head):
            layers = max(len(_PACKING.findall(head)), 1)
            if room * BEST_RATIO**layers > limit:
                yield LargeStream(number, head, False)


def _measure(data: bytes | mmap, start: int, limit: int) -> tuple[int, int]:
    """Return how many bytes deflated data unpacks to, and where it ends.

    Data that is no deflated data unpacks to nothing.
    """
    if not _is_deflated(data[start : start + 2]):
        return 0, start
    unpacker = zlib.decompressobj()
    size, at = 0, start
    layer: list[bytes] | None = None
    while not unpacker.eof:
        piece = unpacker.unconsumed_tail
        if not piece:
            piece = data[at : at + PIECE]
            at += len(piece)
        try:
            found = unpacker.decompress(piece, PIECE * 16)
        except zlib.error:
            break
        if not size and _is_deflated(found[:2]):
            layer = []
        size += len(found)
        if size > limit:
            return size, at
        if layer is not None:
            layer.append(found)
        if not piece:
            break
    if layer is not None:
        # Packed more than once, it seems: the next layer is measured in turn.
        size = max(size, _measure(b"".join(layer), 0, limit)[0])
    return size, at - len(unpacker.unused_data)


def _is_deflated(head: bytes) -> bool:
    """Return whether bytes begin as deflated data does (RFC 1950, 2.2)."""
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
