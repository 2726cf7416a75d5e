"""Arrows that were pasted as small pictures of their own.

Such a picture is narrow and holds a shaft with a head at one end, too small to be traced as the
lines of a page are. The width of its ink along its longer side tells where the head is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.geometry import BBox
from models.page import DrawnPath

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class PictureArrowThresholds:
    """Which pictures are arrows. Unfitted, unless said otherwise."""

    # Lengths of the longer side; shorter ones are dots, longer ones are no small pictures.
    min_length_pt: float = 8.0
    max_length_pt: float = 200.0
    # The shorter side at most: the largest arrowhead of the drawn ones measured is 11.3 pt wide.
    max_width_pt: float = 14.0
    # The longer side in shorter sides, at least.
    min_aspect: float = 1.5
    # Shades that are ink, 0 black to 255 white.
    max_ink_shade: int = 160
    # A shaft is at most this share of the head's width, in nine tenths of its length.
    max_shaft_share: float = 0.6
    # The widest place of a head is at most this share of the length away from its tip.
    max_head_share: float = 0.6
    # Share of the slices along the arrow that have ink; an arrow is one piece.
    min_inked_share: float = 0.8


THRESHOLDS = PictureArrowThresholds()


def may_be_arrow(box: BBox) -> bool:
    """Return whether a picture has the size and form of an arrow.

    Args:
        box: Where it stands, in PDF points.
    """
    short, long = sorted((box.width, box.height))
    return (
        THRESHOLDS.min_length_pt <= long <= THRESHOLDS.max_length_pt
        and 0 < short <= THRESHOLDS.max_width_pt
        and long >= THRESHOLDS.min_aspect * short
    )


def read_arrow(picture: Image, box: BBox) -> tuple[DrawnPath, ...]:
    """Return the shaft and the head of an arrow that a small picture shows.

    Args:
        picture: The part of the page's picture where it stands, grey or colour (BGR).
        box: Where that is, in PDF points.

    Returns:
        A line up to the head, and the head as a filled triangle; nothing where the picture shows
        no arrow.
    """
    ink = np.atleast_3d(picture).min(axis=2) <= THRESHOLDS.max_ink_shade
    upright = box.height >= box.width
    along = ink if upright else ink.T
    widths = along.sum(axis=1)
    inked = np.flatnonzero(widths)
    if len(inked) < 3 or len(inked) < THRESHOLDS.min_inked_share * len(widths):
        return ()
    first, last = int(inked[0]), int(inked[-1])
    head = int(np.argmax(widths))
    at_end = head - first > last - head
    from_tip = last - head if at_end else head - first
    shaft = widths[first:head] if at_end else widths[head + 1 : last + 1]
    if (
        not len(shaft)
        or from_tip > THRESHOLDS.max_head_share * (last - first)
        or float(np.percentile(shaft, 90)) > THRESHOLDS.max_shaft_share * widths[head]
    ):
        return ()
    across = np.flatnonzero(along[head])
    middle = float(across[0] + across[-1] + 1) / 2
    step = (box.height if upright else box.width) / len(widths)
    half = float(across[-1] + 1 - across[0]) / 2
    tail, base, tip = (first, head, last + 1) if at_end else (last + 1, head + 1, first)

    def place(length: float, offset: float) -> tuple[float, float]:
        x, y = (offset, length) if upright else (length, offset)
        return box.x0 + x * step, box.top + y * step

    line = (place(tail, middle), place(base, middle))
    corners = (place(base, middle - half), place(tip, middle), place(base, middle + half))
    thickness = max(float(np.median(shaft)) * step, 0.5)
    return (
        DrawnPath(line, _box(line), False, False, "#000000", None, thickness),
        DrawnPath(corners, _box(corners), True, False, None, "#000000", 0.0),
    )


def _box(points: tuple[tuple[float, float], ...]) -> BBox:
    """Return the box around points."""
    xs, ys = zip(*points, strict=True)
    return BBox(min(xs), min(ys), max(xs), max(ys))
