"""Where the time of a whole reading goes, by asking a few hundred times a second what runs.

A sampling profile: cProfile makes each call of a small function cost more than the function.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from contenders import read_whole
from environment import ROOT

# Processor time between two samples.
INTERVAL_S = 0.002

# What a sample is counted for: the first of these that the innermost known frame's file is in.
OWNERS = ("pdfminer", "pdfplumber", "spacy", "pydantic", "rapidfuzz", "shapely", "networkx")


def profile_reading(paths: Sequence[Path], rounds: int) -> tuple[Counter[str], Counter[str]]:
    """Read documents and count what runs meanwhile.

    Args:
        paths: The documents.
        rounds: How often to read them.

    Returns:
        Samples by owner of the innermost frame (a library, or a package of the project), and
        samples by function of the innermost frame of the project or of a library.
    """
    owners: Counter[str] = Counter()
    functions: Counter[str] = Counter()

    def sample(_: int, frame: FrameType | None) -> None:
        for owner, function in _walk(frame):
            owners[owner] += 1
            functions[function] += 1
            return
        owners["other"] += 1

    with _sampling(sample):
        for _ in range(rounds):
            for path in paths:
                read_whole(path)
    return owners, functions


@contextmanager
def _sampling(handler: object) -> Iterator[None]:
    """Call a handler every INTERVAL_S of processor time."""
    before = signal.signal(signal.SIGPROF, handler)  # type: ignore[arg-type]
    signal.setitimer(signal.ITIMER_PROF, INTERVAL_S, INTERVAL_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _walk(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    """Yield owner and function of a frame and those that called it, where they are known."""
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        owner = _owner(file)
        if owner:
            yield owner, f"{owner}: {frame.f_code.co_qualname} ({file.name})"
        frame = frame.f_back


def _owner(file: Path) -> str | None:
    """Return whose code a file is."""
    for library in OWNERS:
        if library in file.parts:
            return library
    if file.is_relative_to(ROOT) and "site-packages" not in file.parts:
        parts = file.relative_to(ROOT).parts
        return "/".join(parts[:2]) if parts[0] == "extract" and len(parts) > 2 else parts[0]
    return None
