"""The identity sheet: a page's labels and the value that belongs to each.

A value stands in its label's own cell, in the cells to the right of it, or below it. A box that
the page's end cuts continues at the top of the next page, under its heading again or under none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.fields.approver import read_approver
from extract.fields.cell_geometry import REGIONS
from extract.fields.headings import find_unknown_headings
from extract.fields.items import join_lines
from extract.fields.labelled import LabelKind, Labelled, find_labels, top_of_boxes
from extract.fields.letterhead import read_letterhead
from extract.fields.lists import is_list
from extract.fields.unlisted_labels import find_unlisted_labels
from extract.fields.values import take_values
from extract.vocabulary.approval import is_nip_line
from extract.vocabulary.documents import captioned_title, match_document, title_heading
from extract.vocabulary.furniture import may_be_page_number
from extract.vocabulary.labels import match_header, match_other
from extract.vocabulary.letterhead import is_contact_line, is_letterhead_line
from models.geometry import BBox
from models.grid import Cell
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class IdentityThresholds:
    """What makes an identity sheet, and how sure values out of place are. Unfitted."""

    # So many different labels make a table an identity sheet; a list of contacts has one or two.
    min_labels: int = 3
    # Confidence of a NIP that stands in the box below the approver's, 0 to 1.
    stray_nip_confidence: float = 0.7
    # Confidence of a title that stands in the sheet's head without a label, 0 to 1.
    unlabelled_title_confidence: float = 0.6
    # Such a title above the sheet has at most so many lines.
    max_title_lines: int = 3
    # Confidence of an approval block that stands there without a label, 0 to 1.
    unlabelled_approver_confidence: float = 0.8
    # Confidence of an office named by a label where no letterhead names it, 0 to 1.
    labelled_office_confidence: float = 0.9


IDENTITY = IdentityThresholds()


OFFICES = {"government", "agency", "unit"}


@dataclass(slots=True)
class Box:
    """A box of an identity sheet on one page.

    Attributes:
        name: The contract's name of its list; "extra" for others.
        heading: Its heading as printed.
        lines: Its lines.
        bbox: Where it stands, with its heading.
        sides: Left and right edge of the cells with its lines, in points.
    """

    name: str
    heading: str
    lines: list[RawText]
    bbox: BBox
    sides: tuple[float, float]


@dataclass(slots=True)
class Identity:
    """What one page of an identity sheet says.

    Attributes:
        begins: Whether it is the sheet's first page.
        header: Field -> what stands there.
        boxes: The boxes from top to bottom.
        rest: Cells above the first heading that continue boxes of the page before.
        contact: Lines of the letterhead that say where and how to reach the office.
        bbox: The box around the page's part of the sheet.
    """

    begins: bool
    header: dict[str, RawText] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    rest: list[Cell] = field(default_factory=list)
    contact: list[RawText] = field(default_factory=list)
    bbox: BBox = field(default_factory=lambda: BBox(0.0, 0.0, 0.0, 0.0))


def read_identity(
    cells: Sequence[Cell], above: Sequence[RawText], *, continues: bool
) -> Identity | None:
    """Read an identity sheet, or a page of it.

    Args:
        cells: The sheet's cells on one page, without those of a step table in the same grid.
        above: The lines of text above the table.
        continues: Whether an identity sheet stands before it that it may continue.

    Returns:
        What it says; None where the cells are no identity sheet.
    """
    labels = find_labels(cells)
    begins = _begins_sop(labels)
    if not _is_identity(labels, begins=begins, continues=continues) or is_list(labels, cells):
        return None
    labels += find_unlisted_labels(cells, labels)
    labels += find_unknown_headings(cells, labels)
    labels.sort(key=lambda x: (x.top, x.cell.bbox.x0))
    used = take_values(labels, cells)
    identity = Identity(begins, bbox=BBox.around(c.bbox for c in cells))
    sure = {x.match.field for x in labels if not x.match.alone and not x.stands_alone}
    for label in labels:
        # "SOP" above an office's name is no label where "Nama SOP" stands too.
        if not (label.match.alone and label.match.field in sure):
            _store(identity, label, cells)
    head = [
        c
        for c in cells
        if id(c) not in used and c.bbox.top < top_of_boxes(labels) - REGIONS.edge_pt
    ]
    if begins:
        _read_head(identity, head, above)
    else:
        identity.rest = head
    return identity


def _begins_sop(labels: Sequence[Labelled]) -> bool:
    """Return whether labels are those of an identity sheet's first page."""
    headers = [x for x in labels if x.kind is LabelKind.HEADER]
    fields = {x.match.field for x in headers}
    sure = {x.match.field for x in headers if not x.match.alone or x.match.colon}
    leading = {"sop_number", "title", "created_on"}
    if any(x.is_known_box for x in labels) and len(fields & leading) >= 2:
        return True
    others = any(x.kind is not LabelKind.HEADER for x in labels)
    return bool(sure & leading) and len(fields) + others >= 2


def _is_identity(labels: Sequence[Labelled], *, begins: bool, continues: bool) -> bool:
    """Return whether labels are those of an identity sheet, or of its continuation."""
    if not any(x.is_section or not x.match.alone for x in labels):
        return False
    known = {x.match.field for x in labels if x.match.field not in ("extra", "other", "page")}
    if len(known) >= IDENTITY.min_labels:
        return True
    boxes = bool(labels) and all(x.is_section for x in labels)
    if begins:
        return len({x.match.field for x in labels}) >= IDENTITY.min_labels
    return boxes and (bool(known) or continues)


def _read_head(identity: Identity, head: Sequence[Cell], above: Sequence[RawText]) -> None:
    """Read the letterhead, and a title that stands there without a label."""
    offices = [c for c in head if any(is_letterhead_line(line.text) for line in c.lines)]
    own = [line for cell in offices for line in cell.lines]
    inside = read_letterhead(own)
    outside = read_letterhead(above)
    identity.contact = [line for line in (*above, *own) if is_contact_line(line.text)]
    # A letterhead may be printed twice, above the sheet and in its cell: the fuller one leads.
    letterhead = max(inside, outside, key=lambda found: len(found.keys() & OFFICES))
    letterhead = {**inside, **outside, **letterhead}
    for name, raw in letterhead.items():
        known = identity.header.get(name)
        if known is None or known.confidence < raw.confidence:
            identity.header[name] = raw
    others = [cell for cell in head if cell not in offices]
    for cell in others:
        approver = read_approver(cell.lines)
        if "approver.name" in approver and len(approver) > 1:
            others.remove(cell)
            for part, raw in approver.items():
                identity.header.setdefault(
                    part, _capped(raw, IDENTITY.unlabelled_approver_confidence)
                )
            break
    title = _title_among(above)
    if title is not None and not any(cell.lines for cell in others):
        identity.header.setdefault("title", _capped(title, IDENTITY.unlabelled_title_confidence))
    for cell in others:
        title = join_lines([x for x in cell.lines if _names_more_than_kind(x.text)])
        if title and any(map(str.isalpha, title.text)):
            identity.header.setdefault(
                "title", _capped(title, IDENTITY.unlabelled_title_confidence)
            )


def _title_among(lines: Sequence[RawText]) -> RawText | None:
    """Return the title below, or behind, the words that call a sheet an SOP; None without any."""
    for index, line in enumerate(lines):
        rest = title_heading(line.text)
        if rest is None:
            if captioned_title(line.text) is None or is_letterhead_line(line.text):
                continue
            if _names_more_than_kind(line.text):
                return line
            rest = line.text
        parts = [line.with_text(rest)] if rest else []
        for other in lines[index + 1 : index + 1 + IDENTITY.max_title_lines]:
            if _is_no_title(other.text):
                break
            parts.append(other)
        return join_lines(parts)
    return None


def _is_no_title(text: str) -> bool:
    """Return whether a line is an office's, a page number, or a labelled value."""
    if is_letterhead_line(text) or may_be_page_number(text):
        return True
    return match_header(text) is not None or match_other(text) is not None


def _capped(raw: RawText, confidence: float) -> RawText:
    """Return a value with its confidence limited to one, 0 to 1."""
    return replace(raw, confidence=min(raw.confidence, confidence))


def _names_more_than_kind(text: str) -> bool:
    """Return whether a line says more than what kind of document this is."""
    match = match_document(text)
    return match is None or bool(match.rest)


def _store(identity: Identity, label: Labelled, cells: Sequence[Cell]) -> None:
    """Put a label's value into the sheet."""
    name, header = label.match.field, identity.header
    if label.is_section or name == "other":
        held = [c.bbox for c in cells if _holds(c, label.lines)] or [label.cell.bbox]
        inner, bbox = BBox.around(held), BBox.around([label.cell.bbox, *held])
        kind = name if label.is_section else "extra"
        box = Box(kind, label.match.printed, list(label.lines), bbox, (inner.x0, inner.x1))
        if label.is_section or label.lines:
            identity.boxes.append(box)
    elif name == "approver":
        for part, raw in read_approver(label.lines).items():
            header.setdefault(part, _capped(raw, label.confidence))
    elif name != "page":
        lines = _without_stray_nip(header, label.lines) if name == "title" else label.lines
        value = join_lines(lines)
        value = _capped(value, label.confidence) if value else None
        if value and name in ("agency", "unit"):
            value = _capped(value, IDENTITY.labelled_office_confidence)
        if value and (name not in header or not label.match.alone):
            header.setdefault(name, value)


def _holds(cell: Cell, lines: Sequence[RawText]) -> bool:
    """Return whether a cell holds a part of some lines."""
    boxes = [line.place.bbox for line in lines if line.place.bbox]
    return any(
        cell.bbox.contains_point(box.x0 + 1, box.y_mid)
        or cell.bbox.contains_point(box.x1 - 1, box.y_mid)
        for box in boxes
    )


def _without_stray_nip(header: dict[str, RawText], lines: Sequence[RawText]) -> list[RawText]:
    """Return a title's lines without a NIP that slipped down from the approval block above it."""
    stray = [line for line in lines if is_nip_line(line.text)]
    for line in stray:
        header.setdefault("approver.nip", _capped(line, IDENTITY.stray_nip_confidence))
    return [line for line in lines if line not in stray]
