"""What stands at the head or foot of every page: its number, a signing service's note."""

from __future__ import annotations

import re
from functools import cache

from extract.vocabulary.tables import load_toml

# A longer line holds more than a page's number.
MAX_PAGE_NUMBER_CHARS = 40


def is_page_number(text: str) -> bool:
    """Return whether a line holds nothing but the page's number, a word or dashes saying so."""
    if not 0 < len(text) <= MAX_PAGE_NUMBER_CHARS:
        return False
    return _page_number().fullmatch(text.casefold().strip()) is not None


def may_be_page_number(text: str) -> bool:
    """Return whether a line may be the page's number where one can stand: "3", "2/5", "Hal. 3"."""
    return _bare_page_number().match(text) is not None


def is_page_furniture(text: str) -> bool:
    """Return whether a line of running text is a page's number or a signing service's note.

    A text's lines have no place, so only a word that names a page makes a number the page's.
    """
    return _furniture().match(text) is not None


@cache
def _page_number() -> re.Pattern[str]:
    """Return the pattern of a line with a page's number and a word that says so."""
    page, of = _any_of("page"), _any_of("of")
    return re.compile(
        rf"\W{{0,3}}(?:{page})\W{{0,3}}\d{{1,4}}(?:\s?(?:{of})\s?\d{{1,4}})?\W{{0,3}}"
        rf"|\W{{0,3}}\d{{1,4}}\s?\W?\s?(?:{page})\W{{0,3}}|[-–]\s?\d{{1,4}}\s?[-–]"
    )


@cache
def _bare_page_number() -> re.Pattern[str]:
    """Return the pattern of a page's number with or without a word that says so."""
    page, of = _any_of("page_only"), _any_of("of")
    return re.compile(rf"^\W*(?:(?:{page})\.?\s*)?\d{{1,3}}(?:\s*(?:{of})\s*\d{{1,3}})?\W*$", re.I)


@cache
def _furniture() -> re.Pattern[str]:
    """Return the pattern of a page's number, or note, among the lines of a text."""
    page, of, notes = _any_of("page_only"), _any_of("of"), _any_of("notes")
    return re.compile(
        rf"^\W*(?:{page})\.?\s*:?\s*\d{{1,4}}(?:\s*(?:{of})\s*\d{{1,4}})?\W*$"
        rf"|^\W*\d{{1,4}}\s*\|\s*(?:{page})\W*$|^\s*[-\u2013]\s*\d{{1,4}}\s*[-\u2013]\s*$"
        rf"|^\W*(?:{notes})\b",
        re.I,
    )


def _any_of(kind: str) -> str:
    """Return the pattern of one of the words of a kind, longer ones first."""
    words = sorted(load_toml("furniture")[kind], key=len, reverse=True)
    return "|".join(map(re.escape, words))
