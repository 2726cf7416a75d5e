"""Which characters of a page can be seen on it, and what keeps the others from being seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.readers.pdf.engine import Integers
from extract.readers.pdf.painted import Characters, Cover

# How far, in points, something may lie outside the clipping and still be shown. Unfitted.
CLIP_SLACK_PT = 1.0
# Smaller things, in points, hide no character: no letter of a document is lower. Unfitted.
MIN_COVER_WIDTH_PT, MIN_COVER_HEIGHT_PT = 2.0, 4.0


@dataclass(slots=True)
class Visibility:
    """The characters of a page by whether they are seen, as indices in ascending order.

    Attributes:
        seen: Those that are.
        beneath: Those that a picture painted later hides.
        inkless: Those that are painted without ink, as OCR does it under or over a scan.
        hidden: Those that a filled rectangle hides or the clipping cuts off.
    """

    seen: Integers
    beneath: Integers
    inkless: Integers
    hidden: Integers


def part_characters(characters: Characters, covers: Sequence[Cover]) -> Visibility:
    """Part characters by whether they are seen.

    Args:
        characters: The characters in the order of painting.
        covers: What hides the things painted before it, in the order of painting.
    """
    number = len(characters)
    covered = np.zeros(number, np.bool_)
    pictured = np.zeros(number, np.bool_)
    if number:
        x0, top, x1, bottom = characters.boxes.T
        quarter = ((x1 - x0) / 4, (bottom - top) / 4)
        middle = ((x0 + x1) / 2, (top + bottom) / 2)
        left, right = middle[0] - quarter[0], middle[0] + quarter[0]
        upper, lower = middle[1] - quarter[1], middle[1] + quarter[1]
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
    away = characters.clipped
    inkless = ~characters.inked & ~away
    beneath = covered & pictured & ~inkless & ~away
    hidden = away | (covered & ~pictured & ~inkless)
    return Visibility(
        np.flatnonzero(~(beneath | inkless | hidden)),
        np.flatnonzero(beneath),
        np.flatnonzero(inkless),
        np.flatnonzero(hidden),
    )
