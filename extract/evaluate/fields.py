"""How the values of a record must agree with the gold, by the rules of their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extract.evaluate.likeness import is_alike, is_same_duration, is_same_text
from models.kinds import Rule

# What identifies a regulation.
CITATION = ("type", "issuer", "number", "year")


def _is_equal(gold: object, found: object) -> bool:
    """Return whether two values are equal."""
    return gold == found


# The rules for single values; lists, step actors and arrows are judged as wholes (`judge.py`).
IS_RIGHT: Mapping[Rule, Callable[[object, object], bool]] = {
    Rule.SAME_LETTERS: is_same_text,
    Rule.EQUAL: _is_equal,
    Rule.ALIKE: is_alike,
    Rule.SAME_DURATION: is_same_duration,
}
# The rules under which a text that is wrong still counts by how alike it is.
GRADUAL = frozenset({Rule.SAME_LETTERS, Rule.ALIKE, Rule.SAME_DURATION})
