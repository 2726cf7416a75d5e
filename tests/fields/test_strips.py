"""The last box of an identity sheet alone on the next page, and a form's name cut in its cell."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.pipeline import extract_document
from extract.settings import Settings

LEFT, MIDDLE, RIGHT = 40.0, 250.0, 550.0
ROWS = [
    ("Nomor SOP", "065/12/SOP/2022"),
    ("Tanggal Pembuatan", "3 Maret 2022"),
    ("Tanggal Efektif", "1 April 2022"),
    ("Nama SOP", "Peminjaman Arsip Inaktif"),
]
OFFICE = ["PEMERINTAH KABUPATEN CONTOH JAYA", "INSPEKTORAT", "STANDAR OPERASIONAL", "PROSEDUR"]


def cell(canvas: Canvas, x0: float, x1: float, top: float, lines: list[str], height: float) -> None:
    """Draw a cell with its lines; the page is 800 points high."""
    canvas.rect(x0, 800 - top - height, x1 - x0, height)
    for number, line in enumerate(lines, 1):
        canvas.drawString(x0 + 4, 800 - top - 13 * number, line)


def write_sheet(path: Path) -> None:
    """Write a sheet whose last box stands on the second page."""
    canvas = Canvas(str(path), pagesize=(595, 800))
    canvas.setFont("Helvetica", 10)
    cell(canvas, LEFT, MIDDLE, 40, OFFICE, 80)
    for number, (label, value) in enumerate(ROWS):
        cell(canvas, MIDDLE, 370, 40 + 20 * number, [label], 20)
        cell(canvas, 370, RIGHT, 40 + 20 * number, [value], 20)
    cell(canvas, LEFT, MIDDLE, 120, ["Dasar Hukum", "Undang-Undang Nomor 43 Tahun 2009"], 60)
    cell(canvas, MIDDLE, RIGHT, 120, ["Kualifikasi Pelaksana", "1. Memahami tata arsip"], 60)
    canvas.showPage()
    canvas.setFont("Helvetica", 10)
    cell(canvas, LEFT, RIGHT, 40, ["Pencatatan dan Pendataan", "- Buku peminjaman"], 50)
    canvas.save()


def test_a_box_alone_on_the_next_page_belongs_to_the_sheet(tmp_path: Path) -> None:
    write_sheet(tmp_path / "sop.pdf")
    (record,) = extract_document(tmp_path / "sop.pdf", source_path="sop.pdf", settings=Settings())
    assert record.records == ["Buku peminjaman"]
    assert record.source.pages == [1, 2]
    assert record.header.government == OFFICE[0]
    # The form's own name is neither the agency's second line nor the heading of a box.
    assert record.header.agency == "INSPEKTORAT"
    assert record.extra_sections == {}
