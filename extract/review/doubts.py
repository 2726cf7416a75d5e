"""Finds what of a record a person should look at, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extract.corrections.draft import Draft
from extract.corrections.form import TABLES, forms_in, leaves, on_form, places_in
from extract.corrections.journal import Accepted
from extract.record.pointers import split_pointer
from extract.record.repeats import repeated_values
from extract.review.limits import QUEUE_WEIGHTS
from extract.ui.levels import SURE
from models import Concern, Finding, Severity, SopRecord


class Why(StrEnum):
    """Why something should be looked at."""

    CONFLICT = "conflict"
    FINDING = "finding"
    UNSURE = "unsure"


_WEIGHTS = {Severity.ERROR: QUEUE_WEIGHTS.error, Severity.WARNING: QUEUE_WEIGHTS.warning}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at.

    Attributes:
        at: Pointer into the form; None where it is about the record as a whole.
        why: Why it is to be looked at.
        weight: How much it matters.
        finding: The finding, where that is why.
    """

    at: str | None
    why: Why
    weight: float
    finding: Finding | None = None

    @property
    def accepted(self) -> Accepted | None:
        """Return what the journal stores if a person accepts the finding."""
        return None if self.finding is None else Accepted(code=self.finding.code, pointer=self.at)


def find_doubts(reviewed: SopRecord, draft: Draft) -> list[Doubt]:
    """Return what of a record a person should still look at, in the form's order.

    That is a value with a confidence below 0.9, an error or a warning, a conflict with a newer
    extraction. Findings about how a value was read are left out once a person settled the value.

    Args:
        reviewed: The record with the review applied.
        draft: The review, based on the last extraction of the record.
    """
    places = places_in(draft.form, reviewed)
    forms = forms_in(draft.form, reviewed)
    found = [*_conflicts(draft), *_findings(reviewed, draft, forms)]
    doubted = {doubt.at for doubt in found}
    found += [doubt for doubt in _unsure(reviewed, draft, places) if doubt.at not in doubted]
    order = {at: number for number, at in enumerate(_reading_order(draft))}
    return sorted(found, key=lambda doubt: order.get(doubt.at or "", -1))


def weigh(doubts: list[Doubt]) -> float:
    """Return how much a record's doubts matter together; it sorts the queue."""
    return round(sum(doubt.weight for doubt in doubts), 2)


def lane_of(at: str) -> str:
    """Return the key of the step whose lane of the flowchart a pointer is about; empty for none."""
    parts = split_pointer(at)
    if len(parts) == 4 and parts[0] == "steps" and parts[3] in ("actors", "symbol"):
        return parts[2]
    return parts[1] if len(parts) == 2 and parts[0] == "flow" else ""


def count_things(doubts: list[Doubt]) -> int:
    """Return how many things a person has to look at; all of a step's lane counts as one."""
    return len({lane_of(doubt.at or "") or doubt.at for doubt in doubts})


def _conflicts(draft: Draft) -> Iterator[Doubt]:
    """Yield the conflicts with a newer extraction."""
    for at in draft.conflicts:
        yield Doubt(at, Why.CONFLICT, QUEUE_WEIGHTS.conflict)


def _findings(reviewed: SopRecord, draft: Draft, forms: dict[str, str]) -> Iterator[Doubt]:
    """Yield the errors and warnings that nobody accepted."""
    for finding in reviewed.findings:
        weight = _WEIGHTS.get(finding.severity)
        if weight is None or finding.accepted or finding.code == "review-conflict":
            continue
        at = on_form(finding.field, forms)
        settled = at is not None and draft.is_settled(at)
        if settled and finding.concerns is Concern.READING:
            continue
        yield Doubt(at, Why.FINDING, weight, finding)


def _unsure(reviewed: SopRecord, draft: Draft, places: dict[str, str]) -> Iterator[Doubt]:
    """Yield the values that may have been misread."""
    repeated = repeated_values(reviewed)
    for at, _ in leaves(draft.form):
        pointer = places.get(at, "")
        place = reviewed.provenance.get(pointer)
        if pointer in repeated:
            continue
        if place is not None and place.confidence < SURE and not draft.is_settled(at):
            yield Doubt(at, Why.UNSURE, round(1 - place.confidence, 3))


def _reading_order(draft: Draft) -> Iterator[str]:
    """Yield all pointers that a doubt may have, in the form's order."""
    yield "/header"
    table = None
    for at, _ in leaves(draft.form):
        name = at.split("/")[1]
        if name in TABLES and name != table:
            yield f"/{name}"
        if name == "flow" != table:
            yield "/flow"
        table = name
        if at.endswith("/number") and name == "steps":
            yield at.removesuffix("/number")
        yield at
