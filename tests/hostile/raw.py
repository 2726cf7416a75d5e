"""PDFs put together object by object, so that each can be as wrong as a test wants it."""

from __future__ import annotations

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
