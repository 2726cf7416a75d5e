"""Persons: NIP, rank, name and office, told apart by what a line says."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache

from normalize.tables import load_toml
from normalize.text import fold_key, fold_space

# A line longer than this is a sentence, neither a name nor a rank nor an office.
_LONGEST_LINE = 120
_MOST_NAME_WORDS = 7

_DIGIT_RUN = re.compile(r"\d(?:[\s.,\-\u2013]{0,3}\d)*")
_CLASS = re.compile(r"\(?\b(?:I|II|III|IV|1V|lV|V|IX|X|VI|VII|VIII|XI)\s?[/.\-]\s?[a-eA-E]\b\)?")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019`\-][^\W\d_]+)*\.?")
_LEVEL_ONE = re.compile(r"\b(?:tingkat|tk)\b\.?\s?(?:i|1|l)\b")


def parse_nip(text: str) -> str | None:
    """Return the NIP (18 digits) in a text; None where there is no run of just 18 digits.

    Blanks, dots and hyphens between the digits and a label before them do not matter.
    """
    for run in _DIGIT_RUN.finditer(text):
        digits = "".join(filter(str.isdecimal, run.group()))
        if len(digits) == 18 and digits.isascii():
            return digits
    return None


def nip_problems(nip: str) -> list[str]:
    """Return what is implausible in a NIP, as codes; [] where nothing is.

    The 18 digits (Peraturan Kepala BKN 22/2007) are birth date yyyymmdd, appointment yyyymm,
    sex 1|2 and a serial number. In the number of contract staff (PPPK) digits 13 and 14 are no
    month, which is no fault.

    Args:
        nip: 18 digits, as `parse_nip` gives them.

    Returns:
        Of "nip-birth-date-impossible", "nip-appointed-before-birth", "nip-sex-digit" those that
        apply; [] for what is no NIP at all.
    """
    if not re.fullmatch(r"[0-9]{18}", nip):
        return []
    year, month, day = int(nip[:4]), int(nip[4:6]), int(nip[6:8])
    problems = []
    possible = 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    if not possible:
        problems.append("nip-birth-date-impossible")
    appointed = (int(nip[8:12]), int(nip[12:14]) if 1 <= int(nip[12:14]) <= 12 else 12)
    if possible and appointed < (year, month):
        problems.append("nip-appointed-before-birth")
    if nip[14] not in "12":
        problems.append("nip-sex-digit")
    return problems


def is_rank(text: str) -> bool:
    """Return whether a line is a rank or a class of service: "Pembina Tk. I (IV/b)", "AKBP"."""
    line = fold_space(text)
    if not line or len(line) > _LONGEST_LINE:
        return False
    rest, classes = _CLASS.subn(" ", line)
    rest = _LEVEL_ONE.sub(" tingkat i ", rest.casefold())
    words = [word for word in re.findall(r"[^\W\d_]+", rest)]
    labels = load_toml("people")["rank_labels"]
    while words and (words[0] in labels or "".join(words[:2]) in labels):
        del words[0]
    tails = load_toml("people")["rank_tails"]
    while len(words) > 1 and words[-1] in tails and " ".join(words) not in _ranks():
        del words[-1]
    return (not words and bool(classes)) or " ".join(words) in _ranks()


def has_degree(text: str) -> bool:
    """Return whether a line ends in an academic degree after a comma or a name: "…, S.Sos"."""
    parts = fold_space(text[:_LONGEST_LINE]).replace(";", ",").split(",")
    if len(parts) > 1:
        return any(fold_key(part) in _degrees() for part in parts[1:])
    words = parts[0].split()
    return len(words) > 1 and "." in words[-1][:-1] and fold_key(words[-1]) in _degrees()


def looks_like_name(text: str) -> bool:
    """Return whether a line is a person's name, with or without titles.

    "RAHMAT HIDAYAT, S.Sos., M.AP" is, "KEPALA DINAS KESEHATAN" and "Pembina Tk. I" are not.
    """
    line = fold_space(text).strip("()[]_ ")
    if not 3 <= len(line) <= _LONGEST_LINE or re.search(r"[\d:;/\\@?!=+%\"]", line):
        return False
    if is_rank(line) or is_position(line):
        return False
    words = _name_words(line)
    if not words or len(words) > _MOST_NAME_WORDS or all(len(word) < 3 for word in words):
        return False
    if any(map(_is_common_word, words)):
        return False
    capital = sum(word[0].isupper() for word in words)
    return capital == len(words) or (capital >= 1 and has_degree(line) and capital * 2 > len(words))


def is_position(text: str) -> bool:
    """Return whether a line is an office: "CAMAT HALONG", "Plt. Kepala Dinas Kesehatan"."""
    line = fold_space(text)
    if not line or len(line) > _LONGEST_LINE or has_degree(line):
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
def _ranks() -> frozenset[str]:
    return frozenset(name.casefold() for name in load_toml("people")["ranks"])


@cache
def _offices() -> tuple[str, ...]:
    return tuple(load_toml("people")["offices"])
