"""The drawing of a sheet: shapes at the cells that they are anchored to."""

from __future__ import annotations

from lxml import etree

from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.drawing.tree import DiagramBuilder
from extract.readers.office.package import child, local_name, number, whole
from extract.readers.office.xlsx.places import POINTS_AN_EMU, Places
from models.geometry import BBox

# What of an anchor is no shape.
_NO_SHAPE = ("from", "to", "pos", "ext", "clientData")


def read_drawing(root: etree._Element, places: Places, bounds: OfficeBounds) -> DiagramBuilder:
    """Read the drawing of a sheet.

    Args:
        root: The root element of the part with it.
        places: Where the sheet's rows and columns stand.
        bounds: How much of it is read.

    Returns:
        Its shapes; those that stand in hidden rows or columns alone are not shown.

    Raises:
        LimitError: It has more shapes than a drawing may.
    """
    builder = DiagramBuilder(bounds)
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        box = _box(anchor, places)
        if box is None:
            continue
        for part in anchor:
            if local_name(part) and local_name(part) not in _NO_SHAPE:
                builder.add(part, box)
    return builder


def _box(anchor: etree._Element, places: Places) -> BBox | None:
    """Return the box of an anchor in points; None where all of it is hidden.

    A connector's box may lack width or height, so what counts is whether the rows and columns
    that it begins and ends in are shown.
    """
    start, end = child(anchor, "from"), child(anchor, "to")
    extent = child(anchor, "ext")
    width = number(None if extent is None else extent.get("cx")) * POINTS_AN_EMU
    height = number(None if extent is None else extent.get("cy")) * POINTS_AN_EMU
    if start is None:
        position = child(anchor, "pos")
        if position is None:
            return None
        x, y = number(position.get("x")) * POINTS_AN_EMU, number(position.get("y")) * POINTS_AN_EMU
        return BBox(x, y, x + width, y + height)
    row, column = _index(start, "row"), _index(start, "col")
    x = places.x(column, _offset(start, "colOff"))
    y = places.y(row, _offset(start, "rowOff"))
    if end is None:
        if _all_hidden(places.tops, row, row) or _all_hidden(places.lefts, column, column):
            return None
        return BBox(x, y, x + width, y + height)
    last_row, last_column = _index(end, "row"), _index(end, "col")
    if _all_hidden(places.tops, row, last_row) or _all_hidden(places.lefts, column, last_column):
        return None
    x1 = places.x(last_column, _offset(end, "colOff"))
    y1 = places.y(last_row, _offset(end, "rowOff"))
    return BBox(min(x, x1), min(y, y1), max(x, x1), max(y, y1))


def _all_hidden(edges: tuple[float, ...], first: int, last: int) -> bool:
    """Return whether none of the rows, or columns, from one to another is shown."""
    first, last = min(first, last), max(first, last)
    if first >= len(edges) - 1:
        return False
    return edges[min(last + 1, len(edges) - 1)] <= edges[first]


def _index(marker: etree._Element, name: str) -> int:
    """Return the row or column of an anchor's corner."""
    found = child(marker, name)
    return max(whole(None if found is None else found.text), 0)


def _offset(marker: etree._Element, name: str) -> float:
    """Return the offset in a row or column of an anchor's corner, in points."""
    found = child(marker, name)
    return number(None if found is None else found.text) * POINTS_AN_EMU
