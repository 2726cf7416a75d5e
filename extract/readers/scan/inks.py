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
# The least and the greatest density that print can mostly have.
LIGHTEST, DARKEST = 0.6, 2.0
# Around coloured ink stands a seam, neither coloured nor black; it is so wide, in points.
SEAM = 0.5
# Coloured ink with nothing higher than this, in points, is no stamp or signature, but coloured
# print; letters so near each other, in points, are one word.
LETTER = 24.0
NEAR = 1.5
# Ink that fills more than this part of its box is a coloured picture, a logo.
FILLED = 0.45
# The background is found on a copy so much smaller.
SMALLER = 4


@dataclass(frozen=True, slots=True)
class Lift:
    """What to do to a grey page so that its coloured ink vanishes.

    Attributes:
        print_only: How bright the page is without coloured ink, where there is such; 0 elsewhere.
        lifted: 255 where there was coloured ink and no print.
    """

    print_only: Image
    lifted: Image


def lift_colour(picture: Image, scale: float) -> Lift | None:
    """Tell the coloured ink of a page from its print.

    Args:
        picture: Colour picture (BGR).
        scale: Pixels a point.

    Returns:
        What is to be lifted; None where there is nothing coloured, or the page is printed in
        colour.
    """
    densities = _densities(picture, scale)
    least = cv2.min(cv2.min(densities[0], densities[1]), densities[2])
    most = cv2.max(cv2.max(densities[0], densities[1]), densities[2])
    differ = most - least
    coloured = differ >= COLOURED
    inked = most > INKED
    in_colour, in_all = int(np.count_nonzero(coloured & inked)), int(np.count_nonzero(inked))
    if not in_colour or in_colour > PRINTED_IN_COLOUR * in_all:
        return None
    seam = 2 * round(SEAM * scale) + 1
    drawn = _stamps_and_strokes(coloured.astype(np.uint8) * 255, scale)
    near = cv2.dilate(drawn, np.ones((seam, seam), np.uint8)) > 0
    if not near.any():
        return None
    proportion = _least_proportion(least, most, differ)
    amount = differ[near] / (1 - proportion)
    black = np.maximum(least[near] - proportion * amount, 0)
    typical = _density_of_print(least, inked & ~coloured)
    # What is too faint for print is what the picture's compression left of coloured ink.
    share = np.clip((black / typical - FAINT) / (DENSE - FAINT), 0, 1)
    print_only = np.zeros(least.shape, np.uint8)
    print_only[near] = np.clip(255 * np.exp(-black * share), 1, 255).astype(np.uint8)
    lifted = np.zeros(least.shape, np.uint8)
    lifted[near] = (share < 0.5).astype(np.uint8) * 255
    return Lift(print_only, lifted)


def _densities(picture: Image, scale: float) -> list[Image]:
    """Return the optical density of each colour, 0 where the paper is bare."""
    table = -np.log(np.maximum(np.arange(256, dtype=np.float32), 4) / 255)
    reach = int(min(max(round(6 * scale / SMALLER) * 2 + 1, 7), 101))
    found: list[Image] = []
    for colour in cv2.split(picture):
        small = cv2.resize(
            colour, None, fx=1 / SMALLER, fy=1 / SMALLER, interpolation=cv2.INTER_AREA
        )
        paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), reach)
        paper = cv2.resize(paper, (colour.shape[1], colour.shape[0]))
        found.append(cv2.LUT(cv2.divide(colour, np.maximum(paper, 1), scale=255), table))
    return found


def _stamps_and_strokes(coloured: Image, scale: float) -> Image:
    """Return coloured ink without words printed in colour, lower than a stamp, and without logos.

    Args:
        coloured: 255 where ink is coloured.
        scale: Pixels a point.
    """
    reach = 2 * round(NEAR * scale) + 1
    words = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(words, connectivity=8)
    filled = np.bincount(labels[coloured > 0], minlength=count) / (
        stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    )
    keep = (stats[:, cv2.CC_STAT_HEIGHT] > LETTER * scale) & (filled < FILLED)
    keep[0] = False
    return cv2.bitwise_and(coloured, (keep.astype(np.uint8) * 255)[labels])


def _least_proportion(least: Image, most: Image, differ: Image) -> float:
    """Return how dense the page's coloured ink is in its least dense colour, of its densest one.

    Over print the proportion is higher, so it is that of the purer half.
    """
    pure = differ > PURE
    if not pure.any():
        return 0.0
    proportions = least[pure] / most[pure]
    proportions = proportions[proportions < GREYEST]
    return float(np.median(proportions)) if proportions.size else GREYEST


def _density_of_print(least: Image, plain: Image) -> float:
    """Return how dense the page's print mostly is."""
    if not plain.any():
        return LIGHTEST
    return float(np.clip(np.median(least[plain]), LIGHTEST, DARKEST))
