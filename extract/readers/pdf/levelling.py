"""Pages whose content leans a little, levelled before anything is read of them."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np

from extract.readers.pdf.painted import Characters
from extract.readers.pdf.placing import Frame, combine

# Degrees by which a page leans where it matters (half a point over the width of a page), and at
# the most: what leans more was meant to.
MIN_LEAN_DEGREES, MAX_LEAN_DEGREES = 0.04, 2.0
# Share of the characters that lean alike, within so many degrees, where the page does.
MIN_SHARE, MAX_APART_DEGREES = 0.8, 0.1
# Fewer characters say nothing.
MIN_CHARACTERS = 30


def page_lean(characters: Characters) -> float:
    """Return by how many degrees clockwise a page leans as a whole; 0 where it does not."""
    if len(characters) < MIN_CHARACTERS or not characters.leans.any():
        return 0.0
    lean = float(np.median(characters.leans))
    if not MIN_LEAN_DEGREES <= abs(lean) <= MAX_LEAN_DEGREES:
        return 0.0
    alike = np.abs(characters.leans - lean) <= MAX_APART_DEGREES
    return lean if alike.mean() >= MIN_SHARE else 0.0


def level(frame: Frame, lean: float) -> Frame:
    """Return a frame that shows a page turned around its middle, so that it does not lean.

    Args:
        frame: How the page is shown.
        lean: By how many degrees clockwise it leans.
    """
    cosine, sine = cos(radians(lean)), sin(radians(lean))
    x, y = frame.width / 2, frame.height / 2
    turn = (
        cosine, -sine, sine, cosine,
        x - cosine * x - sine * y, y + sine * x - cosine * y,
    )  # fmt: skip
    return frame._replace(matrix=combine(frame.matrix, turn))
