"""When two values are the same, and how alike two texts are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from extract.evaluate.thresholds import SAME
from extract.record.pointers import value_at


def fold(value: object) -> str | None:
    """Return the letters and digits of a text without regard to case; None for anything else."""
    return _fold_text(value) if isinstance(value, str) else None


@cache
def _fold_text(text: str) -> str:
    """Return the letters and digits of a text, without regard to case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def likeness(one: object, other: object) -> float:
    """Return how alike the letters and digits of two texts are, 0 to 1; 0 for other values."""
    return _ratio(fold(one), fold(other))


def printed_likeness(one: object, other: object) -> float:
    """Return how alike two texts are as printed, 0 to 1; 0 for other values."""
    return _ratio(*(" ".join(v.split()) if isinstance(v, str) else None for v in (one, other)))


def _ratio(one: str | None, other: str | None) -> float:
    """Return how alike two texts are, 0 to 1; 0 where one is missing."""
    return 0.0 if one is None or other is None else fuzz.ratio(one, other) / 100


def is_same_text(gold: object, found: object) -> bool:
    """Return whether two texts have the same letters and digits; nothing equals only nothing."""
    return gold is found if gold is None or found is None else fold(gold) == fold(found)


def is_alike(gold: object, found: object) -> bool:
    """Return whether two texts are the same, or nearly so; nothing equals only nothing."""
    return is_same_text(gold, found) or likeness(gold, found) >= SAME.min_cell_likeness


def is_same_duration(gold: object, found: object) -> bool:
    """Return whether two durations, as JSON has them, mean the same, however they are worded."""
    return _meaning(gold) == _meaning(found)


def _meaning(duration: object) -> tuple[object, ...]:
    """Return what must agree of a duration; none is the same as one that holds nothing."""
    return (
        value_at(duration, "/raw") is None,
        value_at(duration, "/iso8601"),
        value_at(duration, "/unit"),
    )


def is_same_citation(gold: Any, found: Any, parts: Iterable[str]) -> bool:
    """Return whether two citations name one regulation, by those of its parts that are judged."""
    for part in parts:
        one, other = value_at(gold, f"/{part}"), value_at(found, f"/{part}")
        alike = is_same_text(one, other) if part in ("issuer", "number") else one == other
        if not alike:
            return False
    return True
