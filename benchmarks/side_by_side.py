"""The words that engines read on the same pages, and the time they take: run by `contenders.py`.

Each engine reads each document in a process of its own, one after another within a round, so that
a busy machine slows all of them alike, and a crash of one ends nothing but that reading. Processor
time counts from the opened file to its words; starting and importing do not.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from environment import ROOT, enter_environment

WordReader = Callable[[Path], Iterator[str]]

# How long an engine may take for one document, in seconds.
PATIENCE_S = 120.0


def read_ours(path: Path) -> Iterator[str]:
    """Yield the text of each page as our reader of PDFs gives it, words only."""
    from extract.bounds.budget import Allowance
    from extract.layout.lines import group_lines
    from extract.readers.reader import PageContent, SourceFile
    from extract.readers.registry import identify
    from extract.settings import OcrMode, Settings

    settings = Settings(ocr=OcrMode.NEVER)
    file = SourceFile(path)
    content = identify(file).reader.read(file, settings, Allowance(settings.limits))
    if isinstance(content, PageContent):
        for page in content.pages:
            yield " ".join(word.text for line in group_lines(page.words) for word in line)


def read_pdfplumber(path: Path) -> Iterator[str]:
    """Yield pdfplumber's words."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            yield " ".join(word["text"] for word in page.extract_words())
            page.close()


def read_pymupdf(path: Path) -> Iterator[str]:
    """Yield PyMuPDF's words."""
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            yield " ".join(word[4] for word in page.get_text("words", sort=True))


def read_pdf_oxide(path: Path) -> Iterator[str]:
    """Yield pdf_oxide's words."""
    import pdf_oxide

    document = pdf_oxide.PdfDocument(str(path))
    for number in range(int(document.page_count)):
        yield " ".join(word.text for word in document.extract_words(number))


def read_docling_parse(path: Path) -> Iterator[str]:
    """Yield docling-parse's words."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser(loglevel="fatal").load(path_or_stream=str(path))
    for _, page in document.iterate_pages():
        yield " ".join(cell.text for cell in page.iterate_cells(unit_type=TextCellUnit.WORD))


def read_tablers(path: Path) -> Iterator[str]:
    """Yield the words in the cells of the tables that tablers finds."""
    import tablers

    document = tablers.Document(str(path))
    for page in document.pages():
        tables = tablers.find_tables(page, extract_text=True)
        yield " ".join(cell.text or "" for table in tables for cell in table.cells)
    document.close()


def read_camelot(path: Path) -> Iterator[str]:
    """Yield the words in the cells of the tables that camelot's lattice flavour finds."""
    import camelot

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = camelot.read_pdf(str(path), pages="all", flavor="lattice")
    yield " ".join(str(cell) for table in tables for row in table.data for cell in row)


OURS = "sop-extract"
ENGINES: dict[str, WordReader] = {
    OURS: read_ours,
    "pdfplumber": read_pdfplumber,
    "PyMuPDF": read_pymupdf,
    "pdf_oxide": read_pdf_oxide,
    "docling-parse": read_docling_parse,
    "tablers (tables)": read_tablers,
    "camelot (tables)": read_camelot,
}


@dataclass(slots=True)
class Told:
    """What one engine gave.

    Attributes:
        words: The words of each document.
        seconds: Processor time of each document, a value a round.
        troubles: Documents that it did not read, each with the cause.
    """

    words: dict[Path, list[str]] = field(default_factory=dict)
    seconds: dict[Path, list[float]] = field(default_factory=dict)
    troubles: dict[Path, str] = field(default_factory=dict)

    def total(self, paths: Sequence[Path]) -> float:
        """Return the seconds for some documents, the median of the rounds for each."""
        return sum(statistics.median(self.seconds[path]) for path in paths)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far an engine's words are another's.

    Attributes:
        share: Words in common, in any order: F1 of the two multisets, 0 to 1.
        in_order: The same, counting only words that stand in the same order.
    """

    share: float
    in_order: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "samples"])
    parser.add_argument("--rounds", type=int, default=3, help="how often to time (default: 3)")
    arguments = parser.parse_args()
    enter_environment()
    folders = [path.rglob("*.pdf") if path.is_dir() else [path] for path in arguments.paths]
    paths = sorted(file for files in folders for file in files)
    told = measure(paths, ENGINES, arguments.rounds)
    for line in report(paths, told):
        print(line)


def measure(
    paths: Sequence[Path], engines: Sequence[str] | dict[str, WordReader], rounds: int
) -> dict[str, Told]:
    """Have engines read documents.

    Args:
        paths: The documents.
        engines: Names of the engines, from `ENGINES`.
        rounds: How often each document is read by each.

    Returns:
        What each engine gave, by its name.
    """
    told = {name: Told() for name in engines}
    for _ in range(rounds):
        for path in paths:
            for name in engines:
                _ask(name, path, told[name])
    return told


def _ask(name: str, path: Path, told: Told) -> None:
    """Have one engine read one document in a process of its own."""
    command = [sys.executable, __file__, name, str(path)]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        told.troubles[path] = f"takes more than {PATIENCE_S:.0f} s"
        return
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        told.troubles[path] = f"ends with {done.returncode}: {last[:120]}"
        return
    answer = json.loads(done.stdout.splitlines()[-1])
    told.words[path] = answer["words"]
    told.seconds.setdefault(path, []).append(answer["seconds"])


def agreement(ours: Sequence[str], theirs: Sequence[str]) -> Agreement:
    """Return how far two sequences of words are the same."""
    total = len(ours) + len(theirs)
    if not total:
        return Agreement(1.0, 1.0)
    shared = sum((Counter(ours) & Counter(theirs)).values())
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return Agreement(2 * shared / total, matcher.ratio())


def report(paths: Sequence[Path], told: dict[str, Told]) -> Iterator[str]:
    """Yield lines with each engine's time beside ours and the agreement of its words with ours."""
    ours = told[OURS]
    yield f"{len(paths)} documents; processor time; words compared with those of {OURS}"
    yield ""
    head = ("", "read", "ms a document", "times ours", "words", "same", "in order")
    yield f"{head[0]:20}{head[1]:>6}{head[2]:>15}{head[3]:>12}{head[4]:>9}{head[5]:>8}{head[6]:>10}"
    for name, one in told.items():
        both = [path for path in paths if path in one.words and path in ours.words]
        if not both:
            yield f"{name:20}{0:6}"
            continue
        mine = [word for path in both for word in ours.words[path]]
        theirs = [word for path in both for word in one.words[path]]
        seconds = one.total(both)
        found = agreement(mine, theirs)
        yield (
            f"{name:20}{len(one.words):6}{1000 * seconds / len(both):15.0f}"
            f"{seconds / ours.total(both):12.2f}{len(theirs):9}{found.share:8.1%}"
            f"{found.in_order:10.1%}"
        )
    for name, one in told.items():
        for path, cause in one.troubles.items():
            yield f"{name}: {path.name}: {cause}"


def _read(name: str, path: Path) -> None:
    """Read one document and print its words and the time they took, as JSON."""
    reader = ENGINES[name]
    list(reader(path))  # imports and caches of the engine
    began = time.process_time()
    texts = list(reader(path))
    seconds = time.process_time() - began
    print(json.dumps({"words": " ".join(texts).split(), "seconds": seconds}))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    _read(sys.argv[1], Path(sys.argv[2]))
