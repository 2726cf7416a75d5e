"""The step table: headings, rows, the flowchart in it, and the signature below."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from tools.make_samples.pdf_flow import FlowPage
from tools.make_samples.pdf_page import PADDING, Box, Page, Style
from tools.make_samples.pdf_picture import Picture
from tools.make_samples.spec import Document, Sop, Step

# Widths of the columns relative to each other.
WEIGHTS = {
    "number": 0.32, "activity": 2.1, "requirements": 1.5, "duration": 0.75, "output": 1.25,
    "remarks": 1.05,
}  # fmt: skip
ACTOR_WEIGHT = 0.95
QUALITY = ("requirements", "duration", "output")
# Heights in points.
HEADING_ROW = 16.0
ACTOR_ROW = 28.0
LEAST_ROW = 36.0
SYMBOL_GREY = 0.92  # filling of symbols, 0 black to 1 white
CONNECTOR_ROOM = 24.0  # points added to a row for an arrow that leaves or enters the page


class StepTable:
    """A step table laid out on a page.

    Args:
        page: The page.
        document: Whose table it is.
        sop: Whose steps they are.
        top: Its top, in points from the page's.
        margin: White space on both sides, in points.
    """

    def __init__(self, page: Page, document: Document, sop: Sop, top: float, margin: float) -> None:
        """Lay out the columns."""
        self.page, self.document, self.sop = page, document, sop
        self.top, self.margin = top, margin
        self.style = Style(document.look["font"], 8.5)
        names: list[str] = []
        for column in sop.columns:
            names += sop.actors if column == "actors" else [column]
        weights = [WEIGHTS.get(name, ACTOR_WEIGHT) for name in names]
        unit = (page.width - 2 * margin) / sum(weights)
        self.row_edges: list[float] = []
        self.columns: dict[str, tuple[float, float]] = {}
        x = margin
        for name, weight in zip(names, weights, strict=True):
            self.columns[name] = (x, weight * unit)
            x += weight * unit

    def draw(self, steps: Mapping[int, Step]) -> float:
        """Draw headings, rows and flowchart of the steps, by seq; return where they end."""
        top = self.draw_headings()
        self.row_edges = [top]
        rows: dict[int, float] = {}
        for seq, step in steps.items():
            above, below = self.connector_room(seq, steps)
            height = self.row_height(step) + above + below
            self.draw_row(step, top, height)
            rows[seq] = top + above + (height - above - below) / 2
            top += height
            self.row_edges.append(top)
        self.draw_flow(rows)
        return top

    def draw_flow(self, rows: Mapping[int, float]) -> None:
        """Draw the flowchart; `rows` has the vertical middle of each step's symbols."""
        look, columns = self.document.look, {}
        for actor in self.sop.actors:
            x, width = self.columns[actor]
            columns[actor] = x + width / 2
        flow = FlowPage(
            sop=self.sop,
            rows=rows,
            columns=columns,
            text_style=Style(look["font"], 7, align="center"),
            symbol_text=look["symbol_text"],
            fill=SYMBOL_GREY if look["symbol_text"] else None,
            letters=letters_of(self.sop, look["table_rows"]) if look.get("letters") else {},
        )
        if not look.get("picture"):
            flow.draw(self.page)
            return
        picture = Picture(self.flow_area())
        lefts, widths = zip(*self.actor_columns(), strict=True)
        for x in (*lefts, lefts[-1] + widths[-1]):
            picture.polyline([(x, picture.area.y), (x, picture.area.y + picture.area.height)])
        for y in self.row_edges:
            picture.polyline([(picture.area.x, y), (picture.area.x + picture.area.width, y)])
        flow.draw(picture)
        picture.place(self.page)

    def actor_columns(self) -> list[tuple[float, float]]:
        """Return left edge and width of the actors' columns."""
        return [self.columns[actor] for actor in self.sop.actors]

    def flow_area(self) -> Box:
        """Return the area of the actors' cells below the headings."""
        columns, top = self.actor_columns(), self.row_edges[0]
        left, right = columns[0][0], columns[-1][0] + columns[-1][1]
        return Box(left, top, right - left, self.row_edges[-1] - top)

    def connector_room(self, seq: int, steps: Mapping[int, Step]) -> tuple[float, float]:
        """Return the points a row needs above and below for off-page connectors."""
        leaves = any(arrow.to > max(steps) for arrow in self.sop.steps[seq - 1].next)
        enters = any(
            arrow.to == seq
            for number, step in enumerate(self.sop.steps, start=1)
            for arrow in step.next
            if number < min(steps)
        )
        return (CONNECTOR_ROOM if enters else 0.0), (CONNECTOR_ROOM if leaves else 0.0)

    def row_height(self, step: Step) -> float:
        """Return the height that a row's texts need."""
        counts = [
            len(self.style.lines(step.cell(column), self.columns[column][1] - 2 * PADDING))
            for column in self.text_columns()
        ]
        least = self.document.look.get("least_row", LEAST_ROW)
        return max(least, max(counts) * self.style.leading + 2 * PADDING + 2)

    def text_columns(self) -> list[str]:
        """Return the columns that hold text."""
        return [column for column in self.sop.columns if column != "actors"]

    def draw_row(self, step: Step, top: float, height: float) -> None:
        """Draw the texts and rulings of one row."""
        for name, (x, width) in self.columns.items():
            box = Box(x, top, width, height)
            self.page.frame(box)
            if name in self.sop.actors:
                continue
            centred = name in ("number", "duration")
            style = Style(self.style.family, self.style.size, align="center" if centred else "left")
            self.page.cell(box, step.cell(name), style)

    def draw_headings(self) -> float:
        """Draw the header rows; return where they end."""
        labels, top = self.document.labels, self.top
        height = HEADING_ROW + ACTOR_ROW
        for column in self.sop.columns:
            if column == "actors":
                self.draw_group(self.sop.actors, self.sop.actors, labels["actors"])
            elif column not in QUALITY:
                x, width = self.columns[column]
                self.draw_heading(Box(x, top, width, height), labels[column])
        self.draw_group(QUALITY, [labels[column] for column in QUALITY], labels["quality"])
        if not self.document.look["column_numbers"]:
            return top + height
        number_style = Style(self.style.family, 7, align="center")
        for number, (x, width) in enumerate(self.columns.values(), start=1):
            box = Box(x, top + height, width, 12)
            self.page.frame(box)
            self.page.cell(box, str(number), number_style, middle=True)
        return top + height + 12

    def draw_group(self, columns: Sequence[str], labels: Sequence[str], heading: str) -> None:
        """Draw a heading over several columns with theirs below it."""
        first, last = self.columns[columns[0]], self.columns[columns[-1]]
        self.draw_heading(
            Box(first[0], self.top, last[0] + last[1] - first[0], HEADING_ROW), heading
        )
        for column, label in zip(columns, labels, strict=True):
            x, width = self.columns[column]
            self.draw_heading(Box(x, self.top + HEADING_ROW, width, ACTOR_ROW), label)

    def draw_heading(self, box: Box, text: str) -> None:
        """Draw one heading cell."""
        if self.document.look["heading"] == "above":
            self.page.shade(box, 0.88)
        self.page.frame(box)
        style = Style(self.style.family, self.style.size, True, "center")
        self.page.cell(box, text, style, middle=True)


def letters_of(sop: Sop, table_rows: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return the letters of the arrows that cross a page end, by source and target."""
    pages = [page for page, count in enumerate(table_rows) for _ in range(count)]
    arrows = [
        (seq, arrow.to)
        for seq, step in enumerate(sop.steps, start=1)
        for arrow in step.next
        if pages[seq - 1] != pages[arrow.to - 1]
    ]
    return dict(zip(arrows, string.ascii_uppercase, strict=False))


def draw_signature(page: Page, document: Document, sop: Sop, top: float) -> None:
    """Draw place and date, office, name and NIP at the right below a table."""
    style = Style(document.look["font"], 9, align="center")
    bold = Style(document.look["font"], 9, True, "center")
    approver, middle = sop.header.approver, page.width - 170
    lines = [sop.header.fill(document.look["signature"]), f"{approver.position},"]
    end = page.lines(middle, top + 12, lines, style)
    end = page.lines(middle, end + 30, [approver.name], bold)
    page.lines(middle, end, [f"NIP. {approver.nip.printed}"], style)
