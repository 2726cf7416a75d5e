"""Which label a text begins with: identity-sheet fields, boxes, and step-table columns.

The spellings are data (`labels.toml`). They are compared by letters and digits alone; from
`FUZZY_LENGTH` letters on, a spelling also matches with the slips of typing and OCR
(`Tanggai Efektif`, `PERNGATAN`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from normalize.bullets import bullet_style, strip_bullet

# Shorter spellings are one slip away from other words ("Waktu", "Wajtu" would pass, "Maksud" and
# "Masuk" would be confused), so they must match exactly.
FUZZY_LENGTH = 9
FUZZY_RATIO = 89.0
# No spelling has more letters.
LONGEST_SPELLING = 100
# No spelling in the table has more words than this.
LONGEST_LABEL = 8

_WORD = re.compile(r"[^\W_]+")
# What may stand between a label and its value: a colon, as scanners and typists render it.
_SEPARATOR = re.compile(r"[\s.]*[:=;][\s:]*|\s+|[.)]\s*")
_NOTE = re.compile(r"\([^()]{0,60}\)")
# A note that belongs to the label, such as "(SOP)": nothing but a colon follows it.
_LABEL_NOTE = re.compile(r"\s*\([^()]{1,40}\)(?=\s*(?:[:=]|$))")
_COLON = re.compile(r"^[\s.]*[:=]")


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label found at the beginning of a text.

    Attributes:
        field: The contract's name of what the label announces.
        printed: The label as printed, without its colon.
        rest: What follows the label and its colon; "" where nothing does.
        colon: Whether a colon follows the label.
        alone: Whether the spelling counts only where it stands alone, being a common word.
    """

    field: str
    printed: str
    rest: str
    colon: bool
    alone: bool = False


@cache
def load_labels(kind: str) -> Mapping[str, str]:
    """Return one table of `labels.toml` as folded spelling -> field.

    Args:
        kind: `header`, `header_alone`, `header_other`, `section`, `section_narrative`,
            `column`, `closing` or `kind`.
    """
    return {
        "".join(_WORD.findall(spelling.casefold())): name
        for name, spellings in _load_table()[kind].items()
        for spelling in spellings
    }


@cache
def _load_table() -> dict[str, dict[str, list[str]]]:
    """Return what `labels.toml` holds."""
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text("utf-8"))


def match_header(text: str) -> LabelMatch | None:
    """Return the identity-sheet label that a line begins with, such as `Nomor SOP : 12/2024`.

    A label of one word, or one from the table `header_alone`, counts only where it stands alone
    or before a colon.
    """
    found = _match_prefix(text, "header")
    if found and (found.colon or not found.rest or " " in found.printed.strip()):
        return found
    alone = _match_prefix(text, "header_alone")
    return replace(alone, alone=True) if alone and (alone.colon or not alone.rest) else None


def match_other(text: str) -> LabelMatch | None:
    """Return the label of a line such as `No. Revisi : 01`, for which no field is printed alone.

    Its field is `agency` or `unit` where it names the office, `page` where it counts pages,
    `other` where the contract has no field for it.
    """
    found = _match_prefix(text, "header_other")
    return found if found and (found.colon or not found.rest) else None


def match_section(text: str) -> LabelMatch | None:
    """Return the box heading that a line begins with, such as `DASAR HUKUM :`.

    A heading is followed by nothing, by a colon, or by the first bullet of its list:
    "Peringatan dini disampaikan ..." is none.
    """
    return _heading(_match_prefix(text, "section"))


def match_box(text: str) -> LabelMatch | None:
    """Return the heading that a cell of an identity sheet begins with, narrative ones included."""
    return match_section(text) or _heading(_match_prefix(text, "section_narrative"))


def _heading(found: LabelMatch | None) -> LabelMatch | None:
    """Return a match that stands as a heading does, or None."""
    if found is None or found.colon or not found.rest:
        return found
    bullet, rest = strip_bullet(found.rest)
    return found if rest and bullet_style(bullet or "") == "number" and bullet == "1" else None


def match_kind(text: str) -> LabelMatch | None:
    """Return the kind of document that a line begins with, such as `SOP PELAYANAN`."""
    return _match_prefix(text, "kind")


def is_closing(text: str) -> bool:
    """Return whether a row of a step table that begins with a text is none of its steps.

    Such rows sum up (`Jumlah waktu`) or note something (`Catatan : ...`).
    """
    found = _match_prefix(text, "closing")
    return found is not None and (found.field == "total" or found.colon or not found.rest)


def match_column(text: str) -> str | None:
    """Return the step-table column that a heading names, or None.

    Notes in brackets, such as the unit in `Waktu (Menit)`, are passed over. A heading that is in
    no table of spellings still names a column if all its words are that column's words.
    """
    words = _WORD.findall(_NOTE.sub(" ", text).casefold())
    if not words or len(words) > LONGEST_LABEL:
        return None
    if found := _look_up("".join(words), "column"):
        return found
    fitting = [name for name, known in _load_column_words().items() if known.issuperset(words)]
    return fitting[0] if len(words) > 1 and len(fitting) == 1 else None


@cache
def _load_column_words() -> Mapping[str, frozenset[str]]:
    """Return column -> the words that its headings are made of."""
    table = _load_table()["column_words"]
    return {name: frozenset(words) for name, words in table.items()}


# A line is looked at as every kind of label, by itself and with the next, more than once.
@lru_cache(maxsize=8192)
def _match_prefix(text: str, kind: str) -> LabelMatch | None:
    """Return the longest label of a table that the text begins with."""
    table = load_labels(kind)
    folded = ""
    exact: tuple[int, str] | None = None
    fuzzy: tuple[float, int, str] | None = None
    for count, word in enumerate(_WORD.finditer(text, 0, 200)):
        if count == LONGEST_LABEL:
            break
        if count == 0 and word.start() > 3:
            return None
        folded += word.group().casefold()
        if name := table.get(folded):
            exact = (word.end(), name)
        elif len(folded) >= FUZZY_LENGTH and (near := _nearest(folded, kind)):
            score = fuzz.ratio(folded, near)
            if fuzzy is None or score >= fuzzy[0]:
                fuzzy = (score, word.end(), table[near])
    sure = _cut(text, *exact) if exact else None
    near_match = _cut(text, *fuzzy[1:]) if fuzzy else None
    if sure is None or near_match is None or fuzzy is None or exact is None:
        return sure or near_match
    if fuzzy[1] <= exact[0]:
        return sure
    # "Pencatatan dan Pedataan" is a slip in the long spelling, not the short one and a rest.
    whole = near_match.colon or not near_match.rest
    return near_match if whole and sure.rest and not sure.colon else sure


def _cut(text: str, end: int, name: str) -> LabelMatch:
    """Return the match for a label that ends at `end`."""
    tail = text[end:].removeprefix(")")
    if note := _LABEL_NOTE.match(tail):
        tail = tail[note.end() :]
    colon = _COLON.match(tail) is not None
    separator = _SEPARATOR.match(tail)
    rest = (tail[separator.end() :] if separator else tail).strip()
    return LabelMatch(name, text[:end].strip(), rest if rest.strip(" .,:;-") else "", colon)


def _look_up(folded: str, kind: str) -> str | None:
    """Return the field of a folded text, exactly or, for longer ones, nearly spelt."""
    table = load_labels(kind)
    if name := table.get(folded):
        return name
    if not FUZZY_LENGTH <= len(folded) <= LONGEST_SPELLING:
        return None
    near = _nearest(folded, kind)
    return table[near] if near else None


@lru_cache(maxsize=65536)
def _nearest(folded: str, kind: str) -> str | None:
    """Return the spelling of a table most like a folded text, of those long enough to be compared.

    Slips change letters, rarely their count; a word more or less makes another label.
    """
    long_enough = _of_length(kind, len(folded))
    if not long_enough:
        return None
    found = process.extractOne(folded, long_enough, scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO)
    return found[0] if found else None


@cache
def _of_length(kind: str, length: int) -> list[str]:
    """Return the spellings of a table that have so many letters, one more or one less."""
    return [
        spelling
        for spelling in load_labels(kind)
        if len(spelling) >= FUZZY_LENGTH and abs(len(spelling) - length) <= 1
    ]
