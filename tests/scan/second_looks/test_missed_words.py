"""Words that recognition missed are read once more, and stay doubtful."""

from __future__ import annotations

import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage, build_montage
from extract.readers.scan.recognition.noise_words import THRESHOLDS as NOISE
from extract.readers.scan.second_looks.batched_looks import run_looks
from extract.readers.scan.second_looks.glyphs import glyph_lines
from extract.readers.scan.second_looks.missed_words import find_missed, with_missed
from models.geometry import BBox
from tests.scan.pages import Picture, Print


def page() -> tuple[Montage, list[RecognisedWord]]:
    """Return a cell of two lines and the words printed in it, in pixels."""
    sheet = Print()
    words = [*sheet.line(30, 30, "Draf Surat Keterangan"), *sheet.line(30, 44, "Domisili Warga")]
    montage = build_montage(sheet.grey, sheet.ink, [BBox(40, 40, 960, 300)], sheet.scale)
    assert montage is not None
    return montage, [
        RecognisedWord(w.text, BBox(*(edge * sheet.scale for edge in w.bbox)), 0.95) for w in words
    ]


def found(kept: list[RecognisedWord], montage: Montage, sure: float = 0.9) -> list[RecognisedWord]:
    """Return the words of the cell; every missed stretch is read as "Lagi"."""
    asked: list[Picture] = []

    def read(picture: Picture, characters: str) -> list[RecognisedWord]:
        asked.append(picture)
        high, wide = picture.shape
        return [RecognisedWord("Lagi", BBox(24, high / 2 - 10, wide - 24, high / 2 + 10), sure)]

    (piece,) = montage.pieces
    signs = glyph_lines(montage, piece, 300 / 72)
    (late,) = run_looks(read, find_missed(montage, [kept], lambda _: signs))
    assert len(asked) <= 1
    return with_missed(kept, [word for _, word in late])


def test_a_line_that_was_passed_over_is_read_again_at_its_place() -> None:
    montage, words = page()
    *read, again = found(words[:3], montage)
    assert read == words[:3]
    assert again.text == "Lagi"
    assert NOISE.min_line < again.confidence < 0.7
    line = BBox.around([word.bbox for word in words[3:]])
    assert abs(again.bbox.y_mid - line.y_mid) < 8
    assert abs(again.bbox.x0 - line.x0) < 8


def test_the_end_of_a_line_too() -> None:
    montage, words = page()
    again = found([*words[:2], *words[3:]], montage)[-1]
    assert again.text == "Lagi"
    assert words[2].bbox.grown(10).contains_point(again.bbox.x_mid, again.bbox.y_mid)


def test_what_was_read_is_not_read_again() -> None:
    montage, words = page()
    assert found(words, montage) == words


def test_what_stays_unsure_is_left_out() -> None:
    montage, words = page()
    assert found(words[:3], montage, sure=0.4) == words[:3]


def test_a_piece_of_which_next_to_nothing_was_read_is_no_text() -> None:
    montage, words = page()
    assert found(words[:1], montage) == words[:1]
    assert np.any(montage.picture < 100)
