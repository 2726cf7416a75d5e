"""Bases a review on an extraction: the first, or a newer one of the same content."""

from __future__ import annotations

from extract.corrections.align import is_another, rekey
from extract.corrections.draft import Draft
from extract.corrections.form import TABLES, Form, form_of, get_at, rows_of
from extract.corrections.journal import Action, Entry
from extract.corrections.merge import merge
from models import ReviewState, SopRecord


def rebase_entry(draft: Draft, record: SopRecord, by: str) -> Entry | None:
    """Return the journal entry that bases a review on an extracted record.

    Args:
        draft: The review so far; one without entries begins.
        record: The record as extracted.
        by: Who works on it.

    Returns:
        The entry, which `draft` does not have yet; None where it is based on these values already.
        Where the record is of another SOP, as the document is now divided differently, the review
        starts again.
    """
    extracted = form_of(record)
    if not draft.base:
        return Entry(by=by, record=record.id, action=Action.BEGIN, base=extracted)
    if _with_keys(draft.base, extracted) == draft.base:
        return None
    base = rekey(draft.base, extracted, draft.form)
    if is_another(draft.base, draft.form, base):
        return Entry(
            by=by,
            record=record.id,
            action=Action.BEGIN,
            base=extracted,
            withdrawn=tuple(sorted(draft.confirmed)),
            reopened=tuple(sorted(draft.accepted, key=repr)),
            state=ReviewState.STARTED,
            was=draft.state,
        )
    merged = merge(draft.base, draft.form, base, draft.confirmed)
    newly = {conflict.pointer for conflict in merged.conflicts}
    # A further extraction ends an open conflict only if it agrees with the person's value.
    still = [
        conflict
        for at, conflict in draft.conflicts.items()
        if at not in newly and not _agrees(base, merged.form, at)
    ]
    return Entry(
        by=by,
        record=record.id,
        action=Action.BEGIN,
        base=base,
        form=merged.form,
        conflicts=(*merged.conflicts, *still),
    )


def rebased(draft: Draft, record: SopRecord) -> Draft:
    """Return a review rebased onto an extracted record, without writing an entry.

    Args:
        draft: The review, which stays as it is.
        record: The record as extracted.
    """
    entry = rebase_entry(draft, record, draft.by or "-")
    if entry is None:
        return draft
    copy = draft.copy()
    copy.add(entry)
    copy.state = entry.state or draft.state
    copy.entries.pop()
    return copy


def is_of_another(draft: Draft, record: SopRecord) -> bool:
    """Return whether a review was made of another SOP than the record has now.

    Args:
        draft: The review.
        record: The record as extracted.
    """
    extracted = form_of(record)
    if not draft.base or _with_keys(draft.base, extracted) == draft.base:
        return False
    base = rekey(draft.base, extracted, draft.form)
    return is_another(draft.base, draft.form, base)


def _agrees(newer: Form, reviewed: Form, at: str) -> bool:
    """Return whether an extraction has the settled value at a pointer."""
    return bool(get_at(newer, at) == get_at(reviewed, at))


def _with_keys(base: Form, extracted: Form) -> Form | None:
    """Return an extraction's form with another form's keys; None if their rows differ in number."""
    if any(len(base[table]["order"]) != len(extracted[table]["order"]) for table in TABLES):
        return None
    form: Form = {"header": extracted["header"]}
    for table in TABLES:
        order, rows = base[table]["order"], [row for _, row in rows_of(extracted, table)]
        form[table] = {"order": order, "rows": dict(zip(order, rows, strict=True))}
    keys = dict(zip(extracted["steps"]["order"], base["steps"]["order"], strict=True))
    form["flow"] = {
        keys[source]: [{**arrow, "target": keys[arrow["target"]]} for arrow in arrows]
        for source, arrows in extracted["flow"].items()
    }
    return form
