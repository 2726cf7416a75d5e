"""Ruling lines too pale or too thin to count as ink: found by their contrast along their length.

A hair line in light grey is hardly darker than paper at any one place, but it is so along all of
its length, with white on both sides. The dirt of a scan and the haze around letters are not. A
pale line is believed where it fits the table the dark lines draw; a table all of pale lines where
it is clearly darker than what shows through from the back of the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.layout.rulings import REACH, find_lattices
from extract.readers.scan.components import middle_shade, outline_parts
from extract.readers.scan.lines import LineMap
from models.geometry import BBox
from models.page import Ruling

Image = np.ndarray

# A line is narrower than this, in points; wider pale places are shading.
NARROW = 2.4
# The contrast that is seen is the mean along a stretch of so many points,
STRETCH = 1.6
# and at least this (of 255), and so many times the unrest of the paper.
LEAST_CONTRAST = 9.0
UNREST = 5.0
# What is darker than this is ink on any page.
DARK = 120
# The paper's unrest is that of every so many-th row of dots.
SOME_ROWS = 4
# A stretch of pale line that nothing crosses is at least this long, in points; a pale break in
# it at most this.
CLEAN = 7.0
BREAK = 1.6
# Stretches on one line, to so many points, are joined where what lies between them is ink that
# hides the line for this part.
ONE_LINE = 0.8
HIDDEN = 0.8
# Beside a dark line, nearer than this, is but its soft edge.
EDGE = 2.5
# A pale line is at least this long, in points, and is to be seen for this part of it.
SHORTEST = 10.0
SEEN = 0.4
# It rests on dark lines from this length on, and letters hide at most so much of its end.
LONG = 60.0
HIDDEN_END = 14.0
# What stands apart from every dark table is a table where it has this contrast at least.
CLEAR = 18.0


@dataclass(frozen=True, slots=True)
class _Pale:
    """A pale line, in points: how dark it is, and how much of it is to be seen."""

    ruling: Ruling
    contrast: float
    seen: float


def with_faint(lines: LineMap, even: Image, ink: Image, scale: float) -> LineMap:
    """Return the lines of a picture with its pale ones added.

    Args:
        lines: The lines found in its ink.
        even: The picture in even light, grey, level.
        ink: Its ink: 255 where there is some.
        scale: Pixels a point.
    """
    if not _has_shades(even, scale):
        return lines
    hidden = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    pale_ink = {
        horizontal: _pale_ink(even, hidden, scale, horizontal=horizontal)
        for horizontal in (True, False)
    }
    found: list[_Pale] = []
    passing: dict[bool, Image] = {}
    for horizontal, (pale, contrast) in pale_ink.items():
        passing[horizontal] = cv2.bitwise_or(pale, hidden)
        stretches = _without_edges(
            _stretches(pale, contrast, scale, horizontal=horizontal),
            [ruling for ruling in lines.rulings if ruling.horizontal is horizontal],
        )
        found += _joined(stretches, passing[horizontal], scale)
    believed = _believed(lines.rulings, found, passing, scale)
    if not believed:
        return lines
    masks = {True: lines.across.copy(), False: lines.along.copy()}
    for ruling in believed:
        area = _area(ruling, NARROW / 2, scale)
        part = masks[ruling.horizontal][area]
        np.maximum(part, pale_ink[ruling.horizontal][0][area], out=part)
    return LineMap((*lines.rulings, *believed), masks[True], masks[False], tuple(believed))


def _has_shades(even: Image, scale: float) -> bool:
    """Return whether a picture has as much as a line's length between ink and paper.

    A photocopy of black and white has not, but for the soft edges of its ink.
    """
    dark = cv2.threshold(even, DARK, 255, cv2.THRESH_BINARY_INV)[1]
    edges = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    pale = cv2.inRange(even, 0, 255 - LEAST_CONTRAST)
    return cv2.countNonZero(cv2.subtract(pale, edges)) >= SHORTEST * scale


def find_narrow(even: Image, ink: Image, scale: float) -> Image:
    """Return where narrow pale strokes may be, level or upright to within some degrees, as 255.

    Args:
        even: The picture in even light, grey.
        ink: Its ink: 255 where there is some.
        scale: Pixels a point.
    """
    hidden = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    level, _ = _pale_ink(even, hidden, scale, horizontal=True)
    upright, _ = _pale_ink(even, hidden, scale, horizontal=False)
    return cv2.bitwise_or(level, upright)


def _pale_ink(even: Image, hidden: Image, scale: float, *, horizontal: bool) -> tuple[Image, Image]:
    """Return where pale lines of a direction may be, as 255, and the contrast there."""
    smooth = cv2.blur(255 - even, _size(STRETCH, scale, horizontal=horizontal))
    across = cv2.getStructuringElement(
        cv2.MORPH_RECT, _size(NARROW, scale, horizontal=not horizontal)
    )
    contrast = cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, across)
    free = cv2.bitwise_not(hidden)
    unrest = middle_shade(contrast[::SOME_ROWS], free[::SOME_ROWS]) or 0
    least = max(LEAST_CONTRAST, UNREST * unrest)
    return cv2.bitwise_and(cv2.inRange(contrast, least, 255), free), contrast


def _stretches(pale: Image, contrast: Image, scale: float, *, horizontal: bool) -> list[_Pale]:
    """Return the stretches of pale line that nothing crosses."""
    gap = cv2.getStructuringElement(cv2.MORPH_RECT, _size(BREAK, scale, horizontal=horizontal))
    run = cv2.getStructuringElement(cv2.MORPH_RECT, _size(CLEAN, scale, horizontal=horizontal))
    runs = cv2.morphologyEx(cv2.morphologyEx(pale, cv2.MORPH_CLOSE, gap), cv2.MORPH_OPEN, run)
    found: list[_Pale] = []
    for x, y, width, height, _ in outline_parts(runs):
        part = contrast[y : y + height, x : x + width]
        long, thick = (width, height) if horizontal else (height, width)
        if thick > NARROW * scale:
            continue
        middle, start = (y + height / 2, x) if horizontal else (x + width / 2, y)
        ruling = Ruling(middle / scale, start / scale, (start + long) / scale, horizontal)
        darkest = part.max(axis=0 if horizontal else 1)
        found.append(_Pale(ruling, float(np.median(darkest)), ruling.length))
    return found


def _joined(stretches: Sequence[_Pale], passing: Image, scale: float) -> list[_Pale]:
    """Return stretches joined to lines where only ink stands between them."""
    joined: list[_Pale] = []
    positions = np.zeros(len(stretches))
    for stretch in sorted(stretches, key=lambda s: s.ruling.start):
        apart = np.abs(positions[: len(joined)] - stretch.ruling.position)
        before = next(
            (
                int(index)
                for index in np.flatnonzero(apart <= ONE_LINE)[::-1]
                if _goes_on(joined[index].ruling, stretch.ruling, passing, scale)
            ),
            None,
        )
        if before is None:
            positions[len(joined)] = stretch.ruling.position
            joined.append(stretch)
            continue
        line = joined[before]
        seen = line.seen + stretch.seen
        shares = line.seen / seen, stretch.seen / seen
        ruling = Ruling(
            line.ruling.position * shares[0] + stretch.ruling.position * shares[1],
            line.ruling.start,
            max(line.ruling.end, stretch.ruling.end),
            line.ruling.horizontal,
        )
        contrast = line.contrast * shares[0] + stretch.contrast * shares[1]
        joined[before] = _Pale(ruling, contrast, seen)
        positions[before] = ruling.position
    return [
        line
        for line in joined
        if line.ruling.length >= SHORTEST and line.seen >= SEEN * line.ruling.length
    ]


def _goes_on(line: Ruling, other: Ruling, passing: Image, scale: float) -> bool:
    """Return whether a stretch on one line with another goes on where that ends.

    What is between them must be hidden by ink.
    """
    if other.start - line.end <= BREAK:
        return True
    return _is_hidden(replace(line, start=line.end, end=other.start), passing, scale)


def _without_edges(stretches: Sequence[_Pale], dark: Sequence[Ruling]) -> list[_Pale]:
    """Return stretches without those that are but the soft edges of dark lines beside them."""
    places = np.asarray([(x.position, x.start, x.end) for x in dark]).reshape(-1, 3)
    position, start, end = places.T
    return [
        stretch
        for stretch in stretches
        if not (
            (np.abs(position - stretch.ruling.position) <= EDGE)
            & (
                np.minimum(end, stretch.ruling.end) - np.maximum(start, stretch.ruling.start)
                >= stretch.ruling.length / 2
            )
        ).any()
    ]


def _believed(
    dark: Sequence[Ruling], pale: Sequence[_Pale], passing: Mapping[bool, Image], scale: float
) -> list[Ruling]:
    """Return the pale lines that belong to a table.

    Both ends of one rest on long dark lines or on pale ones that do. What stands apart from all
    dark tables is believed where it is a table of its own, and clear.
    """
    rest = list(pale)
    accepted = [ruling for ruling in dark if ruling.length >= LONG]
    believed: list[Ruling] = []
    while True:
        reached = [
            _reaching(line.ruling, accepted, passing[line.ruling.horizontal], scale)
            for line in rest
        ]
        resting = [ruling for ruling in reached if ruling is not None]
        if not resting:
            break
        rest = [line for line, ruling in zip(rest, reached, strict=True) if ruling is None]
        believed += resting
        accepted += resting
    boxes = [table.bbox.grown(REACH) for table in find_lattices([*dark, *believed])]
    apart = [
        line.ruling
        for line in rest
        if line.contrast >= CLEAR and not any(_enters(line.ruling, box) for box in boxes)
    ]
    tables = [table.bbox.grown(REACH) for table in find_lattices([*dark, *apart])]
    return [*believed, *(line for line in apart if any(_enters(line, box) for box in tables))]


def _reaching(
    line: Ruling, accepted: Sequence[Ruling], passing: Image, scale: float
) -> Ruling | None:
    """Return a line drawn out to the lines both its ends rest on; None where one rests on none."""
    ends: list[float] = []
    for end in (line.start, line.end):
        held = [
            other.position
            for other in accepted
            if other.horizontal is not line.horizontal
            and other.start - REACH <= line.position <= other.end + REACH
            and _is_near(line, end, other.position, passing, scale)
        ]
        # A line that is dark for a part goes on as a dark one.
        held += [
            end
            for other in accepted
            if other.horizontal is line.horizontal
            and abs(other.position - line.position) <= ONE_LINE
            and other.start - REACH <= end <= other.end + REACH
        ]
        if not held:
            return None
        ends.append(min(held, key=lambda position: abs(position - end)))
    reached = replace(line, start=min(ends), end=max(ends))
    return reached if reached.length >= SHORTEST else None


def _is_near(line: Ruling, end: float, place: float, passing: Image, scale: float) -> bool:
    """Return whether a line's end reaches a place, hidden by letters before it at most."""
    if abs(end - place) <= REACH:
        return True
    if abs(end - place) > HIDDEN_END:
        return False
    between = replace(line, start=min(end, place), end=max(end, place))
    return _is_hidden(between, passing, scale)


def _is_hidden(line: Ruling, passing: Image, scale: float) -> bool:
    """Return whether ink covers the place where a line would be."""
    ink = passing[_area(line, ONE_LINE / 2, scale)]
    return float(np.mean(ink.any(axis=0 if line.horizontal else 1))) >= HIDDEN


def _enters(line: Ruling, box: BBox) -> bool:
    """Return whether a line has a part in a box."""
    along, across = ((box.x0, box.x1), (box.top, box.bottom))
    if not line.horizontal:
        along, across = across, along
    return across[0] <= line.position <= across[1] and (
        line.start <= along[1] and line.end >= along[0]
    )


def _area(line: Ruling, reach: float, scale: float) -> tuple[slice, slice]:
    """Return the rows and columns of a line, with so many points on both sides of it."""
    low, high = (round((line.position + side) * scale) for side in (-reach, reach))
    across = slice(max(low, 0), max(high, low) + 1)
    along = slice(max(round(line.start * scale), 0), max(round(line.end * scale), 1))
    return (across, along) if line.horizontal else (along, across)


def _size(length: float, scale: float, *, horizontal: bool) -> tuple[int, int]:
    """Return the size (columns, rows) of a run of so many points."""
    pixels = max(round(length * scale), 3) | 1
    return (pixels, 1) if horizontal else (1, pixels)
