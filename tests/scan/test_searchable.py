"""Searchable scans: a good text layer, lines only as pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytesseract
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.errors import MissingDependencyError
from extract.pipeline import extract_document
from extract.readers.pages import read_pdf_pages
from extract.readers.scan.ocr.engines.tesseract import installed_languages
from extract.settings import OcrMode, Settings
from models import SopRecord
from models.source import TextOrigin

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = SAMPLES / "kecamatan-telaga-bestari.pdf"
ONE_PAGE = SAMPLES / "dinas-rawa-kencana.pdf"
# What an old recogniser made of small print.
POOR = {"e": "c", "m": "rn", "l": "1", "i": "!", "t": "f", "2": "Z", "0": "O", "5": "S"}


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


def lay_over(source: Path, target: Path, misreadings: dict[str, str]) -> None:
    """Write the pictures of a PDF's pages with its words over them as invisible text.

    Args:
        source: A digital PDF.
        target: The PDF to write.
        misreadings: What the words' characters became when they were recognised.
    """
    document = pypdfium2.PdfDocument(source)
    canvas = Canvas(str(target))
    table = str.maketrans(misreadings)
    for page, sheet in zip(document, read_pdf_pages(source, Settings()), strict=True):
        canvas.setPageSize((sheet.width, sheet.height))
        picture = ImageReader(page.render(scale=300 / 72).to_pil())
        canvas.drawImage(picture, 0, 0, sheet.width, sheet.height)
        for word in sheet.words:
            text = word.text.translate(table)
            line = canvas.beginText(word.bbox.x0, sheet.height - word.bbox.bottom)
            line.setTextRenderMode(3)
            width = stringWidth(text, "Helvetica", 1.0)
            line.setFont("Helvetica", word.bbox.width / max(width, 0.1))
            line.textOut(text)
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()
    document.close()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make Tesseract unavailable."""
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    installed_languages.cache_clear()
    yield
    installed_languages.cache_clear()


@pytest.mark.usefixtures("no_tesseract")
def test_a_good_layer_is_not_recognised_at_all(tmp_path: Path) -> None:
    lay_over(ONE_PAGE, tmp_path / "scan.pdf", {})
    (read,) = extract_document(tmp_path / "scan.pdf", source_path="a.pdf", settings=Settings())
    (digital,) = extract_document(ONE_PAGE, source_path="a.pdf", settings=Settings())
    assert read.source.text_origin is TextOrigin.OCR
    assert plain(read) == plain(digital)


@pytest.mark.usefixtures("no_tesseract")
def test_a_poor_layer_needs_tesseract(tmp_path: Path) -> None:
    lay_over(ONE_PAGE, tmp_path / "scan.pdf", POOR)
    with pytest.raises(MissingDependencyError):
        extract_document(tmp_path / "scan.pdf", source_path="a.pdf", settings=Settings())


def test_a_poor_layer_is_recognised_anew(tmp_path: Path) -> None:
    lay_over(ONE_PAGE, tmp_path / "scan.pdf", POOR)
    (believed,) = extract_document(
        tmp_path / "scan.pdf", source_path="a.pdf", settings=Settings(ocr=OcrMode.NEVER)
    )
    (read,) = extract_document(tmp_path / "scan.pdf", source_path="a.pdf", settings=Settings())
    (digital,) = extract_document(ONE_PAGE, source_path="a.pdf", settings=Settings())
    assert read.source.text_origin is TextOrigin.OCR
    assert plain(read) == plain(digital)
    assert plain(believed) != plain(digital), "the layer was poor"


def plain(record: SopRecord) -> list[object]:
    """Return the values of a record that a poor layer would spoil."""
    header = record.header
    return [
        header.sop_number,
        header.title,
        header.created_on,
        header.approver.nip,
        [entry.slug for entry in record.legal_basis],
        record.actors,
        [
            (step.number, step.activity, step.duration and step.duration.raw)
            for step in record.steps
        ],
    ]
