"""Common words of Indonesian SOPs, and words that look like a misreading of one."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein

from normalize.misprints import shape
from normalize.tables import load_toml
from normalize.thresholds import COMMON_WORD


def is_common_word(word: str) -> bool:
    """Return whether a word is one that SOPs are made of.

    Args:
        word: In small letters.
    """
    return word in _common_words()


def may_be_misread(word: str) -> bool:
    """Return whether a word is no common one but looks like one, as "daiam" does like "dalam".

    Args:
        word: Letters alone.
    """
    folded = word.casefold()
    if len(folded) < COMMON_WORD.min_shape_letters or folded in _common_words():
        return False
    return shape(folded) in _shapes() or is_slip(folded)


def is_slip(word: str) -> bool:
    """Return whether a word is a common one but for one letter inside it.

    Args:
        word: In small letters.
    """
    if len(word) < COMMON_WORD.min_slip_letters - 1 or word in _common_words():
        return False
    return any(
        abs(len(known) - len(word)) <= 1
        and known[-1] == word[-1]
        and Levenshtein.distance(known, word, score_cutoff=1) <= 1
        for known in _long_words().get(word[0], ())
    )


@cache
def _common_words() -> frozenset[str]:
    """Return the words that SOPs are made of."""
    words: str = load_toml("common_words")["words"]
    return frozenset(words.split())


@cache
def _shapes() -> frozenset[str]:
    """Return what the longer common words look like to OCR."""
    return frozenset(
        shape(word) for word in _common_words() if len(word) >= COMMON_WORD.min_shape_letters
    )


@cache
def _long_words() -> dict[str, tuple[str, ...]]:
    """Return the longer common words by their first letter."""
    found: dict[str, list[str]] = {}
    for word in _common_words():
        if len(word) >= COMMON_WORD.min_slip_letters:
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in found.items()}
