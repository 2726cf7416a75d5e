"""What is seen of a table's columns, in numbers: headings, contents, place and width.

Each feature is between 0 and 1. What one speaks for is told by the fitted weights alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.form.table_columns import TableColumn
from extract.vocabulary.actor_names import looks_like_actors
from extract.vocabulary.cell_words import names_costs, names_thing
from extract.vocabulary.columns import heading_likeness, match_column
from extract.vocabulary.flow_words import is_arrow_label, is_mark
from normalize.durations import parse_duration
from normalize.people import is_position


@dataclass(frozen=True, slots=True)
class FeatureScales:
    """How what is counted becomes a number from 0 to 1."""

    # Cells looked at; more of a table tell nothing new. A bound of time.
    max_cells: int = 24
    # A longer text is no duration.
    max_duration_chars: int = 40
    # Likeness to a spelling, 0 to 100, from which on a misread heading counts. Unfitted.
    min_likeness: float = 50.0
    # Logarithm of the mean length of a long cell, in letters.
    log_long_cell: float = 6.0


SCALES = FeatureScales()

_STEP_NUMBER = re.compile(r"\(?(\d{1,3})[a-z]?[.)]{0,2}")
# What an activity begins with: a verb in its active form, with or without a number before it.
_VERB = re.compile(r"(?:\(?\d{1,2}[.)]*\s+)?(?:me[mnlrwy]|peng|di[a-z]|ber)[a-z]{2,}", re.I)


def describe(columns: Sequence[TableColumn]) -> list[dict[str, float]]:
    """Return the features of each column of a table, those that are 0 left out.

    Args:
        columns: All its columns from left to right.
    """
    letters = [sum(len(text) for text in column.cells) for column in columns]
    longest = letters.index(max(letters)) if any(letters) else -1
    whole = sum(column.width for column in columns) or 1.0
    found = []
    for index, column in enumerate(columns):
        own = {"always": 1.0, **_of_heading(column), **_of_cells(column.cells)}
        own["width"] = column.width / whole
        own["letters"] = letters[index] / (sum(letters) or 1)
        own["longest"] = float(index == longest)
        own["before_longest"] = float(index < longest)
        own["first"] = float(index == 0)
        own["last"] = float(index == len(columns) - 1)
        own["place"] = index / max(len(columns) - 1, 1)
        found.append({name: round(value, 3) for name, value in own.items() if value})
    return found


def _of_heading(column: TableColumn) -> Mapping[str, float]:
    """Return what a column's heading, and that of its group, say."""
    found = {"no_heading": float(not column.heading.strip())}
    if column.group:
        found[f"under_{column.group}"] = 1.0
    known = match_column(column.heading)
    if known:
        found[f"named_{known}"] = 1.0
    else:
        floor = SCALES.min_likeness
        for name, score in heading_likeness(column.heading).items():
            found[f"like_{name}"] = max(score - floor, 0.0) / (100.0 - floor)
        found["unknown_heading"] = float(bool(column.heading.strip()))
        found["names_office"] = float(
            is_position(column.heading) or looks_like_actors(column.heading)
        )
    return found


def _of_cells(cells: Sequence[str]) -> Mapping[str, float]:
    """Return what the cells of a column hold."""
    filled = [text for text in cells if text.strip()]
    if not cells:
        return {"no_rows": 1.0}
    found = {"filled": len(filled) / len(cells), "all_empty": float(not filled)}
    shown = filled[: SCALES.max_cells]
    for text in shown:
        for name in _of_text(text):
            found[name] = found.get(name, 0.0) + 1 / len(shown)
    if shown:
        mean = sum(map(len, shown)) / len(shown)
        found["length"] = min(math.log1p(mean) / SCALES.log_long_cell, 1.0)
        found["running"] = _running(shown)
    return found


def _running(texts: Sequence[str]) -> float:
    """Return the share of cells whose number is one more than that of the cell above."""
    numbers = [_STEP_NUMBER.fullmatch(text.strip()) for text in texts]
    values = [int(match[1]) if match else -9 for match in numbers]
    return sum(b == a + 1 for a, b in pairwise(values)) / max(len(texts) - 1, 1)


@lru_cache(maxsize=8192)
def _of_text(text: str) -> tuple[str, ...]:
    """Return the kinds of contents that the text of a cell is of."""
    text = text.strip()
    words = text.split()
    short = len(text) <= SCALES.max_duration_chars
    duration = parse_duration(text) if short and any(map(str.isdigit, text)) else None
    kinds = {
        "numbers": bool(_STEP_NUMBER.fullmatch(text)),
        "durations": duration is not None and duration.unit is not None,
        "marks": is_mark(text),
        "labels": short and is_arrow_label(text),
        "verbs": bool(_VERB.match(text)),
        "things": bool(words) and names_thing(words[0]),
        "offices": is_position(text) or looks_like_actors(text),
        "money": names_costs(text),
        "digits": any(map(str.isdigit, text)),
    }
    return tuple(name for name, holds in kinds.items() if holds)
