"""Where one SOP of a text ends and the next begins, and where its step table stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.text.headings import column_headings, header_label, section_headings
from extract.text.lines import Line
from extract.text.tables import is_heading_row
from extract.vocabulary.documents import captioned_title, title_heading
from extract.vocabulary.letterhead import is_office_line


@dataclass(frozen=True, slots=True)
class SplitThresholds:
    """Where one SOP of a text ends and the next begins. Unfitted."""

    # So many different labels and box headings make an identity sheet.
    min_labels: int = 3
    # No identity sheet is longer, covers and contents before it included.
    max_sheet_lines: int = 3000
    # A sheet's labels stand together within so many lines ...
    sheet_reach_lines: int = 60
    # ... and a table's column headings within so many.
    heading_reach_lines: int = 16
    # Actors' names and other beginnings of a table that may stand above the first column label.
    max_lines_above_heading: int = 10
    # A heading without tabs must name so many different columns to begin a table.
    min_columns: int = 3


SPLIT = SplitThresholds()


_CORE = frozenset({"activity", "requirements", "duration", "output"})
_QUALITY = frozenset({"duration", "output"})


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one SOP.

    Attributes:
        sheet: Those of the identity sheet, covers and captions included.
        table: Those from the step table's heading on.
        tabbed: Whether tabs separate the table's cells.
    """

    sheet: tuple[Line, ...]
    table: tuple[Line, ...]
    tabbed: bool


def split_sops(lines: Sequence[Line]) -> list[Part]:
    """Cut a text into its SOPs.

    Args:
        lines: All its lines.

    Returns:
        The SOPs in order; none where there is neither an identity sheet nor a step table.
    """
    tables = _table_starts(lines)
    starts = _starts(lines, tables)
    parts = [
        _cut_table(lines[start:end], tables[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    return [part for part in parts if part.table or _labels(part.sheet) >= SPLIT.min_labels]


def _labels(lines: Sequence[Line]) -> int:
    """Return how many different labels and box headings some lines hold."""
    return len({name for line in lines for name in sheet_labels(line.cells)})


@lru_cache(maxsize=8192)
def sheet_labels(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the identity sheet's labels and box headings in the cells of a line."""
    names: list[str] = []
    for cell in cells:
        if headings := section_headings(cell):
            names.extend(match.field for match in headings if match.field != "extra")
        elif label := header_label(cell):
            names.append(label.field)
    return tuple(names)


def _starts(lines: Sequence[Line], tables: Sequence[bool]) -> list[int]:
    """Return the indices at which SOPs begin; the first is 0.

    Args:
        lines: All lines.
        tables: For each line whether a step table's heading begins on it.
    """
    starts = [0]
    seen: set[str] = set()
    table: int | None = None
    index = 0
    while index < len(lines):
        if table is None and tables[index]:
            table = index
        names = sheet_labels(lines[index].cells)
        if names and table is not None and index > table and _is_sheet(lines, tables, index):
            start = _back_to_start(lines, index, table)
            starts.append(start)
            seen, table = set(names), None
        elif names and table is None and _repeats(names, seen) and _is_sheet(lines, tables, index):
            start = _back_to_start(lines, index, starts[-1])
            starts.append(start)
            seen = set(names)
        else:
            seen.update(names)
        index += 1
    return starts


def _is_sheet(lines: Sequence[Line], tables: Sequence[bool], index: int) -> bool:
    """Return whether an identity sheet begins at a label below a step table."""
    found: set[str] = set()
    for at in range(index, min(index + SPLIT.sheet_reach_lines, len(lines))):
        if tables[at]:
            break
        found.update(sheet_labels(lines[at].cells))
        if len(found) >= SPLIT.min_labels:
            return True
    return False


def _repeats(names: Sequence[str], seen: set[str]) -> bool:
    """Return whether a label may begin a second sheet, the first having had its boxes."""
    begins = {"sop_number", "title"} & set(names) & seen
    had_boxes = len(seen & {"legal_basis", "qualifications", "equipment", "records"}) >= 2
    return bool(begins) and had_boxes


def _back_to_start(lines: Sequence[Line], index: int, least: int) -> int:
    """Return where the sheet begins whose first label stands at an index.

    That is at the page's beginning, or else at the letterhead right above the labels.
    """
    start, least = index, max(least, index - SPLIT.sheet_reach_lines)
    while start > least + 1 and not lines[start].page_break and not lines[start - 1].is_row:
        start -= 1
    if not lines[start].page_break:
        start = index
    while start > least + 1 and _is_letterhead(lines[start - 1]):
        start -= 1
    return start


def _is_letterhead(line: Line) -> bool:
    """Return whether a line may stand above an identity sheet's labels."""
    if line.is_row:
        return False
    titled = title_heading(line.text) is not None or captioned_title(line.text) is not None
    return titled or is_office_line(line.text) or line.text.startswith((":", "="))


def _cut_table(lines: Sequence[Line], tables: Sequence[bool]) -> Part:
    """Part the identity sheet from the step table."""
    if True not in tables:
        return Part(_without_front(lines[: SPLIT.max_sheet_lines]), (), False)
    index = tables.index(True)
    tabbed = is_heading_row(lines[index])
    start = index if tabbed else _back_over_actors(lines, index)
    sheet = lines[max(start - SPLIT.max_sheet_lines, 0) : start]
    return Part(_without_front(sheet), tuple(lines[start:]), tabbed)


def _without_front(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return a sheet's lines without the cover, contents and decrees on the pages before it.

    They are kept where the sheet's own page has no letterhead: it may stand on the cover.
    """
    pages = [0, *(i for i, line in enumerate(lines) if i and line.new_page), len(lines)]
    for start, end in pairwise(pages):
        page = lines[start:end]
        if _labels(page) >= SPLIT.min_labels:
            headed = any(is_office_line(cell) for line in page for cell in line.cells)
            return tuple(lines[start:] if headed else lines)
    return tuple(lines)


def _table_starts(lines: Sequence[Line]) -> list[bool]:
    """Return for each line whether a step table's heading begins on it.

    That is a row that names columns; without tabs, lines near to each other that together do.
    """
    columns = [_named_columns(line) for line in lines]
    return [
        is_heading_row(line) if line.is_row else bool(columns[index]) and _heads(columns, index)
        for index, line in enumerate(lines)
    ]


def _heads(columns: Sequence[frozenset[str] | None], index: int) -> bool:
    """Return whether the lines from an index on name enough columns for a step table."""
    found: set[str] = set()
    for named in columns[index : index + SPLIT.heading_reach_lines]:
        if named is None:
            break
        found |= named
    return len(found) >= SPLIT.min_columns and len(found & _CORE) >= 2 and bool(found & _QUALITY)


def _named_columns(line: Line) -> frozenset[str] | None:
    """Return the columns that a line without tabs names if it does nothing else.

    Actors' names may stand before them. None for a line that ends a heading: a row,
    or a label of the identity sheet.
    """
    if line.is_row:
        return None
    headings = column_headings(line.text)
    if headings is not None and not headings.after:
        sentence = line.text.endswith((".", ";"))
        if not headings.before or (len(headings.columns) >= 2 and not sentence):
            return frozenset(headings.columns)
    return None if sheet_labels(line.cells) else frozenset()


def _back_over_actors(lines: Sequence[Line], index: int) -> int:
    """Return where a table begins whose first column label stands at an index.

    Actors' names may stand above it, from the page's beginning on.
    """
    for start in range(index, max(index - SPLIT.max_lines_above_heading, 0) - 1, -1):
        if sheet_labels(lines[start].cells) or len(lines[start].text.split()) > 8:
            return index
        if lines[start].page_break:
            return start
    return index
