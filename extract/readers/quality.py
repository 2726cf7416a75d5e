"""How much like Indonesian office prose a text layer reads.

A layer that OCR left in a scan, or a font whose glyphs are mapped to the wrong letters, gives
words that are none. Three signs tell: the share of words that could be words at all, the share
of those that every SOP uses, and the share of those that every SOP uses but for a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from normalize.common_words import is_common_word, is_slip
from normalize.thresholds import COMMON_WORD

# Fewer words than this say nothing about a text.
FEWEST_WORDS = 20
# Share of common words from which on a text reads as an SOP. It was 0.43 to 0.80 on clean pages,
# and 0.39 where a third of the words were misread.
COMMON_SHARE = 0.5

_MARKS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_PARTS = re.compile(r"[-/]")
_VOWEL = re.compile(r"[aiueo]", re.I)
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxyz]{5}", re.I)
_MIXED = re.compile(r"[a-z][A-Z]|[^\W\d_]\d|\d[a-z]{2}|[^\W\d_][|\\~^_{}<>=*@#$%][^\W\d_]")


class Quality(NamedTuple):
    """How a text reads.

    Attributes:
        plausible: Share of its words that can be words, 0 to 1.
        common: Share of its words that are common in SOPs.
        slips: Of the longer common words, the share that has a slip.
    """

    plausible: float
    common: float
    slips: float

    @property
    def score(self) -> float:
        """Return all of it as one number, 0 to 1."""
        return self.plausible * min(1.0, self.common / COMMON_SHARE) * (1 - self.slips)


def measure_quality(texts: Iterable[str], *, slips: bool = True) -> Quality | None:
    """Return how words of an area of a page read.

    Args:
        texts: The words.
        slips: Whether to look for slips, which takes longer than all else and tells nothing of
            text that nobody recognised.

    Returns:
        The quality; None where there are too few words to tell.
    """
    words = [_MARKS_AROUND.sub("", text) for text in texts]
    lettered = [w for w in words if len(w) > 2 and not w.isdigit() and any(map(str.isalpha, w))]
    if len(lettered) < FEWEST_WORDS:
        return None
    parts = [part for word in lettered for part in _PARTS.split(word.casefold()) if part]
    common = [part for part in parts if is_common_word(part)]
    found = sum(map(is_slip, parts)) if slips else 0
    long_common = sum(len(part) >= COMMON_WORD.min_slip_letters for part in common)
    return Quality(
        plausible=sum(map(_is_plausible, lettered)) / len(lettered),
        common=len(common) / max(len(parts), 1),
        slips=found / max(found + long_common, 1),
    )


@lru_cache(maxsize=8192)
def _is_plausible(word: str) -> bool:
    """Return whether letters can be a word or an abbreviation."""
    if word.isupper() and word.isalpha() and len(word) <= 5:
        return True
    return bool(_VOWEL.search(word)) and not _CLUSTER.search(word) and not _MIXED.search(word)
