"""How much memory a process holds after so many documents."""

from __future__ import annotations

import gc
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from contenders import read_whole
from environment import ROOT


def measure_memory(paths: Sequence[Path], count: int) -> list[tuple[int, float]]:
    """Read documents one after another in one new process.

    Args:
        paths: The documents; begun again from the first when all were read.
        count: How many to read.

    Returns:
        Pairs (documents read, resident memory in MiB), ten of them, the first after a tenth.
    """
    command = [sys.executable, __file__, str(count), *map(str, paths)]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603
        command, check=True, stdout=subprocess.PIPE, text=True, env=path
    )
    return [(int(read), float(held)) for read, held in json.loads(done.stdout)]


def _resident() -> float:
    """Return the resident memory of this process in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _read(count: int, paths: Sequence[Path]) -> list[tuple[int, float]]:
    """Read so many documents and return what memory is held at each tenth."""
    held: list[tuple[int, float]] = []
    for done, path in enumerate(itertools.islice(itertools.cycle(paths), count), 1):
        read_whole(path)
        if done % max(count // 10, 1) == 0:
            gc.collect()
            held.append((done, _resident()))
    return held


if __name__ == "__main__":
    print(json.dumps(_read(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])))
