"""The paths of files in an output folder."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import quote

# What runs keep for later runs, within the output folder.
STATE_FOLDER = ".sop-extract"
# Within the state folder: the results of earlier runs, the lock, and files fetched from URLs.
LEDGER_FILE = "ledger.sqlite"
LOCK_FILE = "lock"
SPOOL_FOLDER = "spool"

# The account of a run; the last file that a run writes.
RUN_FILE = "run.json"

# Holds one output folder for each shard of a divided run, within the output folder of the run.
SHARDS_FOLDER = "shards"

# How long a file name may be, in bytes: the limit of ext4, NTFS, APFS and others.
MAX_NAME_BYTES = 255
# Names that Windows takes for devices, with any suffix, and characters that it allows in no name;
# % introduces an escape.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)
_RESERVED = frozenset('<>:"|?*\\%')


def place_file(folder: Path, source_path: str, ending: str, room: int | None = None) -> Path:
    """Return the source file's path below a folder, with an ending added.

    The source's suffix is kept, so that `a.pdf` and `a.txt` do not collide. Characters with a
    special meaning for a file system or shell are escaped as in a URL: `%0A` for a line end. A name
    that is too long for a file system is cut, and ends in a hash of the whole name.

    Args:
        folder: The folder.
        source_path: The source file's path, with / between its parts.
        ending: What is added to the name.
        room: Bytes to keep free for endings, so that names with several endings are cut alike;
            the length of the ending if None.
    """
    *folders, name = map(_portable, source_path.split("/"))
    kept = MAX_NAME_BYTES - (len(ending.encode()) if room is None else room)
    if len(name.encode()) > kept:
        digest = f"~{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        name = name.encode()[: kept - len(digest)].decode(errors="ignore") + digest
    return folder.joinpath(*folders, f"{name}{ending}")


def _portable(name: str) -> str:
    """Return a name that every file system allows; different names stay different."""
    kept = "".join(
        char if char.isprintable() and char not in _RESERVED else quote(char, safe="")
        for char in name
    )
    if kept.endswith((".", " ")):
        kept = f"{kept[:-1]}%{ord(kept[-1]):02X}"
    if _DEVICE.match(kept):
        kept = f"%{ord(kept[0]):02X}{kept[1:]}"
    return kept
