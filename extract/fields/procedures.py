"""The step tables of an SOP: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fields.columns import Columns
from extract.fields.continuation import is_same_actor, named_actors
from extract.fields.draft import Draft
from extract.fields.steps import Body, append_rest
from extract.vocabulary.sentences import ends_open
from models.raw import RawProcedure, RawSop, RawStep, RawText
from normalize.text import fold_key

# What the first step of a table is numbered.
FIRST_NUMBER = "1"


def begins_procedure(
    draft: Draft | None, body: Body, columns: Columns, caption: RawText | None, *, headed: bool
) -> bool:
    """Return whether a page's rows begin a step table of their own.

    Args:
        draft: The SOP so far.
        body: The rows.
        columns: Their columns.
        caption: What is printed above them.
        headed: Whether a heading stands above them.

    They do if their numbers begin again at 1; without numbers, if the caption or the actors differ.
    """
    if draft is None or not draft.sop.procedures:
        return True
    other_caption = caption is not None and not _is_same(caption, draft.caption)
    if not body.steps or not (headed or other_caption):
        return False
    number = body.steps[0].cells.get("number")
    known = draft.sop.procedures[-1]
    if number is not None:
        return number.text == FIRST_NUMBER
    if not headed:
        return False
    numbered = any("number" in step.cells for step in draft.sop.steps)
    return not numbered and (other_caption or not _are_same(known.actors, columns.actors))


def add_steps(
    draft: Draft, body: Body, columns: Columns, caption: RawText | None, *, anew: bool
) -> None:
    """Add a page's rows to an SOP.

    Args:
        draft: The SOP.
        body: The rows.
        columns: Their columns.
        caption: What is printed above them.
        anew: Whether they begin a step table of their own.
    """
    sop = draft.sop
    sop.duration_unit = sop.duration_unit or columns.duration_unit
    steps, captions = list(body.steps), dict(body.captions)
    if not anew and steps and sop.steps and 0 not in captions and _is_rest(steps[0], sop, columns):
        append_rest(sop.steps[-1], steps.pop(0))
        captions = {index - 1: value for index, value in captions.items()}
    if anew:
        # A heading at a page's foot leaves its caption for the rows on the next page.
        caption = caption or (draft.caption if not sop.procedures else None)
        draft.caption = caption
        if caption is not None:
            captions.setdefault(0, caption)
    first = len(sop.steps)
    sop.steps += steps
    starts = sorted({*captions, *([0] if anew else [])})
    if not starts or starts[0] > 0:
        _extend(sop, columns, first + (starts[0] if starts else len(steps)))
    for start, end in zip(starts, [*starts[1:], len(steps)], strict=False):
        _begin(sop, captions.get(start), columns, first + start, first + end)
    if anew or not _has_same_columns(sop, columns):
        _add_actors(sop, columns.actors or named_actors(steps))


def _begin(sop: RawSop, caption: RawText | None, columns: Columns, first: int, end: int) -> None:
    """Begin a procedure with the steps from one index to before another."""
    if end > first:
        actors = list(columns.actors) or named_actors(sop.steps[first:end])
        sop.procedures.append(RawProcedure(caption, first + 1, end, actors))


def _extend(sop: RawSop, columns: Columns, end: int) -> None:
    """Extend the last procedure to the steps before an index."""
    if sop.procedures:
        known = sop.procedures[-1]
        known.last_seq = max(known.last_seq, end)
        if not known.actors:
            known.actors = list(columns.actors)


def _has_same_columns(sop: RawSop, columns: Columns) -> bool:
    """Return whether a page has as many actors as the table it continues, however spelt."""
    return bool(columns.actors) and len(columns.actors) == len(sop.procedures[-1].actors)


def _add_actors(sop: RawSop, names: Sequence[RawText]) -> None:
    """Add the actors of a page that are not known from an earlier one."""
    known = list(sop.actors)
    for name in names:
        if not any(is_same_actor(name.text, actor.text) for actor in known):
            sop.actors.append(name)


def _is_same(one: RawText, other: RawText | None) -> bool:
    """Return whether two captions read the same."""
    return other is not None and fold_key(one.text) == fold_key(other.text)


def _are_same(ones: Sequence[RawText], others: Sequence[RawText]) -> bool:
    """Return whether two tables have the same actors."""
    return len(ones) == len(others) and all(
        is_same_actor(a.text, b.text) for a, b in zip(ones, others, strict=True)
    )


def _is_rest(row: RawStep, sop: RawSop, columns: Columns) -> bool:
    """Return whether a page's first row is the rest of a row that the page break cut."""
    if "number" in row.cells:
        return False
    activity, before = row.cells.get("activity"), sop.steps[-1].cells.get("activity")
    if activity is None or activity.text[:1].islower():
        return True
    if before is not None and ends_open(before.text):
        return True
    return "number" in columns.spans and all("number" in step.cells for step in sop.steps)
