"""What files cost that were made to cost much: seconds, memory, and how each ends.

    python benchmarks/hostile.py           all of them
    python benchmarks/hostile.py strokes   one of them

Each is read whole in a process of its own, as `extract_document` does it. The aim is a typed
error, or records with what was left out, within 300 MiB and 10 seconds of one core.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.hostile.raw import WORDS, assemble, one_page, stream  # noqa: E402

# What is aimed at.
MOST_SECONDS, MOST_MIB = 10.0, 300.0

_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources "


def _lines(count: int) -> bytes:
    """Return the instructions that draw so many short lines."""
    piece = b"".join(b"%d 0 m %d 9 l S\n" % (x % 595, x % 595) for x in range(10_000))
    return piece * (count // 10_000)


def _words(count: int) -> bytes:
    """Return the instructions that write so many words of four letters, 250 a line."""
    line = b"BT /F1 1 Tf 1 0 0 1 5 %d Tm (" + b" ".join([b"kata"] * 250) + b") Tj ET\n"
    return b"".join(line % (20 + 2 * row) for row in range(count // 250))


def _with_things(objects: dict[int, bytes], things: bytes) -> dict[int, bytes]:
    """Return a PDF's objects, its page with things that it may draw."""
    objects[3] = objects[3].replace(b"/Font", b"/XObject << %s >> /Font" % things)
    return objects


def _nested() -> dict[int, bytes]:
    """Return forms that each draw the next one ten times, sixteen deep."""
    objects = _with_things(one_page(WORDS + b"/X Do\n" * 10), b"/X 10 0 R")
    for number in range(10, 26):
        drawn = b"/X Do\n" * 10 if number < 25 else b"0 0 m 9 9 l S\n"
        objects[number] = stream(drawn, _FORM + b"<< /XObject << /X %d 0 R >> >>" % (number + 1))
    return objects


def _shared() -> dict[int, bytes]:
    """Return forms with 20,000 names for one form, whose resources are these names again."""
    drawn = b"".join(b"/X%d Do\n" % i for i in range(2000))
    names = b" ".join(b"/X%d 9 0 R" % i for i in range(2000))
    objects = _with_things(one_page(WORDS + drawn), names)
    objects[9] = stream(b"0 0 m 9 9 l S\n" * 100, _FORM + b"10 0 R")
    again = b" ".join(b"/Y%d 11 0 R" % i for i in range(20_000))
    objects[10] = b"<< /XObject << %s >> >>" % again
    objects[11] = stream(b"0 0 m 9 9 l S\n", _FORM + b"10 0 R")
    return objects


FILES: dict[str, Callable[[], dict[int, bytes]]] = {
    "blanks, 1 GB unpacked": lambda: one_page(WORDS + b" " * 1_000_000_000),
    "lines, 1 GB unpacked": lambda: one_page(WORDS + _lines(65_000_000)),
    "strokes, 3 million": lambda: one_page(WORDS + _lines(3_000_000)),
    "words, 100,000 on a page": lambda: one_page(_words(100_000)),
    "nested forms, 10 to the 16th": _nested,
    "shared resources": _shared,
}


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 2 and sys.argv[1] == "--read":
        _read(Path(sys.argv[2]))
        return
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.pdf"
        for name, make in FILES.items():
            if chosen in name:
                path.write_bytes(assemble(make()))
                command = [sys.executable, __file__, "--read", str(path)]
                done = subprocess.run(  # noqa: S603
                    command, check=True, stdout=subprocess.PIPE, text=True
                )
                print(f"{name:30}{done.stdout.strip()}")


def _read(path: Path) -> None:
    """Read a file and print what that took."""
    from contenders import read_whole

    from extract.errors import DocumentError

    start = time.process_time()
    try:
        outcome = f"{read_whole(path)} records"
    except DocumentError as error:
        outcome = type(error).__name__
    seconds, held = time.process_time() - start, _most_held()
    within = seconds <= MOST_SECONDS and held <= MOST_MIB
    print(f"{seconds:8.1f} s{held:8.0f} MiB  {outcome}{'' if within else '  TOO MUCH'}")


def _most_held() -> float:
    """Return the most memory that this process has had, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
