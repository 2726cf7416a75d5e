"""Ruling lines with breaks, where ink is worn off, folded or shone over: the breaks are closed.

A table's line ends at another line that crosses its end. Two pieces in one direction whose facing
ends meet nothing are one line with a break, if both are long beside the break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.layout.rulings import RULINGS, merge_strokes
from models.page import Ruling

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class BreakThresholds:
    """What is a break in a line. Unfitted; seen on photocopies of one office."""

    # Length of the longer of the two pieces; connectors of a flowchart are shorter.
    min_piece_pt: float = 60.0
    # Length of the shorter one.
    min_short_piece_pt: float = 12.0
    # A break, in lengths of both pieces together.
    max_gap_share: float = 0.5
    # Distance of the two pieces' positions.
    max_offset_pt: float = 1.2
    # Distance along a line within which its end is looked at.
    end_reach_pt: float = 2.0
    # Distance from a line, at both sides, at which ink at its end means that something stands
    # there: the side of a symbol, another line, a letter.
    side_from_pt: float = 2.0
    # The same, to.
    side_to_pt: float = 5.0
    # Share of that stretch that ink covers then.
    min_side_ink: float = 0.8


THRESHOLDS = BreakThresholds()


def close_breaks(rulings: Sequence[Ruling], ink: Image, scale: float) -> list[Ruling]:
    """Return the missing parts of a page's ruling lines.

    Args:
        rulings: Its ruling lines, in points.
        ink: Its ink as 255.
        scale: Pixels per point.
    """
    missing: list[Ruling] = []
    for horizontal in (True, False):
        merged = merge_strokes(r for r in rulings if r.horizontal is horizontal)
        across = [r for r in rulings if r.horizontal is not horizontal]
        by_position: list[list[Ruling]] = []
        for ruling in sorted(merged, key=lambda r: r.position):
            if (
                by_position
                and ruling.position - by_position[-1][0].position <= THRESHOLDS.max_offset_pt
            ):
                by_position[-1].append(ruling)
            else:
                by_position.append([ruling])
        for line in by_position:
            pieces = sorted(line, key=lambda r: r.start)
            missing += [
                Ruling((a.position + b.position) / 2, a.end, b.start, horizontal)
                for a, b in pairwise(pieces)
                if _is_break(a, b, across, ink, scale)
            ]
    return missing


def _is_break(
    before: Ruling, after: Ruling, across: Sequence[Ruling], ink: Image, scale: float
) -> bool:
    """Return whether two pieces in one direction are one line with a break between them.

    Args:
        before: The piece before the break.
        after: The piece after it.
        across: The lines of the other direction.
        ink: The page's ink as 255.
        scale: Pixels per point.
    """
    gap = after.start - before.end
    lengths = before.length, after.length
    if (
        gap <= 0
        or max(lengths) < THRESHOLDS.min_piece_pt
        or min(lengths) < THRESHOLDS.min_short_piece_pt
        or gap > THRESHOLDS.max_gap_share * sum(lengths)
    ):
        return False
    return not any(
        _meets(ruling, end, across) or _is_at_ink(ruling, end, ink, scale)
        for ruling, end in ((before, before.end), (after, after.start))
    )


def _meets(ruling: Ruling, end: float, across: Sequence[Ruling]) -> bool:
    """Return whether a line of the other direction crosses or touches a line's end."""
    reach = RULINGS.max_end_gap_pt
    return any(
        abs(other.position - end) <= reach
        and other.start - reach <= ruling.position <= other.end + reach
        for other in across
    )


def _is_at_ink(ruling: Ruling, end: float, ink: Image, scale: float) -> bool:
    """Return whether ink runs across at a line's end, on either side of the line."""
    along = _pixels(end - THRESHOLDS.end_reach_pt, end + THRESHOLDS.end_reach_pt, scale)
    for low, high in (
        (-THRESHOLDS.side_to_pt, -THRESHOLDS.side_from_pt),
        (THRESHOLDS.side_from_pt, THRESHOLDS.side_to_pt),
    ):
        beside = _pixels(ruling.position + low, ruling.position + high, scale)
        part = ink[beside, along] if ruling.horizontal else ink[along, beside].T
        if part.size and float(np.mean(part.any(axis=1))) >= THRESHOLDS.min_side_ink:
            return True
    return False


def _pixels(low: float, high: float, scale: float) -> slice:
    """Return a stretch in points as a slice of pixels."""
    return slice(max(round(low * scale), 0), max(round(high * scale), 1))
