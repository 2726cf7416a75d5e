"""½ and its like, and the minute sign, are told by their picture; digits and letters stay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.errors import MissingDependencyError
from extract.readers.scan.mosaic import Mosaic, build_mosaic, by_piece
from extract.readers.scan.read import Recogniser
from extract.readers.scan.signs import lines_of_signs, mend_signs
from extract.readers.scan.tesseract import RecognisedWord, require
from extract.readers.scan.together import Read, read_together
from models.geometry import BBox
from tests.scan.pages import SCALE, Picture

FIGURES = {"½": ("1", "2"), "¼": ("1", "4"), "¾": ("3", "4")}
RECOGNISER = Recogniser("ind+eng", 300)


@pytest.fixture(autouse=True, scope="module")
def tesseract() -> None:
    try:
        require(RECOGNISER.languages)
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
    """Draw a fraction, for which Pillow's own font has no sign, and return its width."""
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
    mosaic: Mosaic, words: list[list[RecognisedWord]], read: Read = RECOGNISER.read
) -> list[list[RecognisedWord]]:
    """Return words with the signs in them told by their picture."""
    lines = [lines_of_signs(mosaic, piece, SCALE) for piece in mosaic.pieces]
    found: list[list[RecognisedWord]]
    (found,) = read_together(read, mend_signs(mosaic, words, lines.__getitem__))
    return found


def read(texts: Sequence[str], size: float = 12.0) -> list[list[RecognisedWord]]:
    """Return the words of each cell."""
    grey, boxes = cells(texts, size)
    mosaic = build_mosaic(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert mosaic is not None
    words = by_piece(mosaic, RECOGNISER.read(mosaic.picture))
    return mended(mosaic, words)


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
    mosaic = build_mosaic(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert mosaic is not None
    words = by_piece(mosaic, RECOGNISER.read(mosaic.picture))
    assert mended(mosaic, words) == words


def test_a_fraction_that_cannot_be_made_out_leaves_its_word_unsure() -> None:
    grey, boxes = cells(["½ jam"])
    mosaic = build_mosaic(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert mosaic is not None
    (piece,) = mosaic.pieces
    high = piece.source.height
    one = RecognisedWord("1", piece.source._replace(x1=piece.source.x0 + high), 0.96)
    unit = RecognisedWord("jam", piece.source._replace(x0=piece.source.x0 + 1.3 * high), 0.96)
    ((first, second),) = mended(mosaic, [[one, unit]], lambda picture, digits: [])
    assert (first.text, second) == ("1", unit)
    assert first.confidence <= 0.3


@pytest.mark.parametrize(("printed", "misread"), [("15'", "15:"), ('30"', "30"), ("45'", "45.")])
def test_a_sign_that_hangs_behind_a_number_is_the_minute_sign(printed: str, misread: str) -> None:
    grey, boxes = cells([printed])
    mosaic = build_mosaic(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
    assert mosaic is not None
    word = RecognisedWord(misread, mosaic.pieces[0].source, 0.9)
    assert mended(mosaic, [[word]])[0][0].text == printed


def test_a_dot_and_a_colon_stay() -> None:
    for printed in ("15.", "15:", "150"):
        grey, boxes = cells([printed])
        mosaic = build_mosaic(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
        assert mosaic is not None
        word = RecognisedWord(printed, mosaic.pieces[0].source, 0.9)
        assert mended(mosaic, [[word]])[0] == [word]


def test_a_piece_of_which_nothing_was_read_is_read_behind_its_fraction_only() -> None:
    for printed, want in (("½ jam", "½ jam"), ("Kasubbag Umum", "")):
        grey, boxes = cells([printed])
        mosaic = build_mosaic(grey, np.where(grey < 150, 255, 0).astype(np.uint8), boxes, SCALE)
        assert mosaic is not None
        (words,) = mended(mosaic, [[]])
        assert in_one(words) == want
