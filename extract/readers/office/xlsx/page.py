"""A sheet of a workbook as a page: its cells as tables, its drawing as a diagram."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from extract.bounds.losses import PAGE_CUT_SHORT
from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.drawing.tree import DiagramBuilder, DrawnText
from extract.readers.office.setting import Font, Setting, set_text
from extract.readers.office.xlsx.anchors import read_drawing
from extract.readers.office.xlsx.places import Places, lay_out_cells, room_of, setting_of
from extract.readers.office.xlsx.sheet import Merge, SheetData
from extract.readers.office.xlsx.tables import Region, TableFinder
from models.cell_names import CellNames
from models.diagram import Diagram
from models.geometry import BBox
from models.page import Direction, ExactTables, Page, PageNote, TableCell, Word

# Programs add so many rows and columns to those in use before a drawing ends, at most.
MARGIN_CELLS = 200
# A page has some extent even where its sheet has none, in points.
LEAST_PT = 1.0


@dataclass(frozen=True, slots=True)
class _Extent:
    """How many rows and columns of a sheet are in use."""

    rows: int
    columns: int


def make_page(
    number: int, name: str, sheet: SheetData, drawing: etree._Element | None, bounds: OfficeBounds
) -> Page:
    """Return the page that a sheet makes.

    Args:
        number: 1-based position among the visible sheets.
        name: The sheet's name.
        sheet: Its cells.
        drawing: The root element of its drawing; None where it has none.
        bounds: How much of it is read.

    Raises:
        LimitError: Its drawing has more shapes than it may have.
    """
    extent = _extent(sheet, drawing, bounds)
    places = lay_out_cells(sheet, extent.rows, extent.columns)
    tables, outside = TableFinder(sheet, places).find()
    setter = _Setter(sheet, places)
    cells = [
        [
            TableCell(places.box(region.range), setter.words(region))
            for region in table
            if region.range is not None
        ]
        for table in tables
    ]
    loose = list(setter.words(outside))
    builder = DiagramBuilder(bounds)
    if drawing is not None:
        builder = read_drawing(drawing, places, bounds)
    drawn: list[Word] = []
    for text in builder.texts:
        words = set_drawn(text)
        drawn += words
        _give_to_empty(text.bbox, words, cells, loose)
    held = [word for table in cells for cell in table for word in cell.words]
    known = {id(word) for word in (*held, *loose)}
    notes = (_cut_short(name),) if sheet.cut else ()
    return Page(
        number=number,
        width=max(places.lefts[-1], LEAST_PT),
        height=max(places.tops[-1], LEAST_PT),
        words=(*held, *loose, *(word for word in drawn if id(word) not in known)),
        pictures=tuple(builder.pictures),
        notes=notes,
        exact=ExactTables(tuple(map(tuple, cells)), tuple(loose)),
        diagram=builder.build() if drawing is not None else Diagram(),
        cell_names=_names(name, sheet, places),
    )


def set_drawn(text: DrawnText) -> list[Word]:
    """Return the words of a shape's text, in its box; in a high and narrow one they read upwards.

    Args:
        text: The text.
    """
    return set_text(text.text, text.bbox, Setting(Font(text.size), align="center"))


def _extent(sheet: SheetData, drawing: etree._Element | None, bounds: OfficeBounds) -> _Extent:
    """Return how many rows and columns a sheet and its drawing use."""
    rows = max((row for row, _ in sheet.cells), default=-1) + 1
    columns = max((column for _, column in sheet.cells), default=-1) + 1
    rows = max([rows, *(merge.bottom + 1 for merge in sheet.merges)])
    columns = max([columns, *(merge.right + 1 for merge in sheet.merges)])
    if drawing is not None:
        rows = max([rows, *_marked(drawing, "row", min(rows + MARGIN_CELLS, bounds.max_rows))])
        most = min(columns + MARGIN_CELLS, bounds.max_columns)
        columns = max([columns, *_marked(drawing, "col", most)])
    return _Extent(rows, columns)


def _marked(drawing: etree._Element, name: str, most: int) -> Iterable[int]:
    """Yield how many rows or columns the corners of shapes need, up to a bound."""
    for marker in drawing.iter("{*}" + name):
        text = (marker.text or "").strip()
        if text.isdecimal() and len(text) < 9:
            yield min(int(text) + 1, most)


class _Setter:
    """Sets the texts of a sheet's cells.

    Args:
        sheet: The sheet.
        places: Where its rows and columns stand.
    """

    def __init__(self, sheet: SheetData, places: Places) -> None:
        """Look up the merged ranges by their first cell."""
        self._sheet, self._places = sheet, places
        self._merge_at = {(merge.top, merge.left): merge for merge in sheet.merges}

    def words(self, region: Region) -> tuple[Word, ...]:
        """Return the words of a cell of a table, or of what stands outside all tables."""
        taken = {place: self._box(place) for place in region.texts}
        return tuple(word for place in region.texts for word in self._set(place, region, taken))

    def _box(self, place: tuple[int, int]) -> BBox:
        """Return the box of a cell of the sheet, merged as it is."""
        row, column = place
        return self._places.box(self._merge_at.get(place, Merge(row, column, row, column)))

    def _set(
        self, place: tuple[int, int], region: Region, taken: dict[tuple[int, int], BBox]
    ) -> Sequence[Word]:
        """Return the words of one cell of the sheet.

        Text that is not broken runs on over blank cells beside it, within the same box.
        """
        cell, box = self._sheet.cells[place], taken[place]
        setting = setting_of(cell)
        room = room_of(cell.text, setting)
        if setting.direction is Direction.RIGHT and not setting.wraps and room > box.width:
            box = self._overflowing(box, room, setting.align, region, taken)
        return set_text(cell.text, box, setting)

    def _overflowing(
        self,
        box: BBox,
        room: float,
        align: str,
        region: Region,
        taken: dict[tuple[int, int], BBox],
    ) -> BBox:
        """Return the box that a text takes that is wider than its cell."""
        limits = self._places.box(region.range) if region.range else None
        left = 0.0 if limits is None else limits.x0
        right = box.x0 + room if limits is None else limits.x1
        for other in taken.values():
            if other is not box and min(other.bottom, box.bottom) > max(other.top, box.top):
                if other.x0 >= box.x1:
                    right = min(right, other.x0)
                elif other.x1 <= box.x0:
                    left = max(left, other.x1)
        missing = room - box.width
        if align == "right":
            return box._replace(x0=max(box.x0 - missing, min(left, box.x0)))
        if align == "center":
            return box._replace(
                x0=max(box.x0 - missing / 2, min(left, box.x0)),
                x1=min(box.x1 + missing / 2, max(right, box.x1)),
            )
        return box._replace(x1=min(box.x1 + missing, max(right, box.x1)))


def _give_to_empty(
    box: BBox, words: Sequence[Word], cells: list[list[TableCell]], loose: list[Word]
) -> None:
    """Give the text of a shape to the cell it stands in, where that has none of its own.

    What stands in no table becomes text outside; what lies over text is the drawing's alone.
    """
    for table in cells:
        for index, cell in enumerate(table):
            if cell.bbox.contains_point(box.x_mid, box.y_mid):
                if not cell.words:
                    table[index] = TableCell(cell.bbox, tuple(words))
                return
    loose += words


def _names(name: str, sheet: SheetData, places: Places) -> CellNames:
    """Return the names of a sheet's cells by their places."""
    columns, rows = places.shown_columns(), places.shown_rows()
    merged = {
        (row, column): (merge.top, merge.left)
        for merge in sheet.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    return CellNames(
        name,
        tuple(places.lefts[c] for c in columns), tuple(columns),
        tuple(places.tops[r] for r in rows), tuple(rows),
        merged,
    )  # fmt: skip


def _cut_short(name: str) -> PageNote:
    """Return the note on a sheet of which a bound cut something off."""
    return PageNote(PAGE_CUT_SHORT, "sheet", {"name": name[:60]})
