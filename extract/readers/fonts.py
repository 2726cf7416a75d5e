"""A document's fonts, without tables that claim more codes than a font can have.

pdfminer writes out what a file gives as a range, code by code: a dozen bytes would fill the memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSKeyword
from pdfminer.utils import choplist, nunpack

# A font has no more glyphs (ISO 32000-1, annex C); a table may name some twice.
MOST_CODES = 2 * 65_536
# Entries of a table of widths given as range: first and last code, then so many numbers.
_WIDTHS = {"W": 3, "W2": 5}


class Fonts(PDFResourceManager):
    """pdfminer's keeper of fonts."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return the font of a dictionary, without tables that are too long."""
        kept = {
            name: value
            for name, value in spec.items()
            if not (name in _WIDTHS and _count_widths(value, _WIDTHS[name]) > MOST_CODES)
            and not (name == "ToUnicode" and _count_meanings(value) > MOST_CODES)
        }
        return super().get_font(objid, kept)


def _count_widths(table: object, length: int) -> int:
    """Return how many codes the ranges in a table of widths hold (ISO 32000-1, 9.7.4.3)."""
    found = resolve1(table)
    count = 0
    numbers: list[float] = []
    for entry in map(resolve1, found if isinstance(found, list) else ()):
        if isinstance(entry, (int, float)):
            numbers.append(entry)
            if len(numbers) == length:
                count += max(int(numbers[1]) - int(numbers[0]), 0)
                numbers = []
        else:
            numbers = []
    return count


def _count_meanings(table: object) -> int:
    """Return how many codes the ranges in a map to Unicode hold."""
    stream = resolve1(table)
    if not isinstance(stream, PDFStream):
        return 0
    data = stream.get_data()
    if b"range" not in data:
        return 0
    counter = _RangeCounter(data)
    counter.run()
    return counter.codes


class _RangeCounter(CMapParser):
    """pdfminer's parser of maps, which counts what ranges hold instead of writing it out."""

    def __init__(self, data: bytes) -> None:
        super().__init__(FileUnicodeMap(), BytesIO(data))
        self.codes = 0

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Count the ranges that end here."""
        if token not in (self.KEYWORD_ENDBFRANGE, self.KEYWORD_ENDCIDRANGE):
            super().do_keyword(pos, token)
            return
        given = [value for _, value in self.popall()]
        for first, last, *_ in choplist(3, given):
            if isinstance(first, bytes) and isinstance(last, bytes):
                self.codes += max(nunpack(last) - nunpack(first), 0)
