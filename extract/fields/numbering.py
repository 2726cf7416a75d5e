"""Rows that number the columns of a table: 1 2 3, (a) (b) (c), I II III."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# So many cells in a row must count on; two could be values.
FEWEST = 3
# Cells merged over two columns let a number out.
LARGEST_STEP = 2

_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_ORDINAL = re.compile(r"\(?\s*(\d{1,2}|[A-Za-z]|[IVXivx]{1,5})\s*\)?\.?")


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row's cells, from left to right, number the columns."""
    printed = [text.strip() for text in texts if text.strip()]
    found = [_ORDINAL.fullmatch(text) for text in printed]
    if len(found) < FEWEST or not all(found):
        return False
    ordinals = [match.group(1) for match in found if match]
    return any(_counts_on([value(o) for o in ordinals]) for value in (_number, _letter, _roman))


def _counts_on(values: Sequence[int]) -> bool:
    """Return whether values rise by one, or by two beside a merged cell; 0 is no value."""
    return all(values) and all(0 < b - a <= LARGEST_STEP for a, b in pairwise(values))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isalpha() else 0


def _roman(text: str) -> int:
    return _ROMAN.index(text.lower()) + 1 if text.lower() in _ROMAN else 0
