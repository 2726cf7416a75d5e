"""A whole plain text to the SOPs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.fields.evidence import Signs, signs_of, weigh
from extract.text.elements import read_elements
from extract.text.headings import column_headings
from extract.text.identity import read_identity
from extract.text.layout import read_layout_sops
from extract.text.lines import Line, looks_like_layout, read_lines
from extract.text.paragraphs import marks_wraps
from extract.text.rows import read_rows
from extract.text.scattered import is_scattered, read_scattered
from extract.text.split import SPLIT, Part, split_sops
from extract.text.tables import TextTable, read_tables
from models.raw import RawSop
from models.source import TextOrigin
from normalize.text import fold_key


def read_text_sops(text: str) -> list[RawSop]:
    r"""Read every SOP of a plain text.

    Args:
        text: The decoded text, lines ended by `\n`.

    Returns:
        The SOPs in order of appearance; none where the text holds no SOP.
    """
    if looks_like_layout(text) and (sops := read_layout_sops(text)):
        return sops
    found = [(_read_part(part), part) for part in split_sops(read_lines(text))]
    return [sop for sop, part in found if weigh(sop, [_signs_of_part(part)]).is_sop]


def text_signs(text: str) -> Signs:
    r"""Return what the lines of a whole text say of the kind of document.

    Args:
        text: The decoded text, lines ended by `\n`.
    """
    return signs_of(_texts(read_lines(text)))


def _signs_of_part(part: Part) -> Signs:
    """Return what the lines of one SOP say of the kind of document."""
    columns: set[str] = set()
    for line in part.table[: SPLIT.heading_reach_lines]:
        if not line.is_row and (headings := column_headings(line.text)):
            columns.update(headings.columns)
    return signs_of(_texts((*part.sheet, *part.table)), columns)


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    r"""Yield the cells of lines, and the lines that a `\v` parts in them."""
    for line in lines:
        for cell in line.cells:
            pieces = cell.split("\v")
            yield from pieces
            if len(pieces) > 1:
                yield " ".join(pieces)


def _read_part(part: Part) -> RawSop:
    """Read one SOP."""
    elements = read_elements(part.sheet)
    if is_scattered(elements):
        marked = marks_wraps((*part.sheet, *part.table))
        identity = read_scattered(elements, _captions(part.table), marked=marked)
    else:
        identity = read_identity(elements)
    title = identity.header.get("title")
    table = _read_table(part, title.text if title else None)
    return RawSop(
        header=identity.header,
        sections=identity.sections,
        extra_sections=identity.extra_sections,
        actors=table.actors,
        steps=table.steps,
        headings=table.headings,
        totals=table.totals,
        titles=identity.titles,
        contact=identity.contact,
        duration_unit=table.duration_unit,
        origin=TextOrigin.PLAIN_TEXT,
        findings=identity.findings,
    )


def _captions(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs beside a table's headings, folded to letters and digits."""
    paragraphs: list[list[str]] = []
    for line in lines:
        if line.gap or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    headed = {i for i, lines_ in enumerate(paragraphs) if column_headings(lines_[0])}
    beside = {i + step for i in headed for step in (-1, 1)} - headed
    return [fold_key(" ".join(paragraphs[i])) for i in sorted(beside) if 0 <= i < len(paragraphs)]


def _read_table(part: Part, title: str | None) -> TextTable:
    """Read the step table of an SOP, empty where it has none."""
    if not part.table:
        return TextTable()
    return read_tables(part.table) if part.tabbed else read_rows(part.table, title)
