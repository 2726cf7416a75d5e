"""Rows that number the columns of a table: 1 2 3, (a) (b) (c), I II III."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberingThresholds:
    """When a row numbers the columns. Unfitted."""

    # So many cells in a row must count on; two could be values.
    min_cells: int = 3
    # Share of the cells that must count on; recognition takes a 7 for an N.
    min_counting_share: float = 0.7
    # A misread number has at most so many letters.
    max_misread_letters: int = 3
    # A cell merged over two columns lets so many numbers out.
    max_skipped: int = 1


NUMBERING = NumberingThresholds()


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
        match is None and len(text) > NUMBERING.max_misread_letters
        for match, text in zip(found, printed, strict=True)
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
            if 0 < number - value <= place - last + NUMBERING.max_skipped
        ]
        chains.append(1 + max(before, default=0))
    return max(chains, default=0) >= max(
        NUMBERING.min_cells, NUMBERING.min_counting_share * len(ordinals)
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _letter(text: str) -> int:
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isalpha() else 0


def _roman(text: str) -> int:
    return _ROMAN.index(text.lower()) + 1 if text.lower() in _ROMAN else 0
