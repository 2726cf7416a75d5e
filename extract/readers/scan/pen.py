"""The lines of print in a piece, each on its own, with a pen's strokes and a stamp's rim taken off.

A signature is written across the name, a stamp across all of the block; what they touch is one
blot of ink to recognition. They differ from letters by how far they run: no letter has a stroke
longer than it is high. So strokes that go on straight for longer are taken off, and where they
crossed a letter the gap is closed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from models.geometry import BBox

Image = np.ndarray

# Darker than this is ink.
INK = 150
# Sizes of a letter, in points.
LOWEST, HIGHEST = 4.0, 16.0
SLIMMEST, WIDEST = 0.8, 30.0
# A letter is at most so many times as high as the letters of its piece mostly are.
HIGHER = 1.7
# A line of print holds at least so many letters beside each other, this part of their height high.
FEWEST_LETTERS = 3
LOW_LINE = 0.5
# What letters have above and below them, in heights: dots, accents, tails.
ABOVE, BELOW = 0.3, 0.38
# A stroke goes on straight for so many heights of a letter; a level one for more, as the feet of
# letters that touch do.
STRAIGHT, LEVEL = 1.7, 3.0
# Strokes are looked for in so many directions.
DIRECTIONS = 24
# A stroke is no thicker than this part of a letter's height.
THICK = 0.3
# Ink of a line is a letter's where it is so high and its foot so near the line's, in heights.
LETTER_HEIGHTS = (0.55, 1.4)
FOOT = 0.22
# White wider than this, in heights, stands between two groups of a line's ink; a group of which
# less than this part is letters is what a stamp left, and so are several specks.
APART = 1.5
LETTERS = 0.5
# Print is at least this part as dark as it mostly is on its line.
DARK_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of print.

    Attributes:
        picture: The line as wide as its piece, strokes taken off.
        bbox: From its first letter to its last, and from the picture's top to its bottom, in
            pixels of the piece.
        rows: The first row of its letters, and the row after the last, in pixels of the piece.
        letters: From where to where each of what are clearly letters reaches, likewise.
        paler: The line's other picture, where there is one, strokes taken off too.
    """

    picture: Image
    bbox: BBox
    rows: tuple[int, int]
    letters: tuple[tuple[int, int], ...]
    paler: Image | None = None


def find_print_lines(grey: Image, scale: float, paler: Image | None = None) -> list[PrintLine]:
    """Find the lines of print in a piece and clear them of strokes.

    Args:
        grey: The piece, its rulings taken out, drawings left in.
        scale: Pixels a point.
        paler: Another picture of the piece, in which what crosses the print is pale.

    Returns:
        The lines from top to bottom; none where there are no letters beside each other.
    """
    ink = _ink(grey)
    letters = _letters(ink, scale)
    if len(letters) < FEWEST_LETTERS:
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
        start = max(top - round(ABOVE * high), (before + top) // 2)
        end = min(bottom + round(BELOW * high), (bottom + after + 1) // 2, ink.shape[0])
        left, right = _reach(letters, top, bottom)
        rows = top - start, bottom - start
        picture, clear = _cleared(clean[start:end], *rows)
        second = None if other is None else _cleared(other[start:end], *rows)[0]
        box = BBox(left, start, right, end)
        found.append(PrintLine(picture, box, (top, bottom), clear, second))
    return found


def _ink(grey: Image) -> Image:
    """Return where a picture has ink, as 255."""
    return (grey < INK).astype(np.uint8) * 255


def _without_strokes(grey: Image, ink: Image, height: float) -> Image:
    """Return a picture without the strokes that run straight for longer than letters do.

    Args:
        grey: The picture.
        ink: 255 where it has ink.
        height: How high letters are, in pixels.
    """
    strokes = find_strokes(ink, height)
    return _painted(grey, strokes, cv2.bitwise_and(ink, cv2.bitwise_not(strokes)))


def find_strokes(ink: Image, height: float) -> Image:
    """Return where ink belongs to strokes that run straight for longer than any of a letter does.

    Args:
        ink: 255 where there is ink.
        height: How high letters are, in pixels.
    """
    thick = max(round(THICK * height), 3)
    strokes = np.zeros_like(ink)
    for step in range(DIRECTIONS):
        angle = np.pi * step / DIRECTIONS
        length = round((LEVEL if step == 0 else STRAIGHT) * height)
        run = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _line(length, angle))
        if not run.any():
            continue
        # Letters that stand close are crossed by runs, but a run through them is not slim.
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
    """Return the boxes, as OpenCV has them, of what has a letter's size."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT] / scale, stats[:, cv2.CC_STAT_WIDTH] / scale
    fits = (heights >= LOWEST) & (heights <= HIGHEST) & (widths >= SLIMMEST) & (widths <= WIDEST)
    fits[0] = False
    return stats[fits]


def _bands(letters: Image, height: float, rows: int) -> list[tuple[int, int]]:
    """Return the first row and the row after the last of each line of print."""
    count = np.zeros(rows + 1, np.int32)
    for _, top, _, high, _ in letters:
        if high <= HIGHER * height:
            count[top] += 1
            count[top + high] -= 1
    filled = np.concatenate([[0], (np.cumsum(count) >= FEWEST_LETTERS).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(filled))
    return [
        (int(top), int(bottom))
        for top, bottom in zip(edges[::2], edges[1::2], strict=True)
        if bottom - top >= LOW_LINE * height
    ]


def _reach(letters: Image, top: int, bottom: int) -> tuple[int, int]:
    """Return where the letters of a line begin and end."""
    within = [
        (int(left), int(left + wide))
        for left, above, wide, high, _ in letters
        if top <= above + high / 2 < bottom
    ]
    return min((a for a, _ in within), default=0), max((b for _, b in within), default=0)


def _painted(grey: Image, mask: Image, kept: Image) -> Image:
    """Return a picture with a mask and its seam painted white, but for ink that is kept."""
    clean = grey.copy()
    clean[(cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0) & (kept == 0)] = 255
    return clean


def _cleared(picture: Image, top: int, bottom: int) -> tuple[Image, tuple[tuple[int, int], ...]]:
    """Clear a line of what is no print: cut-off ink, leavings of a stamp, faint ink.

    Args:
        picture: The line.
        top: The first row of its letters.
        bottom: The row after the last.

    Returns:
        The line, and from where to where each of what are clearly letters reaches.
    """
    ink = _ink(picture)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    high = bottom - top
    heads, heights = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    feet = heads + heights
    inside = np.minimum(feet, bottom) - np.maximum(heads, top)
    drop = ((heads == 0) | (feet == picture.shape[0])) & (inside < 0.8 * high)
    lowest, highest = LETTER_HEIGHTS
    letter = (heights >= lowest * high) & (heights <= highest * high)
    letter &= np.abs(feet - bottom) <= max(FOOT * high, 2)
    drop[0] = letter[0] = False
    kept = np.flatnonzero(~drop)[1:]
    for group in _groups(kept, stats, APART * high):
        ink_of = stats[group, cv2.CC_STAT_AREA]
        tall = heights[group] >= lowest * high
        specks = not tall.any() and group.size > 1
        if specks or ink_of[letter[group]].sum() < LETTERS * ink_of[tall].sum():
            drop[group] = True
    clean = _painted(picture, drop[labels].astype(np.uint8), np.zeros_like(ink))
    print_ = (~drop[labels]) & (labels > 0)
    if print_.any():
        dark = float(np.percentile(clean[print_], 30))
        clean[clean > 255 - DARK_ENOUGH * (255 - dark)] = 255
    clear = stats[letter & ~drop][:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_WIDTH]]
    return clean, tuple((int(left), int(left + wide)) for left, wide in clear)


def _groups(parts: Image, stats: Image, gap: float) -> Iterator[Image]:
    """Yield the parts of a line's ink that stand together, by the white between them.

    Args:
        parts: Indices of the parts.
        stats: Where they stand, as OpenCV has it.
        gap: How wide the white between two groups is, in pixels.
    """
    order = parts[np.argsort(stats[parts, cv2.CC_STAT_LEFT])]
    if not order.size:
        return
    lefts = stats[order, cv2.CC_STAT_LEFT]
    ends = np.maximum.accumulate(lefts + stats[order, cv2.CC_STAT_WIDTH])
    yield from np.split(order, np.flatnonzero(lefts[1:] - ends[:-1] > gap) + 1)
