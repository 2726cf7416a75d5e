"""Words that every SOP uses, and words that look like a misread one of them."""

from __future__ import annotations

import pytest

from normalize.common_words import is_common_word, may_be_misread


@pytest.mark.parametrize("word", ["daiam", "pelakrana", "pemchon"])
def test_a_word_one_letter_from_a_common_one_may_be_misread(word: str) -> None:
    assert not is_common_word(word)
    assert may_be_misread(word)


@pytest.mark.parametrize("word", ["dalam", "pelaksana", "Karawang", "ke"])
def test_right_short_and_other_words_are_no_misreadings(word: str) -> None:
    assert not may_be_misread(word)
