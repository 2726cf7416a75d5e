"""Step tables with flowcharts drawn as PDF producers draw them, and what is read from them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.flow.pages.join_charts import join_charts
from extract.flow.read import frame_of, read_flowchart
from extract.flow.result import Flow
from extract.readers.pdf import read_pdf
from models.flowchart import Chart, Frame, Point

SIZE = (842.0, 595.0)
INK = 0.0
SYMBOLS = {
    "terminator": (44.0, 18.0),
    "process": (38.0, 20.0),
    "decision": (40.0, 26.0),
    "document": (38.0, 22.0),
    "connector": (14.0, 14.0),
}


@dataclass(frozen=True)
class Box:
    """Where a symbol stands; its anchors are the middles of its sides."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def up(self) -> Point:
        return self.x, self.top

    @property
    def down(self) -> Point:
        return self.x, self.bottom

    @property
    def left(self) -> Point:
        return self.x0, self.y

    @property
    def right(self) -> Point:
        return self.x1, self.y

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x0 + dx, self.top + dy, self.x1 + dx, self.bottom + dy)


class Sheet:
    """One or more pages, each with a table whose last columns hold a flowchart.

    Args:
        rows: Rows of each page's table.
        columns: Pelaksana columns.
        row: Height of a row in points.
        column: Width of a Pelaksana column in points.
        rulings: How the table is drawn: "lines", "rects" (thin filled ones) or "cells" (a stroked
            rectangle each).
        grey: Ink of the rulings; 0 is that of the flowchart.
    """

    def __init__(
        self,
        rows: int = 5,
        columns: int = 3,
        *,
        row: float = 52.0,
        column: float = 76.0,
        rulings: str = "lines",
        grey: float = INK,
    ) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=SIZE, pageCompression=0)
        self.left, self.top = 230.0, 90.0
        self.rows, self.columns, self.row, self.column = rows, columns, row, column
        self.rulings, self.grey = rulings, grey
        self.pages = 0
        self.page()

    @property
    def xs(self) -> list[float]:
        """Return where the vertical rulings stand; the first two columns hold text."""
        return [60.0, 90.0, *(self.left + i * self.column for i in range(self.columns + 1)), 780.0]

    @property
    def ys(self) -> list[float]:
        """Return where the horizontal rulings stand below the heading."""
        return [self.top + i * self.row for i in range(self.rows + 1)]

    def page(self) -> Sheet:
        """Begin a page with an empty table."""
        if self.pages:
            self.canvas.showPage()
        self.pages += 1
        self.pen(0.5, self.grey)
        xs, ys = self.xs, [self.top - 24.0, *self.ys]
        if self.rulings == "cells":
            for x0, x1 in pairwise(xs):
                for y0, y1 in pairwise(ys):
                    self.canvas.rect(x0, SIZE[1] - y1, x1 - x0, y1 - y0)
        for x in xs if self.rulings != "cells" else ():
            self._rule((x, ys[0]), (x, ys[-1]))
        for y in ys if self.rulings != "cells" else ():
            self._rule((xs[0], y), (xs[-1], y))
        self.pen(0.8, INK)
        return self

    def _rule(self, start: Point, end: Point) -> None:
        if self.rulings == "lines":
            self.canvas.line(start[0], SIZE[1] - start[1], end[0], SIZE[1] - end[1])
        else:
            self.bar(start, end, 0.5)

    def pen(self, width: float, grey: float = INK) -> Sheet:
        """Take a line width and an ink."""
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeGray(grey)
        self.canvas.setFillGray(grey)
        return self

    def box(self, kind: str, row: int, column: int, dx: float = 0.0, dy: float = 0.0) -> Box:
        """Return the place of a symbol in the middle of a cell, or beside it."""
        width, height = SYMBOLS[kind]
        x = self.left + (column + 0.5) * self.column + dx
        y = self.top + (row + 0.5) * self.row + dy
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def line(self, *points: Point) -> Sheet:
        """Stroke an open path."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], SIZE[1] - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, SIZE[1] - y)
        self.canvas.drawPath(path, stroke=1, fill=0)
        return self

    def lines(self, *points: Point) -> Sheet:
        """Stroke each piece of a way by itself."""
        for a, b in pairwise(points):
            self.line(a, b)
        return self

    def curve(self, *points: Point) -> Sheet:
        """Stroke a way of Bezier curves that leaves and enters each point vertically."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], SIZE[1] - points[0][1])
        for (ax, ay), (bx, by) in pairwise(points):
            middle = (ay + by) / 2
            path.curveTo(ax, SIZE[1] - middle, bx, SIZE[1] - middle, bx, SIZE[1] - by)
        self.canvas.drawPath(path, stroke=1, fill=0)
        return self

    def area(
        self, points: Sequence[Point], *, fill: float | None = INK, stroke: bool = False
    ) -> Sheet:
        """Paint a closed path."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], SIZE[1] - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, SIZE[1] - y)
        path.close()
        if fill is not None:
            self.canvas.setFillGray(fill)
        self.canvas.drawPath(path, stroke=int(stroke), fill=int(fill is not None))
        self.canvas.setFillGray(INK)
        return self

    def bar(self, start: Point, end: Point, thick: float) -> Sheet:
        """Paint a horizontal or vertical line as a thin filled rectangle."""
        x0, x1 = sorted((start[0], end[0]))
        y0, y1 = sorted((start[1], end[1]))
        half = thick / 2
        self.canvas.rect(
            x0 - half, SIZE[1] - y1 - half, x1 - x0 + thick, y1 - y0 + thick, stroke=0, fill=1
        )
        return self

    def head(self, before: Point, tip: Point, size: float = 6.0) -> Sheet:
        """Paint a filled arrowhead."""
        return self.area([tip, *barbs(before, tip, size)])

    def arrow(self, *points: Point) -> Sheet:
        """Draw a way with a filled head at its end."""
        return self.line(*points).head(points[-2], points[-1])

    def word(self, x: float, y: float, text: str, *, turn: float = 0.0, size: float = 7.0) -> Sheet:
        """Write a text whose baseline begins at a point."""
        self.canvas.saveState()
        self.canvas.setFont("Helvetica", size)
        self.canvas.translate(x, SIZE[1] - y)
        self.canvas.rotate(turn)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()
        return self

    def symbol(self, kind: str, box: Box, fill: float | None = None, *, stroke: bool = True) -> Box:
        """Draw a symbol as one closed path."""
        self.area(outline_of(kind, box), fill=fill, stroke=stroke)
        return box

    def frames(self) -> list[Frame]:
        """Return the flowchart's cells on each page, steps counted on over the pages."""
        spans = list(zip(self.xs[2:-1], self.xs[3:-1], strict=False))
        frames = []
        for page in range(1, self.pages + 1):
            rows = [
                ((page - 1) * self.rows + i, span)
                for i, span in enumerate(zip(self.ys, self.ys[1:], strict=False))
            ]
            frame = frame_of(page, spans, self.xs, self.top, rows)
            assert frame is not None
            frames.append(frame)
        return frames

    def charts(self, folder: Path) -> list[Chart]:
        """Write the PDF and read the flowchart of each page."""
        self.canvas.save()
        path = folder / "flow.pdf"
        path.write_bytes(self.buffer.getvalue())
        return [
            read_flowchart(page, frame)
            for page, frame in zip(read_pdf(path), self.frames(), strict=True)
        ]

    def chart(self, folder: Path) -> Chart:
        """Write the PDF and read the flowchart of its only page."""
        (chart,) = self.charts(folder)
        return chart

    def flow(self, folder: Path) -> Flow:
        """Write the PDF and read the flow between its steps."""
        return join_charts(self.charts(folder))


def edges_of(flow: Flow) -> set[tuple[int, int, str | None]]:
    """Return the arrows of a flow: from step, to step, label."""
    return {(edge.source, edge.target, edge.label) for edge in flow.edges}


def symbols_of(flow: Flow) -> dict[int, tuple[str, list[int]]]:
    """Return symbol and columns of each step of a flow."""
    return {step: (str(found.symbol), found.columns) for step, found in sorted(flow.steps.items())}


def barbs(before: Point, tip: Point, size: float = 6.0) -> tuple[Point, Point]:
    """Return the two rear corners of an arrowhead."""
    length = hypot(tip[0] - before[0], tip[1] - before[1])
    dx, dy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    half = size * 0.4
    back = (tip[0] - dx * size, tip[1] - dy * size)
    return (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half)


def outline_of(kind: str, box: Box) -> list[Point]:
    """Return the corners of a symbol's outline."""
    x0, y0, x1, y1 = box.x0, box.top, box.x1, box.bottom
    if kind == "decision":
        return [box.up, box.right, box.down, box.left]
    if kind == "terminator":
        r = (y1 - y0) / 2
        right = [(x1 - r + r * sin(a), box.y - r * cos(a)) for a in steps(0, pi)]
        left = [(x0 + r + r * sin(a), box.y - r * cos(a)) for a in steps(pi, 2 * pi)]
        return right + left
    if kind == "connector":
        return [
            (x0, y0),
            (x1, y0),
            (x1, y0 + (y1 - y0) * 0.6),
            box.down,
            (x0, y0 + (y1 - y0) * 0.6),
        ]
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def steps(start: float, end: float, count: int = 8) -> list[float]:
    """Return numbers from one to another, both included."""
    return [start + (end - start) * i / count for i in range(count + 1)]
