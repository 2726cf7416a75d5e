"""What results depend on besides a document's bytes: while it stays the same, they stand."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from pathlib import Path

from extract.batch.account import LIBRARIES, installed
from extract.bounds.limits import Limits
from extract.process.defects import PACKAGES
from extract.process.limits import Bounds
from extract.readers.plugins import installed_versions
from extract.readers.registry import GROUP as READERS
from extract.settings import Settings

# What the packages consist of: code, and the tables it reads.
_SUFFIXES = frozenset({".py", ".toml", ".tsv", ".txt", ".csv", ".json"})


def reading_of(settings: Settings) -> str:
    """Return a hash of the settings, the code and the libraries that read documents.

    Limits are left out: a document that kept to them is read alike under any others. Of a file
    that the settings name its content counts.
    """
    digest = hashlib.sha256(settings.model_dump_json(exclude={"limits"}).encode())
    if settings.catalogue is not None:
        digest.update(settings.catalogue.read_bytes())
    digest.update(_code().encode())
    digest.update(platform.python_version().encode())
    digest.update(repr(sorted(installed(LIBRARIES))).encode())
    digest.update(repr(installed_versions(READERS)).encode())
    return digest.hexdigest()


def limits_of(limits: Limits, bounds: Bounds) -> str:
    """Return a hash of limits."""
    text = limits.model_dump_json() + bounds.model_dump_json()
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _code() -> str:
    """Return a hash of the project's own code and tables."""
    home = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((home / package).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(f"{path.relative_to(home)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
