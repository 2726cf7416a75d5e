"""How like two printed values are, as recognition and typing leave them."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from normalize.text import fold_key


def likeness(one: str, other: str) -> float:
    """Return how like two texts are by their letters and digits, 0 to 100 (Indel ratio)."""
    return fuzz.ratio(fold_key(one), fold_key(other))


def slips_between(one: str, other: str) -> int:
    """Return how many letters are lost, added, changed or swapped between two words."""
    return OSA.distance(one, other)
