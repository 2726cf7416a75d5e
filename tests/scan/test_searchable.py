"""Scans that somebody made searchable: good text, lines only as pixels."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytesseract

from extract.pipeline import extract_document
from extract.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "kecamatan-telaga-bestari.pdf"


def make_searchable(source: Path, target: Path) -> None:
    """Write a PDF of page pictures with Tesseract's own text layer, as scanners' software does."""
    merged = pypdfium2.PdfDocument.new()
    document = pypdfium2.PdfDocument(source)
    for page in document:
        picture = page.render(scale=300 / 72).to_pil()
        made = pytesseract.image_to_pdf_or_hocr(
            picture, lang="ind+eng", config="--dpi 300", extension="pdf"
        )
        merged.import_pages(pypdfium2.PdfDocument(made))
    merged.save(target)
    document.close()


def test_a_searchable_scan_gives_its_steps_and_its_flow(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    make_searchable(SAMPLE, scan)
    (read,) = extract_document(scan, source_path="scan.pdf", settings=Settings())
    (digital,) = extract_document(SAMPLE, source_path="digital.pdf", settings=Settings())
    assert len(read.steps) == len(digital.steps)
    assert read.header.created_on == digital.header.created_on
    assert len(read.legal_basis) == len(digital.legal_basis)
    arrows = {(edge.source, edge.target) for edge in digital.flow}
    found = {(edge.source, edge.target) for edge in read.flow}
    assert len(arrows & found) >= 0.8 * len(arrows)
