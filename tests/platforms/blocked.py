"""Runs the project as on a machine that lacks packages or system calls."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCKING = Path(__file__).parent / "blocking"


def python(
    *words: str | Path, modules: Iterable[str] = (), system: str = "", cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run Python without some modules, or without what a system does not have.

    Args:
        words: What follows `python`.
        modules: Names of modules that cannot be imported, with all below them.
        system: "posix" to take away what Windows does not have.
        cwd: Where it runs.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (BLOCKING, ROOT))),
        "BLOCKED_MODULES": ",".join(modules),
        "BLOCKED_SYSTEM": system,
        "COLUMNS": "100",
    }
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
