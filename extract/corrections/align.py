"""Matches rows of a newer extraction with those of an earlier one, whose keys they keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from rapidfuzz import fuzz

from extract.corrections.form import TABLES, Form, rows_of
from extract.corrections.thresholds import ALIGNMENT


def rekey(earlier: Form, newer: Form, taken: Form) -> Form:
    """Return a newer extraction's form, in which rows that were there before keep their keys.

    Args:
        earlier: The form of the earlier extraction.
        newer: That of the newer one, with keys of its own.
        taken: A form whose keys new rows must not get.
    """
    form: Form = {"header": newer["header"]}
    keys: dict[str, str] = {}
    for table in TABLES:
        rows = rows_of(newer, table)
        fresh = _unused({*earlier[table]["rows"], *taken[table]["rows"]})
        found = _align(rows_of(earlier, table), [row for _, row in rows])
        named = [key if key is not None else next(fresh) for key in found]
        form[table] = {
            "order": named,
            "rows": {key: row for key, (_, row) in zip(named, rows, strict=True)},
        }
        if table == "steps":
            keys = {old: key for key, (old, _) in zip(named, rows, strict=True)}
    form["flow"] = {
        keys[source]: [{**arrow, "target": keys[arrow["target"]]} for arrow in arrows]
        for source, arrows in newer["flow"].items()
    }
    return form


def is_another(earlier: Form, reviewed: Form, newer: Form) -> bool:
    """Return whether a record of a newer extraction is of another SOP than before.

    That happens where a document is now divided into SOPs differently. All of this must hold: the
    number differs, the title is unlike, and fewer than half of the steps are the same.

    Args:
        earlier: The form of the earlier extraction.
        reviewed: The same with a person's corrections.
        newer: The form of the newer one, with the earlier one's keys (`rekey`).
    """
    header = newer["header"]
    if header["title"] is None and header["sop_number"] is None:
        return False
    for form in (earlier["header"], reviewed["header"]):
        if header["sop_number"] is not None and form["sop_number"] == header["sop_number"]:
            return False
        titles = form["title"] or "", header["title"] or ""
        if all(titles) and fuzz.ratio(*titles) >= 100 * ALIGNMENT.min_title_likeness:
            return False
    old, new = earlier["steps"]["order"], newer["steps"]["order"]
    return 2 * len(set(old).intersection(new)) < min(len(old), len(new))


def _unused(taken: set[str]) -> Iterator[str]:
    """Yield keys that no row has."""
    return (key for key in (f"e{number}" for number in count(1)) if key not in taken)


def _align(earlier: Sequence[tuple[str, Any]], newer: Sequence[Any]) -> list[str | None]:
    """Return for each newer row the key of the earlier row it matches; None for a new row.

    Rows keep their order, and the sum of likeness over all matches is the largest possible (the
    alignment of Needleman and Wunsch, 1970, without a cost for gaps).
    """
    old = [_text(row) for _, row in earlier]
    new = [_text(row) for row in newer]
    likes = [[_like(left, right) for right in new] for left in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = best[i + 1][j + 1] + likes[i][j] if likes[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    keys: list[str | None] = [None] * len(new)
    i = j = 0
    while i < len(old) and j < len(new):
        if likes[i][j] and best[i][j] == best[i + 1][j + 1] + likes[i][j]:
            keys[j] = earlier[i][0]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return keys


def _text(row: Any) -> str:
    """Return the text by which a row is compared; of a step the activity, else another cell."""
    if isinstance(row, Mapping):
        return str(row["activity"] or row["output"] or row["requirements"] or "")
    return str(row)


def _like(left: str, right: str) -> float:
    """Return how alike two texts are, 0 to 1; 0 where they cannot be the same row."""
    if left == right:
        return 1.0
    like = fuzz.ratio(left, right, score_cutoff=100 * ALIGNMENT.min_row_likeness) / 100
    return like
