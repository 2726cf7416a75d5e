"""Headings of boxes that no table of spellings knows, found by where and how they stand.

An office's own box ("Alur pelayanan", "Sanksi administrasi") must not be read as text of the box
above it. Its heading is found by its position and style, which are those of the known headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.fields.cell_geometry import REGIONS, is_right_of
from extract.fields.labelled import LabelKind, Labelled, top_of_boxes
from extract.vocabulary.matcher import Candidate
from models.grid import Cell
from models.raw import RawText
from normalize.bullets import strip_bullet


@dataclass(frozen=True, slots=True)
class HeadingThresholds:
    """What may be the heading of a box. Unfitted."""

    # Longer texts are sentences.
    max_chars: int = 60
    # Texts of more words are sentences.
    max_words: int = 7


HEADINGS = HeadingThresholds()


def find_unknown_headings(cells: Sequence[Cell], labels: Sequence[Labelled]) -> list[Labelled]:
    """Return the headings of boxes among cells that hold no known label.

    Args:
        cells: The cells of an identity sheet on one page.
        labels: The labels known by their spelling.
    """
    known = [label for label in labels if label.is_section]
    if not known:
        return []
    top = top_of_boxes(labels)
    labelled = {id(label.cell) for label in labels}
    free = [
        c
        for c in cells
        if id(c) not in labelled and c.lines and c.bbox.top >= top - REGIONS.edge_pt
    ]
    found: list[Labelled] = []
    for cell in free:
        heading = _heading_in(cell, [*known, *found], free)
        if heading is not None:
            found.append(heading)
    return found


def _heading_in(cell: Cell, known: Sequence[Labelled], free: Sequence[Cell]) -> Labelled | None:
    """Return the heading that a cell begins with, if it stands and looks as known ones do."""
    first, rest = cell.lines[0], cell.lines[1:]
    title, colon, following = first.text.partition(":")
    if not _could_be_heading(title):
        return None
    alone = [x for x in known if x.stands_alone]
    inside = [x for x in known if not x.stands_alone]
    whole = " ".join(line.text for line in cell.lines)
    if (
        alone
        and _could_be_heading(whole.rstrip(" :"))
        and (
            _is_level_with_heading(cell, alone, free)
            or _is_in_column_of_headings(cell, alone, free)
        )
    ):
        return _labelled(cell, whole.rstrip(" :"), [])
    if len(inside) >= 2 and (rest or following.strip()) and _is_alike(title, colon, inside):
        own = [first.with_text(following.strip())] if following.strip() else []
        return _labelled(cell, title, [*own, *rest])
    return None


def _could_be_heading(text: str) -> bool:
    """Return whether a text is short, begins with a capital and is neither item nor sentence."""
    text = text.strip()
    if not 3 <= len(text) <= HEADINGS.max_chars or len(text.split()) > HEADINGS.max_words:
        return False
    return strip_bullet(text)[0] is None and text[0].isupper() and text[-1] not in ".;,"


def _is_level_with_heading(cell: Cell, alone: Iterable[Labelled], free: Sequence[Cell]) -> bool:
    """Return whether a cell stands in a row of headings whose boxes stand below them."""
    return any(
        abs(cell.bbox.top - x.cell.bbox.top) <= REGIONS.edge_pt
        and abs(cell.bbox.bottom - x.cell.bbox.bottom) <= REGIONS.edge_pt
        and _has_text_below(x.cell, free)
        and _has_text_below(cell, free)
        for x in alone
    )


def _is_in_column_of_headings(cell: Cell, alone: Sequence[Labelled], free: Sequence[Cell]) -> bool:
    """Return whether a cell stands in a column of headings whose boxes stand to the right."""
    column = [
        x.cell
        for x in alone
        if abs(cell.bbox.x0 - x.cell.bbox.x0) <= REGIONS.edge_pt
        and abs(cell.bbox.x1 - x.cell.bbox.x1) <= REGIONS.edge_pt
    ]
    rightward = downward = 0
    for heading in column:
        right = [c for c in free if is_right_of(c, heading)]
        below = [c for c in free if _is_right_below(c, heading)]
        if right and (not any(map(_is_short, right)) or all(map(_is_short, below))):
            rightward += 1
        elif below and not all(map(_is_short, below)):
            downward += 1
    return rightward >= 2 and rightward > downward and any(is_right_of(c, cell) for c in free)


def _is_short(cell: Cell) -> bool:
    """Return whether a cell's text could be a heading."""
    return _could_be_heading(cell.text.rstrip(" :"))


def _has_text_below(cell: Cell, free: Iterable[Cell]) -> bool:
    """Return whether a cell with text and without a label stands right under another."""
    return any(_is_right_below(c, cell) for c in free)


def _is_right_below(cell: Cell, of: Cell) -> bool:
    """Return whether a cell stands under another without a gap."""
    shared = min(cell.bbox.x1, of.bbox.x1) - max(cell.bbox.x0, of.bbox.x0)
    return abs(cell.bbox.top - of.bbox.bottom) <= REGIONS.edge_pt and shared > REGIONS.edge_pt


def _is_alike(title: str, colon: str, inside: Sequence[Labelled]) -> bool:
    """Return whether a first line looks as the headings inside other boxes do."""
    if colon:
        return any(x.match.colon for x in inside)
    return title.isupper() and all(x.match.printed.isupper() for x in inside)


def _labelled(cell: Cell, title: str, lines: Iterable[RawText]) -> Labelled:
    """Return the label of a box with an unknown heading."""
    match = Candidate("extra", "section", 0.0, title.strip(), "", colon=False)
    return Labelled(cell, cell.lines[0], match, LabelKind.SECTION, list(lines))
