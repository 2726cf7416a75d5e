"""What is drawn on the picture of a page: marks of several layers, each with its colour.

| layer | colour | what it shows |
|---|---|---|
| word | grey | a word as the reader gives it |
| doubtful word | orange | a word with a confidence below 0.9, with that confidence |
| untrusted | red, hatched | an area whose text layer is not trusted, or a picture not read |
| cell | blue | a cell of a table |
| label | green, filled | a label of the identity sheet, with its field |
| column | violet | a column of a step table, with what it holds |
| row | teal | a row of the step table, with the step's position |
| value | dark green | where a value was read, with its JSON pointer (`2/activity` is of step 3) |
| symbol | magenta | a symbol of the flowchart, with its kind |
| arrow | brown | an arrow of the flowchart, with its label |
| loose line | red | a line of the flowchart whose end was not found, or that has several readings |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.geometry import BBox

Point = tuple[float, float]
Colour = tuple[int, int, int]


class Layer(Enum):
    """A kind of mark: its name in the legend, its colour, and the opacity of its filling, 0-255."""

    UNTRUSTED = "untrusted", (205, 0, 0), 24
    CELL = "cell", (40, 90, 220), 0
    COLUMN = "column", (120, 50, 190), 26
    ROW = "row", (0, 140, 140), 14
    WORD = "word", (150, 150, 150), 0
    DOUBTFUL_WORD = "doubtful word", (240, 130, 0), 50
    LABEL = "label", (60, 170, 60), 60
    VALUE = "value", (0, 100, 30), 0
    SYMBOL = "symbol", (200, 0, 160), 40
    ARROW = "arrow", (140, 70, 10), 0
    LOOSE = "loose line", (230, 0, 40), 60

    def __init__(self, title: str, colour: Colour, fill: int) -> None:
        """Name the parts of the value."""
        self.title = title
        self.colour = colour
        self.fill = fill


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn on a page's picture.

    Attributes:
        layer: What kind of thing it is.
        points: Two corners of a box, or the points of a line, in PDF points.
        label: What is written beside it; "" for nothing.
        line: Whether the points are a line that ends in an arrowhead.
    """

    layer: Layer
    points: tuple[Point, ...]
    label: str = ""
    line: bool = False


def box_mark(layer: Layer, box: BBox, label: str = "") -> Mark:
    """Return the mark of a box."""
    return Mark(layer, ((box.x0, box.top), (box.x1, box.bottom)), label)


def line_mark(layer: Layer, points: tuple[Point, ...], label: str = "") -> Mark:
    """Return the mark of a line from its first point to its last."""
    return Mark(layer, points, label, line=True)
