"""Edits of a form, as the changes that the journal stores.

Each function takes the form as it is and returns the changes; none alters the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from extract.corrections.form import Form, get_at, pointer
from extract.corrections.journal import Change, Conflict
from extract.errors import BadEditError
from models.fields import CELLS, TEXT_CELLS

# The cells whose texts are joined where two steps are.
_TEXTS = tuple(name for name in TEXT_CELLS if name not in ("number", "activity"))


def change_value(form: Form, at: str, value: Any) -> list[Change]:
    """Return the change of one value; none if it already has that value."""
    before = get_at(form, at)
    return [] if before == value else [Change(pointer=at, before=before, after=value)]


def insert_row(form: Form, table: str, after: str | None, row: Any = None) -> list[Change]:
    """Return the changes that add a row.

    Args:
        form: The form.
        table: The table.
        after: Key of the row that it follows; None for the first.
        row: What stands in it; an empty one where None.

    Raises:
        BadEditError: There is no such row.
    """
    order = form[table]["order"]
    index = 0 if after is None else _index(form, table, after) + 1
    key = new_key(form, table)
    if row is None:
        row = {**dict.fromkeys(CELLS), "actors": []} if table == "steps" else ""
    return [
        Change(pointer=pointer(table, "rows", key), before=None, after=row),
        _reordered(form, table, [*order[:index], key, *order[index:]]),
    ]


def delete_row(form: Form, table: str, key: str) -> list[Change]:
    """Return the changes that remove a row, with the arrows from and to a step.

    Raises:
        BadEditError: There is no such row.
    """
    index = _index(form, table, key)
    order = form[table]["order"]
    changes = [_reordered(form, table, [*order[:index], *order[index + 1 :]])]
    if table == "steps":
        changes += _led_elsewhere(form, {key: None})
    if table == "actors":
        changes += _renamed(form, form["actors"]["rows"][key], None)
    at = pointer(table, "rows", key)
    return [*changes, Change(pointer=at, before=get_at(form, at), after=None)]


def move_row(form: Form, table: str, key: str, to: int) -> list[Change]:
    """Return the change that puts a row at another place.

    Args:
        form: The form.
        table: The table.
        key: The row's key.
        to: Its new place, from 0; a place beyond the end means the end.

    Raises:
        BadEditError: There is no such row.
    """
    index = _index(form, table, key)
    order = [other for other in form[table]["order"] if other != key]
    to = min(max(to, 0), len(order))
    return [] if to == index else [_reordered(form, table, [*order[:to], key, *order[to:]])]


def split_step(form: Form, key: str, at: int, cell: str = "activity") -> list[Change]:
    """Return the changes that make two steps of one.

    The cell is cut at a character; the second step has the rest of it and the same actors, and
    the arrows that left the one leave the second. Its number, symbol and other cells stay with
    the first.

    Args:
        form: The form.
        key: The step's key.
        at: Index of the character that the second step begins with.
        cell: The cell that is cut.

    Raises:
        BadEditError: There is no such step, or nothing on one side of the cut.
    """
    index, order = _index(form, "steps", key), form["steps"]["order"]
    row = form["steps"]["rows"][key]
    text = row[cell] or ""
    first, second = text[:at].strip(), text[at:].strip()
    if not first or not second:
        raise BadEditError("nothing-to-split")
    added = new_key(form, "steps")
    rest = {**dict.fromkeys(CELLS), "actors": list(row["actors"]), cell: second}
    where = pointer("steps", "rows", key, cell)
    changes = [
        Change(pointer=where, before=row[cell], after=first),
        Change(pointer=pointer("steps", "rows", added), before=None, after=rest),
        _reordered(form, "steps", [*order[: index + 1], added, *order[index + 1 :]]),
    ]
    arrows = form["flow"].get(key)
    onward = [{"target": added, "label": None}]
    changes.append(Change(pointer=pointer("flow", key), before=arrows, after=onward))
    if arrows:
        changes.append(Change(pointer=pointer("flow", added), before=None, after=arrows))
    return changes


def merge_steps(form: Form, key: str) -> list[Change]:
    """Return the changes that make one step of a step and the next.

    Cells are joined by a blank, actors are those of both, and the second's arrows are the
    first's.

    Raises:
        BadEditError: There is no such step, or none behind it.
    """
    index, order = _index(form, "steps", key), form["steps"]["order"]
    if index + 1 == len(order):
        raise BadEditError("nothing-to-merge")
    other = order[index + 1]
    first, second = (form["steps"]["rows"][one] for one in (key, other))
    joined: Form = {cell: _joined(first[cell], second[cell]) for cell in ("activity", *_TEXTS)}
    joined["number"] = first["number"] if first["number"] is not None else second["number"]
    joined["symbol"] = first["symbol"] or second["symbol"]
    joined["actors"] = list(dict.fromkeys([*first["actors"], *second["actors"]]))
    changes = [
        change
        for cell in CELLS
        for change in change_value(form, pointer("steps", "rows", key, cell), joined[cell])
    ]
    changes.append(_reordered(form, "steps", [one for one in order if one != other]))
    changes += _led_elsewhere(form, {other: key})
    return [
        *changes,
        Change(pointer=pointer("steps", "rows", other), before=second, after=None),
    ]


def toggle_actor(form: Form, key: str, actor: str) -> list[Change]:
    """Return the change that adds an actor to a step or removes him; actors stay in column order.

    Raises:
        BadEditError: There is no such step, or no such actor.
    """
    _index(form, "steps", key)
    columns = [form["actors"]["rows"][column] for column in form["actors"]["order"]]
    does = form["steps"]["rows"][key]["actors"]
    if actor not in columns and actor not in does:
        raise BadEditError("no-such-actor")
    now = [one for one in does if one != actor] if actor in does else [*does, actor]
    ranked = sorted(now, key=lambda one: columns.index(one) if one in columns else len(columns))
    return change_value(form, pointer("steps", "rows", key, "actors"), ranked)


def rename_actor(form: Form, key: str, name: str) -> list[Change]:
    """Return the changes that give a Pelaksana column another name, in the steps, too.

    Raises:
        BadEditError: There is no such column, the name is empty, or another column has it.
    """
    _index(form, "actors", key)
    rows = form["actors"]["rows"]
    if not name:
        raise BadEditError("actor-without-name")
    if any(other != key and row == name for other, row in rows.items()):
        raise BadEditError("actor-twice")
    changes = change_value(form, pointer("actors", "rows", key), name)
    return [*changes, *_renamed(form, rows[key], name)] if changes else []


def add_arrow(form: Form, source: str, target: str, label: str | None) -> list[Change]:
    """Return the change that adds an arrow from one step to another.

    Raises:
        BadEditError: There is no such step, or such an arrow is there already.
    """
    _index(form, "steps", source)
    _index(form, "steps", target)
    arrows = form["flow"].get(source, [])
    arrow = {"target": target, "label": label}
    if source == target:
        raise BadEditError("arrow-to-itself")
    if arrow in arrows:
        raise BadEditError("arrow-twice")
    return set_arrows(form, source, [*arrows, arrow])


def remove_arrow(form: Form, source: str, target: str, label: str | None) -> list[Change]:
    """Return the change that removes an arrow.

    Raises:
        BadEditError: There is no such arrow.
    """
    arrows = form["flow"].get(source, [])
    arrow = {"target": target, "label": label}
    if arrow not in arrows:
        raise BadEditError("no-such-arrow")
    return set_arrows(form, source, [one for one in arrows if one != arrow])


def set_arrows(form: Form, source: str, arrows: Sequence[Form]) -> list[Change]:
    """Return the change of all arrows that leave a step, in the order of the steps they enter."""
    order = form["steps"]["order"]
    ranked = sorted(arrows, key=lambda arrow: order.index(arrow["target"]))
    return change_value(form, pointer("flow", source), ranked or None)


def take_extracted(form: Form, base: Form, conflict: Conflict) -> list[Change]:
    """Return the changes that take a newer extraction's value in place of a person's.

    Args:
        form: The form.
        base: What was extracted.
        conflict: What they differ in.
    """
    table, _, key = conflict.pointer.removeprefix("/").partition("/rows/")
    if not key or "/" in key:
        return change_value(form, conflict.pointer, conflict.extracted)
    if conflict.extracted is None:
        return delete_row(form, table, key)
    changes = change_value(form, conflict.pointer, conflict.extracted)
    order, extracted = form[table]["order"], base[table]["order"]
    if key in order:
        return changes
    before = extracted[: extracted.index(key)]
    index = max((order.index(other) + 1 for other in before if other in order), default=0)
    return [*changes, _reordered(form, table, [*order[:index], key, *order[index:]])]


def new_key(form: Form, table: str) -> str:
    """Return a key for a row that a person adds."""
    return next(key for key in (f"n{n}" for n in count(1)) if key not in form[table]["rows"])


def _index(form: Form, table: str, key: str) -> int:
    """Return where a row stands.

    Raises:
        BadEditError: Nowhere.
    """
    order: list[str] = form[table]["order"]
    if key not in order:
        raise BadEditError("no-such-row")
    return order.index(key)


def _reordered(form: Form, table: str, order: list[str]) -> Change:
    """Return the change of a table's order."""
    return Change(pointer=pointer(table, "order"), before=form[table]["order"], after=order)


def _joined(first: str | None, second: str | None) -> str | None:
    """Return two cells' texts as one."""
    return " ".join(text for text in (first, second) if text) or None


def _led_elsewhere(form: Form, moved: dict[str, str | None]) -> list[Change]:
    """Return the changes that move or remove the arrows of steps that are removed.

    Args:
        form: The form.
        moved: Key of a removed step -> key of the step that gets its arrows; None to remove them.
    """
    flow: dict[str, list[Form]] = {}
    for source, arrows in form["flow"].items():
        new_source = moved.get(source, source)
        for arrow in arrows:
            target = moved.get(arrow["target"], arrow["target"])
            led = {"target": target, "label": arrow["label"]}
            known = flow.get(new_source or "", [])
            if new_source and target and target != new_source and led not in known:
                flow.setdefault(new_source, []).append(led)
    return [
        Change(pointer=pointer("flow", source), before=before, after=after)
        for source in dict.fromkeys([*form["flow"], *flow])
        if (before := form["flow"].get(source)) != (after := flow.get(source))
    ]


def _renamed(form: Form, old: str, new: str | None) -> Iterator[Change]:
    """Yield the changes that rename an actor in every step, or remove him there."""
    for key, row in form["steps"]["rows"].items():
        if old in row["actors"]:
            actors = [new if one == old else one for one in row["actors"]]
            at = pointer("steps", "rows", key, "actors")
            kept = list(dict.fromkeys(one for one in actors if one))
            yield Change(pointer=at, before=row["actors"], after=kept)
