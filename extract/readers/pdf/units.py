"""The size of pages' units, which PDFium does not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from extract.bounds.limits import Limits
from extract.errors import DocumentError
from extract.readers.pdf.opened import open_structure
from extract.readers.pdf.streams import StreamWatch

# Largest unit that is believed, in points. A page of the largest size, 200 inches, in it would be
# 5 km long.
MAX_UNIT_PT = 1000.0


def unit_of(page: PDFPage) -> float:
    """Return the size of a page's units in points (ISO 32000-1, table 30, UserUnit)."""
    unit = resolve1(page.attrs.get("UserUnit"))
    return float(unit) if isinstance(unit, (int, float)) and 0 < unit <= MAX_UNIT_PT else 1.0


def page_units(path: Path, limits: Limits, passwords: Sequence[str] = ()) -> Mapping[int, float]:
    """Return number of a page, from 1 -> size of its units in points, where that is not one point.

    Args:
        path: The file.
        limits: How far its streams may unpack, and how many of its pages are looked at.
        passwords: Tried where it is locked.
    """
    if path.stat().st_size == 0:
        return {}
    with path.open("rb") as file:
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            # Where objects are packed, their keys cannot be seen from outside.
            if data.find(b"UserUnit") < 0 and data.find(b"ObjStm") < 0:
                return {}
        try:
            watch = StreamWatch(limits.content)
            structure = open_structure(file, watch, passwords, limits.max_pages)
        except DocumentError:
            # Whoever draws the file says what is wrong with it.
            return {}
        units = enumerate(map(unit_of, structure.pages), 1)
        return {number: unit for number, unit in units if unit != 1.0}
