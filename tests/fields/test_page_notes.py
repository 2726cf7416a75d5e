from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.api import extract_file
from extract.fields.page_notes import note_page_reading
from models.finding import Severity
from models.geometry import BBox
from models.page import Page, PageNote, Word
from models.raw import RawSop
from models.record import SopRecord
from models.source import TextOrigin

WORD = Word("Nomor", BBox(10, 10, 40, 20))


def test_notes_become_findings_with_their_page() -> None:
    sop = RawSop(pages=[3])
    note = PageNote("text-layer-untrusted", "outlines", area=BBox(0, 0, 9, 9))
    note_page_reading(sop, Page(3, 595, 842, words=(WORD,), notes=(note,)))
    (finding,) = sop.findings
    assert (finding.code, finding.page, finding.severity) == (
        "text-layer-untrusted",
        3,
        Severity.WARNING,
    )


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ([TextOrigin.DIGITAL, TextOrigin.DIGITAL], TextOrigin.DIGITAL),
        ([TextOrigin.OCR, TextOrigin.OCR], TextOrigin.OCR),
        ([TextOrigin.DIGITAL, TextOrigin.OCR], TextOrigin.MIXED),
        ([TextOrigin.OCR, TextOrigin.DIGITAL], TextOrigin.MIXED),
    ],
)
def test_text_from_several_sources_is_mixed(
    origins: list[TextOrigin], expected: TextOrigin
) -> None:
    sop = RawSop()
    for number, origin in enumerate(origins, 1):
        sop.pages.append(number)
        note_page_reading(sop, Page(number, 595, 842, words=(WORD,), origin=origin))
    assert sop.origin is expected


def draw_sop(canvas: Canvas, height: float) -> None:
    """Draw a small identity sheet and a step table, measured from the upper left."""

    def cell(x: float, y: float, width: float, words: str, depth: float = 20) -> None:
        canvas.rect(x, height - y - depth, width, depth)
        canvas.drawString(x + 4, height - y - 14, words)

    canvas.setFont("Helvetica", 9)
    fields = [
        ("Nomor SOP", "067/01/ARS/2024"),
        ("Tanggal Pembuatan", "12 Februari 2024"),
        ("Tanggal Efektif", "1 Juni 2024"),
        ("Nama SOP", "Peminjaman Arsip Statis"),
    ]
    for index, (label, value) in enumerate(fields):
        cell(40, 40 + 20 * index, 120, label)
        cell(160, 40 + 20 * index, 200, value)
    widths = (30, 250, 90, 120, 80, 120)
    rows = [
        ("No", "Uraian Kegiatan", "Petugas", "Kelengkapan", "Waktu", "Output"),
        ("1", "Menerima permohonan arsip", "", "Surat permohonan", "10 Menit", "Disposisi"),
        ("2", "Mencari arsip di ruang simpan", "", "Daftar arsip", "30 Menit", "Arsip"),
        ("3", "Menyerahkan arsip", "", "Buku pinjam", "5 Menit", "Tanda terima"),
    ]
    for index, row in enumerate(rows):
        x = 40.0
        for width, words in zip(widths, row, strict=True):
            cell(x, 200 + 30 * index, width, words, depth=30)
            x += width


def read_drawn(folder: Path, degrees: int) -> SopRecord:
    """Read the SOP from a page drawn turned against the clock by so many degrees."""
    width, height = 842, 595
    sides = (height, width) if degrees in (90, 270) else (width, height)
    path = folder / f"{degrees}.pdf"
    canvas = Canvas(str(path), pagesize=sides)
    canvas.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[degrees])
    canvas.rotate(degrees)
    draw_sop(canvas, height)
    canvas.save()
    (record,) = extract_file(path)
    return record


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_drawn_sideways_gives_the_same_record_with_boxes_as_shown(
    tmp_path: Path, degrees: int
) -> None:
    expected = read_drawn(tmp_path, 0)
    record = read_drawn(tmp_path, degrees)
    assert record.header.sop_number == "067/01/ARS/2024"
    assert record.header == expected.header
    assert record.steps == expected.steps
    assert record.provenance.keys() == expected.provenance.keys()
    for pointer, place in expected.provenance.items():
        assert place.bbox is not None
        # Drawn turned against the clock, the page as shown is the upright one turned so.
        shown = BBox(*place.bbox).turned(-degrees, 842, 595)
        assert record.provenance[pointer].bbox == pytest.approx(tuple(shown), abs=0.11), pointer
