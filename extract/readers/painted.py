"""What a page paints, before any of it is understood: glyphs, paths, pictures.

All of them are in PDF points from the top left corner of the page as it is shown, and carry
their place in the order of painting: what is painted later covers what is below it.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.geometry import BBox
from models.page import Direction

# A point (x, y) in PDF points from the page's top left.
Point = tuple[float, float]


@dataclass(slots=True)
class Glyph:
    """A painted character.

    Attributes:
        text: What it means, mostly one character; "" where the font does not say.
        code: Its number in the font.
        font: Index of its font in `Painting.fonts`.
        bbox: The box around it.
        direction: Which way its text reads.
        start: Where it begins along its text's direction, growing with the reading.
        end: Where the next glyph of the text would begin, on the same scale.
        base: Where its baseline lies across that direction, growing from line to line.
        size: Height of its font in points.
        order: Its place in the order of painting.
        inked: Whether it is painted with ink; text that was recognised in a scan is laid over
            or under the picture without (ISO 32000-1, 9.3.6, text rendering mode 3).
    """

    text: str
    code: int
    font: int
    bbox: BBox
    direction: Direction
    start: float
    end: float
    base: float
    size: float
    order: int
    inked: bool
    clipped: bool


@dataclass(slots=True)
class PaintedPath:
    """One subpath, painted.

    Attributes:
        operators: Its operators, each with its points: m, l, c, v, y, h.
        stroke: Whether its outline is drawn.
        fill: Whether its inside is painted.
        stroke_colour: Colour of the outline as pdfminer gives it.
        fill_colour: Colour of the inside as pdfminer gives it.
        line_width: Width of the outline in points.
    """

    operators: Sequence[tuple[Any, ...]]
    stroke: bool
    fill: bool
    stroke_colour: Hashable
    fill_colour: Hashable
    line_width: float


@dataclass(slots=True)
class Cover:
    """An area that hides what was painted below it.

    Attributes:
        bbox: The area.
        order: Its place in the order of painting.
        picture: Whether a picture covers it, rather than a filled rectangle.
    """

    bbox: BBox
    order: int
    picture: bool


@dataclass(slots=True)
class Painting:
    """Everything that a page paints, each kind in the order of painting.

    Attributes:
        width: Width of the page as it is shown, in points.
        height: Height of the page as it is shown, in points.
        glyphs: The characters.
        paths: The subpaths.
        pictures: Where pictures stand, cut to what the page shows of them.
        covers: What hides the things below it.
        fonts: Names of the fonts.
        limits: Names of the limits that kept something from being taken down.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    paths: list[PaintedPath] = field(default_factory=list)
    pictures: list[BBox] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    limits: set[str] = field(default_factory=set)
