"""Labels found in the cells of an identity sheet, each with the lines of its own cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from extract.fields.cell_geometry import REGIONS, is_below, is_right_of
from extract.vocabulary.documents import is_cut_name
from extract.vocabulary.labels import match_box, match_header, match_other
from extract.vocabulary.matcher import Candidate
from models.grid import Cell
from models.raw import RawText
from normalize.bullets import bullet_style, strip_bullet

# Below the boxes nothing but the approval block is looked for.
_BELOW_BOXES = "approver"


class LabelKind(StrEnum):
    """What a label announces."""

    HEADER = "a single value"
    OTHER = "a single value that the contract has no field for"
    SECTION = "a box"


@dataclass(slots=True)
class Labelled:
    """A label of the identity sheet and what belongs to it.

    Attributes:
        cell: The cell the label stands in.
        line: The line it stands on.
        match: The label.
        kind: What it announces.
        lines: The lines of its value.
        confidence: How sure it is that the label announces this, 0 to 1.
    """

    cell: Cell
    line: RawText
    match: Candidate
    kind: LabelKind
    lines: list[RawText] = field(default_factory=list)
    confidence: float = 1.0

    @property
    def is_section(self) -> bool:
        """Return whether the label is the heading of a box."""
        return self.kind is LabelKind.SECTION

    @property
    def is_known_box(self) -> bool:
        """Return whether the label is the heading of a box that the contract has a list for."""
        return self.is_section and self.match.field != "extra"

    @property
    def top(self) -> float:
        """Return where the label's line begins, in points from the page's top."""
        return self.line.place.bbox.top if self.line.place.bbox else self.cell.bbox.top

    @property
    def stands_alone(self) -> bool:
        """Return whether the label's own cell holds nothing of its value."""
        return not any(line.text.strip(" :-") for line in self.lines)


def find_labels(cells: Sequence[Cell]) -> list[Labelled]:
    """Return the labels that stand in cells, each with the lines of its own cell.

    What looks like a field's label under a box's heading is text of the box; but the approval
    block may stand below the boxes.
    """
    labels = find_all_labels(cells)
    boxes = top_of_boxes(labels)
    approved = any(x.match.field == "approver" and x.top < boxes for x in labels)
    return [
        x
        for x in labels
        if (
            x.is_section
            or not _is_in_box(x, labels, boxes)
            or (not approved and _is_approval_below(x))
        )
        and not _is_text_of_heading(x, labels, cells)
    ]


def _is_in_box(label: Labelled, labels: Sequence[Labelled], boxes: float) -> bool:
    """Return whether a field's label is text of a box.

    Boxes may begin higher on one side of the sheet than on the other, so those count that stand
    above the label; and in a box to the right of its heading a label would begin the cell.
    """
    if label.top < boxes:
        return False
    if not label.cell.lines[0].text.startswith(label.match.printed):
        return True
    return any(x.is_section and is_below(label.cell, x.cell) for x in labels)


def find_all_labels(cells: Sequence[Cell]) -> list[Labelled]:
    """Return whatever begins as a label in cells, whether or not it stands where one can."""
    return [label for cell in cells for label in _labels_in(cell)]


def top_of_boxes(labels: Sequence[Labelled]) -> float:
    """Return where the boxes begin, in points from the page's top; infinity where there is none.

    A heading that the contract has no list for is believed only if no field's label follows
    it: in the upper part of a sheet it is something else.
    """
    fields = [x.top for x in labels if x.kind is LabelKind.HEADER and not x.match.alone]
    return min(
        (
            x.cell.bbox.top
            for x in labels
            if x.is_known_box or (x.is_section and sum(top > x.top for top in fields) < 2)
        ),
        default=float("inf"),
    )


def _is_approval_below(label: Labelled) -> bool:
    """Return whether a label below the boxes begins the approval block."""
    first = label.cell.lines[0].text.startswith(label.match.printed)
    return label.match.field == _BELOW_BOXES and not label.match.alone and first


def _labels_in(cell: Cell) -> list[Labelled]:
    """Return the labels of one cell, each with the lines up to the next label."""
    found: list[Labelled] = []
    before: list[RawText] = []
    lines = list(cell.lines)
    while lines:
        line = lines.pop(0)
        label = next(_labels_of_line(line, cell, found), None)
        if label is not None and _is_end_of_text(label, before, found):
            label = None
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


def _labels_of_line(line: RawText, cell: Cell, found: Sequence[Labelled]) -> Iterator[Labelled]:
    """Yield the label that a line begins with, given those found above it in the same cell."""
    boxes = bool(found) and found[0].is_section
    if not boxes:
        if match := match_header(line.text):
            yield _labelled(line, cell, match, LabelKind.HEADER)
        if match := match_other(line.text):
            yield _labelled(line, cell, match, LabelKind.OTHER)
    text = line.text
    if not found or _counted(found[0]):
        bullet, rest = strip_bullet(text)
        text = rest if bullet and bullet_style(bullet) in _COUNTING else text
    if match := match_box(text):
        same_case = boxes and match.printed.isupper() == found[0].match.printed.isupper()
        if not boxes or match.colon or same_case:
            yield _labelled(line, cell, match, LabelKind.SECTION)


def _is_end_of_text(label: Labelled, before: Sequence[RawText], found: Sequence[Labelled]) -> bool:
    """Return whether what looks like a label is the last word of a text that wrapped.

    "yang / BERLAKU" ends a title: a common word without a colon below text that has no label,
    or whose label has a colon. "STANDAR OPERASIONAL / PROSEDUR" is the form's own name.
    """
    if before and not label.match.colon and is_cut_name(before[-1].text, label.line.text):
        return True
    if not label.match.alone or label.match.colon:
        return False
    inside = bool(found) and found[-1].match.colon and not found[-1].stands_alone
    return bool(before) or inside


_COUNTING = ("number", "roman", "upper")


def _counted(label: Labelled) -> bool:
    """Return whether a label has a number before it."""
    return not label.line.text.startswith(label.match.printed)


def _labelled(line: RawText, cell: Cell, match: Candidate, kind: LabelKind) -> Labelled:
    """Return a label with what follows it on its line."""
    own = [line.with_text(match.rest)] if match.rest else []
    return Labelled(cell, line, match, kind, own)


def _wrapped_label(
    line: RawText, following: RawText, cell: Cell, found: Sequence[Labelled]
) -> Labelled | None:
    """Return the label that two lines make together, where it wraps within them."""
    joined = RawText.joined((line, following))
    label = next(_labels_of_line(joined, cell, found), None)
    if label is None or len(label.match.printed) <= len(line.text):
        return None
    return label


def _is_beside(line: RawText, label: RawText) -> bool:
    """Return whether a line begins to the right of where a label's line begins."""
    if line.place.bbox is None or label.place.bbox is None:
        return False
    return line.place.bbox.x0 > label.place.bbox.x0 + REGIONS.edge_pt


def _is_text_of_heading(label: Labelled, labels: Sequence[Labelled], cells: Sequence[Cell]) -> bool:
    """Return whether what looks like the heading of an extra box is text of another box.

    "Formulir" right under the lone heading "Pencatatan dan Pendataan" is an item, and "Maksud
    dan tujuan: ..." under the lone "Peringatan" what the office wrote as its warning. Where the
    sheet's other headings stand in the box with its text, a lone one is an empty box instead.
    """
    if label.match.field != "extra":
        return False
    labelled = {id(x.cell) for x in labels}
    texts = [c for c in cells if c.lines and id(c) not in labelled]
    known = [x for x in labels if x.is_known_box]
    above = [
        x
        for x in known
        if x.stands_alone
        and is_below(label.cell, x.cell)
        and label.cell.bbox.top - x.cell.bbox.bottom <= REGIONS.edge_pt
        and not any(is_right_of(c, x.cell) for c in texts)
    ]
    if not above:
        return False
    return bool(label.match.rest) or 2 * sum(x.stands_alone for x in known) > len(known)
