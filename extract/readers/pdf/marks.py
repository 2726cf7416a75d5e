"""What marked content says of the objects in it (ISO 32000-1, 14.6)."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np

from extract.readers.pdf import engine
from extract.readers.pdf.engine import Address, Integers

# Bits of what marks say.
HIDDEN, WATERMARK, REPLACED = 1, 2, 4
# The key, written into a hidden layer's dictionary, by which its objects are told.
HIDDEN_KEY = b"SopHidden"


class Marks:
    """Says what the marks of a page's objects mean; marks are shared, so each is read once."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._known: dict[Address, int] = {}

    def forget(self) -> None:
        """Forget the marks of the page that was read; another one's may stand in their place."""
        self._known.clear()

    def flags_of(self, handles: Sequence[Address]) -> Integers:
        """Return for each object what its marks say."""
        counts = list(map(engine.count_marks, handles))
        flags = np.zeros(len(handles), np.int64)
        known = self._known
        for place, count in enumerate(counts):
            for index in range(count):
                mark = engine.get_mark(handles[place], index)
                found = known.get(mark)
                if found is None:
                    found = known[mark] = _meaning(mark)
                if found:
                    flags[place] |= found
        return flags


def _meaning(mark: Address) -> int:
    """Return what a mark says."""
    name = _text(engine.get_mark_name, mark)
    if name == "OC":
        value = ctypes.c_int(0)
        engine.get_mark_number(mark, HIDDEN_KEY, ctypes.addressof(value))
        return HIDDEN if value.value else 0
    if name == "Artifact" and _parameter(mark, b"Subtype") == "Watermark":
        return WATERMARK
    length = ctypes.c_ulong(0)
    if name == "Span" and engine.get_mark_text(
        mark, b"ActualText", None, 0, ctypes.addressof(length)
    ):
        return REPLACED
    return 0


def _text(get: engine.Function, mark: Address) -> str:
    """Return a mark's name."""
    length = ctypes.c_ulong(0)
    buffer = ctypes.create_string_buffer(256)
    if not get(mark, ctypes.addressof(buffer), len(buffer), ctypes.addressof(length)):
        return ""
    return buffer.raw[: max(min(length.value, 256) - 2, 0)].decode("utf-16-le", "replace")


def _parameter(mark: Address, key: bytes) -> str:
    """Return a parameter of a mark that is a string or a name."""
    length = ctypes.c_ulong(0)
    buffer = ctypes.create_string_buffer(256)
    if not engine.get_mark_text(
        mark, key, ctypes.addressof(buffer), len(buffer), ctypes.addressof(length)
    ):
        return ""
    return buffer.raw[: max(min(length.value, 256) - 2, 0)].decode("utf-16-le", "replace")
