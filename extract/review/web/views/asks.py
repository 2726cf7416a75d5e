"""The list of what to look at in an SOP, one entry for each thing a person can accept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.corrections.draft import Draft
from extract.corrections.form import Form
from extract.corrections.rebase import rebased
from extract.findings.messages import retold, spoken
from extract.record.pointers import split_pointer
from extract.review.doubts import Doubt, Why, find_doubts, lane_of
from extract.review.session import Sop
from extract.review.web.views.fields import Facts, id_of

DOCUMENT = "document"
LANES = "lanes"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something should be looked at.

    Attributes:
        why: In a word.
        message: What the finding says; empty where there is none.
        percent: How sure the value is; None if that is not the reason.
    """

    why: str
    message: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """An entry: something to look at.

    Attributes:
        target: Id of the element to focus for it.
        section: The section it is in.
        row: What its row is called; empty outside of tables.
        label: Name of the text of its field; empty for no single field.
        reasons: Why it should be looked at.
    """

    target: str
    section: str
    row: str
    label: str
    reasons: tuple[Reason, ...]


def section_of(at: str) -> str:
    """Return the section of the page that a pointer is about."""
    if not at:
        return DOCUMENT
    name = split_pointer(at)[0]
    return LANES if name == "flow" or lane_of(at) else name


def list_asks(facts: Facts) -> list[Ask]:
    """Return the entries in the order of the page: the swimlane after the steps."""
    form = facts.sop.draft.form
    order = form["steps"]["order"]
    found = sorted(facts.sop.doubts, key=lambda doubt: _rank(doubt, order))
    return [
        _ask(facts, target, tuple(group))
        for target, group in groupby(found, key=lambda doubt: _target(doubt, form))
    ]


def count_at_first(sop: Sop) -> int:
    """Return how many entries there were before the review began."""
    draft = rebased(Draft(sop.extracted.id), sop.extracted)
    return len({_target(doubt, draft.form) for doubt in find_doubts(sop.extracted, draft)})


def is_gone(at: str, form: Form) -> bool:
    """Return whether the row that a pointer leads into was removed from the form."""
    parts = split_pointer(at)
    if parts[:1] == ("flow",) and len(parts) == 2:
        return parts[1] not in form["steps"]["order"]
    return parts[1:2] == ("rows",) and parts[2] not in form[parts[0]]["order"]


def _rank(doubt: Doubt, order: Sequence[str]) -> tuple[int, int]:
    """Return a sort key that puts the swimlane's doubts after the steps'."""
    lane = lane_of(doubt.at or "")
    if section_of(doubt.at or "") != LANES:
        return 0, 0
    return 1, order.index(lane) if lane in order else -1


def _target(doubt: Doubt, form: Form) -> str:
    """Return the id of the element to focus for a doubt."""
    at = doubt.at or ""
    if is_gone(at, form):
        return id_of(at, "k")
    if lane := lane_of(at):
        return f"a-lanes-{lane}"
    parts = split_pointer(at)
    is_row = len(parts) == 3 and parts[0] == "steps"
    return id_of(at, "a") if len(parts) < 2 or is_row else id_of(at, "i")


def _ask(facts: Facts, target: str, doubts: tuple[Doubt, ...]) -> Ask:
    """Return the entry of doubts that are accepted together."""
    at = doubts[0].at or ""
    parts = split_pointer(at)
    section = section_of(at)
    row = label = ""
    if lane := lane_of(at):
        row = facts.step_name(lane)
    elif len(parts) >= 3 and parts[1] == "rows":
        row = _row_name(facts, parts[0], parts[2])
        label = parts[3] if len(parts) == 4 else ""
    elif parts and parts[0] == "header":
        label = ".".join(parts[1:])
    return Ask(target, section, row, label, tuple(dict.fromkeys(_reason(facts, d) for d in doubts)))


def _row_name(facts: Facts, table: str, key: str) -> str:
    """Return what a row of a table is called."""
    if table == "steps":
        return facts.step_name(key)
    order = facts.sop.draft.form[table]["order"]
    return str(order.index(key) + 1) if key in order else "?"


def _reason(facts: Facts, doubt: Doubt) -> Reason:
    """Return the reason of a doubt."""
    if doubt.finding is not None:
        return Reason(doubt.why.value, retold(doubt.finding, spoken()))
    if doubt.why is Why.UNSURE:
        return Reason(doubt.why.value, percent=facts.mark(doubt.at or "").percent)
    return Reason(doubt.why.value)
