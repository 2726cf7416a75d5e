"""Coloured ink separated from black print: stamps, and signatures in coloured pen.

Of two inks over each other each lets through a share of the light, so their optical densities (the
negative logarithms of these shares) add up: the Beer-Lambert law. Black ink has the same density in
every colour channel; a coloured ink has less in one of them, in a fixed proportion. So a pixel's
densities give the amount of each ink, and print under a stamp is separated from the stamp.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.components import label_parts, middle_shade

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class ColouredInkThresholds:
    """What is coloured ink, and which of it is no print. Unfitted.

    Densities are natural logarithms: ink that lets through a share t of the light has -ln(t).
    """

    # Difference of density between the densest and least dense channel of a coloured pixel.
    min_colour_density: float = 0.22
    # Difference from which a pixel shows what colour its ink has.
    min_pure_density: float = 0.45
    # Least over greatest density of a coloured ink; a greyer ink looks like print.
    max_grey_proportion: float = 0.6
    # Coloured share of the ink of a page; with more it is printed in colour and left as it is.
    max_coloured_share: float = 0.5
    # Density of ink.
    min_ink_density: float = 0.5
    # Density below which there is no print, in typical densities of print.
    min_print_share: float = 0.4
    # Density above which there is nothing but print; in between there is some of both.
    full_print_share: float = 0.65
    # Density in the brightest channel that becomes black, in typical densities of print.
    black_share: float = 0.9
    # Density in the brightest channel below which it becomes white, likewise.
    white_share: float = 0.45
    # Typical density of print, at least.
    min_print_density: float = 0.6
    # The same, at most.
    max_print_density: float = 2.0
    # Width of the seam around coloured ink, which is neither coloured nor black.
    seam_pt: float = 0.5
    # Height of a stamp or signature; lower coloured ink is printed text.
    min_stamp_height_pt: float = 24.0
    # Gap within a coloured word.
    word_gap_pt: float = 1.5
    # Height of initials, which are one stroke.
    min_initials_height_pt: float = 6.0
    # Width of initials.
    min_initials_width_pt: float = 10.0
    # Width over height of initials.
    max_initials_aspect: float = 4.0
    # Share of their box that initials fill; a symbol fills more.
    max_initials_fill: float = 0.6
    # Height of a coloured mark beside a stroke that shows that both are a word.
    min_mark_height_pt: float = 3.0
    # Share of its box that a stamp fills; a logo fills more.
    max_stamp_fill: float = 0.45
    # How far the pixels of a stamp or signature agree in hue: the length of the sum of their
    # colours over the sum of their lengths. Print of a screenshot (its pixels' red, green and blue
    # parts are lit apart) or of a lens that splits colours has a red edge and a blue one: 0.13 to
    # 0.15 on screenshots of one office, whose logos have 0.5; stamps on its photocopies have 0.96.
    min_same_hue: float = 0.35
    # The paper is measured on a copy reduced by this factor.
    paper_downscale: int = 4
    # Every pixel counts as at least this bright, 0 to 255.
    min_shade: int = 4
    # Step between the rows and columns by which a picture is tested for colour.
    grey_step: int = 3
    # Difference of channels in a grey picture, 0 to 255.
    max_grey_difference: int = 4


THRESHOLDS = ColouredInkThresholds()


@dataclass(frozen=True, slots=True)
class Lift:
    """What removes the coloured ink from a grey page.

    Attributes:
        print_only: Brightness of the page without coloured ink, where there is any; 0 elsewhere.
        lifted: 255 where there was coloured ink and no print.
        lightest: Each pixel's brightest channel, in which coloured ink is pale, with contrast
            stretched so that print is black and what is paler than print is white.
    """

    print_only: Image
    lifted: Image
    lightest: Image


def lift_colour(picture: Image, scale: float) -> Lift | None:
    """Separate the coloured ink of a page from its print.

    Args:
        picture: Colour picture (BGR).
        scale: Pixels per point.

    Returns:
        The separation; None where nothing is coloured, or the page is printed in colour.
    """
    if not _is_colourful(picture):
        return None
    even = _evened(picture, scale)
    blue, green, red = cv2.split(even)
    lightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    coloured, pure = (
        _differ(lightest, darkest, least)
        for least in (THRESHOLDS.min_colour_density, THRESHOLDS.min_pure_density)
    )
    inked = cv2.inRange(darkest, 0, _brightness(THRESHOLDS.min_ink_density))
    in_colour = cv2.countNonZero(cv2.bitwise_and(coloured, inked))
    if not in_colour or in_colour > THRESHOLDS.max_coloured_share * cv2.countNonZero(inked):
        return None
    seam = 2 * round(THRESHOLDS.seam_pt * scale) + 1
    drawn = cv2.bitwise_or(
        _stamps_and_strokes(coloured, even, scale), _initials(pure, coloured, scale)
    )
    near = cv2.dilate(drawn, np.ones((seam, seam), np.uint8)) > 0
    if not near.any():
        return None
    densities = -np.log(np.maximum(np.arange(256, dtype=np.float32), THRESHOLDS.min_shade) / 255)
    proportion = _least_proportion(densities[lightest[pure > 0]], densities[darkest[pure > 0]])
    typical = _density_of_print(lightest, cv2.bitwise_and(inked, cv2.bitwise_not(coloured)))
    least, most = densities[lightest[near]], densities[darkest[near]]
    amount = (most - least) / (1 - proportion)
    black = np.maximum(least - proportion * amount, 0)
    # What is too faint for print is a compression artefact of coloured ink.
    share = np.clip(
        (black / typical - THRESHOLDS.min_print_share)
        / (THRESHOLDS.full_print_share - THRESHOLDS.min_print_share),
        0,
        1,
    )
    print_only = np.zeros_like(lightest)
    print_only[near] = np.clip(255 * np.exp(-black * share), 1, 255).astype(np.uint8)
    lifted = np.zeros_like(lightest)
    lifted[near] = (share < 0.5).astype(np.uint8) * 255
    return Lift(print_only, lifted, _toned(lightest, typical))


def _toned(lightest: Image, typical: float) -> Image:
    """Return a page's brightest channel with print stretched to black and paler ink to white.

    Args:
        lightest: Brightness of each pixel in its brightest channel.
        typical: Typical density of the page's print.
    """
    black, white = (
        255 * np.exp(-part * typical) for part in (THRESHOLDS.black_share, THRESHOLDS.white_share)
    )
    shades = (np.arange(256) - black) / (white - black)
    return cv2.LUT(lightest, (255 * np.clip(shades, 0, 1)).astype(np.uint8))


def _is_colourful(picture: Image) -> bool:
    """Return whether anything in a picture is not grey, by a sample of its pixels."""
    dots = np.ascontiguousarray(picture[:: THRESHOLDS.grey_step, :: THRESHOLDS.grey_step])
    blue, green, red = cv2.split(dots)
    spread = cv2.max(cv2.absdiff(blue, green), cv2.absdiff(green, red))
    return bool((spread > THRESHOLDS.max_grey_difference).any())


def _evened(picture: Image, scale: float) -> Image:
    """Return a colour picture with the paper made white."""
    reach = int(min(max(round(6 * scale / THRESHOLDS.paper_downscale) * 2 + 1, 7), 101))
    small = cv2.resize(
        picture,
        None,
        fx=1 / THRESHOLDS.paper_downscale,
        fy=1 / THRESHOLDS.paper_downscale,
        interpolation=cv2.INTER_AREA,
    )
    wide = max(round(20 / THRESHOLDS.paper_downscale), 3) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((wide, wide), np.uint8)), reach)
    paper = cv2.resize(np.maximum(paper, 1), (picture.shape[1], picture.shape[0]))
    return cv2.divide(picture, paper, scale=255)


def _brightness(density: float) -> int:
    """Return the greatest brightness, 0 to 255, of a pixel of a density."""
    return int(255 * np.exp(-density))


def _differ(lightest: Image, darkest: Image, least: float) -> Image:
    """Return where the densest and least dense channel differ by at least `least`, as 255."""
    shades = np.maximum(np.arange(256), THRESHOLDS.min_shade) * np.exp(-least)
    # Densities are logarithms, so a difference of densities is a proportion of brightnesses.
    most = np.where(shades >= THRESHOLDS.min_shade, shades, -1)
    limit = np.where(most < 0, 0, np.floor(most) + 1).astype(np.uint8)
    return cv2.compare(cv2.LUT(lightest, limit), darkest, cv2.CMP_GT)


def _stamps_and_strokes(coloured: Image, even: Image, scale: float) -> Image:
    """Return coloured ink without words printed in colour (lower than a stamp) and without logos.

    Args:
        coloured: 255 where ink is coloured.
        even: The colour picture, its paper white.
        scale: Pixels per point.
    """
    reach = 2 * round(THRESHOLDS.word_gap_pt * scale) + 1
    words = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    labels, stats = label_parts(words)
    filled = np.bincount(labels[coloured > 0], minlength=len(stats)) / (
        stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    )
    keep = (stats[:, cv2.CC_STAT_HEIGHT] > THRESHOLDS.min_stamp_height_pt * scale) & (
        filled < THRESHOLDS.max_stamp_fill
    )
    keep[0] = False
    if keep.any():
        keep &= _same_hue(labels, coloured, even, len(stats)) >= THRESHOLDS.min_same_hue
    return cv2.bitwise_and(coloured, (keep.astype(np.uint8) * 255)[labels])


def _same_hue(labels: Image, coloured: Image, even: Image, count: int) -> Image:
    """Return for each part how far its coloured pixels agree in hue, 0 to 1.

    Args:
        labels: Each pixel's part.
        coloured: 255 where ink is coloured.
        even: The colour picture, its paper white.
        count: Number of parts.
    """
    at = coloured > 0
    blue, green, red = even[at].astype(np.float32).T
    part, across, down = labels[at], blue - red, green - (blue + red) / 2
    sums = [np.bincount(part, each, count) for each in (across, down, np.hypot(across, down))]
    agreed: Image = np.hypot(sums[0], sums[1]) / np.maximum(sums[2], 1)
    return agreed


def _initials(pure: Image, coloured: Image, scale: float) -> Image:
    """Return the ink of initials: one small coloured stroke with no other such ink beside it.

    Officers write initials beside the signer's name. A word printed in colour is several letters
    side by side.

    Args:
        pure: 255 where ink shows what colour it has.
        coloured: 255 where ink is coloured.
        scale: Pixels per point.
    """
    labels, stats = label_parts(cv2.morphologyEx(pure, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)))
    boxes = stats[:, :4].astype(np.float32) / scale
    marks = [
        index for index in range(1, len(boxes)) if boxes[index, 3] >= THRESHOLDS.min_mark_height_pt
    ]
    keep = np.zeros(len(stats), np.uint8)
    for index in marks:
        x, y, width, height = boxes[index]
        if (
            height < THRESHOLDS.min_initials_height_pt
            or not THRESHOLDS.min_initials_width_pt
            <= width
            <= THRESHOLDS.max_initials_aspect * height
        ):
            continue
        if (
            stats[index, cv2.CC_STAT_AREA]
            > THRESHOLDS.max_initials_fill * width * height * scale**2
        ):
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
    """Return the density of the page's coloured ink in its least dense channel, over its densest.

    Over print the proportion is higher, so the median of what is pure enough is taken.

    Args:
        least: Densities of pixels that show their colour, in their least dense channel.
        most: The same in their densest channel.
    """
    if not least.size:
        return 0.0
    proportions = least / most
    proportions = proportions[proportions < THRESHOLDS.max_grey_proportion]
    return float(np.median(proportions)) if proportions.size else THRESHOLDS.max_grey_proportion


def _density_of_print(lightest: Image, plain: Image) -> float:
    """Return the typical density of the page's print."""
    brightness = middle_shade(lightest, plain)
    if brightness is None:
        return THRESHOLDS.min_print_density
    return float(
        np.clip(
            -np.log(max(brightness, THRESHOLDS.min_shade) / 255),
            THRESHOLDS.min_print_density,
            THRESHOLDS.max_print_density,
        )
    )
