"""Damaged files written anew: by PDFium's repair, then by that of qpdf where it is installed."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pypdfium2

from extract.bounds.limits import Limits
from extract.readers.pdf.unpacking import large_streams


def repair(path: Path, limits: Limits) -> bytes | None:
    """Return a damaged PDF written anew; None where nobody can.

    Args:
        path: The file; one that is encrypted cannot be repaired.
        limits: How far its streams may unpack; a file with one beyond that is not tried.
    """
    if path.stat().st_size == 0:
        return None
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        if data.find(b"/Encrypt") >= 0:
            return None
        if any(not found.pictured for found in large_streams(data, limits.content, locked=False)):
            return None
    return _with_pdfium(path) or _with_qpdf(path)


def _with_pdfium(path: Path) -> bytes | None:
    """Return a file as PDFium writes it, which looks for its objects where tables are broken."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    buffer = BytesIO()
    try:
        if len(document) == 0:
            return None
        document.save(buffer)
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()
    return buffer.getvalue()


def _with_qpdf(path: Path) -> bytes | None:
    """Return a file as qpdf writes it; None where pikepdf is not installed, or it cannot."""
    try:
        pikepdf = import_module("pikepdf")
    except ImportError:
        return None
    buffer = BytesIO()
    try:
        with pikepdf.open(path) as document:
            document.save(buffer)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None
    return buffer.getvalue()
