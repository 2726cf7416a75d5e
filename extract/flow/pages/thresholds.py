"""Limits and confidences by which symbols get their rows and pages are joined.

Lengths are in PDF points, shares and confidences run from 0 to 1. *Measured* and *unfitted* mean
what `extract.flow.drawing.thresholds` says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PositionThresholds:
    """In which row and columns a symbol stands."""

    # A symbol with this share of its height in one row stands in it. Measured: at least 0.89.
    min_sure_row_share: float = 0.7
    # With this share it may stand in a row. Unfitted.
    min_row_share: float = 0.3
    # A symbol over this share of a column's width stands in that column too. Unfitted.
    min_column_share: float = 0.6


@dataclass(frozen=True, slots=True)
class OffPageThresholds:
    """How off-page connectors and lines that leave a page are paired."""

    # An off-page connector shows a letter or number of at most so many characters.
    max_text_chars: int = 3
    # Heights that differ by less are the same. Unfitted.
    max_level_pt: float = 3.0
    # Connectors stand in one column up to this distance of their middles. Unfitted; half of the
    # narrowest actor column.
    max_column_offset_pt: float = 20.0


@dataclass(frozen=True, slots=True)
class JoinConfidence:
    """Confidence of what joins pages and of actors without symbol. All unfitted."""

    # Actors told by marks such as X, and by words.
    mark: float = 0.9
    words: float = 0.7
    # A circle alone in the first or last row is its start or end.
    round_end: float = 0.6
    # A symbol that stands between two rows.
    between_rows: float = 0.6
    # Two off-page connectors with the same letter; at the same place; left over from the others.
    same_text: float = 1.0
    same_place: float = 1.0
    left_over: float = 0.6
    # Two off-page connectors of one page in one column.
    same_column: float = 0.7
    # An arrow that runs out of the page leads to the next page's first step.
    first_step: float = 0.7
    # An arrow that comes from the page before leaves its last step, which has no other.
    last_step: float = 0.5


POSITION = PositionThresholds()
OFF_PAGE = OffPageThresholds()
CONFIDENCE = JoinConfidence()
