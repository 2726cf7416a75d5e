"""Where one SOP of a text ends and the next begins, and where its step table stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.fields.letterhead import is_office_line
from extract.text.headings import (
    captioned_title,
    column_headings,
    header_label,
    section_headings,
    title_heading,
)
from extract.text.lines import Line
from extract.text.tables import is_heading_row

# So many different labels and box headings make an identity sheet.
FEWEST_LABELS = 3
# Lines within which a sheet's labels stand together, and a table's column headings.
_SHEET_REACH = 60
_HEADING_REACH = 16
# Actors' names and other beginnings of a table that may stand above the first column label.
_ABOVE_HEADING = 10

# A heading without tabs must name so many different columns to begin a table.
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one SOP.

    Attributes:
        sheet: Those of the identity sheet, covers and captions included.
        table: Those from the step table's heading on.
        tabbed: Whether tabs part the table's cells.
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
    starts = _starts(lines)
    parts = [
        _cut_table(lines[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    return [part for part in parts if part.table or _labels(part.sheet) >= FEWEST_LABELS]


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


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return the indices at which SOPs begin; the first is 0."""
    starts = [0]
    seen: set[str] = set()
    table: int | None = None
    index = 0
    while index < len(lines):
        if table is None and begins_table(lines, index):
            table = index
        names = sheet_labels(lines[index].cells)
        if names and table is not None and index > table and _is_sheet(lines, index):
            start = _back_to_start(lines, index, table)
            starts.append(start)
            seen, table = set(names), None
        elif names and table is None and _repeats(names, seen, lines, index):
            start = _back_to_start(lines, index, starts[-1])
            starts.append(start)
            seen = set(names)
        else:
            seen.update(names)
        index += 1
    return starts


def _is_sheet(lines: Sequence[Line], index: int) -> bool:
    """Return whether an identity sheet begins at a label below a step table."""
    found: set[str] = set()
    for at in range(index, min(index + _SHEET_REACH, len(lines))):
        if begins_table(lines, at):
            break
        found.update(sheet_labels(lines[at].cells))
        if len(found) >= FEWEST_LABELS:
            return True
    return False


def _repeats(names: Sequence[str], seen: set[str], lines: Sequence[Line], index: int) -> bool:
    """Return whether a label begins a second sheet, the first having had its boxes."""
    begins = {"sop_number", "title"} & set(names) & seen
    had_boxes = len(seen & {"legal_basis", "qualifications", "equipment", "records"}) >= 2
    return bool(begins) and had_boxes and _is_sheet(lines, index)


def _back_to_start(lines: Sequence[Line], index: int, least: int) -> int:
    """Return where the sheet begins whose first label stands at an index.

    That is at the page's beginning, or else at the letterhead right above the labels.
    """
    start = index
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


def _cut_table(lines: Sequence[Line]) -> Part:
    """Part the identity sheet from the step table."""
    for index in range(len(lines)):
        if begins_table(lines, index):
            tabbed = is_heading_row(lines[index])
            start = index if tabbed else _back_over_actors(lines, index)
            return Part(_without_front(lines[:start]), tuple(lines[start:]), tabbed)
    return Part(_without_front(lines), (), False)


def _without_front(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return a sheet's lines without the cover, contents and decrees on the pages before it.

    They are kept where the sheet's own page has no letterhead: it may stand on the cover.
    """
    pages = [0, *(i for i, line in enumerate(lines) if i and line.new_page), len(lines)]
    for start, end in pairwise(pages):
        page = lines[start:end]
        if _labels(page) >= FEWEST_LABELS:
            headed = any(is_office_line(cell) for line in page for cell in line.cells)
            return tuple(lines[start:] if headed else lines)
    return tuple(lines)


def begins_table(lines: Sequence[Line], index: int) -> bool:
    """Return whether a step table's heading begins on a line."""
    line = lines[index]
    if line.is_row:
        return is_heading_row(line)
    if not _is_heading(line):
        return False
    found: set[str] = set()
    for following in lines[index : index + _HEADING_REACH]:
        if following.is_row or (sheet_labels(following.cells) and not _is_heading(following)):
            break
        if _is_heading(following) and (headings := column_headings(following.text)):
            found.update(headings.columns)
    core = found & {"activity", "requirements", "duration", "output"}
    return len(found) >= _FEWEST_COLUMNS and len(core) >= 2 and bool(found & {"duration", "output"})


def _is_heading(line: Line) -> bool:
    """Return whether a line names columns and nothing else, but for actors before them."""
    headings = column_headings(line.text)
    if headings is None or headings.after:
        return False
    if not headings.before:
        return True
    return len(headings.columns) >= 2 and not line.text.rstrip().endswith((".", ";"))


def _back_over_actors(lines: Sequence[Line], index: int) -> int:
    """Return where a table begins whose first column label stands at an index.

    Actors' names may stand above it, from the page's beginning on.
    """
    for start in range(index, max(index - _ABOVE_HEADING, 0) - 1, -1):
        if sheet_labels(lines[start].cells) or len(lines[start].text.split()) > 8:
            return index
        if lines[start].page_break:
            return start
    return index
