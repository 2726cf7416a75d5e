"""Makes a journal entry of what a person did, unless another changed the same value first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.corrections.draft import Draft
from extract.corrections.form import get_at
from extract.corrections.journal import Accepted, Action, Change, Conflict, Entry
from extract.errors import StaleReviewError
from models import ReviewState


def check_expected(draft: Draft, expected: Mapping[str, Any], by: str) -> None:
    """Check that values are still those that a person's page shows.

    Args:
        draft: The review as it is.
        expected: Pointer into the form -> the value shown.
        by: Who he is.

    Raises:
        StaleReviewError: One has changed since.
    """
    for at, seen in expected.items():
        now = get_at(draft.form, at)
        if now != seen:
            raise _stale(draft, at, by)


def new_edit(
    draft: Draft, by: str, changes: Sequence[Change], confirmed: Sequence[str] = ()
) -> Entry:
    """Return the entry of values that are changed, which settles them, and of others confirmed."""
    pointers = [*(change.pointer for change in changes), *confirmed]
    return Entry(
        by=by,
        record=draft.record,
        action=Action.EDIT if changes else Action.CONFIRM,
        changes=tuple(changes),
        confirmed=tuple(at for at in dict.fromkeys(pointers) if at not in draft.confirmed),
        settled=_settled(draft, pointers),
    )


def new_acceptance(
    draft: Draft, by: str, confirmed: Sequence[str], accepted: Sequence[Accepted]
) -> Entry:
    """Return the entry of values confirmed and findings accepted."""
    return new_edit(draft, by, (), confirmed).model_copy(
        update={"accepted": tuple(one for one in accepted if one not in draft.accepted)}
    )


def new_state(draft: Draft, by: str, state: ReviewState) -> Entry:
    """Return the entry of a record signed off, or reopened."""
    return Entry(by=by, record=draft.record, action=Action.STATE, state=state, was=draft.state)


def new_reversal(draft: Draft, by: str, entry: Entry, action: Action) -> Entry:
    """Return the entry that undoes another.

    Args:
        draft: The review as it is.
        by: Who takes it back.
        entry: What is undone: an edit, or an undo.
        action: UNDO or REDO.

    Raises:
        StaleReviewError: A value that it changed was changed again since.
    """
    for change in entry.changes:
        if get_at(draft.form, change.pointer) != change.after:
            raise _stale(draft, change.pointer, by)
    changes = tuple(
        Change(pointer=change.pointer, before=change.after, after=change.before)
        for change in reversed(entry.changes)
    )
    undone = {"undoes": entry.id} if action is Action.UNDO else {"redoes": entry.id}
    return Entry(
        by=by,
        record=draft.record,
        action=action,
        changes=changes,
        confirmed=entry.withdrawn,
        withdrawn=entry.confirmed,
        accepted=entry.reopened,
        reopened=entry.accepted,
        settled=entry.unsettled,
        unsettled=entry.settled,
        state=entry.was,
        was=entry.state,
        **undone,
    )


def _settled(draft: Draft, pointers: Sequence[str]) -> tuple[Conflict, ...]:
    """Return the conflicts about values, parts of them, or what contains them."""
    return tuple(
        conflict
        for at, conflict in draft.conflicts.items()
        if any(f"{at}/".startswith(f"{p}/") or f"{p}/".startswith(f"{at}/") for p in pointers)
    )


def _stale(draft: Draft, at: str, by: str) -> StaleReviewError:
    """Return the error of a value that has changed since."""
    entry = draft.who_changed(at)
    other = entry.by if entry is not None else None
    return StaleReviewError(at, get_at(draft.form, at), other, own=other == by)
