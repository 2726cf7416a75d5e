"""Where a line of a scanned flowchart meets a symbol, and whether an arrowhead is there.

An arrowhead, filled or open, reaches out on both sides of its line; a label beside the line only on
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.geometry import BBox
from models.page import DrawnPath

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class ArrowThresholds:
    """What is an arrow. Unfitted."""

    # Distance from a line's end to the symbol it runs into, its head between them.
    max_gap_pt: float = 17.0
    # Length of a line with one end at a symbol; a shorter one (between letters) needs two.
    min_line_pt: float = 7.0
    # Length of the last part of a line in which the head is searched.
    max_head_length_pt: float = 14.0
    # How far a head reaches out from the line's middle.
    max_head_reach_pt: float = 6.5
    # How far a head reaches out beyond the line's edge.
    min_head_reach_pt: float = 0.8
    # Length along which it reaches out.
    min_head_length_pt: float = 1.4
    # Ratio of a head's reach on its two sides; a label reaches out on one side only.
    max_asymmetry: float = 2.6
    # Half of the width with which a head is drawn, at least.
    min_drawn_reach_pt: float = 1.5


THRESHOLDS = ArrowThresholds()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line's end at a symbol.

    Attributes:
        area: Box (x0, top, x1, bottom) in pixels of what is drawn there.
        paths: The line extended to the symbol, and the head where there is one.
    """

    area: tuple[int, int, int, int]
    paths: tuple[DrawnPath, ...]


@dataclass(frozen=True, slots=True)
class _Tip:
    """The end of a stroke, in pixels: its position and the direction it points in."""

    x: int
    y: int
    dx: int
    dy: int
    length: float
    far_x: int
    far_y: int

    def opposite(self) -> _Tip:
        """Return the stroke's other end."""
        return _Tip(self.far_x, self.far_y, -self.dx, -self.dy, self.length, self.x, self.y)


def find_arrows(
    ink: Image, inside: Image, strokes: Sequence[DrawnPath], scale: float
) -> list[Arrow]:
    """Find where strokes meet symbols.

    Args:
        ink: The drawn ink without symbols.
        inside: 255 where symbols are.
        strokes: The straight runs of that ink, in points.
        scale: Pixels per point.
    """
    arrows: list[Arrow] = []
    taken = np.zeros_like(ink)
    for tip in sorted(_tips(_near(strokes, inside, scale), scale), key=lambda tip: -tip.length):
        if taken[min(max(tip.y, 0), ink.shape[0] - 1), min(max(tip.x, 0), ink.shape[1] - 1)]:
            continue
        reach = round(THRESHOLDS.max_gap_pt * scale)
        gap = _distance_ahead(inside, tip, reach)
        if gap is None or (
            tip.length < THRESHOLDS.min_line_pt
            and _distance_ahead(inside, tip.opposite(), reach) is None
        ):
            continue
        arrow = _measure(ink, tip, gap, scale)
        x0, top, x1, bottom = arrow.area
        taken[top:bottom, x0:x1] = 255
        arrows.append(arrow)
    return arrows


def _near(strokes: Sequence[DrawnPath], inside: Image, scale: float) -> list[DrawnPath]:
    """Return the strokes near a symbol: most strokes of a page belong to letters."""
    if not strokes:
        return []
    reach = 2 * round(THRESHOLDS.max_gap_pt * scale) + 5
    near = cv2.dilate(inside, np.ones((reach, reach), np.uint8))
    ends = np.asarray([stroke.points for stroke in strokes]) * scale
    columns = np.clip(ends[:, :, 0].round().astype(int), 0, near.shape[1] - 1)
    rows = np.clip(ends[:, :, 1].round().astype(int), 0, near.shape[0] - 1)
    meets = near[rows, columns].any(axis=1)
    return [stroke for stroke, may_meet in zip(strokes, meets, strict=True) if may_meet]


def _tips(strokes: Sequence[DrawnPath], scale: float) -> list[_Tip]:
    """Return both ends of every stroke."""
    tips: list[_Tip] = []
    for stroke in strokes:
        (x0, y0), (x1, y1) = ((round(x * scale), round(y * scale)) for x, y in stroke.points)
        length = max(stroke.bbox.width, stroke.bbox.height)
        dx, dy = (1, 0) if stroke.bbox.width >= stroke.bbox.height else (0, 1)
        tip = _Tip(x1, y1, dx, dy, length, x0, y0)
        tips += [tip, tip.opposite()]
    return tips


def _distance_ahead(inside: Image, tip: _Tip, reach: int) -> int | None:
    """Return how many pixels ahead of a tip a symbol begins; None where none is within reach."""
    lines = inside if tip.dx else inside.T
    at, along, beside = (tip.x, tip.dx, tip.y) if tip.dx else (tip.y, tip.dy, tip.x)
    start = at - 2 * along
    if not (0 <= beside < lines.shape[0] and 0 <= start < lines.shape[1]):
        return None
    line = lines[beside]
    ahead = (
        line[start : at + reach + 1] if along > 0 else line[max(at - reach, 0) : start + 1][::-1]
    )
    met = int(ahead.argmax())
    return max(met - 2, 0) if ahead[met] else None


def _measure(ink: Image, tip: _Tip, gap: int, scale: float) -> Arrow:
    """Return the arrow at a tip, looking at the ink around its axis before the symbol."""
    # Only the nearer half of the line: there may be a head at its other end, too.
    half_way = round((tip.length * scale - gap) / 2)
    back = max(min(round(THRESHOLDS.max_head_length_pt * scale) - gap, half_way), 0)
    wide = round(THRESHOLDS.max_head_reach_pt * scale)
    profile = [
        _reach(ink, tip.x + step * tip.dx, tip.y + step * tip.dy, tip, wide)
        for step in range(-back, gap + 1)
    ]
    plain = _half_width(ink, tip, back, wide)
    least = plain + THRESHOLDS.min_head_reach_pt * scale
    outs = [
        step
        for step, (left, right) in zip(range(-back, gap + 1), profile, strict=True)
        if min(left, right) >= least
        and max(left, right) <= THRESHOLDS.max_asymmetry * min(left, right) + scale
        # What reaches beyond the range on both sides is the rest of a ruling line.
        and min(left, right) < wide - 2
    ]
    headed = len(outs) >= THRESHOLDS.min_head_length_pt * scale
    start = min(outs) if headed else 0
    ends = (tip.x + start * tip.dx, tip.y + start * tip.dy)
    meets = (tip.x + gap * tip.dx, tip.y + gap * tip.dy)
    half = max((max(left, right) for left, right in profile), default=1) if headed else round(plain)
    half = max(min(half, wide), 2)
    area = _box_around(ends, meets, half + 2 if headed else half, tip, ink.shape)
    base, point = _in_points(ends, scale), _in_points(meets, scale)
    paths = [_line(base, point)]
    if headed:
        paths.append(_head(base, point, half / scale, tip))
    return Arrow(area, tuple(paths))


def _reach(ink: Image, x: int, y: int, tip: _Tip, wide: int) -> tuple[int, int]:
    """Return how far ink reaches out from a point to both sides of a tip's axis, in pixels."""
    height, width = ink.shape
    if not (0 <= x < width and 0 <= y < height):
        return 0, 0
    if tip.dx:
        across = ink[max(y - wide, 0) : y + wide + 1, x]
        middle = min(wide, y)
    else:
        across = ink[y, max(x - wide, 0) : x + wide + 1]
        middle = min(wide, x)
    inked = np.nonzero(across)[0] - middle
    before, after = inked[inked <= 0], inked[inked >= 0]
    return int(-before.min()) if before.size else 0, int(after.max()) if after.size else 0


def _half_width(ink: Image, tip: _Tip, back: int, wide: int) -> float:
    """Return half the width of a tip's line in pixels: the 25th percentile along it."""
    samples = [
        sum(_reach(ink, tip.x - step * tip.dx, tip.y - step * tip.dy, tip, wide)) / 2
        for step in range(2, back + 40, 3)
    ]
    samples = [sample for sample in samples if sample > 0]
    return float(np.percentile(samples, 25)) if samples else 1.0


def _box_around(
    start: tuple[int, int], end: tuple[int, int], half: int, tip: _Tip, shape: tuple[int, ...]
) -> tuple[int, int, int, int]:
    """Return the box of a stretch of line, as wide as its head."""
    (x0, y0), (x1, y1) = start, end
    across_x, across_y = (0, half) if tip.dx else (half, 0)
    return (
        max(min(x0, x1) - across_x, 0),
        max(min(y0, y1) - across_y, 0),
        min(max(x0, x1) + across_x + 1, shape[1]),
        min(max(y0, y1) + across_y + 1, shape[0]),
    )


def _in_points(pixel: tuple[int, int], scale: float) -> tuple[float, float]:
    """Return a pixel's place in points."""
    return pixel[0] / scale, pixel[1] / scale


def _line(start: tuple[float, float], end: tuple[float, float]) -> DrawnPath:
    """Return a stroke as a path."""
    box = BBox(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )
    return DrawnPath((start, end), box, False, False, "#000000", None, 1.0)


def _head(
    base: tuple[float, float], point: tuple[float, float], half: float, tip: _Tip
) -> DrawnPath:
    """Return an arrowhead as a filled triangle."""
    half = max(half, THRESHOLDS.min_drawn_reach_pt)
    across = (0.0, half) if tip.dx else (half, 0.0)
    corners = (
        point,
        (base[0] + across[0], base[1] + across[1]),
        (base[0] - across[0], base[1] - across[1]),
        point,
    )
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    box = BBox(min(xs), min(ys), max(xs), max(ys))
    return DrawnPath(corners, box, True, False, None, "#000000", 0.0)
