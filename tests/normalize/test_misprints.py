from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.misprints import mend_signs, nearest

WORDS = ("menteri", "presiden", "nomor", "tahun", "agama")


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("Nom0r 5", "Nomor 5"),
        ("Da1am Negeri", "Dalam Negeri"),
        ("Tahun 2O14", "Tahun 2014"),
        ("l2 Januari", "12 Januari"),
        ("I945", "1945"),
        ("II", "II"),
        ("24/PRT/M/2007", "24/PRT/M/2007"),
        ("Oktober", "Oktober"),
    ],
)
def test_letters_and_digits_are_put_right(printed: str, mended: str) -> None:
    assert mend_signs(printed) == mended


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("menten", "menteri"), ("presiclen", "presiden"), ("nornor", "nomor"), ("taun", "tahun"),
        ("aqama", "agama"), ("agarna", "agama"), ("mentreri", "menteri"), ("kabupaten", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_misprint_is_the_nearest_known_word(word: str, known: str | None) -> None:
    assert nearest(word, WORDS, 1) == known


def test_a_word_between_two_is_neither() -> None:
    assert nearest("batu", ("bata", "bati"), 1) is None


@given(st.text())
def test_every_character_stays_in_its_place(text: str) -> None:
    assert len(mend_signs(text)) == len(text)
