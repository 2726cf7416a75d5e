"""The drawn ink of a page as vector paths, so that a flowchart is read from a scan as from a PDF.

Symbols are found by their inside: an outline encloses white however many lines touch it from
without. Filled ones are found by what survives when thin strokes are worn away. Connectors are
the straight runs of what is left, arrowheads its small solid spots.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from models.geometry import BBox
from models.page import DrawnPath

Image = np.ndarray
Contour = np.ndarray

# Sizes in points.
SMALLEST_SYMBOL = 7.0
LARGEST_SYMBOL = 130.0
SHORTEST_STROKE = 4.5
THICKEST_STROKE = 3.2
LARGEST_HEAD = 11.0
SMALLEST_HEAD = 2.0
# A symbol bulges nowhere inwards: its outline fills this part of its hull.
SOLID = 0.88
# An outline is followed to within this distance.
SMOOTH = 0.7
BLACK = "#000000"


def vectorise(ink: Image, rulings: Image, scale: float) -> list[DrawnPath]:
    """Return the symbols, connectors and arrowheads that ink draws.

    Args:
        ink: The page's ink without its text.
        rulings: Where the table's ruling lines are.
        scale: Pixels a point.
    """
    free = remove_rulings(ink, rulings)
    symbols = [*_outlined(free, scale), *_filled(free, scale)]
    paths = [_closed_path(contour, scale) for contour in symbols]
    rest = free.copy()
    for contour in symbols:
        cv2.drawContours(rest, [contour], -1, 0, cv2.FILLED)
        cv2.drawContours(rest, [contour], -1, 0, max(round(2.2 * scale), 3))
    heads = _heads(rest, scale)
    paths += [_head_path(contour, scale) for contour in heads]
    for contour in heads:
        cv2.drawContours(rest, [contour], -1, 0, cv2.FILLED)
    paths += _strokes(free, symbols, scale)
    return paths


def remove_rulings(ink: Image, rulings: Image) -> Image:
    """Return ink without ruling lines, whatever crosses them kept whole.

    A pixel of a ruling stays where ink goes on from it on both sides across the ruling.
    """
    grown = cv2.dilate(rulings, np.ones((3, 3), np.uint8))
    outside = cv2.bitwise_and(ink, cv2.bitwise_not(grown))
    kept = outside.copy()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    for index in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[index])
        window = (slice(max(y - 2, 0), y + height + 2), slice(max(x - 2, 0), x + width + 2))
        part = (labels[window] == index).astype(np.uint8)
        thick = max(min(width, height), 3)
        kernel = np.ones((2 * thick + 3, 1) if width >= height else (1, 2 * thick + 3), np.uint8)
        bridged = cv2.morphologyEx(outside[window], cv2.MORPH_CLOSE, kernel)
        kept[window] |= cv2.bitwise_and(bridged, part * 255)
    return kept


def _outlined(ink: Image, scale: float) -> Iterator[Contour]:
    """Yield the outlines of symbols that are drawn as a line around white."""
    # A hair-fine gap in an outline, as photocopies have, would let the white run out.
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, hierarchy = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if hierarchy is None:
        return
    for contour, links in zip(contours, hierarchy[0], strict=True):
        if links[3] >= 0 and _is_symbol(contour, scale):
            yield cv2.convexHull(contour)


def _filled(ink: Image, scale: float) -> Iterator[Contour]:
    """Yield the outlines of symbols that are filled."""
    size = max(round(THICKEST_STROKE * 1.6 * scale), 5)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        if _is_symbol(contour, scale) and cv2.boundingRect(contour)[2] >= 1.3 * LARGEST_HEAD * scale:
            yield contour


def _is_symbol(contour: Contour, scale: float) -> bool:
    """Return whether an outline has a symbol's size and bulges nowhere inwards."""
    _, _, width, height = cv2.boundingRect(contour)
    low, high = SMALLEST_SYMBOL * scale, LARGEST_SYMBOL * scale
    if not (low <= width <= high and low <= height <= high):
        return False
    hull = cv2.contourArea(cv2.convexHull(contour))
    return hull > 0 and cv2.contourArea(contour) / hull >= SOLID


def _heads(ink: Image, scale: float) -> list[Contour]:
    """Return the outlines of arrowheads: spots thicker than any line."""
    distance = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    inked = distance[distance > 0]
    if inked.size == 0:
        return []
    # Half the width of the lines, by the middle of their pixels' depths.
    half = max(float(np.percentile(inked, 60)), 1.0)
    size = max(2 * round(1.35 * half) + 1, 3)
    spots = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size + 2, size + 2))
    )
    spots = cv2.dilate(spots, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(spots, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if max(width, height) <= LARGEST_HEAD * scale and min(width, height) >= SMALLEST_HEAD * scale:
            found.append(contour)
    return found


def _strokes(ink: Image, symbols: list[Contour], scale: float) -> list[DrawnPath]:
    """Return the straight level and upright runs of ink outside the symbols."""
    rest = ink.copy()
    for contour in symbols:
        cv2.drawContours(rest, [contour], -1, 0, cv2.FILLED)
        cv2.drawContours(rest, [contour], -1, 0, max(round(1.6 * scale), 2))
    length = max(round(SHORTEST_STROKE * scale), 5)
    paths: list[DrawnPath] = []
    for horizontal in (True, False):
        size = (length, 1) if horizontal else (1, length)
        slack = (1, 3) if horizontal else (3, 1)
        smeared = cv2.dilate(rest, cv2.getStructuringElement(cv2.MORPH_RECT, slack))
        runs = cv2.morphologyEx(
            smeared, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size)
        )
        count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
        for index in range(1, count):
            x, y, width, height, area = (int(value) for value in stats[index])
            long = width if horizontal else height
            if area / max(long, 1) > THICKEST_STROKE * scale or long < length:
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
    smooth = cv2.approxPolyDP(contour, SMOOTH * scale, closed=True).reshape(-1, 2)
    points = tuple((float(x) / scale, float(y) / scale) for x, y in smooth)
    box = _around(points)
    return DrawnPath((*points, points[0]), box, True, len(points) > 6, BLACK, None, 1.0)


def _head_path(contour: Contour, scale: float) -> DrawnPath:
    """Return an arrowhead as a filled path: the smallest triangle around it."""
    _, triangle = cv2.minEnclosingTriangle(contour)
    corners = contour if triangle is None else triangle
    points = tuple((float(x) / scale, float(y) / scale) for x, y in corners.reshape(-1, 2))
    box = _around(points)
    return DrawnPath((*points, points[0]), box, True, False, None, BLACK, 0.0)


def _around(points: tuple[tuple[float, float], ...]) -> BBox:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return BBox(min(xs), min(ys), max(xs), max(ys))
