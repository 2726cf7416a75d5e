"""The labels of an identity sheet, found by their wording where no ruling shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.unruled.runs import Area, Run
from extract.vocabulary.labels import match_header, match_narrative, match_section
from extract.vocabulary.matcher import Candidate
from models.geometry import BBox
from models.page import Word
from normalize.bullets import strip_bullet


@dataclass(frozen=True, slots=True)
class LabelThresholds:
    """What a label looks like where no ruling shows it. Unfitted."""

    # Longer runs of words begin with no label that could not be seen in this many characters.
    max_chars: int = 160
    # Labels of one column share this part of the narrower one's width.
    min_shared_width: float = 0.5
    # Lines up to this far apart follow each other ...
    following_pitches: float = 1.6
    # ... and those of one label, which may have a line of other columns between them.
    max_label_pitches: float = 2.3
    # The first line of a label that wraps has at most so many words.
    max_label_words: int = 4
    # A heading that no table knows has at most so many words.
    max_heading_words: int = 6
    # Text may begin this far from where its column's other lines begin.
    max_indent_letters: float = 2.0


LABELS = LabelThresholds()


_COLON = re.compile(r"[:=.]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label and where it stands.

    Attributes:
        parts: Index of each of its lines, with the label's words on it, a colon that stands alone
            included.
        match: What it announces; None for a label that has no known spelling.
    """

    parts: tuple[tuple[int, tuple[Word, ...]], ...]
    match: Candidate | None

    @property
    def line(self) -> int:
        """Return the index of its first line."""
        return self.parts[0][0]

    @property
    def words(self) -> tuple[Word, ...]:
        """Return its words."""
        return tuple(word for _, words in self.parts for word in words)

    @property
    def bbox(self) -> BBox:
        """Return the box around its words, in points."""
        return BBox.around(word.bbox for word in self.words)


def find_header_labels(area: Area) -> list[Label]:
    """Return the labels of an identity sheet's upper part among some lines."""
    return _find(area, match_header)


def find_boxes(area: Area) -> list[Label]:
    """Return the headings of an identity sheet's boxes among some lines."""
    return _find(area, _match_box)


def find_unknown_boxes(area: Area, known: Sequence[Label]) -> list[Label]:
    """Return what seem to be headings of boxes though they have no known spelling.

    Where the known ones end with a colon, so do they; they begin where those do, and are set in
    capitals where those are.
    """
    marked = [box for box in known if box.match and box.match.colon]
    if 2 * len(marked) <= len(known):
        return []
    near = LABELS.max_indent_letters * area.measures.letter
    taken = {id(word) for box in known for word in box.words}
    first = min(box.line for box in known)
    return [
        Label(((index, run.words),), None)
        for index, line in enumerate(area.lines[first:], first)
        for run in line.runs
        if run.text.endswith(":")
        and len(run.words) <= LABELS.max_heading_words
        and run.text[0].isupper()
        and id(run.words[0]) not in taken
        and any(
            abs(run.bbox.x0 - box.bbox.x0) <= near
            and box.match is not None
            and box.match.printed.isupper() == run.text.isupper()
            for box in marked
        )
    ]


def _match_box(text: str) -> Candidate | None:
    """Return the heading of a box that a text begins with, if it is no label of a single value."""
    if match_header(text) is not None:
        return None
    return match_section(text) or match_narrative(text)


def _find(area: Area, match_label: Callable[[str], Candidate | None]) -> list[Label]:
    """Return the labels of a kind among some lines, no word in two of them."""
    found: list[Label] = []
    taken: set[int] = set()
    for index, line in enumerate(area.lines):
        for run in line.runs:
            if id(run.words[0]) in taken:
                continue
            label = _label(area, index, run, match_label)
            if label is not None:
                found.append(label)
                taken.update(id(word) for _, words in label.parts[1:] for word in words)
    return found


def _label(
    area: Area, index: int, run: Run, match_label: Callable[[str], Candidate | None]
) -> Label | None:
    """Return the label that a run begins with, its second line included where it wraps."""
    if len(run.text) > LABELS.max_chars or not run.text[0].isalnum():
        return None
    wrapped = _run_under(area, index, run)
    if wrapped:
        line, below = wrapped
        match = match_label(f"{run.text} {below.text}")
        if match and len(match.printed) > len(run.text):
            rest = _label_words(below, match, len(run.text) + 1)
            return Label(((index, run.words), (line, rest)), match)
    match = match_label(run.text)
    if match is None:
        return None
    first = (index, _label_words(run, match))
    if wrapped and _COLON.fullmatch(wrapped[1].text):
        return Label((first, (wrapped[0], wrapped[1].words)), match)
    return Label((first,), match)


def _run_under(area: Area, index: int, run: Run) -> tuple[int, Run] | None:
    """Return the run, and its line, that begins right under another, if one does.

    A line of other columns may stand between the two, level with neither.
    """
    if len(run.words) > LABELS.max_label_words or strip_bullet(run.text)[0] is not None:
        return None
    near = LABELS.max_indent_letters * area.measures.letter
    for line in range(index + 1, min(index + 3, len(area.lines))):
        step = area.lines[line].bbox.y_mid - area.lines[index].bbox.y_mid
        if step > LABELS.max_label_pitches * area.measures.pitch:
            return None
        for below in area.lines[line].runs:
            if abs(below.bbox.x0 - run.bbox.x0) <= near:
                return line, below
    return None


def _label_words(run: Run, match: Candidate, before: int = 0) -> tuple[Word, ...]:
    """Return the words of a run that are its label, a colon after it included.

    Args:
        run: The run, or the second line of a label that wraps.
        match: The label.
        before: How many letters of the label stand on the line above.
    """
    end = len(match.printed) - before
    at = 0
    words: list[Word] = []
    for word in run.words:
        if at >= end and not _COLON.fullmatch(word.text):
            break
        words.append(word)
        at += len(word.text) + 1
    return tuple(words)


def label_columns(labels: Sequence[Label]) -> list[list[Label]]:
    """Return labels that stand below each other together, from left to right.

    A label that stands alone in its column is believed only with its colon.
    """
    columns: list[list[Label]] = []
    for label in labels:
        box = label.bbox
        for column in columns:
            other = column[-1].bbox
            shared = min(box.x1, other.x1) - max(box.x0, other.x0)
            if shared >= LABELS.min_shared_width * min(box.width, other.width):
                column.append(label)
                break
        else:
            columns.append([label])
    most = max(len(column) for column in columns)
    kept = [c for c in columns if len(c) > 1 or most == 1 or (c[0].match and c[0].match.colon)]
    return sorted(kept, key=lambda column: column[0].bbox.x0)
