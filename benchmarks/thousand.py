"""A thousand files, 5 % of them bad, read undisturbed and read with three kills on the way.

    python benchmarks/thousand.py                    1,000 files on two workers
    python benchmarks/thousand.py --files 100        fewer

Says whether every good file was read and every bad one named with its cause, whether the killed
run, gone on with, left the same as the undisturbed one, byte for byte but for times, and how much
memory the whole tree of processes took. Ends with 1 where anything is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus import write_bad, write_digital, write_scans, write_texts
from environment import ROOT

# Of a hundred files: bad ones, scans, texts; the rest are digital PDFs.
BAD, SCANS, TEXTS = 5, 1, 30
# When the run is killed, by the share of the documents that have been read.
KILLS = (0.2, 0.5, 0.8)
TIMEOUT, MEMORY, JOBS = 90, 1024, 2
# How often memory is looked at, in seconds.
TICK = 0.5

START = """
import sys
sys.path[:0] = {paths!r}
from extract.batch import reading
from extract.cli import main
reading.PIPELINE = "troubles"
sys.exit(main())
"""


def main() -> None:
    """Make the files, run, and say what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=1000, help="how many (default: 1000)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        right = measure(Path(name), arguments.files)
    sys.exit(0 if right else 1)


def measure(home: Path, count: int) -> bool:
    """Run over so many files, undisturbed and killed; return whether all is as it should be."""
    folder, expected = home / "in", write_files(home / "in", count)
    print(f"{len(expected)} files, {sum(map(bool, expected.values()))} of them bad", flush=True)

    calm = Run(folder, home / "calm")
    code = calm.finish()
    print(f"undisturbed: exit code {code}, {calm.seconds:.0f} s, peak {calm.peak:.0f} MiB")
    wrong = list(check(home / "calm", expected))
    for line in wrong:
        print(f"  {line}")

    killed = home / "killed"
    good = sum(not codes for codes in expected.values())
    peaks = []
    for share in KILLS:
        run = Run(folder, killed)
        run.watch(lambda share=share: count_records(killed) >= share * good)  # type: ignore[misc]
        run.process.send_signal(signal.SIGKILL)
        run.process.wait()
        peaks.append(run.peak)
        print(f"killed with {count_records(killed)} of {good} documents read", flush=True)
    last = Run(folder, killed)
    code_of_last = last.finish()
    print(f"gone on with: exit code {code_of_last}, peak {max(*peaks, last.peak):.0f} MiB")
    before, after = results(home / "calm"), results(killed)
    apart = sorted(name for name in before | after if before.get(name) != after.get(name))
    print(f"{len(before)} files of output, {len(apart)} of them not the same")
    for name in apart[:20]:
        print(f"  {name}")
    return code == code_of_last == 1 and not wrong and not apart


def write_files(folder: Path, count: int) -> dict[str, tuple[str, ...]]:
    """Write the files; return name -> what may be said of it, nothing of a good one."""
    bad, scans, texts = (count * share // 100 for share in (BAD, SCANS, TEXTS))
    expected: dict[str, tuple[str, ...]] = {}
    for path, kind in write_bad(folder / "bad", bad):
        expected[path.name] = kind.codes
    digital = count - bad - scans - texts
    for paths in (
        write_digital(folder / "pdf", digital),
        write_texts(folder / "text", texts),
        write_scans(folder / "scans", scans),
    ):
        expected |= {path.name: () for path in paths}
    return expected


def check(output: Path, expected: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what is not as it should be with what a run says of each file."""
    account = json.loads((output / "run.json").read_text(encoding="utf-8"))
    said = {Path(entry["path"]).name: entry for entry in account["files"]}
    if missing := expected.keys() - said.keys():
        yield f"not accounted for: {sorted(missing)}"
    counts: Counter[str] = Counter()
    for name, entry in said.items():
        codes = expected[name]
        error = entry["error"]["code"] if entry["error"] else ""
        counts[f"{entry['status']} {error}".strip()] += 1
        if codes and error not in codes:
            yield f"{name}: {entry['status']} {error}, not {' or '.join(codes)}"
        if not codes and entry["status"] != "read":
            yield f"{name}: {entry['status']}, {entry['error']}"
    print("  " + ", ".join(f"{number} {what}" for what, number in counts.most_common()))


def count_records(output: Path) -> int:
    """Return how many documents have their records written."""
    return sum(1 for _ in (output / "records").rglob("*.json"))


def results(output: Path) -> dict[str, bytes]:
    """Return what a run wrote, by name, but for its times and what it keeps for later runs."""
    found = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and ".sop-extract" not in path.parts
    }
    account = json.loads(found["run.json"])
    del account["session"]
    found["run.json"] = json.dumps(account).encode()
    return found


@dataclass
class Run:
    """A run of the command over a folder, in a process of its own.

    Attributes:
        peak: The most memory that its processes together have taken so far, in MiB; what they
            share counts once.
    """

    folder: Path
    output: Path
    peak: float = 0.0

    def __post_init__(self) -> None:
        """Start it."""
        here = str(Path(__file__).parent)
        options = ["-j", str(JOBS), "--timeout", str(TIMEOUT), "--max-memory", str(MEMORY)]
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            [
                sys.executable, "-c", START.format(paths=[str(ROOT), here]),
                str(self.folder), "-q", "-o", str(self.output), *options,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    @property
    def seconds(self) -> float:
        """Return how long it has run."""
        return time.monotonic() - self.began

    def finish(self) -> int:
        """Let it run to its end and return what it ended with."""
        self.watch(lambda: False)
        return self.process.wait()

    def watch(self, enough: Callable[[], bool]) -> None:
        """Watch its memory until something is so, or it has ended."""
        while self.process.poll() is None and not enough():
            total = sum(map(proportional, [*tree(self.process.pid)]))
            self.peak = max(self.peak, total / 1024)
            time.sleep(TICK)


def tree(process: int) -> Iterator[int]:
    """Yield a process and all below it."""
    found = [process]
    while found:
        yield (process := found.pop())
        with suppress(OSError):
            for thread in Path(f"/proc/{process}/task").iterdir():
                found += map(int, (thread / "children").read_text(encoding="ascii").split())


def proportional(process: int) -> int:
    """Return the memory of a process in KiB, what it shares with others in parts (PSS)."""
    with suppress(OSError):
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        return int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])
    return 0


if __name__ == "__main__":
    main()
