"""Step tables without tabs: cells one after the other, broken over lines.

A row begins with its number, the numbers growing. What stands between two numbers is one row;
`extract.text.cells` tells its cells apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.text.actors import split_actors
from extract.text.cells import RowText, read_cells
from extract.text.headings import column_headings, is_column_numbers
from extract.text.lines import Line
from extract.text.page_ends import cut_page_end
from extract.text.tables import TextTable
from extract.vocabulary.columns import duration_unit
from extract.vocabulary.documents import captioned_title
from extract.vocabulary.duration_phrases import find_durations
from extract.vocabulary.flow_words import is_flow_word
from models.raw import RawText
from normalize.text import fold_key

_NUMBERED = re.compile(
    r"^\(?(\d{1,3})(?:\s?[.)]{1,2}(?=\s|$|[A-Z])|(?=\s+[A-Z(])|$)\s*(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class RowThresholds:
    """Where rows without tabs begin. Unfitted."""

    # A number up to this much greater than the one before follows it, numbers between them missing;
    # a greater one is no step's number.
    max_number_gap: int = 6
    # Heading lines this near to each other are one heading; names of actors may stand between.
    max_heading_gap_lines: int = 3
    # A heading names at least so many columns.
    min_columns: int = 3
    # No row has more lines.
    max_row_lines: int = 200


ROWS = RowThresholds()


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a row begins: the index of its line, its number, and the rest of that line."""

    index: int
    number: str
    rest: str


def read_rows(lines: Sequence[Line], title: str | None = None) -> TextTable:
    """Read a step table whose cells no tab separates.

    Args:
        lines: The lines from the table's heading on.
        title: The SOP's title, where it is known.
    """
    headings = _heading_lines(lines)
    starts = _find_starts(lines, headings)
    first = starts[0].index if starts else len(lines)
    columns: set[str] = set()
    names: list[RawText] = []
    unit: str | None = None
    groups = {index for index, named in headings.items() if "actors" in named}
    for index, line in enumerate(lines):
        found = column_headings(line.text) if index in headings else None
        if found:
            columns.update(found.columns)
            unit = unit or duration_unit(line.text)
        if index < min(first, ROWS.max_row_lines) and not _is_furniture(line, title, anywhere=True):
            names.extend(_names_in(line, index in headings, bool(groups - {index})))
    actors = split_actors(names)
    rows: list[RowText] = []
    for position, start in enumerate(starts):
        content, ends_page = _content(lines, starts, position, headings, title)
        if ends_page:
            content, tail = cut_page_end(content, actors)
            actors = actors or tail
        rows.append(RowText(start.number, lines[start.index], content))
    expressions = [actor.text for actor in actors] + ([title] if title else [])
    steps = read_cells(rows, columns, expressions)
    first_line = lines[0].number if lines else 0
    return TextTable(steps, actors, duration_unit=unit, first=first_line)


def _heading_lines(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """Return the indices of lines that name columns, with the columns.

    A line of one word ("Dokumen") is a heading only among others.
    """
    named: dict[int, tuple[str, ...]] = {}
    for index, line in enumerate(lines):
        found = column_headings(line.text)
        whole = found is not None and not found.after and not line.text[:1].islower()
        if found and whole and (not found.before or len(found.columns) >= 2):
            named[index] = found.columns
    kept: dict[int, tuple[str, ...]] = {}
    cluster: list[int] = []
    for index in [*named, len(lines) + ROWS.max_heading_gap_lines + 1]:
        if cluster and index - cluster[-1] > ROWS.max_heading_gap_lines:
            if len({column for i in cluster for column in named[i]}) >= ROWS.min_columns:
                kept.update((i, named[i]) for i in cluster)
            cluster = []
        cluster.append(index)
    return kept


def _names_in(line: Line, is_heading: bool, grouped: bool) -> list[RawText]:
    """Return the actors' names on a line of the table's heading.

    Args:
        line: The line.
        is_heading: Whether it names columns.
        grouped: Whether another line names the actors' group of columns.
    """
    if is_column_numbers(line.text.split()) or captioned_title(line.text):
        return []
    found = column_headings(line.text) if is_heading else None
    if found is None:
        return [] if is_heading else [line.raw_text()]
    names = [line.raw_text(found.before)] if found.before else []
    # "Pelaksana" among the names is an actor where the columns' group is named elsewhere.
    if found.columns[0] == "actors" and grouped and len(found.columns) > 2:
        names.append(line.raw_text(line.text[len(found.before) :].split()[0]))
    return names


def _find_starts(lines: Sequence[Line], headings: dict[int, tuple[str, ...]]) -> list[_Start]:
    """Return where the rows begin: lines whose numbers grow, one by one where they can."""
    candidates = [
        start
        for index, line in enumerate(lines)
        if index not in headings and (start := _start_on(line, index)) is not None
    ]
    last_place = {int(candidate.number): i for i, candidate in enumerate(candidates)}
    starts: list[_Start] = []
    for position, candidate in enumerate(candidates):
        number = int(candidate.number)
        previous = int(starts[-1].number) if starts else 0
        if number == previous + 1:
            starts.append(candidate)
        elif previous + 1 < number <= previous + ROWS.max_number_gap and (
            starts or not candidate.rest
        ):
            coming = last_place.get(previous + 1, -1) > position
            starts.extend([] if coming else [candidate])
    return starts


def _start_on(line: Line, index: int) -> _Start | None:
    """Return the row that a line seems to begin; None where its number is another thing's."""
    match = _NUMBERED.match(line.text)
    if match is None:
        return None
    words = line.text.split()
    spans = find_durations(words)
    if (spans and spans[0].start == 0) or is_column_numbers(words):
        return None
    if match["rest"][:1].islower() or match["rest"].startswith("("):
        return None
    return _Start(index, match.group(1), match["rest"].strip())


def _content(
    lines: Sequence[Line],
    starts: Sequence[_Start],
    position: int,
    headings: dict[int, tuple[str, ...]],
    title: str | None,
) -> tuple[list[Line], bool]:
    """Return the lines of a row's cells, and whether a page ends with it.

    What stands between the rows is left out.
    """
    start = starts[position]
    last = position + 1 == len(starts)
    end = len(lines) if last else starts[position + 1].index
    content: list[Line] = []
    if start.rest:
        head = lines[start.index]
        content.append(replace(head, text=start.rest, cells=(start.rest,), gap=0))
    for index in range(start.index + 1, min(end, start.index + 1 + ROWS.max_row_lines)):
        line = lines[index]
        if index in headings or (last and content and _is_caption(lines, index, headings)):
            # Below a heading come its other lines, up to the next row's number.
            return content, True
        if not _is_furniture(line, title):
            content.append(line)
    return content, last


def _is_furniture(line: Line, title: str | None, *, anywhere: bool = False) -> bool:
    """Return whether a line holds words of the flowchart, column numbers, or the title.

    Args:
        line: The line.
        title: The SOP's title.
        anywhere: Whether the title counts even where no gap sets the line apart.
    """
    blank = not line.text.strip(" .,:;()?*")
    if blank or is_flow_word(line.text) or is_column_numbers(line.text.split()):
        return True
    if not title or not (line.gap or line.page_break or anywhere):
        return False
    return fold_key(captioned_title(line.text) or line.text) == fold_key(title)


def _is_caption(lines: Sequence[Line], index: int, headings: dict[int, tuple[str, ...]]) -> bool:
    """Return whether a line begins a paragraph right above a heading: that table's caption."""
    below = next((i for i in (index + 1, index + 2) if i < len(lines) and lines[i].gap), None)
    return lines[index].gap > 0 and below in headings
