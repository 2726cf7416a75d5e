"""Letters that no word covers make the words beside them doubtful."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.readers.scan.recognition.cell_montage import build_montage
from extract.readers.scan.second_looks.unread_ink import (
    THRESHOLDS,
    doubt_beside_unread,
    find_unread,
)
from models.geometry import BBox
from models.page import Word
from tests.scan.pages import Print


def doubted(sheet: Print, words: list[Word]) -> set[str]:
    """Return the words that become doubtful where these words were read on a sheet."""
    montage = build_montage(sheet.grey, sheet.ink, sheet.cells, sheet.scale)
    assert montage is not None
    after = doubt_beside_unread(montage, words, sheet.scale)
    assert [word.text for word in after] == [word.text for word in words]
    return {word.text for word in after if word.confidence <= THRESHOLDS.max_confidence}


def test_where_all_is_read_nothing_is_doubted() -> None:
    sheet = Print()
    words = sheet.line(40, 50, "1 Februari 2022") + sheet.line(40, 66, "Lurah Gunung Melati")
    assert doubted(sheet, words) == set()


def test_a_lone_digit_that_is_not_read_makes_its_neighbours_doubtful() -> None:
    sheet = Print()
    _, month, year = sheet.line(40, 50, "1 Februari 2022")
    far = sheet.line(40, 120, "Lurah Gunung Melati")
    assert doubted(sheet, [month, year, *far]) == {"Februari"}


def test_a_last_line_that_is_not_read_makes_the_one_above_it_doubtful() -> None:
    sheet = Print()
    above = sheet.line(40, 50, "menunda penanganan")
    sheet.line(40, 62, "pasien.")
    assert "menunda" in doubted(sheet, above)


def test_what_is_doubtful_already_is_not_made_surer() -> None:
    sheet = Print()
    _, month, year = sheet.line(40, 50, "1 Februari 2022", confidence=0.3)
    montage = build_montage(sheet.grey, sheet.ink, (), sheet.scale)
    assert montage is not None
    after = doubt_beside_unread(montage, [month, year], sheet.scale)
    assert [word.confidence for word in after] == [0.3, 0.3]


@pytest.mark.parametrize("radius", [0.3, 0.6, 1.0])
def test_dirt_is_no_letter(radius: float) -> None:
    sheet = Print()
    words = sheet.line(40, 50, "Februari 2022")
    for x in (30, 60, 90, 130):
        sheet.dot(x, 58, radius)
    assert doubted(sheet, words) == set()


def test_a_stamps_rim_and_a_pens_stroke_are_no_letters() -> None:
    sheet = Print()
    words = sheet.line(40, 50, "Februari 2022")
    sheet.ring(110, 52, 6)
    sheet.stroke((20, 60), (60, 66), (100, 40), (140, 64))
    assert doubted(sheet, words) == set()


def test_the_places_of_letters_are_those_of_the_page() -> None:
    sheet = Print()
    (unread,) = sheet.line(150, 90, "7")
    words = sheet.line(40, 30, "Nomor")
    sheet.cells = (BBox(0, 0, 700, 200), BBox(0, 200, 700, 700))
    montage = build_montage(sheet.grey, sheet.ink, sheet.cells, sheet.scale)
    assert montage is not None
    (box,) = find_unread(montage, words, sheet.scale)
    assert unread.bbox.grown(0.6).contains_point(box.x0, box.top)
    assert unread.bbox.grown(0.6).contains_point(box.x1, box.bottom)


def test_a_blank_page_has_no_letters() -> None:
    picture = np.full((400, 400), 255, np.uint8)
    assert build_montage(picture, cv2.bitwise_not(picture), (), 3.0) is None
