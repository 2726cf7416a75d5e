"""Labels side by side on one line, each with its value below it, where no ruling shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.unruled.cells import Region
from extract.unruled.labels import LABELS, Label, label_columns
from extract.unruled.runs import Area
from extract.unruled.values import VALUES, rows_below
from models.page import Word


@dataclass(frozen=True, slots=True)
class LabelRowThresholds:
    """When labels make a row of their own. Unfitted."""

    # So many labels on a line that stand below no other label make a row.
    min_labels: int = 2


LABEL_ROWS = LabelRowThresholds()


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A line of labels and the lines of their values.

    Attributes:
        labels: The labels, from left to right.
        values: For each label, index of a line -> its words that are the label's value.
        lines: The indices of all these lines.
    """

    labels: tuple[Label, ...]
    values: tuple[dict[int, list[Word]], ...]
    lines: range

    def regions(self, area: Area) -> list[Region]:
        """Return the cells of the labels and of their values."""
        lefts = [label.bbox.x0 for label in self.labels]
        edges = [*(left - area.measures.letter for left in lefts[1:]), float("inf")]
        return [
            region
            for label, values, right in zip(self.labels, self.values, edges, strict=True)
            for region in rows_below(area, [label], values, right)
        ]


def find_label_rows(area: Area, labels: Sequence[Label], end: int) -> list[LabelRow]:
    """Return the rows that labels make beside columns of other labels.

    In such a row the labels beside each and a value below confirm it.

    Args:
        area: The lines.
        labels: The labels, by their lines.
        end: Index of the line before which values end.
    """
    columns = label_columns(labels)
    inside = {id(label) for column in columns if len(column) > 1 for label in column}
    if not inside:
        return []
    lines = sorted({label.line for label in labels})
    after = dict(pairwise([*lines, end]))
    rows: list[LabelRow] = []
    for line, found in groupby(sorted(labels, key=lambda x: (x.line, x.bbox.x0)), _line_of):
        row = tuple(found)
        alone = [x for x in row if id(x) not in inside]
        known = {id(word) for label in row for word in label.words}
        beside = [w for w in area.lines[line].words if w.bbox.x0 > row[0].bbox.x0]
        if len(alone) < LABEL_ROWS.min_labels or any(id(word) not in known for word in beside):
            continue
        stop = _end_of_values(area, line, after[line])
        values = tuple(_words_below(area, row, range(line + 1, stop)))
        if sum(map(bool, values)) >= VALUES.min_below_share * len(row):
            rows.append(LabelRow(row, values, range(line, stop)))
    # Without a column of labels beside them rows are read as columns are.
    return rows if sum(len(row.labels) for row in rows) < len(labels) else []


def _line_of(label: Label) -> int:
    return label.line


def _end_of_values(area: Area, line: int, end: int) -> int:
    """Return the index of the line before which the values below a line end."""
    for above, below in pairwise(range(line, end)):
        step = area.lines[below].bbox.y_mid - area.lines[above].bbox.y_mid
        if step > LABELS.following_pitches * area.measures.pitch:
            return below
    return end


def _words_below(area: Area, row: Sequence[Label], lines: range) -> list[dict[int, list[Word]]]:
    """Return the words of some lines by the label that they stand below."""
    lefts = [label.bbox.x0 - area.measures.letter for label in row]
    found: list[dict[int, list[Word]]] = []
    for left, right in pairwise([*lefts, float("inf")]):
        held = {i: [w for w in area.lines[i].words if left <= w.bbox.x_mid < right] for i in lines}
        found.append({index: words for index, words in held.items() if words})
    return found
