"""Layouts of pages: ruled tables as they are drawn, the others as white space tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.layout.drawn_bullets import add_drawn_bullets
from extract.layout.grid import build_layout
from extract.layout.lines import assemble_lines
from extract.unruled.headings import Heading, find_headings
from extract.unruled.identity import IdentitySheet, read_sheet
from extract.unruled.labels import find_header_labels
from extract.unruled.runs import Area, measure, text_lines
from extract.unruled.steps import StepTable, continue_table, read_table
from extract.vocabulary.columns import QUALITY
from extract.vocabulary.furniture import is_page_number
from models.grid import Grid, PageLayout
from models.page import Direction, Page, Word


@dataclass(frozen=True, slots=True)
class PageThresholds:
    """Which pages may hold tables without rulings. Unfitted."""

    # So many words outside its ruled tables make a table on a page without rulings ...
    min_words: int = 12
    # ... and so many the rest of one.
    min_words_continued: int = 3
    # A page with more runs of words is no page of an SOP, nor several in one; a bound of time.
    max_runs: int = 1500
    # An identity sheet shows so many different labels ...
    min_labels: int = 3
    # ... within so many lines.
    label_reach_lines: int = 40


PAGES = PageThresholds()


def lay_out_pages(pages: Iterable[Page]) -> Iterator[PageLayout]:
    """Lay out the pages of a file.

    Args:
        pages: The pages in order; read one at a time.

    Yields:
        A layout for each page: its ruled tables, and the identity sheets and step tables that
        stand outside these without rulings of their own.
    """
    before: Ending = None
    for page in pages:
        layout = build_layout(add_drawn_bullets(page))
        found = add_unruled_tables(layout, before)
        before = found.last
        yield found.layout


# What a page may end with that the next one may continue.
Ending = StepTable | IdentitySheet | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a page holds besides ruled tables.

    Attributes:
        layout: The page's layout, with the grids of all its tables.
        last: The table without rulings that it ends with, if it does.
    """

    layout: PageLayout
    last: Ending


def add_unruled_tables(layout: PageLayout, before: Ending = None) -> Found:
    """Add to a layout the grids of the tables without ruling lines.

    Args:
        layout: A page's ruled tables, and the lines outside them.
        before: The table without rulings that the page before ends with, if it does.
    """
    page = layout.page
    if not page.words:
        return Found(layout, before)
    outside = _words_outside(page, layout.grids)
    if len(outside) < (PAGES.min_words if before is None else PAGES.min_words_continued):
        return Found(layout, None)
    measures = measure(outside)
    lines = [x for x in text_lines(outside, measures.letter) if not is_page_number(x.text)]
    if sum(len(line.runs) for line in lines) > PAGES.max_runs:
        return Found(layout, None)
    strokes = tuple(ruling for ruling in page.rulings if ruling.horizontal)
    turned = tuple(word for word in outside if word.direction is not Direction.RIGHT)
    area = Area(page.number, lines, measures, strokes, turned)
    steps = before if isinstance(before, StepTable) else None
    tables = _step_tables(area, steps)
    grids: list[Grid] = []
    words: list[Word] = []
    last: Ending = None
    at = 0
    for table in [*tables, None]:
        opened = before if at == 0 and isinstance(before, IdentitySheet) else None
        upper = read_sheet(area.part(at, table.first if table else len(lines)), opened)
        if upper:
            grids += upper.grids
            words += upper.words
            last = upper
        if table:
            grids.append(table.grid)
            words += table.words
            at, last = table.end, table
    if not grids and steps and (rest := continue_table(area, steps)):
        grids, words, last = [rest.grid], list(rest.words), rest
    if not grids:
        return Found(layout, None)
    return Found(_with_grids(layout, grids, outside, words), last)


def _step_tables(area: Area, before: StepTable | None) -> list[StepTable]:
    """Return the step tables of a page that have a heading, from top to bottom."""
    headings = [x for x in find_headings(area) if not (before and _is_repeated_part(x, before))]
    if not headings:
        return []
    starts = _identity_starts(area)
    tables: list[StepTable] = []
    limits = [*(heading.first for heading in headings[1:]), len(area.lines)]
    for heading, limit in zip(headings, limits, strict=True):
        end = min([limit, *(start for start in starts if start > heading.last)])
        before = read_table(area.part(0, end), heading, before)
        tables.append(before)
    return tables


def _is_repeated_part(heading: Heading, before: StepTable) -> bool:
    """Return whether a heading is only the first row of the one that a table before has."""
    known = {column.kind for column in before.columns.columns}
    return bool(known & set(QUALITY)) and not {x.kind for x in heading.names} & set(QUALITY)


def _identity_starts(area: Area) -> list[int]:
    """Return the lines with which identity sheets' labels begin."""
    labels = [(x.line, x.match.field) for x in find_header_labels(area) if x.match]
    starts: list[int] = []
    for index, (line, _) in enumerate(labels):
        near = {
            name for at, name in labels[index : index + 20] if at - line <= PAGES.label_reach_lines
        }
        if len(near) >= PAGES.min_labels:
            starts.append(line)
    return starts


def _words_outside(page: Page, grids: Sequence[Grid]) -> list[Word]:
    """Return a page's words that stand in no cell of its ruled tables."""
    if page.exact is not None:
        return list(page.exact.outside)
    if not grids:
        return list(page.words)
    boxes = np.array([word.bbox for word in page.words])
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.argsort(y)
    x, y = x[order], y[order]
    inside = np.zeros(len(boxes), np.bool_)
    cells = np.array([cell.bbox for grid in grids for cell in grid.cells])
    firsts = np.searchsorted(y, cells[:, 1], "left").tolist()
    ends = np.searchsorted(y, cells[:, 3], "right").tolist()
    for (x0, _, x1, _), first, end in zip(cells.tolist(), firsts, ends, strict=True):
        beside = x[first:end]
        inside[order[first:end][(x0 <= beside) & (beside <= x1)]] = True
    return [word for word, within in zip(page.words, inside.tolist(), strict=True) if not within]


def _with_grids(
    layout: PageLayout, grids: Sequence[Grid], outside: Sequence[Word], words: Sequence[Word]
) -> PageLayout:
    """Return a layout with more grids, whose words are no longer lines outside its tables."""
    taken = {id(word) for word in words}
    lines = assemble_lines([w for w in outside if id(w) not in taken], layout.page.number)
    ordered = sorted([*layout.grids, *grids], key=lambda grid: (grid.bbox.top, grid.bbox.x0))
    return PageLayout(layout.page, tuple(ordered), lines, layout.strips)
