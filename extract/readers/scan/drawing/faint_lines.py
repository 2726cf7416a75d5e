"""Ruling lines too pale or too thin to count as ink: found by their contrast along their length.

`extract.readers.scan.image.pale_strokes` finds where they may be. A faint line is accepted where it
fits the table that the dark lines draw; a table of faint lines alone where it is clearly darker
than what shows through from the back of the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.layout.rulings import RULINGS, find_lattices
from extract.readers.scan.drawing.ruling_lines import LineMap
from extract.readers.scan.image.components import outline_parts
from extract.readers.scan.image.pale_strokes import THRESHOLDS as PALE
from extract.readers.scan.image.pale_strokes import find_pale_ink, run_size
from models.geometry import BBox
from models.page import Ruling

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class FaintLineThresholds:
    """What is a faint ruling line. Unfitted."""

    # Shade of ink on any page, in shades of 255.
    max_ink_shade: int = 120
    # Length of a stretch of faint line that nothing crosses.
    min_stretch_pt: float = 7.0
    # Gap within a stretch.
    max_break_pt: float = 1.6
    # Difference in position of stretches on one line.
    max_offset_pt: float = 0.8
    # Share of the gap between two stretches that ink hides where they are joined.
    min_hidden_share: float = 0.8
    # Distance from a dark line within which a pale line is only its soft edge.
    soft_edge_pt: float = 2.5
    # Pale share of the stripes beside a line, and how far from its middle they begin and end. A
    # ruling line has white on both sides: 0 to 0.03 measured on a photocopy; its fold and its stamp
    # have 0.1 to 0.57.
    max_texture_share: float = 0.08
    texture_from_pt: float = 2.0
    texture_to_pt: float = 6.0
    # Length of a faint line.
    min_length_pt: float = 10.0
    # Visible share of a faint line.
    min_visible_share: float = 0.4
    # Length of the dark lines at which faint lines end.
    min_support_pt: float = 60.0
    # Length at its end that letters may hide.
    max_hidden_end_pt: float = 14.0
    # Contrast, in shades of 255, of a table of faint lines alone; what shows through from the back
    # of the sheet has less.
    min_lone_contrast: float = 18.0


THRESHOLDS = FaintLineThresholds()


@dataclass(frozen=True, slots=True)
class _FaintLine:
    """A faint line.

    Attributes:
        ruling: Where it is, in points.
        contrast: Its contrast to the paper, 0 to 255.
        seen: Its visible length in points.
    """

    ruling: Ruling
    contrast: float
    seen: float


def with_faint_lines(lines: LineMap, even: Image, ink: Image, scale: float) -> LineMap:
    """Return the lines of a picture with its faint ones added.

    Args:
        lines: The lines found in its ink.
        even: The picture in even light, grey, level.
        ink: Its ink as 255.
        scale: Pixels per point.
    """
    if not _has_shades(even, scale):
        return lines
    hidden = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    pale_ink = {
        horizontal: find_pale_ink(even, hidden, scale, horizontal=horizontal)
        for horizontal in (True, False)
    }
    found: list[_FaintLine] = []
    passing: dict[bool, Image] = {}
    for horizontal, (pale, contrast) in pale_ink.items():
        passing[horizontal] = cv2.bitwise_or(pale, hidden)
        stretches = _without_edges(
            _stretches(pale, contrast, scale, horizontal=horizontal),
            [ruling for ruling in lines.rulings if ruling.horizontal is horizontal],
        )
        found += [
            line
            for line in _joined(stretches, passing[horizontal], scale)
            if not _is_texture(line.ruling, pale, hidden, scale)
        ]
    accepted_faint = _accepted(lines.rulings, found, passing, scale)
    if not accepted_faint:
        return lines
    masks = {True: lines.across.copy(), False: lines.along.copy()}
    for ruling in accepted_faint:
        area = _area(ruling, PALE.max_width_pt / 2, scale)
        part = masks[ruling.horizontal][area]
        np.maximum(part, pale_ink[ruling.horizontal][0][area], out=part)
    return LineMap(
        (*lines.rulings, *accepted_faint), masks[True], masks[False], tuple(accepted_faint)
    )


def _has_shades(even: Image, scale: float) -> bool:
    """Return whether a picture has shades between ink and paper, a line's length of them.

    A black and white photocopy has none, except for the soft edges of its ink.
    """
    dark = cv2.threshold(even, THRESHOLDS.max_ink_shade, 255, cv2.THRESH_BINARY_INV)[1]
    edges = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    pale = cv2.inRange(even, 0, 255 - PALE.min_contrast)
    return cv2.countNonZero(cv2.subtract(pale, edges)) >= THRESHOLDS.min_length_pt * scale


def _stretches(pale: Image, contrast: Image, scale: float, *, horizontal: bool) -> list[_FaintLine]:
    """Return the stretches of faint line that nothing crosses."""
    gap = cv2.getStructuringElement(
        cv2.MORPH_RECT, run_size(THRESHOLDS.max_break_pt, scale, horizontal=horizontal)
    )
    run = cv2.getStructuringElement(
        cv2.MORPH_RECT, run_size(THRESHOLDS.min_stretch_pt, scale, horizontal=horizontal)
    )
    runs = cv2.morphologyEx(cv2.morphologyEx(pale, cv2.MORPH_CLOSE, gap), cv2.MORPH_OPEN, run)
    found: list[_FaintLine] = []
    for x, y, width, height, _ in outline_parts(runs):
        part = contrast[y : y + height, x : x + width]
        long, thick = (width, height) if horizontal else (height, width)
        if thick > PALE.max_width_pt * scale:
            continue
        middle, start = (y + height / 2, x) if horizontal else (x + width / 2, y)
        ruling = Ruling(middle / scale, start / scale, (start + long) / scale, horizontal)
        darkest = part.max(axis=0 if horizontal else 1)
        found.append(_FaintLine(ruling, float(np.median(darkest)), ruling.length))
    return found


def _joined(stretches: Sequence[_FaintLine], passing: Image, scale: float) -> list[_FaintLine]:
    """Return stretches joined to lines where only ink is between them."""
    joined: list[_FaintLine] = []
    positions = np.zeros(len(stretches))
    for stretch in sorted(stretches, key=lambda s: s.ruling.start):
        apart = np.abs(positions[: len(joined)] - stretch.ruling.position)
        before = next(
            (
                int(index)
                for index in np.flatnonzero(apart <= THRESHOLDS.max_offset_pt)[::-1]
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
        joined[before] = _FaintLine(ruling, contrast, seen)
        positions[before] = ruling.position
    return [
        line
        for line in joined
        if line.ruling.length >= THRESHOLDS.min_length_pt
        and line.seen >= THRESHOLDS.min_visible_share * line.ruling.length
    ]


def _is_texture(line: Ruling, pale: Image, hidden: Image, scale: float) -> bool:
    """Return whether a line lies amid a pale texture: the grain of a fold, of a stamp, of a shade.

    Args:
        line: The line.
        pale: Where pale strokes of its direction may be, as 255.
        hidden: Where ink hides what is pale, as 255.
        scale: Pixels per point.
    """
    far, near = THRESHOLDS.texture_to_pt, THRESHOLDS.texture_from_pt
    shares: list[float] = []
    for middle in (line.position - (far + near) / 2, line.position + (far + near) / 2):
        area = _area(replace(line, position=middle), (far - near) / 2, scale)
        free = hidden[area] == 0
        if np.count_nonzero(free):
            shares.append(float(np.mean(pale[area][free] > 0)))
    return max(shares, default=0.0) > THRESHOLDS.max_texture_share


def _goes_on(line: Ruling, other: Ruling, passing: Image, scale: float) -> bool:
    """Return whether a stretch continues a line: what lies between them is hidden by ink."""
    if other.start - line.end <= THRESHOLDS.max_break_pt:
        return True
    return _is_hidden(replace(line, start=line.end, end=other.start), passing, scale)


def _without_edges(stretches: Sequence[_FaintLine], dark: Sequence[Ruling]) -> list[_FaintLine]:
    """Return stretches without those that are only the soft edges of dark lines."""
    places = np.asarray([(x.position, x.start, x.end) for x in dark]).reshape(-1, 3)
    position, start, end = places.T
    return [
        stretch
        for stretch in stretches
        if not (
            (np.abs(position - stretch.ruling.position) <= THRESHOLDS.soft_edge_pt)
            & (
                np.minimum(end, stretch.ruling.end) - np.maximum(start, stretch.ruling.start)
                >= stretch.ruling.length / 2
            )
        ).any()
    ]


def _accepted(
    dark: Sequence[Ruling], pale: Sequence[_FaintLine], passing: Mapping[bool, Image], scale: float
) -> list[Ruling]:
    """Return the faint lines that belong to a table.

    Both ends of such a line meet long dark lines, or faint lines accepted before. Away from all
    dark tables, faint lines are accepted where they form a table of their own with good contrast.
    """
    rest = list(pale)
    accepted = [ruling for ruling in dark if ruling.length >= THRESHOLDS.min_support_pt]
    accepted_faint: list[Ruling] = []
    while True:
        reached = [
            _reaching(line.ruling, accepted, passing[line.ruling.horizontal], scale)
            for line in rest
        ]
        resting = [ruling for ruling in reached if ruling is not None]
        if not resting:
            break
        rest = [line for line, ruling in zip(rest, reached, strict=True) if ruling is None]
        accepted_faint += resting
        accepted += resting
    boxes = [
        table.bbox.grown(RULINGS.max_end_gap_pt)
        for table in find_lattices([*dark, *accepted_faint])
    ]
    apart = [
        line.ruling
        for line in rest
        if line.contrast >= THRESHOLDS.min_lone_contrast
        and not any(_enters(line.ruling, box) for box in boxes)
    ]
    tables = [table.bbox.grown(RULINGS.max_end_gap_pt) for table in find_lattices([*dark, *apart])]
    return [*accepted_faint, *(line for line in apart if any(_enters(line, box) for box in tables))]


def _reaching(
    line: Ruling, accepted: Sequence[Ruling], passing: Image, scale: float
) -> Ruling | None:
    """Return a line extended to the lines that both its ends meet; None where an end meets none."""
    ends: list[float] = []
    for end in (line.start, line.end):
        held = [
            other.position
            for other in accepted
            if other.horizontal is not line.horizontal
            and other.start - RULINGS.max_end_gap_pt
            <= line.position
            <= other.end + RULINGS.max_end_gap_pt
            and _is_near(line, end, other.position, passing, scale)
        ]
        # A line may be dark for a part of its length.
        held += [
            end
            for other in accepted
            if other.horizontal is line.horizontal
            and abs(other.position - line.position) <= THRESHOLDS.max_offset_pt
            and other.start - RULINGS.max_end_gap_pt <= end <= other.end + RULINGS.max_end_gap_pt
        ]
        if not held:
            return None
        ends.append(min(held, key=lambda position: abs(position - end)))
    reached = replace(line, start=min(ends), end=max(ends))
    return reached if reached.length >= THRESHOLDS.min_length_pt else None


def _is_near(line: Ruling, end: float, place: float, passing: Image, scale: float) -> bool:
    """Return whether a line's end reaches a position, or only letters lie between."""
    if abs(end - place) <= RULINGS.max_end_gap_pt:
        return True
    if abs(end - place) > THRESHOLDS.max_hidden_end_pt:
        return False
    between = replace(line, start=min(end, place), end=max(end, place))
    return _is_hidden(between, passing, scale)


def _is_hidden(line: Ruling, passing: Image, scale: float) -> bool:
    """Return whether ink covers where a line would be."""
    ink = passing[_area(line, THRESHOLDS.max_offset_pt / 2, scale)]
    return float(np.mean(ink.any(axis=0 if line.horizontal else 1))) >= THRESHOLDS.min_hidden_share


def _enters(line: Ruling, box: BBox) -> bool:
    """Return whether a part of a line is in a box."""
    along, across = ((box.x0, box.x1), (box.top, box.bottom))
    if not line.horizontal:
        along, across = across, along
    return across[0] <= line.position <= across[1] and (
        line.start <= along[1] and line.end >= along[0]
    )


def _area(line: Ruling, reach: float, scale: float) -> tuple[slice, slice]:
    """Return the rows and columns of a line, with a reach in points on both sides of it."""
    low, high = (round((line.position + side) * scale) for side in (-reach, reach))
    across = slice(max(low, 0), max(high, low) + 1)
    along = slice(max(round(line.start * scale), 0), max(round(line.end * scale), 1))
    return (across, along) if line.horizontal else (along, across)
