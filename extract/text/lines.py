"""The lines of a plain text, freed of markup, with what their surroundings say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.text.markup import ROW_MARK, is_decoration, strip_markup, unfold_tables
from extract.vocabulary.furniture import is_page_furniture
from models.raw import Place, RawText
from normalize.text import stray_glyphs


@dataclass(frozen=True, slots=True)
class LineThresholds:
    """How a text's lines are taken. Unfitted."""

    # So many empty lines are a page's end rather than a paragraph's.
    min_page_gap_lines: int = 3
    # Longer lines hold no SOP's sentence; they are cut, so that no pattern meets a megabyte.
    max_line_chars: int = 20_000


LINES = LineThresholds()


@dataclass(frozen=True, slots=True)
class LayoutThresholds:
    """When a text separates its columns by blanks. Unfitted."""

    # So many lines of a text are looked at, and so many characters of each; bounds of time.
    max_lines: int = 5000
    max_chars: int = 2000
    # A shorter text is too short to tell.
    min_lines: int = 8
    # So many runs of three blanks inside a line separate columns.
    min_blank_runs: int = 2
    # So many lines with columns, and this share of all lines ...
    min_columned_lines: int = 4
    min_columned_share: float = 0.12
    # ... or this share of indented ones, one indented by so much counting twice.
    min_indented_share: float = 0.5
    indent_chars: int = 10
    wide_indent_chars: int = 41


LAYOUT = LayoutThresholds()


@dataclass(frozen=True, slots=True)
class Line:
    r"""A line that holds something.

    Attributes:
        number: 1-based number in the file.
        text: The text, blanks folded; the cells of a row joined by a blank.
        cells: The cells of a tab-separated row, breaks inside a cell as `\v`; one cell
            elsewhere.
        gap: Empty lines above it.
        page_break: Whether a form feed, or a gap as high as a page's end, stands above it.
        new_page: Whether a form feed stands above it.
        stray: Glyphs without meaning that stood behind its words; none of a row, whose cells
            they cannot be told of.
        open_end: Whether a blank ends it in the file: exporters leave one where a line wraps.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    gap: int = 0
    page_break: bool = False
    open_end: bool = False
    new_page: bool = False
    stray: str = ""

    @property
    def is_row(self) -> bool:
        """Return whether the line has tab-separated cells."""
        return len(self.cells) > 1

    def raw_text(self, text: str | None = None, confidence: float = 1.0) -> RawText:
        """Return the line's text, or a part of it, as a value with its place."""
        chosen = self.text if text is None else " ".join(text.split())
        return RawText(chosen, Place(line=self.number), confidence, stray=self.stray)


def read_lines(text: str) -> list[Line]:
    r"""Return the lines of a text that hold something.

    Markup is taken out; page numbers and lines in another script are left out.

    Args:
        text: The whole text, lines ended by `\n`.
    """
    lines: list[Line] = []
    gap = 0
    new_page = False
    for number, raw in _numbered(text):
        if "\f" in raw:
            new_page = True
            raw = raw.replace("\f", " ") if raw.strip("\f \t") else ""
        parts = strip_markup(raw[: LINES.max_line_chars])
        whole = len(parts) == 1 and "\t" not in raw
        for part in parts:
            folded = " ".join(part.split())
            if not folded:
                gap += 1
                continue
            if is_decoration(folded) or is_page_furniture(folded):
                continue
            lines.append(
                Line(
                    number,
                    folded,
                    _cells(part),
                    gap,
                    new_page or gap >= LINES.min_page_gap_lines,
                    part.endswith(" "),
                    new_page,
                    stray_glyphs(raw[: LINES.max_line_chars]) if whole else "",
                )
            )
            gap, new_page = 0, False
    return lines


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines, HTML table rows as lines of their own, with their 1-based numbers."""
    for number, line in enumerate(unfold_tables(text).split("\n"), start=1):
        if ROW_MARK not in line:
            yield number, line
            continue
        for part in line.split(ROW_MARK):
            if part.strip(" "):
                yield number, part


def _cells(line: str) -> tuple[str, ...]:
    r"""Return the cells of a line, blanks folded, breaks inside a cell kept as `\v`."""
    return tuple(
        "\v".join(" ".join(part.split()) for part in cell.split("\v")) for cell in line.split("\t")
    )


def is_layout_line(line: str) -> bool:
    """Return whether a line separates three or more columns by runs of blanks."""
    return "\t" not in line and _blank_runs(line) >= LAYOUT.min_blank_runs


def looks_like_layout(text: str) -> bool:
    """Return whether a text separates its columns by blanks, as `pdftotext -layout` does.

    Args:
        text: The whole text; its first lines are looked at.
    """
    lines = [line for line in text.split("\n")[: LAYOUT.max_lines] if line.strip()]
    indented = sum(line.startswith(" " * LAYOUT.indent_chars) for line in lines)
    columned = sum(is_layout_line(line) for line in lines)
    wide = sum(len(line) - len(line.lstrip()) >= LAYOUT.wide_indent_chars for line in lines)
    count = len(lines)
    return count >= LAYOUT.min_lines and (
        columned >= max(LAYOUT.min_columned_lines, count * LAYOUT.min_columned_share)
        or wide + indented >= count * LAYOUT.min_indented_share
    )


def _blank_runs(line: str) -> int:
    """Return how many runs of three or more blanks stand inside a line."""
    return len(re.findall(r"\S {3,}(?=\S)", line[: LAYOUT.max_chars]))
