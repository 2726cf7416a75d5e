"""What a document's results depend on besides its bytes: while it is the same, they are kept.

A reading depends on the settings, the code of the packages that read, and the versions of the
libraries they use; a diagram, on the code that draws. Other code (the review, the report, loading,
evaluation, the command line) can change without any document being read again.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from extract.batch.account import installed_libraries
from extract.bounds.limits import Limits
from extract.process.limits import Bounds
from extract.readers.plugins import installed_versions
from extract.readers.registry import GROUP as READERS
from extract.readers.scan.ocr.registry import GROUP as OCR_ENGINES
from extract.settings import Settings

# The packages and modules that a reading depends on: `extract.pipeline` with all that it imports,
# and `storage`, which writes the records and the words of pages. tests/batch/test_fingerprint.py
# compares this with the imports.
READING = (
    "extract/bounds", "extract/checks", "extract/errors.py", "extract/fields", "extract/findings",
    "extract/flow", "extract/form", "extract/layout", "extract/pipeline.py", "extract/readers",
    "extract/record", "extract/settings.py", "extract/storage", "extract/text",
    "extract/translation", "extract/unruled",
    "extract/vocabulary", "models", "normalize",
)  # fmt: skip
# What diagrams depend on besides the reading.
DRAWING = ("extract/writers",)

# The kinds of files that the packages consist of: code, and the tables that it loads.
_SUFFIXES = frozenset({".py", ".toml", ".tsv", ".txt", ".csv", ".json"})
_HOME = Path(__file__).parents[2]


def reading_of(settings: Settings) -> str:
    """Return a hash of the settings, the code and the libraries that read documents.

    Limits are left out: a document within them reads the same under any others. So is the
    language of messages, which are told anew at a run's end. Of a file that the settings name its
    content counts.
    """
    digest = hashlib.sha256(settings.model_dump_json(exclude={"limits", "language"}).encode())
    if settings.catalogue is not None:
        digest.update(settings.catalogue.read_bytes())
    digest.update(hash_code(READING).encode())
    digest.update(platform.python_version().encode())
    digest.update(repr(list(installed_libraries())).encode())
    digest.update(repr(installed_versions(READERS, OCR_ENGINES)).encode())
    return digest.hexdigest()


def drawing_of() -> str:
    """Return a hash of the code that draws diagrams from records."""
    return hash_code(DRAWING)


def limits_of(limits: Limits, bounds: Bounds) -> str:
    """Return a hash of limits."""
    text = limits.model_dump_json() + bounds.model_dump_json()
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def hash_code(parts: Iterable[str]) -> str:
    """Return a hash of code and of the tables that it loads.

    Args:
        parts: Packages and modules, as paths from the folder that holds `extract`.
    """
    digest = hashlib.sha256()
    for part in parts:
        found = [_HOME / part, *sorted((_HOME / part).rglob("*"))]
        for path in found:
            if path.suffix in _SUFFIXES and path.is_file():
                digest.update(f"{path.relative_to(_HOME).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
