"""The swimlane: who does each step, with which symbol, and where its arrows lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.corrections.form import get_at, pointer, rows_of
from extract.review.limits import WEB_LIMITS
from extract.review.web.views.fields import (
    Disagreement,
    Facts,
    Mark,
    Remark,
    Sureness,
    acceptance,
    as_json,
)
from models import Symbol

_WORST_FIRST = (
    Sureness.DOUBT, Sureness.CHECK, Sureness.SURE, Sureness.REVIEWED, Sureness.SILENT
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a step's row and an actor's column meet.

    Attributes:
        actor: The actor.
        does: Whether he does the step.
    """

    actor: str
    does: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow that leaves a step.

    Attributes:
        target: Key of the step that it enters.
        name: What that step is called.
        label: Its label; empty for none.
    """

    target: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A step's row of the swimlane, which is accepted as one thing.

    Attributes:
        key: The step's key.
        row: What the step is called.
        activity: The beginning of its Kegiatan.
        cells: A cell for each actor's column.
        others: Actors who do it and have no column.
        symbol: Its symbol; empty for none.
        symbols: The symbols to choose from.
        arrows: The arrows that leave it.
        mark: How sure the least sure of it is.
        remarks: The findings about it.
        conflicts: What a newer extraction has.
        asks: Whether it asks for attention.
        accept: What is sent to accept it, as JSON; empty where it is settled.
    """

    key: str
    row: str
    activity: str
    cells: tuple[Cell, ...]
    others: tuple[str, ...]
    symbol: str
    symbols: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    mark: Mark
    remarks: tuple[Remark, ...]
    conflicts: tuple[Disagreement, ...]
    asks: bool
    accept: str

    @property
    def arrow_data(self) -> str:
        """Return its arrows as JSON, for the script that draws them."""
        return as_json([{"target": one.target, "label": one.label} for one in self.arrows])


def lane_pointers(key: str) -> tuple[str, str, str]:
    """Return the pointers of what is in a step's lane: actors, symbol, arrows."""
    row = pointer("steps", "rows", key)
    return f"{row}/actors", f"{row}/symbol", pointer("flow", key)


def build_lane(facts: Facts, key: str, row: dict[str, Any]) -> Lane:
    """Return the lane of a step.

    Args:
        facts: What is known of the SOP.
        key: The step's key.
        row: The step.
    """
    form = facts.sop.draft.form
    pointers = lane_pointers(key)
    seen = {at: get_at(form, at) for at in pointers}
    doubts = tuple(doubt for at in pointers for doubt in facts.doubts.get(at, ()))
    settled = not doubts and all(facts.sop.draft.is_settled(at) for at in pointers)
    columns = [name for _, name in rows_of(form, "actors")]
    conflicts = (facts.conflict(at) for at in pointers)
    return Lane(
        key=key,
        row=facts.step_name(key),
        activity=_beginning(row["activity"] or ""),
        cells=tuple(Cell(name, name in row["actors"]) for name in columns),
        others=tuple(name for name in row["actors"] if name not in columns),
        symbol=row["symbol"] or "",
        symbols=_symbols(row["symbol"]),
        arrows=tuple(
            Arrow(arrow["target"], facts.step_name(arrow["target"]), arrow["label"] or "")
            for arrow in seen[pointers[2]] or ()
        ),
        mark=_least_sure([facts.mark(at) for at in pointers]),
        remarks=tuple(remark for at in pointers for remark in facts.remarks.get(at, ())),
        conflicts=tuple(conflict for conflict in conflicts if conflict is not None),
        asks=bool(doubts),
        accept="" if settled else acceptance(seen, doubts),
    )


def _symbols(symbol: str | None) -> tuple[str, ...]:
    """Return the symbols to choose from; a connector only if it was read as one."""
    return tuple(one.value for one in Symbol if one is not Symbol.CONNECTOR or one == symbol)


def _least_sure(marks: list[Mark]) -> Mark:
    """Return the mark of the least sure of some values, at the first place that one has."""
    worst = min(marks, key=lambda mark: _WORST_FIRST.index(mark.level))
    placed = next((mark for mark in marks if mark.box), worst)
    percent = min((mark.percent for mark in marks if mark.percent is not None), default=None)
    return Mark(worst.level, percent, placed.page, placed.box, placed.line, None)


def _beginning(text: str) -> str:
    """Return the beginning of a text, at a word's end where there is one."""
    if len(text) <= WEB_LIMITS.activity_characters:
        return text
    return text[: WEB_LIMITS.activity_characters].rsplit(" ", 1)[0] + "\u2026"
