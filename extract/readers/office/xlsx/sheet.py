"""One sheet of a workbook: its cells as displayed, merges, sizes of rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extract.errors import LimitError
from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.package import child, is_on, local_name, number, whole
from extract.readers.office.xlsx.formats import show_number, show_text
from extract.readers.office.xlsx.strings import iterate, text_of, unescaped
from extract.readers.office.xlsx.styles import PLAIN, CellStyle, Styles

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# Where the rows of a sheet begin and end in its part, in UTF-8.
_ROWS_BEGIN, _ROWS_END = (
    re.compile(rb"<(?:\w+:)?sheetData\b"),
    re.compile(rb"</(?:\w+:)?sheetData>"),
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

# A column's width counts digits of the default font, each so many pixels wide; to this come so
# many pixels of padding (ECMA-376 part 1, 18.3.1.13). A pixel is 1/96 inch.
DIGIT_PX, PADDING_PX, POINTS_A_PIXEL = 7, 5, 0.75
# Width of a column, in pixels, and height of a row, in points, where nothing says it.
DEFAULT_COLUMN_PX, DEFAULT_ROW_PT = 64, 15.0
# The highest row that programs allow, in points.
HIGHEST_ROW_PT = 409.5


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet.

    Attributes:
        text: What it shows.
        style: How it looks.
        is_number: Whether it shows a number, which stands at the right.
    """

    text: str
    style: CellStyle
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of cells that is one; rows and columns are 0-based, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetData:
    """What a sheet holds.

    Attributes:
        cells: (row, column), 0-based -> the cell, for those with text or borders.
        merges: The merged ranges, none of which overlap.
        widths: Column -> its width in points.
        hidden_columns: Columns that are not shown.
        heights: Row -> its height in points, for those whose height is written.
        hidden_rows: Rows that are not shown.
        default_width: Width of other columns in points.
        default_height: Height of other rows in points.
        rows_hidden: Whether rows that are not listed are hidden.
        drawing: Name by which the sheet refers to its drawing; "" for none.
        cut: Whether a bound cut something off.
    """

    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    listed_rows: set[int] = field(default_factory=set)
    default_width: float = DEFAULT_COLUMN_PX * POINTS_A_PIXEL
    default_height: float = DEFAULT_ROW_PT
    rows_hidden: bool = False
    drawing: str = ""
    cut: bool = False

    def is_row_hidden(self, row: int) -> bool:
        """Return whether a row is not shown."""
        return row in self.hidden_rows or (self.rows_hidden and row not in self.listed_rows)

    def width(self, column: int) -> float:
        """Return a column's width in points; 0 for one that is hidden."""
        return 0.0 if column in self.hidden_columns else self.widths.get(column, self.default_width)


def read_sheet(
    data: bytes, strings: Sequence[str], styles: Styles, bounds: OfficeBounds, *, from_1904: bool
) -> SheetData:
    """Read a sheet.

    Args:
        data: The part with the sheet.
        strings: The workbook's shared strings.
        styles: The looks of its cells.
        bounds: How much of it is read.
        from_1904: Whether the workbook counts days from 1904.

    Raises:
        DamagedError: It is no XML.
        LimitError: More cells are merged than a sheet may have.
    """
    sheet = SheetData()
    ranges: list[str] = []
    row_before, length = -1, 0
    for element in iterate(data, "sheetFormatPr", "col", "row", "mergeCell", "drawing"):
        name = local_name(element)
        if name == "row":
            row_before = whole(element.get("r"), row_before + 2) - 1
            if row_before >= bounds.max_rows or row_before < 0:
                sheet.cut = sheet.cut or any(True for _ in element)
            if sheet.cut:
                # Merges and the drawing follow the rows, of which no more are parsed.
                return _with_rest(sheet, data, ranges, bounds)
            _note_row(sheet, row_before, element)
            for cell in _cells(element, row_before, strings, styles, from_1904=from_1904):
                place, found = cell
                if place[1] >= bounds.max_columns:
                    sheet.cut = sheet.cut or bool(found.text)
                    continue
                sheet.cells[place] = found
                length += len(found.text)
            if len(sheet.cells) > bounds.max_cells or length > bounds.max_text:
                sheet.cut = True
        elif name == "col":
            _note_columns(sheet, element, bounds)
        elif name == "sheetFormatPr":
            _note_defaults(sheet, element)
        else:
            _note_rest(sheet, element, ranges, bounds)
    merges = filter(None, map(parse_range, ranges))
    sheet.merges = _apart(merges, sheet.cells, bounds.max_area)
    return sheet


def _with_rest(sheet: SheetData, data: bytes, ranges: list[str], bounds: OfficeBounds) -> SheetData:
    """Return a sheet with what its part has behind the rows, whose own are not all parsed."""
    start, end = _ROWS_BEGIN.search(data), _ROWS_END.search(data)
    if start is not None and end is not None:
        for element in iterate(data[: start.start()] + data[end.end() :], "mergeCell", "drawing"):
            _note_rest(sheet, element, ranges, bounds)
    merges = filter(None, map(parse_range, ranges))
    sheet.merges = _apart(merges, sheet.cells, bounds.max_area)
    return sheet


def _note_rest(
    sheet: SheetData, element: etree._Element, ranges: list[str], bounds: OfficeBounds
) -> None:
    """Take over a merged range, or the name of the sheet's drawing."""
    if local_name(element) == "drawing":
        sheet.drawing = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
        return
    ranges.append(element.get("ref", ""))
    if len(ranges) > bounds.max_merges:
        raise LimitError("a sheet has more merged cells than it may have")


def _note_defaults(sheet: SheetData, element: etree._Element) -> None:
    """Take over the sizes of rows and columns that nothing else is said of."""
    height = number(element.get("defaultRowHeight"), DEFAULT_ROW_PT)
    sheet.default_height = min(max(height, 0.0), HIGHEST_ROW_PT)
    if element.get("defaultColWidth"):
        sheet.default_width = _width_pt(number(element.get("defaultColWidth")))
    elif element.get("baseColWidth"):
        digits = number(element.get("baseColWidth"), 8.0)
        sheet.default_width = (digits * DIGIT_PX + PADDING_PX + 3) * POINTS_A_PIXEL
    sheet.rows_hidden = is_on(element.get("zeroHeight"))


def _width_pt(digits: float) -> float:
    """Return a column's width in points from its width in digits, padding included."""
    return int(min(max(digits, 0.0), 255.0) * DIGIT_PX + 0.5) * POINTS_A_PIXEL


def _note_columns(sheet: SheetData, element: etree._Element, bounds: OfficeBounds) -> None:
    """Take over the width of a range of columns."""
    first = max(whole(element.get("min"), 1) - 1, 0)
    last = min(whole(element.get("max"), first + 1), bounds.max_columns)
    hidden = is_on(element.get("hidden"))
    width = _width_pt(number(element.get("width"))) if element.get("width") else None
    for column in range(first, last):
        if hidden or width == 0:
            sheet.hidden_columns.add(column)
        elif width is not None:
            sheet.widths[column] = width


def _note_row(sheet: SheetData, row: int, element: etree._Element) -> None:
    """Take over the height of a row."""
    sheet.listed_rows.add(row)
    height = element.get("ht")
    if is_on(element.get("hidden")) or (height is not None and number(height, 1.0) <= 0):
        sheet.hidden_rows.add(row)
    elif height is not None:
        sheet.heights[row] = min(number(height, sheet.default_height), HIGHEST_ROW_PT)


def _cells(
    row: etree._Element, index: int, strings: Sequence[str], styles: Styles, *, from_1904: bool
) -> Iterable[tuple[tuple[int, int], SheetCell]]:
    """Yield the cells of a row that show text or have borders, with their place."""
    column = -1
    for element in row:
        if local_name(element) != "c":
            continue
        match = _REFERENCE.fullmatch(element.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        style = styles.style(whole(element.get("s"))) if styles.cells else PLAIN
        text, is_number = _shown(element, strings, style, from_1904=from_1904)
        if text or style.has_border:
            yield (index, column), SheetCell(text, style, is_number)


def _shown(
    element: etree._Element, strings: Sequence[str], style: CellStyle, *, from_1904: bool
) -> tuple[str, bool]:
    """Return what a cell shows, and whether that is a number.

    Formulas are not computed: what the program that wrote the file computed stands beside them.
    """
    kind = element.get("t", "n")
    if kind == "inlineStr":
        item = child(element, "is")
        return ("" if item is None else show_text(text_of(item), style.number_format)), False
    value = child(element, "v")
    raw = "" if value is None or value.text is None else value.text
    if not raw:
        return "", False
    if kind == "s":
        index = whole(raw, -1)
        text = strings[index] if 0 <= index < len(strings) else ""
        return show_text(text, style.number_format), False
    if kind == "str":
        return show_text(unescaped(raw), style.number_format), False
    if kind == "b":
        return ("TRUE" if raw.strip() == "1" else "FALSE"), False
    if kind in ("e", "d"):
        return ("" if kind == "e" else raw), False
    try:
        amount = float(raw)
    except ValueError:
        return raw, False
    if not abs(amount) < float("inf"):
        return "", False
    return show_number(amount, style.number_format, from_1904=from_1904), True


def column_number(letters: str) -> int:
    """Return the 0-based position of a column by its letters."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value - 1


def parse_range(text: str) -> Merge | None:
    """Return a range such as "A1:C3"; None where it is none."""
    first, _, last = text.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    rows = sorted((int(start[2]) - 1, int(end[2]) - 1))
    columns = sorted((column_number(start[1]), column_number(end[1])))
    return Merge(rows[0], columns[0], rows[1], columns[1])


def _apart(
    ranges: Iterable[Merge], cells: Mapping[tuple[int, int], SheetCell], most: int
) -> list[Merge]:
    """Return merged ranges cut to the part of the sheet in use, those that overlap left out.

    Args:
        ranges: The ranges.
        cells: The cells of the sheet.
        most: How many cells all ranges may have; those beyond it are left out.
    """
    last_row = max((row for row, _ in cells), default=-1)
    last_column = max((column for _, column in cells), default=-1)
    taken: set[tuple[int, int]] = set()
    kept: list[Merge] = []
    for merge in ranges:
        if merge.top > last_row or merge.left > last_column:
            continue
        cut = Merge(
            merge.top, merge.left,
            min(merge.bottom, max(last_row, merge.top)),
            min(merge.right, max(last_column, merge.left)),
        )  # fmt: skip
        most -= (cut.bottom - cut.top + 1) * (cut.right - cut.left + 1)
        if most < 0:
            break
        places = {
            (row, column)
            for row in range(cut.top, cut.bottom + 1)
            for column in range(cut.left, cut.right + 1)
        }
        if (cut.top, cut.left) == (cut.bottom, cut.right) or places & taken:
            continue
        taken |= places
        kept.append(cut)
    return kept
