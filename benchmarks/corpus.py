"""Documents in any number: the samples' makers with a number of its own in each, and bad ones."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from environment import ROOT

sys.path.insert(0, str(ROOT))

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.raw import assemble, one_page, page, stream
from tools.make_samples.make import document_bytes
from tools.make_samples.scan_document import write_scan
from tools.make_samples.scan_spec import Scan
from tools.make_samples.spec import Document, load_all

# Scans are of this document, at this resolution: small, and read all the same.
SCANNED, DPI = "dinas-rawa-kencana.pdf", 150


def write_digital(folder: Path, count: int) -> list[Path]:
    """Write digital PDFs, no two alike, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [document for document in load_all() if document.form == "pdf"]
    return [_put(folder / f"digital-{n:04}.pdf", kinds[n % len(kinds)], n) for n in range(count)]


def write_texts(folder: Path, count: int) -> list[Path]:
    """Write texts, no two alike, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [document for document in load_all() if document.form != "pdf"]
    return [_put(folder / f"text-{n:04}.txt", kinds[n % len(kinds)], n) for n in range(count)]


def write_scans(folder: Path, count: int) -> list[Path]:
    """Write scans, no two alike, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    (document,) = (document for document in load_all() if document.source == SCANNED)
    paths = []
    for number in range(count):
        scan = Scan(
            source="x.pdf", of=SCANNED, dpi=DPI, seed=number, quality=60, grain=2.0, blur=0.4,
            least_right=0.0, least_certain=0.0,
        )  # fmt: skip
        path = folder / f"scan-{number:04}.pdf"
        path.write_bytes(write_scan(scan, document_bytes(_numbered(document, number))))
        paths.append(path)
    return paths


def _put(path: Path, document: Document, number: int) -> Path:
    """Write a document with a number of its own and return its path."""
    path.write_bytes(document_bytes(_numbered(document, number)))
    return path


def _numbered(document: Document, number: int) -> Document:
    """Return a document whose SOPs have numbers of their own."""
    sops = tuple(
        replace(sop, header=replace(sop.header, sop_number=f"{number:04}/{position}/UJI/2024"))
        for position, sop in enumerate(document.sops, 1)
    )
    return replace(document, sops=sops)


@dataclass(frozen=True)
class Bad:
    """A kind of bad document.

    Attributes:
        suffix: What its files' names end with.
        make: Makes the bytes of the one with a number.
        codes: What may be said of it.
    """

    suffix: str
    make: Callable[[int], bytes]
    codes: tuple[str, ...]


def _text_of(words: str) -> Callable[[int], bytes]:
    """Return what makes a text that `troubles.py` obeys."""
    return lambda number: f"{words}\n{number}\n".encode()


def _bomb(number: int) -> bytes:
    """Return a PDF whose page unpacks to 300 million bytes of nothing."""
    objects = one_page()
    objects[4] = stream(b" " * 300_000_000 + b"%d" % number)
    return assemble(objects)


def _many_pages(number: int) -> bytes:
    """Return a PDF of ten thousand empty pages."""
    objects = one_page(b"%% %d\n" % number)
    numbers = range(10, 10_010)
    objects |= dict.fromkeys(numbers, page())
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[2] = b"<< /Type /Pages /Count 10000 /Kids [%s] >>" % kids
    return assemble(objects)


def _enormous_page(number: int) -> bytes:
    """Return a PDF with a page of a thousand kilometres."""
    objects = one_page(b"%% %d\n" % number)
    objects[3] = page(box=b"[0 0 3e9 3e9]")
    return assemble(objects)


def _circle(number: int) -> bytes:
    """Return a PDF whose tree of pages has itself for a child."""
    objects = one_page(b"%% %d\n" % number)
    objects[2] = b"<< /Type /Pages /Count 2 /Kids [2 0 R 3 0 R] >>"
    return assemble(objects)


def _locked(number: int) -> bytes:
    """Return a PDF that only a password opens."""
    held = io.BytesIO()
    canvas = Canvas(held, encrypt=StandardEncryption("rahasia", ownerPassword="pemilik"))
    canvas.drawString(72, 720, f"Nomor {number}")
    canvas.save()
    return held.getvalue()


@cache
def _whole() -> bytes:
    """Return a document that is whole."""
    return document_bytes(next(document for document in load_all() if document.form == "pdf"))


def _cut(number: int) -> bytes:
    """Return the first half of a PDF."""
    return _whole()[: len(_whole()) // 2 - number]


def _noise(number: int) -> bytes:
    """Return bytes without a meaning."""
    return random.Random(number).randbytes(4096)  # noqa: S311


def _huge_picture(number: int) -> bytes:
    """Return a small PNG file of 400 million pixels."""
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000 + number)).save(held, "PNG")
    return held.getvalue()


BAD = {
    "crash": Bad(".txt", _text_of("crash"), ("crashed",)),
    "hog": Bad(".txt", _text_of("hog"), ("out-of-memory",)),
    "bomb": Bad(".pdf", _bomb, ("over-limit", "not-an-sop")),
    "hang": Bad(".txt", _text_of("hang"), ("timed-out",)),
    "pages": Bad(".pdf", _many_pages, ("over-limit",)),
    "enormous": Bad(".pdf", _enormous_page, ("not-an-sop", "damaged", "recognition-failed")),
    "circle": Bad(".pdf", _circle, ("not-an-sop", "damaged")),
    "locked": Bad(".pdf", _locked, ("encrypted",)),
    "cut": Bad(".pdf", _cut, ("damaged", "not-an-sop")),
    "noise": Bad(".pdf", _noise, ("unsupported-format",)),
    "picture": Bad(".png", _huge_picture, ("over-limit",)),
    "empty": Bad(".pdf", lambda number: b" " * number, ("empty-file",)),
    "repeated": Bad(".txt", lambda number: b"Nomor " * (200_000 + number), ("not-an-sop",)),
}


def write_bad(folder: Path, count: int) -> Iterator[tuple[Path, Bad]]:
    """Write bad documents of every kind in turn; yield their paths and what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = list(BAD.items())
    for number in range(count):
        name, bad = kinds[number % len(kinds)]
        path = folder / f"bad-{name}-{number:04}{bad.suffix}"
        path.write_bytes(bad.make(number))
        yield path, bad
