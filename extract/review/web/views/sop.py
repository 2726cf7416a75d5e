"""The form of an SOP, as blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from extract.corrections.form import get_at, pointer, rows_of
from extract.corrections.values import Reader
from extract.review.session import Sop
from extract.review.web.views.asks import (
    DOCUMENT,
    LANES,
    count_at_first,
    is_gone,
    list_asks,
    section_of,
)
from extract.review.web.views.blocks import Block
from extract.review.web.views.fields import (
    Disagreement,
    Facts,
    Remark,
    acceptance,
    id_of,
)
from extract.review.web.views.lanes import build_lane
from models.fields import HEADER, LISTS, TEXT_CELLS


@dataclass(frozen=True, slots=True)
class Status:
    """How far the review of an SOP is.

    Attributes:
        left: How many things ask for attention.
        asked: How many did at first.
        state: How far the review is.
        by: Who worked on it last; empty for nobody.
        undo: Whether the user can undo something.
        redo: Whether the user can redo something.
    """

    left: int
    asked: int
    state: str
    by: str
    undo: bool
    redo: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Findings and conflicts that are about no single value.

    Attributes:
        at: Pointer into the form: a table, a row of steps; empty for the whole record.
        remarks: The findings.
        conflicts: What a newer extraction has and the form has not.
        asks: Whether it asks for attention.
        accept: What is sent to accept the findings, as JSON.
    """

    at: str
    remarks: tuple[Remark, ...]
    conflicts: tuple[Disagreement, ...]
    asks: bool
    accept: str

    @property
    def page(self) -> int | None:
        """Return the page that the first finding with one is about."""
        return next((remark.page for remark in self.remarks if remark.page), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form.

    Attributes:
        name: Its name, and that of its heading's text.
        labels: The names of its columns' titles; empty where it has none.
    """

    name: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of the step table.

    Attributes:
        key: Its key.
        first: Whether it is the first.
        last: Whether it is the last.
        labels: The names of its cells' titles.
    """

    key: str
    first: bool
    last: bool
    labels: tuple[str, ...] = TEXT_CELLS


@dataclass(frozen=True, slots=True)
class Lanes:
    """The swimlane.

    Attributes:
        actors: The columns.
        steps: Key and name of each step.
    """

    actors: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


def build_form(sop: Sop, reader: Reader, by: str) -> Block:
    """Return the form of an SOP.

    Args:
        sop: The SOP.
        reader: Who understands its texts.
        by: Who looks at it.
    """
    facts = Facts(sop, reader)
    asks = list_asks(facts)
    draft = sop.draft
    status = Status(
        left=len(asks),
        asked=max(count_at_first(sop), len(asks)),
        state=sop.row.state.value,
        by=draft.by,
        undo=draft.last_to_undo(by) is not None,
        redo=draft.last_to_redo(by) is not None,
    )
    build = _Sections(facts, Counter(ask.section for ask in asks))
    return Block(
        "form",
        "form",
        sop.extracted.id,
        (
            Block("status", "status", status),
            Block("asks", "asks", tuple(asks)),
            Block("s-document", "document", None, (build.notes(DOCUMENT, ""),)),
            build.header(),
            *(build.list(name) for name in (*LISTS, "actors")),
            build.steps(),
            build.lanes(),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Sections:
    """Builds the sections of a form.

    Attributes:
        facts: What is known of the SOP.
        asking: Section -> how many things ask for attention in it.
    """

    facts: Facts
    asking: Counter[str]

    def header(self) -> Block:
        """Return the identity sheet's fields."""
        fields = (self._field(field.pointer, field.name) for field in HEADER)
        return Block("s-header", "header", Section("header"), (self._head("header"), *fields))

    def list(self, name: str) -> Block:
        """Return a list, or the actors' columns."""
        form = self.facts.sop.draft.form
        rows = (
            self._field(pointer(name, "rows", key), name, str(place), "item")
            for place, (key, _) in enumerate(rows_of(form, name), start=1)
        )
        section = Section(name)
        above = (self._head(name), self.notes(name, pointer(name)))
        return Block(f"s-{name}", "list", section, (*above, *rows))

    def steps(self) -> Block:
        """Return the step table."""
        form = self.facts.sop.draft.form
        order = form["steps"]["order"]
        rows = (
            Block(
                id_of(pointer("steps", "rows", key), "r"),
                "step",
                StepRow(key, key == order[0], key == order[-1]),
                (
                    *(self._cell(key, name) for name in TEXT_CELLS),
                    self._note(pointer("steps", "rows", key)),
                ),
            )
            for key in order
        )
        section = Section("steps", TEXT_CELLS)
        above = (self._head("steps"), self.notes("steps", pointer("steps")))
        return Block("s-steps", "steps", section, (*above, *rows))

    def lanes(self) -> Block:
        """Return the swimlane."""
        form, facts = self.facts.sop.draft.form, self.facts
        rows = rows_of(form, "steps")
        drawn = (Block(f"l-{key}", "lane", build_lane(facts, key, row)) for key, row in rows)
        actors = tuple(name for _, name in rows_of(form, "actors"))
        view = Lanes(actors, tuple((key, facts.step_name(key)) for key, _ in rows))
        above = (self._head(LANES), self.notes(LANES, pointer("flow")))
        return Block("s-lanes", "lanes", view, (*above, *drawn))

    def notes(self, section: str, at: str) -> Block:
        """Return the notes of a section, with rows that only a newer extraction has."""
        form = self.facts.sop.draft.form
        gone = tuple(
            conflict
            for pointer_ in self.facts.sop.draft.conflicts
            if section_of(pointer_) == section
            and is_gone(pointer_, form)
            and (conflict := self.facts.conflict(pointer_)) is not None
        )
        return self._note(at, gone)

    def _note(self, at: str, conflicts: tuple[Disagreement, ...] = ()) -> Block:
        """Return the note of a pointer that is not a single value's."""
        doubts = self.facts.doubts.get(at, ())
        own = self.facts.conflict(at) if at else None
        seen = {at: get_at(self.facts.sop.draft.form, at)} if own else {}
        note = Note(
            at=at,
            remarks=self.facts.remarks.get(at, ()),
            conflicts=(own, *conflicts) if own else conflicts,
            asks=bool(doubts),
            accept=acceptance(seen, doubts),
        )
        return Block(id_of(at, "n"), "note", note)

    def _head(self, name: str) -> Block:
        """Return the heading of a section."""
        return Block(f"h-{name}", "head", (name, self.asking[name]))

    def _cell(self, key: str, name: str) -> Block:
        """Return a cell of the step table."""
        at = pointer("steps", "rows", key, name)
        return self._field(at, name, self.facts.step_name(key), "cell")

    def _field(self, at: str, label: str, row: str = "", template: str = "field") -> Block:
        """Return the field of a value."""
        return Block(id_of(at), template, self.facts.field(at, label, row))
