"""Fractions and minute signs are recognised by their shape; digits and letters stay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.errors import MissingDependencyError
from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.ocr.registry import main_engine
from extract.readers.scan.recognition.cell_montage import Montage, build_montage, by_piece
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.readers.scan.second_looks.batched_looks import Read, run_looks
from extract.readers.scan.second_looks.fractions import mend_fractions
from extract.readers.scan.second_looks.glyphs import glyph_lines
from models.geometry import BBox
from tests.scan.pages import SCALE, Picture

FIGURES = {"½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4")}
RECOGNISER = Recogniser("ind+eng", 300)


@pytest.fixture(autouse=True, scope="module")
def tesseract() -> None:
    try:
        main_engine().require(RECOGNISER.languages)
    except MissingDependencyError as error:
        pytest.skip(str(error))
    if not isinstance(ImageFont.load_default(20), ImageFont.FreeTypeFont):
        pytest.skip("Pillow was built without FreeType, whose letters the pages are drawn in")


def cells(texts: Sequence[str], size: float = 12.0) -> tuple[Picture, list[BBox]]:
    """Return a picture with a text in each cell of a column, and the cells' boxes in pixels."""
    high, wide = round(24 * SCALE), round(140 * SCALE)
    image = Image.new("L", (wide, high * len(texts)), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size * SCALE)
    for row, text in enumerate(texts):
        x = 8.0 * SCALE
        for char in text:
            at = (x, row * high + 5 * SCALE)
            if char in FIGURES:
                x += fraction(pen, at, size * SCALE, *FIGURES[char])
            else:
                pen.text(at, char, fill=0, font=font)
                x += font.getlength(char)
    boxes = [BBox(0, row * high, wide, (row + 1) * high) for row in range(len(texts))]
    return np.array(image), boxes


def fraction(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], size: float, upper: str, lower: str
) -> float:
    """Draw a fraction, which Pillow's own font lacks, and return its width."""
    x, y = at
    font = ImageFont.load_default(0.58 * size)
    _, top, _, bottom = ImageFont.load_default(size).getbbox("1")
    _, _, width, _ = font.getbbox(upper)
    figure = font.getbbox("1")
    pen.text((x, y + top - figure[1]), upper, fill=0, font=font)
    pen.text((x + width + 0.16 * size, y + bottom - figure[3]), lower, fill=0, font=font)
    foot = (x + 0.6 * width, y + bottom)
    pen.line((*foot, foot[0] + 0.5 * size, y + top), fill=0, width=max(round(0.06 * size), 1))
    return width + 0.16 * size + font.getlength(lower) + 0.06 * size


def mended(
    montage: Montage, words: list[list[RecognisedWord]], read: Read = RECOGNISER.read
) -> list[list[RecognisedWord]]:
    """Return words with fractions and minute signs corrected."""
    lines = [glyph_lines(montage, piece, SCALE) for piece in montage.pieces]
    found: list[list[RecognisedWord]]
    (found,) = run_looks(read, mend_fractions(montage, words, lines.__getitem__))
    return found


def read(texts: Sequence[str], size: float = 12.0) -> list[list[RecognisedWord]]:
    """Return the words of each cell."""
    grey, boxes = cells(texts, size)
    montage = build_montage(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert montage is not None
    words = by_piece(montage, RECOGNISER.read(montage.picture))
    return mended(montage, words)


def in_one(words: Sequence[RecognisedWord]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("size", [9.0, 12.0])
def test_a_half_is_a_half(size: float) -> None:
    (words,) = read(["½ jam"], size)
    assert in_one(words) == "½ jam"
    assert [word.bbox.x0 for word in words] == sorted(word.bbox.x0 for word in words)


def test_fractions_among_other_amounts() -> None:
    texts = ["½ jam", "1 jam", "12 jam", "¼ jam", "4 hari", "¾ jam", "15 menit", "7 hari kerja"]
    assert [in_one(words) for words in read(texts)] == texts


def test_a_fraction_behind_a_number_joins_it() -> None:
    (words,) = read(["1½ jam"])
    assert in_one(words).replace(" ", "") in {"1½jam", "11/2jam"}


def test_words_that_are_no_amounts_stay() -> None:
    texts = ["Kasubbag", "Analis Muda", "SOP", "Zakat & Wakaf", "Penyuluh 7%"]
    grey, boxes = cells(texts)
    montage = build_montage(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert montage is not None
    words = by_piece(montage, RECOGNISER.read(montage.picture))
    assert mended(montage, words) == words


def test_a_fraction_that_cannot_be_made_out_leaves_its_word_unsure() -> None:
    grey, boxes = cells(["½ jam"])
    montage = build_montage(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert montage is not None
    (piece,) = montage.pieces
    high = piece.source.height
    one = RecognisedWord("1", piece.source._replace(x1=piece.source.x0 + high), 0.96)
    unit = RecognisedWord("jam", piece.source._replace(x0=piece.source.x0 + 1.3 * high), 0.96)
    ((first, second),) = mended(montage, [[one, unit]], lambda picture, digits: [])
    assert (first.text, second) == ("1", unit)
    assert first.confidence <= 0.3


@pytest.mark.parametrize(("printed", "misread"), [("15'", "15:"), ('30"', "30"), ("45'", "45.")])
def test_a_sign_that_hangs_behind_a_number_is_the_minute_sign(printed: str, misread: str) -> None:
    grey, boxes = cells([printed])
    montage = build_montage(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert montage is not None
    word = RecognisedWord(misread, montage.pieces[0].source, 0.9)
    assert mended(montage, [[word]])[0][0].text == printed


def test_a_dot_and_a_colon_stay() -> None:
    for printed in ("15.", "15:", "150"):
        grey, boxes = cells([printed])
        montage = build_montage(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
        assert montage is not None
        word = RecognisedWord(printed, montage.pieces[0].source, 0.9)
        assert mended(montage, [[word]])[0] == [word]


def test_a_piece_of_which_nothing_was_read_is_read_behind_its_fraction_only() -> None:
    for printed, want in (("½ jam", "½ jam"), ("Kasubbag Umum", "")):
        grey, boxes = cells([printed])
        montage = build_montage(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
        assert montage is not None
        (words,) = mended(montage, [[]])
        assert in_one(words) == want
