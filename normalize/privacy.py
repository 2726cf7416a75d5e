"""Numbers of persons in office made unreadable in running text.

An NIP holds its bearer's birth date, so nothing of it is left: neither its digits, nor a hash,
which could be undone by trying all the dates there are.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.tables import load_toml

MASKED_NIP = "*" * 18

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
# So many of its digits must have been read as such.
_SURE = 14
# Eighteen digits of any other form; wider gaps or commas stand between several numbers.
_RUN = re.compile(r"\d(?:[\s.\-\u2013]?\d)*")
_DIGITS = 18
# The labels whose numbers are personal, as `nip.toml` names their kinds.
_PERSONAL = ("nip", "old-nip", "nrp", "nik")
# Behind a label so many of a number's signs must be digits.
_FEWEST = 5


def mask_nips(text: str) -> str:
    """Return a text with every number of a person in office replaced by asterisks.

    What has the form of an NIP counts, among other digits too and with some digits misread; any
    run of eighteen digits, also with blanks, dots or hyphens between them; and what follows a
    label (NIP, NRP, NIK) even where digits are missing. Too much is hidden rather than too little.
    """
    text = _labelled().sub(_hide, text)
    text = _FORM.sub(lambda form: MASKED_NIP if _count(form[0]) >= _SURE else form[0], text)
    return _RUN.sub(lambda run: MASKED_NIP if _count(run[0]) == _DIGITS else run[0], text)


def _hide(match: re.Match[str]) -> str:
    """Return a label with the number behind it hidden, if it is one."""
    label, number = match.groups()
    return label + MASKED_NIP if _count(number) >= _FEWEST else match[0]


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
