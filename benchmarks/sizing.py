"""What a large run needs: processor time a page, memory a worker, room, and the time of its end.

    python benchmarks/sizing.py                    what docs/large-runs.md reckons with
    python benchmarks/sizing.py --records 2000     fewer records compared at the end

Processor time is that of every process of a run, less that of a run over a single text, which is
what starting costs; so a busy machine changes little. Memory is Linux's proportional share (PSS) of
all processes, at its peak. The comparison at a run's
end is measured on records of invented wording, no two alike.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from batch import command, measure
from corpus import write_digital, write_texts
from environment import ROOT

from extract.checks.corpus import check_corpus
from models import SopRecord

MIB = 1 << 20
TICK = 0.05


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--digital", type=int, default=60, help="digital PDFs (default: 60)")
    parser.add_argument("--records", type=int, default=10_000, help="records compared")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        write_texts(home / "text", 1)
        start = measure(command(home / "text", home / "text-out", 1)).processor
        print(f"start of a run: {start:.1f} s of processor time")
        write_digital(home / "digital", arguments.digital)
        tell_pages("digital", home / "digital", home / "digital-out", start)
        tell_pages("scans", ROOT / "samples" / "scans", home / "scans-out", start)
        tell_room(home / "digital-out")
        again = measure(command(home / "digital", home / "digital-out", 1)).processor
        print(f"once more, with nothing new to read: {again / arguments.digital:.4f} s a document")
        tell_memory(home)
        tell_end(next(records(home / "digital-out")), arguments.records)


def tell_pages(kind: str, folder: Path, output: Path, start: float) -> None:
    """Print what a page costs in processor time."""
    cost = measure(command(folder, output, 1)).processor - start
    files = json.loads((output / "run.json").read_bytes())["files"]
    pages = sum(file["pages"] for file in files)
    print(f"{kind}: {cost / pages:.3f} s of processor time a page, over {pages} pages")


def tell_room(output: Path) -> None:
    """Print how much room the output of a document takes."""
    sizes = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
    documents = sum(1 for _ in (output / "records").rglob("*.json"))
    print(f"room: {sum(sizes) / documents / 1000:.0f} kB a document, JSON and CSV")


def tell_memory(home: Path) -> None:
    """Print the memory of a run with one worker and with more."""
    for jobs in (1, 2, 4):
        words = command(ROOT / "samples" / "scans", home / f"memory-{jobs}", jobs)
        process = subprocess.Popen(words, cwd=ROOT)  # noqa: S603
        peak = 0
        while process.poll() is None:
            peak = max(peak, shared_memory(process.pid))
            time.sleep(TICK)
        print(f"memory on scans: {peak / MIB:.0f} MiB, workers: {jobs}", flush=True)


def shared_memory(process: int) -> int:
    """Return the proportional share of memory of a process and all it started, in bytes."""
    total = 0
    with suppress(OSError):  # it has just ended
        folder = Path("/proc", str(process))
        for line in (folder / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
        for thread in (folder / "task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                total += shared_memory(int(child))
    return total


def records(output: Path) -> Iterator[SopRecord]:
    """Yield the records of an output folder."""
    for path in sorted((output / "records").rglob("*.json")):
        for record in json.loads(path.read_bytes()):
            yield SopRecord.model_validate(record)


def tell_end(record: SopRecord, count: int) -> None:
    """Print what comparing many records with each other costs."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    check_corpus(invented(record, count))
    took = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    print(
        f"comparing {count} records: {took / count * 1000:.1f} ms of processor time and "
        f"{grown / count / 1000:.1f} kB of memory a record"
    )


def invented(record: SopRecord, count: int) -> Iterator[SopRecord]:
    """Yield records like one, with other words."""
    chance = random.Random(1)  # noqa: S311
    words = ["".join(chance.choices("aeiouknmrst", k=7)) for _ in range(5000)]
    for number in range(count):
        copy = record.model_copy(deep=True)
        copy.id = f"{number:012x}-1"
        copy.source.path = f"arsip/{number}.pdf"
        copy.header.sop_number = f"{number}/UJI/2024"
        copy.header.title = " ".join(chance.choices(words, k=6))
        copy.header.agency = f"DINAS {chance.choice(words).upper()}"
        for step in copy.steps:
            step.activity = " ".join(chance.choices(words, k=12))
        yield copy


if __name__ == "__main__":
    sys.exit(main())
