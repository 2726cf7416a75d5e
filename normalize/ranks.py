"""Ranks (pangkat) and classes (golongan) of people in office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from normalize.misprints import nearest
from normalize.tables import load_toml, load_tsv, variants
from normalize.text import blank_to_none
from normalize.thresholds import PERSON, TEXT

_CLASS = re.compile(
    r"(?<![^\W_])([IVXl1|]{1,5})\s?[/.,\-\u2013]?\s?([a-fA-F])(?![^\W_])"
    r"|(?<![^\W_])([ivx]{1,4})\s?[/.]\s?([a-f])(?![^\W_])"
)
# "Tk. I", "TK.1": the level, whose numeral is no class.
_LEVEL_ONE = re.compile(
    r"(?<![^\W_])(?:tingkat|tingk|tkt|tk)\b[\s.]{0,2}(?:i|1|l|\||satu)(?![^\W_])", re.IGNORECASE
)
_ROMAN = re.compile(r"(?<![^\W_])[IVX]{1,5}(?![^\W_])")
_PPPK_CLASSES = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII",
)  # fmt: skip
_PNS_CLASSES = _PPPK_CLASSES[:4]


class Service(StrEnum):
    """Whose rank it is."""

    PNS = "pns"
    PPPK = "pppk"
    PROSECUTOR = "prosecutor"
    POLICE = "police"
    MILITARY = "military"


class RankProblem(StrEnum):
    """What is wrong with a rank; the values are codes that findings can bear."""

    MISMATCH = "rank-golongan-mismatch"
    NO_SUCH_CLASS = "golongan-impossible"
    UNKNOWN = "rank-unknown"


@dataclass(frozen=True, slots=True)
class RankFacts:
    """What a printed rank says.

    Attributes:
        raw: The wording, whitespace folded.
        rank: The rank's official name, "Pembina Tingkat I"; None where none is printed, or it is
            not known.
        golongan: The printed class, "IV/b" (contract staff "IX"); None where none is printed.
        expected_golongan: The class that the rank has by regulation; None where it has none.
        expected_rank: A civil servant's rank of the printed class; None where it has none.
        service: Whose rank it is; None where it cannot be told.
        problems: What is wrong with it, as codes.
    """

    raw: str
    rank: str | None = None
    golongan: str | None = None
    expected_golongan: str | None = None
    expected_rank: str | None = None
    service: Service | None = None
    problems: tuple[RankProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rank:
    name: str
    service: Service
    golongan: str | None


def parse_rank(text: str) -> RankFacts | None:
    """Return the rank and the class in a line: "Pembina Tk.I (IV/b)", "Penata Muda / III b".

    Labels ("Pangkat/Gol. :") do not matter, nor do corps and branches behind a rank of police or
    armed forces ("Kolonel Inf"). Misreadings are corrected: "1V/b" is IV/b.

    Args:
        text: The line as printed.

    Returns:
        The facts; None for a line that is empty, or too long to be one. Words that are no known
        rank give the problem "rank-unknown".
    """
    raw = blank_to_none(text)
    if raw is None or len(raw) > TEXT.max_rank_chars:
        return None
    rest, golongan = _take_class(_LEVEL_ONE.sub(" Tingkat Satu ", raw))
    printed = re.findall(r"[^\W\d_][^\W_]*", rest.casefold())
    marks, labels = load_toml("people")["pppk_marks"], load_toml("people")["rank_labels"]
    contract = any(mark in printed for mark in marks)
    if golongan is None and (contract or any(label in printed for label in labels)):
        golongan = next((roman for roman in _ROMAN.findall(rest) if roman in _PPPK_CLASSES), None)
        if golongan is not None:
            printed.remove(golongan.casefold())
            contract = contract or golongan not in _PNS_CLASSES
    words = [word for word in printed if word not in marks and word not in labels]
    rank = _known_rank(tuple(words))
    problems: list[RankProblem] = []
    if rank is None and (words or golongan is None):
        problems.append(RankProblem.UNKNOWN)
    if golongan and golongan not in _ranks_by_class() and golongan not in _PPPK_CLASSES:
        problems.append(RankProblem.NO_SUCH_CLASS)
    elif rank and rank.golongan and golongan and not _is_class_of(golongan, rank.golongan):
        problems.append(RankProblem.MISMATCH)
    return RankFacts(
        raw=raw,
        rank=rank.name if rank else None,
        golongan=golongan,
        expected_golongan=rank.golongan if rank else None,
        expected_rank=_ranks_by_class().get(golongan or ""),
        service=_service(rank, golongan, contract),
        problems=tuple(problems),
    )


def is_rank(text: str) -> bool:
    """Return whether a line is a rank or a class of service: "Pembina Tk. I (IV/b)", "AKBP"."""
    facts = parse_rank(text)
    if facts is None or RankProblem.UNKNOWN in facts.problems:
        return False
    return facts.rank is not None or facts.golongan is not None


def _service(rank: _Rank | None, golongan: str | None, contract: bool) -> Service | None:
    """Return whose rank it is."""
    if rank is not None:
        return rank.service
    if contract:
        return Service.PPPK
    return Service.PNS if golongan in _ranks_by_class() else None


def _is_class_of(printed: str, expected: str) -> bool:
    """Return whether a printed class, with or without its letter, is the one expected."""
    return printed in (expected, expected.partition("/")[0])


def _take_class(line: str) -> tuple[str, str | None]:
    """Return a line without its class, and the class, "IV/b"; the last one where several are."""
    found = list(_CLASS.finditer(line))
    if not found:
        return line, None
    match = found[-1]
    printed = match[1] or match[3].upper()
    roman = re.sub(r"[l1|]", "I", printed)
    if roman not in _PNS_CLASSES and printed[-1] in "l1|" and roman[:-1] in _PNS_CLASSES:
        roman = roman[:-1]  # the slash was read as a letter: "IVlb"
    letter = (match[2] or match[4]).lower()
    return f"{line[: match.start()]} {line[match.end() :]}", f"{roman}/{letter}"


def leading_rank(words: Sequence[str]) -> int:
    """Return how many words at the front are a rank of police or armed forces, with its corps.

    Such a rank stands before a name: "Letkol Inf. Budi". 0 where there is none, or nothing else.
    """
    keys = [word.strip(".()").casefold() for word in words[: PERSON.max_rank_words]]
    for size in range(min(len(keys), len(words) - 1), 0, -1):
        rank = _ranks().get(" ".join(keys[:size]))
        if rank is not None and rank.service in (Service.POLICE, Service.MILITARY):
            while size < len(words) - 1 and keys[size : size + 1] and keys[size] in _tails():
                size += 1
            return size
    return 0


@lru_cache(maxsize=1024)
def _known_rank(words: tuple[str, ...]) -> _Rank | None:
    """Return the rank that words name, allowing one misspelling and a corps behind it."""
    mended = tuple(_mended(word) for word in words)
    if mended[-2:] == ("tingkat", "i"):
        mended = (*mended[:-1], "satu")
    for candidate in (words, mended):
        end = len(candidate)
        while end > 0:
            rank = _ranks().get(" ".join(candidate[:end]))
            if rank is not None:
                return rank
            if candidate[end - 1] not in _tails():
                break
            end -= 1
    return None


def _mended(word: str) -> str:
    """Return the word of a rank that a longer word misspells by one letter, or the word itself."""
    return (
        (nearest(word, _rank_words(), 1) or word) if len(word) >= PERSON.min_rank_letters else word
    )


@cache
def _tails() -> frozenset[str]:
    return frozenset(load_toml("people")["rank_tails"])


@cache
def _ranks() -> dict[str, _Rank]:
    """Return spelling -> rank."""
    ranks: dict[str, _Rank] = {}
    for row in load_tsv("ranks"):
        rank = _Rank(row["rank"], Service(row["service"]), row["golongan"] or None)
        for name in (row["rank"], *variants(row["names"])):
            key = " ".join(
                re.findall(r"[^\W\d_]+", _LEVEL_ONE.sub("tingkat satu", name.casefold()))
            )
            ranks.setdefault(key, rank)
    return ranks


@cache
def _ranks_by_class() -> dict[str, str]:
    """Return class -> the civil servants' rank that has it."""
    rows = load_tsv("ranks")
    return {x["golongan"]: x["rank"] for x in rows if x["service"] == "pns" and x["golongan"]}


@cache
def _rank_words() -> tuple[str, ...]:
    """Return the longer words of ranks."""
    words = {word for key in _ranks() for word in key.split()}
    return tuple(sorted(word for word in words if len(word) >= PERSON.min_rank_letters))
