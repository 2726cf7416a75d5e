"""Text that is drawn as shapes: many small filled curves, and no letters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.readers.pdf.engine import Flags
from extract.readers.pdf.painted import Painting


@dataclass(frozen=True, slots=True)
class OutlineThresholds:
    """When shapes are letters.

    Attributes:
        min_shapes: A page with fewer such shapes has no text in them; a logo or a coat of arms
            that is drawn has up to 150. Unfitted.
        min_height_pt: Height of a letter at the least; dots are lower and follow their letters.
        max_side_pt: Height and width of a letter at the most.
        max_words_share: Words of real letters there may be for each shape; where there are more,
            the page has its text, and the shapes are a picture's.
    """

    min_shapes: int = 200
    min_height_pt: float = 2.0
    max_side_pt: float = 40.0
    max_words_share: float = 0.05


T = OutlineThresholds()


def find_outlines(painting: Painting, words: int) -> tuple[bool, Flags]:
    """Return whether text is drawn as shapes, and which subpaths those are.

    Args:
        painting: The page.
        words: How many words of letters are seen on it.

    Returns:
        Whether there is such text, and a flag for each subpath.
    """
    paths = painting.paths
    none = np.zeros(len(paths), np.bool_)
    if len(paths) < T.min_shapes:
        return False, none
    first = paths.starts[:-1]
    low = np.minimum.reduceat(paths.points, first, axis=0)
    high = np.maximum.reduceat(paths.points, first, axis=0)
    wide, tall = (high - low).T
    small = paths.filled & (wide <= T.max_side_pt) & (tall <= T.max_side_pt)
    shapes = small & (np.diff(paths.starts) > 5) & (tall >= T.min_height_pt)
    number = int(np.count_nonzero(shapes & paths.curved))
    if number < T.min_shapes or words > T.max_words_share * number:
        return False, none
    return True, shapes
