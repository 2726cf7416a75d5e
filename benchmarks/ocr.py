"""What the whole reading of scans costs beside one bare pass of Tesseract, and what workers bring.

    python benchmarks/ocr.py                 the scans among the samples
    python benchmarks/ocr.py FOLDER FILE...  these documents: PDFs and pictures

The bare pass is `tesseract --psm 3` on every page, drawn at 300 dpi before the clock runs. Ours is
everything from the file's bytes to its records: drawing, preparing, recognising twice where that
pays, understanding. Both are measured in processor time, user and system, of this process and of
all it starts, page by page in the same run, so that a busy machine changes little. Then the same
documents are read by one worker process and by two; that is a matter of time on the clock, and is
told with the machine's load.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")
LANGUAGES = "ind+eng"
DPI = 300
# Promised in README: a scan costs at most so many times a bare pass of Tesseract.
MAX_COST_RATIO = 1.5
WORKERS = (1, 2)


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading a document costs, in seconds of processor time.

    Attributes:
        name: The document's.
        pages: How many it has.
        bare: Of a bare pass over its pages.
        ours: Of our whole reading.
    """

    name: str
    pages: int
    bare: float
    ours: float


def main() -> None:
    """Measure and print."""
    sys.path.insert(0, str(ROOT))
    arguments = _parse()
    logging.disable(logging.WARNING)
    # Both sides alike: a thread each, as several run at once in a batch.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    paths = _find(arguments.paths)
    _warm_up()
    costs = [measure(path, arguments.rounds) for path in paths]
    _print_costs(costs)
    if arguments.workers:
        _print_workers(paths)


def _parse() -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "samples" / "scans"])
    parser.add_argument("--rounds", type=int, default=1, help="how often to measure (default: 1)")
    parser.add_argument(
        "--no-workers", dest="workers", action="store_false", help="leave the workers out"
    )
    return parser.parse_args()


def _find(paths: Sequence[Path]) -> list[Path]:
    """Return the documents among paths and in the folders among them."""
    found = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])]
    documents = sorted(file for file in found if file.suffix.lower() in SUFFIXES)
    if not documents:
        sys.exit("no document to read: name PDFs or pictures, or folders of them")
    return documents


def read(path: Path) -> int:
    """Read a document as the command does; return the number of its records."""
    from extract.api import extract_file
    from extract.errors import DocumentError

    try:
        return len(list(extract_file(path)))
    except DocumentError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return 0


def _warm_up() -> None:
    """Load what every reading needs, once: packages, tables, the list of languages."""
    for name in ("kecamatan-telaga-bestari.pdf", "scans/dinas-rawa-kencana-cap.pdf"):
        read(ROOT / "samples" / name)


def measure(path: Path, rounds: int = 1) -> Cost:
    """Return what a document costs, the median of some rounds."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        pages = list(_draw(path, Path(folder)))
        for _ in range(rounds):
            start = _spent()
            for page in pages:
                _recognise(page)
            middle = _spent()
            read(path)
            bare.append(middle - start)
            ours.append(_spent() - middle)
    return Cost(path.name, len(pages), statistics.median(bare), statistics.median(ours))


def _spent() -> float:
    """Return the processor time of this process and of those it started and saw end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _draw(path: Path, folder: Path) -> Iterator[Path]:
    """Draw a document's pages at 300 dpi; yield the files."""
    import pypdfium2
    from PIL import Image

    from extract.readers.pictures import read_images

    if path.suffix.lower() == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            for number, page in enumerate(document):
                drawn = folder / f"{number}.png"
                page.render(scale=DPI / 72).to_pil().save(drawn)
                yield drawn
        return
    for number, picture in enumerate(read_images(path, DPI)):
        drawn = folder / f"{number}.png"
        Image.fromarray(picture if picture.ndim == 2 else picture[:, :, ::-1]).save(drawn)
        yield drawn


def _recognise(page: Path) -> None:
    """Run a bare pass of Tesseract over a page."""
    command = ["tesseract", str(page), str(page.with_suffix("")), "-l", LANGUAGES, "--psm", "3",
               "--dpi", str(DPI), "tsv"]  # fmt: skip
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603


def time_workers(paths: Sequence[Path], workers: int) -> float:
    """Return the seconds on the clock that so many workers take to read documents."""
    with ProcessPoolExecutor(workers, initializer=_start_worker) as pool:
        list(pool.map(_idle, range(4 * workers)))
        start = time.perf_counter()
        list(pool.map(read, paths))
        return time.perf_counter() - start


def _start_worker() -> None:
    """Make a worker ready."""
    sys.path.insert(0, str(ROOT))
    logging.disable(logging.WARNING)
    _warm_up()


def _idle(_: int) -> None:
    """Keep a worker busy for a moment, so that all of them are started."""
    time.sleep(0.2)


def _print_costs(costs: Sequence[Cost]) -> None:
    """Print what each document costs, and all of them."""
    print(f"{'processor seconds':44}{'pages':>6}{'bare':>8}{'ours':>8}{'ours / bare':>13}")
    total = Cost(
        "all",
        sum(cost.pages for cost in costs),
        sum(cost.bare for cost in costs),
        sum(cost.ours for cost in costs),
    )
    for cost in (*costs, total):
        ratio = cost.ours / cost.bare
        print(f"{cost.name:44}{cost.pages:6}{cost.bare:8.2f}{cost.ours:8.2f}{ratio:13.2f}")
    met = total.ours <= MAX_COST_RATIO * total.bare
    print(f"at most {MAX_COST_RATIO} times a bare pass: {'yes' if met else 'NO'}")


def _print_workers(paths: Sequence[Path]) -> None:
    """Print how fast one worker and two read the same documents."""
    # The longest first, and each twice: the last one shall not keep the others waiting.
    work = sorted([*paths, *paths], key=lambda path: -path.stat().st_size)
    load = os.getloadavg()[0]
    print(f"\nworkers, {os.cpu_count()} cores, load {load:.1f} before")
    taken = {count: time_workers(work, count) for count in WORKERS}
    for count, seconds in taken.items():
        print(f"{count:8} workers{seconds:9.1f} s{taken[1] / seconds:8.2f} times as fast")


if __name__ == "__main__":
    main()
