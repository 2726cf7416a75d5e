"""An identity sheet without rulings, as the grid that rulings would make.

Its upper part is columns of labels, each with its values to the right and the letterhead to the
left; its lower part is boxes under headings, one below the other or side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.unruled.boxes import Boxes, read_boxes, rest_of_boxes
from extract.unruled.cells import Region, build_grid
from extract.unruled.label_rows import find_label_rows
from extract.unruled.labels import (
    LABELS,
    Label,
    find_boxes,
    find_header_labels,
    find_unknown_boxes,
    label_columns,
)
from extract.unruled.runs import Area, TextLine
from extract.unruled.values import rows_beside, start_of_values
from extract.vocabulary.letterhead import is_letterhead_line
from models.geometry import BBox
from models.grid import Grid
from models.page import Word


@dataclass(frozen=True, slots=True)
class SheetThresholds:
    """What makes an identity sheet without rulings. Unfitted."""

    # Labels of different fields that make an identity sheet.
    min_labels: int = 3
    # Headings of boxes that make the rest of one.
    min_boxes: int = 2
    # A letterhead right of the values begins at least so far from where these begin ...
    letterhead_gap_letters: float = 20.0
    # ... and has so many lines that name offices or how to reach them.
    min_office_lines: int = 2
    # No page of an identity sheet has more labels and headings together.
    max_labels: int = 80


SHEETS = SheetThresholds()


_COLON_END = re.compile(r"[:=]$")


@dataclass(frozen=True, slots=True)
class IdentitySheet:
    """An identity sheet as it stands on one page.

    Attributes:
        grids: Its cells; those of boxes that continue from the page before in a grid of their own.
        words: The words in them.
        boxes: Its boxes, those of a page before where this one has none.
    """

    grids: tuple[Grid, ...]
    words: tuple[Word, ...]
    boxes: Boxes | None


def read_sheet(area: Area, before: IdentitySheet | None = None) -> IdentitySheet | None:
    """Return the identity sheet that stands among some lines; None where there is none.

    Args:
        area: The lines of a page, or of the part of it above a step table.
        before: The identity sheet that the page before ends with, if it does; then one box is
            enough to be the rest of it, and what stands above it continues from its boxes.
    """
    labels = find_header_labels(area)
    boxes = find_boxes(area)
    if len(labels) + len(boxes) > SHEETS.max_labels:
        return None
    if len({x.match.field for x in labels if x.match}) < SHEETS.min_labels:
        labels = []
    if labels:
        boxes = [box for box in boxes if box.line > labels[0].line]
    elif len({x.match.field for x in boxes if x.match}) < (1 if before else SHEETS.min_boxes):
        boxes = []
    start = boxes[0].line if boxes else len(area.lines)
    if boxes:
        boxes += find_unknown_boxes(area, boxes)
        boxes.sort(key=lambda box: box.line)
    below = [x for x in labels if boxes and x.line > boxes[-1].line and _is_approval(x)]
    labels = [label for label in labels if label.line < start]
    rest: list[Region] = []
    if before and before.boxes and not labels:
        rest = rest_of_boxes(area.part(0, start), before.boxes)
    regions = _header_regions(area, labels, start) if labels else []
    found = before.boxes if before else None
    if boxes:
        found = read_boxes(area.part(0, below[0].line if below else len(area.lines)), boxes)
        regions += found.regions
    if below:
        regions += _header_regions(area, below, len(area.lines))
    built = [build_grid(area.page, part) for part in (rest, regions) if part]
    words = tuple(word for _, held in built for word in held)
    return IdentitySheet(tuple(grid for grid, _ in built), words, found) if built else None


def _is_approval(label: Label) -> bool:
    """Return whether a label stands above an approval block."""
    return label.match is not None and label.match.field == "approver"


def _header_regions(area: Area, labels: Sequence[Label], end: int) -> list[Region]:
    """Return the cells of a sheet's upper part, which ends before a line."""
    rows = find_label_rows(area, labels, end)
    in_rows = {id(label) for row in rows for label in row.labels}
    passed = {line for row in rows for line in row.lines}
    columns = label_columns([label for label in labels if id(label) not in in_rows])
    lefts = [min(label.bbox.x0 for label in column) for column in columns]
    first = min(label.line for column in columns for label in column)
    letter = area.measures.letter
    regions = [region for row in rows for region in row.regions(area)]
    edge = lefts[0] - letter
    above = first
    while above > 0 and _is_left_of(area, above - 1, edge):
        above -= 1
    letterhead = [w for line in area.lines[above:end] for w in line.words if w.bbox.x_mid < edge]
    far = float("inf")
    if not letterhead:
        far = _letterhead_beyond(area, columns[-1], first, end) + letter
        letterhead = [
            w for line in area.lines[first:end] for w in line.words if w.bbox.x0 > far - letter - 1
        ]
    for column, (left, right) in zip(columns, pairwise([*lefts, far]), strict=True):
        known = {id(word) for label in column for word in label.words}
        held = {
            index: [w for w in words if id(w) not in known]
            for index in range(first, end)
            if index not in passed
            and (words := _between(area.lines[index], left - letter, right - letter))
        }
        column = sorted([*column, *_unknown_labels(area, held, left)], key=lambda x: x.line)
        strangers = {id(word) for label in column for word in label.words}
        held = {i: [w for w in words if id(w) not in strangers] for i, words in held.items()}
        _add_lines_above(area, column, held, first, right - letter)
        regions += rows_beside(area, column, held, right - letter, by_row=True)
    if letterhead:
        box = BBox.around(word.bbox for word in letterhead)
        right = max(edge, box.x1 + 1) if box.x0 > edge else edge
        regions.append((BBox(box.x0 - 1, box.top - 1, right, box.bottom + 1), letterhead))
    return regions


def _letterhead_beyond(area: Area, column: Sequence[Label], first: int, end: int) -> float:
    """Return where a letterhead to the right of labels' values begins, in points.

    Several lines that name offices, far from where values begin, show it; infinity without them.
    """
    lines = area.lines[first:end]
    held = {first + i: list(line.words) for i, line in enumerate(lines)}
    values = start_of_values(column, held)
    if values is None:
        return float("inf")
    far = values + SHEETS.letterhead_gap_letters * area.measures.letter
    runs = [run for line in lines for run in line.runs if run.bbox.x0 > far]
    offices = [run.bbox for run in runs if is_letterhead_line(run.text)]
    if len(offices) < SHEETS.min_office_lines:
        return float("inf")
    box = BBox.around(offices)
    return min(run.bbox.x0 for run in runs if box.x0 <= run.bbox.x_mid <= box.x1)


def _between(line: TextLine, left: float, right: float) -> list[Word]:
    """Return a line's words whose middles lie between two positions."""
    return [word for word in line.words if left <= word.bbox.x_mid < right]


def _is_left_of(area: Area, index: int, edge: float) -> bool:
    """Return whether a line ends left of a position and follows the line below it closely."""
    line, below = area.lines[index], area.lines[index + 1]
    step = below.bbox.y_mid - line.bbox.y_mid
    return line.bbox.x1 < edge and step <= LABELS.following_pitches * area.measures.pitch


def _unknown_labels(area: Area, held: dict[int, list[Word]], left: float) -> list[Label]:
    """Return what seem to be labels too: words with a colon where a column's labels begin."""
    found = []
    for index, words in held.items():
        if (
            not words
            or abs(words[0].bbox.x0 - left) > LABELS.max_indent_letters * area.measures.letter
        ):
            continue
        colon = next((i for i, w in enumerate(words[:5]) if _COLON_END.search(w.text)), None)
        if colon is not None:
            found.append(Label(((index, tuple(words[: colon + 1])),), None))
    return found


def _add_lines_above(
    area: Area, column: Sequence[Label], held: dict[int, list[Word]], first: int, right: float
) -> None:
    """Add to a column's values those right above its first label, whose value begins there."""
    start = start_of_values(column, held)
    if start is None or column[0].line != first:
        return
    near = LABELS.max_indent_letters * area.measures.letter
    for index in range(first - 1, max(first - 4, -1), -1):
        line, below = area.lines[index], area.lines[index + 1]
        if below.bbox.y_mid - line.bbox.y_mid > LABELS.following_pitches * area.measures.pitch:
            return
        if line.runs[-1].bbox.x0 < start - near or line.runs[-1].bbox.x1 > right:
            return
        held[index] = list(line.runs[-1].words)
