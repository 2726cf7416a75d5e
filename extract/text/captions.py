"""The SOP's title where no label gives it, and captions that only repeat it.

It stands below "Standar Operasional Prosedur (SOP)" after the sheet's labels, above the step
table, or on the cover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from extract.text.elements import Element, Kind
from extract.vocabulary.documents import captioned_title
from extract.vocabulary.letterhead import is_office_line
from models.raw import RawText
from normalize.bullets import strip_bullet
from normalize.likeness import likeness
from normalize.text import join_broken


@dataclass(frozen=True, slots=True)
class CaptionThresholds:
    """Which lines repeat a title. Unfitted."""

    # A caption so much like the title, 0 to 100, repeats it.
    min_title_likeness: float = 85.0
    # A title, or what repeats it, has no more lines.
    max_lines: int = 3


CAPTIONS = CaptionThresholds()


class _TitlePlace(IntEnum):
    """Where a title stands, the place to be believed first with the least value.

    A title below the labels is the sheet's own; one on a cover may be the collection's.
    """

    BELOW_LABELS = 0
    ABOVE_TABLE = 1
    ON_COVER = 2


def find_titles(elements: Sequence[Element], first_box: int, used: set[int]) -> list[RawText]:
    """Return the titles that headings and captions give, the one to be believed first.

    Args:
        elements: The sheet's elements.
        first_box: Index of the first box heading.
        used: Indices of elements that are accounted for; those of captions are added.
    """
    labels = [index for index, element in enumerate(elements) if element.kind is Kind.LABEL]
    first_label = labels[0] if labels else first_box
    found: list[tuple[int, int, RawText]] = []
    for index, element in enumerate(elements):
        if element.kind is Kind.HEADING:
            used.add(index)
            if (title := _below(elements, index, used)) is not None:
                found.append((_worth(index, first_label, first_box), index, title))
        elif index < first_box and index not in used and _is_cover_title(element):
            used.add(index)
            found.append((_TitlePlace.ON_COVER, index, element.raw_text()))
    for index in _above_table(elements, first_box):
        used.add(index)
        value = elements[index].raw_text()
        caption = captioned_title(value.text)
        # "SOP : Title" has a label; "SOP TITLE" is a title that begins with "SOP".
        named = caption if caption and ":" in value.text[:12] else value.text
        found.append((_TitlePlace.ABOVE_TABLE, 0 if caption else index, value.with_text(named)))
    return [value for _, _, value in sorted(found, key=lambda entry: entry[:2])]


def drop_repeats(elements: Sequence[Element], first_box: int, title: str, used: set[int]) -> None:
    """Add the texts at the sheet's end that repeat its title to the used ones."""
    rest = [index for index in range(first_box, len(elements)) if index not in used]
    for count in range(1, CAPTIONS.max_lines + 1):
        last = rest[-count:]
        texts = [elements[i].text for i in last if elements[i].kind is Kind.TEXT]
        if len(texts) < count:
            return
        repeated = " ".join(captioned_title(text) or text for text in texts)
        if likeness(repeated, title) >= CAPTIONS.min_title_likeness:
            used.update(last)
            return


def _is_cover_title(element: Element) -> bool:
    """Return whether a loose text above the boxes begins as a title does."""
    loose = element.kind is Kind.TEXT and element.owner is None
    return loose and captioned_title(element.text) is not None


def _worth(index: int, first_label: int, first_box: int) -> int:
    """Return how much a title at an index is worth; less is better."""
    if index > first_box:
        return _TitlePlace.ABOVE_TABLE
    return _TitlePlace.BELOW_LABELS if index > first_label else _TitlePlace.ON_COVER


def _below(elements: Sequence[Element], index: int, used: set[int]) -> RawText | None:
    """Return the title on, or below, a line "Standar Operasional Prosedur"."""
    heading = elements[index]
    parts = [heading.raw_text()] if heading.text else []
    for at in range(index + 1, min(index + 1 + CAPTIONS.max_lines, len(elements))):
        element = elements[at]
        plain = element.kind is Kind.TEXT and element.owner is None and at not in used
        if not plain or is_office_line(element.text) or (parts and element.gap):
            break
        used.add(at)
        parts.append(element.raw_text())
    if not parts:
        return None
    return parts[0].with_text(join_broken([part.text for part in parts]))


def _above_table(elements: Sequence[Element], first_box: int) -> list[int]:
    """Return the indices of the texts between the last box and the step table."""
    found: list[int] = []
    for index in range(len(elements) - 1, first_box + 1, -1):
        if not _is_caption(elements[index], elements[index - 1]):
            break
        found.append(index)
    return found[::-1]


def _is_caption(element: Element, before: Element) -> bool:
    """Return whether a text below a box is a caption and not the box's last item."""
    if Kind.TEXT is not element.kind or Kind.TEXT is not before.kind:
        return False
    if strip_bullet(element.text)[0] is not None:
        return False
    if element.line.page_break and element.owner is None:
        return True
    shouted = element.text.isupper() and (element.gap > 0 or not before.text.isupper())
    if captioned_title(element.text) is None:
        return shouted and element.gap > 0
    one_of_list = captioned_title(strip_bullet(before.text)[1]) is not None
    return element.gap > 0 or element.text.isupper() or not one_of_list
