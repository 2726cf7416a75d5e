"""The charts of an SOP's pages joined to the flow between its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.flow.pages import BY_ORDER, FROM_LAST, Port, pair_ports
from extract.flow.places import columns_of, rows_of
from extract.vocabulary.flow_words import is_mark
from models.flowchart import Chart, Link, Mark, Shape
from models.geometry import BBox
from models.step import Evidence, Symbol

# Which symbol names a row that holds several (contract, Conventions: Steps).
PRECEDENCE = (Symbol.DECISION, Symbol.TERMINATOR, Symbol.DOCUMENT, Symbol.PROCESS)
# A table without symbols tells its actors by marks if so many of its rows have one.
MARKED_ROWS = 0.5
# Confidence of actors told by marks and by words; of a circle that is a start or an end.
BY_MARK, BY_WORDS, ROUND_END = 0.9, 0.7, 0.6
# An off-page connector shows a letter or a number of at most so many characters.
LONGEST_TEXT = 3
# Heights that differ less than this, in points, are the same.
LEVEL = 3.0


@dataclass(slots=True)
class StepSymbols:
    """What the flowchart says of one step.

    Attributes:
        actors: Index of a Pelaksana column whose actor does it -> what tells that.
        symbol: The symbol that names the row; None where marks or words tell the actors.
        bbox: The box around its symbols or marks, in PDF points.
        page: 1-based page they stand on.
        confidence: How sure we are, 0 to 1.
    """

    actors: dict[int, Evidence]
    symbol: Symbol | None
    bbox: BBox
    page: int
    confidence: float

    @property
    def columns(self) -> list[int]:
        """Return the indices of the actors' columns from left to right."""
        return sorted(self.actors)


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two steps, by their index.

    Attributes:
        source: The step it leaves.
        target: The step it enters.
        label: The words printed at it.
        confidence: How sure we are of both, 0 to 1.
        page: 1-based page where it begins.
        bbox: The box around its line on that page, in PDF points.
    """

    source: int
    target: int
    label: str | None
    confidence: float
    page: int
    bbox: BBox


@dataclass(slots=True)
class Flow:
    """The flow of an SOP.

    Attributes:
        steps: Index of a step -> what the flowchart says of it.
        edges: The arrows between steps.
        loose: (page, box) of lines whose ends could not be found.
        tangled: (page, box) of lines of which several readings are possible.
        dense: Pages on which too much is drawn to be read.
    """

    steps: dict[int, StepSymbols] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    loose: list[tuple[int, BBox]] = field(default_factory=list)
    tangled: list[tuple[int, BBox]] = field(default_factory=list)
    dense: list[int] = field(default_factory=list)


# A place that arrows lead from or to: a step, or a port by its page's position and its number.
_Place = int | tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Arrow:
    """An arrow, or the part of one that is on one page."""

    source: _Place
    target: _Place
    label: str | None
    confidence: float
    page: int
    bbox: BBox


def join_charts(charts: Sequence[Chart]) -> Flow:
    """Join the charts of an SOP's pages, in order."""
    flow = Flow()
    arrows: list[_Arrow] = []
    outs: dict[tuple[int, int], Port] = {}
    ins: dict[tuple[int, int], Port] = {}
    last = max((step for chart in charts for step in chart.frame.steps), default=0)
    for position, chart in enumerate(charts):
        rows = rows_of(chart)
        ends = _round_ends(chart, rows, last)
        _add_symbols(flow, chart, rows, ends)
        for number, link in enumerate(chart.links):
            arrow, leaving, entering = _read_link(chart, position, number, link, rows, ends)
            if arrow is not None:
                arrows.append(arrow)
            if leaving is not None:
                outs[position, leaving.number] = leaving
            if entering is not None:
                ins[position, entering.number] = entering
        page = chart.frame.page
        flow.loose += [(page, around) for around in chart.loose]
        flow.tangled += [(page, around) for around in chart.tangled]
        flow.dense += [page] if chart.dense else []
    _connect(flow, charts, arrows, outs, ins)
    _add_marks(flow, charts)
    return flow


def _round_ends(chart: Chart, rows: Sequence[int | None], last: int) -> set[int]:
    """Return the circles that are a start or an end: alone in the first or last row, unnamed."""
    ends: set[int] = set()
    for index, (shape, row) in enumerate(zip(chart.shapes, rows, strict=True)):
        if shape.kind is not Symbol.CONNECTOR or row not in (0, last) or _port_text(shape):
            continue
        alone = sum(other == row for other in rows) == 1
        comes = any(link.target == index for link in chart.links)
        goes = any(link.source == index for link in chart.links)
        if alone and comes != goes and goes is (row == 0):
            ends.add(index)
    return ends


def _add_symbols(flow: Flow, chart: Chart, rows: Sequence[int | None], ends: set[int]) -> None:
    """Add the symbols of a page to the steps they stand at."""
    for index, (shape, row) in enumerate(zip(chart.shapes, rows, strict=True)):
        columns = columns_of(shape, chart.frame)
        kind, confidence = shape.kind, shape.confidence
        if index in ends:
            kind, confidence = Symbol.TERMINATOR, ROUND_END
        if row is None or not columns or kind is Symbol.CONNECTOR:
            continue
        known = flow.steps.get(row)
        actors = dict.fromkeys(columns, Evidence.SYMBOL)
        if known is None or known.symbol is None:
            flow.steps[row] = StepSymbols(actors, kind, shape.bbox, chart.frame.page, confidence)
            continue
        known.actors |= actors
        known.symbol = min(known.symbol, kind, key=PRECEDENCE.index)
        known.confidence = min(known.confidence, confidence)
        if known.page == chart.frame.page:
            known.bbox = BBox.around((known.bbox, shape.bbox))


def _read_link(
    chart: Chart,
    position: int,
    number: int,
    link: Link,
    rows: Sequence[int | None],
    ends: set[int],
) -> tuple[_Arrow | None, Port | None, Port | None]:
    """Return the arrow that a link is, and the ports it leaves or enters the page by."""

    def place(shape: int | None) -> _Place | None:
        if shape is None:
            return position, -1 - number
        if chart.shapes[shape].kind is Symbol.CONNECTOR and shape not in ends:
            return position, shape
        return rows[shape]

    source, target = place(link.source), place(link.target)
    if source is None or target is None:
        return None, None, None
    leaving = entering = None
    if isinstance(target, tuple):
        leaving = _port(chart, position, target[1], link.line[-1], link.line[0])
    if isinstance(source, tuple):
        entering = _port(chart, position, source[1], link.line[0], link.line[-1])
    arrow = _Arrow(source, target, link.label, link.confidence, chart.frame.page, link.bbox)
    return arrow, leaving, entering


def _port(
    chart: Chart,
    position: int,
    number: int,
    end: tuple[float, float],
    other: tuple[float, float],
) -> Port:
    """Return the port at one end of a link.

    Args:
        chart: The page's chart.
        position: The page's position.
        number: The connector's index; less than 0 where the line itself runs out.
        end: The link's end at the port.
        other: Its other end.
    """
    shape = chart.shapes[number] if number >= 0 else None
    x, y = (shape.bbox.x_mid, shape.bbox.y_mid) if shape else end
    area = chart.frame.bbox
    at_foot = y > other[1] if abs(y - other[1]) > LEVEL else y > area.y_mid
    if abs(y - area.top) <= LEVEL or abs(y - area.bottom) <= LEVEL:
        at_foot = y > area.y_mid
    return Port(position, number, x, at_foot, _port_text(shape) if shape else "")


def _port_text(shape: Shape) -> str:
    """Return the letter or number in a connector, folded; "" where it shows none."""
    text = "".join(filter(str.isalnum, shape.text)).casefold()
    return text if len(text) <= LONGEST_TEXT else ""


def _connect(
    flow: Flow,
    charts: Sequence[Chart],
    arrows: list[_Arrow],
    outs: dict[tuple[int, int], Port],
    ins: dict[tuple[int, int], Port],
) -> None:
    """Add the edges between steps, over page ends and through connectors."""
    # A connector that arrows enter and leave on one page is passed through there.
    through = outs.keys() & ins.keys()
    pairs = pair_ports(
        [port for key, port in outs.items() if key not in through],
        [port for key, port in ins.items() if key not in through],
    )
    onward: dict[tuple[int, int], list[tuple[_Place, float]]] = {}
    for pair in pairs:
        key = (pair.out.page, pair.out.number)
        onward.setdefault(key, []).append(((pair.into.page, pair.into.number), pair.confidence))
    entered = {place for ways in onward.values() for place, _ in ways}
    come_in = {port.page for port in ins.values() if not port.at_foot}
    for key, port in outs.items():
        if key in onward or key in through:
            continue
        if port.at_foot and port.page + 1 < len(charts) and port.page + 1 not in come_in:
            onward[key] = [(charts[port.page + 1].frame.steps[0], BY_ORDER)]
        else:
            _note_loose(flow, arrows, key)
    leaving: dict[_Place, list[_Arrow]] = {}
    for arrow in arrows:
        leaving.setdefault(arrow.source, []).append(arrow)
    for arrow in arrows:
        if not isinstance(arrow.source, tuple):
            _follow(flow, arrow, arrow, leaving, onward, set())
    for key, port in ins.items():
        if key in entered or key in through:
            continue
        before = charts[port.page - 1].frame.steps[-1] if port.page > 0 else None
        if before is None or port.at_foot or before in leaving:
            _note_loose(flow, arrows, key)
            continue
        for arrow in leaving[key]:
            start = _Arrow(before, key, None, FROM_LAST, arrow.page, arrow.bbox)
            _follow(flow, start, arrow, leaving, onward, set())


def _note_loose(flow: Flow, arrows: Sequence[_Arrow], key: tuple[int, int]) -> None:
    """Note the arrows at a port that leads nowhere, or that none leads to."""
    flow.loose += [(a.page, a.bbox) for a in arrows if key in (a.source, a.target)]


def _follow(
    flow: Flow,
    first: _Arrow,
    arrow: _Arrow,
    leaving: dict[_Place, list[_Arrow]],
    onward: dict[tuple[int, int], list[tuple[_Place, float]]],
    seen: set[_Place],
) -> None:
    """Add the edges from the step that an arrow leaves to those that it leads to in the end.

    Args:
        flow: The flow.
        first: The arrow's first part; it has the words mostly.
        arrow: Its part that has been come to.
        leaving: Place -> the arrows that leave it.
        onward: Port where arrows leave a page -> where they lead, and how sure that is.
        seen: Ports come through; those of this arrow are added.
    """
    label = first.label or arrow.label
    confidence = min(first.confidence, arrow.confidence)
    if not isinstance(arrow.target, tuple):
        if not isinstance(first.source, tuple):
            _add_edge(
                flow,
                Edge(first.source, arrow.target, label, confidence, first.page, first.bbox),
            )
        return
    if arrow.target in seen:
        return
    seen.add(arrow.target)
    begun = _Arrow(first.source, arrow.target, label, confidence, first.page, first.bbox)
    for place, sure in onward.get(arrow.target, [(arrow.target, 1.0)]):
        so_far = _Arrow(begun.source, place, label, min(confidence, sure), begun.page, begun.bbox)
        if not isinstance(place, tuple):
            _follow(flow, so_far, so_far, leaving, onward, seen)
            continue
        for further in leaving.get(place, ()):
            _follow(flow, so_far, further, leaving, onward, seen)


def _add_edge(flow: Flow, edge: Edge) -> None:
    """Add an edge between two steps, once; arrows inside one row are left out."""
    if edge.source == edge.target:
        return
    for index, known in enumerate(flow.edges):
        if (known.source, known.target) == (edge.source, edge.target):
            if known.label == edge.label or edge.label is None:
                return
            if known.label is None:
                flow.edges[index] = edge
                return
    flow.edges.append(edge)


def _add_marks(flow: Flow, charts: Sequence[Chart]) -> None:
    """Add the actors of steps without symbol that are told by what is typed in their cells.

    Beside a flowchart only signs such as X count, as words there are labels of arrows. In a
    table without any symbol all marks and words do, if enough rows have them.
    """
    marks = [(mark, chart.frame.page) for chart in charts for mark in chart.marks]
    rows = {step for chart in charts for step in chart.frame.steps}
    if flow.steps:
        marks = [(mark, page) for mark, page in marks if is_mark(mark.text)]
    elif len({mark.step for mark, _ in marks}) < MARKED_ROWS * len(rows):
        return
    drawn = set(flow.steps)
    for mark, page in marks:
        if mark.step not in drawn:
            _add_mark(flow, mark, page)


def _add_mark(flow: Flow, mark: Mark, page: int) -> None:
    """Add the actor that a mark tells."""
    sure = min(BY_MARK if mark.evidence is Evidence.MARK else BY_WORDS, mark.confidence)
    known = flow.steps.get(mark.step)
    if known is None:
        actors = {mark.column: mark.evidence}
        flow.steps[mark.step] = StepSymbols(actors, None, mark.bbox, page, sure)
        return
    known.actors[mark.column] = mark.evidence
    known.confidence = min(known.confidence, sure)
    if known.page == page:
        known.bbox = BBox.around((known.bbox, mark.bbox))
