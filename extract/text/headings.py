"""Which lines of a plain text are headings: of boxes, of the sheet's fields, of table columns.

`extract.vocabulary` knows the spellings; here is what a line can do with them in a text:
hold several, hold a bullet before one, or hold actors' names before the columns'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extract.vocabulary.columns import match_column
from extract.vocabulary.labels import match_header, match_section
from extract.vocabulary.matcher import Candidate


@dataclass(frozen=True, slots=True)
class HeadingLimits:
    """How long a heading may be. Unfitted."""

    # A heading with more words is a sentence.
    max_words: int = 16
    # The longest label of a column.
    max_column_words: int = 5


HEADINGS = HeadingLimits()


_SHEET_LETTER = re.compile(r"^\s*(?:[A-H]|[IVX]{1,4}|\d{1,2})\s?[.)]\s+")
_REGULATION_NUMBER = re.compile(
    r"[\w./\-]{1,30}\s+(?:tahun|thn?\.?)\s+\d{4}\s+(?:tentang|ttg)\b", re.I
)
_COLUMN_NUMBER = re.compile(r"\(?\s*\d{1,2}\s*\)?\.?")
_EDGE_PUNCTUATION = " \t:;,.|-/"


@lru_cache(maxsize=8192)
def section_headings(text: str) -> tuple[Candidate, ...]:
    """Return the box headings that a line consists of, from left to right.

    The last may be followed by text after its colon (`Peringatan : Jika ...`). A line that holds
    anything else than headings gives none.
    """
    found = match_section(text)
    if found is None and _SHEET_LETTER.match(text):
        found = match_section(_SHEET_LETTER.sub("", text))
    if found is None:
        return _side_by_side(text)
    if not found.rest:
        return (found,)
    following = section_headings(found.rest) if found.rest != text else ()
    return (_without_rest(found), *following) if following else (found,)


def _side_by_side(text: str) -> tuple[Candidate, ...]:
    """Return the headings of a line that holds two or more without a colon between them."""
    words = text.split()
    if not 2 <= len(words) <= HEADINGS.max_words:
        return ()
    for cut in range(len(words) - 1, 0, -1):
        first = match_section(" ".join(words[:cut]))
        if first is None or first.rest or first.field == "extra":
            continue
        following = section_headings(" ".join(words[cut:]))
        if following and not following[-1].rest and following[0].field != first.field:
            return (first, *following)
    return ()


def _without_rest(match: Candidate) -> Candidate:
    """Return the same heading with nothing after it."""
    return replace(match, rest="")


@lru_cache(maxsize=8192)
def header_label(text: str) -> Candidate | None:
    """Return the identity sheet's label that a line begins with; column headings are none."""
    found = match_header(text)
    if found and not found.colon and match_column(text):
        return None
    # "Nomor : 15 Tahun 2014 tentang ..." continues with a regulation's name.
    if found and found.field == "sop_number" and _REGULATION_NUMBER.match(found.rest):
        return None
    return found


@dataclass(frozen=True, slots=True)
class ColumnHeadings:
    """What a heading line of a step table without tabs says.

    Attributes:
        before: Words before the first column label: the actors' names, mostly.
        columns: The columns named, from left to right (see `match_column`).
        after: Words after the last column label.
    """

    before: str
    columns: tuple[str, ...]
    after: str


@lru_cache(maxsize=8192)
def column_headings(text: str) -> ColumnHeadings | None:
    """Return the column labels in a line of a step table's heading; None where there is none.

    Words may stand before the labels and after them, never between.
    """
    words = text.split()
    if not 1 <= len(words) <= HEADINGS.max_words * 2:
        return None
    best: ColumnHeadings | None = None
    start = 0
    while start < len(words):
        columns, end = _labels_from(words, start)
        if columns and (best is None or len(columns) > len(best.columns)):
            best = ColumnHeadings(" ".join(words[:start]), tuple(columns), " ".join(words[end:]))
        start = max(end, start + 1)
    return best


def _labels_from(words: list[str], start: int) -> tuple[list[str], int]:
    """Return the column labels that follow each other from a word on, and where they end."""
    columns: list[str] = []
    while start < len(words):
        for width in range(min(HEADINGS.max_column_words, len(words) - start), 0, -1):
            text = " ".join(words[start : start + width])
            if column := match_column(text.strip(_EDGE_PUNCTUATION)):
                columns.append(column)
                start += width
                break
        else:
            break
    return columns, start


def is_column_numbers(cells: tuple[str, ...] | list[str]) -> bool:
    """Return whether the cells are the row of column numbers under a table's heading."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 3 or not all(_COLUMN_NUMBER.fullmatch(cell) for cell in filled):
        return False
    numbers = [int("".join(filter(str.isdigit, cell))) for cell in filled]
    return numbers[0] <= 2 and all(0 <= b - a <= 12 for a, b in pairwise(numbers))
