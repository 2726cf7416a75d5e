"""A flowchart of an office file, whose shapes and joined connectors need not be found in paths.

Connectors that name both of their shapes are exact. Lines that end at a shape without being
joined to it are joined here; what ends elsewhere (a corner drawn as two lines, a line that stops
short) is followed as any drawing is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from shapely import LineString
from shapely import Point as ShapelyPoint

from extract.flow.arrowheads import head_of
from extract.flow.drawing.symbols import classify, is_nearly_round
from extract.flow.geometry import distance, polygon_of
from extract.flow.network.directions import settle_directions
from extract.flow.network.read import read_chart
from extract.vocabulary.flow_words import is_arrow_label, is_symbol_caption
from models.diagram import (
    FRAMED_TEXT,
    OUTLINE,
    PICTURE,
    TEXT_BOX,
    Diagram,
    DiagramLine,
    DiagramShape,
)
from models.flowchart import Arrowhead, Chart, Drawing, Frame, Link, Point, Shape, Stroke
from models.geometry import BBox
from models.step import Symbol


@dataclass(frozen=True, slots=True)
class DiagramThresholds:
    """How far lines may be from what they belong to, and how sure readings of them are."""

    # A symbol's middle stands at most this far outside the flowchart's cells; as in
    # `extract.flow.drawing.thresholds`.
    max_stray_pt: float = 3.0
    # Smaller shapes are dots and bullets. Unfitted; the smallest off-page connectors are 8 pt.
    min_symbol_pt: float = 4.0
    # A line's end this close to a shape touches it; as `EndThresholds.max_touch_pt`.
    max_gap_pt: float = 4.5
    # Confidence of an arrow that touches a shape without naming it; that has no arrowhead; of
    # each of the two arrows of a line with two heads; that a picture is a box. Unfitted.
    sure_touching: float = 0.9
    sure_without_head: float = 0.6
    sure_both_heads: float = 0.7
    sure_picture: float = 0.7
    # Length of the arrowheads given to lines that are followed as drawings. Unfitted; a usual
    # head's.
    head_length_pt: float = 4.0
    # Half the width of such a head, as a share of its length. Unfitted.
    head_half_width_share: float = 0.45


DIAGRAM = DiagramThresholds()


def read_diagram(diagram: Diagram, frame: Frame) -> Chart:
    """Read the flowchart that a diagram draws in a step table's Pelaksana columns.

    Args:
        diagram: The shapes and lines of the page.
        frame: The cells that hold the flowchart.
    """
    near = [index for index, shape in enumerate(diagram.shapes) if _is_near(shape, frame)]
    ended = _ended_at(diagram, near)
    numbers: dict[int, int] = {}
    shapes: list[Shape] = []
    for index in near:
        symbol = _symbol_of(diagram.shapes[index], ended=index in ended)
        if symbol is not None:
            numbers[index] = len(shapes)
            shapes.append(symbol)
    outlines = [polygon_of(shape) for shape in shapes]
    area = frame.bbox.grown(DIAGRAM.max_stray_pt)
    lines = [
        _Line.of(line, numbers)
        for line in diagram.lines
        if any(area.contains_point(x, y) for x, y in line.points)
        and (line.start is None or line.start in numbers)
        and (line.end is None or line.end in numbers)
    ]
    lines = [line.touching(outlines, shapes) for line in lines]
    lines = [_branching(line, lines) for line in lines]
    chart = read_chart(_rest(lines, shapes), frame)
    joined = [line for line in lines if line.is_joined]
    links = [link for line in joined for link in line.links(shapes)]
    headless = {
        index for index, link in enumerate(links) if link.confidence <= DIAGRAM.sure_without_head
    }
    chart.links[:0] = settle_directions(links, shapes, headless)
    return chart


def text_boxes(diagram: Diagram, chart: Chart) -> list[tuple[str, BBox]]:
    """Return text and box of a diagram's labels: text boxes that are no symbols of a chart.

    Labels are drawn as boxes with an outline too; their words tell them apart.
    """
    symbols = {shape.bbox for shape in chart.shapes}
    return [
        (shape.text, shape.bbox)
        for shape in diagram.shapes
        if shape.bbox not in symbols
        and not is_symbol_caption(shape.text)
        and (shape.figure in (TEXT_BOX, FRAMED_TEXT) or is_arrow_label(shape.text))
    ]


def _is_near(shape: DiagramShape, frame: Frame) -> bool:
    """Return whether a shape stands in the cells of the flowchart."""
    area = frame.bbox.grown(DIAGRAM.max_stray_pt)
    return area.contains_point(shape.bbox.x_mid, shape.bbox.y_mid)


def _ended_at(diagram: Diagram, near: Sequence[int]) -> set[int]:
    """Return the shapes that lines are joined to; of pictures and framed texts, end at, too."""
    ended = {end for line in diagram.lines for end in (line.start, line.end) if end is not None}
    pictures = [
        index
        for index in near
        if index not in ended
        and (shape := diagram.shapes[index]).figure in (PICTURE, FRAMED_TEXT)
        and not is_arrow_label(shape.text)
    ]
    for line in diagram.lines:
        free = [(line.start, line.points[0]), (line.end, line.points[-1])]
        for point in (point for end, point in free if end is None):
            for index in pictures:
                if diagram.shapes[index].bbox.grown(DIAGRAM.max_gap_pt).contains_point(*point):
                    ended.add(index)
    return ended


@cache
def _figures() -> Mapping[str, Symbol]:
    """Return the symbol of each preset shape; circles come as off-page connectors."""
    table = tomllib.loads(files(__package__).joinpath("figures.toml").read_text("utf-8"))
    circles = dict.fromkeys(table.pop("round"), Symbol.CONNECTOR)
    return {name: Symbol(symbol) for symbol, names in table.items() for name in names} | circles


@cache
def _round() -> frozenset[str]:
    """Return the preset shapes that are circles where they are as wide as high."""
    table = tomllib.loads(files(__package__).joinpath("figures.toml").read_text("utf-8"))
    return frozenset(table["round"])


def _symbol_of(shape: DiagramShape, *, ended: bool) -> Shape | None:
    """Return the symbol that a shape is; None where it is none.

    Args:
        shape: The shape.
        ended: Whether a line ends at it.
    """
    if min(shape.bbox.width, shape.bbox.height) < DIAGRAM.min_symbol_pt:
        return None
    if not ended and is_arrow_label(shape.text):
        return None
    if shape.figure == OUTLINE:
        found = classify(shape.outline, curved=shape.curved)
        return None if found is None else replace(found, bbox=shape.bbox, text=shape.text)
    if shape.figure in (PICTURE, TEXT_BOX, FRAMED_TEXT):
        if not ended:
            return None
        sure = DIAGRAM.sure_picture if shape.figure == PICTURE else 1.0
        return Shape(Symbol.PROCESS, shape.bbox, sure, shape.text)
    symbol = _figures().get(shape.figure.casefold())
    box = shape.bbox
    if shape.figure.casefold() in _round() and not is_nearly_round(box):
        symbol = Symbol.TERMINATOR
    return None if symbol is None else Shape(symbol, shape.bbox, 1.0, shape.text)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what its ends are joined to, by the numbers of the chart's shapes."""

    line: DiagramLine
    start: int | None
    end: int | None
    sure: float = 1.0

    @classmethod
    def of(cls, line: DiagramLine, numbers: Mapping[int, int]) -> _Line:
        """Return a line of a diagram; shapes that the chart has not are no ends."""
        start = None if line.start is None else numbers[line.start]
        end = None if line.end is None else numbers[line.end]
        return cls(line, start, end)

    @property
    def is_joined(self) -> bool:
        """Return whether both ends are known."""
        return self.start is not None and self.end is not None

    def touching(self, outlines: Sequence[object], shapes: Sequence[Shape]) -> _Line:
        """Return the line with its free ends joined to the shapes that they touch."""
        start, end = self.start, self.end
        if start is None:
            start = _touched(self.line.points[0], outlines)
        if end is None:
            end = _touched(self.line.points[-1], outlines)
        if (start, end) == (self.start, self.end) or (start == end and start is not None):
            return self
        return replace(self, start=start, end=end, sure=DIAGRAM.sure_touching)

    def links(self, shapes: Sequence[Shape]) -> Iterator[Link]:
        """Yield the arrows that a joined line is."""
        if self.start == self.end:
            return
        line, sure = self.line, self.sure
        onward = Link(self.start, self.end, line.points, sure)
        back = Link(self.end, self.start, line.points[::-1], sure)
        if line.start_head and line.end_head:
            both = min(sure, DIAGRAM.sure_both_heads)
            yield replace(onward, confidence=both)
            yield replace(back, confidence=both)
        elif line.end_head:
            yield onward
        elif line.start_head:
            yield back
        else:
            source, target = shapes[self.start or 0].bbox, shapes[self.end or 0].bbox
            downward = source.y_mid <= target.y_mid
            yield replace(
                onward if downward else back, confidence=min(sure, DIAGRAM.sure_without_head)
            )


def _touched(point: Point, outlines: Sequence[object]) -> int | None:
    """Return the number of the shape that a point touches; None where it touches none."""
    place = ShapelyPoint(point)
    near = [
        (gap, number)
        for number, outline in enumerate(outlines)
        if (gap := float(outline.distance(place))) <= DIAGRAM.max_gap_pt  # type: ignore[attr-defined]
    ]
    return min(near)[1] if near else None


def _branching(line: _Line, lines: Iterable[_Line]) -> _Line:
    """Return a line that ends on another, joined line with that one's shape as its own end.

    A line whose head lies on an arrow runs into it and leads where that leads; one that begins
    there branches off.
    """
    if line.is_joined or (line.start is None and line.end is None):
        return line
    at_start = line.start is None
    point = line.line.points[0 if at_start else -1]
    has_head = line.line.start_head if at_start else line.line.end_head
    place = ShapelyPoint(point)
    for other in lines:
        if other is line or not other.is_joined or len(other.line.points) < 2:
            continue
        if LineString(other.line.points).distance(place) > DIAGRAM.max_gap_pt:
            continue
        if other.line.start_head == other.line.end_head:
            continue
        source, target = (
            (other.start, other.end) if other.line.end_head else (other.end, other.start)
        )
        other_head = line.line.end_head if at_start else line.line.start_head
        runs_in = has_head or not other_head
        shape = target if runs_in else source
        if shape in (line.start, line.end):
            continue
        joined = replace(line, sure=min(line.sure, DIAGRAM.sure_touching))
        if runs_in and not has_head:
            # The head is at the end of the line that this one runs into.
            drawn = replace(joined.line, start_head=at_start, end_head=not at_start)
            joined = replace(joined, line=drawn)
        return replace(joined, start=shape) if at_start else replace(joined, end=shape)
    return line


def _rest(lines: Iterable[_Line], shapes: Sequence[Shape]) -> Drawing:
    """Return the lines that lack an end as a drawing."""
    strokes: list[Stroke] = []
    heads: list[Arrowhead] = []
    for number, line in enumerate(lines):
        if line.is_joined:
            continue
        points = list(line.line.points)
        if line.start is not None:
            points[0] = _nearest_on(shapes[line.start], points[0])
        if line.end is not None:
            points[-1] = _nearest_on(shapes[line.end], points[-1])
        strokes += [Stroke(a, b, number) for a, b in pairwise(points) if a != b]
        if line.line.end_head:
            heads += _head(points[-2], points[-1])
        if line.line.start_head:
            heads += _head(points[1], points[0])
    return Drawing(tuple(shapes), tuple(strokes), tuple(heads))


def _nearest_on(shape: Shape, point: Point) -> Point:
    """Return a point, moved into a shape's box where it lies outside."""
    box = shape.bbox
    return min(max(point[0], box.x0), box.x1), min(max(point[1], box.top), box.bottom)


def _head(before: Point, tip: Point) -> Iterator[Arrowhead]:
    """Yield an arrowhead at the end of a line; none where the line has no length."""
    length = distance(before, tip)
    if not length:
        return
    size = min(DIAGRAM.head_length_pt, length)
    x, y = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    base = tip[0] - size * x, tip[1] - size * y
    half = size * DIAGRAM.head_half_width_share
    yield head_of(
        tip, (base[0] - half * y, base[1] + half * x), (base[0] + half * y, base[1] - half * x)
    )
