"""Persons' names apart from their titles, and in a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalize.ranks import leading_rank
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space
from normalize.thresholds import PERSON, TEXT

_PIECE = re.compile(r"[^\s.]+\.*|\.+")
_WORD = re.compile(r"[^\W\d_]+")
_EDGES = "[]_-\u2013: "


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name with its titles apart.

    Attributes:
        raw: The wording, whitespace folded.
        name: The name without titles, as printed.
        front_titles: Titles before it, as printed: ("Dr.", "H.").
        back_titles: Degrees and certificates after it, as printed: ("S.Sos", "M.AP").
        unknown: What stands after a comma and is no degree that is known.
        canonical: The name for comparisons over documents: capitals, single blanks, no
            punctuation, abbreviations with one meaning written out ("Moh." is MUHAMMAD).
    """

    raw: str
    name: str
    front_titles: tuple[str, ...]
    back_titles: tuple[str, ...]
    unknown: tuple[str, ...]
    canonical: str


def parse_name(text: str) -> PersonName | None:
    """Return a person's name with its titles apart; None for a line that holds no name.

    "Drs. H. AHMAD FAUZI, S.Sos., M.AP" is "AHMAD FAUZI" with "Drs." and "H." before it. Commas
    and blanks may be missing or too many ("AHMAD FAUZI S.Sos M.AP", "Drs.H.Ahmad"). Whether the
    line is a name, and not an office or a heading, is for `normalize.people.looks_like_name`.
    """
    raw = fold_space(text[: 2 * TEXT.max_name_chars])
    if len(raw) > TEXT.max_name_chars or len(text) > 2 * TEXT.max_name_chars:
        return None
    first, *others = (part.strip(_EDGES) for part in re.split("[,;]", raw))
    front: list[str] = []
    while others and first and (titles := _only(first, _front_titles())) is not None:
        front += titles
        first, *others = others
    first = first.strip(f"{_EDGES}()")
    found = list(_PIECE.finditer(first))
    pieces = [piece.group() for piece in found]
    start, end = 0, len(pieces)
    while start < end:
        rest = pieces[start:end]
        if size := leading_rank(rest):
            front.append(" ".join(rest[:size]))
        elif size := _leading_title(rest):
            front.append(_joined(rest[:size]))
        else:
            break
        start += size
    back: list[str] = []
    shouted = first.isupper()
    while (size := _trailing(pieces[start:end], shouted)) and size < end - start:
        back.insert(0, _joined(pieces[end - size : end]))
        end -= size
    unknown: list[str] = []
    for part in filter(None, others):
        titles = _only(part, _degrees())
        if titles is None:
            unknown.append(part)
        else:
            back += titles
    name = first[found[start].start() : found[end - 1].end()] if start < end else ""
    if name and len(pieces[end - 1]) > PERSON.max_initial_chars:
        name = name.rstrip(".")
    canonical = canonical_name(name)
    if fold_key(name) in _front_titles() or all(len(word) < 2 for word in canonical.split()):
        return None
    return PersonName(raw, name, tuple(front), tuple(back), tuple(unknown), canonical)


def canonical_name(name: str) -> str:
    """Return a name without titles in the form for comparisons: "MUHAMMAD AL FATIH".

    Args:
        name: The name as printed, without its titles.
    """
    spellings = _spellings()
    plain = re.sub("['\u2019\u2018`\u00b4]", "", name.casefold())
    return " ".join(spellings.get(word, word) for word in _WORD.findall(plain)).upper()


def names_agree(first: str, second: str) -> bool:
    """Return whether two printed names can be the same person's.

    Titles do not matter, nor how words are parted ("Abdul Rahman", "ABDULRAHMAN"), initials for
    words ("M. Yusuf", "Muhammad Yusuf"), words left out at the end, or one wrong letter.
    """
    one, two = parse_name(first), parse_name(second)
    if one is None or two is None:
        return False
    if one.canonical.replace(" ", "") == two.canonical.replace(" ", ""):
        return True
    words, others = one.canonical.split(), two.canonical.split()
    if len(words) > len(others):
        words, others = others, words
    if len(words) < 2 and len(others) > 1:
        return False
    slips = 0
    for word, other in zip(words, others, strict=False):
        if word == other or (1 in (len(word), len(other)) and word[0] == other[0]):
            continue
        slips += 1
        if slips > 1 or not _one_slip(word, other):
            return False
    return any(word == other and len(word) > 1 for word, other in zip(words, others, strict=False))


def _one_slip(word: str, other: str) -> bool:
    """Return whether two longer words differ in one letter."""
    from rapidfuzz.distance import OSA

    return min(len(word), len(other)) >= PERSON.min_slip_letters and OSA.distance(word, other) <= 1


def _only(part: str, known: frozenset[str]) -> list[str] | None:
    """Return the titles that a part consists of; None where something else is in it."""
    pieces = _PIECE.findall(part)
    titles: list[str] = []
    while pieces:
        size = _leading(pieces, known)
        if not size:
            return None
        titles.append(_joined(pieces[:size]))
        del pieces[:size]
    return titles or None


def _leading(pieces: Sequence[str], known: frozenset[str]) -> int:
    """Return how many pieces at the front make a title; 0 where none do. The longest counts."""
    for size in range(min(PERSON.max_title_pieces, len(pieces)), 0, -1):
        if _key(pieces[:size]) in known:
            return size
    return 0


def _leading_title(pieces: Sequence[str]) -> int:
    """Return how many pieces at the front make a title, more than one only of letters: "K. H."."""
    for size in range(min(PERSON.max_title_pieces, len(pieces) - 1), 0, -1):
        letters = all(len(piece.strip(".")) == 1 for piece in pieces[:size])
        if (size == 1 or letters) and _key(pieces[:size]) in _front_titles():
            return size
    return 0


def _trailing(pieces: Sequence[str], shouted: bool) -> int:
    """Return how many pieces at the end make a degree, though no comma parts it from the name.

    Then it must show a dot inside ("S.Sos", "M. Si"), or be one that no name is like ("SKM", also
    "S Sos"), or capitals after a name that is not in capitals.
    """
    for size in range(min(PERSON.max_title_pieces, len(pieces)), 0, -1):
        tail = pieces[-size:]
        if _key(tail) not in _degrees():
            continue
        dotted = size > 1 and all(piece.endswith(".") for piece in tail[:-1])
        plain = "".join(tail).rstrip(".")
        capitals = size == 1 and plain.isupper() and not shouted
        if dotted or capitals or plain in _unmistakable():
            return size
    return 0


def _joined(pieces: Sequence[str]) -> str:
    """Return the pieces of a title as one word, "M. Tr. A. P" as "M.Tr.A.P"; "S Sos" stays."""
    return ("" if "." in pieces[0] else " ").join(pieces)


def _key(pieces: Sequence[str]) -> str:
    """Return a title's key, without the mark of a consultant: "Sp.OG(K)"."""
    title = "".join(pieces)
    for mark in load_toml("people")["degree_marks"]:
        title = title.removesuffix(mark)
    return fold_key(title)


@cache
def _degrees() -> frozenset[str]:
    return frozenset(map(fold_key, load_toml("people")["degrees"]))


@cache
def _unmistakable() -> frozenset[str]:
    return frozenset(load_toml("people")["degrees_without_dots"])


@cache
def _front_titles() -> frozenset[str]:
    table = load_toml("people")
    parts_of_names = set(map(fold_key, table["titles_in_names"]))
    return frozenset(map(fold_key, table["front_titles"])) - parts_of_names


@cache
def _spellings() -> dict[str, str]:
    """Return a word of a name -> the one it stands for."""
    table: dict[str, list[str]] = load_toml("people")["same_names"]
    return {word: name for name, words in table.items() for word in words}
