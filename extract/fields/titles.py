"""A title's doubtful words, corrected by what the rest of the file says.

A stamp often covers a letter of a title's word that the file prints elsewhere too. So a word of a
title of low confidence that stands nowhere else in the file, and is one letter away from exactly
one word that does, is replaced by that word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from models.raw import RawSop, RawText
from normalize.common_words import is_common_word
from normalize.likeness import slips_between

TITLE = "title"


@dataclass(frozen=True, slots=True)
class TitleThresholds:
    """When the rest of a file corrects a word of a title. Unfitted."""

    # A title read at least this surely, 0 to 1, is left alone.
    min_sure_confidence: float = 0.86
    # A shorter word may be another, with one letter wrong.
    min_letters: int = 6
    # A word is believed that stands in the file so often.
    min_count: int = 2
    # What was read less surely than this, 0 to 1, tells nothing.
    min_confidence: float = 0.5


TITLES = TitleThresholds()


_WORD = re.compile(r"[^\W\d_]+")


def correct_titles(sops: Sequence[RawSop]) -> None:
    """Correct words of doubtful titles by what else the file says.

    Args:
        sops: The SOPs of one file; what was recognised is kept in `RawSop.agreed`.
    """
    doubtful = [(sop, sop.header[TITLE]) for sop in sops if TITLE in sop.header]
    doubtful = [
        (sop, title) for sop, title in doubtful if title.confidence < TITLES.min_sure_confidence
    ]
    if not doubtful:
        return
    texts = chain.from_iterable(map(_texts, sops))
    counts = Counter(word.casefold() for text in texts for word in _WORD.findall(text))
    for sop, title in doubtful:
        text = _WORD.sub(partial(_corrected, counts), title.text)
        if text != title.text:
            sop.agreed[TITLE] = title.text
            sop.header[TITLE] = replace(title, text=text)


def _texts(sop: RawSop) -> Iterator[str]:
    """Yield what stands in an SOP's lists and steps."""
    lists = chain(sop.sections.values(), sop.extra_sections.values(), [sop.titles])
    values: Iterator[RawText] = chain(
        chain.from_iterable(lists), *(step.cells.values() for step in sop.steps)
    )
    captions = (procedure.caption for procedure in sop.procedures)
    for value in chain(values, filter(None, captions)):
        if value.confidence >= TITLES.min_confidence:
            yield value.text


def _corrected(counts: Counter[str], found: re.Match[str]) -> str:
    """Return the word of the file that a title's word is with one letter wrong, if just one."""
    word = found.group()
    folded = word.casefold()
    if len(word) < TITLES.min_letters or folded in counts or is_common_word(folded):
        return word
    near = [
        other
        for other, count in counts.items()
        if count >= TITLES.min_count
        and len(other) >= TITLES.min_letters
        and slips_between(folded, other) == 1
    ]
    if len(near) != 1:
        return word
    if word.isupper():
        return near[0].upper()
    return near[0].capitalize() if word[0].isupper() else near[0]
