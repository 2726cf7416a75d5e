"""The fields of the form: a value each, with how sure it is and what was said about it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from extract.corrections.form import field_at, forms_in, get_at, on_form, places_in
from extract.corrections.values import Reader, Understood
from extract.findings.messages import retold, spoken
from extract.review.doubts import Doubt
from extract.review.session import Sop
from extract.ui.levels import level_of
from models import Finding, Provenance
from models.kinds import Widget

# Widgets whose text is parsed while it is typed.
_UNDERSTOOD = (Widget.DATE, Widget.NIP, Widget.DURATION, Widget.CITATION)
# Widgets of one line.
_SHORT = (Widget.LINE, Widget.DATE, Widget.NIP)
CONFLICT = "review-conflict"


class Sureness(StrEnum):
    """How sure a value is, as a page shows it."""

    SURE = "sure"
    CHECK = "check"
    DOUBT = "doubt"
    REVIEWED = "reviewed"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is shown.

    Attributes:
        code: Its code.
        severity: How much it matters.
        message: What it says.
        page: The page it is about; None where it has none.
        accepted: Whether a person accepted it.
        asks: Whether it asks for attention.
    """

    code: str
    severity: str
    message: str
    page: int | None
    accepted: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """How sure a value is, and its place in the document.

    Attributes:
        level: How sure it is, in a word.
        percent: The same in percent; None where nothing is said.
        page: 1-based page; None where it has no place.
        box: The box there as "x0,top,x1,bottom" in points; empty where there is none.
        line: 1-based line of a document in plain text; None for others.
        raw: What was recognised, where the value differs from it.
    """

    level: Sureness
    percent: int | None
    page: int | None
    box: str
    line: int | None
    raw: str | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A newer extraction's value that differs from a settled one.

    Attributes:
        at: Pointer into the form.
        extracted: That value as text; empty for none.
        keep: What is sent to keep the settled value, as JSON.
    """

    at: str
    extracted: str
    keep: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of a text.

    Attributes:
        facts: Names and texts.
        problem: Name of why it cannot be saved; empty if it can.
        doubt: Name of what a person should look at; empty for nothing.
    """

    facts: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    doubt: str = ""

    @classmethod
    def of(cls, understood: Understood) -> Parse:
        """Return what was understood."""
        return cls(understood.meaning, understood.problem or "", understood.doubt or "")


@dataclass(frozen=True, slots=True)
class Field:
    """A field.

    Attributes:
        id: Its element's id, made of its pointer.
        at: Pointer into the form.
        label: Name of its label's text.
        row: What its row is called: a number; empty outside of tables.
        text: The value; empty where there is none.
        seen: The value as JSON; a change is sent with the value it is based on.
        widget: What it is edited with (`models.kinds.Widget`).
        short: Whether it has one line.
        mark: How sure it is and where it stands.
        parses: Whether its text is parsed while it is typed.
        parse: The parse of its text.
        remarks: The findings about it.
        asks: Whether it asks for attention.
        accept: What is sent to accept it, as JSON; empty where it is settled.
        conflict: What a newer extraction has.
    """

    id: str
    at: str
    label: str
    row: str
    text: str
    seen: str
    widget: str
    short: bool
    mark: Mark
    parses: bool
    parse: Parse
    remarks: tuple[Remark, ...]
    asks: bool
    accept: str
    conflict: Disagreement | None


def id_of(at: str, kind: str = "f") -> str:
    """Return an element's id, made of a pointer."""
    return kind + at.replace("/", "-")


def as_json(value: Any) -> str:
    """Return a value as a page sends it back."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_text(value: Any) -> str:
    """Return any value of a form as text."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return str(value.get("activity") or "")
    if isinstance(value, list):
        return ", ".join(as_text(one) for one in value)
    return str(value)


def acceptance(seen: Mapping[str, Any], doubts: Iterable[Doubt]) -> str:
    """Return what is sent to accept values and findings.

    Args:
        seen: Pointer into the form -> the value that is confirmed.
        doubts: The doubts that are accepted with it.
    """
    accepted = {doubt.accepted for doubt in doubts if doubt.accepted is not None}
    findings = sorted((one.code, one.pointer or "") for one in accepted)
    return as_json({"seen": seen, "accepted": findings})


@dataclass(frozen=True, slots=True)
class Facts:
    """What pages show about the values of an SOP, by pointer into the form.

    Attributes:
        sop: The SOP.
        reader: The parser of its texts.
        places: Pointer into the form -> pointer into the record.
        remarks: Pointer into the form -> the findings about it; "" for the whole record.
        doubts: Pointer into the form -> what asks for attention there; "" likewise.
    """

    sop: Sop
    reader: Reader
    places: Mapping[str, str] = field(init=False)
    remarks: Mapping[str, tuple[Remark, ...]] = field(init=False)
    doubts: Mapping[str, tuple[Doubt, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Group findings and doubts by pointer."""
        form, record = self.sop.draft.form, self.sop.reviewed
        doubts: dict[str, list[Doubt]] = defaultdict(list)
        for doubt in self.sop.doubts:
            doubts[doubt.at or ""].append(doubt)
        asking = {id(doubt.finding) for doubt in self.sop.doubts if doubt.finding is not None}
        forms = forms_in(form, record)
        remarks: dict[str, list[Remark]] = defaultdict(list)
        for finding in record.findings:
            if finding.code != CONFLICT:
                at = on_form(finding.field, forms) or ""
                remarks[at].append(_remark(finding, asks=id(finding) in asking))
        object.__setattr__(self, "places", places_in(form, record))
        object.__setattr__(self, "remarks", {at: tuple(one) for at, one in remarks.items()})
        object.__setattr__(self, "doubts", {at: tuple(one) for at, one in doubts.items()})

    def field(self, at: str, label: str, row: str = "") -> Field:
        """Return the field of a value that is a text.

        Args:
            at: Pointer into the form.
            label: Name of its label's text.
            row: What its row is called.
        """
        value = get_at(self.sop.draft.form, at)
        text = as_text(value)
        known = field_at(at)
        widget = Widget.TEXT if known is None else known.widget
        parses = widget in _UNDERSTOOD
        doubts = self.doubts.get(at, ())
        settled = self.sop.draft.is_settled(at) and not doubts
        return Field(
            id=id_of(at),
            at=at,
            label=label,
            row=row,
            text=text,
            seen=as_json(value),
            widget=widget.value,
            short=widget in _SHORT,
            mark=self.mark(at),
            parses=parses,
            parse=Parse.of(self.reader.understand(at, text)) if parses else Parse(),
            remarks=self.remarks.get(at, ()),
            asks=bool(doubts),
            accept="" if settled else acceptance({at: value}, doubts),
            conflict=self.conflict(at),
        )

    def mark(self, at: str) -> Mark:
        """Return how sure the value at a pointer is, and its place."""
        place: Provenance | None = self.sop.reviewed.provenance.get(self.places.get(at, ""))
        settled = self.sop.draft.is_settled(at)
        if place is None:
            level = Sureness.REVIEWED if settled else Sureness.SILENT
            return Mark(level, None, None, "", None, None)
        box = ",".join(f"{side:.2f}" for side in place.bbox) if place.bbox else ""
        level = Sureness.REVIEWED if settled else Sureness(level_of(place.confidence).value)
        percent = None if settled else round(100 * place.confidence)
        return Mark(level, percent, place.page, box, place.line, place.raw)

    def conflict(self, at: str) -> Disagreement | None:
        """Return what a newer extraction has at a pointer; None where it agrees."""
        found = self.sop.draft.conflicts.get(at)
        if found is None:
            return None
        keep = acceptance({at: get_at(self.sop.draft.form, at)}, ())
        return Disagreement(at, self.as_read(at, found.extracted), keep)

    def as_read(self, at: str, value: Any) -> str:
        """Return the value at a pointer as text; arrows by the numbers of steps."""
        if not at.startswith("/flow/"):
            return as_text(value)
        return ", ".join(self.arrow_text(arrow) for arrow in value or ())

    def arrow_text(self, arrow: Mapping[str, Any]) -> str:
        """Return an arrow as text: the step it enters, and its label."""
        label = f" ({arrow['label']})" if arrow["label"] else ""
        return f"\u2192 {self.step_name(arrow['target'])}{label}"

    def step_name(self, key: str) -> str:
        """Return what a step is called: its number, else its place in brackets."""
        steps = self.sop.draft.form["steps"]
        row = steps["rows"].get(key)
        if row is None:
            return "?"
        place = steps["order"].index(key) + 1
        return str(row["number"]) if row["number"] else f"[{place}]"


def _remark(finding: Finding, *, asks: bool) -> Remark:
    """Return a finding as it is shown."""
    return Remark(
        code=finding.code,
        severity=finding.severity.value,
        message=retold(finding, spoken()),
        page=finding.page,
        accepted=finding.accepted,
        asks=asks,
    )
