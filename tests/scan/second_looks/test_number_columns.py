"""A number that breaks its column's sequence is read again, and never made up."""

from __future__ import annotations

import numpy as np
import pytest

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage, Piece
from extract.readers.scan.second_looks.batched_looks import run_looks
from extract.readers.scan.second_looks.number_columns import mend_number_columns
from models.geometry import BBox
from tests.scan.pages import Picture


def column(
    texts: list[str], unsure: int, confidence: float
) -> tuple[Montage, list[list[RecognisedWord]]]:
    """Return the pieces of a column of numbers and their words, one with low confidence."""
    pieces = tuple(
        Piece(BBox(100, 100 + 80 * row, 130, 130 + 80 * row), 10, 10 + 40 * row)
        for row in range(len(texts))
    )
    words = [
        [RecognisedWord(text, piece.source, confidence if row == unsure else 0.95)]
        for row, (text, piece) in enumerate(zip(texts, pieces, strict=True))
    ]
    return Montage(np.full((50 * len(texts), 60), 255, np.uint8), pieces), words


def mended(
    texts: list[str], unsure: int, again: list[str], confidence: float = 0.7
) -> RecognisedWord:
    """Return the unsure number when its second readings are these."""
    montage, words = column(texts, unsure, confidence)

    def read(picture: Picture, characters: str) -> list[RecognisedWord]:
        assert characters
        return [RecognisedWord(text, BBox(0, 0, 9, 9), 0.8) for text in again]

    (result,) = run_looks(read, mend_number_columns(montage, words, 4.0))
    assert result.keys() <= {unsure}
    word: RecognisedWord
    (word,) = result.get(unsure, words[unsure])
    return word


@pytest.mark.parametrize(("texts", "at"), [
    (["5", "6", "1", "8"], 2), (["4.", "5.", "6.", "1."], 3),
        (["1", "8", "9", "10"], 0),
])  # fmt: skip
def test_the_number_that_is_due_counts_where_it_is_read(texts: list[str], at: int) -> None:
    word = mended(texts, at, ["7", "7", "1"])
    assert word.text == texts[at].replace("1", "7")
    assert word.confidence <= 0.8


def test_in_doubt_the_first_reading_stays_and_is_unsure() -> None:
    for again in (["7", "1"], []):
        word = mended(["5", "6", "1", "8"], 2, again)
        assert (word.text, word.confidence) == ("1", 0.3)


def test_a_number_that_reads_the_same_again_stays_as_sure_as_it_was() -> None:
    assert mended(["5", "6", "1", "8"], 2, ["1", "1"]).confidence == 0.7
    assert mended(["5", "6", "9", "8"], 2, ["7"], confidence=0.95).text == "9"


def test_a_sure_number_that_stands_twice_in_its_column_is_read_again() -> None:
    twice = ["4", "2", "3", "4", "5"]
    assert mended(twice, 0, ["1", "1", "4"], confidence=0.97).text == "1"
    assert mended(twice, 0, ["4", "4"], confidence=0.97).text == "4"


def test_a_column_of_other_numbers_is_left_alone() -> None:
    assert mended(["5", "12", "1", "30", "8"], 2, ["7", "13"]).confidence == 0.7
