"""Headings of a step table: which column or group of columns a heading names.

The fields are those of `models.fields.TEXT_CELLS`, and `actors` and `quality` for the headings
above a group of columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from extract.vocabulary.matcher import (
    LIMITS,
    SLIPS,
    Candidate,
    Tolerance,
    fold_words,
    load_spellings,
    whole_candidates,
)
from extract.vocabulary.tables import load_toml
from normalize.text import fold_key

# What Mutu Baku is made of; PermenPAN-RB 35/2012 fixes the order.
QUALITY = ("requirements", "duration", "output")

# Score of a heading that is no known spelling but made of a column's words alone; below what any
# likeness to a spelling scores. Unfitted.
MADE_OF_WORDS_SCORE = 80.0
# A heading of fewer letters is a word of its own rather than a slip of another.
MIN_LETTERS_OF_SLIP = 5

_WORD = re.compile(r"[^\W_]+")
_NOTED_WORD = re.compile(r"\b([^\W\d_]+)\s*\(([^()]{1,30})\)")
_NOTE = re.compile(r"\([^()]{0,60}\)")


def column_candidates(text: str, tolerance: Tolerance = SLIPS) -> tuple[Candidate, ...]:
    """Return the columns that a heading may name, the likeliest first.

    Notes in brackets, such as the unit in `Waktu (Menit)`, are skipped. A heading that is no
    known spelling may still be made of one column's words, in whatever order; it then scores
    `MADE_OF_WORDS_SCORE`.

    Args:
        text: The text of a heading's cell.
        tolerance: How far the words may differ from a spelling.
    """
    plain = _NOTE.sub(" ", text)
    words = _WORD.findall(plain.casefold())
    if not words or len(words) > LIMITS.max_words:
        return ()
    spelled = whole_candidates(plain, "column", tolerance)
    if len(words) == 1:
        return spelled
    known = {one.field for one in spelled}
    made = [
        Candidate(name, "column", MADE_OF_WORDS_SCORE, plain.strip(), "", colon=False)
        for name, of in _column_words().items()
        if name not in known and of.issuperset(words)
    ]
    return (*spelled, *made)


@lru_cache(maxsize=8192)
def match_column(text: str) -> str | None:
    """Return the step-table column that a heading names, or None.

    A spelling counts before words; words that fit two columns tell neither.
    """
    found = column_candidates(text)
    if not found:
        return None
    best, *others = found
    tied = best.score == MADE_OF_WORDS_SCORE and bool(others)
    return None if tied else best.field


@lru_cache(maxsize=4096)
def heading_likeness(text: str) -> Mapping[str, float]:
    """Return column or group -> how like a heading is to the nearest of its spellings, 0 to 100.

    Unlike `column_candidates` it returns all of them, however unlike they are: a scan's misread
    heading still tells something.
    """
    folded = fold_words(_NOTE.sub(" ", text))[: LIMITS.max_chars]
    found: dict[str, float] = {}
    for spelling, name in load_spellings("column").items() if folded else ():
        found[name] = max(fuzz.ratio(folded, spelling), found.get(name, 0.0))
    return found


def duration_unit(line: str) -> str | None:
    """Return the unit that a line of headings notes behind the duration's: "Waktu (menit)"."""
    for note in _NOTED_WORD.finditer(line):
        if match_column(note[1]) == "duration":
            return note[2]
    return None


def form_headings() -> Mapping[str, str]:
    """Return column or group of columns -> its heading on the form of PermenPAN-RB 35/2012."""
    headings: dict[str, str] = load_toml("columns")["form"]
    return headings


def meant_heading(column: str, printed: str) -> str | None:
    """Return the right heading that a printed one is one slip away from; None where it is none.

    Args:
        column: The column or group that it heads.
        printed: The heading as printed; notes in brackets are skipped.
    """
    key = fold_key(_NOTE.sub(" ", printed))
    right: Mapping[str, list[str]] = load_toml("columns")["right"]
    every = {fold_key(spelling) for spellings in right.values() for spelling in spellings}
    if len(key) < MIN_LETTERS_OF_SLIP or key in every:
        return None
    return next((x for x in right.get(column, ()) if OSA.distance(key, fold_key(x)) == 1), None)


@cache
def _column_words() -> Mapping[str, frozenset[str]]:
    """Return column -> the words that its headings are made of."""
    table = load_toml("columns")["column_words"]
    return {name: frozenset(map(fold_words, words)) for name, words in table.items()}
