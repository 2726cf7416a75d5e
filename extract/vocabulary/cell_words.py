"""Words that tell the cells of a step apart in a text that has lost its columns.

A word is given as it stands in the text; case and punctuation around it are skipped.
"""

from __future__ import annotations

import re

from extract.vocabulary.tables import word_set

_AMOUNT = re.compile(r"\brp\b|\d{1,3}(?:\.\d{3})+", re.I)


def fold_cell_word(word: str) -> str:
    """Return a word for comparison."""
    return word.casefold().strip(",;.:()")


def names_thing(word: str) -> bool:
    """Return whether a word begins a document or thing, as requirements and outputs are."""
    return fold_cell_word(word) in word_set("cell_words", "things")


def leaves_open(word: str) -> bool:
    """Return whether a cell's text continues after a word, such as "dan"."""
    return fold_cell_word(word) in word_set("cell_words", "open_words")


def needs_more(word: str) -> bool:
    """Return whether a word names a document only with what follows it, such as "konsep"."""
    return fold_cell_word(word) in word_set("cell_words", "heads")


def names_sop(word: str) -> bool:
    """Return whether a word is the short name of an SOP, to which a remark refers."""
    return fold_cell_word(word) in word_set("cell_words", "sop")


def names_costs(text: str) -> bool:
    """Return whether a cell says what a step costs: an amount of money, or that it is free."""
    return bool(_AMOUNT.search(text)) or text.strip(" .").casefold() in word_set(
        "cell_words", "no_costs"
    )


def begins_remark(word: str, *, inline: bool) -> bool:
    """Return whether a word begins a remark (Keterangan).

    Args:
        word: The word.
        inline: Whether it stands inside a line, where fewer words do.
    """
    return fold_cell_word(word) in word_set("cell_words", "remarks_inline" if inline else "remarks")
