"""A page as every reader gives it: words, ruling lines, drawn paths, pictures.

Whatever comes after the readers sees only this and cannot tell whether the page was born
digital, scanned, or photographed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from models.cell_names import CellNames
from models.diagram import Diagram
from models.geometry import BBox, Turn
from models.source import TextOrigin


class Direction(StrEnum):
    """Which way a word reads on the page; LEFT is upside down."""

    RIGHT = "right"
    LEFT = "left"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank.

    Attributes:
        text: The characters, in reading order.
        bbox: Where they stand, in PDF points.
        confidence: How sure the reader is of the characters, 0 to 1; 1 for a digital text layer.
        direction: Which way the word reads.
    """

    text: str
    bbox: BBox
    confidence: float = 1.0
    direction: Direction = Direction.RIGHT


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight horizontal or vertical stroke that may be a table's ruling line.

    Attributes:
        position: y of a horizontal ruling, x of a vertical one, in PDF points.
        start: Smaller end along the ruling.
        end: Larger end along the ruling.
        horizontal: Whether it runs from left to right.
    """

    position: float
    start: float
    end: float
    horizontal: bool

    @property
    def length(self) -> float:
        """Return the length in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """A vector path as the page draws it.

    Attributes:
        points: The path's corner points (x, y), in PDF points from the page's top left.
        bbox: The box around it.
        closed: Whether it ends where it began.
        curved: Whether a part of it is a Bezier curve.
        outline: Colour of its outline as #rrggbb; None where none is drawn.
        filling: Colour of its inside as #rrggbb; None where it is not painted.
        line_width: Width of the outline in points.
    """

    points: tuple[tuple[float, float], ...]
    bbox: BBox
    closed: bool
    curved: bool
    outline: str | None = None
    filling: str | None = None
    line_width: float = 0.0

    @property
    def ink(self) -> str:
        """Return how it is painted, as a key.

        The strokes of a table's rulings share one; those of a flowchart drawn over the table
        mostly have another.
        """
        outline = "" if self.outline is None else f"{self.outline} {self.line_width:.2f}"
        return f"{outline}/{self.filling or ''}"


@dataclass(frozen=True, slots=True)
class PageNote:
    """What the reader of a page has to say of it; becomes a finding of the SOP that uses it.

    Attributes:
        code: Stable name of the kind of finding.
        wording: Which of the kind's messages it has; None where there is one.
        params: What is filled in in the message.
        area: The part of the page it is about, in PDF points; None for all of it.
    """

    code: str
    wording: str | None = None
    params: Mapping[str, str | int | list[str]] = field(default_factory=dict)
    area: BBox | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table that the file itself holds, merged cells being one.

    Attributes:
        bbox: Its box in PDF points.
        words: The words in it.
    """

    bbox: BBox
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class ExactTables:
    """The tables of a page whose file says which cells there are, as an office file does.

    Attributes:
        tables: The cells of each table; empty cells included.
        outside: The words that stand in no table, those of drawings left out.
    """

    tables: tuple[tuple[TableCell, ...], ...] = ()
    outside: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the same form for every reader.

    A page whose text is drawn sideways or upside down is turned until it reads right. All
    coordinates are then those of the turned page; `turn` leads back to the page as the file shows
    it.

    Attributes:
        number: 1-based position in the file.
        width: Width in points, after the page's rotation and after turning.
        height: Height in points, after the page's rotation and after turning.
        words: The words, in no order that means anything.
        rulings: Strokes that may be table rulings.
        paths: Everything drawn, the strokes among `rulings` included, in the order of painting
            as far as the reader knows it.
        pictures: Areas covered by embedded images.
        origin: Where the words come from.
        untrusted: Areas that should be read from the page's image: the text layer there does not
            say what is seen, or there is a picture and no text.
        pictured: Areas whose text is believed but was recognised in a picture by whoever made the
            file: rulings and symbols there stand in the picture alone.
        notes: What a person should know of how the page was read.
        turned: By how many degrees clockwise the page was turned to read right: 0, 90, 180, 270.
        lean: By how many degrees counter-clockwise it was levelled after that.
        bend: Map (3 x 3, row by row) that leads back, in points, to the photo from aside that it
            was made rectangular from before it was turned; empty where it was not.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    paths: tuple[DrawnPath, ...] = ()
    pictures: tuple[BBox, ...] = ()
    origin: TextOrigin = field(default=TextOrigin.DIGITAL)
    untrusted: tuple[BBox, ...] = ()
    pictured: tuple[BBox, ...] = ()
    notes: tuple[PageNote, ...] = ()
    turned: int = 0
    lean: float = 0.0
    bend: tuple[float, ...] = ()
    exact: ExactTables | None = None
    diagram: Diagram | None = None
    cell_names: CellNames | None = None

    @property
    def turn(self) -> Turn:
        """Return how the page was turned; it leads boxes back to the page as the file shows it."""
        return Turn(self.turned, self.width, self.height, self.lean, self.bend)

    def noted(self, notes: Iterable[PageNote]) -> Page:
        """Return the page with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def place_shown(self, box: BBox) -> BBox:
        """Return where a box of this page stands on the page as the file shows it."""
        return self.turn.place_shown(box)


@dataclass(frozen=True, slots=True)
class PageFile:
    """One of several files that are the pages of one document.

    Attributes:
        path: Where it is.
        source_path: What records call it.
        sha256: Of its bytes.
        media_type: What it is by its content.
        pages: Its pages, where they were read before; else it is read.
    """

    path: Path
    source_path: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...] = ()
