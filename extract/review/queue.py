"""The queue: the SOPs of a run, those that need most attention first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from extract.corrections.draft import Draft
from extract.review.doubts import Doubt, Why, count_things, weigh
from models import ReviewState, SopRecord
from normalize.text import fold_key


class QueueState(StrEnum):
    """How far the review of an SOP is, as the queue shows it."""

    NEW = "new"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An SOP in the queue.

    Attributes:
        id: The record's id.
        title: Nama SOP.
        number: Nomor SOP.
        agency: The agency; None where it was not found.
        kind: Where its text came from: digital, ocr, mixed, plain-text.
        grade: How well it was read: good, fair, poor; None where that is not known.
        source: Path of its file.
        doubts: How many things ask for attention; a step's actors, symbol and arrows are one.
        conflicts: How many of them are differences with a newer extraction.
        weight: How much they matter together.
        state: How far its review is.
        by: Who worked on it last; empty for nobody.
    """

    id: str
    title: str | None
    number: str | None
    agency: str | None
    kind: str
    grade: str | None
    source: str
    doubts: int
    conflicts: int
    weight: float
    state: QueueState
    by: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the queue; an empty text is no condition.

    Attributes:
        agency: The agency.
        kind: Where the text came from.
        state: How far the review is; an SOP that is done and in conflict again is not done.
        words: Words that title, number, agency or path hold.
    """

    agency: str = ""
    kind: str = ""
    state: str = ""
    words: str = ""

    def takes(self, row: QueueRow) -> bool:
        """Return whether an SOP passes the filter."""
        if self.agency and row.agency != self.agency:
            return False
        if self.kind and row.kind != self.kind:
            return False
        if self.state and row.state != self.state:
            return False
        if not self.words:
            return True
        searched = fold_key(" ".join(filter(None, (row.title, row.number, row.agency, row.source))))
        return all(word in searched for word in fold_key(self.words).split())


def new_row(reviewed: SopRecord, draft: Draft, doubts: list[Doubt]) -> QueueRow:
    """Return a record's row in the queue.

    Args:
        reviewed: The record with its review applied.
        draft: The review.
        doubts: What asks for attention.
    """
    conflicts = sum(doubt.why is Why.CONFLICT for doubt in doubts)
    state = QueueState.NEW if not draft.entries else QueueState.STARTED
    if draft.state is ReviewState.DONE and not conflicts:
        state = QueueState.DONE
    header = reviewed.header
    return QueueRow(
        id=reviewed.id,
        title=header.title,
        number=header.sop_number,
        agency=header.agency,
        kind=reviewed.source.text_origin.value,
        grade=reviewed.grade.value if reviewed.grade else None,
        source=reviewed.source.path,
        doubts=count_things(doubts),
        conflicts=conflicts,
        weight=weigh(doubts),
        state=state,
        by=draft.by,
    )


def in_order(rows: Iterable[QueueRow]) -> list[QueueRow]:
    """Return SOPs, those that need most attention first and those that are done last."""
    return sorted(
        rows, key=lambda row: (row.state is QueueState.DONE, -row.weight, row.source, row.id)
    )
