"""Which pages are recognised, and how recognised words join the text layer.

Recognition itself is left out: a reader in its place says what it was given to read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.errors import MissingDependencyError, RecognitionError
from extract.readers.pages import read_pdf_pages, read_picture_pages
from extract.readers.scan import read
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.settings import OcrMode, Settings
from models.geometry import BBox
from models.page import Page, Ruling, Word
from models.source import TextOrigin
from tests.records import told

SIZE = (400.0, 600.0)
SAID = Word("Dikenali", BBox(10, 20, 60, 30), 0.9)


class Reader:
    """Replaces recognition: keeps what it is given, and answers with one word."""

    def __init__(self) -> None:
        self.given: list[tuple[tuple[int, ...], int, bool]] = []
        self.words: tuple[Word, ...] = (SAID,)
        self.error: Exception | None = None

    def __call__(
        self, picture: np.ndarray, number: int, recogniser: Recogniser, *, level: bool = False
    ) -> Page:
        self.given.append((picture.shape[:2], recogniser.dpi, level))
        if self.error:
            raise self.error
        height, width = (side / recogniser.scale for side in picture.shape[:2])
        ruling = Ruling(40, 5, 70, horizontal=True)
        return Page(number, width, height, self.words, (ruling,), origin=TextOrigin.OCR)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    stand_in = Reader()
    monkeypatch.setattr(read, "read_picture", stand_in)
    return stand_in


def picture(text_like: bool = True) -> ImageReader:
    """Return a picture with what looks like lines of text."""
    image = np.full((300, 400), 255, np.uint8)
    if text_like:
        for y in range(20, 280, 20):
            image[y : y + 8, 30:370:3] = 0
    return ImageReader(Image.fromarray(image))


def pdf(path: Path, *draws: Callable[[Canvas], None]) -> Path:
    """Write a PDF with a page for each function that draws one."""
    canvas = Canvas(str(path), pagesize=SIZE)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def digital(canvas: Canvas) -> None:
    for row in range(20):
        canvas.drawString(40, 560 - 20 * row, "Menerima dan memeriksa berkas permohonan")


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(picture(), 0, 0, *SIZE)


def mixed(canvas: Canvas) -> None:
    """Draw text above a picture of a third of the page."""
    canvas.drawString(40, 560, "Prosedur peminjaman arsip")
    canvas.drawImage(picture(), 100, 100, 200, 400)


def pages(path: Path, **settings: object) -> list[Page]:
    chosen = Settings.model_validate(settings)
    read_pages = read_pdf_pages if path.suffix == ".pdf" else read_picture_pages
    return list(read_pages(path, chosen))


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def test_a_page_with_a_text_layer_is_not_recognised(tmp_path: Path, reader: Reader) -> None:
    (page,) = pages(pdf(tmp_path / "a.pdf", digital))
    assert reader.given == []
    assert page.origin is TextOrigin.DIGITAL


@pytest.mark.parametrize("factor", [0.5, 3.0])
def test_a_page_whose_size_is_no_sheet_is_read_as_one(
    factor: float, tmp_path: Path, reader: Reader
) -> None:
    size = (595 * factor, 842 * factor)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=size)
    canvas.drawImage(picture(), 0, 0, *size)
    canvas.save()
    (page,) = pages(tmp_path / "a.pdf")
    ((height, width), dpi, _) = reader.given[0]
    assert dpi == pytest.approx(300, abs=1)
    assert max(height, width) / dpi * 72 == pytest.approx(890, abs=2)
    (word,) = page.words
    shown = page.place_shown(word.bbox)
    assert shown.x1 == pytest.approx(word.bbox.x1 * 842 * factor / 890, abs=0.5)


def test_only_the_pages_without_text_are_recognised(tmp_path: Path, reader: Reader) -> None:
    found = pages(pdf(tmp_path / "a.pdf", digital, scanned, digital))
    assert [page.origin for page in found] == [
        TextOrigin.DIGITAL, TextOrigin.OCR, TextOrigin.DIGITAL,
    ]  # fmt: skip
    assert [page.number for page in found] == [1, 2, 3]
    assert texts(found[1]) == ["Dikenali"]
    assert len(reader.given) == 1


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_page_is_recognised_at_the_resolution_asked_for(
    dpi: int, tmp_path: Path, reader: Reader
) -> None:
    pages(pdf(tmp_path / "a.pdf", scanned), dpi=dpi)
    ((height, width), at, level) = reader.given[0]
    assert at == dpi
    assert not level
    assert (width, height) == pytest.approx([side * dpi / 72 for side in SIZE], abs=2)


def test_never_means_never(tmp_path: Path, reader: Reader) -> None:
    (page,) = pages(pdf(tmp_path / "a.pdf", scanned), ocr=OcrMode.NEVER)
    assert reader.given == []
    assert page.words == ()
    assert "picture-not-read" in {note.code for note in page.notes}


def test_always_means_every_page(tmp_path: Path, reader: Reader) -> None:
    found = pages(pdf(tmp_path / "a.pdf", digital, scanned), ocr=OcrMode.ALWAYS)
    assert len(reader.given) == 2
    assert [texts(page) for page in found] == [["Dikenali"], ["Dikenali"]]


def test_a_picture_on_a_page_of_text_is_recognised_in_its_place(
    tmp_path: Path, reader: Reader
) -> None:
    (page,) = pages(pdf(tmp_path / "a.pdf", mixed))
    ((height, width), dpi, level) = reader.given[0]
    assert level, "a part of a digital page is level"
    assert (width, height) == pytest.approx((200 * dpi / 72, 400 * dpi / 72), abs=2)
    assert page.origin is TextOrigin.MIXED
    assert texts(page) == ["Prosedur", "peminjaman", "arsip", "Dikenali"]
    read_word = page.words[-1]
    assert read_word.bbox == pytest.approx(tuple(BBox(110, 120, 160, 130)), abs=0.5)
    (ruling,) = [r for r in page.rulings if r.length < 70]
    assert (ruling.position, ruling.start, ruling.end) == pytest.approx((140, 105, 170), abs=0.5)
    assert not page.notes, "what was not read is read now"


def test_what_a_text_layer_says_is_not_said_twice(tmp_path: Path, reader: Reader) -> None:
    def draw(canvas: Canvas) -> None:
        mixed(canvas)
        canvas.drawString(112, 472, "Sudah")

    reader.words = (
        Word("Sudah", BBox(12, 20, 40, 30), 0.9), Word("Baru", BBox(12, 80, 40, 90), 0.9),
    )  # fmt: skip
    (page,) = pages(pdf(tmp_path / "a.pdf", draw))
    assert texts(page).count("Sudah") == 1
    assert "Baru" in texts(page)


def test_a_page_that_fails_is_blank_and_says_so(tmp_path: Path, reader: Reader) -> None:
    reader.error = RecognitionError("Tesseract was ended by SIGSEGV")
    found = pages(pdf(tmp_path / "a.pdf", scanned, digital))
    assert found[0].words == ()
    assert (found[0].width, found[0].height) == pytest.approx(SIZE, abs=0.5)
    (note,) = found[0].notes
    assert note.code == "recognition-failed"
    assert told(note).startswith("Tesseract was ended by SIGSEGV; the page was not read.")
    assert found[1].words


def test_a_missing_program_is_no_failing_page(tmp_path: Path, reader: Reader) -> None:
    reader.error = MissingDependencyError("Tesseract is not installed; install it")
    with pytest.raises(MissingDependencyError):
        pages(pdf(tmp_path / "a.pdf", scanned))


def test_each_picture_of_a_file_is_a_page(tmp_path: Path, reader: Reader) -> None:
    image = Image.new("L", (827, 1169), 255)
    path = tmp_path / "a.tiff"
    image.save(path, save_all=True, append_images=[image], dpi=(100, 100))
    found = pages(path, dpi=200)
    assert [page.number for page in found] == [1, 2]
    assert [given[1:] for given in reader.given] == [(200, False)] * 2
    assert found[0].width == pytest.approx(595, abs=2)


def test_pages_are_read_one_at_a_time(tmp_path: Path, reader: Reader) -> None:
    path = pdf(tmp_path / "a.pdf", scanned, scanned)
    found = read_pdf_pages(path, Settings())
    assert reader.given == []
    next(found)
    assert len(reader.given) == 1
