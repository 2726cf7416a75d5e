"""Why a printed value gives none, or one to look at, in words for a finding's message."""

from __future__ import annotations

from collections.abc import Mapping

from normalize.dates import DateProblem
from normalize.nip import NipProblem, examine_nip

_DATES: Mapping[DateProblem, str] = {
    DateProblem.IMPOSSIBLE: "the calendar has no such day",
    DateProblem.MONTH: "the month is no word for one",
    DateProblem.YEAR: "the year is implausible",
    DateProblem.WEEKDAY: "that day is another day of the week",
}
_NIPS: Mapping[NipProblem, str] = {
    NipProblem.DIGITS_MISSING: "has fewer than 18 digits",
    NipProblem.DIGITS_EXTRA: "has more than 18 digits",
    NipProblem.LETTERS: "has letters among its digits",
    NipProblem.OLD_FORM: "is a NIP in the form used before 2009",
    NipProblem.IS_NRP: "is a number of police or armed forces (NRP), no NIP",
    NipProblem.IS_NIK: "is an inhabitant's number (NIK), no NIP",
}


def tell_date_problem(problem: DateProblem) -> str:
    """Return what is wrong with a date, as half a sentence."""
    return _DATES[problem]


def tell_no_nip(text: str) -> str:
    """Return why a text in a NIP's place gives none, as the end of a sentence about it."""
    facts = examine_nip(text)
    known = [_NIPS[problem] for problem in facts.problems if problem in _NIPS] if facts else []
    return known[0] if known else "cannot be read as a NIP"
