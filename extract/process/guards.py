"""What a process does to itself before it opens a document.

What a system does not offer is left out there: docs/platforms.md says what that is.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from extract.errors import MissingDependencyError

# Linux's prctl option that has a process killed when the one that forked it ends.
_PR_SET_PDEATHSIG = 1


def require_process_groups(what: str) -> None:
    """Refuse what must be able to end a process with all that it started, where none can.

    Args:
        what: What needs it, as the user asked for it.

    Raises:
        MissingDependencyError: The system is Windows.
    """
    if not hasattr(os, "killpg"):
        raise MissingDependencyError(
            f"{what} does not work on Windows: run it in a Linux container or in WSL, as "
            "docs/platforms.md says"
        )


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that forked it ends, however that is."""
    if sys.platform == "linux" and (kill := getattr(signal, "SIGKILL", None)):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, kill)


def limit_memory(most: int) -> None:
    """Limit the memory of this process, and have no memory written to disk if it crashes.

    This stops what grows too fast to be watched from outside. It needs Linux.

    Args:
        most: How many bytes of address space it may take beyond what it has now.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold what the document says
    with suppress(OSError, ValueError):  # a lower limit is set already, or none can be
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        size = pages * resource.getpagesize() + most
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
