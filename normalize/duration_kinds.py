"""What a Waktu cell without a duration says instead: how often, when, or as it comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from models.duration import DurationKind
from normalize.dates import parse_date
from normalize.duration_grammar import is_number_alone
from normalize.duration_tokens import Token
from normalize.misprints import shape
from normalize.tables import load_toml
from normalize.thresholds import TEXT

# "H-5", "H + 1", "hari H-2"
_AROUND_A_DAY = re.compile(r"(?<![^\W_])h\s?[-+\u2013\u2212]\s?\d{1,3}(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d.,])(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d%])|(?<![^\W_])(?:pukul|pkl|jam)\b[\s.:]{0,3}\d"
)
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\s\w]")


def classify_wording(text: str, tokens: Sequence[Token]) -> DurationKind:
    """Return what a cell says in which no duration was found.

    Args:
        text: The cell, whitespace folded.
        tokens: Its tokens.
    """
    folded = text[: TEXT.max_duration_chars].casefold()
    if _AROUND_A_DAY.search(folded):
        return DurationKind.RELATIVE
    if _CLOCK.search(folded):
        return DurationKind.CLOCK_TIME
    shapes = _shape_of(folded)
    for kind, phrases in _phrases():
        if any(phrase in shapes for phrase in phrases):
            return kind
    if is_number_alone(tokens):
        return DurationKind.NUMBER
    return DurationKind.DATE if parse_date(folded) else DurationKind.UNKNOWN


def _shape_of(text: str) -> str:
    """Return a text's words as OCR cannot tell them apart, each between blanks."""
    return f" {' '.join(map(shape, _PIECE.findall(text)))} "


@cache
def _phrases() -> tuple[tuple[DurationKind, tuple[str, ...]], ...]:
    table: dict[str, list[str]] = load_toml("durations")["kinds"]
    return tuple(
        (DurationKind(kind), tuple(map(_shape_of, names))) for kind, names in table.items()
    )
