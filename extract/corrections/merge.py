"""Merges a newer extraction with the review of an earlier one.

A three-way merge, value by value: a value that no person touched follows the newer extraction, a
settled one stays. Where both differ from the earlier extraction, the settled value stays and the
difference is a conflict, which is shown until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from extract.corrections.form import TABLES, Form, is_covered, pointer
from extract.corrections.journal import Conflict
from models.fields import APPROVER_VALUES, CELLS, HEADER_VALUES


@dataclass(slots=True)
class Merged:
    """The result of a merge.

    Attributes:
        form: The form with the values of both.
        conflicts: Settled values for which the newer extraction has another value.
    """

    form: Form
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Form, reviewed: Form, newer: Form, confirmed: set[str]) -> Merged:
    """Merge a newer extraction with the review of an earlier one.

    Args:
        base: The extraction that the review was based on.
        reviewed: The same with the person's corrections.
        newer: The newer extraction, its rows keyed as in `base` (see `align.rekey`).
        confirmed: Pointers that the person settled.
    """
    work = _Merge(confirmed)
    header = {
        name: work.value(
            pointer("header", name), base["header"][name], reviewed["header"][name],
            newer["header"][name],
        )
        for name in HEADER_VALUES
    }  # fmt: skip
    approvers = [form["header"]["approver"] for form in (base, reviewed, newer)]
    header["approver"] = {
        name: work.value(pointer("header", "approver", name), *(a[name] for a in approvers))
        for name in APPROVER_VALUES
    }
    form: Form = {"header": header}
    for table in TABLES:
        form[table] = work.table(table, base[table], reviewed[table], newer[table])
    form["flow"] = work.flow(form["steps"]["rows"], base["flow"], reviewed["flow"], newer["flow"])
    return Merged(form, work.conflicts)


@dataclass(slots=True)
class _Merge:
    """A merge of three forms."""

    confirmed: set[str]
    conflicts: list[Conflict] = field(default_factory=list)

    def value(self, at: str, base: Any, reviewed: Any, newer: Any) -> Any:
        """Return the merged value; None stands for a row that is not there."""
        if reviewed == base and not self._is_touched(at):
            return deepcopy(newer)
        if newer not in (reviewed, base):
            self.conflicts.append(Conflict(pointer=at, reviewed=reviewed, extracted=newer))
        return deepcopy(reviewed)

    def table(self, name: str, base: Form, reviewed: Form, newer: Form) -> Form:
        """Return a merged table."""
        rows: Form = {}
        for key in dict.fromkeys([*reviewed["order"], *newer["order"], *base["order"]]):
            at = pointer(name, "rows", key)
            three = [form["rows"].get(key) for form in (base, reviewed, newer)]
            if name == "steps" and None not in three:
                rows[key] = {
                    cell: self.value(f"{at}/{cell}", *(row[cell] for row in three))
                    for cell in CELLS
                }
            else:
                rows[key] = self.value(at, *three)
        kept = {key: row for key, row in rows.items() if row is not None}
        return {"order": _in_order(reviewed["order"], newer["order"], kept), "rows": kept}

    def flow(self, rows: Form, base: Form, reviewed: Form, newer: Form) -> Form:
        """Return the merged arrows, without those from or to a removed row."""
        flow: Form = {}
        for source in dict.fromkeys([*reviewed, *newer]):
            at = pointer("flow", source)
            three = [form.get(source, []) for form in (base, reviewed, newer)]
            arrows = self.value(at, *three)
            led = [a for a in arrows if a["target"] in rows] if source in rows else []
            if len(led) < len(arrows) and self._is_touched(at):
                self.conflicts = [c for c in self.conflicts if c.pointer != at]
                self.conflicts.append(Conflict(pointer=at, reviewed=arrows, extracted=three[2]))
            if led:
                flow[source] = led
        return flow

    def _is_touched(self, at: str) -> bool:
        """Return whether a person settled a value, a part of it, or what contains it."""
        below = f"{at}/"
        return is_covered(at, self.confirmed) or any(p.startswith(below) for p in self.confirmed)


def _in_order(reviewed: Iterable[str], newer: Iterable[str], rows: Form) -> list[str]:
    """Return the keys of rows in the person's order, each new row after the one it follows."""
    order = [key for key in reviewed if key in rows]
    before: str | None = None
    for key in newer:
        if key not in rows:
            continue
        if key not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order
