"""The marks of a page: what each stage found on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.debug.overlays import Layer, Mark, box_mark, line_mark
from extract.fields.labelled import find_labels
from extract.fields.table_parts import split_table
from models.flowchart import Chart
from models.geometry import BBox
from models.grid import PageLayout
from models.page import Page
from models.raw import RawSop, RawText

# Words below this confidence, 0 to 1, are drawn as doubtful; unfitted.
MAX_DOUBTFUL = 0.9


def mark_page(layout: PageLayout, sops: Sequence[RawSop]) -> list[Mark]:
    """Return the marks of a page, in the order they are drawn.

    Args:
        layout: The page, laid out.
        sops: The SOPs of the file.
    """
    number = layout.page.number
    marks = list(_mark_words(layout.page))
    marks += [box_mark(Layer.UNTRUSTED, area) for area in layout.page.untrusted]
    marks += _mark_tables(layout)
    for sop in sops:
        marks += _mark_rows(sop, number)
        marks += _mark_values(sop, number)
        for chart in sop.charts:
            if chart.frame.page == number:
                marks += mark_chart(chart)
    order = list(Layer)
    return sorted(marks, key=lambda mark: order.index(mark.layer))


def mark_chart(chart: Chart) -> Iterator[Mark]:
    """Yield the marks of a flowchart."""
    for shape in chart.shapes:
        yield box_mark(Layer.SYMBOL, shape.bbox, str(shape.kind))
    for mark in chart.marks:
        yield box_mark(Layer.SYMBOL, mark.bbox, str(mark.evidence))
    for link in chart.links:
        yield line_mark(Layer.ARROW, link.line, link.label or "")
    for box in (*chart.loose, *chart.tangled):
        yield box_mark(Layer.LOOSE, box.grown(1.5))


def _mark_words(page: Page) -> Iterator[Mark]:
    """Yield the marks of a page's words."""
    for word in page.words:
        if word.confidence < MAX_DOUBTFUL:
            yield box_mark(Layer.DOUBTFUL_WORD, word.bbox, f"{word.confidence:.2f}")
        else:
            yield box_mark(Layer.WORD, word.bbox)


def _mark_tables(layout: PageLayout) -> Iterator[Mark]:
    """Yield the marks of a page's tables: cells, labels, and headings of step tables."""
    for grid in layout.grids:
        for cell in grid.cells:
            yield box_mark(Layer.CELL, cell.bbox)
        for part in split_table(grid):
            columns = part.columns
            if columns is None:
                for label in find_labels(part.cells):
                    yield from _mark_reading(Layer.LABEL, label.line, label.match.field, None)
                continue
            for name, (left, right) in columns.spans.items():
                yield box_mark(Layer.COLUMN, BBox(left, columns.top, right, columns.bottom), name)
            for index, (left, right) in enumerate(columns.actor_spans, 1):
                box = BBox(left, columns.top, right, columns.bottom)
                yield box_mark(Layer.COLUMN, box, f"actor {index}")


def _mark_rows(sop: RawSop, number: int) -> Iterator[Mark]:
    """Yield the marks of the rows of a step table on a page."""
    for seq, step in enumerate(sop.steps, 1):
        for place in step.rows:
            if place.page == number and place.bbox:
                yield box_mark(Layer.ROW, place.bbox, f"step {seq}")


def _mark_values(sop: RawSop, number: int) -> Iterator[Mark]:
    """Yield the marks of the values that were read on a page.

    Their labels are JSON pointers into the record; `steps/` is left out for those of steps.
    """
    for name, reading in sop.header.items():
        yield from _mark_reading(Layer.VALUE, reading, f"header/{name.replace('.', '/')}", number)
    for sections in (sop.sections, sop.extra_sections):
        for name, items in sections.items():
            for index, reading in enumerate(items):
                yield from _mark_reading(Layer.VALUE, reading, f"{name}/{index}", number)
    for index, step in enumerate(sop.steps):
        for name, reading in step.cells.items():
            yield from _mark_reading(Layer.VALUE, reading, f"{index}/{name}", number)


def _mark_reading(layer: Layer, reading: RawText, label: str, number: int | None) -> Iterator[Mark]:
    """Yield the mark of a text if it is on a page; a page of None means any."""
    place = reading.place
    if place.bbox is not None and number in (None, place.page):
        yield box_mark(layer, place.bbox, label)
