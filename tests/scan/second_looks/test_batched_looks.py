"""Second looks share a picture, and each gets the words of its own pictures."""

from __future__ import annotations

import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.second_looks.batched_looks import DIGITS, Request, SecondLook, run_looks
from models.geometry import BBox
from tests.scan.pages import Picture


class Reader:
    """Reads every dark bar of a picture as its width in pixels."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, sheet: Picture, characters: str) -> list[RecognisedWord]:
        self.asked.append(characters)
        found: list[RecognisedWord] = []
        rows = np.flatnonzero((sheet == 0).any(axis=1))
        for band in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
            columns = np.flatnonzero(sheet[band[0]] == 0)
            box = BBox(columns[0], band[0], columns[-1] + 1, band[-1] + 1)
            found.append(RecognisedWord(str(columns.size), box, 0.9))
        return found


def bar(width: int) -> Picture:
    """Return a picture with a bar of a width, 5 pixels from the left and 7 from the top."""
    picture = np.full((20, width + 30), 255, np.uint8)
    picture[7:13, 5 : 5 + width] = 0
    return picture


def look(*widths: int, characters: str = "") -> SecondLook[list[list[RecognisedWord]]]:
    """Ask for some bars once."""
    answers = yield Request([bar(width) for width in widths], characters)
    return answers


def look_twice(width: int) -> SecondLook[str]:
    """Ask for a bar, then for one twice as wide as the first was read."""
    ((first,),) = yield Request([bar(width)])
    ((second,),) = yield Request([bar(2 * int(first.text))])
    return second.text


def test_each_gets_the_words_of_its_own_pictures_at_their_places() -> None:
    reader = Reader()
    one, other = run_looks(reader, look(10, 40), look(25))
    assert [[word.text for word in words] for words in one] == [["10"], ["40"]]
    assert [[word.text for word in words] for words in other] == [["25"]]
    assert other[0][0].bbox == BBox(5, 7, 30, 13)
    assert reader.asked == [""]


def test_what_is_read_as_digits_has_a_sheet_of_its_own() -> None:
    reader = Reader()
    run_looks(reader, look(10), look(20, characters=DIGITS), look(30))
    assert sorted(reader.asked) == ["", DIGITS]


def test_a_look_goes_on_from_what_it_was_told() -> None:
    reader = Reader()
    assert run_looks(reader, look_twice(12), look(9))[0] == "24"
    assert reader.asked == ["", ""]


def test_nothing_to_look_at_costs_nothing() -> None:
    reader = Reader()
    assert run_looks(reader, look(), look(characters=DIGITS)) == [[], []]
    assert reader.asked == []
