"""An SVG page with the few elements that a flow is drawn with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from extract.writers.drawing.text_metrics import TEXT
from models.step import Symbol

NAMESPACE = "http://www.w3.org/2000/svg"

# lxml's stubs know no default namespace.
_NAMESPACES: dict[Any, str] = {None: NAMESPACE}

INK = "#1b1b1f"
RULE = "#c9c9d1"
SHADE = "#eeeef2"
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class StrokeSizes:
    """Sizes of what is drawn. Chosen by eye."""

    head_length_px: int = 8
    head_half_width_px: int = 4
    line_px: float = 1.3
    # Height of half a wave at a document's foot.
    wave_px: int = 8
    # Radius of the corners of a shaded band.
    band_radius_px: int = 8
    # Lines of text stand this share of the font size below their middle.
    baseline_share: float = 0.35


SIZE = StrokeSizes()

Point = tuple[float, float]


class SvgPage:
    """A page that is drawn on from back to front.

    Args:
        width: Its width in pixels.
        height: Its height in pixels.
        title: What it shows, for those who cannot see it.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        """Begin with white paper."""
        size = {"width": str(math.ceil(width)), "height": str(math.ceil(height))}
        self._root = etree.Element(
            f"{{{NAMESPACE}}}svg",
            {
                **size,
                "viewBox": f"0 0 {size['width']} {size['height']}",
                "role": "img",
                "font-family": "Arial, Helvetica, sans-serif",
                "font-size": str(TEXT.font_px),
            },
            nsmap=_NAMESPACES,
        )
        self._add("title").text = title
        self._add("rect", **size, fill=PAPER)

    def text(self) -> str:
        """Return the page as an SVG element."""
        drawn: str = etree.tostring(self._root, encoding="unicode")
        return drawn

    def shade(
        self, x: float, y: float, width: float, height: float, *, rounded: bool = False
    ) -> None:
        """Shade a rectangle."""
        self._rectangle(
            x, y, width, height, radius=SIZE.band_radius_px if rounded else 0, fill=SHADE
        )

    def rule(self, start: Point, end: Point) -> None:
        """Draw a ruling line."""
        ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        self._add("line", **{name: _number(value) for name, value in ends.items()}, stroke=RULE)

    def lines(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        *,
        anchor: str = "middle",
        bold: bool = False,
    ) -> None:
        """Write lines of text about a height, which is their middle."""
        if not any(lines):
            return
        weight = {"font-weight": "bold"} if bold else {}
        text = self._add("text", **{"text-anchor": anchor, "fill": INK, **weight})
        first = y - (len(lines) - 1) * TEXT.line_px / 2 + TEXT.font_px * SIZE.baseline_share
        for place, line in enumerate(lines):
            at = {"x": _number(x), "y": _number(first + place * TEXT.line_px)}
            etree.SubElement(text, f"{{{NAMESPACE}}}tspan", at).text = line

    def arrow(self, points: Sequence[Point]) -> None:
        """Draw an arrow along points; its last piece is horizontal or vertical."""
        (x0, y0), (x1, y1) = points[-2:]
        length = max(abs(x1 - x0), abs(y1 - y0)) or 1
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        base = (x1 - ux * SIZE.head_length_px, y1 - uy * SIZE.head_length_px)
        corners = [
            (x1, y1),
            (base[0] - uy * SIZE.head_half_width_px, base[1] + ux * SIZE.head_half_width_px),
            (base[0] + uy * SIZE.head_half_width_px, base[1] - ux * SIZE.head_half_width_px),
        ]
        line = _points([*points[:-1], base])
        self._add(
            "polyline", points=line, fill="none", stroke=INK, **{"stroke-width": str(SIZE.line_px)}
        )
        self._add("polygon", points=_points(corners), fill=INK)

    def symbol(
        self, symbol: Symbol | None, x: float, y: float, width: float, height: float
    ) -> None:
        """Draw a symbol around its middle; an unknown one as a dashed box."""
        left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
        ink = {"fill": PAPER, "stroke": INK, "stroke-width": str(SIZE.line_px)}
        if symbol is Symbol.DECISION:
            corners = [(x, top), (right, y), (x, bottom), (left, y)]
            self._add("polygon", points=_points(corners), **ink)
        elif symbol is Symbol.DOCUMENT:
            quarter = width / 4
            wave = [(right - quarter, bottom - SIZE.wave_px), (x, bottom)]
            wave += [(left + quarter, bottom + SIZE.wave_px), (left, bottom)]
            foot = " ".join(f"Q{_points(wave[at : at + 2])}" for at in (0, 2))
            outline = f"M{_points([(left, bottom), (left, top), (right, top), (right, bottom)])}"
            self._add("path", d=f"{outline} {foot} Z", **ink)
        else:
            dashes = {"stroke-dasharray": "4 3"} if symbol is None else {}
            radius = height / 2 if symbol is Symbol.TERMINATOR else 0
            self._rectangle(left, top, width, height, radius=radius, **ink, **dashes)

    def _rectangle(
        self, x: float, y: float, width: float, height: float, *, radius: float, **paint: str
    ) -> None:
        """Draw a rectangle."""
        sizes = {"x": x, "y": y, "width": width, "height": height, "rx": radius}
        self._add("rect", **{name: _number(value) for name, value in sizes.items()}, **paint)

    def _add(self, name: str, **attributes: str) -> etree._Element:
        """Append an element and return it."""
        return etree.SubElement(self._root, f"{{{NAMESPACE}}}{name}", attributes)


def _points(points: Sequence[Point]) -> str:
    """Return points as SVG lists them."""
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Return a number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
