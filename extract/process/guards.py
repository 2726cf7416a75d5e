"""What a process does to itself before it meets a document."""

from __future__ import annotations

import ctypes
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

# Linux's prctl option that has a process killed when the one that forked it ends.
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that forked it ends, however that is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_memory(most: int) -> None:
    """Let this process have so many bytes of address space more than it has now, and no dump.

    What it starts is watched from outside; this stops what grows too fast to be watched.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what the document says
    with suppress(OSError, ValueError):  # a lower limit is set already, or none can be
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        size = pages * resource.getpagesize() + most
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
