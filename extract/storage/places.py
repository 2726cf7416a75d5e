"""Where the files made from one source file stand in the output folder."""

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

# What file systems in use take for one name, in bytes.
MAX_NAME_BYTES = 255
# What Windows takes for a device, with any suffix, and for no part of a name; % marks the rest.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)
_RESERVED = frozenset('<>:"|?*\\%')


def place_file(folder: Path, source_path: str, ending: str, room: int | None = None) -> Path:
    """Return a path like the source file's own, below a folder and with an ending behind it.

    The source's suffix stays, so that `a.pdf` and `a.txt` do not meet. What some file system or
    shell takes for more than a letter stands as in a URL, `%0A` for the end of a line. A name that
    would grow too long for a file system is cut and ends in a hash of itself instead.

    Args:
        folder: The folder.
        source_path: The source file's path, with / between its parts.
        ending: What is put behind it.
        room: Bytes to keep free for endings, so that names with several endings are cut alike;
            those of the ending where it is None.
    """
    *folders, name = map(_portable, source_path.split("/"))
    kept = MAX_NAME_BYTES - (len(ending.encode()) if room is None else room)
    if len(name.encode()) > kept:
        digest = f"~{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        name = name.encode()[: kept - len(digest)].decode(errors="ignore") + digest
    return folder.joinpath(*folders, f"{name}{ending}")


def _portable(name: str) -> str:
    """Return a name that every file system takes, each name another."""
    kept = "".join(
        char if char.isprintable() and char not in _RESERVED else quote(char, safe="")
        for char in name
    )
    if kept.endswith((".", " ")):
        kept = f"{kept[:-1]}%{ord(kept[-1]):02X}"
    if _DEVICE.match(kept):
        kept = f"%{ord(kept[0]):02X}{kept[1:]}"
    return kept
