"""What a document, a page or a caption calls itself: an SOP, a decree, a table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.vocabulary.matcher import EXACT, Candidate, best, candidates, load_spellings
from extract.vocabulary.tables import load_toml
from normalize.text import fold_key, fold_space


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """How long titles and covers are. Unfitted."""

    # A title, with the words that call it an SOP before it.
    max_title_chars: int = 200
    # So many words before a title may say what kind of document it is.
    max_kind_words: int = 12
    # A cover has few lines; a page with more is another kind of page.
    max_cover_lines: int = 25


DOCUMENTS = DocumentLimits()


def match_document(text: str) -> Candidate | None:
    """Return the kind of document that a line begins with, such as `SOP PELAYANAN`."""
    return best(candidates(text, "document"))


def is_cut_name(above: str, line: str) -> bool:
    """Return whether two lines are one name of a kind of document, cut by the width of a cell.

    "STANDAR OPERASIONAL" above "PROSEDUR" is; a name that the upper line holds whole is not.
    """
    found = match_document(f"{above} {line}")
    return found is not None and len(found.printed) > len(above)


def page_kind(lines: Sequence[str]) -> str | None:
    """Return what kind of page other than an SOP's its lines make it: "decree"; None for none.

    Args:
        lines: The lines of the page, or of the cells on it.
    """
    kinds = {one.field for line in lines for one in candidates(line, "page", tolerance=EXACT)}
    for kind in dict.fromkeys(load_spellings("page").values()):
        if kind in kinds and not (kind == "cover" and len(lines) > DOCUMENTS.max_cover_lines):
            return kind
    return None


def title_heading(text: str) -> str | None:
    """Return what follows "Standar Operasional Prosedur (SOP)" on a line; None for other lines."""
    found = _title_heading().match(text) if len(text) <= DOCUMENTS.max_title_chars else None
    return found["rest"].strip(" :-\u2013") if found and not text.endswith((".", ";")) else None


def captioned_title(text: str) -> str | None:
    """Return the title of a caption such as `SOP : Mutasi Siswa` or `PROSEDUR Mutasi Siswa`."""
    if (rest := title_heading(text)) is not None:
        return rest or None
    found = _caption().match(text)
    return found["rest"].strip() if found else None


def without_kind(text: str) -> str:
    """Return a title without the words before it that say what kind of document or chart it is."""
    words = fold_space(text).split()
    keys = [fold_key(word) for word in words[: DOCUMENTS.max_kind_words]]
    start = 0
    while size := next((len(k) for k in _kinds() if tuple(keys[start : start + len(k)]) == k), 0):
        start += size
    return " ".join(words[start:])


@cache
def _kinds() -> tuple[tuple[str, ...], ...]:
    """Return the words of each kind of document or chart."""
    return tuple(tuple(kind.split()) for kind in load_toml("documents")["words"]["before_title"])


@cache
def _title_heading() -> re.Pattern[str]:
    """Return the pattern of a line that calls the document an SOP and gives its title."""
    words = load_toml("documents")["words"]
    names = "|".join(r"\s+".join(name.split()) for name in words["title_heading"])
    short = "|".join(words["short_forms"])
    return re.compile(rf"^\W*(?:{names})\s*(?:\(\s*(?:{short})(?:\s*ap)?\s*\))?(?P<rest>.*)$", re.I)


@cache
def _caption() -> re.Pattern[str]:
    """Return the pattern of a caption that begins with a word for an SOP."""
    words = "|".join(load_toml("documents")["words"]["caption"])
    return re.compile(rf"^\W*(?:{words})\b\s*(?P<colon>:?)\s*(?P<rest>\S.*)$", re.I)
