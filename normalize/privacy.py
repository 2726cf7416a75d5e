"""NIPs made unreadable in running text.

An NIP holds its bearer's birth date, so nothing of it is left: neither its digits, nor a hash,
which could be undone by trying all the dates there are.
"""

from __future__ import annotations

import re

MASK = "*"
MASKED_NIP = MASK * 18

# Eighteen digits, however they are parted; nine in the form before 2007, behind their label only.
_SEPARATED = r"[\s.,\-\u2013]{0,3}"
_LONG = re.compile(rf"(?<!\d)\d(?:{_SEPARATED}\d){{17}}(?!\d)")
# What recognition makes of digits counts as such behind the label.
_LABELLED = re.compile(
    rf"(\bN\.?\s?[I1l]\.?\s?P\b\.?(?:\s?[A-Z]{{1,6}}\b)?\s{{0,3}}[:;.=]?\s{{0,3}})"
    rf"([\dOoIlSBZ|](?:{_SEPARATED}[\dOoIlSBZ|]){{6,24}})"
)


def mask_nips(text: str) -> str:
    """Return a text with every NIP in it replaced by eighteen asterisks.

    Any run of eighteen digits counts, also with blanks, dots or hyphens between them, and what
    follows the label "NIP" even where digits are missing or misread.
    """
    text = _LABELLED.sub(lambda match: match[1] + MASKED_NIP, text)
    return _LONG.sub(MASKED_NIP, text)
