"""The word at an arrow of a flowchart, from what recognition made of it.

Labels are short, stand at lines and are often cut by one, so recognition makes "dak", "7idak" or
"TIDE" of "Tidak". What is near one of the usual words is taken for it; a scrap that is near none
says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from normalize.tables import load_toml
from normalize.text import fold_key, fold_space

# What is shorter than this and no usual word is a scrap: an arrowhead, a speck.
SHORTEST_WORD = 4
# How like a usual word, 0 to 100, what was read must be to be taken for it.
ALIKE = 66.0
# Scraps of so many letters are compared.
SHORTEST_SCRAP = 3
LONGEST_SCRAP = 7


def mend_label(text: str) -> str | None:
    """Return the label that was printed, as far as can be told.

    Args:
        text: What recognition read at the arrow.

    Returns:
        The text itself where it is one of the usual words or a longer one of its own; the usual
        word in the text's own case where it is near one; None where it is a scrap.
    """
    text = fold_space(text)
    key = fold_key(text)
    if key in _words():
        return text
    near = [
        (score, word, usual)
        for word, usual in _words().items()
        if SHORTEST_SCRAP <= len(word) <= LONGEST_SCRAP and (score := _likeness(key, word)) >= ALIKE
    ]
    if near:
        usual = max(near)[2]
        letters = [char for char in text if char.isalpha()]
        return usual.upper() if sum(map(str.isupper, letters)) * 2 > len(letters) else usual
    return text if len(key) >= SHORTEST_WORD and key.isalpha() else None


def is_usual_label(text: str) -> bool:
    """Return whether a text is one of the usual words at arrows: "Ya", "TIDAK"."""
    return fold_key(text) in _words()


@cache
def _words() -> Mapping[str, str]:
    """Return folded word -> how it is written."""
    table = load_toml("flow_labels")["labels"]
    return {word: usual for usual, words in table.items() for word in words}


def _likeness(key: str, word: str) -> float:
    """Return how like a word a scrap of it is, 0 to 100: a cut-off beginning costs little."""
    if len(key) > LONGEST_SCRAP or len(key) < SHORTEST_SCRAP:
        return 0.0
    if word.endswith(key) or (word.endswith(key[1:]) and key[:1].isdigit()):
        return 90.0
    return float(fuzz.ratio(key, word)) if Levenshtein.distance(key, word) <= 2 else 0.0
