"""The part of the graphics state that pdfminer does not keep: clipping and transparency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.readers.painted import Point
from models.geometry import BBox

# From this opacity on, nothing below shines through.
OPAQUE = 0.98
# How far, in points, the corners of a rectangle may be out of square.
SQUARE = 0.05
# How far, in points, something may lie outside the clipping and still be shown.
CLIP_SLACK = 1.0


class Brush(NamedTuple):
    """The part of the graphics state that pdfminer does not keep.

    Attributes:
        clip: Box around what the clipping lets through; None where nothing is clipped.
        square: Whether the clipping is that box exactly.
        opacity: Opacity of fillings, text and pictures, 0 to 1.
        plain: Whether paint replaces what is below it: no blend mode, no soft mask.
    """

    clip: BBox | None = None
    square: bool = True
    opacity: float = 1.0
    plain: bool = True

    @property
    def hides(self) -> bool:
        """Return whether paint hides what is below it, in an area that is known exactly."""
        return self.square and self.plain and self.opacity >= OPAQUE

    def shows(self, x: float, y: float) -> bool:
        """Return whether the clipping lets a point through, or one very near it."""
        clip = self.clip
        return clip is None or (
            clip.x0 - CLIP_SLACK <= x <= clip.x1 + CLIP_SLACK
            and clip.top - CLIP_SLACK <= y <= clip.bottom + CLIP_SLACK
        )

    def clipped(self, box: BBox, square: bool) -> Brush:
        """Return the brush with its clipping cut to a box as well."""
        if self.clip is None:
            return self._replace(clip=box, square=square)
        return self._replace(clip=common_box(self.clip, box), square=self.square and square)


def common_box(one: BBox, other: BBox) -> BBox:
    """Return what two boxes have in common; of no or negative size where that is nothing."""
    return BBox(
        max(one.x0, other.x0),
        max(one.top, other.top),
        min(one.x1, other.x1),
        min(one.bottom, other.bottom),
    )


def box_around(points: Iterable[Point]) -> BBox:
    """Return the box around points."""
    xs, ys = zip(*points, strict=True)
    return BBox(min(xs), min(ys), max(xs), max(ys))


def goes_round(points: Sequence[Point], box: BBox) -> bool:
    """Return whether points go round the four corners of a box and nowhere else."""
    corners = set()
    for x, y in points:
        left, right = abs(x - box.x0) <= SQUARE, abs(x - box.x1) <= SQUARE
        upper, lower = abs(y - box.top) <= SQUARE, abs(y - box.bottom) <= SQUARE
        if not ((left or right) and (upper or lower)):
            return False
        corners.add((right, lower))
    return len(corners) == 4
