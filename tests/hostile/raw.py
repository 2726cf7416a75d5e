"""PDFs put together object by object, and pictures that lie, as wrong as a test wants them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
RESOURCES = b"<< /Font << /F1 5 0 R >> >>"
WORDS = b"BT /F1 10 Tf 50 700 Td (Nomor SOP) Tj ET\n"


def stream(data: bytes, head: bytes = b"", *, packed: int = 1) -> bytes:
    """Return a stream's object, deflated so many times."""
    filters = b" ".join([b"/FlateDecode"] * packed)
    for _ in range(packed):
        data = zlib.compress(data, 9)
    return b"<< %s /Filter [%s] /Length %d >>\nstream\n%s\nendstream" % (
        head,
        filters,
        len(data),
        data,
    )


def page(extra: bytes = b"", *, box: bytes = b"[0 0 595 842]", contents: int = 4) -> bytes:
    """Return a page's object."""
    return b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources %s %s >>" % (
        box,
        contents,
        RESOURCES,
        extra,
    )


def one_page(content: bytes = WORDS) -> dict[int, bytes]:
    """Return the objects of a PDF of one page: 1 catalogue, 2 pages, 3 page, 4 content, 5 font."""
    return {
        1: CATALOG,
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: page(),
        4: stream(content),
        5: FONT,
    }


def assemble(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file of objects, with a table of where they stand."""
    parts = [b"%PDF-1.7\n"]
    length = len(parts[0])
    places = {}
    for number, body in objects.items():
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    parts.append(b"xref\n0 1\n0000000000 65535 f \n")
    parts += [b"%d 1\n%010d 00000 n \n" % (number, places[number]) for number in sorted(places)]
    size = max(objects) + 1
    parts.append(b"trailer << /Size %d /Root 1 0 R %s >>\n" % (size, trailer))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % length)
    return b"".join(parts)


def png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and packs blank rows that would fill it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    data = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff(width: int, height: int) -> bytes:
    """Return a TIFF of one strip that claims a size."""
    tags = [(256, width), (257, height), (258, 1), (259, 1), (262, 1), (273, 8), (279, 8)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<I", 16) + bytes(8) + struct.pack("<H", 7) + entries + bytes(4)


def webp(width: int, height: int) -> bytes:
    """Return the head of a WebP that claims a size."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", len(body)) + body
