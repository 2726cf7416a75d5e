"""The cells that hold a label's value: to the right of the label, or below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.fields.approver import read_approver
from extract.fields.cell_geometry import (
    REGIONS,
    is_below,
    is_right_of,
    shares_level,
    text_lines,
    without_colon,
)
from extract.fields.labelled import Labelled
from models.grid import Cell
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class ValueThresholds:
    """Which cells hold a label's value. Unfitted."""

    # A narrower cell holds a colon or nothing; absolute, could be relative to letter width.
    min_width_pt: float = 15.0
    # A cell higher than so many label cells holds the values of several labels.
    min_heights_of_several: float = 1.3


VALUES = ValueThresholds()


def take_values(labels: Sequence[Labelled], cells: Sequence[Cell]) -> set[int]:
    """Give each label the lines of the cells that hold its value.

    Args:
        labels: The labels of one page of an identity sheet; their `lines` are added to.
        cells: All its cells.

    Returns:
        The ids of the cells that belong to a label, the labels' own included.
    """
    used = {id(label.cell) for label in labels}
    # A field's value beside its label is no text of the box it stands under.
    for label in sorted(labels, key=lambda x: x.is_section):
        free = [c for c in cells if id(c) not in used or not label.is_section]
        values = _value_cells(label, free, labels)
        used |= {id(cell) for cell in values}
        label.lines += _own_lines(label, labels, values)
    for label in labels:
        label.lines = [without_colon(line) for line in label.lines]
    return used


def _value_cells(label: Labelled, cells: Sequence[Cell], labels: Sequence[Labelled]) -> list[Cell]:
    """Return the cells that hold a label's value outside its own cell."""
    labelled = {id(x.cell) for x in labels}
    free = [c for c in cells if id(c) not in labelled and text_lines([c])]
    if label.is_section:
        below = _box_below(label, free, labels)
        return below or ([] if label.lines else _box_right(label, free, labels))
    right, below = _value_right(label, cells, labels), _value_below(label, free, labels)
    if label.stands_alone:
        return right or below
    if label.match.field == "approver" and not _names_approver(label.lines):
        # The office stands with the label, the signature and the name beside or below.
        return next((cells for cells in (right, below) if _names_approver(text_lines(cells))), [])
    return []


def _names_approver(lines: Sequence[RawText]) -> bool:
    """Return whether the lines of an approval block name a person."""
    return "approver.name" in read_approver(lines)


def _limit(
    label: Labelled,
    labels: Sequence[Labelled],
    follows: Callable[[Cell, Cell], bool],
    place: Callable[[Cell], float],
) -> float:
    """Return where the next label on one side of a label begins; infinity where there is none."""
    others = (x.cell for x in labels if x.cell is not label.cell)
    return min((place(c) for c in others if follows(c, label.cell)), default=float("inf"))


def _left(cell: Cell) -> float:
    return cell.bbox.x0


def _top(cell: Cell) -> float:
    return cell.bbox.top


def _value_right(label: Labelled, cells: Sequence[Cell], labels: Sequence[Labelled]) -> list[Cell]:
    """Return the cells of the column next to a field's label, colons skipped.

    Where that column is blank the value is: what stands beyond it is something else.
    """
    labelled = {id(x.cell) for x in labels}
    limit = _limit(label, labels, is_right_of, _left)
    beyond = [
        c
        for c in cells
        if id(c) not in labelled
        and is_right_of(c, label.cell)
        and c.bbox.x0 < limit - REGIONS.edge_pt
        and c.bbox.width >= VALUES.min_width_pt
        and not (c.lines and not text_lines([c]))
    ]
    while beyond:
        nearest = min(beyond, key=_left)
        column = [c for c in beyond if c.bbox.x0 < nearest.bbox.x1 - REGIONS.edge_pt]
        filled = [c for c in column if text_lines([c])]
        if filled or label.match.field != "approver":
            return filled
        # A blank cell may be room for the signature, with the name beyond it.
        beyond = [c for c in beyond if c not in column]
        if not _names_approver(text_lines(beyond)):
            return []
    return []


def _value_below(label: Labelled, free: Sequence[Cell], labels: Sequence[Labelled]) -> list[Cell]:
    """Return the cells below a field's label: the next one, or all of an approval block."""
    limit = _limit(label, labels, is_below, _top)
    sections = [x.cell for x in labels if x.is_section]
    beyond = sorted(
        (
            c
            for c in free
            if is_below(c, label.cell)
            and c.bbox.top < limit - REGIONS.edge_pt
            and not any(is_right_of(c, x) for x in sections)
        ),
        key=_top,
    )
    if label.match.field == "approver":
        return beyond
    return [c for c in beyond if shares_level(c.bbox, beyond[0].bbox)]


def _box_below(label: Labelled, free: Sequence[Cell], labels: Sequence[Labelled]) -> list[Cell]:
    """Return the cells of a box whose heading stands above it."""
    limit = _limit(label, labels, is_below, _top)
    return [c for c in free if is_below(c, label.cell) and c.bbox.top < limit - REGIONS.edge_pt]


def _box_right(label: Labelled, free: Sequence[Cell], labels: Sequence[Labelled]) -> list[Cell]:
    """Return the cells of a box whose heading stands to the left, in the box's first rows."""
    lower = _limit(label, labels, is_below, _top)
    right = _limit(label, labels, is_right_of, _left)
    return [
        c
        for c in free
        if c.bbox.x0 >= label.cell.bbox.x1 - REGIONS.edge_pt
        and c.bbox.x0 < right - REGIONS.edge_pt
        and (is_right_of(c, label.cell) or label.cell.bbox.top <= c.bbox.y_mid < lower)
    ]


def _own_lines(
    label: Labelled, labels: Sequence[Labelled], values: Sequence[Cell]
) -> list[RawText]:
    """Return those lines of the cells beside or below a label that are its value."""
    lines = text_lines(values) if values else []
    if label.is_section:
        return lines
    together = [x for x in labels if x.cell is label.cell]
    if len(together) > 1:
        return _beside(label, together, lines)
    if not any(is_right_of(c, label.cell) for c in values):
        return lines
    sharing = [
        x for x in labels
        if x is not label and not x.is_section
        and abs(x.cell.bbox.x0 - label.cell.bbox.x0) <= REGIONS.edge_pt
        and any(is_right_of(c, x.cell) and _is_higher(c, x.cell) for c in values)
    ]  # fmt: skip
    if not sharing or not any(_is_higher(c, label.cell) for c in values):
        return lines
    box = label.cell.bbox
    return [x for x in lines if x.place.bbox and box.top <= x.place.bbox.y_mid < box.bottom]


def _beside(
    label: Labelled, together: Sequence[Labelled], lines: Sequence[RawText]
) -> list[RawText]:
    """Return the lines that are a label's where its cell holds several labels."""
    after = min((x.top for x in together if x.top > label.top), default=float("inf"))
    first = label is min(together, key=lambda x: x.top)
    return [
        line
        for line in lines
        if line.place.bbox
        and (first or line.place.bbox.y_mid >= label.top)
        and line.place.bbox.y_mid < after
    ]


def _is_higher(cell: Cell, label: Cell) -> bool:
    """Return whether a cell beside a label's is so high that it holds several labels' values."""
    return cell.bbox.height > VALUES.min_heights_of_several * label.bbox.height
