"""Actors of another kind of agency, and actors spelt in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from extract.checks.data import load_toml
from extract.checks.provenance import is_sure, page_of
from extract.checks.thresholds import ACTOR
from extract.checks.wording import meant_word, right_words
from extract.findings.registry import make_finding
from models.finding import Finding
from models.record import SopRecord
from normalize.actors import canonical_actor
from normalize.text import fold_key


def check_actors(record: SopRecord) -> Iterator[Finding]:
    """Yield what is wrong with the actors of a step table."""
    yield from _check_foreign(record)
    for (first, one), (second, other) in combinations(enumerate(record.actors), 2):
        pointer = f"/actors/{second}"
        sure = is_sure(record, f"/actors/{first}") and is_sure(record, pointer)
        written_alike = canonical_actor(one) == canonical_actor(other) or is_same_name(one, other)
        if sure and fold_key(one) != fold_key(other) and written_alike:
            yield make_finding(
                "actor-name-inconsistent",
                "two",
                {"one": one, "other": other},
                field=pointer,
                page=page_of(record, pointer),
            )


def is_same_name(one: str, other: str) -> bool:
    """Return whether two actors' names differ by a misspelling in one word only.

    A letter may be double or single ("Kasubag", "Kasubbag"), or lost or swapped in a word that is
    right in the other name. Numbers and single letters distinguish offices.
    """
    ours, theirs = _plain(one).split(), _plain(other).split()
    if len(ours) != len(theirs) or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    differing = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if len(differing) != 1:
        return False
    [(a, b)] = differing
    if min(len(a), len(b)) < ACTOR.min_letters:
        return False
    return (
        _undoubled(a) == _undoubled(b)
        or meant_word(a, {b: ACTOR.assumed_count}) == b
        or meant_word(b, {a: ACTOR.assumed_count}) == a
    )


def is_reprinted(one: str, other: str) -> bool:
    """Return whether two headings of one table name one actor, with a misspelling in one word.

    Where the same heading is printed again, a letter more, less or other is enough, unless both
    words are right.
    """
    ours, theirs = _plain(one).split(), _plain(other).split()
    differing = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    if len(ours) != len(theirs) or len(differing) != 1:
        return False
    [(a, b)] = differing
    if min(len(a), len(b)) < ACTOR.min_letters or {a, b} <= right_words():
        return False
    numbers = re.findall(r"\d+", one) == re.findall(r"\d+", other)
    return numbers and OSA.distance(a, b) == 1


def _check_foreign(record: SopRecord) -> Iterator[Finding]:
    """Yield actors whose office only another kind of agency has."""
    header = record.header
    home = _plain(" ".join(filter(None, (header.agency, header.unit, header.government))))
    if header.agency is None:
        return
    for index, actor in enumerate(record.actors):
        pointer = f"/actors/{index}"
        if not is_sure(record, pointer):
            continue
        for office in load_toml("actors")["offices"]:
            if not _begins(_plain(actor), office["names"]) or _names_one(home, office["agencies"]):
                continue
            yield make_finding(
                "actor-foreign-to-agency",
                params={"actor": actor, "agency": header.agency},
                field=pointer,
                page=page_of(record, pointer),
            )


def _undoubled(word: str) -> str:
    """Return a word with its double letters reduced to one."""
    return re.sub(r"(.)\1", r"\1", word)


def _plain(text: str) -> str:
    """Return the words of a text in small letters, one blank between them."""
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


def _begins(text: str, names: list[str]) -> bool:
    """Return whether a text begins with the words of one of some names."""
    return any(text == name or text.startswith(f"{name} ") for name in names)


def _names_one(text: str, words: list[str]) -> bool:
    """Return whether one of some words stands in a text."""
    return any(f" {word} " in f" {text} " for word in words)
