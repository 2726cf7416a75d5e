"""The charts of an SOP's pages joined to the flow between its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.flowchart import Chart, Link, Shape
from models.geometry import BBox
from models.step import Symbol

# Which symbol names a row that holds several (contract, Conventions: Steps).
PRECEDENCE = (Symbol.DECISION, Symbol.TERMINATOR, Symbol.DOCUMENT, Symbol.PROCESS)


@dataclass(slots=True)
class StepSymbols:
    """What the flowchart says of one step.

    Attributes:
        columns: Indices of the Pelaksana columns that carry its symbols.
        symbol: The symbol that names the row.
        bbox: The box around its symbols, in PDF points.
        page: 1-based page they stand on.
        confidence: How sure we are, 0 to 1.
    """

    columns: list[int]
    symbol: Symbol
    bbox: BBox
    page: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two steps, by their index."""

    source: int
    target: int
    label: str | None
    confidence: float


@dataclass(slots=True)
class Flow:
    """The flow of an SOP.

    Attributes:
        steps: Index of a step -> what the flowchart says of it.
        edges: The arrows between steps.
        loose: (page, box) of lines whose ends could not be found.
    """

    steps: dict[int, StepSymbols] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    loose: list[tuple[int, BBox]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Crossing:
    """An arrow that crosses a page's end."""

    step: int | None
    x: float
    label: str | None
    confidence: float


def join_charts(charts: Sequence[Chart]) -> Flow:
    """Join the charts of an SOP's pages, in order."""
    flow = Flow()
    leaving: list[_Crossing] = []
    for chart in charts:
        rows = [_row_of(shape, chart) for shape in chart.shapes]
        _add_symbols(flow, chart, rows)
        entering, next_leaving = _add_links(flow, chart, rows)
        _join_pages(flow, leaving, entering, chart)
        leaving = next_leaving
        flow.loose += [(chart.frame.page, around) for around in chart.loose]
    return flow


def _row_of(shape: Shape, chart: Chart) -> int | None:
    """Return the index of the step whose row a shape stands in."""
    best, step = 0.0, None
    for (top, bottom), index in zip(chart.frame.rows, chart.frame.steps, strict=True):
        shared = min(shape.bbox.bottom, bottom) - max(shape.bbox.top, top)
        if shared > best:
            best, step = shared, index
    return step


def _column_of(shape: Shape, chart: Chart) -> int | None:
    """Return the index of the Pelaksana column a shape stands in."""
    best, column = 0.0, None
    for index, (left, right) in enumerate(chart.frame.columns):
        shared = min(shape.bbox.x1, right) - max(shape.bbox.x0, left)
        if shared > best:
            best, column = shared, index
    return column


def _add_symbols(flow: Flow, chart: Chart, rows: Sequence[int | None]) -> None:
    """Add the symbols of a page to the steps they stand at."""
    for shape, row in zip(chart.shapes, rows, strict=True):
        column = _column_of(shape, chart)
        if row is None or column is None or shape.kind is Symbol.CONNECTOR:
            continue
        known = flow.steps.get(row)
        if known is None:
            flow.steps[row] = StepSymbols(
                [column], shape.kind, shape.bbox, chart.frame.page, shape.confidence
            )
            continue
        known.columns = sorted({*known.columns, column})
        known.symbol = min(known.symbol, shape.kind, key=PRECEDENCE.index)
        known.confidence = min(known.confidence, shape.confidence)
        if known.page == chart.frame.page:
            known.bbox = BBox.around((known.bbox, shape.bbox))


def _add_links(
    flow: Flow, chart: Chart, rows: Sequence[int | None]
) -> tuple[list[_Crossing], list[_Crossing]]:
    """Add a page's arrows between steps; return those that come in and those that go out."""
    entering: list[_Crossing] = []
    leaving: list[_Crossing] = []
    for link in chart.links:
        source, target = _end(link.source, chart, rows), _end(link.target, chart, rows)
        if source is None and target is not None:
            entering.append(_crossing(target, link, chart, link.source, 0))
        elif target is None and source is not None:
            leaving.append(_crossing(source, link, chart, link.target, -1))
        elif source is not None and target is not None:
            _add_edge(flow, Edge(source, target, link.label, link.confidence))
    return entering, leaving


def _end(shape: int | None, chart: Chart, rows: Sequence[int | None]) -> int | None:
    """Return the step at a link's end; None where the link goes on over the page's end there."""
    if shape is None or chart.shapes[shape].kind is Symbol.CONNECTOR:
        return None
    return rows[shape]


def _crossing(step: int, link: Link, chart: Chart, outer: int | None, end: int) -> _Crossing:
    """Return the crossing of a link whose one end lies on another page."""
    x = link.line[end][0] if outer is None else chart.shapes[outer].bbox.x_mid
    return _Crossing(step, x, link.label, link.confidence)


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


def _join_pages(
    flow: Flow, leaving: Sequence[_Crossing], entering: Sequence[_Crossing], chart: Chart
) -> None:
    """Join the arrows that leave one page to those that enter the next, from left to right.

    Where lines run out of the page and none comes in, they lead to the next page's first step.
    """
    if leaving and not entering and chart.frame.steps:
        first = chart.frame.steps[0]
        entering = [_Crossing(first, leaving[0].x, None, 0.7)]
    outs = sorted(leaving, key=lambda crossing: crossing.x)
    ins = sorted(entering, key=lambda crossing: crossing.x)
    if not outs or not ins:
        return
    pairs = (
        zip(outs, ins, strict=True)
        if len(outs) == len(ins)
        else [(out, min(ins, key=lambda i: abs(i.x - out.x))) for out in outs]
    )
    for out, into in pairs:
        if out.step is not None and into.step is not None:
            confidence = min(out.confidence, into.confidence)
            _add_edge(flow, Edge(out.step, into.step, out.label or into.label, confidence))
