"""Effects of scanners, copiers and phones on a printed page.

Each function takes a picture (grey, or colour as blue, green, red) and returns another. Random
effects take a generator, so that the same seed gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from tools.make_samples.scan_spec import Signature, Stamp

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Random = np.random.Generator

STAMP_INK = (165, 60, 95)  # violet, as blue, green, red
PEN_INK = (150, 50, 20)
BLACK_BELOW = 128  # shade below which a photocopy is black
TABLE_TOP = (58, 72, 88)


def on_paper(picture: Picture, paper: Sequence[int]) -> Picture:
    """Return a grey picture as print on coloured paper."""
    ink = picture.astype(np.float32)[:, :, None] / 255
    return (ink * np.asarray(paper, np.float32)).round().astype(np.uint8)


def stamped(picture: Picture, stamp: Stamp, scale: float) -> Picture:
    """Return a colour picture with a round stamp over the print.

    Args:
        picture: The page.
        stamp: The stamp, in points.
        scale: Pixels per point.
    """
    mark = np.zeros(picture.shape[:2], np.uint8)
    centre = round(stamp.x * scale), round(stamp.y * scale)
    radius, pen = stamp.radius * scale, max(round(scale), 1)
    cv2.circle(mark, centre, round(radius), 255, 2 * pen, cv2.LINE_AA)
    cv2.circle(mark, centre, round(0.86 * radius), 255, pen, cv2.LINE_AA)
    font = cv2.FONT_HERSHEY_SIMPLEX
    size = 1.5 * radius / max(cv2.getTextSize(word, font, 1, pen)[0][0] for word in stamp.words)
    for index, word in enumerate(stamp.words):
        (width, height), _ = cv2.getTextSize(word, font, size, pen)
        y = centre[1] + round((index - (len(stamp.words) - 1) / 2) * 1.9 * height + height / 2)
        cv2.putText(mark, word, (centre[0] - width // 2, y), font, size, 255, pen, cv2.LINE_AA)
    turned = cv2.getRotationMatrix2D(centre, 12, 1)
    mark = cv2.warpAffine(mark, turned, mark.shape[::-1], flags=cv2.INTER_LINEAR)
    return _inked(picture, mark, STAMP_INK)


def signed(picture: Picture, signature: Signature, scale: float) -> Picture:
    """Return a colour picture with a pen stroke over the print.

    Args:
        picture: The page.
        signature: Its position and width, in points.
        scale: Pixels per point.
    """
    along = np.linspace(0, 1, 240)
    height = 0.22 * signature.width * (1 - 0.6 * along)
    xs = signature.x + signature.width * (along - 0.5) + 6 * np.sin(9 * np.pi * along)
    ys = signature.y + height * np.sin(7.3 * np.pi * along) - 6 * along
    dots = np.stack([xs, ys], axis=1) * scale
    mark = np.zeros(picture.shape[:2], np.uint8)
    cv2.polylines(mark, [dots.round().astype(np.int32)], False, 255, max(round(scale), 1),
                  cv2.LINE_AA)  # fmt: skip
    return _inked(picture, mark, PEN_INK)


def _inked(picture: Picture, mark: Picture, ink: Sequence[int]) -> Picture:
    """Return a picture with ink where a mark is; darker pixels stay as they are."""
    share = mark.astype(np.float32)[:, :, None] / 255 * 0.85
    over = np.minimum(picture.astype(np.float32), np.asarray(ink, np.float32))
    return (picture * (1 - share) + over * share).round().astype(np.uint8)


def leaning(picture: Picture, degrees: float) -> Picture:
    """Return a picture rotated clockwise by some degrees, on white paper."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    white = tuple(int(value) for value in np.atleast_1d(picture[2, 2]))
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=white)
    )


def blurred(picture: Picture, pixels: float) -> Picture:
    """Return a picture blurred by a Gaussian whose deviation is given in pixels."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), pixels)) if pixels else picture


def grained(picture: Picture, steps: float, random: Random) -> Picture:
    """Return a picture with sensor noise: a deviation in shades of 255, equal in all channels."""
    grain = random.normal(0, steps, picture.shape[:2]).astype(np.float32)
    grain = grain if picture.ndim == 2 else grain[:, :, None]
    return np.clip(picture + grain, 0, 255).round().astype(np.uint8)


def photocopied(picture: Picture, specks: int, random: Random) -> Picture:
    """Return a grey picture in black and white, with specks and a copier's dark border."""
    height, width = picture.shape
    dirty = picture.copy()
    places = zip(
        random.integers(0, width, specks), random.integers(0, height, specks),
        random.integers(0, 2, specks), strict=True,
    )  # fmt: skip
    for x, y, radius in places:
        cv2.circle(dirty, (int(x), int(y)), int(radius), 0, -1)
    dirty[:, : width // 90] = 0
    return np.where(dirty < BLACK_BELOW, 0, 255).astype(np.uint8)


def photographed(picture: Picture, random: Random) -> Picture:
    """Return a colour picture of the page as a phone photographs it, lying on a table.

    Perspective, uneven light from the left, the shadow of a hand or phone at the right.
    """
    height, width = picture.shape[:2]
    margin = round(0.07 * width)
    frame = (width + 2 * margin, height + 2 * margin)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + margin
    seen += np.array([[0.035, 0.012], [-0.01, -0.02], [0.03, 0.008], [-0.025, -0.012]]) * width
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    page = cv2.warpPerspective(picture, matrix, frame, flags=cv2.INTER_AREA)
    inside = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, frame)
    table = np.full((frame[1], frame[0], 3), TABLE_TOP, np.float32)
    table += cv2.resize(random.normal(0, 9, (frame[1] // 24, frame[0] // 6)), frame)[:, :, None]
    share = inside.astype(np.float32)[:, :, None] / 255
    scene = page * share + table * (1 - share)
    across, down = np.meshgrid(np.linspace(0, 1, frame[0]), np.linspace(0, 1, frame[1]))
    light = 1.02 - 0.34 * across**1.5 - 0.12 * down
    shadow = 0.16 / (1 + np.exp(60 * (0.82 - across + 0.12 * down)))
    return np.clip(scene * (light - shadow)[:, :, None], 0, 255).round().astype(np.uint8)
