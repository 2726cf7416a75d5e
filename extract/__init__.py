"""Reads Indonesian government SOP documents into structured, checked records.

From Python:

    from extract import extract_file

    for record in extract_file("samples/kecamatan-telaga-bestari.pdf"):
        print(record.header.title, len(record.steps))

The names are imported when they are first used, so that `import extract` and the command's
`--help` stay quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from extract.version import __version__

if TYPE_CHECKING:
    from extract.api import extract_file, extract_paths
    from extract.corrections.reviewed import read_reviewed
    from extract.errors import DocumentError, MissingDependencyError, SopExtractError
    from extract.settings import Settings
    from extract.tables.frames import to_frames
    from models import SopRecord

__all__ = [
    "DocumentError",
    "MissingDependencyError",
    "Settings",
    "SopExtractError",
    "SopRecord",
    "__version__",
    "extract_file",
    "extract_paths",
    "read_reviewed",
    "to_frames",
]

_HOMES = {
    "DocumentError": "extract.errors",
    "MissingDependencyError": "extract.errors",
    "Settings": "extract.settings",
    "SopExtractError": "extract.errors",
    "SopRecord": "models",
    "extract_file": "extract.api",
    "extract_paths": "extract.api",
    "read_reviewed": "extract.corrections.reviewed",
    "to_frames": "extract.tables.frames",
}


def __getattr__(name: str) -> object:
    """Import a public name from where it lives (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names, those not imported yet too."""
    return __all__
