"""What marked content says of the objects in it (ISO 32000-1, 14.6)."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import repeat

import numpy as np
import pypdfium2.raw as raw

from extract.readers.pdf import engine
from extract.readers.pdf.engine import Address, Integers

# Bits of what marks say.
HIDDEN, WATERMARK, REPLACED = 1, 2, 4
# The key, written into a hidden layer's dictionary, by which its objects are told.
HIDDEN_KEY = b"SopHidden"


class Marks:
    """Says what the marks of a page's objects mean; marks are shared, so each is read once."""

    def __init__(self, *, watermarks: bool = False) -> None:
        """Begin without a page.

        Args:
            watermarks: Whether what the page sets apart under a subtype are watermarks alone;
                PDFium tells that there is a subtype and not which.
        """
        self._watermarks = watermarks
        self._known: dict[Address, int] = {}

    def flags_of(self, handles: Sequence[Address]) -> Integers:
        """Return for each object what its marks say."""
        counts = engine.numbers_of(engine.count_marks, handles)
        flags = np.zeros(len(handles), np.int64)
        known = self._known
        for index in range(int(counts.max(initial=0))):
            places = np.flatnonzero(counts > index)
            of = [handles[place] for place in places.tolist()]
            marks = list(map(engine.get_mark, of, repeat(index)))
            for mark in set(marks).difference(known):
                known[mark] = self._meaning(mark)
            flags[places] |= np.fromiter(map(known.__getitem__, marks), np.int64, len(marks))
        return flags

    def _meaning(self, mark: Address) -> int:
        """Return what a mark says."""
        name = _name(mark)
        if name == "OC":
            value = ctypes.c_int(0)
            engine.get_mark_number(mark, HIDDEN_KEY, ctypes.addressof(value))
            return HIDDEN if value.value else 0
        if name == "Artifact" and self._watermarks:
            return (
                WATERMARK if engine.get_mark_type(mark, b"Subtype") == raw.FPDF_OBJECT_NAME else 0
            )
        length = ctypes.c_ulong(0)
        if name == "Span" and engine.get_mark_text(
            mark, b"ActualText", None, 0, ctypes.addressof(length)
        ):
            return REPLACED
        return 0


def _name(mark: Address) -> str:
    """Return a mark's name."""
    length = ctypes.c_ulong(0)
    buffer = ctypes.create_string_buffer(256)
    if not engine.get_mark_name(
        mark, ctypes.addressof(buffer), len(buffer), ctypes.addressof(length)
    ):
        return ""
    return buffer.raw[: max(min(length.value, 256) - 2, 0)].decode("utf-16-le", "replace")
