"""Labels at the arrows of a flowchart, corrected after recognition.

Labels are short, stand at lines and are often cut by them, so recognition reads "Tidak" as "dak",
"7idak" or "TIDE". A text near one of the usual labels is replaced by it; a short scrap near none is
dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extract.vocabulary.tables import load_toml
from normalize.text import fold_key, fold_space


@dataclass(frozen=True, slots=True)
class LabelThresholds:
    """When a recognised text is a usual label. All are unfitted, set on the seed documents.

    Lengths are in letters, likeness from 0 to 100 (rapidfuzz).
    """

    # A shorter word that is no usual label is a scrap: an arrowhead, a speck.
    min_word_letters: int = 4
    # A word is a usual label from this likeness on, with at most so many letters changed; words
    # of these lengths are compared.
    min_likeness_percent: float = 66.0
    max_changed_letters: int = 2
    min_scrap_letters: int = 3
    max_scrap_letters: int = 7
    # The likeness of a label whose first letters were cut off.
    cut_likeness_percent: float = 90.0


LABEL = LabelThresholds()


def mend_label(text: str) -> str | None:
    """Return the label that was printed; None for a scrap.

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
        if LABEL.min_scrap_letters <= len(word) <= LABEL.max_scrap_letters
        and (score := _likeness(key, word)) >= LABEL.min_likeness_percent
    ]
    if near:
        usual = max(near)[2]
        letters = [char for char in text if char.isalpha()]
        return usual.upper() if sum(map(str.isupper, letters)) * 2 > len(letters) else usual
    return text if len(key) >= LABEL.min_word_letters and key.isalpha() else None


def is_usual_label(text: str) -> bool:
    """Return whether a text is one of the usual words at arrows: "Ya", "TIDAK"."""
    return fold_key(text) in _words()


@cache
def _words() -> Mapping[str, str]:
    """Return folded word -> how it is written."""
    table = load_toml("flowchart")["arrow_written"]
    return {fold_key(label): label for label in table["label"]} | dict(table["instead"])


def _likeness(key: str, word: str) -> float:
    """Return the likeness of a scrap to a word, 0 to 100; a missing beginning costs little."""
    if len(key) > LABEL.max_scrap_letters or len(key) < LABEL.min_scrap_letters:
        return 0.0
    if word.endswith(key) or (word.endswith(key[1:]) and key[:1].isdigit()):
        return LABEL.cut_likeness_percent
    return (
        float(fuzz.ratio(key, word))
        if Levenshtein.distance(key, word) <= LABEL.max_changed_letters
        else 0.0
    )
