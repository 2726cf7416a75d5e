"""Misprints of OCR and of typing: the known word that a misprinted word stands for."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalize.tables import load_toml
from normalize.thresholds import COMMON_WORD

_DIGIT_IN_WORD = re.compile(r"(?<=[A-Za-z])[015](?=[a-z])")
_LETTER_IN_NUMBER = re.compile(r"(?<![^\W_])(?=[OoIl|]?\d)\d?[\dOoIl|]+(?![^\W_])")
_CAPITAL_IN_NUMBER = re.compile(
    r"(?<![^\W_])(?:\d[\dOoIl|ZSB]{1,3}|[OIl|ZSB]{1,2}\d[\dOoIl|ZSB]{0,2})(?![^\W_])"
)


def mend_signs(text: str) -> str:
    """Return a text with letters for the digits inside words and digits for letters in numbers.

    "Nom0r 2O14" becomes "Nomor 2014". Every character stays in its place.
    """
    table = load_toml("misprints")
    text = _DIGIT_IN_WORD.sub(lambda match: table["as_letters"][match.group()], text)
    digits = str.maketrans(table["as_digits"])
    return _LETTER_IN_NUMBER.sub(lambda match: match.group().translate(digits), text)


def mend_amount(text: str) -> str:
    """Return what OCR may have made of a number as digits: "1S" gives "15", "Z" "2"."""
    table = load_toml("misprints")
    return text.translate(str.maketrans({**table["as_digits"], **table["as_digits_too"]}))


def mend_amounts(text: str) -> str:
    """Return a text as `mend_signs` does, capitals in numbers taken for digits as well."""
    return _CAPITAL_IN_NUMBER.sub(lambda match: mend_amount(match.group()), mend_signs(text))


def nearest(word: str, known: tuple[str, ...], slips: int) -> str | None:
    """Return the known word that a word is a misprint of; None if there is none, or more than one.

    A word that looks the same to OCR ("rn" for "m") comes first, then the one with the fewest
    letters changed, left out, added or swapped.

    Args:
        word: The word in small letters.
        known: The words it may be, in small letters.
        slips: How many letters may be wrong.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    alike = _by_shape(known).get(shape(word), ())
    if len(alike) == 1:
        return alike[0]
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=slips, limit=COMMON_WORD.max_compared
    )
    ranked = sorted((distance, abs(len(name) - len(word)), name) for name, distance, _ in found)
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    return ranked[0][2]


@lru_cache(maxsize=20_000)
def shape(word: str) -> str:
    """Return a word with letters that OCR confuses replaced by one of them."""
    before = ""
    while before != word:
        before = word
        for misread, meant in load_toml("misprints")["shapes"]:
            word = word.replace(misread, meant)
    return word


@cache
def _by_shape(known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    shapes: dict[str, tuple[str, ...]] = {}
    for word in known:
        shapes[shape(word)] = (*shapes.get(shape(word), ()), word)
    return shapes
