"""How well a document was read."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """How much of a record a person has to look at."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
