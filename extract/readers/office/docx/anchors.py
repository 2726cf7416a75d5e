"""Drawings of a document at the places that their anchors say."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extract.readers.office.docx.blocks import Section
from extract.readers.office.drawing.tree import EMU_A_POINT, DiagramBuilder
from extract.readers.office.drawing.vml import add_vml
from extract.readers.office.package import child, is_on, local_name, number
from models.flowchart import Point
from models.geometry import BBox


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph stands that drawings are anchored in.

    Attributes:
        x: Left edge of its column or cell text, in points.
        y: Its upper edge.
        section: Page size and margins.
        page_top: Where the page began, as far as the program that wrote the file noted it.
        cell: The cell it stands in; None outside tables.
    """

    x: float
    y: float
    section: Section
    page_top: float = 0.0
    cell: BBox | None = None

    def left(self, relative: str, *, in_cell: bool) -> float:
        """Return from where a horizontal offset is counted.

        Args:
            relative: To what it is relative (ST_RelFromH, or as VML names it).
            in_cell: Whether pages and margins are those of the cell it stands in.
        """
        if relative in ("page", "leftMargin", "insideMargin"):
            return self.cell.x0 if in_cell and self.cell else 0.0
        if relative == "margin":
            return self.x if in_cell and self.cell else self.section.left
        if relative == "rightMargin":
            return self.section.width - self.section.right
        return self.x

    def top(self, relative: str, *, in_cell: bool) -> float:
        """Return from where a vertical offset is counted, as `left` does."""
        if relative in ("page", "topMargin"):
            return self.cell.top if in_cell and self.cell else self._page()
        if relative == "margin":
            in_page = self._page() + self.section.top
            return self.cell.top if in_cell and self.cell else in_page
        return self.y

    def _page(self) -> float:
        """Return where the page begins that the paragraph stands on."""
        return self.page_top - self.section.top if self.page_top else 0.0


def add_drawing(element: etree._Element, spot: Spot, builder: DiagramBuilder) -> float:
    """Add what is drawn at a paragraph; return how high it makes it, in points.

    Args:
        element: A `drawing` or `pict` element.
        spot: Where the paragraph stands.
        builder: Takes the shapes.

    Raises:
        LimitError: There are more shapes than a drawing may have.
    """
    if local_name(element) != "drawing":
        return add_vml(element, spot, builder)
    height = 0.0
    for frame in element:
        name = local_name(frame)
        if name == "inline":
            extent = child(frame, "extent")
            height = max(height, number(None if extent is None else extent.get("cy")) / EMU_A_POINT)
            _add_graphic(frame, (spot.x, spot.y), builder)
        elif name == "anchor" and not is_on(frame.get("hidden")):
            _add_graphic(frame, _place(frame, spot), builder)
    return height


def _add_graphic(frame: etree._Element, at: Point, builder: DiagramBuilder) -> None:
    """Add the graphic in a frame."""
    data = child(frame, "graphic", "graphicData")
    for part in [] if data is None else data:
        if local_name(part):
            builder.add(part, at=at)


def _place(anchor: etree._Element, spot: Spot) -> Point:
    """Return the upper left corner of an anchored drawing."""
    in_cell = is_on(anchor.get("layoutInCell"), default=True) and spot.cell is not None
    extent = child(anchor, "extent")
    width = number(None if extent is None else extent.get("cx")) / EMU_A_POINT
    height = number(None if extent is None else extent.get("cy")) / EMU_A_POINT
    if is_on(anchor.get("simplePos")):
        simple = child(anchor, "simplePos")
        if simple is not None:
            x, y = number(simple.get("x")) / EMU_A_POINT, number(simple.get("y")) / EMU_A_POINT
            return spot.left("page", in_cell=False) + x, spot.top("page", in_cell=False) + y
    across, down = child(anchor, "positionH"), child(anchor, "positionV")
    relative = "column" if across is None else across.get("relativeFrom", "column")
    x = spot.left(relative, in_cell=in_cell)
    x += _offset(across, _room_across(relative, spot, in_cell=in_cell), width)
    relative = "paragraph" if down is None else down.get("relativeFrom", "paragraph")
    y = spot.top(relative, in_cell=in_cell) + _offset(down, height, height)
    return x, y


def _room_across(relative: str, spot: Spot, *, in_cell: bool) -> float:
    """Return the width within which a drawing is aligned, in points."""
    if spot.cell is not None and (in_cell or relative in ("column", "character")):
        return spot.cell.width
    return spot.section.width if relative == "page" else spot.section.room


def _offset(position: etree._Element | None, room: float, size: float) -> float:
    """Return an offset in points, or what an alignment within a room comes to."""
    offset, align = child(position, "posOffset"), child(position, "align")
    if offset is not None:
        return number(offset.text) / EMU_A_POINT
    part = {"center": 0.5, "right": 1.0, "bottom": 1.0, "outside": 1.0}
    return (room - size) * part.get((align.text or "") if align is not None else "", 0.0)
