"""A drawn page through all of recognition, Tesseract included."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import ImageFont

from extract.errors import MissingDependencyError
from extract.layout.grid import build_layout
from extract.readers.scan.ocr.registry import main_engine
from extract.readers.scan.read import read_picture
from extract.readers.scan.recognition.recogniser import Recogniser
from models.page import Direction, Page
from models.source import TextOrigin
from tests.scan.pages import Picture, Print

RECOGNISER = Recogniser("ind+eng", 300)
ROWS = (
    ("1", "Menerima dan mencatat berkas permohonan", "10 menit"),
    ("2", "Memeriksa kelengkapan berkas permohonan", "15 menit"),
    ("3", "Menyusun konsep surat keterangan", "2 jam"),
    ("4", "Menandatangani surat keterangan", "1 hari"),
)


@pytest.fixture(autouse=True, scope="module")
def tesseract() -> None:
    try:
        main_engine().require(RECOGNISER.languages)
    except MissingDependencyError as error:
        pytest.skip(str(error))
    if not isinstance(ImageFont.load_default(20), ImageFont.FreeTypeFont):
        pytest.skip("Pillow was built without FreeType, whose letters the pages are drawn in")


def form() -> Print:
    """Return a sheet with a heading and a table of four rows."""
    sheet = Print(width=420, height=300)
    sheet.line(120, 20, "Prosedur Pelayanan Surat Keterangan", size=12)
    ys = [50.0, 90.0, 130.0, 170.0, 210.0]
    sheet.table([20, 50, 300, 400], ys)
    for y, (number, activity, time) in zip(ys, ROWS, strict=False):
        sheet.line(30, y + 12, number, size=11)
        sheet.line(56, y + 12, activity, size=11)
        sheet.line(306, y + 12, time, size=11)
    return sheet


def cells(page: Page) -> list[list[str]]:
    """Return the rows of the page's table."""
    (grid,) = build_layout(page).grids
    tops = sorted({round(cell.bbox.top) for cell in grid.cells})
    return [
        [cell.text for cell in sorted(grid.cells, key=lambda c: c.bbox.x0)
         if round(cell.bbox.top) == top]
        for top in tops
    ]  # fmt: skip


def test_a_table_is_read_cell_by_cell() -> None:
    page = read_picture(form().grey, 3, RECOGNISER)
    assert cells(page) == [list(row) for row in ROWS]
    assert (page.number, page.origin, page.turned) == (3, TextOrigin.OCR, 0)
    assert (page.width, page.height) == pytest.approx((420, 300), abs=0.5)
    assert all(0 < word.confidence < 1 for word in page.words)


def test_words_stand_where_they_are_printed() -> None:
    sheet = form()
    printed = {word.text: word.bbox for word in sheet.line(60, 240, "Mengetahui Sekretaris")}
    page = read_picture(sheet.grey, 1, RECOGNISER)
    read = {word.text: word.bbox for word in page.words}
    for text, box in printed.items():
        assert read[text] == pytest.approx(tuple(box), abs=2.0)


@pytest.mark.parametrize(("quarter_turns", "turned"), [(1, 90), (2, 180), (3, 270)])
def test_a_page_that_lies_the_wrong_way_is_turned(quarter_turns: int, turned: int) -> None:
    laid = np.ascontiguousarray(np.rot90(form().grey, quarter_turns))
    page = read_picture(laid, 1, RECOGNISER)
    assert page.turned == turned
    assert [row[1] for row in cells(page)] == [row[1] for row in ROWS]
    word = next(word for word in page.words if word.text == "Prosedur")
    shown = page.place_shown(word.bbox)
    x0, top, x1, bottom = (round(edge * RECOGNISER.scale) for edge in shown)
    assert laid[top:bottom, x0:x1].min() == 0, "the word is not where the file shows it"


def test_a_leaning_page_is_levelled_and_leads_back() -> None:
    sheet = form()
    height, width = sheet.grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -2.0, 1)
    leaning = np.asarray(cv2.warpAffine(sheet.grey, matrix, (width, height), borderValue=255))
    page = read_picture(leaning, 1, RECOGNISER)
    assert [row[1] for row in cells(page)] == [row[1] for row in ROWS]
    assert page.lean == pytest.approx(2.0, abs=0.2)
    word = next(word for word in page.words if word.text == "Prosedur")
    x0, top, x1, bottom = (round(edge * RECOGNISER.scale) for edge in page.place_shown(word.bbox))
    assert leaning[top:bottom, x0:x1].min() < 60


def upward(sheet: Print, x: float, y: float, text: str) -> None:
    """Print a word that runs upwards, its middle at a point."""
    label = Print(width=90, height=24)
    label.line(4, 4, text, size=11)
    turned = np.rot90(label.grey)
    top, left = (
        round(y * sheet.scale) - turned.shape[0] // 2,
        round(x * sheet.scale) - turned.shape[1] // 2,
    )
    area = sheet.grey[top : top + turned.shape[0], left : left + turned.shape[1]]
    np.minimum(area, turned, out=area)


def test_a_heading_turned_upwards_is_read() -> None:
    sheet = Print(width=420, height=300)
    sheet.table([20, 80, 140, 200, 400], [20, 130, 170])
    for x, text in ((50, "Sekretaris"), (110, "Kasubbag"), (170, "Arsiparis")):
        upward(sheet, x, 75, text)
    sheet.line(210, 60, "Uraian Kegiatan", size=11)
    sheet.line(210, 140, "Menerima berkas permohonan", size=11)
    page = read_picture(sheet.grey, 1, RECOGNISER)
    read = {word.text: word.direction for word in page.words}
    for text in ("Sekretaris", "Kasubbag", "Arsiparis"):
        assert read.get(text) is Direction.UP, read


def test_a_blank_page_has_no_words() -> None:
    page = read_picture(Print().grey, 1, RECOGNISER)
    assert (page.words, page.rulings, page.paths) == ((), (), ())


def scribbled(sheet: Print, x: float, y: float) -> Picture:
    """Return a sheet with loops of a pen over a point."""
    along = np.linspace(0, 1, 160)
    xs = x + 60 * along + 5 * np.sin(11 * np.pi * along)
    ys = y + 7 * np.sin(9.3 * np.pi * along) * (1 - 0.3 * along)
    dots = (np.stack([xs, ys], axis=1) * sheet.scale).round().astype(np.int32)
    cv2.polylines(sheet.grey, [dots], False, 0, 3, cv2.LINE_AA)
    return sheet.grey


def test_what_a_pen_wrote_is_not_read_surely() -> None:
    sheet = form()
    sheet.line(60, 240, "Nomor SOP", size=11)
    page = read_picture(scribbled(sheet, 140, 245), 1, RECOGNISER)
    over = [w for w in page.words if 138 < w.bbox.x_mid < 210 and 225 < w.bbox.y_mid < 265]
    assert all(word.confidence < 0.8 for word in over), over


def test_a_frame_around_the_page_is_no_cell() -> None:
    sheet = form()
    sheet.table([8, 412], [8, 292])
    page = read_picture(sheet.grey, 1, RECOGNISER)
    texts = [word.text for word in page.words]
    assert texts.count("Menandatangani") == 1
    tables = [grid for grid in build_layout(page).grids if len(grid.cells) >= 12]
    assert [len(grid.cells) for grid in tables] == [12]
