"""Cuts a duration cell into tokens that say what each may be: a number, a unit, a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache

from normalize.tables import load_toml

# What a duration cell says stands at its beginning; more is a paragraph.
_LONGEST = 600
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"(\d{1,9})(?:[.,](\d{1,4}))?")
_FILLERS = frozenset(".,;:()/-\u2013\u2014")


class Kind(Enum):
    """What a mark may say about the number beside it."""

    RANGE = auto()
    UPPER = auto()
    LOWER = auto()
    ABOUT = auto()
    TIMES = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign, or a phrase of the tables.

    Attributes:
        text: As printed, casefolded.
        number: Its value where it is in digits or a fraction sign.
        unit: Key of the unit it names.
        one_of: Key of the unit it names one of ("sehari").
        word_value: ("is" | "belas" | "times", value) where it is a number word.
        kinds: The marks it may be.
    """

    text: str
    number: float | None = None
    unit: str | None = None
    one_of: str | None = None
    word_value: tuple[str, float] | None = None
    kinds: frozenset[Kind] = frozenset()

    @property
    def is_fraction(self) -> bool:
        """Return whether it is a fraction sign such as ½."""
        return self.number is not None and not self.text.isascii()

    @property
    def is_clock(self) -> bool:
        """Return whether it has the form of a clock time, "08.00"."""
        return re.fullmatch(r"\d{1,2}[.:]\d\d", self.text) is not None

    @property
    def is_filler(self) -> bool:
        """Return whether it says nothing of how long."""
        marks = {Kind.UPPER, Kind.LOWER, Kind.ABOUT}
        return self.text in _FILLERS or bool(marks & self.kinds)

    @property
    def may_repeat(self) -> bool:
        """Return whether it may stand in brackets that repeat a number: "2 (dua)"."""
        number = self.number is not None or self.word_value is not None
        return number or Kind.RANGE in self.kinds

    @property
    def near_unit(self) -> str | None:
        """Return the unit that it is a misprint of; None where that is not sure."""
        plain = self.number is None and self.word_value is None and not self.kinds
        return _near_unit(self.text) if plain else None


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a cell; phrases of the tables are one token, the longest first."""
    pieces = _TOKEN.findall(text[:_LONGEST].casefold())
    tokens: list[Token] = []
    index = 0
    while index < len(pieces):
        for phrase, token in _phrases().get(pieces[index], ()):
            if tuple(pieces[index : index + len(phrase)]) == phrase:
                tokens.append(token)
                index += len(phrase)
                break
        else:
            tokens.append(Token(pieces[index], number=_value(pieces[index])))
            index += 1
    return tokens


def only_unit(text: str) -> str | None:
    """Return the key of the unit that a column heading names: "Waktu (Menit)".

    None where it names none, or several ("Waktu (Jam/Menit)").
    """
    units = {token.unit for token in tokenize(text) if token.unit}
    return units.pop() if len(units) == 1 else None


def _value(piece: str) -> float | None:
    """Return the number that digits say: "1,5" is 1.5, "2.400" is 2400; None for no number."""
    if _THOUSANDS.fullmatch(piece) and len(piece) <= 12:
        return float(re.sub(r"[.,]", "", piece))
    match = _DECIMAL.fullmatch(piece)
    return float(f"{match[1]}.{match[2] or 0}") if match else None


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Token]]]:
    """Return the tables' phrases by their first piece, the longest first."""
    table = load_toml("durations")
    facts: dict[tuple[str, ...], dict[str, object]] = {}

    def note(phrase: str, name: str, value: object) -> None:
        facts.setdefault(tuple(_TOKEN.findall(phrase.casefold())), {})[name] = value

    for name, field in (("units", "unit"), ("one_of", "one_of")):
        for unit, words in table[name].items():
            for word in words:
                note(word, field, unit)
    for word, value in table["numbers"].items():
        note(word, "word_value", ("is", float(value)))
    for word, value in table["multipliers"].items():
        note(word, "word_value", ("belas" if word == "belas" else "times", float(value)))
    for sign, value in table["fractions"].items():
        note(sign, "number", value)
    marks: dict[tuple[str, ...], set[Kind]] = {}
    for name, words in table["marks"].items():
        for word in words:
            marks.setdefault(tuple(_TOKEN.findall(word)), set()).add(Kind[name.upper()])
    for phrase, kinds in marks.items():
        facts.setdefault(phrase, {})["kinds"] = frozenset(kinds)
    by_first: dict[str, list[tuple[tuple[str, ...], Token]]] = {}
    for phrase in sorted(facts, key=len, reverse=True):
        token = Token(" ".join(phrase), **facts[phrase])  # type: ignore[arg-type]
        by_first.setdefault(phrase[0], []).append((phrase, token))
    return by_first


@lru_cache(maxsize=4096)
def _near_unit(word: str) -> str | None:
    """Return the unit one slip away from a word, where there is just one such."""
    from rapidfuzz.distance import OSA

    table = load_toml("durations")
    if len(word) < 3 or not word.isalpha() or word in table["not_units"]["words"]:
        return None
    near = {
        unit
        for unit, names in table["units"].items()
        for name in names
        if len(name) >= 3 and name.isalpha() and OSA.distance(word, name, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else None
