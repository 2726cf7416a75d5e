"""What of a page can be seen on it, and what keeps the rest from being seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.readers.pdf.engine import Flags, Floats, Integers
from extract.readers.pdf.marks import HIDDEN, WATERMARK
from extract.readers.pdf.painted import NO_COLOUR, Characters, Cover, Painting
from extract.readers.pdf.strokes import Strokes

# Smaller things, in points, hide no character: no letter of a document is lower. Unfitted.
MIN_COVER_WIDTH_PT, MIN_COVER_HEIGHT_PT = 2.0, 4.0
# Characters lower than this, in points, are read by nobody; the smallest print has 4.
MIN_SIZE_PT = 0.5
# Shades, of 255, by which each of red, green and blue of ink differs from what it is painted on
# at the most where nobody sees it. Unfitted.
MAX_SHADE_APART = 10
# The colour of paper.
WHITE = 0xFFFFFF


@dataclass(slots=True)
class Visibility:
    """The characters of a page by whether they are seen, as indices in ascending order.

    Attributes:
        seen: Those that are.
        beneath: Those that a picture painted later hides.
        inkless: Those that are painted without ink, as OCR does it under or over a scan.
        hidden: Those that nobody can see: a filled rectangle hides them, the clipping cuts them
            off, their layer is hidden, they have no size, or the colour of what they stand on.
        marked: Those that the file says are a watermark.
    """

    seen: Integers
    beneath: Integers
    inkless: Integers
    hidden: Integers
    marked: Integers


def part_characters(painting: Painting) -> Visibility:
    """Part the characters of a page by whether they are seen."""
    characters = painting.characters
    covered, pictured = _covered(characters, painting.covers)
    away = characters.clipped | (characters.flags & HIDDEN != 0)
    away |= characters.sizes < MIN_SIZE_PT
    inkless = ~characters.inked & ~away
    unseen = ~inkless & ~away
    unseen &= _has_ground_colour(
        painting, characters.boxes, characters.orders, characters.colours, unseen
    )
    beneath = covered & pictured & ~inkless & ~away & ~unseen
    hidden = away | unseen | (covered & ~pictured & ~inkless)
    marked = (characters.flags & WATERMARK != 0) & ~(beneath | inkless | hidden)
    return Visibility(
        np.flatnonzero(~(beneath | inkless | hidden | marked)),
        np.flatnonzero(beneath),
        np.flatnonzero(inkless),
        np.flatnonzero(hidden),
        np.flatnonzero(marked),
    )


def visible_strokes(painting: Painting, strokes: Strokes) -> Flags:
    """Return which strokes can be seen on what they are painted on."""
    paths = painting.paths
    of = strokes.paths
    shown: Flags = paths.flags[of] & HIDDEN == 0
    colours = np.where(paths.stroked[of], paths.outlines[of], paths.fillings[of])
    quarter = (strokes.ends - strokes.starts) / 4
    unseen = shown.copy()
    for part in (1, 2, 3):
        along = strokes.starts + part * quarter
        x = np.where(strokes.horizontal, along, strokes.positions)
        y = np.where(strokes.horizontal, strokes.positions, along)
        boxes = np.stack((x, y, x, y), axis=1)
        unseen &= _has_ground_colour(painting, boxes, paths.orders[of], colours, unseen)
    return shown & ~unseen


def _covered(characters: Characters, covers: Sequence[Cover]) -> tuple[Flags, Flags]:
    """Return which characters something painted later hides, and which of them a picture does.

    A character is hidden where the middle half of it is.
    """
    number = len(characters)
    covered, pictured = np.zeros(number, np.bool_), np.zeros(number, np.bool_)
    if not number:
        return covered, pictured
    x0, top, x1, bottom = characters.boxes.T
    wide, tall = (x1 - x0) / 4, (bottom - top) / 4
    middle = ((x0 + x1) / 2, (top + bottom) / 2)
    left, right = middle[0] - wide, middle[0] + wide
    upper, lower = middle[1] - tall, middle[1] + tall
    first = int(characters.orders[0])
    for cover in covers:
        box = cover.bbox
        if (
            cover.order <= first
            or box.width < MIN_COVER_WIDTH_PT
            or box.height < MIN_COVER_HEIGHT_PT
        ):
            continue
        over = (
            (characters.orders < cover.order)
            & (box.x0 <= left)
            & (box.x1 >= right)
            & (box.top <= upper)
            & (box.bottom >= lower)
        )
        covered |= over
        pictured[over] = cover.picture
    return covered, pictured


def _has_ground_colour(
    painting: Painting, boxes: Floats, orders: Integers, colours: Integers, asked: Flags
) -> Flags:
    """Return which things have the colour of what they are painted on.

    That is paper, or what was filled there last before. Where that is not known (a picture, a
    pattern, a shading), a thing is taken to be seen.

    Args:
        painting: The page.
        boxes: The boxes of the things, (n, 4).
        orders: Their places in the order of painting.
        colours: Their colours.
        asked: Which of them to look at.
    """
    result = np.zeros(len(boxes), np.bool_)
    if not len(boxes) or painting.shaded:
        return result
    grounds = painting.grounds
    # Ink is seldom that of paper or of something filled; most things need no look.
    likely = np.unique(np.append(grounds.colours, WHITE))
    shades = np.unique(colours[asked])
    some = [c for c in shades.tolist() if c != NO_COLOUR and _are_near(likely, c).any()]
    chosen = np.flatnonzero(asked & np.isin(colours, some))
    if not len(chosen):
        return result
    x = (boxes[chosen, 0] + boxes[chosen, 2]) / 2
    y = (boxes[chosen, 1] + boxes[chosen, 3]) / 2
    when = orders[chosen]
    ground = np.full(len(chosen), WHITE, np.int64)
    for (x0, top, x1, bottom), order, colour in zip(
        grounds.boxes.tolist(), grounds.orders.tolist(), grounds.colours.tolist(), strict=True
    ):
        under = (order < when) & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
        ground[under] = colour
    for box in painting.pictures:
        inside = (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
        ground[inside] = NO_COLOUR
    near = np.zeros(len(chosen), np.bool_)
    own = colours[chosen]
    for shift in (0, 8, 16):
        near_here = np.abs((own >> shift & 255) - (ground >> shift & 255)) <= MAX_SHADE_APART
        near = near_here if shift == 0 else near & near_here
    result[chosen] = near & (ground != NO_COLOUR)
    return result


def _are_near(colours: Integers, other: int) -> Flags:
    """Return which colours can hardly be told from another one."""
    apart = [np.abs((colours >> s & 255) - (other >> s & 255)) for s in (0, 8, 16)]
    near: Flags = np.maximum.reduce(apart) <= MAX_SHADE_APART
    return near
