"""Where the time of a whole reading goes, by asking a few hundred times a second what runs.

A sampling profile: cProfile makes each call of a small function cost more than the function.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType

from contenders import read_whole
from environment import ROOT

# Processor time between two samples.
INTERVAL_S = 0.002

# Stage -> where its code is: folders and modules below the project's root. A sample belongs to the
# stage of the innermost frame that is in one of them; what all stages use (models, normalizing,
# libraries) counts for the stage that calls it.
STAGES: dict[str, tuple[str, ...]] = {
    "PDF: opening, bounding": tuple(
        f"extract/readers/pdf/{name}.py"
        for name in (
            "opened", "streams", "unpacking", "bounding", "content", "layers", "annotations",
            "writing", "repairing",
        )
    ),
    "PDF: taken from PDFium": tuple(
        f"extract/readers/pdf/{name}.py"
        for name in (
            "document", "recording", "engine", "objects", "marks", "paths", "covers", "characters",
        )
    ),
    "PDF: letters, words, rulings": ("extract/readers/pdf",),
    "turning, recognition": ("extract/readers",),
    "layout: rulings, cells, lines": ("extract/layout",),
    "tables without rulings": ("extract/unruled",),
    "roles of columns": ("extract/form",),
    "flowchart": ("extract/flow",),
    "fields": ("extract/fields", "extract/text"),
    "record": ("extract/record",),
    "checks": ("extract/checks",),
}  # fmt: skip
READING = "PDF: "
OTHER = "between stages"


@dataclass(slots=True)
class Profile:
    """How many samples fell on what.

    Attributes:
        stages: Stage of the reading (`STAGES`), or `OTHER` -> samples.
        functions: Innermost function of the project, with its file -> samples.
    """

    stages: Counter[str] = field(default_factory=Counter)
    functions: Counter[str] = field(default_factory=Counter)

    @property
    def reading_share(self) -> float:
        """Return the share of the time that reading the PDF takes, 0 to 1."""
        reading = sum(count for stage, count in self.stages.items() if stage.startswith(READING))
        return reading / max(self.stages.total(), 1)


def profile_reading(paths: Sequence[Path], rounds: int) -> Profile:
    """Read documents and count what runs meanwhile.

    Args:
        paths: The documents.
        rounds: How often to read them.
    """
    profile = Profile()

    def sample(_: int, frame: FrameType | None) -> None:
        places = list(_walk(frame))
        profile.stages[next((found for _, found in places if found), OTHER)] += 1
        if places:
            profile.functions[places[0][0]] += 1

    with _sampling(sample):
        for _ in range(rounds):
            for path in paths:
                read_whole(path)
    return profile


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


def _walk(frame: FrameType | None) -> Iterator[tuple[str, str | None]]:
    """Yield function and stage of the frames that are the project's, from the innermost."""
    while frame is not None:
        place, stage = _home_of(frame.f_code.co_filename)
        if place:
            yield f"{frame.f_code.co_qualname} ({place})", stage
        frame = frame.f_back


@cache
def _home_of(filename: str) -> tuple[str, str | None]:
    """Return a module's path from the project's root, with /, and its stage.

    The path is "" for a module that is not the project's, the stage None for one that all stages
    use.
    """
    file = Path(filename)
    if not file.is_relative_to(ROOT) or "site-packages" in file.parts:
        return "", None
    place = file.relative_to(ROOT).as_posix()
    for stage, homes in STAGES.items():
        if any(place == home or place.startswith(f"{home}/") for home in homes):
            return place, stage
    return place, None
