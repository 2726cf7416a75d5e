"""The most of an archive that is looked at, and the names that its members may have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

# Bytes that a file system allows for one part of a name.
_LONGEST_PART = 240
# What Windows forbids in names, beside control characters; such names are told, never written.
_FORBIDDEN = frozenset('<>:"|?*')


@dataclass(frozen=True)
class ArchiveBounds:
    """Bounds of an archive; unfitted, each far beyond what offices send."""

    max_members: int = 20_000
    """Members of an archive, those of archives within it included."""
    max_packed_members: int = 2_000
    """Members of an archive that is read from the front for each of them (7z, RAR)."""
    max_ratio: float = 200.0
    """Bytes that a member may unpack to for each packed byte; office files reach some 20."""
    ratio_from_bytes: int = 10_000_000
    """Members smaller than this may be packed as closely as they like."""
    max_total_bytes: int = 8_000_000_000
    """Bytes that all members may unpack to."""
    max_depth: int = 3
    """Archives within archives."""
    max_nested_bytes: int = 100_000_000
    """Bytes of an archive within an archive, which is held in memory."""
    max_parts: int = 20
    """Folders in a member's name."""
    max_mail_parts: int = 1_000
    """Parts of a mail."""


BOUNDS = ArchiveBounds()


def name_parts(name: str) -> tuple[str, ...] | None:
    """Return the parts of a member's name; None where no file may be called so.

    A name comes from a stranger: it must neither lead out of a folder nor hide.

    Args:
        name: The name as the archive has it.
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or len(parts) > BOUNDS.max_parts:
        return None
    for part in parts:
        if part in ("/", "..", ".") or part.startswith("/") or part != part.strip():
            return None
        if any(ord(letter) < 32 or letter in _FORBIDDEN for letter in part):
            return None
        if len(part.encode("utf-8", "replace")) > _LONGEST_PART:
            return None
    return parts


def is_hidden(parts: tuple[str, ...]) -> bool:
    """Return whether a member is hidden, or is what a Mac puts beside each file."""
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)
