"""The words of an approval block: the label of a NIP, notes about the signature, its place."""

from __future__ import annotations

import re
from functools import cache

from extract.vocabulary.matcher import EXACT, Candidate, best, candidates
from extract.vocabulary.tables import load_toml

# "NIP" with the signs that recognition puts between its letters, of which it may leave one or
# two; or its digits alone.
_NIP = re.compile(
    r"^\W{0,3}n\s?\.?\s?i\s?\.?\s?p\b|^\W{0,3}(?:[A-Za-z]{0,4}\W{0,3})(?:\d[\s.]?){15,18}$", re.I
)
# The number of police and armed forces, with its label or with its mark: "12345/P".
_NRP = re.compile(r"^\W{0,3}n\s?\.?\s?r\s?\.?\s?p\b|^\W{0,3}\d{4,8}\s?/\s?[A-Z]{1,2}$", re.I)
# A NIP's label and digits with something before them.
_NIP_AMID = re.compile(r"(?<=\W)n\W?[i1l|]\W?p\b\W{0,3}(?=\d)", re.I)


def is_nip_line(text: str) -> bool:
    """Return whether a line is a NIP, by its label or by its digits."""
    return _NIP.search(text) is not None


def is_nrp_line(text: str) -> bool:
    """Return whether a line is the number of a member of police or armed forces: "NRP 7605"."""
    return _NRP.match(text) is not None


def find_nip_label(text: str) -> int | None:
    """Return the index of a NIP's label that stands inside a line, right before digits."""
    found = _NIP_AMID.search(text)
    return found.start() if found else None


def is_signature_note(text: str) -> bool:
    """Return whether a line says nothing of who signs: a note of the signature, or its line."""
    return _note().search(text) is not None


def is_place_of_signing(text: str) -> bool:
    """Return whether a line begins as one that says where or when it was signed."""
    return _place().match(text) is not None


def match_part(text: str) -> Candidate | None:
    """Return the label of a part of the block that a line begins with: "Pangkat/Gol. : Pembina".

    Its field is `name`, `position` or `rank`; a colon must follow it.
    """
    found = best(candidates(text, "approval_part", tolerance=EXACT))
    return found if found and found.colon else None


@cache
def _note() -> re.Pattern[str]:
    """Return the pattern of a line that is a note of the signature, "a.n." or a dotted line."""
    table = load_toml("approval")
    notes = "|".join(map(re.escape, table["note"]))
    marks = "|".join(map(re.escape, table["mark"]))
    return re.compile(
        rf"^\W*$|{notes}|^\W*(?:{marks})\W*$|^\W*a\.?\s?n\.?\s*$|^\W*\(?\s*[._]{{3,}}", re.I
    )


@cache
def _place() -> re.Pattern[str]:
    """Return the pattern of a line that begins with where or when something was signed."""
    words = "|".join(r"\s+".join(map(re.escape, x.split())) for x in load_toml("approval")["place"])
    return re.compile(rf"^\W*(?:{words})\b", re.I)
