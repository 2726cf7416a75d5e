r"""Text extracted in drawing order from the PDF export of a spreadsheet.

Emulated, because no real export may be copied. The rules, the same for every page:

1. Floating text boxes (letterhead, labels at arrows) are drawn first.
2. Then plain cells, row by row from the top; those of one row share a line.
3. Then merged cells whose text fits on a line: right column before left, each from the top.
4. Then merged cells whose text wraps: left column before right, each from the foot upwards.
5. The signature block, pasted in at the end, comes last.

A wrapped line keeps the blank at which it was broken; a page ends with a form feed. On the identity
sheet labels, box headings and list numbers are plain cells, values and list items merged ones:
so labels are separated from values, and numbers from items. In the step table the rows are plain
cells (a cell that wraps is on lines of its own), and the group headings above them are merged.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from tools.make_samples.spec import SECTION_PAIRS, Document, Sop, Step

SHEET_FIELDS = ("sop_number", "created_on", "revised_on", "effective_on")
ITEM_WIDTH = 62  # characters of an identity sheet's box
CELL_WIDTHS = {"number": 3, "activity": 36, "requirements": 22, "duration": 12, "output": 22}


def write_linear(document: Document) -> str:
    """Return a document's text in drawing order, two pages an SOP."""
    return "".join(
        "\n".join(page) + "\n\f"
        for sop in document.sops
        for page in (sheet_page(document, sop), table_page(document, sop))
    )


def sheet_page(document: Document, sop: Sop) -> Iterator[str]:
    """Yield the lines of an identity sheet in drawing order."""
    header, approver, labels = sop.header, sop.header.approver, document.labels
    yield from (header.fill(template) for template in document.look["letterhead"])
    yield ""
    yield from (labels[name] for name in (*SHEET_FIELDS, "approver", "title"))
    left_texts, right_texts = [header.government, header.agency], sheet_values(sop)
    for left, right in SECTION_PAIRS:
        yield f"{labels[left]} {labels[right]}"
        yield from number_rows(sop.items(left), sop.items(right))
        left_texts += sop.items(left)
        right_texts += sop.items(right)
    yield ""
    wrapped = []
    for text in (*right_texts, *left_texts):
        lines = wrap(text, ITEM_WIDTH)
        if len(lines) == 1:
            yield text
        else:
            wrapped.append(lines)
    for lines in reversed(wrapped):
        yield from ("", *lines)
    yield from ("", approver.name, approver.rank, f"NIP. {approver.nip.printed}")


def sheet_values(sop: Sop) -> list[str]:
    """Return the values at the right of the identity sheet, each a merged cell."""
    header = sop.header
    values = [header.fill(f"{{{name}}}") for name in SHEET_FIELDS]
    return [*(f": {value}" for value in values), header.approver.position, header.title]


def number_rows(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """Yield the list numbers of two boxes side by side; a single item has none."""
    columns = [range(1, len(items) + 1 if len(items) > 1 else 1) for items in (left, right)]
    for row in zip_longest(*columns):
        yield " ".join(f"{number}." for number in row if number is not None)


def table_page(document: Document, sop: Sop) -> Iterator[str]:
    """Yield the lines of a step table in drawing order."""
    labels = document.labels
    yield from ("Ya", "Tidak", "")
    headings = [labels[column] for column in ("requirements", "duration", "output")]
    yield from row_lines(wrap(text, 14) for text in (*sop.actors, *headings))
    for step in sop.steps:
        yield from ("", *row_lines(cells_of(step)))
    yield from ("", labels["remarks"], labels["quality"], labels["actors"])
    yield from (labels["activity"], labels["number"], sop.header.title)


def cells_of(step: Step) -> Iterator[list[str]]:
    """Yield the lines of a row's cells, empty cells left out."""
    for column, width in CELL_WIDTHS.items():
        yield wrap(step.cell(column), width)


def row_lines(cells: Iterable[list[str]]) -> Iterator[str]:
    """Yield a row's lines: cells of one line share it, a wrapped cell has its own."""
    shared: list[str] = []
    for lines in cells:
        if len(lines) == 1:
            shared += lines
            continue
        if shared:
            yield " ".join(shared)
            shared = []
        yield from lines
    if shared:
        yield " ".join(shared)


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of a cell; all but the last keep the blank they were broken at."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [f"{line} " for line in lines[:-1]] + lines[-1:]
