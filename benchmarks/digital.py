"""How long the whole reading of digital PDFs takes, beside what others need for tables alone.

    python benchmarks/digital.py                 the samples
    python benchmarks/digital.py FOLDER FILE...  these documents

Everything is timed on the same pages in the same run: each round times every contender on every
document, one after another, in processor time, so that a busy machine slows all of them alike and
as little as can be. The median of the rounds counts. Then memory is measured over many documents,
and a profile says where our time goes. The libraries compared with are installed into an
environment of the benchmarks' own.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, enter_environment

if TYPE_CHECKING:
    from profiling import Profile

# Memory counts as flat if it grows by at most this share of what a tenth of the documents hold.
# Unfitted.
MAX_GROWTH_SHARE = 0.05


def main() -> None:
    """Measure and print."""
    arguments = _parse()
    enter_environment()

    from contenders import CONTENDERS, read_whole
    from memory import measure_memory
    from profiling import profile_reading

    logging.disable(logging.WARNING)
    paths = _readable(_find(arguments.paths), read_whole)
    times, pages = _time(paths, CONTENDERS, arguments.rounds)
    _print_times(times, pages, len(paths))
    if arguments.profile:
        _print_profile(profile_reading(paths, arguments.rounds))
    if arguments.documents:
        _print_memory(measure_memory(paths, arguments.documents))


def _parse() -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "samples"])
    parser.add_argument("--rounds", type=int, default=5, help="how often to time (default: 5)")
    parser.add_argument(
        "--documents", type=int, default=500,
        help="how many documents to measure memory over; 0 for none (default: 500)",
    )  # fmt: skip
    parser.add_argument(
        "--no-profile", dest="profile", action="store_false", help="leave the profile out"
    )
    return parser.parse_args()


def _find(paths: Sequence[Path]) -> list[Path]:
    """Return the PDFs among paths and in the folders among them."""
    found = [file for path in paths for file in (path.rglob("*.pdf") if path.is_dir() else [path])]
    return sorted(found)


def _readable(paths: Sequence[Path], read: object) -> list[Path]:
    """Return the documents that hold an SOP's text; reading them also warms everything up."""
    from extract.errors import DocumentError

    kept = []
    for path in paths:
        try:
            read(path)  # type: ignore[operator]
            kept.append(path)
        except DocumentError as error:
            print(f"left out {path.name}: {error}", file=sys.stderr)
    if not kept:
        sys.exit("no document to read: name PDFs, or folders of them")
    return kept


def _time(
    paths: Sequence[Path], contenders: dict[str, object], rounds: int
) -> tuple[dict[str, float], int]:
    """Return each contender's seconds of processor time for all documents, and the pages."""
    import pypdfium2

    for contender in contenders.values():
        contender(paths[0])  # type: ignore[operator]
    taken: dict[tuple[str, Path], list[float]] = {}
    for _ in range(rounds):
        for path in paths:
            for name, contender in contenders.items():
                start = time.process_time()
                contender(path)  # type: ignore[operator]
                taken.setdefault((name, path), []).append(time.process_time() - start)
    times = {
        name: sum(statistics.median(taken[name, path]) for path in paths) for name in contenders
    }
    return times, sum(len(pypdfium2.PdfDocument(path)) for path in paths)


def _print_times(times: dict[str, float], pages: int, documents: int) -> None:
    """Print the contenders with their times and how ours compares with each."""
    ours, *_ = times.values()
    print(f"{documents} documents, {pages} pages; medians of processor time, one process\n")
    print(f"{'':32}{'seconds':>9}{'ms a page':>11}{'ours takes':>12}")
    for name, seconds in times.items():
        ratio = "" if seconds == ours else f"{ours / seconds:.2f} times"
        print(f"{name:32}{seconds:9.2f}{1000 * seconds / pages:11.0f}{ratio:>12}")


def _print_profile(profile: Profile) -> None:
    """Print where the time of our reading goes."""
    total = profile.stages.total()
    print(f"\nwhere our time goes ({total} samples)\n")
    for name, count in profile.stages.most_common():
        print(f"{name:32}{count / total:8.1%}")
    print(f"{'reading the PDF, all of it':32}{profile.reading_share:8.1%}\n")
    for name, count in profile.functions.most_common(12):
        print(f"{count / total:8.1%}  {name}")


def _print_memory(held: Sequence[tuple[int, float]]) -> None:
    """Print how much memory is held after so many documents."""
    print("\nresident memory\n")
    for documents, size in held:
        print(f"{documents:8} documents{size:10.0f} MiB")
    growth = held[-1][1] / held[0][1] - 1
    verdict = "flat" if growth <= MAX_GROWTH_SHARE else "GROWS"
    print(f"from the first line to the last {growth:+.1%}: {verdict}")


if __name__ == "__main__":
    main()
