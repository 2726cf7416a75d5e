"""A reportlab page with its origin at the top left, and what the samples draw on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PAPERS = {"A4": (595.0, 842.0), "F4": (609.0, 935.0)}  # points, portrait; F4 is Indonesia's folio
FONTS = {
    "Helvetica": ("Helvetica", "Helvetica-Bold"),
    "Times": ("Times-Roman", "Times-Bold"),
}
PADDING = 3.0  # points between a cell's border and its text
RULING_WIDTH = 0.6  # points


class Box(NamedTuple):
    """A rectangle in points from the page's top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Style:
    """Font, size and alignment of a text; sizes in points."""

    family: str
    size: float
    bold: bool = False
    align: str = "left"

    @property
    def font(self) -> str:
        """Return the PDF's name of the font."""
        return FONTS[self.family][self.bold]

    @property
    def leading(self) -> float:
        """Return the distance of two baselines in points."""
        return self.size * 1.22

    def lines(self, text: str, width: float) -> list[str]:
        """Break a text to a width; like an office suite, after a hyphen in a word too."""
        lines: list[str] = []
        for word in re.findall(r"[^\s-]+-(?=\S)|\S+|\s+", text):
            if lines and stringWidth((lines[-1] + word).rstrip(), self.font, self.size) <= width:
                lines[-1] += word
            elif not word.isspace():
                lines.append(word)
        return [line.rstrip() for line in lines]


class Surface(Protocol):
    """What a flowchart is drawn on: a page, or a picture on a page."""

    def polygon(
        self, points: Sequence[tuple[float, float]], fill: float | None = None, stroke: bool = True
    ) -> None:
        """Draw a closed path, filled with a grey where one is given."""

    def polyline(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw an open path."""

    def capsule(self, box: Box, fill: float | None) -> None:
        """Draw a rectangle with round ends."""

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Draw one line of text, aligned at x."""


class Page:
    """The page being drawn; y grows downwards.

    Args:
        canvas: Where it is drawn.
        size: Width and height in points.
        ruling: How rulings are drawn: "stroke" as lines, "fill" as thin filled rectangles, the
            way an office suite exports a table's borders; "none" for a table without any.
    """

    def __init__(self, canvas: Canvas, size: tuple[float, float], ruling: str) -> None:
        """Begin the page."""
        self.canvas = canvas
        self.width, self.height = size
        self.ruling = ruling
        canvas.setPageSize(size)

    def finish(self) -> Self:
        """End the page; return it."""
        self.canvas.showPage()
        return self

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Draw one line of text, aligned at x."""
        self.canvas.setFont(style.font, style.size)
        draw = {
            "left": self.canvas.drawString,
            "center": self.canvas.drawCentredString,
            "right": self.canvas.drawRightString,
        }[style.align]
        draw(x, self.height - baseline, text)

    def lines(self, x: float, top: float, lines: Sequence[str], style: Style) -> float:
        """Draw lines of text below `top`; return where they end."""
        for line in lines:
            self.text(x, top + style.size, line, style)
            top += style.leading
        return top

    def cell(self, box: Box, text: str, style: Style, middle: bool = False) -> None:
        """Draw a wrapped text into a box, at its top or its middle."""
        lines = style.lines(text, box.width - 2 * PADDING)
        top = box.y + PADDING
        if middle:
            top = box.y + (box.height - len(lines) * style.leading) / 2
        x = box.x + (box.width / 2 if style.align == "center" else PADDING)
        self.lines(x, top, lines, style)

    def frame(self, box: Box) -> None:
        """Draw the four rulings around a box."""
        self.rule(box.x, box.y, box.x + box.width, box.y)
        self.rule(box.x, box.y + box.height, box.x + box.width, box.y + box.height)
        self.rule(box.x, box.y, box.x, box.y + box.height)
        self.rule(box.x + box.width, box.y, box.x + box.width, box.y + box.height)

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float = 1.0) -> None:
        """Draw a horizontal or vertical ruling, `weight` times as wide as usual."""
        if self.ruling == "none":
            return
        width = RULING_WIDTH * weight
        if self.ruling == "stroke":
            self.canvas.setLineWidth(width)
            self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        else:
            self.canvas.rect(
                x0 - width / 2, self.height - y1 - width / 2, x1 - x0 + width, y1 - y0 + width,
                stroke=0, fill=1,
            )  # fmt: skip

    def shade(self, box: Box, grey: float) -> None:
        """Fill a box with a light grey."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(
            box.x, self.height - box.y - box.height, box.width, box.height, stroke=0, fill=1
        )
        self.canvas.setFillGray(0)

    def polygon(
        self, points: Sequence[tuple[float, float]], fill: float | None = None, stroke: bool = True
    ) -> None:
        """Draw a closed path, filled with a grey where one is given."""
        self.path(points, close=True, fill=fill, stroke=stroke)

    def polyline(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw an open path."""
        self.path(points, close=False, fill=None, stroke=True)

    def path(
        self, points: Sequence[tuple[float, float]], close: bool, fill: float | None, stroke: bool
    ) -> None:
        """Draw a path of straight segments."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if close:
            path.close()
        self.draw(path, fill, stroke)

    def capsule(self, box: Box, fill: float | None) -> None:
        """Draw a rectangle with round ends."""
        path = self.canvas.beginPath()
        bottom = self.height - box.y - box.height
        path.roundRect(box.x, bottom, box.width, box.height, box.height / 2)
        self.draw(path, fill, True)

    def draw(self, path: object, fill: float | None, stroke: bool) -> None:
        """Paint a path."""
        self.canvas.setLineWidth(0.8)
        self.canvas.setFillGray(0 if fill is None else fill)
        self.canvas.drawPath(path, stroke=int(stroke), fill=int(fill is not None))
        self.canvas.setFillGray(0)
