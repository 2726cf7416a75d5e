"""Writes the samples: each document by the maker of its form, and its gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.make_samples.gold import gold_of
from tools.make_samples.pdf_document import write_pdf
from tools.make_samples.spec import Document, load_all
from tools.make_samples.text_forms import write_html, write_markdown
from tools.make_samples.text_linear import write_linear

SAMPLES = Path(__file__).parents[2] / "samples"

TEXT_FORMS: dict[str, Callable[[Document], str]] = {
    "markdown": write_markdown,
    "html": write_html,
    "linear": write_linear,
}


def make_all(directory: Path) -> Iterator[Path]:
    """Write every document into a directory and its gold into `gold/` there; yield their paths."""
    (directory / "gold").mkdir(parents=True, exist_ok=True)
    for document in load_all():
        path = directory / document.source
        path.write_bytes(document_bytes(document))
        yield path
        gold = directory / "gold" / f"{path.stem}.json"
        text = json.dumps(gold_of(document), ensure_ascii=False, indent=1) + "\n"
        gold.write_bytes(text.encode("utf-8"))
        yield gold


def document_bytes(document: Document) -> bytes:
    """Return a document as the bytes of its file.

    Raises:
        KeyError: The spec names a form that no maker writes.
    """
    if document.form == "pdf":
        return write_pdf(document)
    text = TEXT_FORMS[document.form](document).replace("\n", document.newline)
    if document.encoding == "utf-16":  # Python's own would take the machine's byte order
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(document.encoding)
