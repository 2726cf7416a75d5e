"""The words at the arrows: Ya, Tidak, Belum lengkap, put to the arrow they stand at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shapely import LineString, box

from extract.layout.lines import assemble_lines
from models.flowchart import Chart, Link, Shape
from models.geometry import BBox
from models.page import Word
from models.raw import Reading
from models.step import Symbol

# How far from an arrow, in points, its label may stand.
FARTHEST = 30.0
# A label stands near its arrow's beginning: a point of distance along the arrow counts so much.
ALONG = 0.2
# Arrows that leave a decision are the ones that need a label.
NOT_FROM_DECISION = 12.0
# More letters than this are no arrow's label.
LONGEST = 40
# Lines of one label stand at most this far apart, in heights of a line.
LINE_GAP = 0.8


def label_links(chart: Chart, words: Iterable[Word]) -> None:
    """Put labels to the links of a chart.

    Args:
        chart: The chart; its links are replaced.
        words: The words of the page.
    """
    area = chart.frame.bbox
    free = [
        word
        for word in words
        if area.contains_point(word.bbox.x_mid, word.bbox.y_mid)
        and not any(_holds(shape, word) for shape in chart.shapes)
    ]
    labels = [label for label in _gather(free, chart) if len(label.text) <= LONGEST]
    offers = sorted(
        (cost, i, j)
        for i, label in enumerate(labels)
        for j, link in enumerate(chart.links)
        if (cost := _cost(label, link, chart.shapes)) <= FARTHEST
    )
    given: dict[int, str] = {}
    used: set[int] = set()
    for _, i, j in offers:
        if i not in used and j not in given:
            used.add(i)
            given[j] = labels[i].text
    chart.links[:] = [
        replace(link, label=given[j]) if j in given else link for j, link in enumerate(chart.links)
    ]


def _holds(shape: Shape, word: Word) -> bool:
    """Return whether a word stands inside a symbol, as "Mulai" in a capsule."""
    inner = shape.bbox
    if shape.kind is Symbol.DECISION:
        # A diamond's corners leave room for a label inside its box.
        inner = BBox(
            inner.x0 + inner.width / 4,
            inner.top + inner.height / 4,
            inner.x1 - inner.width / 4,
            inner.bottom - inner.height / 4,
        )
    return inner.contains_point(word.bbox.x_mid, word.bbox.y_mid)


def _gather(words: Sequence[Word], chart: Chart) -> list[Reading]:
    """Return the words as labels: side by side, and lines right below each other, as one."""
    labels: list[Reading] = []
    for line in _split_wide(assemble_lines(words, chart.frame.page), words):
        for index, label in enumerate(labels):
            if _is_next_line(label, line):
                labels[index] = Reading.joined((label, line))
                break
        else:
            labels.append(line)
    return labels


def _split_wide(lines: Iterable[Reading], words: Sequence[Word]) -> Iterable[Reading]:
    """Yield lines cut where a wide gap shows that two labels stand on one level."""
    for line in lines:
        around = line.place.bbox
        if around is None:
            continue
        inside = sorted(
            (w for w in words if around.contains_point(w.bbox.x_mid, w.bbox.y_mid)),
            key=lambda w: w.bbox.x0,
        )
        group: list[Word] = []
        for word in inside:
            if group and word.bbox.x0 - group[-1].bbox.x1 > word.bbox.height:
                yield from assemble_lines(group, line.place.page or 1)
                group = []
            group.append(word)
        yield from assemble_lines(group, line.place.page or 1)


def _is_next_line(label: Reading, line: Reading) -> bool:
    """Return whether a line stands right below a label and belongs to it."""
    upper, lower = label.place.bbox, line.place.bbox
    if upper is None or lower is None:
        return False
    gap = lower.top - upper.bottom
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    height = min(upper.height, lower.height)
    return -height / 2 <= gap <= LINE_GAP * height and shared >= 0.5 * min(upper.width, lower.width)


def _cost(label: Reading, link: Link, shapes: Sequence[Shape]) -> float:
    """Return how ill a label fits a link, in points."""
    if label.place.bbox is None or len(link.line) < 2:
        return float("inf")
    line = LineString(link.line)
    around = box(*label.place.bbox)
    distance = line.distance(around)
    along = line.project(around.centroid)
    decision = link.source is not None and shapes[link.source].kind is Symbol.DECISION
    return float(distance + ALONG * along + (0.0 if decision else NOT_FROM_DECISION))
