"""Workbooks in the official form, their flowcharts as shapes anchored to cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools.make_samples.office_grid import Cell, Grid, frames_of
from tools.make_samples.office_xlsx_drawing import Drawing, SheetDrawing

# A picture of one grey point, for symbols that are pictures.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6378"
    "0f000101010018dd8db00000000049454e44ae426082"
)

STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STRINGS_RELATION = (
    b'<Relationship Id="rIdStrings" Target="sharedStrings.xml" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
# The dates of a book's making, which would differ each time.
_WHEN = re.compile(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<")
PLAIN = Drawing()


def write_xlsx(grids: Sequence[Grid], drawing: Drawing = PLAIN, *, hidden: bool = False) -> bytes:
    """Return a workbook with a sheet for each grid.

    Args:
        grids: What stands on the sheets.
        drawing: How their flowcharts are drawn.
        hidden: Whether a hidden sheet with another SOP's leftovers comes first.
    """
    book = Workbook()
    book.remove(book.active)
    if hidden:
        sheet = book.create_sheet("Lama")
        sheet["A1"] = "NOMOR SOP"
        sheet["B1"] = "LAMA/1"
        sheet.sheet_state = "hidden"
    for grid in grids:
        _fill(book.create_sheet(grid.name), grid)
    stream = BytesIO()
    book.save(stream)
    first = 2 if hidden else 1
    drawn = {
        first + index: SheetDrawing(grid, drawing).xml()
        for index, grid in enumerate(grids)
        if grid.symbols
    }
    return with_drawings(stream.getvalue(), drawn)


def _fill(sheet: Worksheet, grid: Grid) -> None:
    """Write the cells of a grid."""
    thin = Side(style="thin")
    for index, width in enumerate(grid.widths):
        sheet.column_dimensions[get_column_letter(index + 1)].width = width / 0.75 / 7
    for index, height in enumerate(grid.heights):
        sheet.row_dimensions[index + 1].height = height
        sheet.row_dimensions[index + 1].hidden = index in grid.hidden
    framed = list(frames_of(grid))
    for cell in grid.cells:
        if cell in framed:
            continue
        place = sheet.cell(cell.row + 1, cell.column + 1)
        place.value = cell.value if cell.value is not None else cell.text or None
        if cell.value is not None:
            place.number_format = cell.number_format
        elif cell.text:
            place.data_type = "s"
        place.font = Font(size=11, bold=cell.bold)
        place.alignment = Alignment(
            horizontal=cell.align, vertical="center" if cell.align == "center" else "top",
            wrap_text=True, text_rotation=90 if cell.up else 0,
        )  # fmt: skip
        if cell.border:
            _frame(sheet, cell, thin)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=cell.row + 1, start_column=cell.column + 1,
                end_row=cell.row + cell.rows, end_column=cell.column + cell.columns,
            )  # fmt: skip
    for cell in framed:
        _frame(sheet, cell, thin)


def _frame(sheet: Worksheet, cell: Cell, side: Side) -> None:
    """Draw borders around the range of a cell."""
    bottom, right = cell.row + cell.rows, cell.column + cell.columns
    for row in range(cell.row + 1, bottom + 1):
        for column in range(cell.column + 1, right + 1):
            sheet.cell(row, column).border = Border(
                left=side if column == cell.column + 1 else None,
                right=side if column == right else None,
                top=side if row == cell.row + 1 else None,
                bottom=side if row == bottom else None,
            )


def with_drawings(book: bytes, drawings: dict[int, str]) -> bytes:
    """Return a workbook with a drawing on some of its sheets.

    Args:
        book: The workbook, without drawings.
        drawings: 1-based position of a sheet -> the part with its drawing.
    """
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        strings = _Strings()
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"</Types>", _types(drawings).encode() + b"</Types>")
            elif name == "xl/_rels/workbook.xml.rels":
                text = text.replace(b"</Relationships>", STRINGS_RELATION + b"</Relationships>")
            elif name == "docProps/core.xml":
                text = _WHEN.sub(b">2024-01-01T00:00:00Z<", text)
            elif name.startswith("xl/worksheets/sheet"):
                text = strings.taken_from(text)
            for sheet in drawings:
                if name == f"xl/worksheets/sheet{sheet}.xml":
                    text = _referring(text)
            _write(new, name, text)
        for sheet, xml in drawings.items():
            _write(new, f"xl/drawings/drawing{sheet}.xml", xml.encode())
            _write(new, f"xl/worksheets/_rels/sheet{sheet}.xml.rels", _relation(
                "drawing", f"../drawings/drawing{sheet}.xml"))  # fmt: skip
            _write(new, f"xl/drawings/_rels/drawing{sheet}.xml.rels", _relation(
                "image", "../media/image1.png"))  # fmt: skip
        _write(new, "xl/sharedStrings.xml", strings.xml())
        _write(new, "xl/media/image1.png", PIXEL)
    return out.getvalue()


class _Strings:
    """Texts that cells share, as Excel keeps them, those of several words in two fonts."""

    def __init__(self) -> None:
        """Begin without any."""
        self._numbers: dict[str, int] = {}

    def taken_from(self, sheet: bytes) -> bytes:
        """Return a sheet whose cells refer to texts instead of holding them."""
        found = re.compile(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>')
        return found.sub(self._referring, sheet.decode()).encode()

    def xml(self) -> bytes:
        """Return the part with the texts."""
        items = "".join(f"<si>{self._runs(text)}</si>" for text in self._numbers)
        namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return f'<?xml version="1.0"?><sst xmlns="{namespace}">{items}</sst>'.encode()

    def _referring(self, match: re.Match[str]) -> str:
        """Return a cell's reference to its text."""
        number = self._numbers.setdefault(match[1], len(self._numbers))
        return f't="s"><v>{number}</v>'

    def _runs(self, text: str) -> str:
        """Return a text, cut into two runs behind its first word."""
        first, blank, rest = text.partition(" ")
        if not rest:
            return f'<t xml:space="preserve">{text}</t>'
        return (
            f'<r><rPr><b/></rPr><t xml:space="preserve">{first}{blank}</t></r>'
            f'<r><t xml:space="preserve">{rest}</t></r>'
        )


def _types(drawings: Iterable[int]) -> str:
    """Return the content types of drawings and pictures."""
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    return (
        STRINGS_TYPE
        + '<Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f"<Override PartName={quoteattr(f'/xl/drawings/drawing{sheet}.xml')} "
            f"ContentType={quoteattr(kind)}/>"
            for sheet in drawings
        )
    )


def _referring(sheet: bytes) -> bytes:
    """Return a sheet that refers to a drawing."""
    namespace = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    reference = b'<drawing xmlns:r="' + namespace + b'" r:id="rId1"/>'
    return sheet.replace(b"</worksheet>", reference + b"</worksheet>")


def _relation(kind: str, target: str) -> bytes:
    """Return a list of relationships with one entry."""
    base = "http://schemas.openxmlformats.org"
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{base}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{base}/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}"/></Relationships>'
    ).encode()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write a part with a date that does not change."""
    info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
