"""The charts of an SOP's pages joined to the flow between its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.flow.marks import MARK
from extract.flow.pages.off_page import Port, pair_ports
from extract.flow.pages.positions import between_rows, columns_of, rows_of
from extract.flow.pages.thresholds import CONFIDENCE, OFF_PAGE
from extract.flow.result import Edge, Flow, StepSymbols
from extract.vocabulary.flow_words import is_mark
from models.flowchart import Chart, Link, Mark, Shape
from models.geometry import BBox
from models.step import Evidence, Symbol

# The symbol of a row that holds several: the first of these (contract, Conventions: Steps).
PRECEDENCE = (Symbol.DECISION, Symbol.TERMINATOR, Symbol.DOCUMENT, Symbol.PROCESS)


# Where an arrow leads from or to: a step's index, or a port as (position of its page, number).
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
    """Return the circles that are a start or end: alone in the first or last row, no text."""
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
    doubtful = between_rows(chart)
    for index, (shape, row) in enumerate(zip(chart.shapes, rows, strict=True)):
        columns = columns_of(shape, chart.frame)
        kind, confidence = shape.kind, shape.confidence
        if index in ends:
            kind, confidence = Symbol.TERMINATOR, CONFIDENCE.round_end
        if row is None or not columns or kind is Symbol.CONNECTOR:
            continue
        if index in doubtful:
            confidence = min(confidence, CONFIDENCE.between_rows)
            flow.between_rows.append((chart.frame.page, shape.bbox))
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
    """Return a link as an arrow, with the ports by which it leaves and enters the page."""

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
    at_foot = y > other[1] if abs(y - other[1]) > OFF_PAGE.max_level_pt else y > area.y_mid
    if abs(y - area.top) <= OFF_PAGE.max_level_pt or abs(y - area.bottom) <= OFF_PAGE.max_level_pt:
        at_foot = y > area.y_mid
    return Port(position, number, x, at_foot, _port_text(shape) if shape else "", y)


def _port_text(shape: Shape) -> str:
    """Return the letter or number in a connector, folded; "" where it shows none."""
    text = "".join(filter(str.isalnum, shape.text)).casefold()
    return text if len(text) <= OFF_PAGE.max_text_chars else ""


def _connect(
    flow: Flow,
    charts: Sequence[Chart],
    arrows: list[_Arrow],
    outs: dict[tuple[int, int], Port],
    ins: dict[tuple[int, int], Port],
) -> None:
    """Add the edges between steps, across pages and through off-page connectors."""
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
            onward[key] = [(charts[port.page + 1].frame.steps[0], CONFIDENCE.first_step)]
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
            start = _Arrow(before, key, None, CONFIDENCE.last_step, arrow.page, arrow.bbox)
            _follow(flow, start, arrow, leaving, onward, set())


def _note_loose(flow: Flow, arrows: Sequence[_Arrow], key: tuple[int, int]) -> None:
    """Report the arrows at a port that has no counterpart."""
    flow.loose += [(a.page, a.bbox) for a in arrows if key in (a.source, a.target)]


def _follow(
    flow: Flow,
    first: _Arrow,
    arrow: _Arrow,
    leaving: dict[_Place, list[_Arrow]],
    onward: dict[tuple[int, int], list[tuple[_Place, float]]],
    seen: set[_Place],
) -> None:
    """Follow an arrow through ports; add an edge from its first step to each step it leads to.

    Args:
        flow: The flow.
        first: The arrow's first part, which has the label in most cases.
        arrow: The part that was reached.
        leaving: Place -> the arrows that leave it.
        onward: Port where arrows leave a page -> where they lead, with the confidence.
        seen: Ports passed so far; those of this arrow are added.
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
    """Add the actors of steps without symbol, as told by what is typed in their cells.

    Beside a flowchart only signs such as X count; words there are labels of arrows. In a table
    without any symbol all marks and words count, if enough rows have them.
    """
    marks = [(mark, chart.frame.page) for chart in charts for mark in chart.marks]
    rows = {step for chart in charts for step in chart.frame.steps}
    if flow.steps:
        marks = [(mark, page) for mark, page in marks if is_mark(mark.text)]
    elif len({mark.step for mark, _ in marks}) < MARK.min_marked_rows_share * len(rows):
        return
    drawn = set(flow.steps)
    for mark, page in marks:
        if mark.step not in drawn:
            _add_mark(flow, mark, page)


def _add_mark(flow: Flow, mark: Mark, page: int) -> None:
    """Add the actor in whose column a mark stands."""
    sure = min(
        CONFIDENCE.mark if mark.evidence is Evidence.MARK else CONFIDENCE.words, mark.confidence
    )
    known = flow.steps.get(mark.step)
    if known is None:
        actors = {mark.column: mark.evidence}
        flow.steps[mark.step] = StepSymbols(actors, None, mark.bbox, page, sure)
        return
    known.actors[mark.column] = mark.evidence
    known.confidence = min(known.confidence, sure)
    if known.page == page:
        known.bbox = BBox.around((known.bbox, mark.bbox))
