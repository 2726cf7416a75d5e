"""Misspellings: letters doubled, lost or swapped, words twice in a row, phrases mixed up.

No dictionary is used. A word is a misspelling only if one small change makes it a right word: one
that is common in this document, or in the table of words that SOPs use. Changes that make another
right word (prefixes, suffixes, letters replaced) do not count. Recognised text is not checked: its
misspellings are mostly those of recognition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extract.checks.data import load_toml
from extract.checks.provenance import is_recognised, page_of
from extract.checks.thresholds import WORDING
from extract.findings.registry import make_finding
from models.fields import TEXT_LISTS
from models.finding import Finding
from models.record import SopRecord
from normalize.text import fold_key, fold_space

_TOKEN = re.compile(r"[^\W\d_]+")
_TRIPLE = re.compile(r"([a-z])\1\1", re.I)
_ROMAN = re.compile(r"[ivxlcdm]+", re.I)
_CELLS = ("activity", "requirements", "output", "remarks")


def check_wording(record: SopRecord) -> Iterator[Finding]:
    """Yield the words of an SOP that are probably misspelt; none of recognised text."""
    if is_recognised(record):
        return
    texts = dict(_texts(record))
    counts = Counter(word for text in texts.values() for word in _words(text))
    counts.update(word for citation in record.legal_basis for word in _words(citation.raw))
    seen: set[str] = set()
    for pointer, text in texts.items():
        yield from _check_spelling(record, pointer, text, counts, seen)
        yield from _check_twice(record, pointer, text)
    yield from _check_phrases(record)


def _texts(record: SopRecord) -> Iterator[tuple[str, str]]:
    """Yield the pointers and texts that are checked for misspellings."""
    if record.header.title:
        yield "/header/title", record.header.title
    for name in TEXT_LISTS:
        for index, text in enumerate(getattr(record, name)):
            yield f"/{name}/{index}", text
    for index, step in enumerate(record.steps):
        for name in _CELLS:
            if text := getattr(step, name):
                yield f"/steps/{index}/{name}", text


def _check_spelling(
    record: SopRecord, pointer: str, text: str, counts: Mapping[str, int], seen: set[str]
) -> Iterator[Finding]:
    """Yield the misspelt words of a text, each word once a document."""
    tokens = _TOKEN.findall(text)
    for index, token in enumerate(tokens):
        word = token.casefold()
        around = tokens[max(index - 1, 0) : index] + tokens[index + 1 : index + 2]
        # Beside a single letter it may be a part of a word that was split.
        if word in seen or any(len(near) == 1 for near in around):
            continue
        if token.isupper() and not text.isupper():
            continue
        meant = meant_word(word, counts)
        if meant is None:
            continue
        seen.add(word)
        yield make_finding(
            "typo-suspected",
            "meant" if meant else "tripled",
            {"word": token, "meant": meant},
            field=pointer,
            page=page_of(record, pointer),
        )


def meant_word(word: str, counts: Mapping[str, int]) -> str | None:
    """Return the right word that a word is a misspelling of; None if it is none.

    "" where a letter three times in a row shows a misspelling, but not of which word.

    Args:
        word: The word in small letters.
        counts: How often the words of the document stand in it.
    """
    right = right_words()
    if (
        len(word) < WORDING.min_letters
        or word in right
        or counts.get(word, 0) > WORDING.max_slip_count
    ):
        return None
    tripled = _TRIPLE.search(word) and not _ROMAN.fullmatch(word)
    doubled = _TRIPLE.sub(r"\1\1", word)
    likely = (doubled, _TRIPLE.sub(r"\1", word), *_mended(doubled)) if tripled else _mended(word)
    for meant in likely:
        if meant != word and (meant in right or counts.get(meant, 0) >= WORDING.min_right_count):
            return meant
    return "" if tripled else None


def _mended(word: str) -> Iterator[str]:
    """Yield the words that one letter lost, doubled, or swapped with the next may have come from.

    The first letter stays: changing it makes another word, as prefixes do.
    """
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from [head + letter + tail for letter in _LETTERS]
    for at in range(1, len(word) - 1):
        if word[at] == word[at + 1]:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_LETTERS = "abcdefghijklmnoprstuvwyz"


def _check_twice(record: SopRecord, pointer: str, text: str) -> Iterator[Finding]:
    """Yield a function word that stands twice in a row."""
    never_twice = load_toml("works")["never_twice"]
    for one, other in pairwise(fold_space(text).split()):
        if one.casefold() == other.casefold() and one.casefold() in never_twice:
            yield make_finding(
                "wording-suspected",
                "twice",
                {"words": f"{one} {other}"},
                field=pointer,
                page=page_of(record, pointer),
            )
            return


def _check_phrases(record: SopRecord) -> Iterator[Finding]:
    """Yield a phrase whose first word is the last one of the phrase before it.

    "Disposisi Perjanjian Kinerja, Kinerja Aksi" where other cells list "Perjanjian Kinerja,
    Rencana Aksi": the word before was written again.
    """
    phrases = [
        [fold_space(part) for part in re.split("[,;]", step.requirements or "")]
        for step in record.steps
    ]
    usual = Counter(fold_key(phrase) for row in phrases for phrase in {*row})
    for index, row in enumerate(phrases):
        for before, phrase in pairwise(row):
            words, last = phrase.split(), before.split()[-1:]
            if len(words) != 2 or not last or words[0].casefold() != last[0].casefold():
                continue
            if meant := _usual_ending(words[1], usual, phrases):
                pointer = f"/steps/{index}/requirements"
                yield make_finding(
                    "wording-suspected",
                    "odd",
                    {"phrase": phrase, "usual": meant},
                    field=pointer,
                    page=page_of(record, pointer),
                )


def _usual_ending(word: str, usual: Counter[str], phrases: list[list[str]]) -> str | None:
    """Return the usual phrase of two words that ends in a word; None where there is none."""
    for row in phrases:
        for phrase in row:
            parts = phrase.split()
            alike = len(parts) == 2 and parts[1].casefold() == word.casefold()
            if alike and usual[fold_key(phrase)] >= WORDING.min_usual_count:
                return phrase
    return None


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return [word.casefold() for word in _TOKEN.findall(text)]


@cache
def right_words() -> frozenset[str]:
    """Return the words of the table, all of them right."""
    table = files(__package__).joinpath("words.txt").read_text("utf-8")
    return frozenset(
        word for line in table.splitlines() if not line.startswith("#") for word in line.split()
    )
