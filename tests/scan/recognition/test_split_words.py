from __future__ import annotations

import pytest

from extract.readers.scan.recognition.split_words import join_words
from models.geometry import BBox
from models.page import Direction, Word


def word(text: str, x0: float, x1: float, top: float = 100, bottom: float = 107) -> Word:
    return Word(text, BBox(x0, top, x1, bottom), 0.9, Direction.RIGHT)


@pytest.mark.parametrize("stroke", ["1", "l", "I", "|"])
def test_a_stroke_close_between_letters_is_an_l(stroke: str) -> None:
    words = [
        word("Pe", 10, 20),
        word(stroke, 20.3, 22),
        word("ayanan", 22.4, 50),
        word("X", 55, 60),
    ]
    joined = join_words(words)
    assert [w.text for w in joined] == ["Pelayanan", "X"]
    assert joined[0].bbox == BBox(10, 100, 50, 107)
    assert joined[0].confidence <= 0.6


@pytest.mark.parametrize(
    "words",
    [
        [word("Pasal", 10, 30), word("1", 33, 35), word("ayat", 38, 55)],
        [word("ATK", 10, 20), word("1", 20.3, 22), word("Rim", 22.4, 50)],
        [word("5", 10, 20), word("1", 20.3, 22), word("hari", 22.4, 50)],
        [word("Pe", 10, 20), word("1", 20.3, 22, 120, 127), word("ayanan", 22.4, 50)],
        [word("Pe", 10, 20), word("7", 20.3, 22), word("ayanan", 22.4, 50)],
        [word("Pe", 10, 20), word("1", 20.3, 22)],
    ],
    ids=["blanks", "capitals", "digits", "another line", "another digit", "the end"],
)
def test_other_words_stay_apart(words: list[Word]) -> None:
    assert join_words(words) == words
