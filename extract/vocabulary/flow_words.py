"""Words and signs of the flowchart: labels of arrows, captions of symbols, marks in cells."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from extract.vocabulary.matcher import Tolerance, whole_candidates
from extract.vocabulary.tables import word_set
from normalize.text import fold_key

# Labels are short and often cut by a line, so more slips are allowed for than in the sheet's
# labels. Unfitted.
CUT_BY_A_LINE = Tolerance(min_letters=4, min_score=80.0, max_length_difference=20)


def is_arrow_label(text: str) -> bool:
    """Return whether a text is one of the usual labels of arrows, such as "Tidak setuju"."""
    return _is("arrow", text)


def is_whole_label(text: str) -> bool:
    """Return whether a text is a label that no other word belongs to, such as "Ya"."""
    return _is("arrow_whole", text)


def is_symbol_caption(text: str) -> bool:
    """Return whether a text is what a start or an end is called, such as "Mulai"."""
    return _is("symbol_caption", text)


def is_flow_word(text: str) -> bool:
    """Return whether a line of a text is a word of the flowchart and no text of a cell."""
    return text.casefold().strip(" .,:;()?*") in word_set("flowchart", "words", "alone_on_line")


def decision_way(text: str) -> Literal["yes", "no"] | None:
    """Return which way out of a decision a label names; None for other labels."""
    key = fold_key(text)
    if key in word_set("flowchart", "words", "yes"):
        return "yes"
    return "no" if key in word_set("flowchart", "words", "no") else None


def is_mark(text: str) -> bool:
    """Return whether a cell's text says "does it" wherever it stands alone, such as "X"."""
    return _sign_key(text) in word_set("flowchart", "marks", "signs")


def is_weak_mark(text: str) -> bool:
    """Return whether a cell's text says "does it" where no flowchart is drawn, such as "V"."""
    return _sign_key(text) in word_set("flowchart", "marks", "weak")


def is_blank_mark(text: str) -> bool:
    """Return whether a cell's text says that the actor does not do the step, such as "-"."""
    key = _sign_key(text)
    return not key or key in word_set("flowchart", "marks", "blank")


@lru_cache(maxsize=4096)
def _is(kind: str, text: str) -> bool:
    """Return whether a text is one of the words of a kind, misread letters allowed for."""
    return bool(whole_candidates(text, kind, CUT_BY_A_LINE))


def _sign_key(text: str) -> str:
    """Return a text without case, blanks folded."""
    return " ".join(text.split()).casefold()
