"""A page's picture prepared for recognition: level, evenly lit, without coloured stamps.

Every step is a function from picture to picture, so that each can be tested on its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.image.coloured_ink import lift_colour
from extract.readers.scan.image.components import Part, label_parts, pick_parts, small_parts
from extract.readers.scan.image.pale_print import darken, is_pale, with_pale_signs
from extract.readers.scan.image.pale_strokes import find_narrow
from extract.readers.scan.image.shaded_areas import find_shaded

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class PrepareThresholds:
    """What is dirt and what is skew. Unfitted."""

    # Median shade of a picture in negative at most, in shades of 255: its paper is dark.
    max_negative_median: float = 90.0
    # Shade from which a pixel is bright, and their share in a negative at most: print. A white page
    # photographed on a dark table has more.
    bright_shade: int = 150
    max_bright_share: float = 0.25
    # Coloured share of a ruling line; with more it is a pen stroke.
    max_coloured_share: float = 0.3
    # Area of a speck of dirt.
    max_speck_pt2: float = 1.3
    # Distance of a speck from other ink.
    speck_distance_pt: float = 3.0
    # Greatest angle that is searched for skew.
    max_skew_deg: float = 6.0
    # Length of the lines on which skew is measured.
    min_skew_line_pt: float = 40.0
    # Resolution of the copy on which skew is measured.
    skew_pixels_per_pt: float = 1.5
    # A page with less skew is not rotated.
    min_rotation_deg: float = 0.05
    # Threshold between ink and paper, in shades of 255: Otsu's, but at least this.
    min_ink_level: int = 120
    # The same, at most.
    max_ink_level: int = 200
    # Shade of what belongs to ink near it, in shades of 255.
    max_print_shade: int = 199
    # Length of the dark border left by a scanner's lid, in heights or widths of the page.
    min_border_length: float = 0.5
    # Thickness of a thin border, likewise.
    max_border_thickness: float = 0.06
    # Share of its box that a thick border fills.
    min_border_fill: float = 0.3


THRESHOLDS = PrepareThresholds()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page's picture, prepared.

    Attributes:
        grey: Background 255, ink dark, coloured ink removed.
        ink: 255 where there is ink, including stamps and coloured symbols.
        lifted: 255 where coloured ink was removed.
        shaded: 255 where an area is filled with a shade.
        even: The picture in even light and level, nothing removed.
        lightest: Each pixel's brightest colour channel, in which stamps are pale; None where
            nothing is coloured.
        scale: Pixels per point.
        lean: Degrees counter-clockwise by which the picture was rotated to be level.
    """

    grey: Image
    ink: Image
    lifted: Image
    shaded: Image
    even: Image
    lightest: Image | None
    scale: float
    lean: float

    def turned_over(self) -> Prepared:
        """Return the page rotated by 180 degrees; its lean stays the same."""
        grey, ink, lifted, shaded, even = (
            cv2.rotate(picture, cv2.ROTATE_180)
            for picture in (self.grey, self.ink, self.lifted, self.shaded, self.even)
        )
        lightest = self.lightest
        if lightest is not None:
            lightest = cv2.rotate(lightest, cv2.ROTATE_180)
        return Prepared(grey, ink, lifted, shaded, even, lightest, self.scale, self.lean)


def prepare(picture: Image, scale: float, *, level: bool = False) -> Prepared:
    """Prepare a page's picture.

    Args:
        picture: Colour (BGR) or grey picture, upright to within a few degrees.
        scale: Pixels per point.
        level: Whether it is known to be level.
    """
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    even = even_light(grey, scale)
    ink = find_ink(even)
    pale = is_pale(even, ink)
    if pale:
        ink = with_pale_signs(picture, even, ink, scale)
    ink = without_specks(without_dark_borders(ink), scale)
    angle = 0.0 if level else find_skew(ink, scale)
    if not (level or angle):
        # There is no line of ink to measure; there may be pale ones.
        angle = find_skew(find_narrow(even, ink, scale), scale)
    matrix = _rotation(even.shape[:2], angle)
    size = (even.shape[1], even.shape[0])
    if abs(angle) > THRESHOLDS.min_rotation_deg:
        even = cv2.warpAffine(even, matrix, size, flags=cv2.INTER_CUBIC, borderValue=255)
        ink = _rotated_mask(ink, matrix, size)
    # Where there is no ink there is paper: specks and show-through become white in the grey
    # picture, too.
    paper = cv2.bitwise_not(cv2.dilate(ink, np.ones((5, 5), np.uint8)))
    text = cv2.bitwise_or(
        even, cv2.bitwise_and(paper, cv2.inRange(even, 0, THRESHOLDS.max_print_shade))
    )
    shaded = find_shaded(grey, scale)
    if abs(angle) > THRESHOLDS.min_rotation_deg:
        shaded = _rotated_mask(shaded, matrix, size)
    lifted, lightest = np.zeros_like(ink), None
    if picture.ndim == 3 and (lift := lift_colour(picture, scale)) is not None:
        lifted, print_only, lightest = lift.lifted, lift.print_only, lift.lightest
        if abs(angle) > THRESHOLDS.min_rotation_deg:
            lifted = _rotated_mask(lifted, matrix, size)
            print_only = cv2.warpAffine(print_only, matrix, size, flags=cv2.INTER_LINEAR)
            lightest = cv2.warpAffine(
                lightest, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255
            )
        text = np.maximum(text, print_only)
    if pale:
        text = darken(text, even, ink, lifted, scale)
    lean = angle if abs(angle) > THRESHOLDS.min_rotation_deg else 0.0
    return Prepared(text, ink, lifted, shaded, even, lightest, scale, lean)


def as_positive(picture: Image) -> Image:
    """Return a picture as dark print on bright paper: a negative or a dark screenshot inverted.

    Args:
        picture: Colour (BGR) or grey picture.
    """
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = float(np.median(grey)) <= THRESHOLDS.max_negative_median
    if dark and float(np.mean(grey >= THRESHOLDS.bright_shade)) <= THRESHOLDS.max_bright_share:
        return cv2.bitwise_not(picture)
    return picture


def even_light(grey: Image, scale: float) -> Image:
    """Return a grey picture with its background made white: shadows and show-through are removed.

    Args:
        grey: The picture.
        scale: Pixels per point.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = int(min(max(round(6 * scale / 4) * 2 + 1, 7), 101))
    lifted = cv2.dilate(small, np.ones((5, 5), np.uint8))
    background = np.maximum(cv2.medianBlur(lifted, reach), 1)
    background = cv2.resize(background, (grey.shape[1], grey.shape[0]))
    return cv2.divide(grey, background, scale=255)


def find_ink(even: Image) -> Image:
    """Return where a picture of even light has ink, as 255."""
    threshold, _ = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(max(threshold, THRESHOLDS.min_ink_level), THRESHOLDS.max_ink_level)
    return cv2.threshold(even, level, 255, cv2.THRESH_BINARY_INV)[1]


def without_dark_borders(ink: Image) -> Image:
    """Return ink without the dark borders that a scanner's lid leaves along the page's edges."""
    height, width = ink.shape

    def may_be(boxes: Image) -> Image:
        """Return which parts touch an edge and are long."""
        x, y, w, h = boxes.T
        touches = (x <= 1) | (y <= 1) | (x + w >= width - 1) | (y + h >= height - 1)
        found: Image = touches & (
            (h > THRESHOLDS.min_border_length * height) | (w > THRESHOLDS.min_border_length * width)
        )
        return found

    def is_one(part: Part) -> bool:
        """Return whether a part is solid or slim."""
        thick = THRESHOLDS.max_border_thickness
        slim = part.width < thick * width or part.height < thick * height
        return slim or part.area > THRESHOLDS.min_border_fill * part.width * part.height

    return cv2.subtract(ink, pick_parts(ink, may_be, is_one))


def without_specks(ink: Image, scale: float) -> Image:
    """Return ink without specks of dirt: small dots far from any other ink.

    Args:
        ink: Picture of the ink.
        scale: Pixels per point.
    """
    specks = small_parts(ink, THRESHOLDS.max_speck_pt2 * scale * scale)
    if not specks.any():
        return ink
    reach = 2 * round(THRESHOLDS.speck_distance_pt * scale) + 1
    near = cv2.dilate(cv2.subtract(ink, specks), np.ones((reach, reach), np.uint8))
    return cv2.bitwise_and(ink, near)


def find_skew(ink: Image, scale: float) -> float:
    """Return by how many degrees a page leans, measured on its long lines.

    Args:
        ink: Picture of the ink.
        scale: Pixels per point.
    """
    factor = min(1.0, THRESHOLDS.skew_pixels_per_pt / scale)
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = cv2.threshold(small, 50, 255, cv2.THRESH_BINARY)[1]
    angles: list[float] = []
    weights: list[float] = []
    for picture in (small, cv2.rotate(small, cv2.ROTATE_90_CLOCKWISE)):
        for angle, length in _leaning_lines(
            picture, round(THRESHOLDS.min_skew_line_pt * scale * factor)
        ):
            angles.append(angle)
            weights.append(length)
    if not angles:
        return 0.0
    order = np.argsort(angles)
    total = np.cumsum(np.asarray(weights)[order])
    middle = int(np.searchsorted(total, total[-1] / 2))
    return float(np.asarray(angles)[order][middle])


def _leaning_lines(ink: Image, shortest: int) -> list[tuple[float, float]]:
    """Return (angle in degrees, length in pixels) of the nearly level lines of a picture."""
    # A leaning line consists of shorter runs, a step apart. Runs of a third of its length are found
    # and joined over the steps.
    run = cv2.getStructuringElement(cv2.MORPH_RECT, (max(shortest // 3, 5), 1))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, run)
    runs = cv2.dilate(runs, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found: list[tuple[float, float]] = []
    for index in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[index])
        if width < shortest or height > width * np.tan(np.radians(THRESHOLDS.max_skew_deg)) + 6:
            continue
        rows, columns = np.nonzero(labels[y : y + height, x : x + width] == index)
        slope = float(np.polyfit(columns, rows, 1)[0])
        angle = float(np.degrees(np.arctan(slope)))
        if abs(angle) <= THRESHOLDS.max_skew_deg:
            found.append((angle, float(width)))
    return found


def without_coloured(mask: Image, lifted: Image) -> Image:
    """Return a mask without its connected parts that are mostly coloured ink.

    Args:
        mask: 255 where something was found.
        lifted: 255 where coloured ink was removed.
    """
    if not cv2.bitwise_and(mask, lifted).any():
        return mask
    labels, stats = label_parts(mask)
    coloured = np.bincount(labels[lifted > 0], minlength=len(stats))
    keep = (coloured <= THRESHOLDS.max_coloured_share * stats[:, cv2.CC_STAT_AREA]).astype(
        np.uint8
    ) * 255
    keep[0] = 0
    kept: Image = keep[labels]
    return kept


def _rotated_mask(mask: Image, matrix: Image, size: tuple[int, int]) -> Image:
    """Return a mask transformed by an affine map; an empty one as it is."""
    if not cv2.countNonZero(mask):
        return mask
    return cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_NEAREST, borderValue=0)


def _rotation(shape: tuple[int, ...], angle: float) -> Image:
    """Return the affine map that rotates a picture around its middle, counter-clockwise."""
    height, width = shape[:2]
    return cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
