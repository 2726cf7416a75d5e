"""Voting: readings of a line combined word by word and letter by letter."""

from __future__ import annotations

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.second_looks.voting import THRESHOLDS, Vote, vote
from models.geometry import BBox

WIDE = 10.0  # of a letter


def reading(line: str) -> list[RecognisedWord]:
    """Return the words of "BUNGA~90 UJIAN~85" with their confidences; "_" is white."""
    words = []
    x = 0.0
    for part in line.split():
        text, _, sure = part.partition("~")
        end = x + WIDE * len(text)
        if text.strip("_"):
            words.append(RecognisedWord(text, BBox(x, 0, end, 12), int(sure or 90) / 100))
        x = end + WIDE
    return words


def voted(*pictures: list[str], letters: tuple[float, ...] = ()) -> Vote:
    return vote([[reading(line) for line in lines] for lines in pictures], letters)


def text(result: Vote) -> str:
    return " ".join(word.text for word in result.words)


def test_each_word_is_taken_from_the_reading_that_has_it_best() -> None:
    result = voted(["BUNGA~95 UJLAN~40", "BUNCA~50 UJIAN~90"])
    assert text(result) == "BUNGA UJIAN"


def test_what_is_read_of_two_pictures_counts_more_than_a_repetition() -> None:
    result = voted(["19700111~80", "19760111~84", "19760111~84"], ["19700111~90"])
    assert text(result) == "19700111"


def test_readings_that_differ_and_neither_prevails_are_disputed() -> None:
    assert voted(["BUNGA~90"], ["BUNCA~88"]).disputed
    assert not voted(["BUNGA~90", "BUNGA~80"], ["BUNCA~40"]).disputed


def test_each_letter_is_what_most_readings_have_in_its_place() -> None:
    result = voted(["RUNGA~60", "BUNCA~65"], ["BUNGE~50"], letters=(5, 15, 25, 35, 45))
    assert text(result) == "BUNGA"
    assert result.words[0].confidence <= THRESHOLDS.max_pieced, "nobody read it so"


def test_a_word_read_in_two_does_not_lose_the_letter_between() -> None:
    result = voted(
        ["Kepala~90 Dinas~90"], ["Ke~94 __ Dinas~95"], letters=(5, 15, 25, 35, 45, 55, 75, 85)
    )
    assert text(result) == "Kepala Dinas"


def test_what_crosses_a_line_before_its_first_word_is_no_word() -> None:
    result = voted(["VA~31 BUNGA~90", "NX~40 BUNGA~95", "__ BUNGA~95"])
    assert text(result) == "BUNGA"


def test_an_unsure_first_word_stays_where_letters_are_clear() -> None:
    result = voted(["BUMG~40 UJIAN~90", "8UHGA~45 UJIAN~95"], letters=(5, 15, 25))
    assert len(result.words) == 2


def test_one_reading_alone_is_kept_as_it_is() -> None:
    result = voted(["Rp~30 UJIAN~40", ""], [""])
    assert text(result) == "Rp UJIAN"
    assert result.disputed


def test_a_hardly_sure_word_over_several_has_no_say() -> None:
    result = voted(["BUNGA~80 UJIAN~80", "BUNGA~70 UJIAN~70", "BUNGAXUJIAN~30"])
    assert text(result) == "BUNGA UJIAN"


def test_nothing_read_is_nothing() -> None:
    assert voted([""], [""]) == Vote([], disputed=True)


def test_a_word_that_offices_use_is_taken_before_one_like_it() -> None:
    result = voted(["pelayanah~91 surat~90", "pelayanan~75 surat~90"])
    assert text(result) == "pelayanan surat"
    assert result.disputed
    assert text(voted(["pelayanah~95", "pelayanan~40"])) == "pelayanah", "hardly anybody read it"
