"""Blocks laid out down a page that is as long as they need.

Word's own page breaks within a table depend on fonts and printers. Here a page ends only where
the author or a section ends it, so that a table that Word breaks over pages stays in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from extract.readers.office.docx.anchors import Spot, add_drawing
from extract.readers.office.docx.blocks import Block, DocCell, Section, Table
from extract.readers.office.docx.paragraphs import Paragraph
from extract.readers.office.drawing.tree import DiagramBuilder, DrawnText
from extract.readers.office.setting import Font, Setting, height_of, set_text
from models.geometry import BBox
from models.page import Direction, ExactTables, Page, TableCell, Word

# A paragraph without text is as high as one line.
BLANK = " "
# Height of a line in sizes of its font, as in `extract.readers.office.setting`.
PITCH = 1.22
# A cell that holds a drawing alone keeps at least this part of its height for it, in points.
LEAST_ROW_PT = 4.0


@dataclass(slots=True)
class PageMaker:
    """Makes one page.

    Attributes:
        number: Its 1-based number.
        section: What its size and margins are.
        builder: Collects its drawing.
    """

    number: int
    section: Section
    builder: DiagramBuilder
    _y: float = 0.0
    _began: float = 0.0
    _tables: list[list[TableCell]] = field(default_factory=list)
    _outside: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin below the upper margin."""
        self._y = self.section.top

    def add(self, blocks: Sequence[Block]) -> None:
        """Add blocks below those that are there."""
        for block in blocks:
            if isinstance(block, Table):
                cells: list[TableCell] = []
                x = self.section.left + block.indent - block.margin
                self._y += self._place_table(block, x, self._y, cells)
                self._tables.append(cells)
            else:
                words: list[Word] = []
                self._y += self._place_paragraph(
                    block, self.section.left, self._y, self.section.room, words, None
                )
                self._outside += words

    def build(self) -> Page | None:
        """Return the page; None where nothing stands on it."""
        drawn: list[Word] = []
        for text in self.builder.texts:
            lettering = _set_drawn(text)
            drawn += lettering
            self._give_to_empty(text.bbox, lettering)
        held = [word for table in self._tables for cell in table for word in cell.words]
        known = {id(word) for word in (*held, *self._outside)}
        words = (*held, *self._outside, *(word for word in drawn if id(word) not in known))
        diagram = self.builder.build()
        if not words and not diagram.shapes and not diagram.lines:
            return None
        height = max([self._y + 36.0, *(shape.bbox.bottom for shape in diagram.shapes)])
        return Page(
            number=self.number,
            width=max(self.section.width, 1.0),
            height=max(height, self.section.height),
            words=words,
            pictures=tuple(self.builder.pictures),
            exact=ExactTables(tuple(map(tuple, self._tables)), tuple(self._outside)),
            diagram=diagram,
        )

    def _place_paragraph(
        self,
        paragraph: Paragraph,
        x: float,
        y: float,
        width: float,
        words: list[Word],
        cell: BBox | None,
        following: str = "",
    ) -> float:
        """Set a paragraph and what is anchored in it; return how high it is, in points.

        Args:
            paragraph: The paragraph.
            x: Left edge of where it stands.
            y: Upper edge.
            width: How wide that is.
            words: Its words are added to these.
            cell: The cell it stands in; None outside tables.
            following: The text of the next paragraph in that cell.
        """
        if paragraph.page_began:
            self._began = y
        look = paragraph.look
        top = y + look.before
        height = _text_height(paragraph, width)
        if paragraph.text.strip():
            left = x + min(max(look.left - max(look.hanging, 0.0), 0.0), width / 2)
            box = BBox(left, top, max(x + width, left + 1.0), top + height)
            words += set_text(paragraph.text, box, _setting(paragraph), following)
        spot = Spot(x, top, self.section, self._began, cell)
        for drawing in paragraph.drawings:
            height = max(height, add_drawing(drawing, spot, self.builder))
        return look.before + height + look.after

    def _place_table(self, table: Table, x: float, y: float, cells: list[TableCell]) -> float:
        """Place a table; return how high it is, in points.

        Args:
            table: The table.
            x: Left edge of its grid.
            y: Its upper edge.
            cells: Its cells are added to these, those of tables in them too.
        """
        lefts = list(accumulate(table.widths, initial=x))
        tops = list(accumulate(_row_heights(table), initial=y))
        for index, row in enumerate(table.rows):
            for cell in row.cells:
                last = min(index + cell.rows, len(tops) - 1)
                right = min(cell.column + cell.columns, len(lefts) - 1)
                box = BBox(lefts[cell.column], tops[index], lefts[right], tops[last])
                self._place_cell(cell, box, table.margin, cells)
        return tops[-1] - y

    def _place_cell(self, cell: DocCell, box: BBox, margin: float, cells: list[TableCell]) -> None:
        """Place what stands in a cell."""
        words: list[Word] = []
        inner: list[TableCell] = []
        y = box.top
        room = max(box.width - 2 * margin, 4.0)
        for block, behind in pairwise([*cell.blocks, None]):
            if isinstance(block, Table):
                y += self._place_table(block, box.x0 + margin + block.indent, y, inner)
            elif block is not None:
                text = behind.text if isinstance(behind, Paragraph) else ""
                y += self._place_paragraph(block, box.x0 + margin, y, room, words, box, text)
        if inner and not words:
            cells += inner
            return
        if inner:
            # What stands beside a table within the cell is a cell above it, or below.
            edge = min(c.bbox.top for c in inner)
            above = [w for w in words if w.bbox.y_mid < edge]
            below = [w for w in words if w.bbox.y_mid >= edge]
            end = max(c.bbox.bottom for c in inner)
            if above:
                cells.append(TableCell(BBox(box.x0, box.top, box.x1, edge), tuple(above)))
            cells += inner
            if below:
                cells.append(TableCell(BBox(box.x0, end, box.x1, box.bottom), tuple(below)))
            return
        cells.append(TableCell(box, tuple(_inside(words, box))))

    def _give_to_empty(self, box: BBox, words: Sequence[Word]) -> None:
        """Give a shape's text to the cell it stands in, where that has none of its own."""
        for table in self._tables:
            for index, cell in enumerate(table):
                if cell.bbox.contains_point(box.x_mid, box.y_mid):
                    if not cell.words:
                        table[index] = TableCell(cell.bbox, tuple(words))
                    return
        self._outside += words


def _set_drawn(text: DrawnText) -> list[Word]:
    """Return the words of a shape's text, in its box."""
    return set_text(text.text, text.bbox, Setting(Font(text.size), align="center"))


def _inside(words: Sequence[Word], box: BBox) -> Iterator[Word]:
    """Yield words, moved up into a box where its row is too low for all of them."""
    bottom = max((word.bbox.bottom for word in words), default=box.bottom)
    if bottom <= box.bottom:
        yield from words
        return
    part = (box.bottom - box.top) / (bottom - box.top)
    for word in words:
        x0, top, x1, end = word.bbox
        top, end = box.top + (top - box.top) * part, box.top + (end - box.top) * part
        yield Word(word.text, BBox(x0, top, x1, end), 1.0, word.direction)


def _setting(paragraph: Paragraph) -> Setting:
    """Return how a paragraph's text is set."""
    look = paragraph.look
    return Setting(Font(look.size, look.bold), look.align, True, Direction.RIGHT)


def _text_height(paragraph: Paragraph, width: float) -> float:
    """Return how high a paragraph's lines are, in points."""
    look = paragraph.look
    room = max(width - min(look.left, width / 2), 4.0)
    height = height_of(paragraph.text.strip() or BLANK, room, _setting(paragraph))
    one = PITCH * look.size
    lines = max(height, one) / one
    return lines * (-look.line if look.line < 0 else one * look.line)


def _row_heights(table: Table) -> list[float]:
    """Return the heights of a table's rows in points."""
    heights = [max(row.height, LEAST_ROW_PT) for row in table.rows]
    merged: list[tuple[int, DocCell, float]] = []
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            width = sum(table.widths[cell.column : cell.column + cell.columns])
            needed = blocks_height(cell.blocks, max(width - 2 * table.margin, 4.0))
            if cell.rows > 1:
                merged.append((index, cell, needed))
            elif not row.is_exact:
                heights[index] = max(heights[index], needed)
    for index, cell, needed in merged:
        last = min(index + cell.rows, len(heights)) - 1
        missing = needed - sum(heights[index : last + 1])
        if missing > 0 and not table.rows[last].is_exact:
            heights[last] += missing
    return heights


def blocks_height(blocks: Sequence[Block], width: float) -> float:
    """Return how high blocks are in a width, both in points."""
    height = 0.0
    for block in blocks:
        if isinstance(block, Table):
            height += sum(_row_heights(block))
        else:
            look = block.look
            height += look.before + _text_height(block, width) + look.after
    return height
