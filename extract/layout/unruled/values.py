"""The values beside a column of labels: which lines belong to which label."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extract.layout.unruled.bands import ColumnLine, Table, part_rows
from extract.layout.unruled.labels import Label
from extract.layout.unruled.runs import Area
from models.geometry import BBox
from models.page import Word

# Text this many pitches below a label's value belongs to something else; the room for a
# signature in an approver's is no such gap.
FAR = 3.2
SIGNATURE = 10.0

# A cell's box in points, and its words.
Region = tuple[BBox, list[Word]]


def rows_beside(
    area: Area, column: Sequence[Label], held: dict[int, list[Word]], right: float
) -> list[Region]:
    """Return the cells of labels and of the values beside them.

    Args:
        area: The lines.
        column: Labels below each other.
        held: Index of a line -> its words that belong to the labels' values.
        right: Where the values end, in points.
    """
    pitch = area.measures.pitch
    values = _until_far(area, column, held)
    texts = {i: own for i, words in values.items() if (own := _without_colons(words))}
    heights = {index: area.lines[index].bbox.y_mid for index in range(len(area.lines))}
    table = Table(
        columns=(
            tuple(_column_line(words, heights[i]) for x in column for i, words in x.parts),
            tuple(_column_line(words, heights[i]) for i, words in sorted(texts.items())),
        ),
        pitch=pitch,
        main=0,
        anchors=tuple(heights[x.line] for x in column),
        by_row=True,
    )
    starts = part_rows(table)
    edge = start_of_values(column, values) or max(x.bbox.x1 for x in column)
    left = min(x.bbox.x0 for x in column) - 1
    far = max([w.bbox.x1 for words in values.values() for w in words], default=edge) + 1
    bottom = max([heights[i] for i in values] + [heights[x.line] for x in column]) + pitch / 2
    rows: dict[int, tuple[list[Label], list[Word]]] = {i: ([], []) for i in range(len(starts))}
    for label in column:
        rows[max(bisect_right(starts, heights[label.line]) - 1, 0)][0].append(label)
    for index, words in sorted(values.items()):
        rows[max(bisect_right(starts, heights[index]) - 1, 0)][1].extend(words)
    regions: list[Region] = []
    for row, (top, end) in enumerate(pairwise([*starts, bottom + pitch / 2])):
        labels, words = rows[row]
        if not any(label.match for label in labels):
            continue
        top, end = top - pitch / 2, end - pitch / 2
        regions.append((BBox(left, top, edge - 1, end), [w for x in labels for w in x.words]))
        regions.append((BBox(edge - 1, top, min(far, right), end), words))
    return regions


def _without_colons(words: Sequence[Word]) -> list[Word]:
    """Return words without the colons that stand alone between labels and values."""
    return [word for word in words if word.text.strip(":= ")]


def _column_line(words: Sequence[Word], y: float) -> ColumnLine:
    """Return words of one line as a line of a column at some height."""
    box = BBox.around(word.bbox for word in words)
    return ColumnLine(y, box.x0, box.x1, " ".join(word.text for word in words))


def _until_far(
    area: Area, column: Sequence[Label], held: dict[int, list[Word]]
) -> dict[int, list[Word]]:
    """Return the lines of values up to where a gap shows that something else begins."""
    last = column[-1]
    limit = SIGNATURE if last.match and last.match.field == "approver" else FAR
    kept: dict[int, list[Word]] = {}
    y = area.lines[last.line].bbox.y_mid
    for index, words in sorted(held.items()):
        if index > last.line:
            here = area.lines[index].bbox.y_mid
            if here - y > limit * area.measures.pitch:
                break
            y = here
        if words:
            kept[index] = words
    return kept


def start_of_values(column: Sequence[Label], held: dict[int, list[Word]]) -> float | None:
    """Return where the values beside labels begin, in points; None where there are none."""
    starts = [
        words[0].bbox.x0
        for label in column
        if (words := [w for w in held.get(label.line, ()) if w.bbox.x0 >= label.bbox.x1 - 1])
    ]
    return min(starts, default=None)
