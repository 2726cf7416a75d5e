"""One page's flowchart, from what is drawn on the page to a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.flow.diagrams import read_diagram, text_boxes
from extract.flow.drawing.build import build_drawing
from extract.flow.labels import label_links
from extract.flow.marks import read_marks
from extract.flow.network.read import read_chart
from extract.flow.symbol_kinds import name_symbols, tell_decisions
from extract.vocabulary.flow_words import is_arrow_label
from models.flowchart import Chart, Frame, Shape
from models.geometry import BBox
from models.page import Page, Word
from models.source import TextOrigin


@dataclass(frozen=True, slots=True)
class ReadingThresholds:
    """What is kept from being read as a part of a flowchart."""

    # A stretch between two rows that is at least so high holds a repeated heading. Unfitted: one
    # line of 8-point letters.
    min_heading_pt: float = 10.0


READING = ReadingThresholds()


def read_flowchart(page: Page, frame: Frame) -> Chart:
    """Read the flowchart that stands in a step table's Pelaksana columns on one page.

    Args:
        page: The page.
        frame: The cells of the table that hold the flowchart.
    """
    words = _outside_headings(page.words, frame)
    if page.diagram is not None:
        chart = read_diagram(page.diagram, frame)
        boxes = text_boxes(page.diagram, chart)
        boxes += _typed_labels(page, frame, [box for _, box in boxes])
        typed = [
            word
            for word in words
            if not any(_holds(box, word) for _, box in boxes)
            and not any(_is_text_of(shape, word) for shape in chart.shapes)
        ]
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
    label_links(chart, words)
    tell_decisions(chart)
    chart.marks += read_marks(page, frame, chart.shapes)
    return chart


def _outside_headings(words: Sequence[Word], frame: Frame) -> Sequence[Word]:
    """Return words without those of headings that are repeated between the rows of a frame."""
    rows = sorted(frame.rows)
    gaps = [
        (above[1], below[0])
        for above, below in pairwise(rows)
        if below[0] - above[1] >= READING.min_heading_pt
    ]
    if not gaps:
        return words
    return [w for w in words if not any(top < w.bbox.y_mid < end for top, end in gaps)]


def _typed_labels(page: Page, frame: Frame, drawn: Sequence[BBox]) -> Iterator[tuple[str, BBox]]:
    """Yield text and box of labels that are typed into cells of a flowchart.

    Args:
        page: The page.
        frame: The cells that hold the flowchart.
        drawn: Boxes of drawn labels, whose words blank cells have as theirs.
    """
    for cell in (cell for table in page.exact.tables for cell in table) if page.exact else ():
        if not cell.words or not frame.bbox.contains_point(cell.bbox.x_mid, cell.bbox.y_mid):
            continue
        text = " ".join(word.text for word in cell.words)
        if is_arrow_label(text) and not any(_holds(box, cell.words[0]) for box in drawn):
            yield text, BBox.around(word.bbox for word in cell.words)


def _is_text_of(shape: Shape, word: Word) -> bool:
    """Return whether a word is one of those written in a symbol."""
    return _holds(shape.bbox, word) and word.text in shape.text.split()


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
