"""The real pipeline, with texts that hang, crash or eat memory when they are read."""

from __future__ import annotations

import ctypes
import time
from pathlib import Path
from typing import Any

from extract.pipeline import extract_document as read
from extract.pipeline import warm_up
from models import SopRecord

__all__ = ["extract_document", "warm_up"]


def extract_document(path: Path, **given: Any) -> list[SopRecord]:
    """Read a document, or do what its first line says."""
    with path.open("rb") as stream:
        first = stream.readline(10).strip()
    if first == b"hang":
        time.sleep(3600)
    if first == b"crash":
        ctypes.string_at(0)
    if first == b"hog":
        held = [b"x" * 10_000_000 for _ in range(1000)]
        time.sleep(3600 if held else 0)
    return read(path, **given)
