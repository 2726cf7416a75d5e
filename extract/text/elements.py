"""An identity sheet's lines as a stream of labels, box headings, values and loose text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from extract.text.headings import header_label, section_headings
from extract.text.lines import Line
from extract.text.markup import split_run_together
from extract.vocabulary.box_contents import rule_class
from extract.vocabulary.documents import title_heading
from extract.vocabulary.matcher import Candidate
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class ElementLimits:
    """How far labels are looked for in a line.

    Bounds of time.
    """

    # Only so many words of a line are looked through for a second label.
    max_words: int = 40
    # No label over two lines is longer.
    max_label_chars: int = 90


ELEMENTS = ElementLimits()


_FIRST_ITEM = re.compile(r"\s*(\d{1,2}|[a-z])[.)]\s")
_SECOND_ITEM = re.compile(r"(?<=[^\s.)]\s)(\d{1,2})[.)]\s(?=[A-Z])")
_CAPITAL = re.compile(r"(?<=[a-z]\s)(?=[A-Z][a-z])")
_BARE = re.compile(r"(?:\d{1,2}\s?[.)]\s*)+")
_WORD_START = re.compile(r"(?<=\s)(?=[^\W\d_])")
_COLONS = re.compile(r"^[\s:=]+")


class Kind(StrEnum):
    """What an element is."""

    LABEL = "label"
    SECTION = "section"
    STUB = "stub"
    HEADING = "heading"
    TEXT = "text"


@dataclass(slots=True)
class Element:
    """A piece of an identity sheet.

    Attributes:
        kind: LABEL of a single value, SECTION heading of a box, STUB: a value whose colon stands
            at a line's beginning, HEADING "Standar Operasional Prosedur ...", or TEXT.
        line: The line it begins on.
        text: Its text; of a label the text after the colon, of a heading what follows it.
        field: Of a label or section the contract's name.
        printed: Of a label or section its wording.
        owner: The section in whose column or row the text stands; None where only the order
            can tell.
        gap: Empty lines above it; 0 for what shares its line with something before.
    """

    kind: Kind
    line: Line
    text: str = ""
    field: str = ""
    printed: str = ""
    owner: Element | None = None
    gap: int = 0

    def raw_text(self, confidence: float = 1.0) -> RawText:
        """Return the element's text with its place."""
        return self.line.raw_text(self.text, confidence)


@dataclass(slots=True)
class _Boxes:
    """Which box each column of the rows belongs to, and which one was written to last."""

    columns: dict[int, Element] = field(default_factory=dict)
    last: Element | None = None

    def over(self, index: int) -> Element | None:
        """Return the box whose column a cell stands in."""
        starts = [start for start in self.columns if start <= index]
        return self.columns[max(starts)] if starts else None


def read_elements(lines: Sequence[Line]) -> list[Element]:
    """Return the elements of an identity sheet in reading order.

    Args:
        lines: The lines of one sheet, step table excluded.
    """
    elements: list[Element] = []
    boxes = _Boxes()
    # The last run of elements that are no text, such as headings side by side.
    marks: list[Element] = []
    for line in _join_labels(lines):
        if line.is_row:
            elements.extend(_row_elements(line, boxes))
            continue
        found = list(_plain_elements(line))
        if len(found) == 1 and len(marks) > 1 and marks[-1].kind is Kind.SECTION:
            found = _side_by_side(found[0], marks)
        for element in found:
            if element.kind is Kind.HEADING and _is_item(element, elements, marks):
                element.kind, element.text = Kind.TEXT, line.text
            if element.kind is Kind.TEXT and boxes.last is not None:
                element.owner = boxes.last
            elif element.kind is not Kind.TEXT:
                boxes.columns.clear()
                boxes.last = None
                marks = [m for m in marks if m.line is line and m.kind is element.kind] + [element]
        elements.extend(found)
    return elements


def _is_item(heading: Element, elements: Sequence[Element], marks: Sequence[Element]) -> bool:
    """Return whether "Standar Operasional Prosedur ..." is an item of the box above it."""
    if not marks or marks[-1].kind is not Kind.SECTION or heading.line.page_break:
        return False
    apart = heading.gap > 0 and elements[-1].kind is Kind.TEXT
    return bool(heading.text) and not heading.line.text.isupper() and not apart


def _join_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, a label or heading broken over two of them made one."""
    index = 0
    while index < len(lines):
        line = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else None
        if after is not None and not (line.is_row or after.is_row or after.gap):
            text = f"{line.text} {after.text}"
            if len(text) <= ELEMENTS.max_label_chars and _is_broken_label(line.text, text):
                yield replace(line, text=text, cells=(text,))
                index += 2
                continue
        yield line
        index += 1


def _is_broken_label(first: str, whole: str) -> bool:
    """Return whether two lines are one label of which the first line is only a part."""
    label = header_label(whole)
    if label is not None and not label.rest:
        return header_label(first) is None
    headings = section_headings(whole)
    if len(headings) != 1 or headings[0].rest:
        return False
    alone = section_headings(first)
    return not alone or (not alone[0].colon and alone[0].field == headings[0].field)


def _side_by_side(element: Element, pair: Sequence[Element]) -> list[Element]:
    """Part a line that holds an item of each of two boxes: `1. Komputer 1. Memiliki ...`."""
    if element.kind is not Kind.TEXT or _BARE.fullmatch(element.text):
        return [element]
    cut = _second_item(element.text, pair)
    if cut is None:
        return [element]
    left = replace(element, text=element.text[:cut].strip(), owner=pair[0])
    right = replace(element, text=element.text[cut:].strip(), owner=pair[1], gap=0)
    return [left, right]


def _second_item(text: str, pair: Sequence[Element]) -> int | None:
    """Return where the second box's item begins on a line; None where the line holds one item.

    It begins with the same number as the first, or, without numbers, with the words of the
    second box after those of the first.
    """
    match, first = _SECOND_ITEM.search(text), _FIRST_ITEM.match(text)
    if match is not None:
        return match.start() if first is None or first.group(1) == match.group(1) else None
    if first is not None or rule_class(text) != pair[0].field:
        return None
    capitals = [m.start() for m in _CAPITAL.finditer(text)][: ELEMENTS.max_words]
    return next((at for at in capitals if rule_class(text[at:]) == pair[1].field), None)


def _plain_elements(line: Line) -> Iterator[Element]:
    """Yield the elements of a line without tabs."""
    for index, part in enumerate(split_run_together(line.text)):
        yield from _text_elements(line, part, 0 if index else line.gap)


def _text_elements(line: Line, text: str, gap: int) -> Iterator[Element]:
    """Yield the elements of a text: headings, a label with its value, or the text itself."""
    if text.startswith((":", "=")):
        yield Element(Kind.STUB, line, _COLONS.sub("", text), gap=gap)
        return
    if headings := section_headings(text):
        for match in headings:
            yield Element(Kind.SECTION, line, "", match.field, match.printed, gap=gap)
            gap = 0
        if headings[-1].rest:
            yield Element(Kind.TEXT, line, headings[-1].rest)
        return
    if (rest := title_heading(text)) is not None:
        yield Element(Kind.HEADING, line, rest, gap=gap)
        return
    if label := header_label(text):
        yield from _label_elements(line, label, gap)
    elif inner := _inner_label(text):
        at, label = inner
        yield Element(Kind.TEXT, line, text[:at].strip(), gap=gap)
        yield from _label_elements(line, label, 0)
    else:
        yield Element(Kind.TEXT, line, text, gap=gap)


def _label_elements(line: Line, label: Candidate, gap: int) -> Iterator[Element]:
    """Yield a label with its value, and the labels that follow on the same line."""
    if inner := _inner_label(label.rest):
        at, following = inner
        yield Element(
            Kind.LABEL, line, label.rest[:at].strip(), label.field, label.printed, gap=gap
        )
        yield from _label_elements(line, following, 0)
    else:
        yield Element(Kind.LABEL, line, label.rest, label.field, label.printed, gap=gap)


def _inner_label(text: str) -> tuple[int, Candidate] | None:
    """Return the first label with a colon that stands inside a text, and where."""
    if ":" not in text:
        return None
    for count, start in enumerate(_WORD_START.finditer(text)):
        if count == ELEMENTS.max_words:
            return None
        label = header_label(text[start.start() : start.start() + 300])
        if label and label.colon and " " in label.printed:
            whole = header_label(text[start.start() :])
            return (start.start(), whole) if whole else None
    return None


def _row_elements(line: Line, boxes: _Boxes) -> Iterator[Element]:
    """Yield the elements of a tab-separated row."""
    label: Element | None = None
    heading: Element | None = None
    pieces: list[Element] = []
    new_columns: dict[int, Element] = {}
    for index, cell in enumerate(line.cells):
        for part in split_run_together(cell):
            for element in _text_elements(line, part, 0 if pieces else line.gap):
                if element.kind is Kind.SECTION:
                    heading, label = element, None
                    new_columns[index] = element
                elif element.kind in (Kind.LABEL, Kind.HEADING):
                    label, heading = element, None
                elif label is not None and label.field == "approver" and label.text:
                    # The lines of an approval block stay apart: each is another thing.
                    element.kind = Kind.TEXT
                elif label is not None and label.kind is Kind.LABEL:
                    label.text = f"{label.text} {element.text}".strip()
                    continue
                elif element.kind is Kind.STUB and not element.text:
                    continue
                else:
                    element.kind = Kind.TEXT
                    element.owner = heading or boxes.over(index)
                pieces.append(element)
    if new_columns:
        boxes.columns = new_columns
    elif label is not None:
        boxes.columns = {}
    owners = [element.owner for element in pieces if element.owner is not None]
    boxes.last = owners[-1] if owners else None
    yield from pieces
