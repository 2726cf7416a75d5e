"""A whole plain text to the SOPs in it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.text.elements import read_elements
from extract.text.headings import column_headings
from extract.text.identity import read_identity
from extract.text.layout import read_layout_sops
from extract.text.lines import Line, looks_like_layout, read_lines
from extract.text.paragraphs import marks_wraps
from extract.text.rows import read_rows
from extract.text.scattered import is_scattered, read_scattered
from extract.text.split import Part, split_sops
from extract.text.tables import TextTable, read_tables
from models.raw import RawSop
from models.source import TextOrigin
from normalize.text import fold_key


def read_text_sops(text: str) -> list[RawSop]:
    r"""Read every SOP of a plain text.

    Args:
        text: The decoded text, lines ended by `\n`.

    Returns:
        The SOPs in order of appearance; none where the text holds neither an identity sheet
        nor a step table.
    """
    if looks_like_layout(text) and (sops := read_layout_sops(text)):
        return sops
    return [_read_part(part) for part in split_sops(read_lines(text))]


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
