"""Fragments of a sheet whose order is lost: wrapped lines joined, items split, numbers counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.text.elements import Element, Kind
from extract.text.lines import Line
from extract.vocabulary.box_contents import rule_class
from extract.vocabulary.letterhead import is_office_line
from extract.vocabulary.sentences import ends_open
from models.raw import RawText
from normalize.bullets import bullet_style, strip_bullet
from normalize.citations import starts_citation
from normalize.dates import parse_date
from normalize.people import has_degree, is_position, is_rank, looks_like_name, parse_nip
from normalize.text import join_broken

_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})\s?[.)](?=\s|$)")


@dataclass(frozen=True, slots=True)
class ParagraphThresholds:
    """When a line continues the one above it. Unfitted."""

    # So many lines ended by a blank ...
    min_wraps: int = 3
    # ... and at most this share of all mean that such a line wraps.
    max_wrapped_share: float = 0.6
    # A line that fills less of the longest, its next word included, was not wrapped.
    min_full_share: float = 0.8


PARAGRAPHS = ParagraphThresholds()


@dataclass(slots=True)
class Group:
    """Boxes whose headings stand side by side.

    Attributes:
        sections: Their names, from left to right.
        numbers: How many list numbers are printed below them, all boxes together.
        out_of_order: Whether a number continues none of their lists.
    """

    sections: list[str] = field(default_factory=list)
    numbers: int = 0
    out_of_order: bool = False


@dataclass(slots=True)
class Fragment:
    """A piece of text that is one thing: an item, a name, a line of a letterhead.

    Attributes:
        element: Where it begins.
        text: Its wording, without a bullet.
        group: Index of the row of boxes beside whose numbers it stands, or None.
    """

    element: Element
    text: str
    group: int | None = None

    def raw_text(self, confidence: float) -> RawText:
        """Return the fragment as a value."""
        return self.element.line.raw_text(self.text, confidence)


def read_fragments(
    elements: Sequence[Element], *, marked: bool
) -> tuple[list[Fragment], list[Group]]:
    """Return a sheet's fragments, and its boxes with the count of their numbers.

    Args:
        elements: The sheet's elements.
        marked: Whether lines that wrap end with a blank (see `marks_wraps`).
    """
    groups: list[Group] = []
    lists: list[list[int]] = []
    fragments: list[Fragment] = []
    parts: list[str] = []
    previous: Element | None = None
    texts = [element.text for element in elements if element.kind is Kind.TEXT]
    widest = max(map(len, texts), default=0)

    def close() -> None:
        if parts and fragments:
            fragments[-1].text = join_broken(parts)
        parts.clear()

    for element in elements:
        if element.kind is Kind.SECTION:
            if not groups or previous is None or previous.kind is not Kind.SECTION:
                groups.append(Group())
                lists.append([])
            if element.field != "extra":
                groups[-1].sections.append(element.field)
                lists[-1].append(0)
        elif element.kind is Kind.TEXT or (
            element.kind is Kind.LABEL and element.field == "approver"
        ):
            numbered = _numbered(element.text) if groups else []
            if numbered:
                close()
                _count(groups[-1], lists[-1], [number for number, _ in numbered])
                for _, text in numbered:
                    if text:
                        fragments.append(Fragment(element, text, len(groups) - 1))
            elif element.text:
                bullet, text = strip_bullet(element.text)
                above = fragments[-1] if parts and previous and previous.kind is Kind.TEXT else None
                if bullet is not None and bullet_style(bullet) in ("glyph", "dash"):
                    above = None
                if above is None or _is_new(
                    parts[-1], element, previous, marked=marked, widest=widest
                ):
                    close()
                    fragments.append(Fragment(element, text))
                parts.append(text)
        previous = element
    close()
    return fragments, groups


def _numbered(text: str) -> list[tuple[int, str]]:
    """Return the list numbers on a line, each with the text after it; [] without a number."""
    marks = list(_NUMBER.finditer(text))
    if not marks or marks[0].start() > 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        (int(mark.group(1)), text[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    ]


def _count(group: Group, lists: list[int], numbers: Sequence[int]) -> None:
    """Count the numbers printed on a line, and note one that continues no list."""
    group.numbers += len(numbers)
    if len(numbers) == len(lists):
        columns = list(range(len(lists)))
    else:
        columns = [
            next((i for i, last in enumerate(lists) if last + 1 == number), -1)
            for number in numbers
        ]
    for column, number in zip(columns, numbers, strict=True):
        if column < 0 or lists[column] + 1 != number:
            group.out_of_order = True
        else:
            lists[column] = number


def marks_wraps(lines: Sequence[Line]) -> bool:
    """Return whether the exporter left a blank where a line wraps, and hardly anywhere else."""
    wrapped = sum(line.open_end for line in lines)
    return wrapped >= PARAGRAPHS.min_wraps and wrapped <= PARAGRAPHS.max_wrapped_share * len(lines)


def _is_new(
    last: str, element: Element, previous: Element | None, *, marked: bool, widest: int
) -> bool:
    """Return whether a text begins a fragment rather than continuing the one above it.

    Args:
        last: The line above.
        element: The text.
        previous: The element that the line above is.
        marked: Whether lines that wrap end with a blank.
        widest: Letters of the sheet's longest line.
    """
    text = element.text
    open_end = ends_open(last)
    if element.gap:
        return not (open_end and (text[:1].islower() or text[:1].isdigit()))
    if text[:1].islower():
        return False
    ended = last.endswith((";", "."))
    if open_end or (previous is not None and previous.line.open_end):
        # A citation may name another one: "... Pelaksanaan / Peraturan Pemerintah Nomor ...".
        return ended and (starts_citation(text) or rule_class(text) is not None)
    # A lone "Pemerintah" is the rest of a sentence, "Pemerintah Kota Tarakan" an office.
    office = is_office_line(text) and len(text.split()) > 1
    person = has_degree(text) and looks_like_name(text)
    if ended or office or person or starts_citation(text) or parse_nip(text) is not None:
        return True
    if is_position(text) or is_rank(text) or parse_date(text) is not None:
        return True
    if rule_class(text) is not None:
        return True
    return marked or len(last) + 1 + len(text.split()[0]) <= widest * PARAGRAPHS.min_full_share
