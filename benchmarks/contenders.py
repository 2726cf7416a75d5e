"""What is timed: our whole reading, and the tables that other libraries find on the same pages.

    python benchmarks/contenders.py                 the words of six other engines, the samples
    python benchmarks/contenders.py FOLDER FILE...  on these documents

`benchmarks/digital.py` times the whole reading. Called itself, this compares engines by their words
and the time they take for them, each document in a process of its own.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable
from pathlib import Path

Contender = Callable[[Path], int]


def read_whole(path: Path) -> int:
    """Read a document from its bytes to its records, as the command does; return their number.

    Pictures on its pages are not recognised: the others do not do so either.
    """
    from extract.pipeline import extract_document
    from extract.settings import OcrMode, Settings

    settings = Settings(ocr=OcrMode.NEVER)
    return len(extract_document(path, source_path=path.name, settings=settings))


def find_with_pdfplumber(path: Path) -> int:
    """Find words and tables with pdfplumber; return the number of tables."""
    import pdfplumber

    found = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            found += len(page.find_tables())
            page.close()
    return found


def find_with_camelot(path: Path) -> int:
    """Find tables with camelot's lattice flavour; return their number."""
    import camelot

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(camelot.read_pdf(str(path), pages="all", flavor="lattice"))


def find_with_pymupdf(path: Path) -> int:
    """Find tables with PyMuPDF; return their number."""
    import pymupdf

    # Version 2 advertises another package on standard output.
    with pymupdf.open(path) as document, contextlib.redirect_stdout(io.StringIO()):
        return sum(len(page.find_tables().tables) for page in document)


CONTENDERS: dict[str, Contender] = {
    "sop-extract, pages to records": read_whole,
    "pdfplumber, words and tables": find_with_pdfplumber,
    "camelot, lattice": find_with_camelot,
    "PyMuPDF, find_tables": find_with_pymupdf,
}


if __name__ == "__main__":
    from side_by_side import main

    main()
