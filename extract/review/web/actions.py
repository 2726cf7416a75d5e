"""The actions on the page of an SOP, as changes of its review.

Each action names the values it is based on: if one of them is no longer what the person's page
shows, nothing is done.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.corrections import edits
from extract.corrections.draft import Draft
from extract.corrections.form import TABLES, Form, get_at, leaves, pointer, rows_of
from extract.corrections.journal import Accepted, Change
from extract.corrections.values import Reader, Understood
from extract.errors import BadEditError
from extract.record.pointers import split_pointer
from extract.review.web.views.fields import id_of

Sent = Mapping[str, str]

# Actors and arrows have actions of their own.
_NOT_TYPED = ("actors",)


class UnclearError(Exception):
    """What was typed cannot be kept.

    Args:
        at: Pointer into the form.
        understood: What was understood.
    """

    def __init__(self, at: str, understood: Understood) -> None:
        """Keep both."""
        super().__init__(understood.problem)
        self.at = at
        self.understood = understood


@dataclass(frozen=True, slots=True)
class PageAction:
    """An action.

    Attributes:
        propose: Returns the changes for the current review.
        based_on: Pointers into the form of the values that the action is based on.
        focus: Takes the form before and after, and returns the id of the element to focus; empty to
            leave the focus.
        confirmed: Pointers of values that the action settles too.
        expected: Values sent with the request; for all others the page's version counts.
    """

    propose: Callable[[Draft], Sequence[Change]]
    based_on: tuple[str, ...] = ()
    focus: Callable[[Form, Form], str] = lambda before, after: ""
    confirmed: tuple[str, ...] = ()
    expected: Mapping[str, Any] | None = None


def set_value(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of a value that was typed, or picked on a page.

    Raises:
        UnclearError: It cannot be understood.
    """
    at, typed = _get(sent, "at"), sent.get("typed", "")
    understood = reader.understand(at, typed)
    if understood.problem is not None:
        raise UnclearError(at, understood)
    place = _place(sent)

    def propose(draft: Draft) -> Sequence[Change]:
        changes = _typed(draft.form, at, understood.value)
        return [
            change.model_copy(update=place) if change.pointer == at else change
            for change in changes
        ]

    return PageAction(propose, expected={at: _json(sent, "seen")}, confirmed=(at,))


def _typed(form: Form, at: str, value: str | None) -> list[Change]:
    """Return the changes of a value that was typed; a list item without text is removed."""
    parts = split_pointer(at)
    if parts[-1] in _NOT_TYPED or at not in {known for known, _ in leaves(form)}:
        raise BadEditError("no-such-row")
    if len(parts) == 3 and parts[1] == "rows":
        if parts[0] == "actors":
            return edits.rename_actor(form, parts[2], value or "")
        if value is None:
            return edits.delete_row(form, parts[0], parts[2])
    return edits.change_value(form, at, value)


def insert(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of a new row."""
    table, after = _table(sent), sent.get("after") or None
    row: str | None = None
    if table != "steps":
        row = reader.understand(pointer(table, "rows", "n1"), sent.get("typed", "")).value
        if row is None:
            raise BadEditError("row-without-text")

    def propose(draft: Draft) -> Sequence[Change]:
        names = [name for _, name in rows_of(draft.form, "actors")]
        if table == "actors" and row in names:
            raise BadEditError("actor-twice")
        last = (draft.form[table]["order"] or [None])[-1]
        return edits.insert_row(draft.form, table, after if table == "steps" else last, row)

    def focus(before: Form, after: Form) -> str:
        if table != "steps":
            return f"i-new-{table}"
        new = (key for key in after[table]["order"] if key not in before[table]["order"])
        return next((id_of(pointer(table, "rows", key, "activity"), "i") for key in new), "")

    return PageAction(propose, (pointer(table, "order"),), focus)


def delete(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of removing a row."""
    table, key = _table(sent), _get(sent, "key")

    def focus(before: Form, after: Form) -> str:
        index = before[table]["order"].index(key)
        left = after[table]["order"]
        if not left:
            return f"i-new-{table}"
        return _row_id(table, left[min(index, len(left) - 1)])

    based_on = [pointer(table, "order"), pointer(table, "rows", key)]
    if table == "steps":
        based_on.append(pointer("flow", key))
    return PageAction(
        lambda draft: edits.delete_row(draft.form, table, key), tuple(based_on), focus
    )


def move(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of moving a row up or down."""
    table, key, by = _table(sent), _get(sent, "key"), _whole(sent, "by")

    def propose(draft: Draft) -> Sequence[Change]:
        order = draft.form[table]["order"]
        if key not in order:
            raise BadEditError("no-such-row")
        return edits.move_row(draft.form, table, key, order.index(key) + by)

    def focus(before: Form, after: Form) -> str:
        return sent.get("focus", "")

    return PageAction(propose, (pointer(table, "order"),), focus)


def split(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of a step that is cut in two at the caret."""
    key, cell = _get(sent, "key"), sent.get("cell") or "activity"
    where = _whole(sent, "caret")
    if cell not in ("activity", "requirements", "duration", "output", "remarks"):
        raise BadEditError("nothing-to-split")

    def propose(draft: Draft) -> Sequence[Change]:
        return edits.split_step(draft.form, key, where, cell)

    def focus(before: Form, after: Form) -> str:
        order = after["steps"]["order"]
        return id_of(pointer("steps", "rows", order[order.index(key) + 1], cell), "i")

    based_on = pointer("steps", "order"), pointer("steps", "rows", key), pointer("flow", key)
    return PageAction(propose, based_on, focus)


def merge(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of a step that becomes one with the next."""
    key, other = _get(sent, "key"), sent.get("other", "")

    def focus(before: Form, after: Form) -> str:
        return _row_id("steps", key)

    rows = [pointer("steps", "rows", one) for one in (key, other) if one]
    flows = [pointer("flow", one) for one in (key, other) if one]
    based_on = (pointer("steps", "order"), *rows, *flows)
    return PageAction(lambda draft: edits.merge_steps(draft.form, key), based_on, focus)


def toggle_actor(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of adding an actor to a step or removing him."""
    key, actor = _get(sent, "key"), _get(sent, "actor")
    return PageAction(
        lambda draft: edits.toggle_actor(draft.form, key, actor),
        (pointer("steps", "rows", key, "actors"), "/actors"),
    )


def set_symbol(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of changing a symbol.

    Raises:
        UnclearError: There is no such symbol.
    """
    at = pointer("steps", "rows", _get(sent, "key"), "symbol")
    understood = reader.understand(at, sent.get("symbol", ""))
    if understood.problem is not None:
        raise UnclearError(at, understood)
    return PageAction(
        lambda draft: _typed(draft.form, at, understood.value), (at,), confirmed=(at,)
    )


def add_arrow(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of a new arrow."""
    source, target = _get(sent, "source"), _get(sent, "target")
    label = _label(sent, "label")
    return PageAction(
        lambda draft: edits.add_arrow(draft.form, source, target, label),
        (pointer("flow", source), pointer("steps", "order")),
    )


def remove_arrow(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of removing an arrow."""
    source, target = _get(sent, "source"), _get(sent, "target")
    label = _label(sent, "label")

    def focus(before: Form, after: Form) -> str:
        return f"a-lanes-{source}"

    return PageAction(
        lambda draft: edits.remove_arrow(draft.form, source, target, label),
        (pointer("flow", source),),
        focus,
    )


def label_arrow(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of changing an arrow's label."""
    source, target = _get(sent, "source"), _get(sent, "target")
    was, label = _label(sent, "was"), _label(sent, "label")

    def propose(draft: Draft) -> Sequence[Change]:
        arrows = draft.form["flow"].get(source, [])
        old, new = {"target": target, "label": was}, {"target": target, "label": label}
        if old not in arrows:
            raise BadEditError("no-such-arrow")
        if new != old and new in arrows:
            raise BadEditError("arrow-twice")
        return edits.set_arrows(draft.form, source, [new if a == old else a for a in arrows])

    return PageAction(propose, (pointer("flow", source),))


def take_extracted(sent: Sent, reader: Reader) -> PageAction:
    """Return the action of taking a newer extraction's value."""
    at = _get(sent, "at")

    def propose(draft: Draft) -> Sequence[Change]:
        conflict = draft.conflicts.get(at)
        if conflict is None:
            raise BadEditError("no-such-conflict")
        return edits.take_extracted(draft.form, draft.base, conflict)

    return PageAction(propose, (at,), confirmed=(at,))


ACTIONS: Mapping[str, Callable[[Sent, Reader], PageAction]] = {
    "value": set_value,
    "insert": insert,
    "delete": delete,
    "move": move,
    "split": split,
    "merge": merge,
    "actor": toggle_actor,
    "symbol": set_symbol,
    "arrow": add_arrow,
    "arrow-remove": remove_arrow,
    "arrow-label": label_arrow,
    "take": take_extracted,
}


def expected_of(action: PageAction, shown: Form | None) -> dict[str, Any]:
    """Return pointer -> value for all that an action is based on.

    Args:
        action: The action.
        shown: The values that the person's page shows; None if they are not known any more.

    Raises:
        BadEditError: The version that the page shows is not known.
    """
    if action.based_on and shown is None:
        raise BadEditError("page-too-old")
    expected = {at: get_at(shown, at) for at in action.based_on} if shown is not None else {}
    return expected | dict(action.expected or {})


def accepted_of(sent: Sent) -> tuple[dict[str, Any], list[Accepted]]:
    """Return the values and the findings that a person accepts.

    Raises:
        BadEditError: What was sent is malformed.
    """
    accepted = _json(sent, "accept")
    try:
        seen = {str(at): value for at, value in accepted["seen"].items()}
        found = [Accepted(code=code, pointer=at or None) for code, at in accepted["accepted"]]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadEditError("not-understood") from error
    return seen, found


def _get(sent: Sent, name: str) -> str:
    """Return a field that must be sent."""
    if not (value := sent.get(name, "")):
        raise BadEditError("not-understood")
    return value


def _whole(sent: Sent, name: str) -> int:
    """Return a whole number that must be sent."""
    try:
        return int(_get(sent, name))
    except ValueError as error:
        raise BadEditError("not-understood") from error


def _json(sent: Sent, name: str) -> Any:
    """Return a value that was sent as JSON."""
    try:
        return json.loads(_get(sent, name))
    except ValueError as error:
        raise BadEditError("not-understood") from error


def _label(sent: Sent, name: str) -> str | None:
    """Return an arrow's label; None for an empty one."""
    return " ".join(sent.get(name, "").split()) or None


def _table(sent: Sent) -> str:
    """Return the table that is asked for."""
    table = _get(sent, "table")
    if table not in TABLES:
        raise BadEditError("not-understood")
    return table


def _place(sent: Sent) -> dict[str, Any]:
    """Return the page and the box that a value was picked from, if it was."""
    if not sent.get("page") or not sent.get("bbox"):
        return {}
    try:
        box = tuple(float(side) for side in sent["bbox"].split(","))
    except ValueError as error:
        raise BadEditError("not-understood") from error
    page = _whole(sent, "page")
    if len(box) != 4 or not all(map(math.isfinite, box)) or page < 1:
        raise BadEditError("not-understood")
    return {"page": page, "bbox": box}


def _row_id(table: str, key: str) -> str:
    """Return the id of the element to focus in a row."""
    at = pointer(table, "rows", key)
    return id_of(f"{at}/activity" if table == "steps" else at, "i")
