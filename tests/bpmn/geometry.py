"""A BPMN file's diagram as plain rectangles and lines, and what must hold of any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from lxml import etree

from extract.writers.bpmn.xml import DC, DD, DI, MODEL

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom

AREAS = {"participant", "lane"}
GATEWAYS = {"exclusiveGateway", "parallelGateway"}


@dataclass
class Diagram:
    """What a BPMN file draws, by the ids of the elements."""

    kinds: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, list[Point]] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)

    @property
    def shapes(self) -> dict[str, Box]:
        """Return all boxes but the pool and the lanes."""
        return {key: box for key, box in self.boxes.items() if self.kinds[key] not in AREAS}


def read_diagram(document: bytes) -> Diagram:
    """Return the diagram of a BPMN file."""
    root = etree.fromstring(document)
    diagram = Diagram()
    for element in root.iter(f"{{{MODEL}}}*"):
        key, kind = element.get("id"), etree.QName(element).localname
        if key is None:
            continue
        diagram.kinds[key] = kind
        if kind in ("sequenceFlow", "association"):
            diagram.ends[key] = (element.get("sourceRef"), element.get("targetRef"))
        elif kind.endswith("Association"):
            task = element.getparent().get("id")
            source, target = (element.findtext(f"{{{MODEL}}}{n}Ref") for n in ("source", "target"))
            diagram.ends[key] = (source, task) if kind.startswith("dataInput") else (task, target)
        elif kind == "lane":
            for node in element.iter(f"{{{MODEL}}}flowNodeRef"):
                diagram.lanes[node.text] = key
    for shape in root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge"):
        key = shape.get("bpmnElement")
        if (bounds := shape.find(f"{{{DC}}}Bounds")) is not None:
            diagram.boxes[key] = box_of(bounds)
        if (bounds := shape.find(f"{{{DI}}}BPMNLabel/{{{DC}}}Bounds")) is not None:
            diagram.labels[key] = box_of(bounds)
        if points := shape.findall(f"{{{DD}}}waypoint"):
            diagram.lines[key] = [(float(p.get("x")), float(p.get("y"))) for p in points]
    return diagram


def box_of(bounds: etree._Element) -> Box:
    x, y, width, height = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def defects_of(diagram: Diagram) -> list[str]:
    """Return what is wrong in a diagram, a line each; none where it is sound."""
    return [
        *shapes_on_shapes(diagram),
        *shapes_outside(diagram),
        *lines_through_shapes(diagram),
        *lines_not_square(diagram),
        *lines_not_docked(diagram),
        *lines_on_lines(diagram),
        *labels_on_shapes(diagram),
    ]


def shapes_on_shapes(diagram: Diagram) -> Iterator[str]:
    for one, other in combinations(diagram.shapes, 2):
        if overlap(diagram.boxes[one], diagram.boxes[other], slack=-1):
            yield f"{one} stands on {other}"


def shapes_outside(diagram: Diagram) -> Iterator[str]:
    """Yield what is not inside its lane, or inside the pool where it has no lane."""
    (pool,) = (box for key, box in diagram.boxes.items() if diagram.kinds[key] == "participant")
    for key, box in (*diagram.boxes.items(), *diagram.labels.items()):
        if not inside(box, pool):
            yield f"{key} is outside the pool"
    for node, lane in diagram.lanes.items():
        if not inside(diagram.boxes[node], diagram.boxes[lane]):
            yield f"{node} is outside {lane}"
    for key, line in diagram.lines.items():
        if not all(inside((x, y, x, y), pool) for x, y in line):
            yield f"{key} leaves the pool"


def lines_through_shapes(diagram: Diagram) -> Iterator[str]:
    for key, line in diagram.lines.items():
        for start, end in pairwise(line):
            for shape, box in diagram.shapes.items():
                if crosses(start, end, box, is_diamond=diagram.kinds[shape] in GATEWAYS):
                    yield f"{key} runs through {shape}"


def lines_not_square(diagram: Diagram) -> Iterator[str]:
    for key, line in diagram.lines.items():
        for (x0, y0), (x1, y1) in pairwise(line):
            if (x0 != x1) == (y0 != y1):
                yield f"{key} has a piece from {x0, y0} to {x1, y1}"


def lines_not_docked(diagram: Diagram) -> Iterator[str]:
    for key, line in diagram.lines.items():
        for point, shape in zip((line[0], line[-1]), diagram.ends[key], strict=True):
            is_diamond = diagram.kinds[shape] in GATEWAYS
            if abs(depth(point, diagram.boxes[shape], is_diamond=is_diamond)) > 1:
                yield f"{key} does not meet {shape} at {point}"


def lines_on_lines(diagram: Diagram) -> Iterator[str]:
    pieces = [(key, *ends) for key, line in diagram.lines.items() for ends in pairwise(line)]
    for (one, *first), (other, *second) in combinations(pieces, 2):
        if one == other:
            continue
        for axis in (0, 1):
            across = 1 - axis
            if len({point[across] for point in (*first, *second)}) == 1:
                low = max(min(p[axis] for p in first), min(p[axis] for p in second))
                high = min(max(p[axis] for p in first), max(p[axis] for p in second))
                if low < high:
                    yield f"{one} and {other} share {low} to {high}"


def labels_on_shapes(diagram: Diagram) -> Iterator[str]:
    for key, label in diagram.labels.items():
        for shape, box in diagram.shapes.items():
            if overlap(label, box, slack=1):
                yield f"the words of {key} stand on {shape}"
        for other, area in diagram.labels.items():
            if key < other and overlap(label, area, slack=1):
                yield f"the words of {key} stand on those of {other}"


def lines_through_labels(diagram: Diagram) -> Iterator[str]:
    """Yield words that a line runs through; not a defect where many lines leave one gateway."""
    for key, line in diagram.lines.items():
        for start, end in pairwise(line):
            for words, box in diagram.labels.items():
                if crosses(start, end, box, is_diamond=False):
                    yield f"{key} runs through the words of {words}"


def overlap(one: Box, other: Box, slack: float) -> bool:
    """Return whether two boxes share more than `slack` pixels both ways."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > slack and height > slack


def inside(box: Box, area: Box) -> bool:
    return area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3]


def depth(point: Point, box: Box, *, is_diamond: bool) -> float:
    """Return how deep a point lies in a shape, in pixels; negative outside."""
    half_x, half_y = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    x, y = abs(point[0] - box[0] - half_x), abs(point[1] - box[1] - half_y)
    if is_diamond:
        return (1 - x / half_x - y / half_y) * min(half_x, half_y)
    return min(half_x - x, half_y - y)


def crosses(start: Point, end: Point, box: Box, *, is_diamond: bool) -> bool:
    """Return whether a square piece of a line goes more than a pixel deep into a shape."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    nearest = tuple(
        min(max(middle[axis], min(start[axis], end[axis])), max(start[axis], end[axis]))
        for axis in (0, 1)
    )
    return depth((nearest[0], nearest[1]), box, is_diamond=is_diamond) > 1
