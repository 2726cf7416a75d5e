"""The body of a document as blocks: paragraphs, and tables of cells that hold blocks again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from lxml import etree

from extract.errors import LimitError
from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.docx.paragraphs import Paragraph, ParagraphReader
from extract.readers.office.docx.styles import TWIPS_A_POINT, attribute
from extract.readers.office.package import child, is_on, local_name, number, whole

# Elements that only wrap blocks: content controls, custom XML, accepted insertions.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
# Tables within tables, at most; deeper ones are left out.
_DEEPEST = 8
# Columns of a table, at most; Word's own limit is 63.
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class ColumnThresholds:
    """When a table's grid is not believed."""

    # A column of the grid may differ from its cells' widths by this share. Unfitted; Word's own
    # files differ by rounding only.
    max_deviation_share: float = 0.2


COLUMNS = ColumnThresholds()


@dataclass(slots=True)
class DocCell:
    """A cell of a table.

    Attributes:
        column: Its first column, 0-based.
        columns: Columns it reaches over.
        rows: Rows it reaches over.
        blocks: What stands in it.
    """

    column: int
    columns: int
    rows: int
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class DocRow:
    """A row of a table.

    Attributes:
        cells: Its cells from left to right, those that begin in it.
        height: Height in points that is written for it.
        is_exact: Whether it is no higher than that, whatever stands in it.
    """

    cells: list[DocCell]
    height: float = 0.0
    is_exact: bool = False


@dataclass(slots=True)
class Table:
    """A table.

    Attributes:
        widths: Widths of its columns in points.
        rows: Its rows.
        indent: How far it is moved in, in points.
        margin: Between a cell's side and its text, in points.
    """

    widths: list[float]
    rows: list[DocRow]
    indent: float = 0.0
    margin: float = 5.4


Block = Paragraph | Table


@dataclass(slots=True)
class Section:
    """A stretch of a document whose pages are alike.

    Attributes:
        blocks: What stands in it.
        width: Width of its pages in points.
        height: Height of its pages in points.
        left: Left margin in points.
        right: Right margin in points.
        top: Upper margin in points.
        continuous: Whether it begins on the page on which the one before ends.
        headers: Names by which it refers to its page headers, by their kind.
        footers: Names by which it refers to its page footers, by their kind.
    """

    blocks: list[Block] = field(default_factory=list)
    width: float = 595.3
    height: float = 841.9
    left: float = 72.0
    right: float = 72.0
    top: float = 72.0
    continuous: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    footers: dict[str, str] = field(default_factory=dict)

    @property
    def room(self) -> float:
        """Return the width between the margins, in points."""
        return max(self.width - self.left - self.right, 36.0)


class BlockReader:
    """Reads blocks.

    Args:
        paragraphs: Reads the paragraphs.
        bounds: How many are read.
    """

    def __init__(self, paragraphs: ParagraphReader, bounds: OfficeBounds) -> None:
        """Begin to count."""
        self._paragraphs, self._bounds = paragraphs, bounds
        self._count = 0

    def sections(self, body: etree._Element) -> list[Section]:
        """Return the sections of a document's body.

        Raises:
            LimitError: There are more paragraphs and cells than a document may have.
        """
        sections = [Section()]
        for element in _flat(body):
            if local_name(element) == "sectPr":
                _shape(sections[-1], element)
                continue
            sections[-1].blocks += self._block(element, 0)
            properties = child(element, "pPr", "sectPr")
            if properties is not None:
                _shape(sections[-1], properties)
                sections.append(Section())
        for section in sections:
            section.blocks = _joined(section.blocks)
        return [section for section in sections if section.blocks]

    def blocks(self, element: etree._Element, depth: int = 0) -> list[Block]:
        """Return the blocks that stand in an element."""
        return _joined([block for part in _flat(element) for block in self._block(part, depth)])

    def _block(self, element: etree._Element, depth: int) -> Iterator[Block]:
        """Yield the block that an element is; nothing where it is none."""
        self._count += 1
        if self._count > self._bounds.max_blocks:
            raise LimitError("it has more paragraphs than a document may have")
        name = local_name(element)
        if name == "p":
            paragraph = self._paragraphs.read(element)
            held = [list(_boxes_with_tables(drawing)) for drawing in paragraph.drawings]
            paragraph.drawings = [
                drawing
                for drawing, boxes in zip(paragraph.drawings, held, strict=True)
                if not boxes
            ]
            yield paragraph
            if depth < _DEEPEST:
                for box in (box for boxes in held for box in boxes):
                    yield from self.blocks(box, depth + 1)
        elif name == "tbl" and depth < _DEEPEST:
            yield self._table(element, depth)

    def _table(self, element: etree._Element, depth: int) -> Table:
        """Return the table that an element is."""
        grid = child(element, "tblGrid")
        widths = [
            max(number(attribute(column, "w")), 1.0) / TWIPS_A_POINT
            for column in ([] if grid is None else grid)
            if local_name(column) == "gridCol"
        ][:MOST_COLUMNS]
        properties = child(element, "tblPr")
        rows = [row for row in _flat(element) if local_name(row) == "tr" and _is_shown(row)]
        table = Table(_column_widths(rows, widths), [])
        indent = child(properties, "tblInd")
        if attribute(indent, "type") in (None, "dxa"):
            table.indent = number(attribute(indent, "w")) / TWIPS_A_POINT
        margin = child(properties, "tblCellMar", "left")
        if margin is not None:
            table.margin = min(max(number(attribute(margin, "w"), 108.0), 0.0), 400) / TWIPS_A_POINT
        open_cells: dict[int, DocCell] = {}
        for row in rows:
            table.rows.append(self._row(row, table, open_cells, depth))
        return table

    def _row(
        self, element: etree._Element, table: Table, open_cells: dict[int, DocCell], depth: int
    ) -> DocRow:
        """Return a row; cells merged with those above make these higher.

        Args:
            element: The row.
            table: Its table; columns that its grid lacks are added.
            open_cells: First column -> the cell there that rows below may be merged with.
            depth: How many tables it stands in.
        """
        properties = child(element, "trPr")
        height = child(properties, "trHeight")
        row = DocRow(
            [],
            min(max(number(attribute(height, "val")), 0.0), 31680.0) / TWIPS_A_POINT,
            attribute(height, "hRule") == "exact",
        )
        column = min(max(whole(attribute(child(properties, "gridBefore"), "val")), 0), MOST_COLUMNS)
        for cell in _flat(element):
            if local_name(cell) != "tc" or column >= MOST_COLUMNS:
                continue
            about = child(cell, "tcPr")
            if child(about, "cellDel") is not None:
                continue
            span = min(max(whole(attribute(child(about, "gridSpan"), "val"), 1), 1), MOST_COLUMNS)
            self._widen(table, column, span, about)
            merge = child(about, "vMerge")
            joined = merge is not None and attribute(merge, "val") != "restart"
            side = attribute(child(about, "hMerge"), "val")
            blocks = self.blocks(cell, depth + 1)
            if joined and column in open_cells:
                open_cells[column].rows += 1
                open_cells[column].blocks += _filled(blocks)
            elif child(about, "hMerge") is not None and side != "restart" and row.cells:
                row.cells[-1].columns += span
            else:
                found = DocCell(column, span, 1, blocks)
                row.cells.append(found)
                if merge is not None:
                    open_cells[column] = found
                else:
                    open_cells.pop(column, None)
            column += span
        return row

    def _widen(self, table: Table, column: int, span: int, about: etree._Element | None) -> None:
        """Add the columns that a table's grid lacks, as wide as the cell says."""
        missing = column + span - len(table.widths)
        if missing > 0:
            width = child(about, "tcW")
            points = number(attribute(width, "w"), 1440.0) / TWIPS_A_POINT
            if attribute(width, "type") not in (None, "dxa") or points <= 0:
                points = 72.0
            table.widths += [min(points, 1000.0) / missing] * missing


def _boxes_with_tables(drawing: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of a drawing's text boxes that hold tables; its fallback holds the same.

    Such a box is a frame around a part of the page: its contents are read as they stand.
    """
    for box in drawing.iter("{*}txbxContent"):
        if any(local_name(part) == "tbl" for part in _flat(box)):
            yield box


def _column_widths(rows: Sequence[etree._Element], grid: Sequence[float]) -> list[float]:
    """Return the widths of a table's columns in points: those of its cells where they differ.

    Programs other than Word write grids that do not match. Cells' own widths count more than the
    grid (ECMA-376 part 1, 17.18.87).

    Args:
        rows: The table's rows.
        grid: The widths that its grid lists, in points.
    """
    found: dict[int, list[float]] = {}
    for row in rows:
        column = max(whole(attribute(child(row, "trPr", "gridBefore"), "val")), 0)
        for cell in _flat(row):
            if local_name(cell) != "tc" or column >= len(grid):
                continue
            about = child(cell, "tcPr")
            span = max(whole(attribute(child(about, "gridSpan"), "val"), 1), 1)
            width = child(about, "tcW")
            points = number(attribute(width, "w")) / TWIPS_A_POINT
            if span == 1 and attribute(width, "type") in (None, "dxa") and points > 0:
                found.setdefault(column, []).append(points)
            column += span
    own = {column: median(widths) for column, widths in found.items()}
    if all(abs(own.get(i, x) - x) <= COLUMNS.max_deviation_share * x for i, x in enumerate(grid)):
        return list(grid)
    return [own.get(column, width) for column, width in enumerate(grid)]


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks, paragraphs whose ends tracked changes took out joined with the next ones."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(before, Paragraph) and isinstance(block, Paragraph) and before.runs_on:
            joined[-1] = before.joined(block)
        else:
            joined.append(block)
    return joined


def _filled(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks that hold anything; the one that a merged cell must have is blank."""
    return [b for b in blocks if isinstance(b, Table) or b.text.strip() or b.drawings]


def _is_shown(row: etree._Element) -> bool:
    """Return whether a row is neither hidden nor taken out by a tracked change."""
    hidden = child(row, "trPr", "hidden")
    if hidden is not None and is_on(attribute(hidden, "val"), default=True):
        return False
    return child(row, "trPr", "del") is None


def _flat(element: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Yield the children of an element, those of wrappers in their place."""
    for part in element:
        name = local_name(part)
        if name in _WRAPPERS and depth < _DEEPEST * 4:
            yield from _flat(part, depth + 1)
        elif name == "AlternateContent":
            choice = child(part, "Choice")
            chosen = child(part, "Fallback") if choice is None else choice
            if chosen is not None and depth < _DEEPEST * 4:
                yield from _flat(chosen, depth + 1)
        elif name and name not in ("del", "moveFrom"):
            yield part


def _shape(section: Section, element: etree._Element) -> None:
    """Take over a section's page size, margins, headers and footers."""
    size, margins = child(element, "pgSz"), child(element, "pgMar")

    def points(of: etree._Element | None, name: str, default: float) -> float:
        value = number(attribute(of, name), default * TWIPS_A_POINT) / TWIPS_A_POINT
        return min(max(value, 0.0), 3000.0)

    section.width, section.height = points(size, "w", 595.3), points(size, "h", 841.9)
    section.left, section.right = points(margins, "left", 72.0), points(margins, "right", 72.0)
    section.top = points(margins, "top", 72.0)
    section.continuous = attribute(child(element, "type"), "val") == "continuous"
    names = {"headerReference": section.headers, "footerReference": section.footers}
    for part in element:
        if (found := names.get(local_name(part))) is not None:
            relation = next((v for k, v in part.attrib.items() if str(k).endswith("}id")), "")
            found[attribute(part, "type") or "default"] = str(relation)
    title = child(element, "titlePg")
    if title is None or not is_on(attribute(title, "val"), default=True):
        for found in names.values():
            found.pop("first", None)
