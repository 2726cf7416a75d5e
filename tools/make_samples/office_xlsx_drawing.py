"""Flowcharts of workbooks: shapes and connectors anchored to cells (DrawingML)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from tools.make_samples.office_flow import EMU, PRESETS, FlowPlan, Point
from tools.make_samples.office_grid import Arrow, Grid, Symbol

NAMESPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


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


class SheetDrawing(FlowPlan):
    """Draws the flowchart of a grid.

    Args:
        grid: The grid.
        drawing: How it is drawn.
    """

    def __init__(self, grid: Grid, drawing: Drawing) -> None:
        """Work out where everything stands."""
        super().__init__(grid)
        self._drawing = drawing

    def xml(self) -> str:
        """Return the part with the drawing."""
        body = [*self._symbols(), *self._arrows()]
        return f'<?xml version="1.0"?><xdr:wsDr {NAMESPACES}>{"".join(body)}</xdr:wsDr>'

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


def _place(box: Sequence[float], prefix: str = "") -> str:
    """Return a box as offset and extent in EMU."""
    left, top, right, bottom = (round(edge * EMU) for edge in box)
    off, ext = (f"{prefix}Off", f"{prefix}Ext") if prefix else ("off", "ext")
    return f'<a:{off} x="{left}" y="{top}"/><a:{ext} cx="{right - left}" cy="{bottom - top}"/>'


def _body(text: str) -> str:
    """Return the text of a shape."""
    runs = f'<a:r><a:rPr lang="id-ID" sz="800"/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    return f"<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p>{runs}</a:p></xdr:txBody>"
