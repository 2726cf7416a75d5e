"""Approval blocks under stamps and signatures, read with Tesseract."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageFont

from extract.errors import MissingDependencyError
from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.ocr.registry import main_engine
from extract.readers.scan.read import read_picture
from extract.readers.scan.recognition.cell_montage import build_montage
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.readers.scan.second_looks.batched_looks import run_looks
from extract.readers.scan.second_looks.overprint import (
    THRESHOLDS,
    find_overprinted,
    read_overprinted,
)
from models.geometry import BBox
from models.page import Word
from tests.builders.signed import signed_block
from tests.scan.pages import SCALE, Picture, Print

RECOGNISER = Recogniser("ind+eng", 300)


def folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def read_block(picture: Picture) -> dict[str, float]:
    """Return the lines read in a signed block, case-folded -> their lowest confidence."""
    words = [
        word
        for word in read_picture(picture, 1, RECOGNISER).words
        if word.bbox.x0 > 134 and 52 < word.bbox.top < 175
    ]
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.bbox.y_mid):
        if lines and abs(lines[-1][-1].bbox.y_mid - word.bbox.y_mid) < 6:
            lines[-1].append(word)
        else:
            lines.append([word])
    return {
        folded("".join(word.text for word in sorted(line, key=lambda word: word.bbox.x0))): min(
            word.confidence for word in line
        )
        for line in lines
    }


@pytest.fixture(scope="module")
def tesseract() -> None:
    try:
        main_engine().require(RECOGNISER.languages)
    except MissingDependencyError as error:
        pytest.skip(str(error))
    if not isinstance(ImageFont.load_default(20), ImageFont.FreeTypeFont):
        pytest.skip("Pillow was built without FreeType, whose letters the pages are drawn in")


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(
    ("stamp", "pen", "bilevel", "least"),
    [("violet", "blue", False, 10), ("blue", "navy", False, 9), (None, "black", True, 9)],
)
def test_most_of_a_signed_block_is_read(
    stamp: str | None, pen: str, bilevel: bool, least: int
) -> None:
    right = 0
    for seed in range(3):
        signed = signed_block(seed, stamp=stamp, pen=pen, bilevel=bilevel)
        read = read_block(signed.picture)
        right += sum(folded(line) in read for line in signed.lines)
    assert right >= least


def drawn_name() -> tuple[Print, Picture]:
    """Return a printed name, and where a drawing was removed from it."""
    page = Print(width=200, height=60)
    page.line(20, 20, "BUNGA UJIAN", size=11)
    taken = np.zeros_like(page.grey)
    taken[round(22 * SCALE) : round(30 * SCALE), round(40 * SCALE) : round(46 * SCALE)] = 255
    return page, taken


def again(before: str, *readings: str) -> tuple[str, float]:
    """Return the result for an overprinted name, and its greatest confidence."""
    page, taken = drawn_name()
    montage = build_montage(page.grey, page.ink, [], SCALE)
    assert montage is not None
    box = montage.pieces[0].source
    answers = list(readings)

    def read(picture: Picture, characters: str) -> list[RecognisedWord]:
        # The line at two sizes, one below the other, with white around them.
        inked = np.flatnonzero((picture < 150).any(axis=1))
        parts = np.split(inked, np.flatnonzero(np.diff(inked) > 20) + 1)
        wide = float(picture.shape[1])
        return [
            RecognisedWord(text, BBox(0, float(part[0]), wide, float(part[-1])), 0.95)
            for text, part in zip(answers, parts, strict=True)
        ]

    words = [[RecognisedWord(before, box, 0.95)]]
    none = np.zeros_like(taken)
    struck = find_overprinted(montage, (page.grey, None), (taken, none), SCALE)
    (found,) = run_looks(read, read_overprinted(struck, words))
    (limit,) = {most for _, most in found.limits}
    return " ".join(word.text for word in found.words[0]), limit


def test_a_struck_line_is_sure_where_two_readings_agree() -> None:
    assert again("BU GA UJIAN", "BUNGA UJIAN", "BUNGA UJIAN") == (
        "BUNGA UJIAN",
        THRESHOLDS.max_agreed,
    )


def test_a_struck_line_is_not_sure_where_no_readings_agree() -> None:
    assert again("BU GA UJIAN", "BUNGA UJIAN", "BUNCA UJIAN")[1] == THRESHOLDS.max_disputed


def test_a_struck_line_that_is_read_no_better_is_not_sure_where_letters_are_missing() -> None:
    text, limit = again("BUNGA UJIAN", "B", "")
    assert text == "BUNGA UJIAN"
    assert limit in (THRESHOLDS.max_disputed, THRESHOLDS.max_incomplete)


def test_a_line_that_nothing_was_taken_from_is_left_alone() -> None:
    page, taken = drawn_name()
    montage = build_montage(page.grey, page.ink, [], SCALE)
    assert montage is not None
    none = np.zeros_like(taken)
    assert find_overprinted(montage, (page.grey, None), (none, none), SCALE) == []
