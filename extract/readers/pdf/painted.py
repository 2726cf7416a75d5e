"""What a page paints, as arrays: characters, paths, pictures.

All places are in PDF points from the top left corner of the page as it is shown. Everything
carries its place in the order of painting: what is painted later covers what is below it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.engine import Flags, Floats, Integers
from models.geometry import BBox
from models.page import Direction

# Directions by their numbers in arrays.
DIRECTIONS = (Direction.RIGHT, Direction.UP, Direction.LEFT, Direction.DOWN)
RIGHT, UP, LEFT, DOWN = range(4)
# Stands for a colour that is not one colour (a pattern).
NO_COLOUR = -1


@dataclass(slots=True)
class Placed:
    """Where characters stand; of `Characters` what words are told by.

    Attributes:
        boxes: The boxes around them, (n, 4): x0, top, x1, bottom.
        directions: Which way their text reads, an index of `DIRECTIONS`.
        starts: Where each begins along its text's direction.
        ends: Where the next character would begin.
        bases: Where the baseline lies across that direction.
        sizes: Height of the font in points.
    """

    boxes: Floats
    directions: NDArray[np.int8]
    starts: Floats
    ends: Floats
    bases: Floats
    sizes: Floats

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.starts)

    def take(self, chosen: Flags | Integers | slice) -> Placed:
        """Return some of the characters."""
        return Placed(
            self.boxes[chosen],
            self.directions[chosen],
            self.starts[chosen],
            self.ends[chosen],
            self.bases[chosen],
            self.sizes[chosen],
        )


@dataclass(slots=True)
class Characters:
    """The characters of a page, in the order of painting; all arrays are of one length.

    Attributes:
        codes: Unicode code point; the number in the font where `known` is false.
        known: Whether the font says what it means.
        boxes: The boxes around them, (n, 4): x0, top, x1, bottom.
        directions: Which way their text reads, an index of `DIRECTIONS`.
        starts: Where each begins along its text's direction, growing with the reading.
        ends: Where the next character would begin, on the same scale.
        bases: Where the baseline lies across that direction, growing from line to line.
        sizes: Height of the font in points.
        fonts: Index of the font in `Painting.fonts`.
        orders: Place in the order of painting.
        inked: Whether it is painted with ink; recognised text is laid over or under a scan
            without (ISO 32000-1, 9.3.6, text rendering mode 3).
        clipped: Whether the clipping cuts it off.
        colours: Colour of its ink as 0xRRGGBB, or `NO_COLOUR`.
        leans: By how many degrees its baseline leans from the nearest axis, clockwise.
        flags: What marked content says of it (`marks`).
    """

    codes: Integers
    known: Flags
    boxes: Floats
    directions: NDArray[np.int8]
    starts: Floats
    ends: Floats
    bases: Floats
    sizes: Floats
    fonts: Integers
    orders: Integers
    inked: Flags
    clipped: Flags
    colours: Integers
    leans: Floats
    flags: Integers

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.codes)

    def take(self, chosen: Flags | Integers | slice) -> Characters:
        """Return some of the characters."""
        return Characters(*(getattr(self, f.name)[chosen] for f in fields(self)))

    @property
    def placed(self) -> Placed:
        """Return where they stand."""
        return Placed(self.boxes, self.directions, self.starts, self.ends, self.bases, self.sizes)

    @staticmethod
    def joined(one: Characters, other: Characters) -> Characters:
        """Return the characters of two, one after the other."""
        if not len(other):
            return one
        names = [f.name for f in fields(Characters)]
        return Characters(*(np.concatenate((getattr(one, n), getattr(other, n))) for n in names))

    @staticmethod
    def none() -> Characters:
        """Return no characters."""
        empty = np.zeros(0)
        whole, flags = empty.astype(np.int64), empty.astype(np.bool_)
        return Characters(
            whole, flags, np.zeros((0, 4)), empty.astype(np.int8), empty, empty, empty, empty,
            whole, whole, flags, flags, whole, empty, whole,
        )  # fmt: skip


@dataclass(slots=True)
class Paths:
    """The subpaths of a page, in the order of painting.

    Attributes:
        points: The points of all subpaths one after another, (n, 2); curves are followed.
        starts: Where the points of each subpath begin, and at the end the number of points.
        closed: Whether each ends where it began, by its own word.
        curved: Whether a part of each is a curve.
        stroked: Whether its outline is drawn.
        filled: Whether its inside is painted.
        outlines: Colour of the outline as 0xRRGGBB, or `NO_COLOUR`.
        fillings: Colour of the inside as 0xRRGGBB, or `NO_COLOUR`.
        widths: Width of the outline in points.
        orders: Place of the path that it is of in the order of painting.
        alone: Whether its path has no other subpath that may be a hole in it.
        opaque: Whether paint replaces what is below it.
        clips: Index in `Painting.clips`.
        flags: What marked content says of it (`marks`).
    """

    points: Floats
    starts: Integers
    closed: Flags
    curved: Flags
    stroked: Flags
    filled: Flags
    outlines: Integers
    fillings: Integers
    widths: Floats
    orders: Integers
    alone: Flags
    opaque: Flags
    clips: Integers
    flags: Integers

    def __len__(self) -> int:
        """Return the number of subpaths."""
        return len(self.closed)

    @staticmethod
    def none() -> Paths:
        """Return no paths."""
        empty = np.zeros(0)
        whole, flags = empty.astype(np.int64), empty.astype(np.bool_)
        return Paths(
            np.zeros((0, 2)), np.zeros(1, np.int64), flags, flags, flags, flags, whole, whole,
            empty, whole, flags, flags, whole, whole,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clip:
    """What the clipping lets through.

    Attributes:
        bbox: The box around it; None where nothing is clipped.
        square: Whether it is that box exactly.
    """

    bbox: BBox | None = None
    square: bool = True


@dataclass(slots=True)
class Cover:
    """An area painted in one colour, or with a picture, which hides what was painted below it.

    Attributes:
        bbox: The area.
        order: Its place in the order of painting.
        picture: Whether a picture covers it, rather than a filled rectangle.
        colour: Its colour as 0xRRGGBB, or `NO_COLOUR`.
    """

    bbox: BBox
    order: int
    picture: bool
    colour: int = NO_COLOUR


@dataclass(slots=True)
class Grounds:
    """What is filled on a page, and may have the colour of what is painted on it.

    Attributes:
        boxes: The boxes around it, (n, 4).
        orders: Places in the order of painting, ascending.
        colours: Colours as 0xRRGGBB; `NO_COLOUR` where it is not known what is seen in the box.
    """

    boxes: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    orders: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    colours: Integers = field(default_factory=lambda: np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a page.

    Attributes:
        name: Its base name, with the tag of a subset taken off.
        symbolic: Whether its descriptor says that its characters are not of the Latin alphabet.
    """

    name: str
    symbolic: bool


@dataclass(slots=True)
class Looks:
    """What PDFium does not tell of a page's pictures and paint.

    Attributes:
        masked: Widths and heights, in pixels, of the pictures that let shine through what is
            below them.
        patterned: Whether something may be filled with a pattern.
        watermarks: Whether watermarks, and nothing else under a subtype, are set apart in it.
    """

    masked: set[tuple[int, ...]] = field(default_factory=set)
    patterned: bool = False
    watermarks: bool = False


@dataclass(slots=True)
class Painting:
    """Everything that a page paints.

    Attributes:
        width: Width of the page as it is shown, in points.
        height: Height of the page as it is shown, in points.
        characters: The characters.
        paths: The subpaths.
        pictures: Where pictures stand, cut to what the page shows of them.
        covers: What hides the things below it, in the order of painting.
        grounds: What is filled.
        shaded: Whether something has a shading that changes from place to place.
        fonts: The fonts.
        limits: Names of the limits that kept something from being taken down.
    """

    width: float
    height: float
    characters: Characters = field(default_factory=Characters.none)
    paths: Paths = field(default_factory=Paths.none)
    pictures: list[BBox] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    grounds: Grounds = field(default_factory=Grounds)
    shaded: bool = False
    fonts: list[Font] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)
    limits: set[str] = field(default_factory=set)
