"""Step tables whose cells are separated by tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.text.headings import is_column_numbers
from extract.text.lines import Line
from extract.vocabulary.arrow_labels import is_usual_label
from extract.vocabulary.columns import match_column
from extract.vocabulary.flow_words import is_mark, is_weak_mark
from extract.vocabulary.labels import is_closing
from extract.vocabulary.names import GROUPS
from models.fields import TEXT_CELLS
from models.raw import Place, RawHeading, RawStep, RawText
from normalize.durations import parse_duration
from normalize.text import blank_to_none, join_broken

_STEP_NUMBER = re.compile(r"^\(?\s*(\d{1,3}[a-z]?)\s*[.)]?$")
_UNIT_NOTE = re.compile(r"\(([^()]{1,30})\)")


@dataclass(frozen=True, slots=True)
class TabTableLimits:
    """What a table with tabs may be like. Unfitted."""

    # Rows of a heading, that of column numbers left out.
    max_heading_rows: int = 4
    # Marks tell the actors if this share of the rows has one, as on pages.
    min_marked_rows_share: float = 0.5


TAB_TABLES = TabTableLimits()


@dataclass(slots=True)
class TextTable:
    """A step table as read from tab-separated rows.

    Attributes:
        steps: Its rows.
        actors: The Pelaksana columns' names.
        headings: Its headings, one for each time one is printed.
        totals: Durations of rows that sum up the steps above them.
        duration_unit: What stands in brackets after the duration column's label.
        first: Number of the line its heading begins in.
    """

    steps: list[RawStep] = field(default_factory=list)
    actors: list[RawText] = field(default_factory=list)
    headings: list[RawHeading] = field(default_factory=list)
    totals: list[RawText] = field(default_factory=list)
    duration_unit: str | None = None
    first: int = 0


@dataclass(slots=True)
class _Columns:
    """What each column of a table holds.

    Attributes:
        fields: Index of a column -> its field.
        actors: Index of a Pelaksana column -> its name.
        width: Number of columns.
        duration_unit: What the duration's heading says of its unit.
        printed: What a column or a group of columns is -> its heading as printed.
    """

    fields: dict[int, str]
    actors: dict[int, RawText]
    width: int
    duration_unit: str | None
    printed: dict[str, RawText]


def is_heading_row(line: Line) -> bool:
    """Return whether a tab-separated row names the columns of a step table."""
    if not line.is_row:
        return False
    columns = {column for cell in line.cells if (column := match_column(_flat(cell)))}
    return len(columns) >= (2 if "activity" in columns else 3)


def read_tables(lines: Sequence[Line]) -> TextTable:
    """Read the step table, or the step tables one after the other, in some lines.

    A heading repeated on a new page is skipped; the first one's names count.

    Args:
        lines: Lines from the first heading row on; others than rows are no part of a table.
    """
    table = TextTable(first=lines[0].number if lines else 0)
    columns: _Columns | None = None
    index = 0
    while index < len(lines):
        if is_heading_row(lines[index]):
            count = _heading_rows(lines, index)
            columns = _read_columns(lines[index : index + count])
            actors = [columns.actors[i] for i in sorted(columns.actors)]
            table.headings.append(RawHeading(columns.printed, tuple(actors)))
            table.actors = table.actors or actors
            table.duration_unit = table.duration_unit or columns.duration_unit
            index += count
            continue
        if columns is not None:
            row, used = _whole_row(lines, index, columns.width)
            if row is not None:
                _add_row(table, row, columns)
            index += used
        else:
            index += 1
    marked = sum(bool(step.actors) for step in table.steps)
    if marked < TAB_TABLES.min_marked_rows_share * len(table.steps):
        # Few marks are what is left of a flowchart.
        for step in table.steps:
            step.actors = []
    return table


def _heading_rows(lines: Sequence[Line], start: int) -> int:
    """Return how many rows a table's heading has, the row of column numbers included."""
    for count in range(1, TAB_TABLES.max_heading_rows + 1):
        if start + count >= len(lines):
            return count
        line = lines[start + count]
        if not line.is_row or _STEP_NUMBER.match(line.cells[0]) or line.cells[0]:
            return count + (line.is_row and is_column_numbers(line.cells))
        labelled = any(match_column(_flat(cell)) for cell in line.cells if cell)
        if _is_data(line) or not (labelled or _names_only(lines[start], line)):
            return count
    return TAB_TABLES.max_heading_rows


def _names_only(heading: Line, line: Line) -> bool:
    """Return whether a row has cells in the actors' columns of a heading and nowhere else."""
    labels = {i: match_column(_flat(cell)) for i, cell in enumerate(heading.cells) if cell}
    first = next((i for i, column in labels.items() if column == "actors"), None)
    if first is None:
        return False
    last = min((i for i in labels if i > first), default=len(heading.cells))
    return all(first <= i < last for i, cell in enumerate(line.cells) if cell)


def _is_data(line: Line) -> bool:
    """Return whether a row holds a duration, as only rows of steps do."""
    return any(_is_duration(cell) for cell in line.cells)


def _is_duration(cell: str) -> bool:
    """Return whether a cell holds a duration with its unit."""
    parsed = parse_duration(_flat(cell)) if len(cell) <= 60 else None
    return parsed is not None and parsed.unit is not None


def _read_columns(rows: Sequence[Line]) -> _Columns:
    """Return what the columns hold, from the rows of a heading.

    A label in a lower row is nearer to the cells than the group's above it. A name under the
    actors' group, or between the activity and the first column of another kind, is an actor's.
    """
    rows = [row for row in rows if not is_column_numbers(row.cells)]
    width = max(len(row.cells) for row in rows)
    groups: dict[int, str] = {}
    fields: dict[int, str] = {}
    names: dict[int, list[RawText]] = {}
    printed: dict[str, RawText] = {}
    unit: str | None = None
    for row in rows:
        for index, cell in enumerate(row.cells):
            text = _flat(cell)
            if not text:
                continue
            column = match_column(text)
            under = _group_over(groups, index)
            if column in GROUPS and not (column == "actors" and under == "actors"):
                groups[index] = column
                printed.setdefault(column, row.raw_text(text))
            elif column in TEXT_CELLS and not (under == "actors" and index in names):
                fields.setdefault(index, column)
                printed.setdefault(column, row.raw_text(text))
                if column == "duration" and (note := _UNIT_NOTE.search(text)):
                    unit = note.group(1).strip()
            else:
                names.setdefault(index, []).append(row.raw_text(text))
        for index in fields:
            groups.setdefault(index, fields[index])
    actors = {index: RawText.joined(parts) for index, parts in names.items() if index not in fields}
    first = min((i for i, name in fields.items() if name == "activity"), default=-1)
    last = min((i for i, name in fields.items() if i > first and name != "activity"), default=width)
    actors = {
        index: name.with_text(join_broken([name.text]))
        for index, name in actors.items()
        if first < index < last or _group_over(groups, index) == "actors"
    }
    return _Columns(fields, actors, width, unit, printed)


def _group_over(groups: dict[int, str], index: int) -> str | None:
    """Return the group, or the column of an upper row, whose span a column lies in."""
    starts = [start for start in groups if start <= index]
    return groups[max(starts)] if starts else None


def _whole_row(
    lines: Sequence[Line], start: int, width: int
) -> tuple[list[tuple[str, Line]] | None, int]:
    """Return the cells of the row that begins on a line, and how many lines it takes.

    A cell broken over lines splits its row: the pieces are put together again until the row has
    all its cells. None where no row begins here.
    """
    line = lines[start]
    if not line.is_row:
        return None, 1
    cells = [(cell, line) for cell in line.cells]
    used = 1
    while len(cells) < width and start + used < len(lines):
        following = lines[start + used]
        begins_row = following.is_row and bool(_STEP_NUMBER.match(following.cells[0]))
        if begins_row or following.page_break or is_heading_row(following):
            break
        if len(cells) + len(following.cells) - 1 > width:
            break
        if not _completes(lines, start + used, len(cells), width):
            break
        last, origin = cells[-1]
        joined = join_broken([part for part in (last, following.cells[0]) if part])
        cells[-1] = (joined, origin)
        cells.extend((cell, following) for cell in following.cells[1:])
        used += 1
    return cells, used


def _completes(lines: Sequence[Line], start: int, have: int, width: int) -> bool:
    """Return whether the lines that follow bring a row that was broken off to its full width."""
    for line in lines[start : start + 12]:
        if line.is_row and _STEP_NUMBER.match(line.cells[0]):
            return False
        have += len(line.cells) - 1
        if have >= width:
            return have == width
    return False


def _add_row(table: TextTable, row: Sequence[tuple[str, Line]], columns: _Columns) -> None:
    """Add a row to the steps: a new step, or more of the one that a page break cut."""
    steps = table.steps
    texts = [_flat(cell) for cell, _ in row]
    if is_column_numbers(texts) or not any(texts):
        return
    cells = _fields_of(row, columns)
    labels = _labels_of(row, columns)
    if not cells:
        return
    if "number" not in cells and any(is_closing(text) for text in texts if text):
        table.totals += [cells["duration"]] if "duration" in cells else []
        return
    if "number" in cells or not steps or ("activity" in cells and _is_own(cells)):
        if "activity" in cells or "number" in cells or "output" in cells:
            steps.append(RawStep(cells, _marked_actors(row, columns), labels=labels))
        return
    step = steps[-1]
    step.labels += labels
    for name, value in cells.items():
        step.cells[name] = _joined(step.cells[name], value) if name in step.cells else value


def _is_own(cells: dict[str, RawText]) -> bool:
    """Return whether a row without a number is a step, not the rest of the one above it."""
    starts_small = cells["activity"].text[:1].islower()
    return not starts_small and (
        "duration" in cells or "output" in cells or "requirements" in cells
    )


def _joined(first: RawText, second: RawText) -> RawText:
    """Return two parts of a cell as one."""
    return first.with_text(join_broken([first.text, second.text]))


def _fields_of(row: Sequence[tuple[str, Line]], columns: _Columns) -> dict[str, RawText]:
    """Return the cells of a row by their field.

    A row that leaves out just the actors' columns is read without them.
    """
    placed = list(enumerate(row))
    if len(row) < columns.width and _lacks_actors(row, columns):
        kept = [index for index in range(columns.width) if index not in columns.actors]
        placed = list(zip(kept, row, strict=False))
    cells: dict[str, RawText] = {}
    for index, (cell, line) in placed:
        name = columns.fields.get(index)
        if name is None:
            continue
        text = _cell_text(name, cell)
        if text is not None:
            value = RawText(text, Place(line=line.number))
            cells[name] = _joined(cells[name], value) if name in cells else value
    return cells


def _labels_of(row: Sequence[tuple[str, Line]], columns: _Columns) -> list[RawText]:
    """Return the words of the flowchart in a row's Pelaksana columns."""
    return [
        line.raw_text(_flat(cell))
        for index, (cell, line) in enumerate(row)
        if index in columns.actors and is_usual_label(_flat(cell))
    ]


def _marked_actors(row: Sequence[tuple[str, Line]], columns: _Columns) -> list[RawText]:
    """Return the actors in whose columns a row has a mark, such as "√"."""
    if len(row) < columns.width and _lacks_actors(row, columns):
        return []
    return [
        columns.actors[index]
        for index, (cell, _) in enumerate(row)
        if index in columns.actors
        and (is_mark(_flat(cell)) or is_weak_mark(_flat(cell)))
        and not is_usual_label(_flat(cell))
    ]


def _lacks_actors(row: Sequence[tuple[str, Line]], columns: _Columns) -> bool:
    """Return whether a row is as long as the table without its actors, and reads well so."""
    others = [index for index in range(columns.width) if index not in columns.actors]
    durations = [i for i, index in enumerate(others) if columns.fields.get(index) == "duration"]
    return (
        bool(columns.actors)
        and len(others) - 1 <= len(row) <= len(others)
        and any(i < len(row) and _is_duration(row[i][0]) for i in durations)
    )


def _cell_text(name: str, cell: str) -> str | None:
    """Return what a cell holds; a number without its dot; None for an empty one."""
    text = blank_to_none(join_broken(cell.split("\v")))
    if name == "number" and text is not None:
        found = _STEP_NUMBER.match(text)
        return found.group(1) if found else text.rstrip(".) ") or None
    return text


def _flat(cell: str) -> str:
    """Return a cell on one line."""
    return " ".join(cell.replace("\v", " ").split())
