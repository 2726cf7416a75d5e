"""Durations inside a running text: where a Waktu cell stands among its neighbours' words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.vocabulary.tables import load_toml

# No duration cell has more words than this.
_MAX_WORDS = 12


class Span(NamedTuple):
    """A duration in a list of words: words[start:end].

    Attributes:
        start: Index of its first word.
        end: Index after its last word.
        measured: Whether it has an amount ("2 hari"), unlike "sesuai kebutuhan".
    """

    start: int
    end: int
    measured: bool


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a duration at the beginning of a text."""
    table = load_toml("durations")

    def any_of(kind: str) -> str:
        return "|".join(re.escape(word) for word in sorted(table[kind], key=len, reverse=True))

    number = rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|[½¼¾]|(?:{any_of('amounts')})\b)"
    noted = rf"{number}(?:\s?\([^()\d]{{2,30}}\))?"
    ranged = (
        rf"{noted}(?:\s?(?:[-\u2013\u2014]|s\.?\s?/?d\.?|sampai(?: dengan)?|x|\u00d7)\s?{noted})?"
    )
    unit = rf"(?:(?:{any_of('units')})\b|[\"'\u2032\u2033\u201d\u2019])"
    tail = rf"(?:\s?(?:{any_of('after_unit')})(?!\w))?"
    amount = rf"{ranged}\s?{unit}{tail}"
    whole = (
        rf"(?:(?:{any_of('bounds')})\s?)*{amount}(?:\s?(?:[-\u2013,]|dan|s\.?d\.?)?\s?{amount})?"
    )
    early = r"h\s?[-+]\s?\d{1,3}\b"
    return re.compile(rf"(?:(?P<amount>{whole})|(?:{any_of('phrases')})(?!\w)|{early})", re.I)


def find_durations(words: list[str]) -> list[Span]:
    """Return the durations in a text, from left to right, none inside another.

    Args:
        words: The text's words.
    """
    found: list[Span] = []
    start = 0
    while start < len(words):
        span = _duration_at(words, start)
        if span is None:
            start += 1
        else:
            found.append(span)
            start = span.end
    return found


def _duration_at(words: list[str], start: int) -> Span | None:
    """Return the duration that begins with a word; None where none does."""
    text = " ".join(words[start : start + _MAX_WORDS])
    match = _pattern().match(text)
    if match is None:
        return None
    length = 0
    for end in _ends(words, start):
        length += len(words[end - 1]) + (1 if end - 1 > start else 0)
        if length >= match.end():
            # A word that continues after the match ("2 hariannya") is another word.
            rest = text[match.end() : length].strip(".,;)")
            measured = match["amount"] is not None
            return Span(start, end, measured) if not rest else None
    return None


def _ends(words: list[str], start: int) -> Iterator[int]:
    """Yield the possible ends of a span that begins with a word."""
    yield from range(start + 1, min(start + _MAX_WORDS, len(words)) + 1)
