"""Writes the samples and their gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.make_samples.gold import Json, gold_of, gold_of_scan
from tools.make_samples.office_samples import ARCHIVE, OF, gold_of_office, write_office
from tools.make_samples.pdf_document import write_pdf
from tools.make_samples.scan_document import write_scan
from tools.make_samples.scan_spec import load_scans
from tools.make_samples.spec import Document, load_all
from tools.make_samples.text_forms import write_html, write_markdown
from tools.make_samples.text_layout import write_layout
from tools.make_samples.text_linear import write_linear

SAMPLES = Path(__file__).parents[2] / "samples"

TEXT_FORMS: dict[str, Callable[[Document], str]] = {
    "markdown": write_markdown,
    "html": write_html,
    "linear": write_linear,
    "layout": write_layout,
}


def make_all(directory: Path, *, convert: bool = False) -> Iterator[Path]:
    """Write every document into a directory and its gold into `gold/` there; yield their paths.

    Args:
        directory: The directory.
        convert: Whether LibreOffice makes DOC and ODS anew; otherwise those of the tree are copied.

    Raises:
        MissingDependencyError: They are to be made anew, and LibreOffice is not installed.
    """
    documents = {document.source: document for document in load_all()}
    for document in documents.values():
        yield from _write(directory, document.source, document_bytes(document), gold_of(document))
    for scan in load_scans():
        document = documents[scan.of]
        content = write_scan(scan, document_bytes(document))
        yield from _write(directory, scan.source, content, gold_of_scan(document, scan))
    gold = gold_of_office(documents[OF])
    for source, content in write_office(documents[OF], SAMPLES, convert=convert):
        yield from _write(directory, source, content, None if source == ARCHIVE else gold)


def _write(directory: Path, source: str, content: bytes, gold: Json | None) -> Iterator[Path]:
    """Write a document and its gold, where it has one; yield their paths."""
    path = directory / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    yield path
    if gold is None:
        return
    beside = directory / "gold" / f"{path.stem}.json"
    beside.parent.mkdir(exist_ok=True)
    text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    beside.write_bytes(text.encode("utf-8"))
    yield beside


def document_bytes(document: Document) -> bytes:
    """Return a document as the bytes of its file.

    Raises:
        KeyError: The spec names an unknown form.
    """
    if document.form == "pdf":
        return write_pdf(document)
    text = TEXT_FORMS[document.form](document).replace("\n", document.newline)
    if document.encoding == "utf-16":  # Python's utf-16 would use the machine's byte order
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(document.encoding)
