"""Tables drawn on a page as the many programs that offices use draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT = "Helvetica"
SIZE = 8.0
LEADING = 10.0
PADDING = 3.0


class Border(StrEnum):
    """How the edges of cells are drawn."""

    LINES = "a stroke for each edge"
    RECTS = "a stroked rectangle for each cell"
    THIN = "a thin filled rectangle for each edge"
    DOUBLE = "two strokes for each edge"
    PATH = "all edges in one path"
    WHOLE = "one stroke for each whole ruling line"


@dataclass(frozen=True)
class Look:
    """How a table is drawn.

    Attributes:
        border: How its edges are drawn.
        gap: Between the two strokes of a double edge, in points.
        open_sides: Outer borders that are not drawn: of "left", "right", "top", "bottom".
    """

    border: Border = Border.LINES
    gap: float = 2.0
    open_sides: tuple[str, ...] = ()


@dataclass(frozen=True)
class C:
    """A cell as a test writes it.

    Attributes:
        text: Its lines, parted by newlines; each is wrapped to the cell's width.
        cols: Columns it spans.
        rows: Rows it spans.
        shaded: Whether its ground is grey.
        turned: Whether its text reads upwards.
        height: Its least height in points.
        bare: Whether its lower edge is left out.
    """

    text: str = ""
    cols: int = 1
    rows: int = 1
    shaded: bool = False
    turned: bool = False
    height: float = 0.0
    bare: bool = False


Row = Sequence[C | str]


@dataclass
class Placed:
    """A cell with its box, in points from the page's top left."""

    cell: C
    row: int
    column: int
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass
class Table:
    """Rows of cells, the later ones flowing around those that span several rows."""

    widths: Sequence[float]
    rows: Sequence[Row]
    look: Look = field(default_factory=Look)

    def place(self, x: float, top: float) -> list[Placed]:
        """Lay the cells out from a corner."""
        placed = list(self._slots())
        edges = [x]
        for width in self.widths:
            edges.append(edges[-1] + width)
        heights = [LEADING + 2 * PADDING] * len(self.rows)
        for item in sorted(placed, key=lambda p: p.cell.rows):
            width = edges[item.column + item.cell.cols] - edges[item.column]
            spanned = range(item.row, item.row + item.cell.rows)
            lacking = height_of(item.cell, width) - sum(heights[r] for r in spanned)
            if lacking > 0:
                for r in spanned:
                    heights[r] += lacking / item.cell.rows
        tops = [top]
        for height in heights:
            tops.append(tops[-1] + height)
        for item in placed:
            item.x0, item.x1 = edges[item.column], edges[item.column + item.cell.cols]
            item.top, item.bottom = tops[item.row], tops[item.row + item.cell.rows]
        return placed

    def _slots(self) -> Iterator[Placed]:
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(self.rows):
            column = 0
            for entry in row:
                cell = entry if isinstance(entry, C) else C(entry)
                while (r, column) in taken:
                    column += 1
                yield Placed(cell, r, column)
                taken |= {(r + i, column + j) for i in range(cell.rows) for j in range(cell.cols)}
                column += cell.cols
            assert column <= len(self.widths), f"row {r} has too many cells: {row}"


def wrap(text: str, width: float) -> list[str]:
    """Return the lines of a text as they fit into a width in points."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and stringWidth(longer, FONT, SIZE) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def height_of(cell: C, width: float) -> float:
    """Return the least height of a cell in points."""
    if cell.turned:
        longest = max(stringWidth(line, FONT, SIZE) for line in cell.text.split("\n"))
        return max(cell.height, longest + 4 * PADDING)
    return max(cell.height, LEADING * len(wrap(cell.text, width - 2 * PADDING)) + 2 * PADDING)


def draw_table(canvas: Canvas, page_height: float, placed: Sequence[Placed], look: Look) -> None:
    """Draw placed cells: grounds, edges, texts."""
    for p in placed:
        if p.cell.shaded:
            canvas.setFillGray(0.8)
            canvas.rect(p.x0, page_height - p.bottom, p.x1 - p.x0, p.bottom - p.top, 0, 1)
            canvas.setFillGray(0)
    _draw_edges(canvas, page_height, placed, look)
    for p in placed:
        _draw_text(canvas, page_height, p)


def _draw_text(canvas: Canvas, page_height: float, p: Placed) -> None:
    canvas.setFont(FONT, SIZE)
    if p.cell.turned:
        lines = p.cell.text.split("\n")
        x = p.x_mid + SIZE / 3 - LEADING * (len(lines) - 1) / 2
        for line in lines:
            canvas.saveState()
            canvas.translate(x, page_height - p.bottom + 2 * PADDING)
            canvas.rotate(90)
            canvas.drawString(0, 0, line)
            canvas.restoreState()
            x += LEADING
        return
    y = p.top + PADDING + SIZE
    for line in wrap(p.cell.text, p.x1 - p.x0 - 2 * PADDING):
        canvas.drawString(p.x0 + PADDING, page_height - y, line)
        y += LEADING


Edge = tuple[float, float, float, float]


def _draw_edges(canvas: Canvas, height: float, placed: Sequence[Placed], look: Look) -> None:
    if look.border is Border.RECTS:
        for p in placed:
            canvas.rect(p.x0, height - p.bottom, p.x1 - p.x0, p.bottom - p.top)
        return
    edges = sorted(set(_edges(placed, look)))
    if look.border is Border.WHOLE:
        edges = _whole(edges)
    if look.border is Border.PATH:
        path = canvas.beginPath()
        for x0, top, x1, bottom in edges:
            path.moveTo(x0, height - top)
            path.lineTo(x1, height - bottom)
        canvas.drawPath(path)
        return
    for x0, top, x1, bottom in edges:
        if look.border is Border.THIN:
            canvas.rect(x0, height - bottom - 0.5, max(x1 - x0, 0.5), bottom - top + 0.5, 0, 1)
        elif look.border is Border.DOUBLE:
            half = look.gap / 2
            dx, dy = (0.0, half) if top == bottom else (half, 0.0)
            canvas.line(x0 - dx, height - top - dy, x1 - dx, height - bottom - dy)
            canvas.line(x0 + dx, height - top + dy, x1 + dx, height - bottom + dy)
        else:
            canvas.line(x0, height - top, x1, height - bottom)


def _edges(placed: Sequence[Placed], look: Look) -> Iterator[Edge]:
    left, right = min(p.x0 for p in placed), max(p.x1 for p in placed)
    top, bottom = min(p.top for p in placed), max(p.bottom for p in placed)
    for p in placed:
        if not ("top" in look.open_sides and p.top == top):
            yield p.x0, p.top, p.x1, p.top
        if not (p.cell.bare or ("bottom" in look.open_sides and p.bottom == bottom)):
            yield p.x0, p.bottom, p.x1, p.bottom
        if not ("left" in look.open_sides and p.x0 == left):
            yield p.x0, p.top, p.x0, p.bottom
        if not ("right" in look.open_sides and p.x1 == right):
            yield p.x1, p.top, p.x1, p.bottom


def _whole(edges: Sequence[Edge]) -> list[Edge]:
    """Return edges that lie on one line and meet as one."""
    whole: list[Edge] = []
    ordered = sorted(edges, key=lambda e: (e[1] == e[3], *((e[1], e[0]) if e[1] == e[3] else e)))
    for edge in ordered:
        x0, top, x1, bottom = edge
        if whole:
            a, b, c, d = whole[-1]
            if top == bottom == b == d and x0 <= c + 0.01:
                whole[-1] = (a, b, max(c, x1), d)
                continue
            if x0 == x1 == a == c and top <= d + 0.01:
                whole[-1] = (a, b, c, max(d, bottom))
                continue
        whole.append(edge)
    return whole
