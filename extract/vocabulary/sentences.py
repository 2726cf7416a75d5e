"""Whether a line of running text is whole, judged by the word it ends with."""

from __future__ import annotations

import re
from functools import cache

from extract.vocabulary.tables import load_toml


def ends_open(text: str) -> bool:
    """Return whether a text cannot end there: after "dan", a comma, or a hyphen."""
    return _open_end().search(text) is not None


def ends_in_title(text: str) -> bool:
    """Return whether a citation cannot end there: its title continues with another regulation."""
    return _open_title().search(text) is not None


def completes_citation(text: str, above: str) -> bool:
    """Return whether a text is the rest of a citation that another begins and leaves incomplete.

    A citation has a number, a year and a subject: "Undang-Undang Nomor 43" lacks the "Tahun 2009
    tentang Kearsipan" that follows it.
    """
    words = [word.strip(".,:").casefold() for word in text.split()[:1]]
    known = {word.strip(".,:").casefold() for word in above.split()}
    for spellings in load_toml("sentences")["inside_citation"]:
        if words and words[0] in spellings:
            return not known & set(spellings)
    return False


def owns_number(text: str) -> bool:
    """Return whether a number right behind a text belongs to its last word: "Pasal", "Nomor"."""
    return _owns_number().search(text) is not None


@cache
def _open_end() -> re.Pattern[str]:
    """Return the pattern of an end that a sentence does not have."""
    return re.compile(rf"(?:[,\-–/&(]|\b(?:{_any_of('open_end')}))$", re.I)


@cache
def _open_title() -> re.Pattern[str]:
    """Return the pattern of an end that a citation does not have."""
    return re.compile(rf"\b(?:{_any_of('open_title')})$", re.I)


@cache
def _owns_number() -> re.Pattern[str]:
    """Return the pattern of a text whose last word takes a number."""
    words = _any_of("owns_number")
    return re.compile(rf"(?:\b(?:{words})(?:\.?\s+|\s*:\s*)|[/\-\u2013(])$", re.I)


def _any_of(kind: str) -> str:
    """Return the pattern of one of the words of a kind."""
    return "|".join(map(re.escape, load_toml("sentences")[kind]))
