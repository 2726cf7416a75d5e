"""Steps given as a numbered list with labels instead of a table.

Langkah Prosedur
1. Menerima permohonan.
   Pelaksana: Petugas Loket | Waktu: 10 menit | Keluaran: Berkas diterima
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.items import join_lines
from extract.vocabulary.columns import match_column
from models.fields import TEXT_CELLS
from models.raw import RawStep, RawText
from normalize.bullets import strip_bullet
from normalize.text import blank_to_none


@dataclass(frozen=True, slots=True)
class LabelledThresholds:
    """When a list holds steps. Unfitted."""

    # So many steps name an actor, or a part of Mutu Baku, by its label ...
    min_labelled_steps: int = 2
    # ... and this share of all steps does.
    min_labelled_share: float = 0.6


LABELLED = LabelledThresholds()

_FIELD = re.compile(r"(?:^|[|;])\s*([^\W\d_][^:|;]{1,40}?)\s*:\s*")
_NUMBER = re.compile(r"\d{1,3}")
# What one step's labels name besides the columns of a table.
_NAMED = {*TEXT_CELLS, "actors"} - {"number", "activity"}


def take_steps(lines: Sequence[RawText], heading: str = "") -> tuple[list[RawText], list[RawStep]]:
    """Take the steps off the lines of a list.

    Args:
        lines: Lines from top to bottom.
        heading: The heading of their box; it may be that of the steps.

    Returns:
        The lines before the steps' heading, and the steps; all lines and no steps where these are
        none.
    """
    if _is_heading(heading) and (steps := _read_steps(lines)):
        return [], steps
    for index, line in enumerate(lines):
        if _is_heading(line.text) and (steps := _read_steps(lines[index + 1 :])):
            return list(lines[:index]), steps
    return list(lines), []


def _is_heading(text: str) -> bool:
    """Return whether a text is the heading of a list of steps."""
    return match_column(text.strip(" :")) == "activity"


def _read_steps(lines: Sequence[RawText]) -> list[RawStep]:
    """Return the steps that lines hold; none where too few have labels."""
    groups: list[list[RawText]] = []
    for line in lines:
        bullet, rest = strip_bullet(line.text)
        number = int(bullet) if bullet and _NUMBER.fullmatch(bullet) else None
        if number == len(groups) + 1 and rest:
            groups.append([line.with_text(rest)])
        elif not groups:
            return []
        else:
            groups[-1].append(line)
    steps = [_read_step(str(number), group) for number, group in enumerate(groups, 1)]
    labelled = sum(bool(step.actors or step.cells.keys() & _NAMED) for step in steps)
    if labelled < max(LABELLED.min_labelled_steps, LABELLED.min_labelled_share * len(steps)):
        return []
    return steps


def _read_step(number: str, lines: Sequence[RawText]) -> RawStep:
    """Return the step that the lines of an item tell."""
    held: dict[str, list[RawText]] = {}
    column = "activity"
    for line in lines:
        start = 0
        for match in _FIELD.finditer(line.text):
            named = match_column(match[1])
            if named not in _NAMED:
                continue
            held.setdefault(column, []).append(line.with_text(line.text[start : match.start()]))
            column, start = named, match.end()
        held.setdefault(column, []).append(line.with_text(line.text[start:]))
    cells = {
        name: value
        for name, parts in held.items()
        if (value := join_lines([x for x in parts if x.text.strip()]))
        and blank_to_none(value.text) is not None
    }
    places = [line.place for line in lines[:1] if line.place.bbox]
    cells["number"] = lines[0].with_text(number)
    actor = cells.pop("actors", None)
    return RawStep(cells, [actor] if actor else [], places)
