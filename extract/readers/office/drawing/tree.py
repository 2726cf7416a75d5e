"""A tree of DrawingML shapes as a diagram: of workbooks (xdr), of Word (wps) and of slides (p).

Their elements have the same local names but for a few, which is what is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.errors import LimitError
from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.drawing.outlines import Outline, outline_of
from extract.readers.office.drawing.places import Affine, Frame, frame_of
from extract.readers.office.drawing.routes import adjustments, route
from extract.readers.office.package import child, is_on, local_name
from models.diagram import (
    FRAMED_TEXT,
    OUTLINE,
    PICTURE,
    TEXT_BOX,
    Diagram,
    DiagramLine,
    DiagramShape,
)
from models.flowchart import Point
from models.geometry import BBox

_GROUPS = frozenset({"grpSp", "wgp", "wpc", "lockedCanvas"})
_SHAPES = frozenset({"sp", "wsp"})
_CONNECTORS = frozenset({"cxnSp"})
_PICTURES = frozenset({"pic"})
# Presets that are lines.
_LINES = ("line", "lineInv")
_CONNECTOR_FORMS = ("straightConnector", "bentConnector", "curvedConnector")
# Thick arrows, whose middle line is what counts: preset -> whether each end has a head.
_ARROWS = {
    "rightArrow": (False, True), "leftArrow": (True, False), "downArrow": (False, True),
    "upArrow": (True, False), "leftRightArrow": (True, True), "upDownArrow": (True, True),
}  # fmt: skip
_UPRIGHT_ARROWS = ("downArrow", "upArrow", "upDownArrow")
# English metric units in a point.
EMU_A_POINT = 12_700
# Shapes smaller than this in both directions, in points, are not seen.
SMALLEST_PT = 1.0


@dataclass(slots=True)
class _Joint:
    """A connector's end as the file names it.

    Attributes:
        id: Number of the shape; "" where the end is not joined.
        point: Where the end is.
    """

    id: str
    point: Point


@dataclass(slots=True)
class DrawnText:
    """The text of a shape, to be set into its box.

    Attributes:
        text: The text; line feeds part paragraphs.
        bbox: The shape's box in points.
        upright: Whether it reads to the right.
        size: Size of its font in points.
    """

    text: str
    bbox: BBox
    size: float = 11.0


@dataclass(slots=True)
class DiagramBuilder:
    """Collects the shapes of a page's drawing.

    Attributes:
        bounds: How many are read.
        texts: The texts in shapes, in their order.
        pictures: Boxes of pictures in points.
    """

    bounds: OfficeBounds
    texts: list[DrawnText] = field(default_factory=list)
    pictures: list[BBox] = field(default_factory=list)
    _shapes: list[DiagramShape] = field(default_factory=list)
    _ids: list[str] = field(default_factory=list)
    _lines: list[tuple[DiagramLine, _Joint, _Joint]] = field(default_factory=list)
    _seen: int = 0

    def add(self, element: etree._Element, box: BBox | None = None, at: Point = (0.0, 0.0)) -> None:
        """Add a shape, a connector, a picture or a group.

        Args:
            element: The element.
            box: Where it stands as its anchor tells, in points; None where its own frame, in
                EMU, tells it.
            at: The point of the page, in points, that its own frame is counted from.
        """
        self._add(element, Affine(1 / EMU_A_POINT, 0.0, 0.0, 1 / EMU_A_POINT, *at), box)

    def add_shape(self, shape: DiagramShape, identity: str = "", size: float = 11.0) -> None:
        """Add a shape that was read elsewhere, with its text.

        Args:
            shape: The shape.
            identity: By what connectors name it.
            size: Size of its text's font in points.
        """
        if shape.text:
            self.texts.append(DrawnText(shape.text, shape.bbox, size))
        if shape.figure == PICTURE:
            self.pictures.append(shape.bbox)
        self._shapes.append(replace(shape, text=" ".join(shape.text.split())))
        self._ids.append(identity)

    def add_line(self, line: DiagramLine, start: str = "", end: str = "") -> None:
        """Add a line that was read elsewhere, with the names of the shapes it is joined to."""
        self._lines.append((line, _Joint(start, line.points[0]), _Joint(end, line.points[-1])))

    def build(self) -> Diagram:
        """Return the diagram, its connectors joined to the shapes that they name."""
        by_id: dict[str, list[int]] = {}
        for index, identity in enumerate(self._ids):
            if identity:
                by_id.setdefault(identity, []).append(index)
        lines = [
            replace(line, start=self._named(start, by_id), end=self._named(end, by_id))
            for line, start, end in self._lines
        ]
        return Diagram(tuple(self._shapes), tuple(lines))

    def _named(self, joint: _Joint, by_id: dict[str, list[int]]) -> int | None:
        """Return the shape that a connector's end names; the nearest of several of one number."""
        x, y = joint.point
        return min(
            by_id.get(joint.id, ()),
            key=lambda index: _gap(self._shapes[index].bbox, x, y),
            default=None,
        )

    def _add(self, element: etree._Element, outer: Affine, box: BBox | None) -> None:
        """Add an element whose frame is led to the page by a map, or stands in a box."""
        self._seen += 1
        if self._seen > self.bounds.max_shapes:
            raise LimitError("a drawing has more shapes than it may have")
        name = local_name(element)
        if name == "AlternateContent":
            for part in _chosen(element):
                self._add(part, outer, box)
            return
        known = name in _GROUPS or name in _SHAPES or name in _CONNECTORS or name in _PICTURES
        if not known or _is_hidden(element):
            return
        properties = child(element, "grpSpPr" if name in _GROUPS else "spPr")
        frame = frame_of(child(properties, "xfrm")) or (Frame(0, 0, 0, 0) if box else None)
        if frame is None:
            if name == "wpc":
                # A canvas has no frame of its own; its children's places are those on it.
                self._add_children(element, outer)
            return
        if box is not None:
            frame, outer = frame.moved_to(box), Affine()
        if name in _GROUPS:
            self._add_children(element, outer.after(frame.children()))
        else:
            self._add_single(element, name, properties, frame, outer)

    def _add_children(self, element: etree._Element, outer: Affine) -> None:
        """Add the members of a group."""
        for part in element:
            if local_name(part):
                self._add(part, outer, None)

    def _add_single(
        self,
        element: etree._Element,
        name: str,
        properties: etree._Element | None,
        frame: Frame,
        outer: Affine,
    ) -> None:
        """Add what is no group."""
        place = outer.after(frame.own())
        bbox = place.box(frame.width, frame.height)
        identity = _identity(element)
        geometry = child(properties, "prstGeom")
        form = "" if geometry is None else geometry.get("prst", "")
        if name in _PICTURES:
            self.add_shape(DiagramShape(PICTURE, bbox), identity)
            return
        lined = _is_line_drawn(element, properties)
        heads = _heads(properties)
        if name in _CONNECTORS or form in _LINES or form.startswith(_CONNECTOR_FORMS):
            if lined is not False:
                way = route(form, frame.width, frame.height, adjustments(geometry))
                self._add_connector(element, place.points(way), heads)
            return
        if form in _ARROWS:
            self._add_thick_arrow(form, frame, place)
            return
        outline = outline_of(child(properties, "custGeom"), frame.width, frame.height)
        if outline is not None and not outline.closed:
            if lined is not False:
                self._add_connector(element, place.points(outline.points), heads)
            return
        self._add_figure(element, identity, bbox, form, outline, place, properties, lined)

    def _add_figure(
        self,
        element: etree._Element,
        identity: str,
        bbox: BBox,
        form: str,
        outline: Outline | None,
        place: Affine,
        properties: etree._Element | None,
        lined: bool | None,
    ) -> None:
        """Add a closed figure, or the text box that it is."""
        if max(bbox.width, bbox.height) < SMALLEST_PT or min(bbox.width, bbox.height) <= 0:
            return
        text, size = _text(element)
        filled = _is_filled(element, properties)
        if lined is False and not filled and not text:
            return
        figure = OUTLINE if outline is not None else form or "rect"
        marked = child(element, "nvSpPr", "cNvSpPr")
        marked = child(element, "cNvSpPr") if marked is None else marked
        is_box = marked is not None and is_on(marked.get("txBox"))
        if text and figure == "rect" and (is_box or lined is False):
            figure = FRAMED_TEXT if lined else TEXT_BOX
        elif text and is_box and lined is False and not filled:
            figure = TEXT_BOX
        points = place.points(outline.points) if outline is not None else ()
        curved = outline is not None and outline.curved
        self.add_shape(DiagramShape(figure, bbox, text, points, curved), identity, size)

    def _add_connector(
        self, element: etree._Element, points: tuple[Point, ...], heads: tuple[bool, bool]
    ) -> None:
        """Add a line with what it is joined to."""
        if len(points) < 2:
            return
        line = DiagramLine(points, start_head=heads[0], end_head=heads[1])
        self.add_line(line, *_joined(element))

    def _add_thick_arrow(self, form: str, frame: Frame, place: Affine) -> None:
        """Add an arrow drawn as a thick figure: its middle line."""
        w, h = frame.width, frame.height
        way = [(w / 2, 0.0), (w / 2, h)] if form in _UPRIGHT_ARROWS else [(0.0, h / 2), (w, h / 2)]
        start, end = _ARROWS[form]
        self.add_line(DiagramLine(place.points(way), start_head=start, end_head=end))


def _gap(box: BBox, x: float, y: float) -> float:
    """Return how far a point is from a box, 0 inside."""
    dx = max(box.x0 - x, 0.0, x - box.x1)
    dy = max(box.top - y, 0.0, y - box.bottom)
    return max(dx, dy)


def _chosen(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in the first choice of alternate content; its fallback where none is."""
    choice = child(element, "Choice")
    chosen = child(element, "Fallback") if choice is None else choice
    yield from () if chosen is None else (e for e in chosen if local_name(e))


def _properties(element: etree._Element) -> etree._Element | None:
    """Return the element with a shape's number and name."""
    for part in element:
        name = local_name(part)
        if name == "cNvPr":
            return part
        if name.startswith("nv"):
            return child(part, "cNvPr")
    return None


def _identity(element: etree._Element) -> str:
    """Return the number by which connectors name a shape."""
    found = _properties(element)
    return "" if found is None else found.get("id", "")


def _is_hidden(element: etree._Element) -> bool:
    """Return whether a shape is not shown."""
    found = _properties(element)
    return found is not None and is_on(found.get("hidden"))


def _joined(element: etree._Element) -> tuple[str, str]:
    """Return the numbers of the shapes that a connector's ends name; "" where they name none."""
    ends = {"stCxn": "", "endCxn": ""}
    for part in element.iter("{*}stCxn", "{*}endCxn"):
        ends[local_name(part)] = part.get("id", "")
    return ends["stCxn"], ends["endCxn"]


def _heads(properties: etree._Element | None) -> tuple[bool, bool]:
    """Return whether a line has an arrowhead at its beginning, and at its end."""
    line = child(properties, "ln")
    # DrawingML calls the line's beginning its head.
    ends = child(line, "headEnd"), child(line, "tailEnd")
    first, last = (e is not None and e.get("type", "none") != "none" for e in ends)
    return first, last


def _is_line_drawn(element: etree._Element, properties: etree._Element | None) -> bool | None:
    """Return whether a shape's line is drawn; None where nothing says it."""
    line = child(properties, "ln")
    if line is not None:
        if child(line, "noFill") is not None:
            return False
        if any(local_name(e).endswith("Fill") for e in line):
            return True
    reference = child(element, "style", "lnRef")
    return None if reference is None else reference.get("idx") != "0"


def _is_filled(element: etree._Element, properties: etree._Element | None) -> bool:
    """Return whether a shape's inside is painted."""
    if properties is not None:
        for part in properties:
            name = local_name(part)
            if name == "noFill":
                return False
            if name.endswith("Fill"):
                return True
    reference = child(element, "style", "fillRef")
    return reference is not None and reference.get("idx") != "0"


def _text(element: etree._Element) -> tuple[str, float]:
    """Return a shape's text, paragraphs parted by line feeds, and the size of its font."""
    paragraphs: list[str] = []
    sizes: list[float] = []
    for body in _bodies(element):
        for paragraph in body.iter("{*}p"):
            parts: list[str] = []
            for part in paragraph.iter("{*}t", "{*}br", "{*}rPr", "{*}sz"):
                name = local_name(part)
                if name == "t":
                    parts.append(part.text or "")
                elif name == "br":
                    parts.append("\n")
                elif name == "rPr" and (part.get("sz") or "").isdecimal():
                    sizes.append(int(part.get("sz", "1100")) / 100)
            paragraphs.append("".join(parts))
    text = "\n".join(paragraphs).strip()
    return text, min(max(sizes, default=11.0), 72.0)


def _bodies(element: etree._Element) -> Iterable[etree._Element]:
    """Yield the elements that hold a shape's text."""
    for part in element:
        if local_name(part) in ("txBody", "txbx"):
            yield part
