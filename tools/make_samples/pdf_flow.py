"""The flowchart in the Pelaksana columns of one page of a step table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.make_samples.pdf_page import Box, Style, Surface
from tools.make_samples.spec import Arrow, Sop, Step

SIZES = {"terminator": (40.0, 17.0), "process": (36.0, 18.0), "decision": (38.0, 25.0)}
CONNECTOR = 11.0  # width and height of an off-page connector in points
BESIDE = 34.0  # points between a symbol and the off-page connector of an arrow back
GUTTER = 9.0  # points between a symbol and an arrow back to the same column
ARROW = 4.5  # length of an arrowhead in points

Point = tuple[float, float]


@dataclass(frozen=True)
class FlowPage:
    """The positions of the steps on one page.

    Attributes:
        rows: Vertical middle of each step's symbols in points from the page's top, by seq.
        columns: Horizontal middle of each actor's column in points.
        text_style: How labels are set.
        symbol_text: Whether a start and an end say "Mulai" and "Selesai".
        fill: Grey that symbols are filled with; None for outlines.
        letters: Letter in the off-page connectors of an arrow, by its source and target.
    """

    sop: Sop
    rows: Mapping[int, float]
    columns: Mapping[str, float]
    text_style: Style
    symbol_text: bool
    fill: float | None
    letters: Mapping[tuple[int, int], str]

    def draw(self, page: Surface) -> None:
        """Draw arrows, then symbols over them."""
        for seq, step in enumerate(self.sop.steps, start=1):
            for arrow in step.next:
                self.draw_arrow(page, seq, arrow)
            if seq in self.rows:
                self.draw_inside(page, seq, step)
        for seq in self.rows:
            self.draw_symbols(page, seq)

    def step(self, seq: int) -> Step:
        """Return a step by its position."""
        return self.sop.steps[seq - 1]

    def box(self, seq: int, actor: str) -> Box:
        """Return where an actor's symbol of a step is drawn."""
        width, height = SIZES[self.step(seq).symbol or "process"]
        x, y = self.columns[actor], self.rows[seq]
        return Box(x - width / 2, y - height / 2, width, height)

    def draw_symbols(self, page: Surface, seq: int) -> None:
        """Draw the symbols of one step."""
        step = self.step(seq)
        for actor in step.actors:
            box = self.box(seq, actor)
            if step.symbol == "terminator":
                page.capsule(box, self.fill)
                if self.symbol_text:
                    word = "Mulai" if seq == 1 else "Selesai"
                    middle = box.y + box.height / 2 + self.text_style.size * 0.35
                    page.text(box.x + box.width / 2, middle, word, self.text_style)
            elif step.symbol == "decision":
                page.polygon(diamond(box), self.fill)
            else:
                page.polygon(corners(box), self.fill)

    def draw_inside(self, page: Surface, seq: int, step: Step) -> None:
        """Draw the arrows between the symbols of one row."""
        for left, right in zip(step.actors, step.actors[1:], strict=False):
            start, end = self.box(seq, left), self.box(seq, right)
            y = self.rows[seq]
            self.draw_line(page, [(start.x + start.width, y), (end.x, y)])

    def draw_arrow(self, page: Surface, seq: int, arrow: Arrow) -> None:
        """Draw an arrow, or the part of it that is on this page."""
        if seq in self.rows and arrow.to in self.rows:
            if arrow.to > seq:
                self.draw_line(page, self.forward(seq, arrow), arrow.label)
            else:
                self.draw_line(page, self.backward(seq, arrow), arrow.label)
        elif arrow.to < seq:
            self.draw_way_back(page, seq, arrow)
        elif seq in self.rows:
            box = self.box(seq, self.step(seq).actors[-1])
            x, bottom = box.x + box.width / 2, box.y + box.height
            self.draw_line(page, [(x, bottom), (x, bottom + 9)], arrow.label)
            self.draw_connector(page, x, bottom + 9, seq, arrow)
        elif arrow.to in self.rows:
            box = self.box(arrow.to, self.step(arrow.to).actors[0])
            x = box.x + box.width / 2
            self.draw_connector(page, x, box.y - 9 - CONNECTOR, seq, arrow)
            self.draw_line(page, [(x, box.y - 9), (x, box.y)])

    def draw_way_back(self, page: Surface, seq: int, arrow: Arrow) -> None:
        """Draw the part on this page of an arrow to a step on an earlier page."""
        if seq in self.rows:
            box, y = self.box(seq, self.step(seq).actors[0]), self.rows[seq]
            x = box.x - BESIDE
            self.draw_line(page, [(box.x, y), (x + CONNECTOR / 2, y)], arrow.label)
            self.draw_connector(page, x, y - CONNECTOR / 2, seq, arrow)
        elif arrow.to in self.rows:
            box, y = self.box(arrow.to, self.step(arrow.to).actors[0]), self.rows[arrow.to]
            x = box.x - BESIDE
            self.draw_connector(page, x, y - CONNECTOR / 2, seq, arrow)
            self.draw_line(page, [(x + CONNECTOR / 2, y), (box.x, y)])

    def draw_connector(self, page: Surface, x: float, top: float, seq: int, arrow: Arrow) -> None:
        """Draw an off-page connector below a point, with the letter of its arrow."""
        page.polygon(pentagon(x, top))
        if (seq, arrow.to) in self.letters:
            size = self.text_style.size - 1.5
            style = Style(self.text_style.family, size, align="center")
            page.text(x, top + size, self.letters[seq, arrow.to], style)

    def forward(self, seq: int, arrow: Arrow) -> list[Point]:
        """Return the path to a later step: straight down, or sideways and then down."""
        start = self.box(seq, self.step(seq).actors[-1])
        end = self.box(arrow.to, self.step(arrow.to).actors[0])
        x0, x1 = start.x + start.width / 2, end.x + end.width / 2
        if x0 == x1:
            return [(x0, start.y + start.height), (x1, end.y)]
        side = start.x + start.width if x1 > x0 else start.x
        return [(side, self.rows[seq]), (x1, self.rows[seq]), (x1, end.y)]

    def backward(self, seq: int, arrow: Arrow) -> list[Point]:
        """Return the path back: up along a gutter, or sideways and up to the symbol's bottom."""
        start = self.box(seq, self.step(seq).actors[0])
        end = self.box(arrow.to, self.step(arrow.to).actors[-1])
        x0, x1 = start.x + start.width / 2, end.x + end.width / 2
        y0, y1 = self.rows[seq], self.rows[arrow.to]
        if x0 == x1:
            gutter = min(start.x, end.x) - GUTTER
            return [(start.x, y0), (gutter, y0), (gutter, y1), (end.x, y1)]
        side = start.x + start.width if x1 > x0 else start.x
        return [(side, y0), (x1, y0), (x1, end.y + end.height)]

    def draw_line(self, page: Surface, points: Sequence[Point], label: str | None = None) -> None:
        """Draw a connector with its arrowhead, and its label near its start."""
        page.polyline(points)
        page.polygon(arrowhead(points[-2], points[-1]), fill=0, stroke=False)
        if label is None:
            return
        (x0, y0), (x1, _) = points[:2]
        if x0 == x1:
            page.text(x0 + 2, y0 + self.text_style.size, label, aligned(self.text_style, "left"))
        elif x1 > x0:
            page.text(x0 + 2, y0 - 2, label, aligned(self.text_style, "left"))
        else:
            page.text(x0 - 2, y0 - 2, label, aligned(self.text_style, "right"))


def aligned(style: Style, align: str) -> Style:
    """Return a style with another alignment."""
    return Style(style.family, style.size, style.bold, align)


def corners(box: Box) -> list[Point]:
    """Return the four corners of a box."""
    right, bottom = box.x + box.width, box.y + box.height
    return [(box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom)]


def diamond(box: Box) -> list[Point]:
    """Return the four points of the diamond in a box."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return [(x, box.y), (box.x + box.width, y), (x, box.y + box.height), (box.x, y)]


def pentagon(x: float, top: float) -> list[Point]:
    """Return the off-page connector below a point: a square that ends in a tip."""
    left, right = x - CONNECTOR / 2, x + CONNECTOR / 2
    shoulder, tip = top + CONNECTOR * 0.6, top + CONNECTOR
    return [(left, top), (right, top), (right, shoulder), (x, tip), (left, shoulder)]


def arrowhead(before: Point, tip: Point) -> list[Point]:
    """Return the triangle at the end of a horizontal or vertical line."""
    x, y = tip
    dx = (x > before[0]) - (x < before[0])
    dy = (y > before[1]) - (y < before[1])
    back, half = ARROW, ARROW * 0.45
    base_x, base_y = x - dx * back, y - dy * back
    return [tip, (base_x - dy * half, base_y - dx * half), (base_x + dy * half, base_y + dx * half)]
