"""Labels and headings that a line begins with: the identity sheet's, and the kinds of document.

Each question takes the best candidate by wording (`matcher.best`) and asks whether it stands as
a label does: alone, before a colon, or before the first item of a list.
"""

from __future__ import annotations

from functools import lru_cache

from extract.vocabulary.matcher import Candidate, best, candidates
from normalize.bullets import bullet_style, strip_bullet


@lru_cache(maxsize=8192)
def match_header(text: str) -> Candidate | None:
    """Return the identity-sheet label that a line begins with, such as `Nomor SOP : 12/2024`.

    A label of one word, or one of the kind `header_alone`, counts only where it stands alone or
    before a colon.
    """
    found = best(candidates(text, "header"))
    if found and (found.colon or not found.rest or " " in found.printed):
        return found
    alone = best(candidates(text, "header_alone"))
    return alone if alone and (alone.colon or not alone.rest) else None


def match_other(text: str) -> Candidate | None:
    """Return the label of a line such as `No. Revisi : 01`, for which no field is printed alone.

    Its field is `agency` or `unit` where it names the office, `page` where it counts pages,
    `other` where the contract has no field for it.
    """
    found = best(candidates(text, "header_other"))
    return found if found and (found.colon or not found.rest) else None


@lru_cache(maxsize=8192)
def match_section(text: str) -> Candidate | None:
    """Return the box heading that a line begins with, such as `DASAR HUKUM :`.

    A heading is followed by nothing, by a colon, or by the first bullet of its list:
    "Peringatan dini disampaikan ..." is none.
    """
    return _heading(best(candidates(text, "section")))


def match_narrative(text: str) -> Candidate | None:
    """Return the heading of a narrative box that is a whole line: "Langkah Prosedur".

    One word ("Prosedur") may be anything.
    """
    found = best(candidates(text, "section_narrative"))
    return found if found and found.exact and not found.rest and " " in found.printed else None


def match_box(text: str) -> Candidate | None:
    """Return the heading that a cell of an identity sheet begins with, narrative ones included."""
    return match_section(text) or _heading(best(candidates(text, "section_narrative")))


def is_closing(text: str) -> bool:
    """Return whether a row of a step table that begins with a text is none of its steps.

    Such rows sum up (`Jumlah waktu`) or note something (`Catatan : ...`).
    """
    found = best(candidates(text, "closing"))
    return found is not None and (found.field == "total" or found.colon or not found.rest)


def _heading(found: Candidate | None) -> Candidate | None:
    """Return a candidate that stands as a heading does, or None."""
    if found is None or found.colon or not found.rest:
        return found
    bullet, rest = strip_bullet(found.rest)
    return found if rest and bullet_style(bullet or "") == "number" and bullet == "1" else None
