"""Drawings in VML (ECMA-376 part 4, 19), as Word wrote them up to 2007 and in `.doc` converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from extract.readers.office.drawing.places import Affine, Frame
from extract.readers.office.drawing.routes import HALF, route
from extract.readers.office.drawing.tree import DiagramBuilder
from extract.readers.office.package import child, local_name, number
from models.diagram import FRAMED_TEXT, OUTLINE, PICTURE, TEXT_BOX, DiagramLine, DiagramShape
from models.flowchart import Point
from models.geometry import BBox

_O = "{urn:schemas-microsoft-com:office:office}"
# Numbers of shape types (MS-ODRAW 2.4.24, MSOSPT) -> the names that DrawingML has for them.
_TYPES = {
    1: "rect", 2: "roundRect", 3: "ellipse", 4: "diamond", 5: "triangle", 7: "parallelogram",
    8: "trapezoid", 9: "hexagon", 10: "octagon", 13: "rightArrow", 15: "homePlate", 20: "line",
    22: "can", 32: "straightConnector1", 33: "bentConnector2", 34: "bentConnector3",
    35: "bentConnector4", 36: "bentConnector5", 37: "curvedConnector2", 38: "curvedConnector3",
    39: "curvedConnector4", 40: "curvedConnector5", 56: "pentagon", 65: "foldedCorner",
    66: "leftArrow", 67: "downArrow", 68: "upArrow", 75: PICTURE,
    109: "flowChartProcess", 110: "flowChartDecision", 111: "flowChartInputOutput",
    112: "flowChartPredefinedProcess", 113: "flowChartInternalStorage", 114: "flowChartDocument",
    115: "flowChartMultidocument", 116: "flowChartTerminator", 117: "flowChartPreparation",
    118: "flowChartManualInput", 119: "flowChartManualOperation", 120: "flowChartConnector",
    121: "flowChartPunchedCard", 122: "flowChartPunchedTape", 128: "flowChartExtract",
    129: "flowChartMerge", 132: "flowChartMagneticDisk", 134: "flowChartDisplay",
    135: "flowChartDelay", 176: "flowChartAlternateProcess",
    177: "flowChartOffpageConnector", 202: TEXT_BOX,
}  # fmt: skip
_ELEMENTS = {
    "rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line",
    "polyline": OUTLINE, "image": PICTURE,
}  # fmt: skip
_ARROWS = {"rightArrow": (False, True), "leftArrow": (True, False),
           "downArrow": (False, True), "upArrow": (True, False)}  # fmt: skip
_LENGTH = re.compile(r"\s*(-?\d*\.?\d+)\s*(pt|in|cm|mm|px|pc|emu)?\s*")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75, "pc": 12.0,
           "emu": 1 / 12700}  # fmt: skip
_TYPE_NUMBER = re.compile(r"_t(\d{1,3})$")
# Groups within groups, at most.
_DEEPEST = 20
# VML's adjustments count 21,600ths.
_PARTS = 21_600.0


class Spot(Protocol):
    """Where the paragraph stands that a drawing is anchored in."""

    @property
    def x(self) -> float:
        """Left edge of its column or cell text, in points."""

    @property
    def y(self) -> float:
        """Its upper edge, in points."""

    def left(self, relative: str, *, in_cell: bool) -> float:
        """Return from where a horizontal offset is counted, in points."""

    def top(self, relative: str, *, in_cell: bool) -> float:
        """Return from where a vertical offset is counted, in points."""


def add_vml(element: etree._Element, spot: Spot, builder: DiagramBuilder) -> float:
    """Add what a `pict` element draws; return how high it makes its paragraph, in points."""
    types = {
        part.get("id", ""): number(part.get(_O + "spt"), -1)
        for part in element.iter("{urn:schemas-microsoft-com:vml}shapetype")
    }
    adder = _Adder(builder, types, dict(_rules(element)))
    height = 0.0
    for part in element:
        if not local_name(part):
            continue
        style = _style(part)
        at: Point = (spot.x, spot.y)
        if style.get("position") == "absolute":
            relative = style.get("mso-position-horizontal-relative", "column")
            x = spot.left(_RELATIVE.get(relative, relative), in_cell=_in_cell(part))
            relative = style.get("mso-position-vertical-relative", "paragraph")
            at = (x, spot.top(_RELATIVE.get(relative, relative), in_cell=_in_cell(part)))
        else:
            height = max(height, _length(style.get("height")))
        adder.add(part, Affine(e=at[0], f=at[1]), 0)
    return height


_RELATIVE = {"text": "column", "char": "character", "line": "paragraph"}


def _in_cell(element: etree._Element) -> bool:
    """Return whether a shape's place is counted within the cell it is anchored in."""
    return element.get(_O + "allowincell", "t") not in ("f", "false")


def _rules(element: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield names of connectors with those of the shapes that they join."""
    for rule in element.iter("{*}r"):
        if rule.get("type") != "connector":
            continue
        ends = ["", ""]
        for proxy in rule:
            if local_name(proxy) == "proxy":
                ends[0 if proxy.get("start") is not None else 1] = proxy.get("idref", "").lstrip(
                    "#"
                )
        yield rule.get("idref", "").lstrip("#"), (ends[0], ends[1])


@dataclass(frozen=True, slots=True)
class _Adder:
    """Adds shapes to a diagram.

    Attributes:
        builder: The diagram.
        types: Names of shape types -> their numbers.
        rules: Names of connectors -> names of the shapes that they join.
    """

    builder: DiagramBuilder
    types: dict[str, float]
    rules: dict[str, tuple[str, str]]

    def add(self, element: etree._Element, outer: Affine, depth: int) -> None:
        """Add a shape or a group whose places are led to the page by a map."""
        name = local_name(element)
        style = _style(element)
        if depth > _DEEPEST or style.get("visibility") == "hidden":
            return
        if name == "group":
            frame = _frame(element, style, grouped=depth > 0)
            for part in element:
                self.add(part, outer.after(frame.children()), depth + 1)
            return
        figure = self._figure(element, name)
        if figure is None:
            return
        if name == "line":
            points = (_pair(element.get("from")), _pair(element.get("to")))
            self._add_line(element, outer.points(points))
            return
        if name == "polyline":
            self._add_polyline(element, outer)
            return
        frame = _frame(element, style, grouped=depth > 0)
        place = outer.after(frame.own())
        if figure == "line" or figure.startswith(("straight", "bent", "curved")):
            way = route(figure, frame.width, frame.height, _adjusted(element))
            self._add_line(element, place.points(way))
        elif figure in _ARROWS:
            upright = figure in ("downArrow", "upArrow")
            w, h = frame.width, frame.height
            way = [(w / 2, 0.0), (w / 2, h)] if upright else [(0.0, h / 2), (w, h / 2)]
            start, end = _ARROWS[figure]
            self.builder.add_line(DiagramLine(place.points(way), start_head=start, end_head=end))
        else:
            self._add_figure(element, figure, place, frame)

    def _figure(self, element: etree._Element, name: str) -> str | None:
        """Return the name of a shape's figure; None where it is no shape."""
        if name in _ELEMENTS:
            return _ELEMENTS[name]
        if name != "shape":
            return None
        kind = element.get("type", "").lstrip("#")
        spt = self.types.get(kind, -1.0)
        if spt < 0 and (match := _TYPE_NUMBER.search(kind)):
            spt = float(match[1])
        if child(element, "imagedata") is not None:
            return PICTURE
        if spt < 0 and element.get(_O + "connectortype") is not None:
            return "straightConnector1"
        return _TYPES.get(int(spt), "rect")

    def _add_line(self, element: etree._Element, points: tuple[Point, ...]) -> None:
        """Add a line with its arrowheads and what it joins."""
        if element.get("stroked", "t") in ("f", "false"):
            return
        stroke = child(element, "stroke")
        first = "none" if stroke is None else stroke.get("startarrow", "none")
        last = "none" if stroke is None else stroke.get("endarrow", "none")
        line = DiagramLine(points, start_head=first != "none", end_head=last != "none")
        names = (element.get("id", ""), element.get(_O + "spid", ""))
        ends = next((self.rules[name] for name in names if name in self.rules), ("", ""))
        self.builder.add_line(line, *ends)

    def _add_polyline(self, element: etree._Element, outer: Affine) -> None:
        """Add a line of several pieces, or the figure that it closes."""
        lengths = [_length(part) for part in re.split(r"[\s,]+", element.get("points", "")) if part]
        points = outer.points(zip(lengths[::2], lengths[1::2], strict=False))
        if len(points) < 2:
            return
        if points[0] != points[-1] or len(points) < 4:
            self._add_line(element, points)
            return
        xs, ys = zip(*points, strict=True)
        box = BBox(min(xs), min(ys), max(xs), max(ys))
        self.builder.add_shape(DiagramShape(OUTLINE, box, "", points), element.get("id", ""))

    def _add_figure(
        self, element: etree._Element, figure: str, place: Affine, frame: Frame
    ) -> None:
        """Add a closed figure, or the text box that it is."""
        box = place.box(frame.width, frame.height)
        if min(box.width, box.height) <= 0:
            return
        text = _text(element)
        drawn = element.get("stroked", "t") not in ("f", "false")
        filled = element.get("filled", "t") not in ("f", "false")
        if not text and not drawn and not filled and figure != PICTURE:
            return
        if figure == TEXT_BOX and drawn:
            figure = FRAMED_TEXT if text else "rect"
        elif figure == "rect" and text and not drawn:
            figure = TEXT_BOX
        shape = DiagramShape(figure, box, text)
        self.builder.add_shape(shape, element.get(_O + "spid") or element.get("id") or "")


def _style(element: etree._Element) -> dict[str, str]:
    """Return the properties that a shape's style lists."""
    pairs = (part.partition(":") for part in element.get("style", "")[:4000].split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def _frame(element: etree._Element, style: dict[str, str], *, grouped: bool) -> Frame:
    """Return a shape's frame: in points, or in the units of the group that it stands in."""

    def read(*names: str) -> float:
        return sum(_length(style.get(name), plain=grouped) for name in names)

    origin, size = _pair(element.get("coordorigin")), _pair(element.get("coordsize"), 1000.0)
    flip = style.get("flip", "")
    degrees = _length(style.get("rotation"), plain=True)
    if style.get("rotation", "").endswith("fd"):
        degrees /= 65536
    return Frame(
        read("left", "margin-left"), read("top", "margin-top"), read("width"), read("height"),
        degrees, "x" in flip, "y" in flip,
        (*origin, *size) if local_name(element) == "group" else None,
    )  # fmt: skip


def _length(text: str | None, *, plain: bool = False) -> float:
    """Return a length in points, or a plain number; pixels where no unit is named."""
    match = _LENGTH.match(text or "")
    if match is None:
        return 0.0
    return number(match[1]) * (1.0 if plain and not match[2] else _POINTS[match[2] or "px"])


def _pair(text: str | None, default: float = 0.0) -> Point:
    """Return a pair of numbers or lengths."""
    parts = (text or "").split(",")
    if len(parts) != 2:
        return default, default
    return (_length(parts[0], plain=True), _length(parts[1], plain=True))


def _adjusted(element: etree._Element) -> dict[str, float]:
    """Return a shape's adjustments in the 100,000ths of DrawingML."""
    found: dict[str, float] = {}
    for index, part in enumerate(element.get("adj", "").split(",")[:4], 1):
        if part.strip():
            found[f"adj{index}"] = number(part, HALF * _PARTS / 100_000) / _PARTS * 100_000
    return found


def _text(element: etree._Element) -> str:
    """Return the text of a shape's text box, paragraphs parted by line feeds."""
    paragraphs = [
        "".join(part.text or "" for part in paragraph.iter("{*}t"))
        for box in element
        if local_name(box) == "textbox"
        for paragraph in box.iter("{*}p")
    ]
    return "\n".join(paragraphs).strip()
