"""A diagram whose file says what its shapes are and which of them a connector joins."""

from __future__ import annotations

from dataclasses import dataclass

from models.flowchart import Point
from models.geometry import BBox

# Figures that are no preset of DrawingML.
OUTLINE, PICTURE, TEXT_BOX, FRAMED_TEXT = "outline", "picture", "text-box", "framed-text"


@dataclass(frozen=True, slots=True)
class DiagramShape:
    """A shape of a diagram.

    Attributes:
        figure: Name of its preset geometry in DrawingML (ECMA-376 part 1, 20.1.10.56), such as
            "flowChartDecision"; OUTLINE, PICTURE, TEXT_BOX (no outline is drawn) or FRAMED_TEXT
            (one is) for what has none.
        bbox: The box around it as shown, in PDF points.
        text: Its text, paragraphs joined by a space.
        outline: Its corners in PDF points where it has an outline of its own.
        curved: Whether parts of that outline are curves.
    """

    figure: str
    bbox: BBox
    text: str = ""
    outline: tuple[Point, ...] = ()
    curved: bool = False


@dataclass(frozen=True, slots=True)
class DiagramLine:
    """A connector or a free line of a diagram.

    Attributes:
        points: The points it runs along, in PDF points.
        start: Index of the shape that its first point is joined to; None where it is not joined.
        end: Index of the shape that its last point is joined to.
        start_head: Whether its first point carries an arrowhead.
        end_head: Whether its last point carries one.
    """

    points: tuple[Point, ...]
    start: int | None = None
    end: int | None = None
    start_head: bool = False
    end_head: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """The drawing of one page.

    Attributes:
        shapes: Its shapes, text boxes and pictures, in the order of painting.
        lines: Its connectors and lines.
    """

    shapes: tuple[DiagramShape, ...] = ()
    lines: tuple[DiagramLine, ...] = ()
