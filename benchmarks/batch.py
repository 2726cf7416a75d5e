"""What a run costs beyond the reading itself, and what a second worker brings.

    python benchmarks/batch.py                       both
    python benchmarks/batch.py --digital 100 --scans 0 --rounds 3

The overhead of isolation, ledger and writing is told in processor time, that of every process the
run starts included, beside a bare loop of `extract_file` over the same digital PDFs; both begin
with a new process, and their rounds alternate. Two workers are held against one in time on the
clock, their rounds alternating too: that needs two cores which nothing else uses, so the load of
the machine is told as well.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import write_digital, write_scans
from environment import ROOT

LOOP = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from extract import extract_file
for path in sorted(Path(sys.argv[2]).iterdir()):
    list(extract_file(path))
"""


@dataclass(frozen=True)
class Cost:
    """What a command took, in seconds.

    Attributes:
        clock: On the clock.
        processor: Of processors, by all its processes.
    """

    clock: float
    processor: float


def main() -> None:
    """Measure and print."""
    arguments = _parse()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        if arguments.digital:
            write_digital(home / "digital", arguments.digital)
            tell_overhead(home, arguments.rounds)
            tell_workers(home, "digital", arguments.rounds)
        if arguments.scans:
            write_scans(home / "scans", arguments.scans)
            tell_workers(home, "scans", arguments.rounds)


def _parse() -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--digital", type=int, default=200, help="digital PDFs (default: 200)")
    parser.add_argument("--scans", type=int, default=16, help="scans (default: 16)")
    parser.add_argument("--rounds", type=int, default=3, help="how often to time (default: 3)")
    return parser.parse_args()


def tell_overhead(home: Path, rounds: int) -> None:
    """Print what a run with one worker costs beside a bare loop."""
    bare, run = [], []
    for number in range(rounds):
        bare.append(measure([sys.executable, "-c", LOOP, str(ROOT), str(home / "digital")]))
        run.append(measure(command(home / "digital", home / f"one-{number}", 1)))
    loop, whole = (statistics.median(cost.processor for cost in costs) for costs in (bare, run))
    print(f"bare loop {loop:.2f} s, run {whole:.2f} s of processor time: {whole / loop - 1:+.1%}")


def tell_workers(home: Path, kind: str, rounds: int) -> None:
    """Print how much sooner two workers are done than one."""
    ratios = []
    for number in range(rounds):
        alone, both = (
            measure(command(home / kind, home / f"{kind}-{jobs}-{number}", jobs)) for jobs in (1, 2)
        )
        ratios.append(alone.clock / both.clock)
        print(
            f"{kind}: one worker {alone.clock:.1f} s ({alone.processor:.1f} of processors), two "
            f"{both.clock:.1f} s ({both.processor:.1f}): {ratios[-1]:.2f} times; load "
            f"{os.getloadavg()[0]:.1f} of {os.cpu_count()} cores",
            flush=True,
        )
    print(f"{kind}: two workers {statistics.median(ratios):.2f} times one, the median")


def command(folder: Path, output: Path, jobs: int) -> list[str]:
    """Return the command of a run."""
    return [sys.executable, "-m", "extract", str(folder), "-o", str(output), "-q", f"-j{jobs}"]


def measure(words: Sequence[str]) -> Cost:
    """Return what a command costs.

    Raises:
        subprocess.CalledProcessError: It fails.
    """
    began, before = time.perf_counter(), processor()
    subprocess.run(words, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603
    return Cost(time.perf_counter() - began, processor() - before)


def processor() -> float:
    """Return the processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
