"""A flowchart on a page: what it is drawn with, and what that says."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot

from models.geometry import BBox
from models.step import Evidence, Symbol

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed figure of a flowchart.

    Attributes:
        kind: The symbol it is.
        bbox: The box around it, in PDF points.
        confidence: How sure we are of its kind, 0 to 1.
        text: The words in it; off-page connectors are paired by theirs.
        dark: Whether it is filled with a dark ink, as a ball is.
        slanted: Whether its sides are slanted, so that its kind is not sure.
    """

    kind: Symbol
    bbox: BBox
    confidence: float = 1.0
    text: str = ""
    dark: bool = False
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece of a connector.

    Attributes:
        start: One end, in PDF points.
        end: The other end.
        path: Number of the drawn line it is a piece of; None where that is not known, as in a
            picture. Pieces of one line belong together even where another line crosses them.
    """

    start: Point
    end: Point
    path: int | None = None

    @property
    def length(self) -> float:
        """Return the length in points."""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])


@dataclass(frozen=True, slots=True)
class Arrowhead:
    """The head of an arrow.

    Attributes:
        corners: Its corners, in PDF points.
        bbox: The box around it.
    """

    corners: tuple[Point, ...]
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a flowchart is drawn with, whether its lines came as vectors or as pixels."""

    shapes: tuple[Shape, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    heads: tuple[Arrowhead, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a step table that holds a flowchart, on one page.

    Attributes:
        page: 1-based number of the page.
        columns: (left, right) edges of the Pelaksana columns in points, left to right.
        rows: (top, bottom) edges of the steps' rows in points.
        steps: For each row the index of its step in the SOP.
        rulings_x: Where the table's vertical rulings stand.
        rulings_y: Where its horizontal rulings stand.
    """

    page: int
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    steps: tuple[int, ...]
    rulings_x: tuple[float, ...] = ()
    rulings_y: tuple[float, ...] = ()

    @property
    def bbox(self) -> BBox:
        """Return the box of the flowchart's cells."""
        return BBox(self.columns[0][0], self.rows[0][0], self.columns[-1][1], self.rows[-1][1])


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two shapes.

    Attributes:
        source: Index of the shape it leaves; None where it comes from the page before.
        target: Index of the shape it enters; None where it goes on over the page's end.
        line: The points it runs along, from source to target.
        confidence: How sure we are of both ends, 0 to 1.
        label: The words printed at it.
    """

    source: int | None
    target: int | None
    line: tuple[Point, ...]
    confidence: float = 1.0
    label: str | None = None

    @property
    def bbox(self) -> BBox:
        """Return the box around its line, in PDF points."""
        xs, ys = [x for x, _ in self.line], [y for _, y in self.line]
        return BBox(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something typed into a Pelaksana cell that tells who does the step.

    Attributes:
        step: Index of the step in the SOP.
        column: Index of the Pelaksana column.
        text: The text of the cell.
        bbox: The box around it, in PDF points.
        evidence: Whether it is a sign such as X, or words.
        confidence: How sure we are of its characters, 0 to 1.
    """

    step: int
    column: int
    text: str
    bbox: BBox
    evidence: Evidence
    confidence: float = 1.0


@dataclass(slots=True)
class Chart:
    """The flowchart of one page, read.

    Attributes:
        frame: The cells it stands in.
        shapes: Its symbols.
        links: Its arrows.
        marks: What is typed in its cells and may tell who does a step.
        loose: Boxes of lines whose ends could not be found.
        tangled: Boxes of lines that run together so that several readings are possible; the
            likeliest is among the links.
        dense: Whether so much is drawn there that its lines were not followed.
    """

    frame: Frame
    shapes: tuple[Shape, ...] = ()
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    loose: list[BBox] = field(default_factory=list)
    tangled: list[BBox] = field(default_factory=list)
    dense: bool = False
