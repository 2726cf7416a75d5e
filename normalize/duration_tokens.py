"""Cuts a duration cell into tokens that say what each may be: a number, a unit, a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache

from normalize.misprints import mend_amounts, nearest
from normalize.tables import load_toml
from normalize.thresholds import DURATION, TEXT

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|[\u00bc-\u00be\u2150-\u215f]|(?:(?![\u00bc-\u00be\u2150-\u215f])[^\W\d_])+|\S"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"(\d{1,9})(?:[.,](\d{1,4}))?")
# "1x24": the sign of a product between two amounts.
_TIMES_GLUED = re.compile(r"(?<=[\dOoIlZS])[xX](?=[\dOIlZS])")
# A lone "l" or "I" before a word is the amount one.
_LONE_ONE = re.compile(
    r"(?<![^\W_])[lI|](?![^\W_])(?=\W{0,4}\d{0,3}\W{0,3}[^\W\d_]{2}|\s?[xX]\s?\d)"
)
# "O,5": the letter is a nought.
_LONE_NOUGHT = re.compile(r"(?<![^\W_])[Oo](?=[.,]\d)")
_FILLERS = frozenset(".,;:()/-\u2013\u2014@")


class Kind(Enum):
    """What a mark may say about the number beside it.

    Attributes:
        RANGE: It leads to the upper end: "s.d.".
        BETWEEN: It announces two ends with `AND` between them: "antara".
        AND: See `BETWEEN`.
        JOIN: It may stand between the parts of a compound: "1 jam dan 30 menit".
        UPPER: It is no more than that: "maks."
        LOWER: It is no less than that: "minimal".
        ROUGH: It is about that: "±".
        LEAD: It says nothing: "selama".
        TIMES: It multiplies: "x".
        RATE: It leads to what the time is for one of: "per".
    """

    RANGE = auto()
    BETWEEN = auto()
    AND = auto()
    JOIN = auto()
    UPPER = auto()
    LOWER = auto()
    ROUGH = auto()
    LEAD = auto()
    TIMES = auto()
    RATE = auto()


_SILENT = frozenset({Kind.UPPER, Kind.LOWER, Kind.ROUGH, Kind.LEAD, Kind.BETWEEN})


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
    def may_be_clock(self) -> bool:
        """Return whether it may be hours and minutes, "1.30", and no decimal number as "1.50"."""
        return re.fullmatch(r"0\d[.]\d\d|\d{1,2}[.](?!25|50|75|00)\d\d", self.text) is not None

    @property
    def is_filler(self) -> bool:
        """Return whether it says nothing of how long."""
        return self.text in _FILLERS or bool(_SILENT & self.kinds)

    @property
    def is_known(self) -> bool:
        """Return whether the tables hold it."""
        return bool(self.unit or self.one_of or self.word_value or self.kinds)

    @property
    def is_amount(self) -> bool:
        """Return whether it is a number, in digits or words."""
        return self.number is not None or self.word_value is not None

    @property
    def may_name(self) -> bool:
        """Return whether it may be a word of a thing's name: "berkas", the "1" of "1 berkas"."""
        return self.unit is None and (self.number is not None or self.text.isalpha())

    @property
    def may_repeat(self) -> bool:
        """Return whether it may stand in brackets that repeat a number: "2 (dua)".

        Any word but a unit may: it is the number word, misread.
        """
        word = self.text.isalpha() and self.unit is None
        return self.is_amount or Kind.RANGE in self.kinds or word


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a cell; phrases of the tables are one token, the longest first.

    Letters that OCR put for digits, and the other way round, are mended.
    """
    apart = _TIMES_GLUED.sub(r" \g<0> ", _hyphened().sub(" ", text[: TEXT.max_duration_chars]))
    legible = mend_amounts(_LONE_NOUGHT.sub("0", _LONE_ONE.sub("1", apart))).casefold()
    matches = list(_TOKEN.finditer(legible))
    pieces = [_mended(match.group()) for match in matches]
    tokens: list[Token] = []
    index = 0
    while index < len(pieces):
        if tokens and (tokens[-1].is_amount or tokens[-1].text == ")"):
            pieces[index] = _near_unit(pieces[index])
        known = _phrase_at(pieces, index)
        if known is not None:
            tokens.append(known[1])
            index += known[0]
            continue
        # "B4" is no four: the letter before it was a digit too.
        glued = index > 0 and matches[index - 1].end() == matches[index].start()
        unread = glued and pieces[index - 1].isalpha() and not tokens[-1].is_known
        tokens.append(Token(pieces[index], number=None if unread else _value(pieces[index])))
        index += 1
    return tokens


@cache
def _hyphened() -> re.Pattern[str]:
    """Return the pattern of a hyphen inside a number word: "dua-puluh"."""
    words = "|".join(load_toml("durations")["multipliers"])
    return re.compile(rf"(?<=[^\W\d_])-(?=(?:{words})(?![^\W_]))", re.IGNORECASE)


def _phrase_at(pieces: Sequence[str], index: int) -> tuple[int, Token] | None:
    """Return the longest phrase of the tables at an index: its length and its token."""
    for phrase, token in _phrases().get(pieces[index], ()):
        if tuple(pieces[index : index + len(phrase)]) == phrase:
            return len(phrase), token
    return None


@lru_cache(maxsize=4096)
def _mended(piece: str) -> str:
    """Return the word of the tables that a word looks like to OCR, or the word itself.

    Units and marks of five letters or more may have a wrong letter as well; amounts may not, for
    "tempat" is a place and "empat" four, "sejak" is since and "sejam" an hour.
    """
    words = _words()
    if piece in words or len(piece) < DURATION.min_shape_letters or not piece.isalpha():
        return piece
    protected = load_toml("durations")["not_units"]["words"]
    if piece in protected:
        return piece
    alike = nearest(piece, tuple(words), 0)
    if alike is not None or len(piece) < DURATION.min_slip_letters:
        return alike or piece
    least = DURATION.min_slip_unit_letters
    long = tuple(word for word, is_amount in words.items() if len(word) >= least and not is_amount)
    return nearest(piece, long, 1) or piece


@cache
def _words() -> dict[str, bool]:
    """Return the tables' words of three letters or more, and whether each is an amount."""
    table = load_toml("durations")
    amounts = {*table["numbers"], *table["multipliers"]}.union(*table["one_of"].values())
    phrases = (phrase for row in _phrases().values() for phrase, _ in row)
    return {
        word: word in amounts
        for phrase in phrases
        for word in phrase
        if len(word) >= DURATION.min_shape_letters and word.isalpha()
    }


def only_unit(text: str) -> str | None:
    """Return the key of the unit that a column heading names: "Waktu (Menit)".

    None where it names none, or several ("Waktu (Jam/Menit)"). A quotation mark is no name.
    """
    units = {token.unit for token in tokenize(text) if token.unit and token.unit != "quote"}
    return units.pop() if len(units) == 1 else None


def _value(piece: str) -> float | None:
    """Return the number that digits say: "1,5" is 1.5, "2.400" is 2400; None for no number."""
    if _THOUSANDS.fullmatch(piece) and len(piece) <= DURATION.max_number_chars:
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
def _near_unit(word: str) -> str:
    """Return the unit's name one slip away from a word after a number, or the word itself.

    Where the nearest names are of several units, it is none of them.
    """
    from rapidfuzz.distance import OSA

    table = load_toml("durations")
    known = word in _words() or word in table["not_units"]["words"]
    if known or len(word) < DURATION.min_unit_letters or not word.isalpha():
        return word
    near = {
        unit: name
        for unit, names in table["units"].items()
        for name in reversed(names)
        if len(name) >= DURATION.min_unit_letters
        and name.isalpha()
        and OSA.distance(word, name, score_cutoff=1) <= 1
    }
    return near.popitem()[1] if len(near) == 1 else word
