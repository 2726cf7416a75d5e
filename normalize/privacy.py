"""Masks identity numbers of officials in running text.

An NIP holds its bearer's birth date, so nothing of it stays: neither its digits nor a hash, which
could be reversed by trying all dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from normalize.tables import load_toml
from normalize.thresholds import PERSON

MASKED_NIP = "*" * PERSON.nip_digits

# What may stand between the digits of one number.
_BETWEEN = r"[\s.,\-\u2013]{0,3}"
# Letters that digits are misread for count as digits where the rest leaves no doubt.
_LIKE_DIGIT = r"[\dOoQDIl|!SZGB]"
# The form of an NIP: birth date, month of appointment or 21 and more, sex, serial number. It is
# found within other digits too, those of an item's number before it for instance.
_CENTURY = ("[12Il|!Z]", "[09OoQD]")
_FORM = re.compile(
    _BETWEEN.join(
        [
            *_CENTURY, _LIKE_DIGIT, _LIKE_DIGIT,
            "[01OoQDIl|!]", _LIKE_DIGIT, "[0-3OoQDIl|!Z]", _LIKE_DIGIT,
            *_CENTURY, _LIKE_DIGIT, _LIKE_DIGIT, _LIKE_DIGIT, _LIKE_DIGIT,
            "[12Il|!Z]", _LIKE_DIGIT, _LIKE_DIGIT, _LIKE_DIGIT,
        ]
    )
)  # fmt: skip
# Eighteen digits of any other form; wider gaps or commas stand between several numbers.
_RUN = re.compile(r"\d(?:[\s.\-\u2013]?\d)*")
# The labels whose numbers are personal, as `nip.toml` names their kinds.
_PERSONAL = ("nip", "old-nip", "nrp", "nik")
# Replaces what was found; neither a digit, nor a letter, nor a blank.
_FOUND = "*"


def mask_nips(text: str) -> str:
    """Return a text with every number of a person in office replaced by asterisks.

    What has the form of an NIP counts, among other digits too and with some digits misread; any
    run of eighteen digits, also with blanks, dots or hyphens between them; and what follows a
    label (NIP, NRP, NIK) even where digits are missing. Too much is hidden rather than too little.
    """
    return _put(text, find_nips(text), lambda length: MASKED_NIP)


def find_nips(text: str) -> list[tuple[int, int]]:
    """Return where the numbers that `mask_nips` replaces begin and end in a text, in order."""
    found: list[tuple[int, int]] = []
    for pattern, group, counts in (
        (_labelled(), 2, range(PERSON.min_masked_digits, PERSON.max_masked_digits + 1)),
        (_FORM, 0, range(PERSON.min_sure_nip_digits, PERSON.max_masked_digits + 1)),
        (_RUN, 0, range(PERSON.nip_digits, PERSON.nip_digits + 1)),
    ):
        hits = pattern.finditer(text)
        spans = [match.span(group) for match in hits if _count(match[group]) in counts]
        # A number that was found is hidden from the next pattern.
        text = _put(text, spans, lambda length: _FOUND * length)
        found += spans
    return sorted(found)


def _put(text: str, spans: Sequence[tuple[int, int]], mask: Callable[[int], str]) -> str:
    """Return a text with something else, told by their lengths, in place of parts of it."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], mask(stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _count(text: str) -> int:
    """Return how many digits a text has."""
    return sum(map(str.isdecimal, text))


@cache
def _labelled() -> re.Pattern[str]:
    """Return what finds a label with a number behind it."""
    table = load_toml("nip")["labels"]
    labels = sorted({label for kind in _PERSONAL for label in table[kind]}, key=len, reverse=True)
    spelt = "|".join(map(_spell, labels))
    number = rf"{_LIKE_DIGIT}(?:{_BETWEEN}{_LIKE_DIGIT}){{4,26}}"
    return re.compile(rf"(?<![^\W_])((?:{spelt})(?![^\W\d_])\W{{0,6}})({number})", re.I)


def _spell(label: str) -> str:
    """Return a label's pattern: dots and blanks within it do not matter, nor 1 for I."""
    letters = (letter for letter in label if letter.isalnum())
    return r"[\s.]?".join("[I1l|!]" if x == "I" else re.escape(x) for x in letters)
