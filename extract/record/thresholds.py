"""Thresholds of rating recognised values.

Confidences and shares run from 0 to 1. Where a comment names no source the value is unfitted:
chosen by hand on made scans and on scans of real offices; benchmarks/reliability.py measures what
comes of all of them together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecognitionThresholds:
    """When a recognised value is doubtful by its own text."""

    # Names, titles and list items with fewer letters are malformed.
    min_letters: int = 3
    # The length of an ISO 8601 date with its day ("2023-07-26"); a shorter one may have lost it.
    full_date_characters: int = 10
    # Telephone numbers with fewer digits are malformed.
    min_phone_digits: int = 5
    # Where a row's words are less sure than this, what is drawn in the row says nothing, and an
    # SOP number of letters alone is handwriting.
    min_row_confidence: float = 0.6
    # Two readings of one place laid over each other give most words twice ("Staf Staf Seksi
    # Seksi"): from so many words on, if this share of their pairs is equal.
    min_doubled_words: int = 4
    min_doubled_share: float = 0.6


RECOGNITION = RecognitionThresholds()
