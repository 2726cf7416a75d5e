"""Which way up a page lies."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.readers.scan.image.orientation import (
    best_turn,
    is_readable,
    is_upside_down,
    lies_sideways,
    turn,
    turn_from_side,
)
from extract.readers.scan.ocr.engine import RecognisedWord
from models.geometry import BBox
from tests.scan.pages import Print


def words(text: str, confidence: float) -> list[RecognisedWord]:
    return [RecognisedWord(word, BBox(0, 0, 9, 9), confidence) for word in text.split()]


GOOD = words("Menerima berkas permohonan dari pemohon", 0.93)
BAD = words("ueu0y ?p we! S3Yyyaq", 0.3)


@pytest.mark.parametrize("right", [0, 90, 180, 270])
def test_the_way_that_reads_best_is_found(right: int) -> None:
    upright = GOOD if right == 0 else BAD
    assert best_turn(upright, lambda degrees: GOOD if degrees == right else BAD) == right


def test_no_other_way_is_tried_once_one_reads_well() -> None:
    tried = []

    def sample(degrees: int) -> list[RecognisedWord]:
        tried.append(degrees)
        return GOOD if degrees == 180 else BAD

    assert best_turn(BAD, sample) == 180
    assert tried == [180]


def test_a_page_is_left_as_it_is_where_no_way_is_much_better() -> None:
    upright = words("Menerima berkas", 0.5)
    assert best_turn(upright, lambda degrees: words("Menerima berkas", 0.51)) == 0
    assert best_turn([], lambda degrees: []) == 0


def test_a_page_read_surely_is_the_right_way_up() -> None:
    assert is_readable(GOOD)
    assert not is_readable(BAD)
    assert not is_readable(words("Nomor 1 2 3 4 5 6 7", 0.95)), "too little to tell by"
    assert not is_readable([])


@pytest.mark.parametrize(
    ("degrees", "corner"), [(0, (0, 0)), (90, (0, -1)), (180, (-1, -1)), (270, (-1, 0))]
)
def test_pictures_are_turned_clockwise(degrees: int, corner: tuple[int, int]) -> None:
    picture = np.zeros((3, 5), np.uint8)
    picture[0, 0] = 255
    turned = turn(picture, degrees)
    assert turned[corner] == 255
    assert turned.shape == ((3, 5) if degrees % 180 == 0 else (5, 3))


def test_a_page_on_its_side_is_told_by_some_of_it() -> None:
    level, upended = BBox(0, 0, 300, 20), BBox(0, 0, 20, 300)
    assert lies_sideways([upended, upended, level])
    assert not lies_sideways([upended, level, level])
    assert not lies_sideways([])
    much = [*GOOD, *GOOD, *GOOD]
    assert turn_from_side(lambda degrees: much if degrees == 270 else BAD) == 270
    assert turn_from_side(lambda degrees: GOOD) == 0, "five words are too few to tell"
    assert turn_from_side(lambda degrees: BAD) == 0


def page(*lines: str) -> Print:
    """Return a sheet with lines of text, and a frame around each, as cells have."""
    sheet = Print(width=420, height=20.0 * len(lines) + 20)
    for row, text in enumerate(lines):
        sheet.line(20, 20.0 * row + 14, text)
        sheet.table([12, 410], [20.0 * row + 10, 20.0 * row + 30])
    return sheet


SENTENCES = (
    "Menerima dan memeriksa kelengkapan berkas permohonan dari pemohon",
    "Mengembalikan berkas yang tidak lengkap untuk diperbaiki",
    "Menyerahkan surat keterangan kepada kepala bidang pelayanan",
    "Mencatat dalam buku register dan menyimpan salinan dokumen",
)


@pytest.mark.parametrize("lean", [0.0, -2.5, 2.5])
def test_a_page_upside_down_is_told_by_its_letters(lean: float) -> None:
    sheet = page(*SENTENCES)
    height, width = sheet.ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), lean, 1)
    ink = np.asarray(cv2.warpAffine(sheet.ink, matrix, (width, height), flags=cv2.INTER_NEAREST))
    assert not is_upside_down(ink, sheet.scale)
    assert is_upside_down(turn(ink, 180), sheet.scale)


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_page_on_its_side_is_not_upside_down(degrees: int) -> None:
    sheet = page(*SENTENCES)
    assert not is_upside_down(turn(sheet.ink, degrees), sheet.scale)


def test_capitals_figures_and_white_paper_say_nothing() -> None:
    sheet = page(*(sentence.upper() for sentence in SENTENCES), "1234567890 " * 4)
    assert not is_upside_down(sheet.ink, sheet.scale)
    assert not is_upside_down(turn(sheet.ink, 180), sheet.scale)
    assert not is_upside_down(np.zeros_like(sheet.ink), sheet.scale)
