"""Words that say a document is another kind than an SOP: a decree, a letter, a budget table.

A title may be followed by more ("STANDAR PELAYANAN PENERBITAN KTP"); a label stands alone in its
cell or line, or before a colon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extract.vocabulary.documents import match_document, title_heading
from extract.vocabulary.matcher import EXACT, LIMITS, best, candidates, fold_words
from extract.vocabulary.tables import word_set


@dataclass(frozen=True, slots=True)
class TitleLimits:
    """What a line must be to be the title of a document. Unfitted: set by hand."""

    # A title that names a kind of document and goes on has at most so many words.
    max_words: int = 14


TITLES = TitleLimits()


@dataclass(frozen=True, slots=True)
class OtherKind:
    """What a text says of the kind of document it stands in.

    Attributes:
        kind: The kind, in words: "decree".
        title: Whether the text is the document's title rather than a label in it.
        word: The spelling that says so, folded to letters and digits.
    """

    kind: str
    title: bool
    word: str


@lru_cache(maxsize=8192)
def other_kinds(text: str) -> tuple[OtherKind, ...]:
    """Return what a whole cell or line says of another kind of document than an SOP.

    Args:
        text: The text of a cell, or of a line.
    """
    if len(text) > LIMITS.max_chars:
        return ()
    found: list[OtherKind] = []
    title = best(candidates(text, "other_title", tolerance=EXACT))
    if title and (not title.rest or _is_title(text)):
        found.append(OtherKind(title.field, title=True, word=fold_words(title.printed)))
    label = best(candidates(text, "other_label", tolerance=EXACT))
    if label and (not label.rest or label.colon):
        found.append(OtherKind(label.field, title=False, word=fold_words(label.printed)))
    return tuple(found)


def says_sop(text: str) -> bool:
    """Return whether a whole cell or line calls the document an SOP.

    Args:
        text: The text of a cell, or of a line.
    """
    if len(text) > LIMITS.max_chars:
        return False
    named = match_document(text)
    if named is not None and not named.rest:
        return fold_words(named.printed) not in _shared_names()
    return title_heading(text) is not None


def _is_title(text: str) -> bool:
    """Return whether a line that begins with the kind of a document may be its title."""
    return text.isupper() and len(text.split()) <= TITLES.max_words and text[-1] not in ".;,"


@cache
def _shared_names() -> frozenset[str]:
    """Return the names of SOPs that other documents have too, folded."""
    return frozenset(map(fold_words, word_set("documents", "words", "shared_names")))
