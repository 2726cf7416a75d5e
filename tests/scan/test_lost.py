"""Words that recognition passed over are read once more, and no surer than doubtful."""

from __future__ import annotations

import numpy as np

from extract.readers.scan.lost import find_lost, with_lost
from extract.readers.scan.mosaic import Mosaic, build_mosaic
from extract.readers.scan.noise import NOISE
from extract.readers.scan.signs import lines_of_signs
from extract.readers.scan.tesseract import RecognisedWord
from extract.readers.scan.together import read_together
from models.geometry import BBox
from tests.scan.pages import Picture, Print


def page() -> tuple[Mosaic, list[RecognisedWord]]:
    """Return a cell of two lines and the words printed in it, in pixels."""
    sheet = Print()
    words = [*sheet.line(30, 30, "Draf Surat Keterangan"), *sheet.line(30, 44, "Domisili Warga")]
    mosaic = build_mosaic(sheet.grey, sheet.ink, [BBox(40, 40, 960, 300)], sheet.scale)
    assert mosaic is not None
    return mosaic, [
        RecognisedWord(w.text, BBox(*(edge * sheet.scale for edge in w.bbox)), 0.95) for w in words
    ]


def found(kept: list[RecognisedWord], mosaic: Mosaic, sure: float = 0.9) -> list[RecognisedWord]:
    """Return the words of the cell, a second look reading every lost stretch as "Lagi"."""
    asked: list[Picture] = []

    def read(picture: Picture, characters: str) -> list[RecognisedWord]:
        asked.append(picture)
        high, wide = picture.shape
        return [RecognisedWord("Lagi", BBox(24, high / 2 - 10, wide - 24, high / 2 + 10), sure)]

    (piece,) = mosaic.pieces
    signs = lines_of_signs(mosaic, piece, 300 / 72)
    (late,) = read_together(read, find_lost(mosaic, [kept], lambda _: signs))
    assert len(asked) <= 1
    return with_lost(kept, [word for _, word in late])


def test_a_line_that_was_passed_over_is_read_again_at_its_place() -> None:
    mosaic, words = page()
    *read, again = found(words[:3], mosaic)
    assert read == words[:3]
    assert again.text == "Lagi"
    assert NOISE < again.confidence < 0.7
    line = BBox.around([word.bbox for word in words[3:]])
    assert abs(again.bbox.y_mid - line.y_mid) < 8
    assert abs(again.bbox.x0 - line.x0) < 8


def test_the_end_of_a_line_too() -> None:
    mosaic, words = page()
    again = found([*words[:2], *words[3:]], mosaic)[-1]
    assert again.text == "Lagi"
    assert words[2].bbox.grown(10).contains_point(again.bbox.x_mid, again.bbox.y_mid)


def test_what_was_read_is_not_read_again() -> None:
    mosaic, words = page()
    assert found(words, mosaic) == words


def test_what_stays_unsure_is_left_out() -> None:
    mosaic, words = page()
    assert found(words[:3], mosaic, sure=0.4) == words[:3]


def test_a_piece_of_which_next_to_nothing_was_read_is_no_text() -> None:
    mosaic, words = page()
    assert found(words[:1], mosaic) == words[:1]
    assert np.any(mosaic.picture < 100)
