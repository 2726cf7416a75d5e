"""Lines of print cleared of pen strokes and stamps."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from extract.readers.scan.second_looks.pen_strokes import find_print_lines, find_strokes
from tests.scan.pages import SCALE, Print

LINES = ("BUNGA UJIAN, S.Sos", "Pembina Tingkat I", "NIP. 197001011995031001")


def block() -> Print:
    """Return three lines of print."""
    page = Print(width=240, height=90)
    for y, line in zip((20, 38, 56), LINES, strict=True):
        page.line(30, y, line, size=11)
    return page


def test_letters_are_no_strokes() -> None:
    page = block()
    assert (find_strokes(page.ink, 11 * 0.7 * SCALE) > 0).sum() < 0.02 * (page.ink > 0).sum()


def test_a_stroke_across_letters_is_found_and_the_letters_stay() -> None:
    clean, page = block(), block()
    bends = ((20, 10), (60, 34), (90, 5), (120, 40), (150, 8))
    for (x0, y0), (x1, y1) in pairwise(bends):
        page.rule(x0, y0, x1, y1, width=1.0)
    strokes = find_strokes(page.ink, 11 * 0.7 * SCALE) > 0
    drawn = (page.ink > 0) & (cv2.dilate(clean.ink, np.ones((5, 5))) == 0)
    assert strokes[drawn].mean() > 0.85
    assert strokes[clean.ink > 0].mean() < 0.06


def test_each_line_of_print_is_found() -> None:
    found = find_print_lines(block().grey, SCALE)
    assert [round(line.bbox.top / SCALE / 18) for line in found] == [1, 2, 3]
    # A word of three letters is told from a blot; so every line has clear letters.
    assert all(len(line.letters) > 8 for line in found)


def test_what_a_stamp_left_beside_a_line_goes() -> None:
    page = Print(width=320, height=120)
    for y, line in zip((40, 58, 76), LINES, strict=True):
        page.line(30, y, line, size=11)
    page.ring(250, 60, 50)
    page.ring(250, 60, 46)
    beside = np.s_[:, round(196 * SCALE) :]
    for line in find_print_lines(page.grey, SCALE):
        top = round(line.bbox.top)
        was = page.grey[top : top + line.picture.shape[0]][beside] < 150
        assert was.sum() > 100
        assert (line.picture[beside] < 150).sum() < 0.3 * was.sum()


def test_a_drawing_without_letters_has_no_lines() -> None:
    page = Print()
    page.ring(100, 80, 40)
    page.stroke((20, 20), (200, 90), (60, 150))
    assert find_print_lines(page.grey, SCALE) == []
