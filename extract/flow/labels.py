"""Labels such as Ya, Tidak, Belum lengkap, assigned to the arrow they stand at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shapely import LineString, box

from extract.flow.cell_labels import place_in_cells
from extract.flow.geometry import distance
from extract.layout.lines import assemble_lines
from extract.vocabulary.arrow_labels import mend_label
from extract.vocabulary.flow_words import is_arrow_label, is_symbol_caption, is_whole_label
from models.flowchart import Chart, Link, Shape
from models.geometry import BBox
from models.page import Direction, Word
from models.raw import RawText
from models.step import Symbol


@dataclass(frozen=True, slots=True)
class LabelThresholds:
    """Which words are labels, and at which arrow they stand.

    *Measured* figures are of the 92 labels in the digital PDFs among the seeds, the development
    documents and the samples; *unfitted* limits were chosen by hand on the same documents.
    """

    # Distance from its arrow up to which a usual label (`vocabulary.flow_words`) is the arrow's.
    # Measured: 90 % stand within 2.1 pt, the farthest at 9.7 pt; scans, where lines break off,
    # need more.
    max_known_distance_pt: float = 30.0
    # The same for other words, at an arrow that leaves a decision and at any other. Measured: 3
    # such labels, within 2 pt.
    max_decision_distance_pt: float = 12.0
    max_other_distance_pt: float = 5.0
    # A label stands near its arrow's beginning: each point along the arrow costs as much as this
    # many points away from it, up to a limit. Unfitted; measured: half within 6 pt of the
    # beginning, the farthest at 74 pt.
    cost_along: float = 0.2
    max_cost_along_pt: float = 15.0
    # What an arrow costs, in points of distance, that does not leave a decision: such arrows
    # rarely have labels. Unfitted.
    cost_not_from_decision_pt: float = 12.0
    # Longer texts are sentences. Measured: labels have up to 13 letters.
    max_letters: int = 40
    # Two lines are one label up to this gap, in heights of the lower line, and from this share
    # of the narrower line's width on that stands below the other. Unfitted.
    max_line_gap_heights: float = 0.8
    min_line_overlap: float = 0.5
    # Confidence of an arrow whose label stands only in a cell that it runs through. Unfitted.
    cell_confidence: float = 0.7
    # Arrows that begin this close to each other begin together. Unfitted; rounding.
    max_shared_start_pt: float = 1.0


LABEL = LabelThresholds()


@dataclass(frozen=True, slots=True)
class _Label:
    """A label and where it stands."""

    text: str
    bbox: BBox
    known: bool


def label_links(
    chart: Chart, words: Iterable[Word], known: Iterable[tuple[str, BBox]] = ()
) -> None:
    """Assign labels to the links of a chart.

    Args:
        chart: The chart; its links are replaced.
        words: The words of the page that may be parts of labels.
        known: Texts and boxes of what is one label each, as a text box is.
    """
    if not chart.links:
        return
    area = chart.frame.bbox
    free = [
        word
        for word in _as_printed(words)
        if area.contains_point(word.bbox.x_mid, word.bbox.y_mid)
        and not any(_holds(shape, word) for shape in chart.shapes)
    ]
    labels = list(_labels(free, chart.frame.page))
    labels += [
        _Label(text, place, is_arrow_label(text))
        for text, place in known
        if text and len(text) <= LABEL.max_letters and area.overlap(place) > 0
    ]
    lines = [LineString(link.line) if len(link.line) > 1 else None for link in chart.links]
    offers = sorted(
        (cost, i, j)
        for i, label in enumerate(labels)
        for j, (link, line) in enumerate(zip(chart.links, lines, strict=True))
        if line is not None and (cost := _cost(label, link, line, chart.shapes)) is not None
    )
    given: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in offers:
        if i not in used and j not in given:
            used.add(i)
            given |= dict.fromkeys(_sharing(chart.links, j, labels[i], given), i)
    left = [i for i, label in enumerate(labels) if i not in used and label.known]
    placed = place_in_cells(chart, [label.bbox for label in labels], given, left)
    for j, i in placed.items():
        link = chart.links[j]
        sure = link.confidence if given.get(j) == i else LABEL.cell_confidence
        chart.links[j] = replace(link, label=labels[i].text, confidence=min(link.confidence, sure))


def _as_printed(words: Iterable[Word]) -> Iterator[Word]:
    """Yield words as they were printed: misread labels corrected, specks of dirt left out."""
    for word in words:
        if word.confidence == 1:
            yield word
        elif text := mend_label(word.text):
            yield word if text == word.text else replace(word, text=text)


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


def _labels(words: Sequence[Word], page: int) -> Iterator[_Label]:
    """Yield possible labels: words side by side, and lines below each other, joined."""
    by_direction: dict[Direction, list[Word]] = {}
    for word in words:
        by_direction.setdefault(word.direction, []).append(word)
    for direction, members in by_direction.items():
        level = direction in (Direction.RIGHT, Direction.LEFT)
        lines = [part for line in assemble_lines(members, page) for part in _parts(line, members)]
        for label in _gather(lines, level=level):
            box_, may_be = label.place.bbox, not is_symbol_caption(label.text)
            if box_ is not None and may_be and len(label.text) <= LABEL.max_letters:
                yield _Label(label.text, box_, is_arrow_label(label.text))


def _parts(line: RawText, words: Sequence[Word]) -> Iterator[RawText]:
    """Yield the labels of a line, cut at wide gaps and between two known labels."""
    around, page = line.place.bbox, line.place.page or 1
    if around is None:
        return
    inside = [w for w in words if around.contains_point(w.bbox.x_mid, w.bbox.y_mid)]
    if inside and inside[0].direction is not Direction.RIGHT:
        yield line
        return
    inside.sort(key=lambda word: word.bbox.x0)
    groups: list[list[Word]] = []
    for word in inside:
        if groups and word.bbox.x0 - groups[-1][-1].bbox.x1 <= word.bbox.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in groups:
        if len(group) == 2 and _are_two(group[0].text, group[1].text):
            for word in group:
                yield from assemble_lines([word], page)
        else:
            yield from assemble_lines(group, page)


def _are_two(one: str, other: str) -> bool:
    """Return whether two texts side by side are two labels, such as "Ya" and "Tidak"."""
    return (
        is_arrow_label(one)
        and is_arrow_label(other)
        and (is_whole_label(one) or is_whole_label(other))
        and not is_arrow_label(f"{one} {other}")
    )


def _gather(lines: Iterable[RawText], *, level: bool) -> list[RawText]:
    """Return lines as labels, those of one label joined.

    Args:
        lines: The lines in reading order.
        level: Whether they run across the page rather than up or down.
    """
    labels: list[RawText] = []
    for line in lines:
        for index, label in enumerate(labels):
            if _is_next_line(label, line, level=level):
                labels[index] = RawText.joined((label, line))
                break
        else:
            labels.append(line)
    return labels


def _is_next_line(label: RawText, line: RawText, *, level: bool) -> bool:
    """Return whether a line stands right below a label and belongs to it."""
    upper, lower = label.place.bbox, line.place.bbox
    if upper is None or lower is None:
        return False
    if _are_two(label.text, line.text):
        return False
    if not level:
        upper, lower = sorted((_turned(upper), _turned(lower)), key=lambda box: box.top)
    gap = lower.top - upper.bottom
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    height = min(upper.height, lower.height)
    return (
        -height / 2 <= gap <= LABEL.max_line_gap_heights * height
        and shared >= LABEL.min_line_overlap * min(upper.width, lower.width)
    )


def _turned(around: BBox) -> BBox:
    """Return a box with its sides exchanged."""
    return BBox(around.top, around.x0, around.bottom, around.x1)


def _cost(label: _Label, link: Link, line: LineString, shapes: Sequence[Shape]) -> float | None:
    """Return how badly a label fits a link, in points of distance; None if it is not the link's."""
    around = box(*label.bbox)
    apart = float(line.distance(around))
    decision = link.source is not None and shapes[link.source].kind is Symbol.DECISION
    if label.known:
        reach = LABEL.max_known_distance_pt
    else:
        reach = LABEL.max_decision_distance_pt if decision else LABEL.max_other_distance_pt
    if apart > reach:
        return None
    along = LABEL.cost_along * float(line.project(around.centroid))
    cost = apart + min(along, LABEL.max_cost_along_pt)
    cost += 0.0 if decision else LABEL.cost_not_from_decision_pt
    return cost if cost <= LABEL.max_known_distance_pt else None


def _sharing(
    links: Sequence[Link], index: int, label: _Label, given: Mapping[int, int]
) -> Iterator[int]:
    """Yield the links that a label belongs to: its own, and those that share the line there."""
    own = links[index]
    at = LineString(own.line).project(box(*label.bbox).centroid)
    for other, link in enumerate(links):
        shares = other not in given and link.source == own.source
        if other == index or (shares and _runs_along(own, link, at)):
            yield other


def _runs_along(one: Link, other: Link, length: float) -> bool:
    """Return whether two links begin together and run on together for a length, in points."""
    if distance(one.line[0], other.line[0]) > LABEL.max_shared_start_pt:
        return False
    shared = LineString(one.line).intersection(
        LineString(other.line).buffer(LABEL.max_shared_start_pt)
    )
    return bool(
        shared.length >= min(length, LineString(one.line).length) - LABEL.max_shared_start_pt > 0
    )
