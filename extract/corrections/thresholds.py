"""Thresholds of aligning a newer extraction with a review.

Likeness runs from 0 to 1: the share of letters that two texts have in common. Both are unfitted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlignmentThresholds:
    """When rows and SOPs of two extractions are the same."""

    min_row_likeness: float = 0.6
    min_title_likeness: float = 0.85


ALIGNMENT = AlignmentThresholds()
