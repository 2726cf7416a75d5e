"""Rows of a step table printed again, with other columns of them.

A spreadsheet that repeats its leading columns on every tile prints the numbers and activities a
second time, beside columns that the first time had no room for.
"""

from __future__ import annotations

from collections.abc import Collection

from extract.fields.columns import Columns
from extract.fields.steps import Body
from models.raw import RawSop, RawStep
from normalize.text import fold_key

_REPEATED = ("number", "activity")


def fill_repeated(sop: RawSop, body: Body, columns: Columns) -> bool:
    """Add the cells of rows that repeat earlier rows' numbers and activities to these.

    Args:
        sop: The SOP so far; its steps get the cells.
        body: The rows of a page.
        columns: Their columns.

    Returns:
        Whether the rows repeat earlier ones, which lack all other columns that stand here.
    """
    new = columns.spans.keys() - set(_REPEATED)
    keys = [_key(step) for step in body.steps]
    if columns.actors or not new or not all(keys):
        return False
    for start in range(len(sop.steps) - len(keys) + 1):
        known = sop.steps[start : start + len(keys)]
        if [_key(step) for step in known] == keys and _lack(known, new):
            for step, more in zip(known, body.steps, strict=True):
                step.cells |= {name: more.cells[name] for name in new & more.cells.keys()}
            return True
    return False


def _key(step: RawStep) -> tuple[str, ...]:
    """Return what a step is known by: its number and activity; nothing without an activity."""
    if "activity" not in step.cells:
        return ()
    return tuple(fold_key(step.cells[name].text) for name in _REPEATED if name in step.cells)


def _lack(steps: Collection[RawStep], names: Collection[str]) -> bool:
    """Return whether steps have none of some cells."""
    return all(step.cells.keys().isdisjoint(names) for step in steps)
