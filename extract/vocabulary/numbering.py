"""Rows that number the columns of a table: 1 2 3, (a) (b) (c), I II III."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# So many cells in a row must count on; two could be values.
FEWEST = 3
# The part of the cells that must count on; recognition takes a 7 for an N.
MOST = 0.7
# A misread number has at most so many letters.
LONGEST = 3
# Cells merged over two columns let so many numbers out.
MERGED = 1

_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_ORDINAL = re.compile(r"\(?\s*(\d{1,2}|[A-Za-z]|[IVXivx]{1,5})\s*\)?\.?")


def is_numbering(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row's cells, from left to right, number the columns."""
    printed = [text.strip() for text in texts if text.strip()]
    found = [_ORDINAL.fullmatch(text) for text in printed]
    if any(
        match is None and len(text) > LONGEST for match, text in zip(found, printed, strict=True)
    ):
        return False
    ordinals = [match.group(1) if match else "" for match in found]
    return any(_counts_on(ordinals, value) for value in (_number, _letter, _roman))


def _counts_on(ordinals: Sequence[str], value: Callable[[str], int]) -> bool:
    """Return whether ordinals rise by one, or by two beside a merged cell, but for slips."""
    places = [(place, value(ordinal)) for place, ordinal in enumerate(ordinals)]
    read = [(place, number) for place, number in places if number]
    # How many count on up to each number, the ones between being slips.
    chains: list[int] = []
    for index, (place, number) in enumerate(read):
        before = [
            chain
            for (last, value), chain in zip(read[:index], chains, strict=True)
            if 0 < number - value <= place - last + MERGED
        ]
        chains.append(1 + max(before, default=0))
    return max(chains, default=0) >= max(FEWEST, MOST * len(ordinals))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isalpha() else 0


def _roman(text: str) -> int:
    return _ROMAN.index(text.lower()) + 1 if text.lower() in _ROMAN else 0
