"""Tells apart the lines about a person: name, rank, number, office.

`normalize.nip`, `normalize.names` and `normalize.ranks` parse them; their functions are exported
here too.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.names import PersonName, canonical_name, names_agree, parse_name
from normalize.nip import NipFacts, NipProblem, NumberKind, examine_nip, nip_problems, parse_nip
from normalize.ranks import RankFacts, RankProblem, Service, is_rank, parse_rank
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space
from normalize.thresholds import PERSON, TEXT

__all__ = [
    "NipFacts",
    "NipProblem",
    "NumberKind",
    "PersonName",
    "RankFacts",
    "RankProblem",
    "Service",
    "canonical_name",
    "examine_nip",
    "has_degree",
    "is_front_title",
    "is_position",
    "is_rank",
    "looks_like_name",
    "names_agree",
    "names_office",
    "nip_problems",
    "parse_name",
    "parse_nip",
    "parse_rank",
    "resembles_rank",
]


_WORD = re.compile(r"[^\W\d_]+(?:['\u2019`\-][^\W\d_]+)*\.?")


def resembles_rank(text: str) -> bool:
    """Return whether a line is a rank with its class misread, or its grade: "Pembina Tk. (!V/b)".

    The only grade is the first, and recognition loses its single stroke: "Penata Tingkat".
    """
    rank, bracket, _ = fold_space(text[: TEXT.max_person_line_chars]).partition("(")
    graded = f"{rank.strip()} I"
    if bracket:
        return is_rank(rank) or is_rank(graded)
    return rank.rstrip(" .").casefold().endswith(("tk", "tingkat")) and is_rank(graded)


def names_office(text: str) -> bool:
    """Return whether a line holds a word of offices, "dinas" or "kabupaten": no name does."""
    return is_position(text) or any(map(_is_common_word, re.findall(r"[^\W\d_]+", text)))


def is_front_title(word: str) -> bool:
    """Return whether a word is a title before a name: "Drs.", "Hj"."""
    return fold_key(word) in _front_titles()


def has_degree(text: str) -> bool:
    """Return whether a line ends in an academic degree after a comma or a name: "…, S.Sos"."""
    parts = fold_space(text[: TEXT.max_person_line_chars]).replace(";", ",").split(",")
    if len(parts) > 1:
        return any(fold_key(part) in _degrees() for part in parts[1:])
    words = parts[0].split()
    return len(words) > 1 and "." in words[-1][:-1] and fold_key(words[-1]) in _degrees()


def looks_like_name(text: str) -> bool:
    """Return whether a line is a person's name, with or without titles.

    "RAHMAT HIDAYAT, S.Sos., M.AP" is, "KEPALA DINAS KESEHATAN" and "Pembina Tk. I" are not.
    """
    line = fold_space(text).strip("()[]_ ")
    is_long_enough = PERSON.min_name_chars <= len(line) <= TEXT.max_person_line_chars
    if not is_long_enough or re.search(r"[\d:;/\\@?!=+%\"]", line):
        return False
    if is_rank(line) or is_position(line):
        return False
    words = _name_words(line)
    if not words or len(words) > PERSON.max_name_words:
        return False
    if all(len(word) < PERSON.min_name_word_letters for word in words):
        return False
    if any(map(_is_common_word, words)):
        return False
    capital = sum(word[0].isupper() for word in words)
    return capital == len(words) or (capital >= 1 and has_degree(line) and capital * 2 > len(words))


def is_position(text: str) -> bool:
    """Return whether a line is an office: "CAMAT HALONG", "Plt. Kepala Dinas Kesehatan"."""
    line = fold_space(text)
    if not line or len(line) > TEXT.max_person_line_chars or has_degree(line):
        return False
    key = " ".join(re.findall(r"[^\W\d_]+", line.casefold()))
    for mark in load_toml("people")["acting"]:
        if key.startswith(f"{mark} "):
            key = key[len(mark) + 1 :]
    if is_rank(line) and key.split()[0] == "pembina":
        return False
    return any(key == office or key.startswith(f"{office} ") for office in _offices())


def _name_words(line: str) -> list[str]:
    """Return the words of a name without titles and degrees; [] where it is none."""
    name, *titles = line.split(",")
    if any(
        fold_key(title) not in _degrees() and not _all_degrees(title)
        for title in titles
        if title.strip()
    ):
        return []
    tokens = name.split()
    while tokens and fold_key(tokens[0]) in _front_titles() and len(tokens) > 1:
        del tokens[0]
    while len(tokens) > 1 and "." in tokens[-1] and fold_key(tokens[-1]) in _degrees():
        del tokens[-1]
    if any(not _WORD.fullmatch(token) for token in tokens):
        glued = [part for token in tokens for part in token.split(".") if part]
        if not all(_WORD.fullmatch(part) for part in glued):
            return []
        tokens = glued
    return [token.rstrip(".") for token in tokens]


def _is_common_word(word: str) -> bool:
    """Return whether a word is one of offices, papers and labels, or a noun in pe-...-an."""
    table = load_toml("people")
    key = word.casefold()
    if key in _not_names():
        return True
    return len(key) >= table["not_name_least"] and bool(re.fullmatch(table["not_name_form"], key))


def _all_degrees(text: str) -> bool:
    """Return whether each word between two commas is a degree: "S.E M.Si"."""
    return all(fold_key(word) in _degrees() for word in text.split())


@cache
def _degrees() -> frozenset[str]:
    return frozenset(map(fold_key, load_toml("people")["degrees"]))


@cache
def _front_titles() -> frozenset[str]:
    return frozenset(map(fold_key, load_toml("people")["front_titles"]))


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load_toml("people")["not_names"])


@cache
def _offices() -> tuple[str, ...]:
    return tuple(load_toml("people")["offices"])
