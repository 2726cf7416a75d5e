"""Which message tells why a text in a NIP's place gives none."""

from __future__ import annotations

from normalize.nip import NipProblem, examine_nip

_TOLD = frozenset(
    {
        NipProblem.DIGITS_MISSING,
        NipProblem.DIGITS_EXTRA,
        NipProblem.LETTERS,
        NipProblem.OLD_FORM,
        NipProblem.IS_NRP,
        NipProblem.IS_NIK,
    }
)


def why_no_nip(text: str) -> str:
    """Return the wording of `nip-malformed` that says why a text gives no NIP."""
    facts = examine_nip(text)
    known = [problem.value for problem in facts.problems if problem in _TOLD] if facts else []
    return known[0] if known else "unread"
