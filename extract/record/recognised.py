"""Values that were recognised from a picture: misread signs put right, and how sure they are.

Only what a field's form demands is put right (`normalize.repairs`). How sure a value is follows
from its least sure word, by curves that were measured, and from what the value's form shows: a
date that is none, a number without digits, a word with a sign in it. Text of a text layer that
can be believed is neither put right nor rated.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from extract.record.thresholds import RECOGNITION
from models.duration import Duration, DurationKind
from models.fields import FIELDS, RecordField
from models.kinds import Curve, Kind
from models.raw import RawText
from normalize.common_words import may_be_misread
from normalize.dates import parse_date
from normalize.nip import examine_nip
from normalize.people import looks_like_name
from normalize.repairs import (
    is_email,
    is_misprinted_month,
    repair_address,
    repair_amount,
    repair_citation,
    repair_date,
    repair_email,
    repair_heading,
    repair_name,
    repair_nip,
    repair_office,
    repair_rank,
    repair_sop_number,
    repair_website,
)

_ODD = re.compile(r"[^\W\d_][|\\~^{}<>=*#$%!?\u00a2-\u00ae]|[^\W\d_][\d_][^\W\d_]|\uFFFD")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_NUMBER = re.compile(r"\d{1,3}[a-z]?|[a-z]")


class Doubt(StrEnum):
    """Why a value is worth less than its words."""

    REPAIRED = "repaired"
    MALFORMED = "malformed"
    ODD = "odd"
    UNLIKELY = "unlikely"
    SEVERAL = "several"
    MISREAD = "misread"
    DOUBLED = "doubled"
    UNREAD = "unread"


_REPAIRS: Mapping[Kind, Callable[[str], str]] = {
    Kind.DATE: repair_date,
    Kind.NIP: repair_nip,
    Kind.IDENTIFIER: repair_sop_number,
    Kind.EMAIL: repair_email,
    Kind.WEBSITE: repair_website,
    Kind.ADDRESS: repair_address,
    Kind.HEADING: repair_heading,
    Kind.PERSON: repair_name,
    Kind.RANK: repair_rank,
    Kind.POSITION: repair_office,
    Kind.CITATION: repair_citation,
    Kind.DURATION: repair_amount,
}


def repair(name: str, text: str) -> str:
    """Return a value's text with what recognition misread put right.

    Args:
        name: What it is a value of, by its name in `models.fields`.
        text: What was recognised.
    """
    mend = _REPAIRS.get(FIELDS[name].kind)
    return text if mend is None else mend(text)


def is_guessed(name: str, text: str) -> bool:
    """Return whether a value can be understood only by taking a word for one that it resembles."""
    return FIELDS[name].kind is Kind.DATE and is_misprinted_month(text)


def rate(name: str, reading: RawText, doubts: Collection[Doubt] = ()) -> float:
    """Return how sure a recognised value is, 0 to 1.

    Args:
        name: What it is a value of, by its name in `models.fields`.
        reading: Its text, put right, with how sure its least sure word is.
        doubts: What is doubtful of it, apart from what its text shows.
    """
    field = FIELDS[name]
    caps: dict[str, float] = _table("caps")
    sure = _on_curve(_table("curves")[field.curve], reading.confidence)
    return min([sure, *(caps[doubt] for doubt in {*doubts, *_doubts(field, reading.text)})])


def is_drawn(name: str) -> bool:
    """Return whether a value is drawn: a symbol, an arrow, whose column a symbol stands in."""
    return FIELDS[name].curve is Curve.DRAWN


def is_duration(duration: Duration) -> bool:
    """Return whether a cell holds a duration, or words that do not try to ("Setiap saat")."""
    if duration.kind not in (DurationKind.NUMBER, DurationKind.UNKNOWN):
        return True
    return len(duration.raw.split()) > 1 and not any(map(str.isdecimal, duration.raw))


def _doubts(field: RecordField, text: str) -> Iterator[Doubt]:
    """Yield what is doubtful of a value by its text."""
    if (is_formed := _FORMS.get(field.kind)) is not None and not is_formed(text):
        yield Doubt.MALFORMED
    if field.kind is Kind.DATE and len(parse_date(text) or "") < RECOGNITION.full_date_characters:
        yield Doubt.UNLIKELY
    if field.curve in (Curve.PROSE, Curve.NAME, Curve.HEADING):
        if _is_doubled(text):
            yield Doubt.DOUBLED
        if sum(map(str.isalpha, text)) < RECOGNITION.min_letters:
            yield Doubt.MALFORMED
        if _ODD.search(text):
            yield Doubt.ODD
        if any(map(may_be_misread, _WORD.findall(text))):
            yield Doubt.MISREAD


def _is_doubled(text: str) -> bool:
    """Return whether most words stand there twice."""
    words = text.casefold().split()
    twice = sum(one == other for one, other in pairwise(words))
    enough = len(words) >= RECOGNITION.min_doubled_words
    return enough and twice >= RECOGNITION.min_doubled_share * (len(words) // 2)


def _is_date(text: str) -> bool:
    return parse_date(text) is not None


def _is_nip(text: str) -> bool:
    facts = examine_nip(text)
    return facts is not None and not facts.problems


def _is_sop_number(text: str) -> bool:
    """Return whether a text can be an SOP's number: it holds digits, and no odd signs."""
    return any(map(str.isdecimal, text)) and not re.search(r"[^\w\s./()&,:\u2013-]", text)


def _is_phone(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= RECOGNITION.min_phone_digits


def _is_row_number(text: str) -> bool:
    return _PLAIN_NUMBER.fullmatch(text) is not None


_FORMS: Mapping[Kind, Callable[[str], bool]] = {
    Kind.DATE: _is_date,
    Kind.NIP: _is_nip,
    Kind.PERSON: looks_like_name,
    Kind.IDENTIFIER: _is_sop_number,
    Kind.PHONE: _is_phone,
    Kind.EMAIL: is_email,
    Kind.ROW_NUMBER: _is_row_number,
}


def _on_curve(points: Sequence[tuple[float, float]], x: float) -> float:
    """Return the value at x of a curve of straight lines."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


@cache
def _table(part: str) -> dict[str, Any]:
    """Return a part of `confidence.toml`."""
    table = tomllib.loads(files(__package__).joinpath("confidence.toml").read_text("utf-8"))
    return dict(table[part])
