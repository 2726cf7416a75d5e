"""The values beside a column of labels: which lines belong to which label."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.unruled.cells import Region
from extract.unruled.labels import LABELS, Label
from extract.unruled.row_segmentation import segment_rows
from extract.unruled.row_types import Alignment, ColumnLine, Table
from extract.unruled.runs import Area
from extract.vocabulary.approval import is_nip_line
from models.geometry import BBox
from models.page import Word
from normalize.people import has_degree, is_position, is_rank


@dataclass(frozen=True, slots=True)
class ValueThresholds:
    """Which lines are the value beside a label. Unfitted."""

    # Text further below a label's value belongs to something else ...
    max_gap_pitches: float = 3.2
    # ... but an approver's block leaves room for a signature.
    max_signature_pitches: float = 10.0
    # Share of the labels whose values must stand below them for all to do so.
    min_below_share: float = 0.6


VALUES = ValueThresholds()


def rows_beside(
    area: Area,
    column: Sequence[Label],
    held: dict[int, list[Word]],
    right: float,
    *,
    by_row: bool,
) -> list[Region]:
    """Return the cells of labels and of the values beside them.

    Args:
        area: The lines.
        column: Labels below each other.
        held: Index of a line -> its words that belong to the labels' values.
        right: Where the values end, in points.
        by_row: Whether each row may be aligned in a way of its own.
    """
    pitch = area.measures.pitch
    values = _until_far(area, column, _without_lone_colons(column, held))
    texts = {i: own for i, words in values.items() if (own := _without_colons(words))}
    if by_row and _are_below(area, column, texts):
        return rows_below(area, column, values, right)
    heights = {index: area.lines[index].bbox.y_mid for index in range(len(area.lines))}
    table = Table(
        columns=(
            tuple(_column_line(words, heights[i]) for x in column for i, words in x.parts),
            tuple(_column_line(words, heights[i]) for i, words in sorted(texts.items())),
        ),
        pitch=pitch,
        main=0,
        anchors=tuple(heights[x.line] for x in column),
        whole=_approvals(area, column, values),
        alignments=(Alignment.TOP, Alignment.MIDDLE),
        by_row=by_row,
    )
    starts = segment_rows(table).starts
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
        top, end = top - pitch / 2, end - pitch / 2
        regions.append((BBox(left, top, edge - 1, end), _without_colons_below(labels)))
        regions.append((BBox(edge - 1, top, min(far, right), end), words))
    return regions


def _are_below(area: Area, column: Sequence[Label], values: dict[int, list[Word]]) -> bool:
    """Return whether values stand on the lines below their labels and begin where these do."""
    near = LABELS.max_indent_letters * area.measures.letter
    below = 0
    for label, following in pairwise([*column, None]):
        if label is None or label.line in values:
            continue
        end = following.line if following else len(area.lines)
        first = next((values[i] for i in range(label.line + 1, end) if i in values), None)
        below += first is not None and abs(first[0].bbox.x0 - label.bbox.x0) <= near
    return below >= VALUES.min_below_share * len(column)


def rows_below(
    area: Area, column: Sequence[Label], values: dict[int, list[Word]], right: float
) -> list[Region]:
    """Return the cells of labels and of the values below them.

    Args:
        area: The lines.
        column: Labels below each other.
        values: Index of a line -> its words that belong to the labels' values.
        right: Where the values end, in points.
    """
    regions: list[Region] = []
    left = min(label.bbox.x0 for label in column) - 1
    for label, following in pairwise([*column, None]):
        if label is None:
            continue
        end = following.line if following else len(area.lines)
        words = [w for i in range(label.line, end) for w in values.get(i, ())]
        box = label.bbox
        far = max([w.bbox.x1 for w in words], default=box.x1) + 1
        bottom = max([w.bbox.bottom for w in words], default=box.bottom) + 1
        edge = min(far, right)
        regions.append(
            (BBox(left, box.top - 1, edge, box.bottom + 1), _without_colons_below([label]))
        )
        if words:
            regions.append((BBox(left, box.bottom + 1, edge, bottom), words))
    return regions


def _without_lone_colons(
    column: Sequence[Label], held: dict[int, list[Word]]
) -> dict[int, list[Word]]:
    """Return values without the colons that have slipped to the line below a label."""
    right = max(label.bbox.x1 for label in column)
    on_label = {index for label in column for index, _ in label.parts}
    return {
        index: [w for w in words if index in on_label or w.bbox.x1 > right or w.text.strip(":=")]
        for index, words in held.items()
    }


def _without_colons_below(labels: Sequence[Label]) -> list[Word]:
    """Return labels' words without the colons that have slipped to a line of their own."""
    return [
        word
        for label in labels
        for index, words in label.parts
        for word in words
        if index == label.line or word.text.strip(":=")
    ]


def _approvals(
    area: Area, column: Sequence[Label], values: dict[int, list[Word]]
) -> tuple[tuple[float, float], ...]:
    """Return the stretches of lines that an approver's office, name, rank and number stand on."""
    found = []
    for above, label, following in zip([None, *column], column, [*column[1:], None], strict=False):
        if label.match is None or label.match.field != "approver":
            continue
        start = above.line if above else -1
        end = following.line if following else len(area.lines)
        texts = {i: " ".join(w.text for w in words) for i, words in values.items()}
        lines = [
            label.line,
            *(i for i, text in texts.items() if label.line < i < end and _is_of_person(text)),
            *(i for i, text in texts.items() if start < i < label.line and is_position(text)),
        ]
        found.append((area.lines[min(lines)].bbox.y_mid, area.lines[max(lines)].bbox.y_mid))
    return tuple(found)


def _is_of_person(text: str) -> bool:
    """Return whether a line is a person's number, rank, or name with its titles."""
    return is_nip_line(text) or is_rank(text) or has_degree(text)


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
    limit = (
        VALUES.max_signature_pitches
        if last.match and last.match.field == "approver"
        else VALUES.max_gap_pitches
    )
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
