"""How cells of a workbook look, as far as it matters for what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extract.readers.office.package import child, is_on, local_name, number, whole
from extract.readers.office.xlsx.formats import builtin_format

_WHITE = ("FFFFFFFF", "00FFFFFF")
# Number of the theme's colour and of the palette's that are white by default.
_WHITE_THEME, _WHITE_INDEX = "0", ("9", "65")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The look of a cell.

    Attributes:
        number_format: How its number is shown.
        font_size: In points.
        bold: Whether its font is bold.
        left: Whether a border is drawn at its left side; `right`, `top`, `bottom` alike.
        horizontal: How its text stands: "left", "center", "right", "" for what fits its kind, ...
        wraps: Whether its text is broken into lines.
        rotation: How its text is turned: degrees up to 90 count upwards, 91 to 180 downwards
            from 90; 255 sets its letters below each other.
        indent: Steps by which its text is moved in.
        shrinks: Whether its text is made small enough to fit.
    """

    number_format: str = "General"
    font_size: float = 11.0
    bold: bool = False
    left: bool = False
    right: bool = False
    top: bool = False
    bottom: bool = False
    horizontal: str = ""
    wraps: bool = False
    rotation: int = 0
    indent: int = 0
    shrinks: bool = False

    @property
    def has_border(self) -> bool:
        """Return whether a border is drawn at any of its sides."""
        return self.left or self.right or self.top or self.bottom


PLAIN = CellStyle()


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of a workbook's cells, by their number."""

    cells: tuple[CellStyle, ...] = field(default=())

    def style(self, index: int) -> CellStyle:
        """Return a look by its number; the plain one where there is none."""
        return self.cells[index] if 0 <= index < len(self.cells) else PLAIN


def read_styles(root: etree._Element) -> Styles:
    """Return the looks that `styles.xml` lists.

    Args:
        root: Its root element.
    """
    formats = {
        whole(e.get("numFmtId"), -1): e.get("formatCode", "General")
        for e in _children(root, "numFmts")
    }
    fonts = [_font(e) for e in _children(root, "fonts")] or [(11.0, False)]
    borders = [_sides(e) for e in _children(root, "borders")]
    return Styles(tuple(_style(xf, formats, fonts, borders) for xf in _children(root, "cellXfs")))


def _children(root: etree._Element, name: str) -> list[etree._Element]:
    """Return the entries of one of the lists of `styles.xml`."""
    found = child(root, name)
    return [] if found is None else [e for e in found if local_name(e)]


def _font(element: etree._Element) -> tuple[float, bool]:
    """Return a font's size in points, and whether it is bold."""
    size, bold = child(element, "sz"), child(element, "b")
    points = number(None if size is None else size.get("val"), 11.0)
    return min(max(points, 1.0), 400.0), bold is not None and is_on(bold.get("val"), default=True)


def _sides(element: etree._Element) -> dict[str, bool]:
    """Return at which sides a border is drawn."""
    names = {"start": "left", "end": "right"}
    return {
        names.get(local_name(side), local_name(side)): side.get("style", "none") != "none"
        and not _is_white(child(side, "color"))
        for side in element
    }


def _is_white(color: etree._Element | None) -> bool:
    """Return whether a border has the colour of the paper."""
    if color is None:
        return False
    if color.get("rgb", "").upper() in _WHITE or color.get("indexed") in _WHITE_INDEX:
        return True
    return color.get("theme") == _WHITE_THEME and number(color.get("tint")) >= 0


def _style(
    xf: etree._Element,
    formats: dict[int, str],
    fonts: list[tuple[float, bool]],
    borders: list[dict[str, bool]],
) -> CellStyle:
    """Return the look that an entry of `cellXfs` puts together."""
    number_id = whole(xf.get("numFmtId"))
    font, border = whole(xf.get("fontId")), whole(xf.get("borderId"))
    size, bold = fonts[font] if 0 <= font < len(fonts) else fonts[0]
    sides = borders[border] if 0 <= border < len(borders) else {}
    alignment = child(xf, "alignment")
    given: dict[str, str] = {}
    if alignment is not None:
        given = {_text(name): _text(value) for name, value in alignment.attrib.items()}
    return CellStyle(
        number_format=formats.get(number_id) or builtin_format(number_id),
        font_size=size,
        bold=bold,
        left=sides.get("left", False),
        right=sides.get("right", False),
        top=sides.get("top", False),
        bottom=sides.get("bottom", False),
        horizontal=given.get("horizontal", ""),
        wraps=is_on(given.get("wrapText")) or given.get("vertical") == "justify",
        rotation=whole(given.get("textRotation")),
        indent=min(max(whole(given.get("indent")), 0), 100),
        shrinks=is_on(given.get("shrinkToFit")),
    )


def _text(value: str | bytes) -> str:
    """Return an attribute's name or value as text."""
    return value.decode() if isinstance(value, bytes) else value
