"""A step table without rulings, as the grid that rulings would make."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.unruled.cells import Region, build_grid
from extract.unruled.columns import (
    Column,
    Columns,
    columns_of,
    fit_columns,
    with_number_column,
)
from extract.unruled.continued_columns import Sample, expect_samples, find_again, sample_columns
from extract.unruled.headings import Heading
from extract.unruled.merged_cells import merge_rows
from extract.unruled.row_segmentation import segment_rows
from extract.unruled.row_types import Alignment, ColumnLine, Table
from extract.unruled.runs import Area, TextLine
from extract.vocabulary.approval import is_nip_line
from extract.vocabulary.columns import QUALITY, match_column
from extract.vocabulary.numbering import is_numbering
from models.geometry import BBox
from models.grid import Grid
from models.page import Word
from normalize.people import is_position
from normalize.text import fold_key


@dataclass(frozen=True, slots=True)
class TableThresholds:
    """Where a step table without rulings ends. Unfitted."""

    # A blank so high below the last row ends a table ...
    end_of_table_pitches: float = 3.2
    # ... and a lower one where what follows does not keep to the columns.
    new_paragraph_pitches: float = 1.6
    # A ruling across a table covers at least this share of its width.
    min_ruling_share: float = 0.5


TABLES = TableThresholds()


_LEADING_NUMBER = re.compile(r"\(?(\d{1,3})[.)]{1,2}|(\d{1,3})")


@dataclass(frozen=True, slots=True)
class StepTable:
    """A step table as it stands on one page.

    Attributes:
        grid: Its cells.
        columns: Its columns, with the edges that the cells have.
        samples: What the texts of each column are like.
        words: The words in its cells.
        first: Index of its first line.
        end: Index of the first line below it.
    """

    grid: Grid
    columns: Columns
    samples: tuple[Sample, ...]
    words: tuple[Word, ...]
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """The part of a step table below its heading.

    Attributes:
        area: The part of the page it stands in.
        lines: Its lines.
        columns: Its columns, as the lines show them.
        parts: Each line's words by the columns they stand in.
        goes_on: Whether it continues a table of a page before.
    """

    area: Area
    lines: Sequence[TextLine]
    columns: Columns
    parts: Sequence[Mapping[int, Sequence[Word]]]
    goes_on: bool


def read_table(area: Area, heading: Heading, before: StepTable | None) -> StepTable:
    """Return the step table under a heading.

    Args:
        area: The page from its top to where the table ends at the latest.
        heading: The heading.
        before: The step table that stands before it in the file.

    Returns:
        The table with its heading; without a row where these begin on the next page.
    """
    columns = with_number_column(columns_of(heading), area.lines[heading.last + 1 :])
    kinds = [column.kind for column in columns]
    goes_on = before is not None and [c.kind for c in before.columns.columns] == kinds
    body = _fit(area, heading.last + 1, columns, goes_on=goes_on)
    tops, middle = _row_tops(body)
    if tops:
        cells = _heading_cells(area, heading, body.columns, tops[0])
        cells += _row_cells(body, tops, middle, body.columns.edges)
        samples = sample_columns(body.lines, body.columns)
    else:
        bottom = max(line.bbox.bottom for line in area.lines[heading.first : heading.last + 1])
        cells = _heading_cells(area, heading, body.columns, bottom + 1)
        samples = expect_samples(body.columns)
    extent = (heading.first, heading.last + 1 + len(body.lines))
    return _table(area, cells, body.columns, samples, extent)


def continue_table(area: Area, before: StepTable) -> StepTable | None:
    """Return the rest of a step table on a page where it has no heading.

    Args:
        area: The page.
        before: The table on the page before.

    Returns:
        The rest, with the edges of the columns as they were; None where the page's lines do not
        keep to the table's columns.
    """
    known = before.columns
    first = _below_repeated(area, known)
    lines = area.lines[first:]
    if not lines:
        return None
    columns, expected = find_again(lines, area.measures.pitch, known, before.samples)
    body = _fit(area, first, columns, expected, goes_on=True)
    if not body.lines or not body.columns.hold(body.lines):
        return None
    tops, middle = _row_tops(body)
    if not tops:
        return None
    shown = replace(body.columns, edges=known.edges)
    cells = _row_cells(body, tops, middle, known.edges)
    return _table(area, cells, shown, before.samples, (first, first + len(body.lines)))


def _below_repeated(area: Area, columns: Columns) -> int:
    """Return the index of the first line below what a page repeats of a heading."""
    names = {fold_key(run.text) for c in columns.columns if c.name for run in c.name.runs}
    for index, line in enumerate(area.lines):
        numbers = len(line.words) > 2 and is_numbering([word.text for word in line.words])
        if not numbers and not all(
            fold_key(run.text) in names or match_column(run.text) for run in line.runs
        ):
            return index
    return len(area.lines)


def _fit(
    area: Area,
    first: int,
    columns: tuple[Column, ...],
    expected: Sequence[float] = (),
    *,
    goes_on: bool,
) -> Body:
    """Return the part of a table that begins with a line: which lines are its, cut into columns."""
    lines = area.lines[first:]
    fitted = fit_columns(lines, columns, area.measures, expected)
    end = _end_of_table(lines, fitted, area.measures.pitch)
    if end < len(lines):
        lines = lines[:end]
        fitted = fit_columns(lines, columns, area.measures, expected)
    return Body(area, lines, fitted, [fitted.parts(line) for line in lines], goes_on)


def _end_of_table(lines: Sequence[TextLine], columns: Columns, pitch: float) -> int:
    """Return the index of the first line that stands below the table."""
    text = set(columns.text)
    held = [{columns.home(word) for word in line.words} for line in lines]
    numbered = [i for i, line in enumerate(lines) if columns.number_on(line)]
    clear = [i for i, line in enumerate(lines) if columns.clearly_in(line, columns.activity)]
    last = (numbered or clear or [0])[-1]
    seen = not numbered
    above = last
    signed = any(is_nip_line(run.text) for line in lines[last:] for run in line.runs)
    for index in range(last, len(lines)):
        if not held[index] & text:
            continue
        gap = (lines[index].bbox.y_mid - lines[above].bbox.y_mid) / pitch
        if index > last and seen:
            foreign = signed or any(
                columns.straddles(run.bbox) or is_position(run.text) for run in lines[index].runs
            )
            if gap >= TABLES.end_of_table_pitches or (
                gap >= TABLES.new_paragraph_pitches and foreign
            ):
                return index
        above = index
        seen = seen or columns.activity in held[index]
    return len(lines)


def _row_tops(body: Body) -> tuple[list[float], list[int]]:
    """Return where each row begins, in points, and which columns' texts stand in the middle."""
    columns, pitch = body.columns, body.area.measures.pitch
    table = Table(
        columns=tuple(_column_lines(body, index) for index in columns.text),
        pitch=pitch,
        main=columns.text.index(columns.activity),
        beside=tuple(line.bbox.y_mid for line in body.lines),
        rulings=_rulings_across(body),
        begins_cut=body.goes_on,
    )
    anchored = 0 if columns.numbered else table.main
    table = replace(table, anchors=_anchors(table, body), anchored=anchored, openers=_openers(body))
    ys = sorted({line.y for column in table.columns for line in column})
    rows = segment_rows(table)
    tops = []
    for start in rows.starts:
        above = bisect_left(ys, start) - 1
        reach = pitch if above < 0 else min(start - ys[above], pitch)
        tops.append(start - reach / 2)
    alignments = dict(zip(columns.text, rows.alignments, strict=False))
    return tops, [i for i, way in alignments.items() if way is Alignment.MIDDLE]


def _column_lines(body: Body, index: int) -> tuple[ColumnLine, ...]:
    """Return the lines of text of one column."""
    found = []
    for line, parts in zip(body.lines, body.parts, strict=True):
        if words := parts.get(index):
            box = BBox.around(word.bbox for word in words)
            text = " ".join(word.text for word in words)
            found.append(ColumnLine(line.bbox.y_mid, box.x0, box.x1, text))
    return tuple(found)


def _anchors(table: Table, body: Body) -> tuple[float, ...]:
    """Return the heights of the lines that have a step's number, in points.

    Without a column for them, the numbers that activities begin with count, where they count up.
    """
    if body.columns.numbered:
        return tuple(line.bbox.y_mid for line in body.lines if body.columns.number_on(line))
    found = [
        (line.y, int(match.group(1) or match.group(2)))
        for line in table.columns[table.main]
        if (match := _LEADING_NUMBER.fullmatch(line.text.split()[0])) and " " in line.text
    ]
    if len(found) < 2 or any(b[1] != a[1] + 1 for a, b in pairwise(found)):
        return ()
    return tuple(y for y, _ in found)


def _openers(body: Body) -> tuple[float, ...]:
    """Return the heights of the lines with which durations begin, in points."""
    kinds = [column.kind for column in body.columns.columns]
    if "duration" not in kinds:
        return ()
    lines = _column_lines(body, kinds.index("duration"))
    return tuple(
        line.y
        for index, line in enumerate(lines)
        if not line.text[:1].islower()
        and not line.text.startswith("(")
        and not (index and lines[index - 1].text.endswith(("/", "-", ",", "x")))
    )


def _rulings_across(body: Body) -> tuple[float, ...]:
    """Return the y of the rulings that part rows, in points."""
    if not body.lines:
        return ()
    top, bottom = body.lines[0].bbox.top, body.lines[-1].bbox.bottom
    lengths: dict[float, float] = {}
    for ruling in body.area.rulings:
        if ruling.horizontal and top < ruling.position < bottom:
            at = next((y for y in lengths if abs(y - ruling.position) <= 2), ruling.position)
            lengths[at] = lengths.get(at, 0.0) + ruling.length
    across = TABLES.min_ruling_share * (body.columns.edges[-1] - body.columns.edges[0])
    return tuple(sorted(y for y, length in lengths.items() if length >= across))


def _heading_cells(area: Area, heading: Heading, columns: Columns, bottom: float) -> list[Region]:
    """Return the cells of a heading: names of groups, below them those of columns, numbers."""
    edges = columns.edges
    top = area.lines[heading.first].bbox.top - 1
    cells: list[Region] = []
    if heading.numbers:
        numbers_top = min(word.bbox.top for word in heading.numbers) - 1
        for i, (left, right) in enumerate(pairwise(edges)):
            words = [word for word in heading.numbers if columns.home(word) == i]
            box = BBox(left, numbers_top, right, bottom)
            cells.append((box, words))
        bottom = numbers_top
    upper = [top] * len(columns.columns)
    for group, kinds in ((heading.actors, (None,)), (heading.quality, QUALITY)):
        under = [i for i, column in enumerate(columns.columns) if column.kind in kinds]
        if group is None or not under:
            continue
        middle = min(group.bbox.bottom + 0.5, bottom - 1)
        box = BBox(edges[under[0]], top, edges[under[-1] + 1], middle)
        cells.append((box, group.words))
        for i in under:
            upper[i] = middle
    for i, column in enumerate(columns.columns):
        if column.name is not None:
            box = BBox(edges[i], upper[i], edges[i + 1], bottom)
            cells.append((box, column.name.words))
    return cells


def _row_cells(
    body: Body, tops: Sequence[float], middle: Sequence[int], edges: Sequence[float]
) -> list[Region]:
    """Return the cells below a heading.

    Args:
        body: The part of the table below its heading.
        tops: Where each row begins, in points.
        middle: The columns whose texts stand in the middle of their cells.
        edges: The edges that the cells are given, in points.
    """
    held: dict[tuple[int, int], list[Word]] = {}
    for line, parts in zip(body.lines, body.parts, strict=True):
        row = max(bisect_right(tops, line.bbox.y_mid) - 1, 0)
        for index, words in parts.items():
            held.setdefault((row, index), []).extend(words)
    bottoms = [*tops[1:], body.lines[-1].bbox.bottom + 1]
    spans = merge_rows(held, len(tops), middle, body.columns, body.area.measures.pitch)
    cells: list[Region] = []
    for index, (left, right) in enumerate(pairwise(edges)):
        for first, last in spans[index]:
            inside = [w for row in range(first, last + 1) for w in held.get((row, index), ())]
            box = BBox(left, tops[first], right, bottoms[last])
            cells.append((box, inside))
    return cells


def _table(
    area: Area,
    regions: list[Region],
    columns: Columns,
    samples: tuple[Sample, ...],
    extent: tuple[int, int],
) -> StepTable:
    """Return the table that some cells on the lines of an extent make."""
    grid, words = build_grid(area.page, regions)
    return StepTable(grid, columns, samples, words, *extent)
