"""The files that pages load: our own, and htmx from its wheel. No others are served."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

# By the ending of its name.
KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
HTMX = "htmx.min.js"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file.

    Attributes:
        content: Its bytes.
        kind: Its media type.
    """

    content: bytes
    kind: str


def _load() -> dict[str, Asset]:
    """Return all files by their names."""
    found = {HTMX: files("js_lib_htmx").joinpath("static", "htmx", HTMX)}
    found |= {entry.name: entry for entry in files(__package__).joinpath("static").iterdir()}
    return {
        name: Asset(entry.read_bytes(), KINDS[name.rpartition(".")[2]])
        for name, entry in sorted(found.items())
        if name.rpartition(".")[2] in KINDS
    }


@dataclass(frozen=True, slots=True)
class Assets:
    """The files that pages load, read once.

    Attributes:
        files: By name.
        version: Part of every address; it changes with any file, so browsers may cache files, and
            modules that load each other are of one version.
    """

    files: Mapping[str, Asset] = field(default_factory=_load)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute the version."""
        digest = hashlib.sha256()
        for name, asset in self.files.items():
            digest.update(f"{name}\0{len(asset.content)}\0".encode() + asset.content)
        object.__setattr__(self, "version", digest.hexdigest()[:12])

    def address(self, name: str) -> str:
        """Return the address of a file.

        Raises:
            KeyError: There is no such file.
        """
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"
