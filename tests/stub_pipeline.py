"""A pipeline that obeys the file's own words, for tests of what stands around the real one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.errors import DamagedError, MissingDependencyError
from extract.settings import Settings
from models import SopRecord
from tests.records import make_record


def obey(path: Path, *, source_path: str, settings: Settings) -> list[SopRecord]:
    """Return one record for each line of the file, or fail the way its first line asks for."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    lines = content.decode().splitlines()
    match lines[0]:
        case "damaged":
            raise DamagedError("the file ends too early", page=2)
        case "defect":
            raise RuntimeError("a message that quotes Bunga Uji")
        case "no program":
            raise MissingDependencyError("Tesseract is not installed: apt-get install it")
        case "interrupt":
            raise KeyboardInterrupt
        case "disk":
            raise OSError(5, "Input/output error")
    return [
        make_record(sha256, position, source_path, title)
        for position, title in enumerate(lines, start=1)
    ]
