"""A PDF written once more with some of its objects replaced (ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.psparser import LIT, PSKeyword, PSLiteral

_REGULAR = re.compile(rb"[^!$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]")
_START = re.compile(rb"startxref\s+(\d+)")
# Bytes at the end of a file in which its last table of objects is told.
_TAIL = 2048
# Bytes from which on a stream is packed.
MIN_PACKED = 65_536


def append_objects(
    data: bytes, objects: Mapping[int, bytes], trailer: Mapping[str, object]
) -> bytes:
    """Return a file with objects replaced by an update behind its end.

    Args:
        data: The file.
        objects: Number of an object -> what it is from now on.
        trailer: The file's trailer, as pdfminer reads it.
    """
    parts = [data, b"\n"]
    length = len(data) + 1
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    table = [b"xref\n"]
    table += [b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items()]
    kept = {key: trailer[key] for key in ("Root", "Info", "ID") if key in trailer}
    size = trailer.get("Size")
    kept["Size"] = max(size if isinstance(size, int) else 0, *(n + 1 for n in objects))
    before = _START.findall(data[-_TAIL:])
    if before:
        kept["Prev"] = int(before[-1])
    end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (write_object(kept), length)
    return b"".join((*parts, *table, end))


def write_stream(data: bytes, attributes: Mapping[str, object]) -> bytes:
    """Return a stream with other data and the attributes of another one."""
    packing = {"Filter", "F", "DecodeParms", "DP", "Length", "FFilter", "FDecodeParms", "DL"}
    kept = {key: value for key, value in attributes.items() if key not in packing}
    if len(data) > MIN_PACKED:
        data = zlib.compress(data, 1)
        kept["Filter"] = LIT("FlateDecode")
    head = write_object({**kept, "Length": len(data)})
    return b"%s\nstream\n%s\nendstream" % (head, data)


def write_object(value: object) -> bytes:
    """Return an object that pdfminer read as a file has it; null for what none can be."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return f"{value:.6f}".encode("ascii")
    if isinstance(value, bytes):
        return b"<%s>" % value.hex().encode("ascii")
    if isinstance(value, PSLiteral):
        return write_name(value.name)
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PDFStream):
        return write_object(value.attrs)
    if isinstance(value, (list, tuple)):
        return b"[%s]" % b" ".join(map(write_object, value))
    if isinstance(value, dict):
        pairs = (b"%s %s" % (write_name(key), write_object(found)) for key, found in value.items())
        return b"<< %s >>" % b" ".join(pairs)
    if isinstance(value, PSKeyword):
        return value.name if value.name in (b"true", b"false") else b"null"
    return b"null"


def write_name(name: object) -> bytes:
    """Return a name as a file has it."""
    data = name if isinstance(name, bytes) else str(name).encode("utf-8")
    return b"/" + _REGULAR.sub(lambda found: b"#%02x" % found[0][0], data)
