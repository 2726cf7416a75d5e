"""Flowcharts of Word documents: shapes anchored in a paragraph of the step table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.sax.saxutils import escape

from tools.make_samples.office_flow import EMU, PRESETS, Box, FlowPlan, Point
from tools.make_samples.office_grid import Arrow, Grid, Symbol

# Padding at the left of a cell's text in points, as Word sets it.
PADDING = 5.4
# Shape types of VML, by symbol.
VML_TYPES = {"terminator": 116, "process": 109, "decision": 110, "document": 114, "connector": 177}


@dataclass(frozen=True)
class Writing:
    """How a document is written.

    Attributes:
        drawing: "shapes" anchored one by one, a "canvas", a "group", "lines" (shapes, and arrows
            of straight lines), or "vml".
        glued: Whether connectors of a canvas or group name their shapes.
        lists: "text" where the author typed numbers, "numbering" where Word counts.
        tracked: Whether cells hold text that was taken out, and text that was put in.
        nested: Whether each table stands in the only cell of another.
    """

    drawing: str = "shapes"
    glued: bool = True
    lists: str = "text"
    tracked: bool = False
    nested: bool = False


class ParagraphDrawing(FlowPlan):
    """Writes the flowchart of a grid as runs of the paragraph of its first step's number."""

    def __init__(self, grid: Grid, writing: Writing) -> None:
        """Take over where rows and columns stand."""
        super().__init__(grid)
        self._writing = writing
        # The paragraph stands at the left of its cell's text, at the top of its row.
        self._origin = (PADDING, self._tops[grid.heading_rows.stop])

    def runs(self) -> Iterator[str]:
        """Yield the runs with the drawing."""
        shapes: list[tuple[Box, str]] = []
        kind = self._writing.drawing
        for symbol in self._grid.symbols:
            if symbol.row not in self._grid.hidden:
                shapes.append((self._boxes[symbol.key], self._symbol(symbol)))
        for arrow in self._grid.arrows:
            shapes += self._arrow(arrow)
        if kind == "vml":
            yield f"<w:r><w:pict>{''.join(body for _, body in shapes)}</w:pict></w:r>"
        elif kind in ("shapes", "lines"):
            for box, body in shapes:
                yield self._anchored(box, "wordprocessingShape", body)
        else:
            whole = self._whole([box for box, _ in shapes])
            inner = "".join(body for _, body in shapes)
            if kind == "canvas":
                yield self._anchored(whole, "wordprocessingCanvas", f"<wpc:wpc>{inner}</wpc:wpc>")
            else:
                place = _place((0.0, 0.0, whole[2] - whole[0], whole[3] - whole[1]))
                child = _place(whole).replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
                yield self._anchored(whole, "wordprocessingGroup", (
                    f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{place}{child}</a:xfrm>"
                    f"</wpg:grpSpPr>{inner}</wpg:wgp>"
                ))  # fmt: skip

    def _whole(self, boxes: Sequence[Sequence[float]]) -> Box:
        """Return the box around all shapes; a canvas's places are counted from its corner."""
        return (
            min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes),
        )  # fmt: skip

    def _inner(self, box: Sequence[float]) -> Box:
        """Return a box as its own frame has it: at the origin where it is anchored by itself."""
        kind = self._writing.drawing
        if kind in ("shapes", "lines"):
            return (0.0, 0.0, box[2] - box[0], box[3] - box[1])
        if kind == "canvas":
            whole = self._whole(self._all_boxes())
            return (
                box[0] - whole[0], box[1] - whole[1], box[2] - whole[0], box[3] - whole[1],
            )  # fmt: skip
        return (box[0], box[1], box[2], box[3])

    def _all_boxes(self) -> list[Box]:
        """Return the boxes of all shapes, worked out without drawing them."""
        plain = ParagraphDrawing(self._grid, replace(self._writing, drawing="group"))
        boxes = [plain._boxes[s.key] for s in self._grid.symbols if s.row not in self._grid.hidden]
        for arrow in self._grid.arrows:
            boxes += [box for box, _ in plain._arrow(arrow)]
        return boxes

    def _symbol(self, symbol: Symbol) -> str:
        """Return a symbol."""
        box = self._boxes[symbol.key]
        if self._writing.drawing == "vml":
            text = (
                f"<v:textbox><w:txbxContent>{_paragraph(symbol.text)}</w:txbxContent></v:textbox>"
            )
            return (
                f'<v:shape id="_x0000_s{symbol.key}" type="#_x0000_t{VML_TYPES[symbol.kind]}" '
                f'style="{self._style(box)}">{text if symbol.text else ""}</v:shape>'
            )
        return self._wsp(str(symbol.key), box, PRESETS[symbol.kind], symbol.text)

    def _arrow(self, arrow: Arrow) -> Iterator[tuple[Box, str]]:
        """Yield the connector of an arrow, and its label."""
        way = self._apart(arrow, self._way(arrow))
        is_cut = self._writing.drawing in ("vml", "lines")
        pieces = [list(piece) for piece in pairwise(way)] if is_cut else [way]
        for index, piece in enumerate(pieces):
            yield self._connector_of(arrow, piece, head=index == len(pieces) - 1)
        if arrow.label:
            box = self._label_box(arrow.label, way)
            if self._writing.drawing == "vml":
                yield (
                    box,
                    (
                        f'<v:shape id="_x0000_s{self._number()}" type="#_x0000_t202" stroked="f" '
                        f'filled="f" style="{self._style(box)}"><v:textbox><w:txbxContent>'
                        f"{_paragraph(arrow.label)}</w:txbxContent></v:textbox></v:shape>"
                    ),
                )
            else:
                yield box, self._wsp(str(self._number()), box, "rect", arrow.label, box_only=True)

    def _connector_of(self, arrow: Arrow, way: Sequence[Point], *, head: bool) -> tuple[Box, str]:
        """Return a connector along a way, with the box of its ends."""
        (x0, y0), (x1, y1) = way[0], way[-1]
        if self._writing.drawing == "vml":
            dx, dy = self._origin
            end = '<v:stroke endarrow="block"/>' if head else ""
            box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            return box, (
                f'<v:line id="_x0000_s{self._number()}" style="position:absolute" '
                f'from="{x0 - dx}pt,{y0 - dy}pt" to="{x1 - dx}pt,{y1 - dy}pt">{end}</v:line>'
            )
        form, adjusted, x1 = self._form(way)
        tail = '<a:tailEnd type="triangle"/>' if head else ""
        if self._writing.drawing == "lines":
            form = "line"
            # LibreOffice turns upright lines without any width.
            x1 += 0.5 if x0 == x1 else 0.0
        flip = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        ends = ""
        if self._writing.glued and self._writing.drawing in ("canvas", "group"):
            ends = f'<a:stCxn id="{arrow.source}" idx="2"/><a:endCxn id="{arrow.target}" idx="0"/>'
        return box, (
            f'<wps:wsp><wps:cNvPr id="{self._number()}" name="C"/><wps:cNvCnPr>{ends}</wps:cNvCnPr>'
            f"<wps:spPr><a:xfrm{flip}>{_place(self._inner(box))}</a:xfrm>"
            f'<a:prstGeom prst="{form}"><a:avLst>{adjusted}</a:avLst></a:prstGeom><a:ln w="9525">'
            f'<a:solidFill><a:srgbClr val="000000"/></a:solidFill>{tail}'
            "</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
        )

    def _wsp(
        self, key: str, box: Sequence[float], preset: str, text: str, *, box_only: bool = False
    ) -> str:
        """Return a shape."""
        line = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
        if box_only:
            line = "<a:noFill/><a:ln><a:noFill/></a:ln>"
        marked = ' txBox="1"' if box_only else ""
        body = f"<wps:txbx><w:txbxContent>{_paragraph(text)}</w:txbxContent></wps:txbx>"
        return (
            f'<wps:wsp><wps:cNvPr id="{key}" name="S"/><wps:cNvSpPr{marked}/>'
            f"<wps:spPr><a:xfrm>{_place(self._inner(box))}</a:xfrm>"
            f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>{line}</wps:spPr>'
            f"{body if text else ''}<wps:bodyPr/></wps:wsp>"
        )

    def _anchored(self, box: Sequence[float], kind: str, body: str = "") -> str:
        """Return a run with an anchored drawing."""
        dx, dy = self._origin
        uri = f"http://schemas.microsoft.com/office/word/2010/{kind}"
        extent = f'cx="{round((box[2] - box[0]) * EMU)}" cy="{round((box[3] - box[1]) * EMU)}"'
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor '
            'layoutInCell="1" behindDoc="0" simplePos="0"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{round((box[0] - dx) * EMU)}'
            '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>'
            f"{round((box[1] - dy) * EMU)}</wp:posOffset></wp:positionV><wp:extent {extent}/>"
            f'<wp:wrapNone/><wp:docPr id="{self._number()}" name="D"/><a:graphic>'
            f'<a:graphicData uri="{uri}">{body}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
            "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
        )

    def _style(self, box: Sequence[float]) -> str:
        """Return the style of a VML shape in a box."""
        dx, dy = self._origin
        return (
            f"position:absolute;margin-left:{box[0] - dx}pt;margin-top:{box[1] - dy}pt;"
            f"width:{box[2] - box[0]}pt;height:{box[3] - box[1]}pt;z-index:1"
        )


def _place(box: Sequence[float]) -> str:
    """Return a box as offset and extent in EMU."""
    left, top, right, bottom = (round(edge * EMU) for edge in box)
    return f'<a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/>'


def _paragraph(text: str) -> str:
    """Return a paragraph of small text."""
    return f'<w:p><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'
