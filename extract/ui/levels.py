"""How sure a value is, in the three words that a person acts on."""

from __future__ import annotations

from enum import StrEnum

# From here on a value is right nearly always (benchmarks/reliability.py measures it).
SURE = 0.9
# Below this it is wrong as often as not.
DOUBTFUL = 0.6


class Level(StrEnum):
    """How sure a value is."""

    SURE = "sure"
    CHECK = "check"
    DOUBT = "doubt"


def level_of(confidence: float) -> Level:
    """Return how sure a value of some confidence, 0 to 1, is."""
    if confidence >= SURE:
        return Level.SURE
    return Level.CHECK if confidence >= DOUBTFUL else Level.DOUBT
