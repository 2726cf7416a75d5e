"""Text that separates its columns by blanks, as `pdftotext -layout` writes it, read as pages.

A word's column and line say where it stood on the page; with every letter given one width and
every line one height, the text is a page again and read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.fields.assemble import assemble_sops
from extract.unruled.pages import lay_out_pages
from extract.vocabulary.furniture import is_page_number
from models.geometry import BBox
from models.page import Page, Word
from models.raw import Place, RawHeading, RawSop, RawStep, RawText
from models.source import TextOrigin


@dataclass(frozen=True, slots=True)
class TextPage:
    """The page that a text with columns is put on.

    Sizes are made up; only their proportions count.
    """

    # Width of every letter.
    letter_pt: float = 6.0
    # Distance from one line to the next.
    line_pitch_pt: float = 12.0
    # Height of a line's letters.
    line_height_pt: float = 10.0
    # A tab reaches to the next multiple of so many columns.
    tab_columns: int = 8
    # Longer lines are cut here; no page is that wide.
    max_line_chars: int = 1000
    # A page has no more lines; what follows makes the next one.
    max_page_lines: int = 240


TEXT_PAGE = TextPage()


_WORD = re.compile(r"\S+")


def read_layout_sops(text: str) -> list[RawSop]:
    r"""Read every SOP of a text whose columns are separated by blanks.

    Args:
        text: The decoded text, lines ended by `\n`, pages by form feeds.

    Returns:
        The SOPs in order of appearance, their places given by lines; none where the text holds
        neither an identity sheet nor a step table that can be made out.
    """
    starts: dict[int, int] = {}
    sops = assemble_sops(lay_out_pages(_pages(text, starts)))
    return [_with_lines(sop, starts) for sop in sops]


def layout_pages(text: str) -> list[Page]:
    r"""Return a text as pages: a word in column c of line l of its page stands at (6c, 12l).

    Args:
        text: The text, lines ended by `\n`. Form feeds separate pages; where there are none, lines
            that hold only a page's number do.
    """
    return list(_pages(text, {}))


def _pages(text: str, starts: dict[int, int]) -> Iterator[Page]:
    """Yield a text's pages; note in `starts` the line, from 0, at which each begins."""
    for number, (start, lines) in enumerate(_parts(text), start=1):
        starts[number] = start
        words = tuple(
            Word(match.group(), _box(row, match.start(), match.end()))
            for row, line in enumerate(lines)
            for match in _WORD.finditer(
                line.expandtabs(TEXT_PAGE.tab_columns)[: TEXT_PAGE.max_line_chars]
            )
        )
        if not words:
            continue
        width = max(word.bbox.x1 for word in words) + TEXT_PAGE.letter_pt
        height = TEXT_PAGE.line_pitch_pt * (len(lines) + 1)
        yield Page(number, width, height, words, origin=TextOrigin.PLAIN_TEXT)


def _box(row: int, start: int, end: int) -> BBox:
    """Return the box of a word that stands in some columns of a line."""
    return BBox(
        TEXT_PAGE.letter_pt * start,
        TEXT_PAGE.line_pitch_pt * row,
        TEXT_PAGE.letter_pt * end,
        TEXT_PAGE.line_pitch_pt * row + TEXT_PAGE.line_height_pt,
    )


def _parts(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each page with the number, from 0, of its first line."""
    parted = "\f" in text
    part: list[str] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        *ended, line = line.split("\f")
        if ended:
            yield start, [*part, ended[0]]
            part, start = [], number
        part.append(line)
        if len(part) >= TEXT_PAGE.max_page_lines or _parts_pages(line, parted=parted):
            yield start, part
            part, start = [], number + 1
    yield start, part


def _parts_pages(line: str, *, parted: bool) -> bool:
    """Return whether a line ends a page of a text that form feeds do not part."""
    return not parted and len(line) <= TEXT_PAGE.max_line_chars and is_page_number(line.strip())


def _with_lines(sop: RawSop, starts: dict[int, int]) -> RawSop:
    """Return an SOP whose places are lines of the text instead of boxes on made-up pages."""

    def placed(value: RawText) -> RawText:
        return replace(value, place=_line_of(value.place, starts))

    return replace(
        sop,
        header={name: placed(value) for name, value in sop.header.items()},
        sections={name: [placed(r) for r in items] for name, items in sop.sections.items()},
        extra_sections={k: [placed(r) for r in items] for k, items in sop.extra_sections.items()},
        actors=[placed(value) for value in sop.actors],
        steps=[
            RawStep({name: placed(value) for name, value in step.cells.items()})
            for step in sop.steps
        ],
        headings=[
            RawHeading(
                {name: placed(value) for name, value in heading.columns.items()},
                tuple(map(placed, heading.actors)),
            )
            for heading in sop.headings
        ],
        totals=[placed(value) for value in sop.totals],
        contact=[placed(value) for value in sop.contact],
        charts=[],
        pages=[],
        origin=TextOrigin.PLAIN_TEXT,
        findings=[finding.model_copy(update={"page": None}) for finding in sop.findings],
    )


def _line_of(place: Place, starts: dict[int, int]) -> Place:
    """Return the line of the text that a place on a page stands for."""
    if place.page is None or place.bbox is None:
        return Place()
    return Place(line=starts[place.page] + round(place.bbox.top / TEXT_PAGE.line_pitch_pt) + 1)
