"""One page's flowchart, from what is drawn on the page to a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.flow.diagrams import read_diagram, text_boxes
from extract.flow.drawing.build import build_drawing
from extract.flow.labels import label_links
from extract.flow.marks import read_marks
from extract.flow.network.read import read_chart
from extract.flow.symbol_kinds import name_symbols, tell_decisions
from models.flowchart import Chart, Frame
from models.geometry import BBox
from models.page import Page, Word
from models.source import TextOrigin


def read_flowchart(page: Page, frame: Frame) -> Chart:
    """Read the flowchart that stands in a step table's Pelaksana columns on one page.

    Args:
        page: The page.
        frame: The cells of the table that hold the flowchart.
    """
    if page.diagram is not None:
        chart = read_diagram(page.diagram, frame)
        boxes = text_boxes(page.diagram, chart)
        typed = [word for word in page.words if not any(_holds(box, word) for _, box in boxes)]
        label_links(chart, typed, boxes)
        chart.marks += read_marks(page, frame, chart.shapes)
        return chart
    recognised = [word.bbox for word in page.words if word.confidence < 1]
    pictured = page.origin is not TextOrigin.DIGITAL
    drawing = build_drawing(page.paths, frame, recognised, pictured=pictured)
    if drawing is None:
        return Chart(frame, dense=True)
    shapes = name_symbols(drawing.shapes, page.words)
    chart = read_chart(replace(drawing, shapes=shapes), frame, pictured=pictured)
    label_links(chart, page.words)
    tell_decisions(chart)
    chart.marks += read_marks(page, frame, chart.shapes)
    return chart


def _holds(box: BBox, word: Word) -> bool:
    """Return whether the middle of a word lies in a box."""
    return box.contains_point(word.bbox.x_mid, word.bbox.y_mid)


def frame_of(
    page: int,
    columns: Sequence[tuple[float, float]],
    edges: Sequence[float],
    top: float,
    rows: Sequence[tuple[int, tuple[float, float]]],
) -> Frame | None:
    """Return the frame of a page's flowchart; None where there are no columns or no rows.

    Args:
        page: 1-based number of the page.
        columns: (left, right) edges of the Pelaksana columns in points.
        edges: Edges of all columns in points.
        top: Where the table's first row begins, in points.
        rows: Index of each step and the (top, bottom) edges of its row in points.
    """
    if not columns or not rows:
        return None
    ordered = sorted(rows, key=lambda row: row[1])
    levels = {top, *(edge for _, span in ordered for edge in span)}
    return Frame(
        page=page,
        columns=tuple(columns),
        rows=tuple(span for _, span in ordered),
        steps=tuple(index for index, _ in ordered),
        rulings_x=tuple(edges),
        rulings_y=tuple(sorted(levels)),
    )
