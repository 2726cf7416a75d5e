"""The drawn ink of a page as vector paths, so that a flowchart is read from a scan as from a PDF.

Outlined symbols are found by their inside: an outline encloses white however many lines touch it
from outside. Filled ones are what an opening with a disc leaves. Connectors are the straight runs
of the rest, arrowheads its small solid spots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.drawing.arrows import find_arrows
from extract.readers.scan.image.components import number_parts, outline_parts
from models.geometry import BBox
from models.page import DrawnPath, Ruling

Image = np.ndarray
Contour = np.ndarray


@dataclass(frozen=True, slots=True)
class SymbolThresholds:
    """What is a symbol of a flowchart, and what a stroke. Unfitted."""

    # Width and height of a symbol.
    min_symbol_pt: float = 7.0
    # The same, at most.
    max_symbol_pt: float = 130.0
    # Width of a filled symbol; smaller solid ink is an arrowhead or a letter.
    min_filled_pt: float = 15.0
    # Length of a stroke.
    min_stroke_pt: float = 4.5
    # Thickness of a stroke.
    max_stroke_pt: float = 3.2
    # Length of strokes that are removed before the text is recognised.
    min_erased_pt: float = 10.0
    # Thickness of a symbol's outline with its blurred edges.
    outline_pt: float = 2.8
    # Length by which a table's line continues beyond the corner of a cell.
    min_overhang_pt: float = 5.0
    # Share of the side of a box along which a ruling line runs.
    min_side_share: float = 0.8
    # Likeness of a symbol to a box, diamond or circle, 0 to 1; loops of signatures have less.
    min_regularity: float = 0.8
    # Length along which two symbols touch, in shorter sides; white gaps beside a symbol have more.
    max_shared_border: float = 0.35
    # Share of its convex hull that a symbol's outline fills.
    min_convexity: float = 0.88
    # Distance within which outlines are simplified.
    outline_tolerance_pt: float = 0.7
    # The same for shades, which are found at a lower resolution.
    shade_tolerance_pt: float = 1.1


THRESHOLDS = SymbolThresholds()


# The colour that recognised drawings get.
BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws.

    Attributes:
        paths: Symbols as closed paths, arrowheads as filled ones, connectors as strokes.
        mask: 255 where their ink is, and that of long strokes.
    """

    paths: tuple[DrawnPath, ...]
    mask: Image


def vectorise(
    ink: Image, rulings: Sequence[Ruling], scale: float, shaded: Image | None = None
) -> Drawn:
    """Find the symbols, connectors and arrowheads that a page's ink draws.

    Args:
        ink: The page's ink without the table's own lines.
        rulings: All straight lines found on the page, in points.
        scale: Pixels per point.
        shaded: 255 where the page is filled with a shade; None where that is not known.
    """
    filled = [contour for contour in _shaded(shaded, scale) if _may_be(contour, rulings, scale)]
    found = [
        contour
        for contour in (*_outlined(ink, scale), *_filled(ink, scale))
        if _may_be(contour, rulings, scale) and not any(_lies_in(contour, s) for s in filled)
    ]
    symbols = _without_gaps([*filled, *found], scale)
    inside, mask = np.zeros_like(ink), np.zeros_like(ink)
    ring = max(round(2 * THRESHOLDS.outline_pt * scale), 3)
    for contour in symbols:
        cv2.drawContours(inside, [contour], -1, 255, cv2.FILLED)
        cv2.drawContours(mask, [contour], -1, 255, ring)
    seeds = mask.copy()
    rest = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.bitwise_or(inside, mask)))
    strokes = find_runs(rest, THRESHOLDS.min_stroke_pt, scale)
    arrows = find_arrows(rest, inside, strokes, scale) if symbols else []
    for arrow in arrows:
        x0, top, x1, bottom = arrow.area
        rest[top:bottom, x0:x1] = 0
        mask[top:bottom, x0:x1] = 255
    if arrows:
        strokes = find_runs(rest, THRESHOLDS.min_stroke_pt, scale)
    lines = np.zeros_like(ink)
    for stroke in strokes:
        if stroke.bbox.width + stroke.bbox.height >= THRESHOLDS.min_erased_pt:
            _draw(lines, stroke, scale)
    mask = cv2.bitwise_or(mask, _attached(lines, ink, seeds))
    paths = [_closed_path(contour, scale) for contour in symbols]
    paths += [path for arrow in arrows for path in arrow.paths]
    return Drawn((*paths, *strokes), cv2.bitwise_and(mask, ink))


def _may_be(contour: Contour, rulings: Sequence[Ruling], scale: float) -> bool:
    """Return whether an outline is as regular as a symbol and is no cell of a table."""
    return _regularity(contour) >= THRESHOLDS.min_regularity and not _is_cell(
        contour, rulings, scale
    )


def _lies_in(contour: Contour, other: Contour) -> bool:
    """Return whether the middle of an outline lies within another one."""
    x, y, width, height = cv2.boundingRect(contour)
    return cv2.pointPolygonTest(other, (x + width / 2, y + height / 2), False) >= 0


def _is_cell(contour: Contour, rulings: Sequence[Ruling], scale: float) -> bool:
    """Return whether an outline is a table's cell: lines continue beyond its corners."""
    x, y, width, height = (value / scale for value in cv2.boundingRect(contour))
    sides = ((y, x, x + width, True), (y + height, x, x + width, True),
             (x, y, y + height, False), (x + width, y, y + height, False))  # fmt: skip
    return sum(any(_goes_beyond(r, side) for r in rulings) for side in sides) >= 3


def _without_gaps(contours: Sequence[Contour], scale: float) -> list[Contour]:
    """Return outlines without those of the white between a symbol and the lines around it.

    Such a gap borders on the symbol and is less regular or less symmetric than it.
    """
    kept: list[Contour] = []
    reach = 2 * THRESHOLDS.outline_pt * scale
    for contour in sorted(contours, key=lambda c: _regularity(c) * _symmetry(c), reverse=True):
        x, y, width, height = cv2.boundingRect(contour)
        for other in kept:
            ox, oy, other_width, other_height = cv2.boundingRect(other)
            apart = (
                x > ox + other_width + reach
                or ox > x + width + reach
                or y > oy + other_height + reach
                or oy > y + height + reach
            )
            if not apart and _shared_border(
                contour, other, reach
            ) > THRESHOLDS.max_shared_border * min(width, height):
                break
        else:
            kept.append(contour)
    return kept


def _regularity(contour: Contour) -> float:
    """Return how much an outline is like a box, a diamond or a circle, from 0 to 1."""
    x, y, width, height = cv2.boundingRect(contour)
    area = cv2.contourArea(contour)
    diamond = np.array(
        [[x + width / 2, y], [x + width, y + height / 2], [x + width / 2, y + height],
         [x, y + height / 2]], np.float32)  # fmt: skip
    common, _ = cv2.intersectConvexConvex(cv2.convexHull(contour).astype(np.float32), diamond)
    both = area + width * height / 2 - common
    circle = min(area / (np.pi / 4 * width * height), 1.0) if 0.8 <= width / height <= 1.25 else 0
    return float(max(area / max(width * height, 1), common / max(both, 1), 0.95 * circle))


def _symmetry(contour: Contour) -> float:
    """Return the share that an outline has in common with its mirror image, from 0 to 1."""
    x, _, width, _ = cv2.boundingRect(contour)
    hull = cv2.convexHull(contour).astype(np.float32)
    mirrored = hull.copy()
    mirrored[:, :, 0] = 2 * x + width - 1 - mirrored[:, :, 0]
    common, _ = cv2.intersectConvexConvex(hull, cv2.convexHull(mirrored))
    return float(common / max(2 * cv2.contourArea(hull) - common, 1.0))


def _shared_border(one: Contour, other: Contour, reach: float) -> float:
    """Return along how many pixels two outlines run beside each other."""
    near = sum(
        abs(cv2.pointPolygonTest(other, (float(x), float(y)), True)) <= reach
        for x, y in _dense(one)
    )
    return float(near)


def _dense(contour: Contour) -> Iterator[tuple[float, float]]:
    """Yield points along an outline, a pixel apart."""
    corners = contour.reshape(-1, 2).astype(float)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = max(int(max(abs(x1 - x0), abs(y1 - y0))), 1)
        for step in range(steps):
            yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps


def _goes_beyond(ruling: Ruling, side: tuple[float, float, float, bool]) -> bool:
    """Return whether a line runs along a side of a box and continues beyond its end."""
    position, start, end, horizontal = side
    return (
        ruling.horizontal is horizontal
        and abs(ruling.position - position) <= THRESHOLDS.outline_pt
        and min(ruling.end, end) - max(ruling.start, start)
        >= THRESHOLDS.min_side_share * (end - start)
        and (
            ruling.start < start - THRESHOLDS.min_overhang_pt
            or ruling.end > end + THRESHOLDS.min_overhang_pt
        )
    )


def _attached(lines: Image, ink: Image, seeds: Image) -> Image:
    """Return the part of drawn lines that lies on ink connected to a seed, as 255."""
    drawn = cv2.bitwise_and(lines, ink)
    if not (drawn.any() and seeds.any()):
        return np.zeros_like(ink)
    labels, count = number_parts(ink)
    chosen = np.zeros(count, np.uint8)
    x, y, width, height = cv2.boundingRect(seeds)
    part = (slice(y, y + height), slice(x, x + width))
    chosen[labels[part][seeds[part] > 0]] = 255
    chosen[0] = 0
    x, y, width, height = cv2.boundingRect(drawn)
    part = (slice(y, y + height), slice(x, x + width))
    drawn[part] = cv2.bitwise_and(drawn[part], chosen[labels[part]])
    return drawn


def _draw(picture: Image, stroke: DrawnPath, scale: float) -> None:
    """Draw a stroke into a picture."""
    (x0, y0), (x1, y1) = stroke.points
    start, end = (round(x0 * scale), round(y0 * scale)), (round(x1 * scale), round(y1 * scale))
    cv2.line(picture, start, end, 255, max(round(THRESHOLDS.max_stroke_pt * 0.6 * scale), 2))


def _outlined(ink: Image, scale: float) -> Iterator[Contour]:
    """Yield the outlines of symbols that are drawn as a line."""
    # Photocopied outlines have hairline gaps; closing them keeps the inside apart from the outside.
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, hierarchy = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if hierarchy is None:
        return
    for contour, links in zip(contours, hierarchy[0], strict=True):
        if links[3] >= 0 and _is_symbol(contour, scale):
            yield cv2.convexHull(contour)


def _shaded(shaded: Image | None, scale: float) -> Iterator[Contour]:
    """Yield the outlines of symbols that are filled with a shade."""
    if shaded is None or not shaded.any():
        return
    contours, _ = cv2.findContours(shaded, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        if (
            _is_symbol(contour, scale)
            and cv2.boundingRect(contour)[2] >= THRESHOLDS.min_filled_pt * scale
        ):
            yield cv2.approxPolyDP(
                cv2.convexHull(contour), THRESHOLDS.shade_tolerance_pt * scale, closed=True
            )


def _filled(ink: Image, scale: float) -> Iterator[Contour]:
    """Yield the outlines of symbols that are filled."""
    solid = _opened(ink, max(round(THRESHOLDS.max_stroke_pt * 1.6 * scale), 5))
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        if (
            _is_symbol(contour, scale)
            and cv2.boundingRect(contour)[2] >= THRESHOLDS.min_filled_pt * scale
        ):
            yield contour


def _opened(ink: Image, size: int) -> Image:
    """Return ink opened with a disc of a size in pixels: what is thinner disappears."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    # A disc costs ten times as much as a square. An erosion with a square that fits into the disc
    # shows where the disc needs to be tried.
    side = int(size / 2**0.5) | 1
    while not disc[(size - side) // 2 :, (size - side) // 2 :][:side, :side].all():
        side -= 2
    x, y, width, height = cv2.boundingRect(cv2.erode(ink, np.ones((side, side), np.uint8)))
    opened = np.zeros_like(ink)
    if width:
        part = (slice(max(y - 2 * size, 0), y + height + 2 * size),
                slice(max(x - 2 * size, 0), x + width + 2 * size))  # fmt: skip
        opened[part] = cv2.morphologyEx(ink[part], cv2.MORPH_OPEN, disc)
    return opened


def _is_symbol(contour: Contour, scale: float) -> bool:
    """Return whether an outline has a symbol's size and is nearly convex."""
    _, _, width, height = cv2.boundingRect(contour)
    low, high = THRESHOLDS.min_symbol_pt * scale, THRESHOLDS.max_symbol_pt * scale
    if not (low <= width <= high and low <= height <= high):
        return False
    hull = cv2.contourArea(cv2.convexHull(contour))
    return hull > 0 and cv2.contourArea(contour) / hull >= THRESHOLDS.min_convexity


def find_runs(ink: Image, shortest: float, scale: float) -> list[DrawnPath]:
    """Return the straight horizontal and vertical runs of ink, from a length in points on."""
    length = max(round(shortest * scale), 5)
    paths: list[DrawnPath] = []
    for horizontal in (True, False):
        size = (length, 1) if horizontal else (1, length)
        slack = (1, 3) if horizontal else (3, 1)
        smeared = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, slack))
        runs = cv2.morphologyEx(
            smeared, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size)
        )
        for x, y, width, height, area in outline_parts(runs):
            long = width if horizontal else height
            if area / max(long, 1) > THRESHOLDS.max_stroke_pt * scale or long < length:
                continue
            if horizontal:
                middle = (y + height / 2) / scale
                ends = ((x / scale, middle), ((x + width) / scale, middle))
            else:
                middle = (x + width / 2) / scale
                ends = ((middle, y / scale), (middle, (y + height) / scale))
            (x0, y0), (x1, y1) = ends
            paths.append(DrawnPath(ends, BBox(x0, y0, x1, y1), False, False, BLACK, None, 1.0))
    return paths


def _closed_path(contour: Contour, scale: float) -> DrawnPath:
    """Return a symbol's outline as a closed path."""
    smooth = cv2.approxPolyDP(
        contour, THRESHOLDS.outline_tolerance_pt * scale, closed=True
    ).reshape(-1, 2)
    points = tuple((float(x) / scale, float(y) / scale) for x, y in smooth)
    box = _around(points)
    return DrawnPath((*points, points[0]), box, True, len(points) > 6, BLACK, None, 1.0)


def _around(points: tuple[tuple[float, float], ...]) -> BBox:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return BBox(min(xs), min(ys), max(xs), max(ys))
