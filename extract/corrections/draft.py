"""The current state of one record's review, computed from its entries in the journal."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from extract.corrections.form import Form, is_covered, set_at, with_new_fields
from extract.corrections.journal import Accepted, Action, Change, Conflict, Entry
from models import ReviewState

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Draft:
    """A record's review.

    Attributes:
        record: The record's id.
        base: The extraction that the review is based on.
        form: The same with the corrections.
        confirmed: Pointers into the form of what a person settled, that is changed or confirmed;
            everything below such a pointer is settled too.
        accepted: Findings that a person accepted.
        conflicts: Pointer -> the differing value of a newer extraction, until a person settles it.
        places: Pointer -> page and box that a correction was taken from.
        state: How far the review is; None where it has not begun.
        entries: The journal's entries on the record, oldest first, without their forms.
    """

    record: str
    base: Form = field(default_factory=dict)
    form: Form = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    accepted: set[Accepted] = field(default_factory=set)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    places: dict[str, tuple[int, Box]] = field(default_factory=dict)
    state: ReviewState | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def revision(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    @property
    def by(self) -> str:
        """Return who made the last entry; empty where there is none."""
        return self.entries[-1].by if self.entries else ""

    @property
    def at(self) -> datetime | None:
        """Return when the last entry was made."""
        return self.entries[-1].at if self.entries else None

    def is_settled(self, at: str) -> bool:
        """Return whether a person settled the value at a pointer."""
        return is_covered(at, self.confirmed)

    def copy(self) -> Draft:
        """Return a copy to which entries can be added without changing this one."""
        return Draft(
            record=self.record,
            base=self.base,
            form=deepcopy(self.form),
            confirmed=set(self.confirmed),
            accepted=set(self.accepted),
            conflicts=dict(self.conflicts),
            places=dict(self.places),
            state=self.state,
            entries=list(self.entries),
        )

    def add(self, entry: Entry) -> None:
        """Apply an entry."""
        if entry.action is Action.BEGIN and entry.base is not None:
            self.base = with_new_fields(entry.base)
            self.form = deepcopy(self.base if entry.form is None else with_new_fields(entry.form))
            self.conflicts = {conflict.pointer: conflict for conflict in entry.conflicts}
            if entry.form is None:
                self.places = {}
        for change in entry.changes:
            set_at(self.form, change.pointer, deepcopy(change.after))
            self._place(change)
        self.confirmed |= set(entry.confirmed)
        self.confirmed -= set(entry.withdrawn)
        self.accepted |= set(entry.accepted)
        self.accepted -= set(entry.reopened)
        for conflict in entry.settled:
            self.conflicts.pop(conflict.pointer, None)
        self.conflicts |= {conflict.pointer: conflict for conflict in entry.unsettled}
        if entry.state is not None or entry.was is not None:
            self.state = entry.state
        elif self.state is None:
            self.state = ReviewState.STARTED
        self.entries.append(entry.model_copy(update={"base": None, "form": None}))

    def who_changed(self, at: str) -> Entry | None:
        """Return the last entry that changed a value, a part of it, or what contains it."""
        return next(
            (
                entry
                for entry in reversed(self.entries)
                if any(
                    is_covered(at, {change.pointer}) or is_covered(change.pointer, {at})
                    for change in entry.changes
                )
            ),
            None,
        )

    def last_to_undo(self, by: str) -> Entry | None:
        """Return a person's last entry that can be undone and was not."""
        undone = {entry.undoes for entry in self.entries if self._stands(entry)}
        return next(
            (
                entry
                for entry in reversed(self.entries)
                if entry.by == by
                and entry.action not in (Action.BEGIN, Action.UNDO, Action.REDO)
                and entry.id not in undone
            ),
            None,
        )

    def last_to_redo(self, by: str) -> Entry | None:
        """Return a person's last undo, if it is the last thing that person did."""
        redone = {entry.redoes for entry in self.entries}
        for entry in reversed(self.entries):
            if entry.by != by or entry.action is Action.BEGIN:
                continue
            if entry.action is Action.UNDO:
                if entry.id not in redone:
                    return entry
            elif entry.action is not Action.REDO:
                return None
        return None

    def _stands(self, entry: Entry) -> bool:
        """Return whether an entry is an undo that was not redone."""
        return entry.action is Action.UNDO and not any(e.redoes == entry.id for e in self.entries)

    def _place(self, change: Change) -> None:
        """Note where a changed value was taken from."""
        self.places.pop(change.pointer, None)
        if change.page is not None and change.bbox is not None:
            self.places[change.pointer] = change.page, change.bbox
