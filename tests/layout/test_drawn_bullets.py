"""Bullets that are drawn: shapes and pictures that stand for a typed bullet."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.layout.drawn_bullets import add_drawn_bullets
from extract.readers.pdf import read_pdf
from tests.builders.documents import Document
from tests.builders.sop import Content, identity_sheet, sections_of
from tests.builders.tables import PADDING, SIZE, Placed

ITEMS = {
    "Dasar Hukum": ["Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan"],
    "Kualifikasi Pelaksana": ["Memahami tata kearsipan dan", "Mampu mengoperasikan komputer"],
    "Keterkaitan": ["SOP Penyusutan Arsip Inaktif yang lain sama sekali", "SOP Pemeliharaan"],
    "Peralatan/Perlengkapan": ["Komputer", "Printer"],
    "Peringatan": ["Arsip dapat hilang"],
    "Pencatatan dan Pendataan": ["Buku peminjaman arsip"],
}
# Typed before each item where its bullet will be drawn: no-break blanks, which are no text.
INDENT = "\xa0" * 3


def draw(canvas: Canvas, shape: str, x: float, y: float) -> None:
    """Draw a bullet with its middle at a point, y growing upwards."""
    if shape == "disc":
        canvas.circle(x, y, 1.6, 0, 1)
    elif shape == "circle":
        canvas.circle(x, y, 1.6, 1, 0)
    elif shape == "square":
        canvas.rect(x - 1.5, y - 1.5, 3, 3, 0, 1)
    elif shape == "diamond":
        path = canvas.beginPath()
        path.moveTo(x, y + 2)
        for dx, dy in ((2, 0), (0, -2), (-2, 0)):
            path.lineTo(x + dx, y + dy)
        path.close()
        canvas.drawPath(path, 0, 1)
    else:
        data = io.BytesIO()
        Image.new("RGB", (8, 8), "black").save(data, "PNG")
        canvas.drawImage(ImageReader(data), x - 2, y - 2, 4, 4)


def bullets(document: Document, placed: list[Placed], shape: str) -> None:
    """Draw a bullet before each indented line of a table's boxes."""
    for cell in placed:
        for index, line in enumerate(cell.cell.text.split("\n")):
            if line.startswith(INDENT):
                middle = cell.top + PADDING + SIZE + 10 * index - 2.5
                draw(document.canvas, shape, cell.x0 + PADDING + 2, document.height - middle)


@pytest.mark.parametrize("shape", ["disc", "circle", "square", "diamond", "picture"])
def test_drawn_bullets_begin_items(shape: str, tmp_path: Path) -> None:
    document = Document()
    content = Content(sections=ITEMS, bullet=lambda _: INDENT)
    placed = document.table(identity_sheet(content=content))
    bullets(document, placed, shape)
    (sop,) = document.read(tmp_path)
    wanted = ["SOP Penyusutan Arsip Inaktif yang lain sama sekali", "SOP Pemeliharaan"]
    assert sections_of(sop)["related_sops"] == wanted
    assert sections_of(sop)["qualifications"] == ITEMS["Kualifikasi Pelaksana"]
    assert [item.bullet for item in sop.sections["equipment"]] == ["•", "•"]


def test_a_shape_amid_a_line_is_no_bullet(tmp_path: Path) -> None:
    document = Document()
    placed = document.table(identity_sheet())
    for cell in placed[:6]:
        middle = document.height - cell.top - PADDING - SIZE + 2.5
        document.canvas.circle(cell.x0 + 40, middle, 1.6, 0, 1)
    (sop,) = document.read(tmp_path)
    assert "•" not in " ".join(value.text for value in sop.header.values())


def test_the_squares_of_a_code_before_text_are_no_bullets(tmp_path: Path) -> None:
    document = Document()
    for row in range(12):
        for column in range(12):
            if (row * 7 + column * 3) % 5 < 3:
                document.canvas.rect(60 + 3 * column, 500 + 3 * row, 3, 3, 0, 1)
    for line in range(3):
        document.canvas.drawString(104, 503 + 11 * line, "Ditandatangani secara elektronik")
    [page] = read_pdf(document.save(tmp_path))
    assert add_drawn_bullets(page) is page
