"""Rows that number the columns of a table: 1 2 3, (a) (b) (c), I II III."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# So many cells in a row must count on; two could be values.
FEWEST = 3
# Cells merged over two columns let a number out.
LARGEST_STEP = 2
# No column's number is longer, brackets included.
LONGEST = 6
# At least this part of a row's texts is read right.
READ = 0.7

_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_ORDINAL = re.compile(r"\(?\s*(\d{1,2}|[A-Za-z]|[IVXivx]{1,5})\s*\)?\.?")


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row's cells, from left to right, number the columns.

    Recognition misreads a lone digit easily; where most of the short texts of a row count on,
    the few others are digits misread.
    """
    printed = [text.strip() for text in texts if text.strip()]
    if len(printed) < FEWEST or any(len(text) > LONGEST for text in printed):
        return False
    found = [_ORDINAL.fullmatch(text) for text in printed]
    ordinals = [match.group(1) for match in found if match]
    if len(ordinals) < FEWEST or len(ordinals) < READ * len(printed):
        return False
    step = LARGEST_STEP + len(printed) - len(ordinals)
    return any(
        _counts_on([value(o) for o in ordinals], step) for value in (_number, _letter, _roman)
    )


def _counts_on(values: Sequence[int], step: int) -> bool:
    """Return whether values rise, by no more than a step; 0 is no value."""
    return all(values) and all(0 < b - a <= step for a, b in pairwise(values))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isalpha() else 0


def _roman(text: str) -> int:
    return _ROMAN.index(text.lower()) + 1 if text.lower() in _ROMAN else 0
