"""Makes Python behave as one that lacks packages or system calls, in this process and its children.

Python imports this by itself where its folder is on PYTHONPATH. `BLOCKED_MODULES` names modules
that cannot be imported, with commas; `BLOCKED_SYSTEM=posix` takes away what Windows does not have.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Blocker(MetaPathFinder):
    """Finds nothing, and says so, for the modules that are blocked."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


blocked = frozenset(filter(None, os.environ.get("BLOCKED_MODULES", "").split(",")))
for name in list(sys.modules):
    if name.partition(".")[0] in blocked:
        del sys.modules[name]
sys.meta_path.insert(0, _Blocker(blocked))


class _Msvcrt(ModuleType):
    """Windows' lock of bytes, as far as the project uses it, made of the one of Linux."""

    LK_UNLCK, LK_NBLCK = 0, 2

    @staticmethod
    def locking(descriptor: int, mode: int, count: int) -> None:
        try:
            os.lockf(descriptor, os.F_TLOCK if mode else os.F_ULOCK, count)
        except BlockingIOError as error:
            raise PermissionError(13, "Permission denied") from error


def _become_windows() -> None:
    """Take away what Windows does not have, as far as Python itself on Linux can do without."""
    import multiprocessing.popen_fork
    import subprocess  # noqa: F401 - it takes a module `msvcrt` for Windows
    import tempfile  # noqa: F401

    # On Windows, ending a process needs no signal.
    multiprocessing.popen_fork.Popen.kill = lambda self: self._send_signal(9)

    for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
        sys.modules[name] = None  # type: ignore[assignment]
    for name in (
        "fork", "forkpty", "geteuid", "getpgid", "getuid", "killpg", "mkfifo",
        "sched_getaffinity", "setpgid", "setsid", "sysconf",
    ):  # fmt: skip
        delattr(os, name)
    for name in ("SIGCHLD", "SIGHUP", "SIGKILL", "SIGUSR1"):
        delattr(signal, name)
    sys.modules["msvcrt"] = _Msvcrt("msvcrt")


if os.environ.get("BLOCKED_SYSTEM") == "posix":
    _become_windows()
