"""Workbooks in the official form, their flowcharts as shapes anchored to cells."""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tools.make_samples.office_form import Arrow, Cell, Grid, Symbol, frames_of

EMU = 12700
PRESETS = {
    "terminator": "flowChartTerminator", "process": "flowChartProcess",
    "decision": "flowChartDecision", "document": "flowChartDocument",
    "connector": "flowChartOffpageConnector",
}  # fmt: skip
SIZES = {
    "terminator": (44.0, 18.0), "process": (38.0, 20.0), "decision": (40.0, 28.0),
    "document": (38.0, 22.0), "connector": (12.0, 12.0),
}  # fmt: skip
GUTTER = 8.0
NAMESPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
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

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """How the flowchart is drawn.

    Attributes:
        glued: Which ends of connectors name their shapes: "both", "one" or "none".
        grouped: Whether the symbols stand in a group within a group, the second of half size.
        pictures: Whether boxes are pictures.
        presets: Preset shapes instead of those of the flowchart kind, by symbol.
        freeform: Whether diamonds are outlines of their own.
        lines: Whether arrows are drawn as separate straight lines, one for each piece.
        turned: Whether pentagons are arrows to the right, turned by a quarter.
    """

    glued: str = "both"
    grouped: bool = False
    pictures: bool = False
    presets: tuple[tuple[str, str], ...] = ()
    freeform: bool = False
    lines: bool = False
    turned: bool = False


def write_xlsx(
    grids: Sequence[Grid], drawing: Drawing = Drawing(), *, hidden: bool = False
) -> bytes:
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
        first + index: Drawer(grid, drawing).xml()
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


class Drawer:
    """Draws the flowchart of a grid.

    Args:
        grid: The grid.
        drawing: How it is drawn.
    """

    def __init__(self, grid: Grid, drawing: Drawing) -> None:
        """Work out where rows and columns stand."""
        self._grid, self._drawing = grid, drawing
        self._lefts = [0.0, *accumulate(grid.widths)]
        shown = (0.0 if r in grid.hidden else h for r, h in enumerate(grid.heights))
        self._tops = [0.0, *accumulate(shown)]
        self._boxes = {symbol.key: self._box(symbol) for symbol in grid.symbols}
        self._next = 2
        self._begun: set[tuple[int, Point]] = set()

    def xml(self) -> str:
        """Return the part with the drawing."""
        body = [*self._symbols(), *self._arrows()]
        return f'<?xml version="1.0"?><xdr:wsDr {NAMESPACES}>{"".join(body)}</xdr:wsDr>'

    def _box(self, symbol: Symbol) -> tuple[float, float, float, float]:
        """Return a symbol's left, top, right and bottom edge in points."""
        width, height = SIZES[symbol.kind]
        left, right = self._lefts[symbol.column], self._lefts[symbol.column + 1]
        top, bottom = self._tops[symbol.row], self._tops[symbol.row + 1]
        width = min(width, right - left - 6)
        x, y = (left + right) / 2 + symbol.offset[0], (top + bottom) / 2 + symbol.offset[1]
        if bottom == top:
            height = 0.0
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2

    def _symbols(self) -> Iterator[str]:
        """Yield the symbols, anchored each by itself or in a group."""
        shapes = [(symbol, self._boxes[symbol.key]) for symbol in self._grid.symbols]
        if not self._drawing.grouped:
            for symbol, box in shapes:
                yield self._anchored(box, self._shape(symbol, box))
            return
        whole = (
            min(box[0] for _, box in shapes), min(box[1] for _, box in shapes),
            max(box[2] for _, box in shapes), max(box[3] for _, box in shapes),
        )  # fmt: skip
        # The inner group's own measure is twice that of the sheet.
        inner = "".join(
            self._shape(symbol, tuple(2 * edge for edge in box)) for symbol, box in shapes
        )
        doubled = tuple(2 * edge for edge in whole)
        yield self._anchored(whole, self._group(whole, whole, self._group(whole, doubled, inner)))

    def _group(self, box: Sequence[float], inner: Sequence[float], body: str) -> str:
        """Return a group at a box whose members' places are those of another."""
        identity = self._number()
        return (
            f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="{identity}" name="Group {identity}"/>'
            f"<xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>{_place(box)}"
            f"{_place(inner, 'ch')}</a:xfrm></xdr:grpSpPr>{body}</xdr:grpSp>"
        )

    def _shape(self, symbol: Symbol, box: Sequence[float]) -> str:
        """Return a symbol."""
        name = f"{symbol.kind} {symbol.key}"
        if self._drawing.pictures and symbol.kind == "process":
            return (
                f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{symbol.key}" name="{name}"/>'
                f'<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>'
                f"<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm>"
                f'{_place(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
                "</xdr:spPr></xdr:pic>"
            )
        turn = ""
        preset = {**PRESETS, **dict(self._drawing.presets)}[symbol.kind]
        if symbol.kind == "connector" and self._drawing.turned:
            preset, turn = "homePlate", ' rot="5400000"'
        geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        if symbol.kind == "decision" and self._drawing.freeform:
            geometry = (
                '<a:custGeom><a:pathLst><a:path w="2" h="2">'
                '<a:moveTo><a:pt x="1" y="0"/></a:moveTo>'
                '<a:lnTo><a:pt x="2" y="1"/></a:lnTo><a:lnTo><a:pt x="1" y="2"/></a:lnTo>'
                '<a:lnTo><a:pt x="0" y="1"/></a:lnTo><a:close/></a:path></a:pathLst></a:custGeom>'
            )
        return (
            f'<xdr:sp macro=""><xdr:nvSpPr><xdr:cNvPr id="{symbol.key}" name="{name}"/>'
            f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm{turn}>{_place(box)}</a:xfrm>{geometry}"
            f'<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></xdr:spPr>'
            f"{_body(symbol.text)}</xdr:sp>"
        )

    def _arrows(self) -> Iterator[str]:
        """Yield the connectors and their labels."""
        for arrow in self._grid.arrows:
            way = self._apart(arrow, self._way(arrow))
            if self._drawing.lines:
                for index, piece in enumerate(pairwise(way)):
                    yield self._connector(arrow, piece, head=index == len(way) - 2, alone=False)
            else:
                yield self._connector(arrow, way, head=True, alone=True)
            if arrow.label:
                yield self._label(arrow.label, way)

    def _apart(self, arrow: Arrow, way: list[Point]) -> list[Point]:
        """Return a way that does not begin where another arrow of its symbol does."""
        begin = (arrow.source, way[0])
        if begin in self._begun and len(way) > 2:
            (x0, y0), (x1, _) = way[:2]
            way = [(x0, y0 + 6), (x1, y0 + 6), *way[2:]]
        self._begun.add(begin)
        return way

    def _way(self, arrow: Arrow) -> list[Point]:
        """Return the points that an arrow runs along."""
        a, b = self._boxes[arrow.source], self._boxes[arrow.target]
        ax, ay = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
        bx, by = (b[0] + b[2]) / 2, (b[1] + b[3]) / 2
        if abs(ay - by) < 1:
            return [(a[2], ay), (b[0], by)] if ax < bx else [(a[0], ay), (b[2], by)]
        down = by > ay
        if abs(ax - bx) < 1:
            if down and not self._between(arrow):
                return [(ax, a[3]), (bx, b[1])]
            gutter = min(a[0], b[0]) - GUTTER
            return [(a[0], ay), (gutter, ay), (gutter, by), (b[0], by)]
        side = a[2] if bx > ax else a[0]
        return [(side, ay), (bx, ay), (bx, b[1] if down else b[3])]

    def _between(self, arrow: Arrow) -> bool:
        """Return whether a symbol stands between those of an arrow in one column."""
        a, b = self._boxes[arrow.source], self._boxes[arrow.target]
        x = (a[0] + a[2]) / 2
        return any(
            key not in (arrow.source, arrow.target)
            and box[0] <= x <= box[2]
            and min(a[3], b[3]) < (box[1] + box[3]) / 2 < max(a[1], b[1])
            for key, box in self._boxes.items()
        )

    def _connector(self, arrow: Arrow, way: Sequence[Point], *, head: bool, alone: bool) -> str:
        """Return a connector along a way of two, three or four points."""
        (x0, y0), (x1, y1) = way[0], way[-1]
        form, adjusted, x1 = self._form(way)
        flip = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        glued = self._drawing.glued if alone else "none"
        ends = f'<a:stCxn id="{arrow.source}" idx="2"/>' if glued in ("both", "one") else ""
        ends += f'<a:endCxn id="{arrow.target}" idx="0"/>' if glued == "both" else ""
        identity = self._number()
        tail = '<a:tailEnd type="triangle"/>' if head else ""
        return self._anchored(box, (
            f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{identity}" name="C {identity}"/>'
            f"<xdr:cNvCxnSpPr>{ends}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr><a:xfrm{flip}>"
            f'{_place(box)}</a:xfrm><a:prstGeom prst="{form}"><a:avLst>{adjusted}</a:avLst>'
            f'</a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
            f"{tail}</a:ln></xdr:spPr></xdr:cxnSp>"
        ))  # fmt: skip

    def _form(self, way: Sequence[Point]) -> tuple[str, str, float]:
        """Return the preset of a connector, its adjustments, and where its frame ends."""
        x0, x1 = way[0][0], way[-1][0]
        if len(way) == 3:
            return "bentConnector2", "", x1
        if len(way) < 3:
            return "straightConnector1", "", x1
        # Its frame is as narrow as its ends are apart: the bend is far outside.
        if x0 == x1:
            x1 -= 1.0
        part = round((way[1][0] - x0) / (x1 - x0) * 100_000)
        return "bentConnector3", f'<a:gd name="adj1" fmla="val {part}"/>', x1

    def _label(self, text: str, way: Sequence[Point]) -> str:
        """Return a text box with an arrow's words."""
        box = self._label_box(text, way)
        identity = self._number()
        return self._anchored(box, (
            f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{identity}" '
            f'name="TextBox {identity}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm>'
            f'{_place(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
            f"<a:ln><a:noFill/></a:ln></xdr:spPr>{_body(text)}</xdr:sp>"
        ))  # fmt: skip

    def _label_box(self, text: str, way: Sequence[Point]) -> tuple[float, float, float, float]:
        """Return where an arrow's words stand: beside its beginning."""
        (x0, y0), (x1, _) = way[:2]
        width, height = 8.0 + 5.0 * len(text), 12.0
        below = any(point == (x0, y0 - 6) for _, point in self._begun)
        if below:
            y0 += height + 2
        if x0 == x1:
            return (x0 + 2, y0 + 1, x0 + 2 + width, y0 + 1 + height)
        if x1 > x0:
            return (x0 + 1, y0 - height - 1, x0 + 1 + width, y0 - 1)
        return (x0 - 1 - width, y0 - height - 1, x0 - 1, y0 - 1)

    def _anchored(self, box: Sequence[float], body: str) -> str:
        """Return an element anchored to the cells that its box begins and ends in."""
        return (
            f"<xdr:twoCellAnchor><xdr:from>{self._marker(box[0], box[1])}</xdr:from>"
            f"<xdr:to>{self._marker(box[2], box[3])}</xdr:to>{body}<xdr:clientData/>"
            "</xdr:twoCellAnchor>"
        )

    def _marker(self, x: float, y: float) -> str:
        """Return the cell that a point lies in, and its offset there."""
        column = min(max(bisect_right(self._lefts, x) - 1, 0), len(self._lefts) - 2)
        row = min(max(bisect_right(self._tops, y) - 1, 0), len(self._tops) - 2)
        if self._tops[row] == y and y in self._tops[:row]:
            row = self._tops.index(y)
        return (
            f"<xdr:col>{column}</xdr:col><xdr:colOff>{round((x - self._lefts[column]) * EMU)}"
            f"</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>"
            f"{round((y - self._tops[row]) * EMU)}</xdr:rowOff>"
        )

    def _number(self) -> int:
        """Return a number for an element that nothing names."""
        self._next += 1
        return 700_000 + self._next


def _place(box: Sequence[float], prefix: str = "") -> str:
    """Return a box as offset and extent in EMU."""
    left, top, right, bottom = (round(edge * EMU) for edge in box)
    off, ext = (f"{prefix}Off", f"{prefix}Ext") if prefix else ("off", "ext")
    return f'<a:{off} x="{left}" y="{top}"/><a:{ext} cx="{right - left}" cy="{bottom - top}"/>'


def _body(text: str) -> str:
    """Return the text of a shape."""
    runs = f'<a:r><a:rPr lang="id-ID" sz="800"/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    return f"<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p>{runs}</a:p></xdr:txBody>"


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
