"""Coloured ink lifted off black print: stamps, and signatures written with a coloured pen.

Inks that lie over each other multiply what they let through, so their optical densities, the
negative logarithms of it, add up. Black is as dense in every colour; a coloured ink is less dense
in one of them, in a proportion of its own. From a dot's three densities follows how much of each
ink is there, and a print under a stamp can be told from the stamp itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.components import label_parts, middle_shade

Image = np.ndarray

# A dot is coloured where its densest and its least dense colour differ by this.
COLOURED = 0.22
# Ink whose densities differ by this shows what colour it has.
PURE = 0.45
# It is no purer than this part: a greyer ink cannot be told from print.
GREYEST = 0.6
# A page whose ink is coloured for more than this part is printed in colour.
PRINTED_IN_COLOUR = 0.5
# What is denser than this is ink.
INKED = 0.5
# Print is at least this part as dense as it mostly is; what is less than the first is none at all.
FAINT, DENSE = 0.4, 0.65
# In its brightest colours, print has at least the first part of its density; coloured ink, which is
# to vanish, less than the second.
BLACK, PALER = 0.9, 0.45
# The least and the greatest density that print can mostly have.
LIGHTEST, DARKEST = 0.6, 2.0
# Around coloured ink stands a seam, neither coloured nor black; it is so wide, in points.
SEAM = 0.5
# Coloured ink with nothing higher than this, in points, is no stamp or signature, but coloured
# print; letters so near each other, in points, are one word.
LETTER = 24.0
NEAR = 1.5
# Initials are one stroke at least so high and so wide, in points, and at most so many times as wide
# as high; what fills more than this part of its box is a symbol. A coloured mark beside it is at
# least so high.
INITIALS = (6.0, 10.0)
LONGEST_INITIALS, SOLID = 4.0, 0.6
MARK = 3.0
# Ink that fills more than this part of its box is a coloured picture, a logo.
FILLED = 0.45
# The background is found on a copy so much smaller.
SMALLER = 4
# No dot counts as darker than this, of 255.
DARKEST_DOT = 4
# A picture whose colours nowhere differ by more than this is grey; every so many-th dot tells.
GREY, GLANCE = 4, 3


@dataclass(frozen=True, slots=True)
class Lift:
    """What to do to a grey page so that its coloured ink vanishes.

    Attributes:
        print_only: How bright the page is without coloured ink, where there is such; 0 elsewhere.
        lifted: 255 where there was coloured ink and no print.
        lightest: The page in each dot's brightest colour, in which coloured ink is pale, so toned
            that print is black and what is paler than print white.
    """

    print_only: Image
    lifted: Image
    lightest: Image


def lift_colour(picture: Image, scale: float) -> Lift | None:
    """Tell the coloured ink of a page from its print.

    Args:
        picture: Colour picture (BGR).
        scale: Pixels a point.

    Returns:
        What is to be lifted; None where there is nothing coloured, or the page is printed in
        colour.
    """
    if not _is_colourful(picture):
        return None
    lightest, darkest = _evened(picture, scale)
    coloured, pure = (_differ(lightest, darkest, least) for least in (COLOURED, PURE))
    inked = cv2.inRange(darkest, 0, _brightness(INKED))
    in_colour = cv2.countNonZero(cv2.bitwise_and(coloured, inked))
    if not in_colour or in_colour > PRINTED_IN_COLOUR * cv2.countNonZero(inked):
        return None
    seam = 2 * round(SEAM * scale) + 1
    drawn = cv2.bitwise_or(_stamps_and_strokes(coloured, scale), _initials(pure, coloured, scale))
    near = cv2.dilate(drawn, np.ones((seam, seam), np.uint8)) > 0
    if not near.any():
        return None
    densities = -np.log(np.maximum(np.arange(256, dtype=np.float32), DARKEST_DOT) / 255)
    proportion = _least_proportion(densities[lightest[pure > 0]], densities[darkest[pure > 0]])
    typical = _density_of_print(lightest, cv2.bitwise_and(inked, cv2.bitwise_not(coloured)))
    least, most = densities[lightest[near]], densities[darkest[near]]
    amount = (most - least) / (1 - proportion)
    black = np.maximum(least - proportion * amount, 0)
    # What is too faint for print is what the picture's compression left of coloured ink.
    share = np.clip((black / typical - FAINT) / (DENSE - FAINT), 0, 1)
    print_only = np.zeros_like(lightest)
    print_only[near] = np.clip(255 * np.exp(-black * share), 1, 255).astype(np.uint8)
    lifted = np.zeros_like(lightest)
    lifted[near] = (share < 0.5).astype(np.uint8) * 255
    return Lift(print_only, lifted, _toned(lightest, typical))


def _toned(lightest: Image, typical: float) -> Image:
    """Return a page's brightest colours so toned that print is black and paler ink white.

    Args:
        lightest: How bright each dot is in its brightest colour.
        typical: How dense the page's print mostly is.
    """
    black, white = (255 * np.exp(-part * typical) for part in (BLACK, PALER))
    shades = (np.arange(256) - black) / (white - black)
    return cv2.LUT(lightest, (255 * np.clip(shades, 0, 1)).astype(np.uint8))


def _is_colourful(picture: Image) -> bool:
    """Return whether anything of a picture is not grey, by some of its dots."""
    dots = np.ascontiguousarray(picture[::GLANCE, ::GLANCE])
    blue, green, red = cv2.split(dots)
    spread = cv2.max(cv2.absdiff(blue, green), cv2.absdiff(green, red))
    return bool((spread > GREY).any())


def _evened(picture: Image, scale: float) -> tuple[Image, Image]:
    """Return how bright each dot is in its brightest and its darkest colour, the paper white."""
    reach = int(min(max(round(6 * scale / SMALLER) * 2 + 1, 7), 101))
    small = cv2.resize(picture, None, fx=1 / SMALLER, fy=1 / SMALLER, interpolation=cv2.INTER_AREA)
    wide = max(round(20 / SMALLER), 3) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((wide, wide), np.uint8)), reach)
    paper = cv2.resize(np.maximum(paper, 1), (picture.shape[1], picture.shape[0]))
    blue, green, red = cv2.split(cv2.divide(picture, paper, scale=255))
    return cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)


def _brightness(density: float) -> int:
    """Return how bright, of 255, a dot of a density is at most."""
    return int(255 * np.exp(-density))


def _differ(lightest: Image, darkest: Image, least: float) -> Image:
    """Return where the densest and the least dense colour differ by so much, as 255."""
    shades = np.maximum(np.arange(256), DARKEST_DOT) * np.exp(-least)
    # A density is the logarithm of a brightness: a difference is a proportion.
    most = np.where(shades >= DARKEST_DOT, shades, -1)
    limit = np.where(most < 0, 0, np.floor(most) + 1).astype(np.uint8)
    return cv2.compare(cv2.LUT(lightest, limit), darkest, cv2.CMP_GT)


def _stamps_and_strokes(coloured: Image, scale: float) -> Image:
    """Return coloured ink without words printed in colour, lower than a stamp, and without logos.

    Args:
        coloured: 255 where ink is coloured.
        scale: Pixels a point.
    """
    reach = 2 * round(NEAR * scale) + 1
    words = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    labels, stats = label_parts(words)
    filled = np.bincount(labels[coloured > 0], minlength=len(stats)) / (
        stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    )
    keep = (stats[:, cv2.CC_STAT_HEIGHT] > LETTER * scale) & (filled < FILLED)
    keep[0] = False
    return cv2.bitwise_and(coloured, (keep.astype(np.uint8) * 255)[labels])


def _initials(pure: Image, coloured: Image, scale: float) -> Image:
    """Return the ink of initials: one small coloured stroke with no other such ink beside it.

    Officers put them beside the name of who signs. A word printed in colour has several letters
    side by side.

    Args:
        pure: 255 where ink shows what colour it has.
        coloured: 255 where ink is coloured.
        scale: Pixels a point.
    """
    labels, stats = label_parts(cv2.morphologyEx(pure, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)))
    boxes = stats[:, :4].astype(np.float32) / scale
    marks = [index for index in range(1, len(boxes)) if boxes[index, 3] >= MARK]
    keep = np.zeros(len(stats), np.uint8)
    for index in marks:
        x, y, width, height = boxes[index]
        if height < INITIALS[0] or not INITIALS[1] <= width <= LONGEST_INITIALS * height:
            continue
        if stats[index, cv2.CC_STAT_AREA] > SOLID * width * height * scale**2:
            continue
        beside = (
            a < x + width + height
            and x - height < a + w
            and min(y + height, b + h) - max(y, b) > h / 2
            for a, b, w, h in (boxes[other] for other in marks if other != index)
        )
        if not any(beside):
            keep[index] = 255
    initials = cv2.dilate(keep[labels], np.ones((3, 3), np.uint8))
    return cv2.bitwise_and(initials, coloured)


def _least_proportion(least: Image, most: Image) -> float:
    """Return how dense the page's coloured ink is in its least dense colour, of its densest one.

    Over print the proportion is higher, so it is that of the purer half.

    Args:
        least: The densities of dots that show what colour they have, in their least dense colour.
        most: In their densest one.
    """
    if not least.size:
        return 0.0
    proportions = least / most
    proportions = proportions[proportions < GREYEST]
    return float(np.median(proportions)) if proportions.size else GREYEST


def _density_of_print(lightest: Image, plain: Image) -> float:
    """Return how dense the page's print mostly is."""
    brightness = middle_shade(lightest, plain)
    if brightness is None:
        return LIGHTEST
    return float(np.clip(-np.log(max(brightness, DARKEST_DOT) / 255), LIGHTEST, DARKEST))
