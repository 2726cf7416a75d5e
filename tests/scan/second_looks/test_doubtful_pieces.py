"""Doubtful pieces: which are read again, and when the second reading counts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage, Piece, build_montage
from extract.readers.scan.second_looks.batched_looks import DIGITS, run_looks
from extract.readers.scan.second_looks.doubtful_pieces import read_numbers, reread_doubtful
from models.geometry import BBox
from models.page import Direction
from tests.scan.pages import Picture, Print

Words = list[RecognisedWord]


class Reader:
    """Answers with given words, and keeps the pictures it was given."""

    def __init__(self, *answers: Words) -> None:
        self.answers = list(answers)
        self.shown: list[tuple[Picture, str]] = []

    def __call__(self, picture: Picture, characters: str) -> Words:
        self.shown.append((picture, characters))
        return self.answers.pop(0)


def again(
    montage: Montage, words: list[Words], reader: Reader
) -> dict[int, tuple[Direction, Words]]:
    """Return the result of reading pieces again."""
    seen: dict[int, tuple[Direction, Words]]
    (seen,) = run_looks(reader, reread_doubtful(montage, words))
    return seen


def word(text: str, confidence: float, y: float = 40.0) -> RecognisedWord:
    return RecognisedWord(text, BBox(30.0, y - 5, 60.0, y + 5), confidence)


def one_piece(text: str = "Nomor", upright: bool = True) -> Montage:
    sheet = Print()
    sheet.line(40, 50, text)
    if not upright:
        sheet.grey = np.ascontiguousarray(np.rot90(sheet.grey))
    height, width = sheet.grey.shape
    montage = build_montage(sheet.grey, sheet.ink, [BBox(0, 0, width, height)], sheet.scale)
    assert montage is not None
    assert len(montage.pieces) == 1
    return montage


def test_what_was_read_surely_is_not_looked_at_again() -> None:
    reader = Reader()
    assert again(one_piece(), [[word("Nomor", 0.95)]], reader) == {}
    assert reader.shown == []


def test_what_was_read_unsurely_is_looked_at_larger_and_the_surer_reading_counts() -> None:
    montage = one_piece()
    reader = Reader([word("Nomor", 0.93)])
    (found,) = again(montage, [[word("Nmor", 0.4)]], reader).values()
    assert found[0] is Direction.RIGHT
    assert [w.text for w in found[1]] == ["Nomor"]
    ((picture, characters),) = reader.shown
    assert characters == ""
    assert picture.shape[1] > montage.pieces[0].source.width * 1.5


def test_a_word_of_the_second_look_stands_on_the_page_where_its_piece_does() -> None:
    montage = one_piece()
    ((_, (read,)),) = again(montage, [[]], Reader([word("Nomor", 0.93)])).values()
    source = montage.pieces[0].source
    assert source.grown(8).contains_point(read.bbox.x_mid, read.bbox.y_mid)


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [word("Nomer", 0.38)],
        [word("—", 0.9)],
        [word("..", 0.95)],
    ],
)
def test_a_second_look_that_says_no_more_is_not_believed(answer: Words) -> None:
    assert again(one_piece(), [[word("Nomor", 0.5)]], Reader(answer)) == {}


def test_a_dash_is_not_taken_for_a_one_lying_on_its_side() -> None:
    """A slim "1" is also read sideways, where it is surely a dash."""
    montage = one_piece("1")
    reader = Reader([word("—", 0.86), word("—", 0.86, 200.0)])
    assert again(montage, [[word("1", 0.79)]], reader) == {}


def test_a_heading_turned_upwards_is_read_sideways() -> None:
    montage = one_piece("Sekretaris", upright=False)
    length = montage.pieces[0].source.height * 1.7
    reader = Reader([word("Sekretaris", 0.92, length + 24 + 50)])
    ((direction, found),) = again(montage, [[word("o", 0.3)]], reader).values()
    assert direction in (Direction.UP, Direction.DOWN)
    assert [w.text for w in found] == ["Sekretaris"]


def approval() -> tuple[Montage, Words]:
    """Return a piece of three lines, a long number in the last, and its words."""
    sheet = Print()
    words: Words = []
    for top, text in ((40, "KEPALA BIDANG"), (60, "Budi Cahyono"), (80, "NIP. 199001012015031009")):
        for printed in sheet.line(40, top, text):
            box = BBox(*(edge * sheet.scale for edge in printed.bbox))
            words.append(RecognisedWord(printed.text, box, 0.95))
    height, width = sheet.grey.shape
    montage = build_montage(sheet.grey, sheet.ink, [BBox(0, 0, width, height)], sheet.scale)
    assert montage is not None
    return montage, words


def texts(words: Words) -> list[str]:
    return [word.text for word in words]


def test_of_a_piece_with_a_long_number_its_line_alone_is_looked_at_again() -> None:
    montage, words = approval()
    reader = Reader([word("NIP.", 0.9), word("199001012015031009", 0.93)])
    ((way, found),) = again(montage, [words], reader).values()
    assert way is Direction.RIGHT
    assert texts(found) == texts(words)
    assert all(word.confidence >= 0.9 for word in found)
    ((picture, _),) = reader.shown
    assert picture.shape[0] < montage.pieces[0].source.height


def test_a_long_number_that_differs_when_looked_at_again_is_doubtful_and_its_piece_is_not() -> None:
    montage, words = approval()
    reader = Reader([word("NIP.", 0.6), word("199001012015037009", 0.7)])
    ((_, found),) = again(montage, [words], reader).values()
    assert texts(found) == texts(words)
    assert [word.text for word in found if word.confidence <= 0.5] == ["199001012015031009"]


def numbers() -> Montage:
    """Return the pieces of a column of five numbers beside one of words."""
    sheet = Print(width=400)
    ys = [20.0, 40.0, 60.0, 80.0, 100.0, 120.0]
    for number, y in enumerate(ys[:-1], start=1):
        sheet.line(24, y + 4, str(number))
        sheet.line(60, y + 4, "Menerima berkas permohonan dari pemohon")
    xs = [15.0, 40.0, 380.0]
    cells = [
        BBox(x0 * sheet.scale, y0 * sheet.scale, x1 * sheet.scale, y1 * sheet.scale)
        for y0, y1 in pairwise(ys)
        for x0, x1 in pairwise(xs)
    ]
    montage = build_montage(sheet.grey, sheet.ink, cells, sheet.scale)
    assert montage is not None
    assert len(montage.pieces) == 10
    return montage


@pytest.mark.parametrize("misread", ["S", "s,", ""])
def test_a_number_misread_in_a_column_of_numbers_is_read_as_a_number(misread: str) -> None:
    texts = ["1", "2", "3", "4", misread]
    words = [[word(text, 0.9)] if text else [] for number in texts for text in (number, "Menerima")]
    words[-1] = [word("Menerima", 0.9)]
    reader = Reader([word("5", 0.9)])
    (better,) = run_looks(reader, read_numbers(numbers(), words))
    assert [[w.text for w in found] for found in better.values()] == [["5"]]
    assert reader.shown[0][1] == DIGITS


def test_a_number_that_is_none_when_looked_at_again_stays() -> None:
    texts = ["1", "2", "3", "4", "S"]
    words = [[word(text, 0.9)] for number in texts for text in (number, "Menerima")]
    reader = Reader([word("..", 0.9)])
    assert run_looks(reader, read_numbers(numbers(), words)) == [{}]


def test_large_pieces_are_not_looked_at_again() -> None:
    sheet = np.full((3000, 2400), 255, np.uint8)
    large, small = (BBox(20, 20, 2300, 2500), BBox(20, 2600, 300, 2660))
    pieces = (Piece(large, 20, 20), Piece(small, 20, 2600))
    reader = Reader([])
    again(Montage(sheet, pieces), [[], []], reader)
    assert sum(picture.size for picture, _ in reader.shown) < 1_000_000
    assert reader.shown, "the small one is"


@pytest.mark.parametrize(("confidence", "looks"), [(0.95, 0), (0.5, 1)])
def test_a_heading_over_a_column_of_numbers_is_no_misread_number(
    confidence: float, looks: int
) -> None:
    heading = [[word("No.", confidence)], [word("Kegiatan", 0.9)]]
    rows = [[word(text, 0.9)] for number in "1234" for text in (number, "Menerima")]
    reader = Reader([])
    assert run_looks(reader, read_numbers(numbers(), [*heading, *rows])) == [{}]
    assert len(reader.shown) == looks


def test_a_dot_is_not_looked_at_again_and_a_letter_is() -> None:
    sheet = Print()
    read = [
        RecognisedWord(printed.text, BBox(*(edge * sheet.scale for edge in printed.bbox)), 0.95)
        for printed in sheet.line(20, 20, "Menerima berkas")
    ]
    sheet.dot(30, 90, 0.7)
    sheet.line(20, 140, "a")
    height, width = sheet.grey.shape
    bands = [BBox(0, top, width, top + height / 3) for top in (0.0, height / 3, 2 * height / 3)]
    montage = build_montage(sheet.grey, sheet.ink, bands, sheet.scale)
    assert montage is not None
    assert len(montage.pieces) == 3
    reader = Reader([word("a", 0.95)])
    assert list(again(montage, [read, [], []], reader)) == [2]
    ((picture, _),) = reader.shown
    assert picture.shape[0] < 100, "it is looked at as it stands alone, not sideways too"
