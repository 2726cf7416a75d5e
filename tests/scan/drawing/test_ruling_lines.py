"""Ruling lines: which are found, which strokes are none, and what removing them leaves."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.readers.scan.drawing.ruling_lines import find_lines, remove_lines, without_lines
from tests.scan.pages import Print


def positions(sheet: Print, horizontal: bool) -> list[float]:
    found = find_lines(sheet.ink, sheet.scale).rulings
    return sorted(round(r.position, 1) for r in found if r.horizontal is horizontal)


@pytest.mark.parametrize("width", [0.3, 0.7, 1.5, 3.0])
def test_the_lines_of_a_table_are_found_where_they_are(width: float) -> None:
    sheet = Print()
    sheet.table([20, 90, 220], [20, 60, 150], width)
    assert positions(sheet, True) == pytest.approx([20, 60, 150], abs=0.5)
    assert positions(sheet, False) == pytest.approx([20, 90, 220], abs=0.5)
    for ruling in find_lines(sheet.ink, sheet.scale).rulings:
        want = (20, 220) if ruling.horizontal else (20, 150)
        assert (ruling.start, ruling.end) == pytest.approx(want, abs=2.5)


def test_print_has_no_lines() -> None:
    sheet = Print()
    for y in range(10, 160, 14):
        sheet.line(10, y, "MENERIMA DAN MEMERIKSA HHHH llll")
    assert find_lines(sheet.ink, sheet.scale).rulings == ()


def test_a_dash_and_a_filled_cell_are_no_lines() -> None:
    sheet = Print()
    sheet.rule(30, 40, 42, 40)
    cv2.rectangle(sheet.grey, (200, 300), (600, 400), 0, -1)
    assert find_lines(sheet.ink, sheet.scale).rulings == ()


def test_a_line_broken_by_photocopying_is_one() -> None:
    sheet = Print()
    sheet.rule(20, 50, 220, 50)
    for x in range(30, 210, 17):
        sheet.grey[:, round(x * sheet.scale) : round((x + 0.7) * sheet.scale)] = 255
    (ruling,) = find_lines(sheet.ink, sheet.scale).rulings
    assert ruling.length == pytest.approx(200, abs=2)


def test_a_line_that_is_not_quite_level_is_one() -> None:
    sheet = Print()
    sheet.rule(20, 50, 220, 50.8)
    (ruling,) = find_lines(sheet.ink, sheet.scale).rulings
    assert ruling.position == pytest.approx(50.4, abs=0.5)


def test_a_letter_that_crosses_a_line_stays_when_the_line_goes() -> None:
    letters = Print()
    letters.line(40, 41, "pgjy")
    sheet = Print()
    sheet.line(40, 41, "pgjy")
    sheet.rule(10, 50, 230, 50)
    lines = find_lines(sheet.ink, sheet.scale)
    left = remove_lines(sheet.ink, lines.across, lines.along, sheet.scale) > 0
    wanted = letters.ink > 0
    assert (left & wanted).sum() > 0.85 * wanted.sum()
    # A pixel or two stay where two letters nearly meet under the line.
    assert (left & ~(cv2.dilate(letters.ink, np.ones((5, 5))) > 0)).sum() <= 10


def test_lines_are_painted_over_and_kept_ink_is_not() -> None:
    sheet = Print()
    sheet.rule(10, 50, 230, 50)
    sheet.line(40, 70, "Nomor")
    lines = find_lines(sheet.ink, sheet.scale)
    kept = np.zeros_like(sheet.ink)
    cleaned = without_lines(sheet.grey, lines.mask, kept, sheet.scale)
    rows = round(50 * sheet.scale)
    assert cleaned[rows - 4 : rows + 4].min() == 255
    assert (cleaned[round(68 * sheet.scale) :] == sheet.grey[round(68 * sheet.scale) :]).all()
    kept[:, 400:500] = 255
    assert without_lines(sheet.grey, lines.mask, kept, sheet.scale)[rows, 450] == 0
