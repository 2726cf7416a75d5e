"""`python -m tests.fuzz`: a long campaign; what it finds is kept, to be mended.

Each find is written to a folder with the traceback beside it. Mend it, cut the input down to what
matters, and put that into `tests/fuzz/test_finds.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.target import check, kinds, make


class TooSlowError(Exception):
    """An input took more processor time than any may."""


def main() -> int:
    """Fuzz for some minutes; return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long (default: 10)")
    parser.add_argument("--seed", type=int, default=0, help="where choices begin (default: 0)")
    parser.add_argument("--kind", choices=kinds(), help="only inputs of this kind")
    parser.add_argument("--seconds", type=float, default=20, help="processor time of an input")
    parser.add_argument("--memory", type=int, default=3000, help="MiB of addresses there are")
    parser.add_argument("--finds", type=Path, default=Path("fuzz-finds"), help="where finds go")
    given = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (given.memory << 20, given.memory << 20))
    names = [given.kind] if given.kind else list(kinds())
    until = time.monotonic() + 60 * given.minutes
    found: set[str] = set()
    count, slowest = 0, 0.0
    while time.monotonic() < until:
        seed = given.seed + count
        data = make(Random(seed), names[seed % len(names)])  # noqa: S311
        count += 1
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, given.seconds)
        try:
            check(data)
        except Exception as error:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            place = _place(error)
            if place not in found:
                found.add(place)
                _keep(given.finds, data, seed, place)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        slowest = max(slowest, time.process_time() - began)
    print(f"{count} inputs from seed {given.seed}, {len(found)} finds, slowest {slowest:.1f} s")
    return 1 if found else 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Stop what takes too long."""
    raise TooSlowError


def _place(error: Exception) -> str:
    """Return what tells one find from another: the error, and where it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "site-packages" not in f.filename and "fuzz" not in f.filename]
    last = (ours or list(frames))[-1]
    line = "" if isinstance(error, TooSlowError) else f":{last.lineno}"
    return f"{type(error).__name__} at {Path(last.filename).name}{line} in {last.name}"


def _keep(folder: Path, data: bytes, seed: int, place: str) -> None:
    """Write a find, with its traceback."""
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(data).hexdigest()[:12]
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text(f"seed {seed}\n{traceback.format_exc()}", encoding="utf-8")
    print(f"{place}: {folder / name} (seed {seed})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
