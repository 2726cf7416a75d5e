"""Reads the numbers among a cell's tokens: digits, fractions, words, and both: "2 (dua)"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from normalize.duration_tokens import Kind, Token
from normalize.tables import load_toml
from normalize.thresholds import DURATION


class Number(NamedTuple):
    """A number, the index after it, and what words repeat it as where that is another."""

    value: float
    end: int
    in_words: float | None = None


def read_number(tokens: Sequence[Token], start: int) -> Number | None:
    """Read a number in digits or words, with its repetition in brackets: "2 (dua)"."""
    read = _plain_number(tokens, start)
    if read is None:
        return None
    value, end = read
    if end >= len(tokens) or tokens[end].text != "(":
        return Number(value, end)
    inside = end + 1
    while inside < len(tokens) and tokens[inside].may_repeat:
        inside += 1
    closed = end + 1 < inside < len(tokens) and tokens[inside].text == ")"
    if not closed or inside - end > DURATION.max_repeated_words:
        return Number(value, end)
    return Number(value, inside + 1, _disagreeing(value, tokens[end + 1 : inside]))


def _disagreeing(value: float, tokens: Sequence[Token]) -> float | None:
    """Return the number in brackets where it is another; of a range, its upper end counts.

    None too where the words are not understood to the last: then they are misread.
    """
    read = _plain_number(tokens, 0)
    if read is not None and read[1] + 1 < len(tokens) and Kind.RANGE in tokens[read[1]].kinds:
        rest = tokens[read[1] + 1 :]
        read = _plain_number(rest, 0)
        tokens = rest
    if read is None or read[1] != len(tokens) or read[0] == value:
        return None
    return read[0]


def _plain_number(tokens: Sequence[Token], start: int) -> tuple[float, int] | None:
    """Read a number in digits or words."""
    if start >= len(tokens):
        return None
    return _words(tokens, start) if tokens[start].number is None else _digits(tokens, start)


def _digits(tokens: Sequence[Token], start: int) -> tuple[float, int]:
    """Read "2", "1/2", "1 1/2", "1 ½", "1 setengah"."""
    value, end = tokens[start].number or 0.0, start + 1
    fraction = _fraction(tokens, start)
    if fraction is not None:
        return fraction, start + 3
    if end < len(tokens):
        if tokens[end].is_fraction:
            return value + (tokens[end].number or 0.0), end + 1
        fraction = _fraction(tokens, end)
        if fraction is not None and float(value).is_integer():
            return value + fraction, end + 3
        word = tokens[end].word_value
        if word is not None and 0 < word[1] < 1:
            return value + word[1], end + 1
        if word is not None and word[0] == "times" and word[1] >= 100:
            return value * word[1], end + 1
    return value, end


def _fraction(tokens: Sequence[Token], start: int) -> float | None:
    """Return the value of a fraction written with a slash, such as "1/2"."""
    if start + 2 >= len(tokens) or tokens[start + 1].text not in ("/", "\u2044"):
        return None
    printed = f"{tokens[start].text}/{tokens[start + 2].text}"
    written: dict[str, float] = load_toml("durations")["written_fractions"]
    return written.get(printed)


def _words(tokens: Sequence[Token], start: int) -> tuple[float, int] | None:
    """Read a number in words: "dua puluh lima", "satu setengah"."""
    total, current, end = 0.0, 0.0, start
    if start < len(tokens) and (first := tokens[start].word_value) and first[0] != "is":
        return None
    while end < len(tokens) and (word := tokens[end].word_value) is not None:
        kind, value = word
        if kind == "belas":
            current += value
        elif kind == "times" and value >= 1000:
            total, current = (total + current) * value, 0.0
        elif kind == "times":
            total, current = total + (current or 1) * value, 0.0
        elif 0 < value < 1 or value >= 10:
            total, current = total + current + value, 0.0
        elif current:
            break
        else:
            current = value
        end += 1
    return (total + current, end) if end > start else None
