"""Which spellings of the form the words of a text may be, each with a score.

A spelling and a text are compared by letters and digits alone, without case. An exact spelling
scores 100; a longer one also matches with the slips of typing and OCR ("Tanggai Efektif",
"PERNGATAN"), and scores how like it is (`rapidfuzz.fuzz.ratio`, 0 to 100).

Every candidate above a tolerance is returned, so that a caller can weigh it against what else it
knows; `best` is the choice by wording alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from extract.vocabulary.names import NAMES, check_names
from extract.vocabulary.tables import load_toml

EXACT_SCORE = 100.0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far printed words may differ from a spelling and still be a candidate.

    Attributes:
        min_letters: A spelling, or a text, with fewer letters and digits must match exactly.
        min_score: Least likeness, 0 to 100.
        max_length_difference: Letters that one may have more than the other.
    """

    min_letters: int
    min_score: float
    max_length_difference: int


# Shorter spellings are one slip away from other words ("Maksud" and "Masuk" would be confused).
# Slips change letters, rarely their count; a word more or less makes another label. Unfitted: 89
# allows one changed letter in ten, two in nineteen, and one lost letter in nine.
SLIPS = Tolerance(min_letters=9, min_score=89.0, max_length_difference=1)
# Only exact spellings.
EXACT = Tolerance(min_letters=1000, min_score=EXACT_SCORE, max_length_difference=0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a text is looked at.

    Attributes:
        max_words: No spelling in the tables has more words.
        max_chars: Nor more characters, words separated by single blanks.
        max_chars_before: Characters that are no letters and may stand before the first word.
    """

    max_words: int = 8
    max_chars: int = 200
    max_chars_before: int = 3


LIMITS = Limits()

# The file of `tables/` that holds each kind of spelling.
_FILES = {
    "header": "sheet",
    "header_alone": "sheet",
    "header_other": "sheet",
    "section": "sheet",
    "section_narrative": "sheet",
    "column": "columns",
    "closing": "columns",
    "document": "documents",
    "page": "documents",
    "other_title": "documents",
    "other_label": "documents",
    "office": "letterhead",
    "office_bare": "letterhead",
    "office_central": "letterhead",
    "office_address": "letterhead",
    "office_thing": "letterhead",
    "approval_part": "approval",
    "arrow": "flowchart",
    "arrow_whole": "flowchart",
    "symbol_caption": "flowchart",
}

_WORD = re.compile(r"[^\W_]+")
# What may stand between a label and its value: a colon, as scanners and typists render it.
_SEPARATOR = re.compile(r"[\s.]*[:=;][\s:]*|\s+|[.)]\s*")
# A note that belongs to the label, such as "(SOP)": nothing but a colon follows it.
_LABEL_NOTE = re.compile(r"\s*\([^()]{1,40}\)(?=\s*(?:[:=]|$))")
_COLON = re.compile(r"^[\s.]*[:=]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A spelling that the beginning of a text may be.

    Attributes:
        field: What the spelling announces: the contract's name of a field, list or column, or a
            name that its table gives.
        kind: The kind of spelling, such as `header` or `section`; see `load_spellings`.
        score: How like the spelling the printed words are, 0 to 100; 100 is an exact match.
        printed: The words as printed, without a colon.
        rest: What follows them and their colon; "" where nothing does.
        colon: Whether a colon follows them.
    """

    field: str
    kind: str
    score: float
    printed: str
    rest: str
    colon: bool

    @property
    def exact(self) -> bool:
        """Return whether the words are the spelling, letter for letter."""
        return self.score >= EXACT_SCORE

    @property
    def alone(self) -> bool:
        """Return whether the spelling is a common word, which counts only where it stands alone."""
        return self.kind == "header_alone"


@cache
def load_spellings(kind: str) -> Mapping[str, str]:
    """Return the spellings of a kind as folded spelling -> field, in the order of their table.

    Args:
        kind: A table of a file of `tables/`; `_FILES` has all.

    Raises:
        BadTableError: The table has spellings of something that no model declares.
    """
    table: dict[str, list[str]] = load_toml(_FILES[kind])[kind]
    check_names(f"{_FILES[kind]}.toml", kind, table)
    return {
        fold_words(spelling): name for name, spellings in table.items() for spelling in spellings
    }


def load_all_spellings() -> None:
    """Load the tables whose names the registry of fields decides, so that a wrong one is found.

    Raises:
        BadTableError: A table has spellings of something that no model declares.
    """
    for kind in NAMES:
        load_spellings(kind)


def fold_words(text: str) -> str:
    """Return the letters and digits of a text, casefolded: what spellings are compared by."""
    return "".join(_WORD.findall(text.casefold()))


def candidates(text: str, *kinds: str, tolerance: Tolerance = SLIPS) -> tuple[Candidate, ...]:
    """Return the spellings that a text may begin with.

    Args:
        text: A line, or the text of a cell.
        kinds: The kinds of spellings to compare it with.
        tolerance: How far the words may differ from a spelling.

    Returns:
        Candidates by score, the highest first. Equal scores: the one with more printed letters
        first, then the kinds in the order asked for, then the spellings in that of their table.
        Of one field and the same printed words only the best spelling is given.
    """
    found = [one for kind in kinds for one in _of_kind(text, kind, tolerance)]
    return tuple(sorted(found, key=_order)) if len(kinds) > 1 else tuple(found)


def whole_candidates(text: str, kind: str, tolerance: Tolerance = SLIPS) -> tuple[Candidate, ...]:
    """Return the spellings of a kind that all words of a text may be, ordered as `candidates`."""
    folded = fold_words(text)
    if not folded or len(folded) > LIMITS.max_chars:
        return ()
    found = [
        Candidate(name, kind, score, text.strip(), "", colon=False)
        for name, score in _fields_like(folded, kind, tolerance)
    ]
    return tuple(sorted(found, key=_order))


@lru_cache(maxsize=4096)
def likeness_to(text: str, kind: str, field: str) -> float:
    """Return how like the likest spelling of a field all words of a text are, 0 to 1."""
    spellings = [key for key, name in load_spellings(kind).items() if name == field]
    found = process.extractOne(fold_words(text), spellings, scorer=fuzz.ratio)
    return found[1] / 100.0 if found else 0.0


def best(found: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate to believe by wording alone; None where there is none.

    The longest exact spelling counts, else the most like. A longer one that is not exact counts
    before it where nothing follows the longer one: "Pencatatan dan Pedataan" is a slip in the
    long spelling, and not the short "Pencatatan" with a value behind it.

    Args:
        found: What `candidates` returned.
    """
    sure = next((one for one in found if one.exact), None)
    known = {len(one.printed) for one in found if one.exact}
    near = next((one for one in found if not one.exact and len(one.printed) not in known), None)
    if sure is None or near is None:
        return sure or near
    if len(near.printed) <= len(sure.printed):
        return sure
    whole = near.colon or not near.rest
    return near if whole and sure.rest and not sure.colon else sure


def _order(candidate: Candidate) -> tuple[float, int]:
    """Return what sorts candidates; sorting is stable, so equal ones keep their tables' order."""
    return -candidate.score, -len(candidate.printed)


# A line is looked at as every kind of label, by itself and with the next, more than once.
@lru_cache(maxsize=16384)
def _of_kind(text: str, kind: str, tolerance: Tolerance) -> tuple[Candidate, ...]:
    """Return the candidates of one kind."""
    folded = ""
    found: list[Candidate] = []
    for count, word in enumerate(_WORD.finditer(text, 0, LIMITS.max_chars)):
        if count == LIMITS.max_words or (count == 0 and word.start() > LIMITS.max_chars_before):
            break
        folded += word.group().casefold()
        if likely := _fields_like(folded, kind, tolerance):
            printed, rest, colon = _cut(text, word.end())
            found += [Candidate(name, kind, s, printed, rest, colon) for name, s in likely]
    return tuple(sorted(found, key=_order))


@lru_cache(maxsize=65536)
def _fields_like(folded: str, kind: str, tolerance: Tolerance) -> tuple[tuple[str, float], ...]:
    """Return the fields whose spellings a folded text may be, each with its best score."""
    table = load_spellings(kind)
    found: dict[str, float] = {}
    if exact := table.get(folded):
        found[exact] = EXACT_SCORE
    if len(folded) >= tolerance.min_letters:
        near = process.extract(
            folded,
            _of_length(kind, len(folded), tolerance),
            scorer=fuzz.ratio,
            score_cutoff=tolerance.min_score,
            limit=None,
        )
        for spelling, score, _ in near:
            found.setdefault(table[spelling], score)
    return tuple(found.items())


@cache
def _spellings_by_length(kind: str) -> Mapping[int, tuple[str, ...]]:
    """Return number of letters -> the spellings of a kind that have so many, in their order."""
    found: dict[int, list[str]] = {}
    for spelling in load_spellings(kind):
        found.setdefault(len(spelling), []).append(spelling)
    return {length: tuple(spellings) for length, spellings in found.items()}


@lru_cache(maxsize=4096)
def _of_length(kind: str, length: int, tolerance: Tolerance) -> tuple[str, ...]:
    """Return the spellings of a kind that a text of so many letters may be."""
    by_length = _spellings_by_length(kind)
    if all(abs(known - length) > tolerance.max_length_difference for known in by_length):
        return ()
    return tuple(
        spelling
        for spelling in load_spellings(kind)
        if len(spelling) >= tolerance.min_letters
        and abs(len(spelling) - length) <= tolerance.max_length_difference
    )


def _cut(text: str, end: int) -> tuple[str, str, bool]:
    """Return a label that ends at `end`, what follows it, and whether a colon does."""
    tail = text[end:].removeprefix(")")
    if note := _LABEL_NOTE.match(tail):
        tail = tail[note.end() :]
    colon = _COLON.match(tail) is not None
    separator = _SEPARATOR.match(tail)
    rest = (tail[separator.end() :] if separator else tail).strip()
    return text[:end].strip(), rest if rest.strip(" .,:;-") else "", colon
