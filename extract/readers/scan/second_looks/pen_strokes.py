"""The lines of print in a piece, one by one, with pen strokes and rims of stamps removed.

A signature is written across the name, a stamp across the whole block; to recognition they are one
blot of ink with what they touch. They differ from letters by their length: no letter has a stroke
longer than it is high. So straight strokes that are longer are removed, and where they crossed a
letter the gap is closed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class StrokeThresholds:
    """What is a letter, a line of print and a pen stroke.

    Heights are those of the letters of a piece or line. Unfitted.
    """

    # Pixels darker than this are ink, 0 black to 255 white.
    max_ink_shade: int = 150
    # Size of a letter.
    min_letter_height_pt: float = 4.0
    max_letter_height_pt: float = 16.0
    min_letter_width_pt: float = 0.8
    max_letter_width_pt: float = 30.0
    # Height of a letter, in median heights of the letters of its piece.
    max_letter_height: float = 1.7
    # Letters side by side in a line of print, at least.
    min_letters: int = 3
    # Height along which a line of print has so many letters side by side.
    min_line_height: float = 0.5
    # What letters have above them (dots, accents).
    ascent: float = 0.3
    # What letters have below them (tails).
    descent: float = 0.38
    # Length of a straight stroke; those of letters are shorter.
    min_stroke: float = 1.7
    # Length of a level stroke; it is longer, because the feet of touching letters are level, too.
    min_level_stroke: float = 3.0
    # Number of directions, over 180 degrees, in which strokes are searched.
    directions: int = 24
    # Thickness of a stroke.
    max_stroke_thickness: float = 0.3
    # Height of a clear letter, in heights of its line.
    min_clear_height: float = 0.55
    # The same, at most.
    max_clear_height: float = 1.4
    # Distance of a clear letter's foot from the line's.
    max_foot_offset: float = 0.22
    # White that separates two groups of ink.
    min_group_gap: float = 1.5
    # Share of letters in the ink of a group; with less it is a remnant of a stamp.
    min_letter_share: float = 0.5
    # Darkness of print, in parts of the darker print of its line.
    min_darkness: float = 0.5
    # Percentile of the shades of a line that counts as its darker print.
    dark_percentile: float = 30.0
    # Height within the line of ink that is cut off at the line's edge and kept.
    min_kept_height: float = 0.8


THRESHOLDS = StrokeThresholds()


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of print.

    Attributes:
        picture: The line as wide as its piece, strokes removed.
        bbox: From its first letter to its last, and from the picture's top to its bottom, in
            pixels of the piece.
        rows: The first row of its letters, and the row after the last, in pixels of the piece.
        letters: First column of each clear letter and the column after its last, likewise.
        paler: The line's other picture, where there is one, strokes removed.
    """

    picture: Image
    bbox: BBox
    rows: tuple[int, int]
    letters: tuple[tuple[int, int], ...]
    paler: Image | None = None


def find_print_lines(grey: Image, scale: float, paler: Image | None = None) -> list[PrintLine]:
    """Find the lines of print in a piece and remove strokes from them.

    Args:
        grey: The piece without rulings, drawings kept.
        scale: Pixels per point.
        paler: Another picture of the piece, in which what crosses the print is pale.

    Returns:
        The lines from top to bottom; none where there are no letters beside each other.
    """
    ink = _ink(grey)
    letters = _letters(ink, scale)
    if len(letters) < THRESHOLDS.min_letters:
        return []
    height = float(np.median(letters[:, cv2.CC_STAT_HEIGHT]))
    bands = _bands(letters, height, ink.shape[0])
    if not bands:
        return []
    clean = _without_strokes(grey, ink, height)
    other = None if paler is None else _without_strokes(paler, _ink(paler), height)
    found: list[PrintLine] = []
    for index, (top, bottom) in enumerate(bands):
        high = bottom - top
        before = bands[index - 1][1] if index else -top
        after = bands[index + 1][0] if index + 1 < len(bands) else 2 * ink.shape[0]
        start = max(top - round(THRESHOLDS.ascent * high), (before + top) // 2)
        end = min(
            bottom + round(THRESHOLDS.descent * high), (bottom + after + 1) // 2, ink.shape[0]
        )
        left, right = _reach(letters, top, bottom)
        rows = top - start, bottom - start
        picture, clear = _cleared(clean[start:end], *rows)
        second = None if other is None else _cleared(other[start:end], *rows)[0]
        box = BBox(left, start, right, end)
        found.append(PrintLine(picture, box, (top, bottom), clear, second))
    return found


def _ink(grey: Image) -> Image:
    """Return where a picture has ink, as 255."""
    return (grey < THRESHOLDS.max_ink_shade).astype(np.uint8) * 255


def _without_strokes(grey: Image, ink: Image, height: float) -> Image:
    """Return a picture without the strokes that run straight for longer than those of letters.

    Args:
        grey: The picture.
        ink: 255 where it has ink.
        height: Height of the letters, in pixels.
    """
    strokes = find_strokes(ink, height)
    return _painted(grey, strokes, cv2.bitwise_and(ink, cv2.bitwise_not(strokes)))


def find_strokes(ink: Image, height: float) -> Image:
    """Return where ink belongs to strokes that run straight for longer than those of letters.

    Args:
        ink: 255 where there is ink.
        height: Height of the letters, in pixels.
    """
    thick = max(round(THRESHOLDS.max_stroke_thickness * height), 3)
    strokes = np.zeros_like(ink)
    for step in range(THRESHOLDS.directions):
        angle = np.pi * step / THRESHOLDS.directions
        length = round(
            (THRESHOLDS.min_level_stroke if step == 0 else THRESHOLDS.min_stroke) * height
        )
        run = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _line(length, angle))
        if not run.any():
            continue
        # Runs also cross letters that stand close together, but those are not thin.
        blots = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _line(thick, angle + np.pi / 2))
        strokes |= cv2.bitwise_and(run, cv2.bitwise_not(blots))
    if not strokes.any():
        return strokes
    rest = cv2.bitwise_and(ink, cv2.bitwise_not(strokes))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick))
    crossed = cv2.bitwise_and(cv2.morphologyEx(rest, cv2.MORPH_CLOSE, kernel), strokes)
    return cv2.bitwise_and(strokes, cv2.bitwise_not(crossed))


def _line(length: int, angle: float) -> Image:
    """Return a structuring element: a line of a length, in pixels, at an angle."""
    half = max(length, 3) / 2
    dx, dy = half * np.cos(angle), half * np.sin(angle)
    size = 2 * int(np.ceil(half)) + 1
    middle = size // 2
    kernel = np.zeros((size, size), np.uint8)
    start = (round(middle - dx), round(middle - dy))
    cv2.line(kernel, start, (round(middle + dx), round(middle + dy)), 1, 1)
    return kernel


def _letters(ink: Image, scale: float) -> Image:
    """Return OpenCV's statistics of the parts that have a letter's size."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT] / scale, stats[:, cv2.CC_STAT_WIDTH] / scale
    fits = (
        (heights >= THRESHOLDS.min_letter_height_pt)
        & (heights <= THRESHOLDS.max_letter_height_pt)
        & (widths >= THRESHOLDS.min_letter_width_pt)
        & (widths <= THRESHOLDS.max_letter_width_pt)
    )
    fits[0] = False
    return stats[fits]


def _bands(letters: Image, height: float, rows: int) -> list[tuple[int, int]]:
    """Return the first row and the row after the last of each line of print."""
    count = np.zeros(rows + 1, np.int32)
    for _, top, _, high, _ in letters:
        if high <= THRESHOLDS.max_letter_height * height:
            count[top] += 1
            count[top + high] -= 1
    filled = np.concatenate(
        [[0], (np.cumsum(count) >= THRESHOLDS.min_letters).astype(np.int8), [0]]
    )
    edges = np.flatnonzero(np.diff(filled))
    return [
        (int(top), int(bottom))
        for top, bottom in zip(edges[::2], edges[1::2], strict=True)
        if bottom - top >= THRESHOLDS.min_line_height * height
    ]


def _reach(letters: Image, top: int, bottom: int) -> tuple[int, int]:
    """Return the first column of a line's letters and the column after the last."""
    within = [
        (int(left), int(left + wide))
        for left, above, wide, high, _ in letters
        if top <= above + high / 2 < bottom
    ]
    return min((a for a, _ in within), default=0), max((b for _, b in within), default=0)


def _painted(grey: Image, mask: Image, kept: Image) -> Image:
    """Return a picture with a mask and the pixels around it painted white, except for kept ink."""
    clean = grey.copy()
    clean[(cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0) & (kept == 0)] = 255
    return clean


def _cleared(picture: Image, top: int, bottom: int) -> tuple[Image, tuple[tuple[int, int], ...]]:
    """Clear a line of what is no print: cut-off ink, remains of a stamp, faint ink.

    Args:
        picture: The line.
        top: The first row of its letters.
        bottom: The row after the last.

    Returns:
        The line, and the first column and the column after the last of each clear letter.
    """
    ink = _ink(picture)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    high = bottom - top
    heads, heights = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    feet = heads + heights
    inside = np.minimum(feet, bottom) - np.maximum(heads, top)
    drop = ((heads == 0) | (feet == picture.shape[0])) & (
        inside < THRESHOLDS.min_kept_height * high
    )
    lowest, highest = THRESHOLDS.min_clear_height, THRESHOLDS.max_clear_height
    letter = (heights >= lowest * high) & (heights <= highest * high)
    letter &= np.abs(feet - bottom) <= max(THRESHOLDS.max_foot_offset * high, 2)
    drop[0] = letter[0] = False
    kept = np.flatnonzero(~drop)[1:]
    for group in _groups(kept, stats, THRESHOLDS.min_group_gap * high):
        ink_of = stats[group, cv2.CC_STAT_AREA]
        tall = heights[group] >= lowest * high
        specks = not tall.any() and group.size > 1
        if specks or ink_of[letter[group]].sum() < THRESHOLDS.min_letter_share * ink_of[tall].sum():
            drop[group] = True
    clean = _painted(picture, drop[labels].astype(np.uint8), np.zeros_like(ink))
    print_ = (~drop[labels]) & (labels > 0)
    if print_.any():
        dark = float(np.percentile(clean[print_], THRESHOLDS.dark_percentile))
        clean[clean > 255 - THRESHOLDS.min_darkness * (255 - dark)] = 255
    clear = stats[letter & ~drop][:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH]]
    return clean, tuple((int(left), int(left + wide)) for left, wide in clear)


def _groups(parts: Image, stats: Image, gap: float) -> Iterator[Image]:
    """Yield groups of a line's parts, separated by white.

    Args:
        parts: Indices of the parts.
        stats: OpenCV's statistics of all parts.
        gap: Width of the white between two groups, in pixels.
    """
    order = parts[np.argsort(stats[parts, cv2.CC_STAT_LEFT])]
    if not order.size:
        return
    lefts = stats[order, cv2.CC_STAT_LEFT]
    ends = np.maximum.accumulate(lefts + stats[order, cv2.CC_STAT_WIDTH])
    yield from np.split(order, np.flatnonzero(lefts[1:] - ends[:-1] > gap) + 1)
