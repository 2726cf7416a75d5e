"""Where the files made from one source file stand in the output folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

# What file systems in use take for one name, in bytes.
MAX_NAME_BYTES = 255


def place_file(folder: Path, source_path: str, ending: str, room: int | None = None) -> Path:
    """Return a path like the source file's own, below a folder and with an ending behind it.

    The source's suffix stays, so that `a.pdf` and `a.txt` do not meet. A name that would grow
    too long for a file system is cut and ends in a hash of itself instead.

    Args:
        folder: The folder.
        source_path: The source file's path, with / between its parts.
        ending: What is put behind it.
        room: Bytes to keep free for endings, so that names with several endings are cut alike;
            those of the ending where it is None.
    """
    *folders, name = source_path.split("/")
    kept = MAX_NAME_BYTES - (len(ending.encode()) if room is None else room)
    if len(name.encode()) > kept:
        digest = f"~{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        name = name.encode()[: kept - len(digest)].decode(errors="ignore") + digest
    return folder.joinpath(*folders, f"{name}{ending}")
