"""Titles of regulations compared as people cite them: shortened, abbreviated, misprinted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from normalize.tables import load_toml
from normalize.thresholds import TEXT, TITLE


class Likeness(StrEnum):
    """How a printed subject compares with a title."""

    SAME = "same"
    SHORTENED = "shortened"
    LONGER = "longer"
    DIFFERENT = "different"


def compare_titles(subject: str, title: str) -> Likeness:
    """Compare a printed subject with a regulation's title.

    Abbreviations are written out, words without meaning ignored, misprints
    allowed. The same title has the same numbers: "APBD 2018" is not "APBD 2019".

    Args:
        subject: What a citation prints after "tentang".
        title: The title it may be.

    Returns:
        SAME where each covers the other; SHORTENED where the title has what the subject says
        and more; LONGER where the subject says all of the title and more; else DIFFERENT.
    """
    printed, meant = title_words(subject), title_words(title)
    if not printed or not meant:
        return Likeness.DIFFERENT
    said, told = _covered(printed, meant), _covered(meant, printed)
    same_numbers = _numbers(printed) == _numbers(meant)
    if said >= TITLE.min_same_share and told >= TITLE.min_same_share and same_numbers:
        return Likeness.SAME
    if said >= TITLE.min_covered_share and said >= told:
        return Likeness.SHORTENED
    if told >= TITLE.min_covered_share:
        return Likeness.LONGER
    return Likeness.DIFFERENT


@lru_cache(maxsize=4_000)
def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title that carry its meaning, in small letters, written out."""
    table = load_toml("titles")
    filler = frozenset(table["filler"])
    words = (
        word
        for printed in _split(title)
        for word in table["short"].get(printed, printed).split(" ")
    )
    return tuple(word for word in words if word not in filler)


def goes_on(subject: str, title: str) -> str | None:
    """Return the words of a title that are missing at a subject's end; None where none are.

    Args:
        subject: What is printed after "tentang".
        title: The title, of which it must be the beginning, slips forgiven.
    """
    printed, meant = _split(subject), list(re.finditer(r"[^\W_]+", title))
    if not 0 < len(printed) < len(meant):
        return None
    words = [match.group().casefold() for match in meant]
    if not all(
        _is_slip(word, known, TITLE.min_placed_word_likeness_percent)
        for word, known in zip(printed, words[: len(printed)], strict=True)
    ):
        return None
    return title[meant[len(printed)].start() :]


def ends_phrase(subject: str, title: str) -> bool:
    """Return whether a title cut to a subject ends at the end of a phrase of the title.

    Args:
        subject: What is printed after "tentang", the beginning of the title.
        title: The title of the regulation.
    """
    missing = goes_on(subject, title)
    if missing is None:
        return True
    kept = title[: len(title) - len(missing)].rstrip(" ")
    return not kept[-1:].isalnum() or _split(missing)[0] in load_toml("titles")["boundaries"]


def is_cut(subject: str, title: str) -> bool:
    """Return whether a subject breaks off inside the title instead of being shortened.

    It does where the next word of the title belongs to the last one printed, and parts of an
    enumeration are still to come. "Standar Operasional Prosedur" of a longer title is short.

    Args:
        subject: What is printed after "tentang".
        title: The title of the regulation.
    """
    missing = goes_on(subject, title)
    if missing is None or "," not in missing or len(_split(subject)) < TITLE.min_cut_words:
        return False
    return not ends_phrase(subject, title)


def is_unfinished(subject: str) -> bool:
    """Return whether a subject ends where no title can: in "di", an open bracket, a slash."""
    bare = subject.rstrip(" .;:,")
    if bare.endswith(("/", "&", "(")):
        return True
    words = _split(bare[-TEXT.max_title_chars :])
    return len(words) > 1 and words[-1] in load_toml("titles")["unfinished"]


def _split(title: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W_]+", title[: TEXT.max_title_chars])]


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if word.isdecimal())


def _covered(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of the words that stand among the others, as words or as initials."""
    initials = "".join(word[0] for word in others)
    found = sum(_stands_in(word, others, initials) for word in words)
    return found / len(words)


def _stands_in(word: str, others: Sequence[str], initials: str) -> bool:
    if word in others:
        return True
    if TITLE.min_initials <= len(word) <= TITLE.max_initials and word in initials:
        return True
    return any(_is_slip(word, other) for other in others)


@lru_cache(maxsize=50_000)
def _is_slip(word: str, other: str, alike: int = TITLE.min_word_likeness_percent) -> bool:
    """Return whether a word is another, misspelt or misread."""
    if word == other:
        return True
    if (
        min(len(word), len(other)) < TITLE.min_mended_letters
        or word.isdecimal()
        or other.isdecimal()
    ):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(word, other) >= alike
