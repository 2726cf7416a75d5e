"""The identity sheet: labels found in the cells of a grid, and the value that belongs to each.

A value stands in its label's own cell, in the cells to the right of it, or below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fields.approver import is_nip_line, read_approver
from extract.fields.items import join_lines, split_items
from extract.fields.labels import LabelMatch, match_header, match_section
from extract.fields.letterhead import read_letterhead
from extract.fields.regions import EDGE, is_below, is_right_of, text_lines
from models.grid import Cell
from models.raw import RawSop, Reading
from normalize.citations import starts_citation

# So many different labels make a table an identity sheet; a list of contacts has one or two.
FEWEST_LABELS = 3
# Confidence of a NIP that stands in the box below the approver's.
STRAY_NIP = 0.7

# Headings that say what kind of document this is; no part of a letterhead.
_DOCUMENT_KIND = re.compile(
    r"^\W*(?:standar\s+operasional\s+prosedur|standard\s+operating|s\s?o\s?p\b|prosedur\b)", re.I
)


@dataclass(slots=True)
class Labelled:
    """A label of the identity sheet and what belongs to it.

    Attributes:
        cell: The cell the label stands in.
        line: The line it stands on.
        match: The label.
        is_section: Whether it is the heading of a box.
        lines: The lines of its value.
    """

    cell: Cell
    line: Reading
    match: LabelMatch
    is_section: bool
    lines: list[Reading] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Return where the label's line begins, in points from the page's top."""
        return self.line.place.bbox.top if self.line.place.bbox else self.cell.bbox.top


def find_labels(cells: Sequence[Cell]) -> list[Labelled]:
    """Return the labels that stand in cells, each with the lines of its own cell.

    Fields stand above the boxes, so what looks like a field's label below the first box's
    heading is text of a box.
    """
    labels = [label for cell in cells for label in _labels_in(cell)]
    boxes = min((x.cell.bbox.top for x in labels if x.is_section), default=float("inf"))
    return [
        x
        for x in labels
        if (x.is_section or x.top < boxes) and not _is_value_of_heading(x, labels)
    ]


def is_identity(labels: Sequence[Labelled]) -> bool:
    """Return whether labels are those of an identity sheet, or of its continuation."""
    fields = {label.match.field for label in labels if label.match.field != "extra"}
    return len(fields) >= FEWEST_LABELS or (bool(fields) and all(x.is_section for x in labels))


def begins_sop(labels: Sequence[Labelled]) -> bool:
    """Return whether labels are those of an identity sheet's first page."""
    fields = {label.match.field for label in labels if not label.is_section}
    return len(fields) >= FEWEST_LABELS - 1 and bool(fields & {"sop_number", "title", "created_on"})


def read_identity(sop: RawSop, cells: Sequence[Cell], above: Sequence[Reading]) -> None:
    """Read an identity sheet, or a page of it, into an SOP.

    Args:
        sop: Receives header fields and sections; what it holds already is kept or added to.
        cells: The sheet's cells on one page, without those of a step table in the same grid.
        above: The lines of text above the table.
    """
    labels = find_labels(cells)
    labelled = {id(label.cell) for label in labels}
    used = set(labelled)
    for label in labels:
        values = _value_cells(label, cells, labels)
        if not values:
            continue
        used |= {id(cell) for cell in values}
        label.lines += _lines_beside(label, labels, text_lines(values))
    for label in labels:
        _store(sop, label)
    boxes = min((x.cell.bbox.top for x in labels if x.is_section), default=float("inf"))
    head = [c for c in cells if id(c) not in used and c.bbox.top < boxes]
    lines = [*(line for cell in head for line in cell.lines), *above]
    letterhead = read_letterhead([x for x in lines if not _DOCUMENT_KIND.match(x.text)])
    for name, reading in letterhead.items():
        sop.header.setdefault(name, reading)


def _labels_in(cell: Cell) -> list[Labelled]:
    """Return the labels of one cell, each with the lines up to the next label."""
    found: list[Labelled] = []
    before: list[Reading] = []
    lines = list(cell.lines)
    while lines:
        line = lines.pop(0)
        label = _label_of(line, cell, found)
        wrapped = _wrapped_label(line, lines[0], cell, found) if lines else None
        if wrapped and (label is None or not (label.match.colon or label.lines)):
            lines.pop(0)
            label = wrapped
        if label:
            found.append(label)
        elif found:
            found[-1].lines.append(line)
        else:
            before.append(line)
    if len(found) == 1 and not found[0].is_section and before:
        # A label may stand level with the middle of a value of several lines.
        found[0].lines[:0] = [line for line in before if _is_beside(line, found[0].line)]
    return found


def _is_value_of_heading(label: Labelled, labels: Sequence[Labelled]) -> bool:
    """Return whether what looks like an extra box is the text under another box's heading.

    "Maksud dan tujuan: ..." right under the lone heading "Peringatan" is what the office wrote
    as its warning.
    """
    if label.match.field != "extra" or not label.match.rest:
        return False
    return any(
        x.is_section
        and x.match.field != "extra"
        and not x.lines
        and is_below(label.cell, x.cell)
        and label.cell.bbox.top - x.cell.bbox.bottom <= EDGE
        for x in labels
    )


def _label_of(line: Reading, cell: Cell, found: Sequence[Labelled]) -> Labelled | None:
    """Return the label a line begins with, given those found above it in the same cell."""
    if found and found[0].is_section:
        match = match_section(line.text)
        if match and not (match.colon or match.printed.isupper() == found[0].match.printed.isupper()):
            return None
    else:
        match = match_header(line.text)
    is_section = match is None or (bool(found) and found[0].is_section)
    if match is None:
        match = match_section(line.text)
    if match is None:
        return None
    own = [line.with_text(match.rest)] if match.rest else []
    return Labelled(cell, line, match, is_section, own)


def _wrapped_label(
    line: Reading, following: Reading, cell: Cell, found: Sequence[Labelled]
) -> Labelled | None:
    """Return the label that two lines make together, where it wraps within them."""
    label = _label_of(Reading.joined((line, following)), cell, found)
    if label is None or len(label.match.printed) <= len(line.text):
        return None
    return label


def _is_beside(line: Reading, label: Reading) -> bool:
    """Return whether a line begins to the right of where a label's line begins."""
    if line.place.bbox is None or label.place.bbox is None:
        return False
    return line.place.bbox.x0 > label.place.bbox.x0 + EDGE


def _value_cells(
    label: Labelled, cells: Sequence[Cell], labels: Sequence[Labelled]
) -> list[Cell]:
    """Return the cells that hold a label's value outside its own cell."""
    others = [x.cell for x in labels if x.cell is not label.cell]
    right = _until_label(label, cells, others, to_right=True)
    below = _until_label(label, cells, others, to_right=False)
    if label.is_section:
        return below or ([] if label.lines else right)
    if label.lines and any(line.text.strip(" :-") for line in label.lines):
        return []
    return right or below


def _until_label(
    label: Labelled, cells: Sequence[Cell], others: Sequence[Cell], *, to_right: bool
) -> list[Cell]:
    """Return the cells on one side of a label up to the next label on that side."""
    follows = is_right_of if to_right else is_below

    def distance(cell: Cell) -> float:
        return cell.bbox.x0 if to_right else cell.bbox.top

    limit = min((distance(x) for x in others if follows(x, label.cell)), default=float("inf"))
    labelled = {id(cell) for cell in others} | {id(label.cell)}
    beyond = [c for c in cells if id(c) not in labelled and follows(c, label.cell)]
    return [c for c in beyond if distance(c) < limit - EDGE and c.lines]


def _lines_beside(
    label: Labelled, labels: Sequence[Labelled], lines: Sequence[Reading]
) -> list[Reading]:
    """Return those of a value's lines that are a label's, where its cell holds several labels."""
    together = [x for x in labels if x.cell is label.cell]
    if len(together) == 1 or label.is_section:
        return list(lines)
    after = min((x.top for x in together if x.top > label.top), default=float("inf"))
    first = label is min(together, key=lambda x: x.top)
    return [
        line
        for line in lines
        if line.place.bbox
        and (first or line.place.bbox.y_mid >= label.top)
        and line.place.bbox.y_mid < after
    ]


def _store(sop: RawSop, label: Labelled) -> None:
    """Put a label's value into the SOP."""
    name = label.match.field
    if label.is_section:
        starts = starts_citation if name == "legal_basis" else None
        items = split_items(label.lines, starts=starts)
        if name == "extra":
            sop.extra_sections.setdefault(label.match.printed, []).extend(items)
        else:
            sop.sections.setdefault(name, []).extend(items)
    elif name == "approver":
        for part, reading in read_approver(label.lines).items():
            sop.header.setdefault(part, reading)
    else:
        lines = _without_stray_nip(sop, label.lines) if name == "title" else label.lines
        if value := join_lines(lines):
            sop.header.setdefault(name, value)


def _without_stray_nip(sop: RawSop, lines: Sequence[Reading]) -> list[Reading]:
    """Return a title's lines without a NIP that slipped down from the approval block above it."""
    stray = [line for line in lines if is_nip_line(line.text)]
    for line in stray:
        nip = Reading(line.text, line.place, min(line.confidence, STRAY_NIP))
        sop.header.setdefault("approver.nip", nip)
    return [line for line in lines if line not in stray]
