"""How like two printed values are, as recognition and typing leave them."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from normalize.text import fold_key


def likeness(one: str, other: str) -> float:
    """Return how like two texts are by their letters and digits, 0 to 100 (Indel ratio)."""
    return fuzz.ratio(fold_key(one), fold_key(other))


def shared_words(one: str, other: str) -> float:
    """Return how like two texts are by the words they share, 0 to 100 (token set ratio).

    Words that only one of them has count little: "SOP Pelayanan Izin" is "Pelayanan Izin".
    """
    return fuzz.token_set_ratio(one, other)


def slips_between(one: str, other: str) -> int:
    """Return how many letters are lost, added, changed or swapped between two words."""
    return OSA.distance(one, other)
