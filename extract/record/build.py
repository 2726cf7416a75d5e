"""SOPs as read made into records of the contract: values typed, each with where it was read.

What is printed but cannot be understood stays out of the record and becomes a finding; it is
never guessed. What was recognised from a picture is put right where its form demands it, and
rated (`extract.record.recognised`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.findings.reasons import tell_date_problem, tell_no_nip
from extract.findings.registry import make_finding
from extract.flow.join import Flow, StepSymbols
from extract.flow.join_sop import join_sop
from extract.flow.notes import findings_of
from extract.record.recognised import (
    HARDLY_READ,
    Doubt,
    is_drawn,
    is_duration,
    is_guessed,
    rate,
    repair,
)
from extract.record.step_numbers import StepNumber, number_steps
from extract.settings import Settings
from models.citation import Citation, RegulationType
from models.duration import Duration
from models.finding import Finding
from models.flow import FlowEdge
from models.geometry import Turn
from models.header import Approver, Header
from models.procedure import Procedure
from models.provenance import Provenance
from models.raw import CELLS, Place, RawProcedure, RawSop, RawStep, RawText
from models.record import LISTS, SopRecord
from models.source import Source, TextOrigin
from models.step import Evidence, Step, Symbol
from normalize.actors import name_actors
from normalize.citations import parse_citation
from normalize.dates import examine_date
from normalize.durations import parse_duration
from normalize.organisations import read_region
from normalize.people import parse_nip
from normalize.text import blank_to_none, fold_space

# Digits of the file's hash that begin a record's id.
ID_DIGITS = 12

_DATES = ("created_on", "revised_on", "effective_on")


@dataclass(slots=True)
class _Notes:
    """What is learnt on the way: where values were read, and what to look at.

    Attributes:
        turns: How pages were turned to read right; provenance is that of the page as shown.
        recognised: Whether some of the text was recognised.
        provenance: JSON pointer -> where the value was read.
        findings: What to look at.
        read_as: JSON pointer -> what was recognised, where it was put right.
    """

    turns: Mapping[int, Turn]
    recognised: bool = False
    provenance: dict[str, Provenance] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)

    def place(self, pointer: str, name: str, reading: RawText, *doubts: Doubt) -> None:
        """Note where a value was read, and how sure it is.

        Args:
            pointer: JSON pointer of the value.
            name: What it is a value of, as `extract.record.recognised` has it.
            reading: The value as read.
            doubts: What is doubtful of it.
        """
        where, box = reading.place, reading.place.bbox
        if box is not None and where.page is not None and (turn := self.turns.get(where.page)):
            box = turn.place_shown(box)
        raw = self.read_as.get(pointer)
        sure = reading.confidence
        if self._is_recognised(reading) or (self.recognised and is_drawn(name)):
            sure = rate(name, reading, (*doubts, Doubt.REPAIRED) if raw else doubts)
        self.provenance[pointer] = Provenance(
            page=where.page,
            bbox=None if box is None else tuple(round(edge, 1) for edge in box),
            line=where.line,
            raw=raw,
            confidence=round(sure, 3),
        )

    def doubt_rows(self, *seqs: int) -> tuple[Doubt, ...]:
        """Return what is doubtful of a drawing in rows of which hardly a word can be read."""
        places = (self.provenance.get(f"/steps/{seq - 1}/activity") for seq in seqs)
        unread = any(place and place.confidence < HARDLY_READ for place in places)
        return (Doubt.UNREAD,) if unread else ()

    def put_right(
        self, pointer: str, name: str, reading: RawText, mended: str | None = None
    ) -> RawText:
        """Return a reading with what recognition misread put right; what was, is noted.

        Args:
            pointer: JSON pointer of the value.
            name: What it is a value of.
            reading: The reading; one that was not recognised is returned as it is.
            mended: Its text put right, where that takes more than the text to tell.
        """
        if not self._is_recognised(reading):
            return reading
        text = repair(name, reading.text) if mended is None else mended
        if text != reading.text or is_guessed(name, text):
            self.read_as[pointer] = read = fold_space(reading.text)
            message = f'Recognised as "{read}" and taken for "{fold_space(text)}"; check it.'
            if text == reading.text:
                message = f'Recognised as "{read}", a word of which was guessed; check it.'
            self.find("ocr-repaired", pointer, reading, message)
        return reading.with_text(text)

    def _is_recognised(self, reading: RawText) -> bool:
        """Return whether a reading was recognised: what a text layer says is quite sure."""
        return self.recognised and reading.confidence < 1

    def find(self, code: str, pointer: str, reading: RawText, message: str) -> None:
        """Note what a person should look at."""
        self.findings.append(make_finding(code, message, field=pointer, page=reading.place.page))


def build_record(sop: RawSop, *, path: str, sha256: str, media_type: str, position: int,
                 settings: Settings) -> SopRecord:  # fmt: skip
    """Make a record of an SOP as read.

    Args:
        sop: The SOP.
        path: Its file's path relative to the input root, with / between the parts.
        sha256: SHA-256 of the file's bytes in hexadecimal.
        media_type: The file's media type.
        position: 1-based position of the SOP in the file.
        settings: The run's settings; durations use its working calendar.

    Returns:
        The record, with the findings of reading and of understanding its values; those of
        `extract.checks` come later.
    """
    recognised = sop.origin in (TextOrigin.OCR, TextOrigin.MIXED)
    notes = _Notes(sop.turns, recognised, findings=list(sop.findings))
    source = Source(
        path=path,
        sha256=sha256,
        media_type=media_type,
        pages=sop.pages,
        text_origin=sop.origin,
    )
    flow = join_sop(sop)
    lists = {
        name: _build_list(sop.sections.get(name, ()), f"/{name}", name, notes) for name in LISTS
    }
    actors = _build_list(sop.actors, "/actors", "actors", notes)
    steps = [
        _build_step(step, seq, sop, flow, number, settings, notes)
        for seq, (step, number) in enumerate(zip(sop.steps, number_steps(sop), strict=True), 1)
    ]
    return SopRecord(
        id=f"{sha256[:ID_DIGITS]}-{position}",
        source=source,
        header=_build_header(sop, notes),
        legal_basis=_build_legal_basis(sop.sections.get("legal_basis", ()), notes),
        **lists,
        extra_sections={
            heading: _build_list(
                items, f"/extra_sections/{_escape(heading)}", "extra_sections", notes
            )
            for heading, items in sop.extra_sections.items()
        },
        actors=actors,
        actor_names=name_actors(actors, *(step.actors for step in steps)),
        steps=steps,
        procedures=_build_procedures(sop.procedures, notes),
        flow=_build_flow(flow, notes),
        provenance=notes.provenance,
        findings=notes.findings,
    )


def _escape(key: str) -> str:
    """Return a key as a part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _build_header(sop: RawSop, notes: _Notes) -> Header:
    """Return the identity sheet's values."""
    values: dict[str, str] = {}
    approver: dict[str, str] = {}
    for name, read in sop.header.items():
        pointer = f"/header/{name.replace('.', '/')}"
        if name in sop.agreed:
            notes.read_as[pointer] = said = fold_space(sop.agreed[name])
            message = (
                f'Recognised as "{said}"; what else the file says makes it "{read.text}"; check it.'
            )
            notes.find("ocr-agreed", pointer, read, message)
        reading = notes.put_right(pointer, name, read)
        value = blank_to_none(fold_space(reading.text))
        if value is not None and name in _DATES:
            value = _build_date(pointer, reading, notes)
        elif value is not None and name == "approver.nip":
            value = _build_nip(pointer, reading, notes)
        elif value is not None and name == "sop_number":
            value = _build_sop_number(pointer, value, reading, notes)
        if value is None:
            continue
        notes.place(pointer, name, reading)
        if name.startswith("approver."):
            approver[name.removeprefix("approver.")] = value
        else:
            values[name] = value
    region = read_region(values.get("government"), values.get("agency"), values.get("unit"))
    return Header(**values, approver=Approver(**approver), region=region)


def _build_date(pointer: str, reading: RawText, notes: _Notes) -> str | None:
    """Return a date in ISO 8601, and findings for what is wrong with it; None where it is none."""
    text, facts = fold_space(reading.text), examine_date(reading.text)
    if facts is None:
        message = f'"{text}" cannot be read as a date; check it.'
        notes.find("date-not-understood", pointer, reading, message)
        return None
    for problem in facts.problems:
        notes.find(problem, pointer, reading, f'"{text}": {tell_date_problem(problem)}; check it.')
    return facts.iso


def _build_nip(pointer: str, reading: RawText, notes: _Notes) -> str | None:
    """Return a NIP; None, and a finding that says why, where there is none."""
    nip = parse_nip(reading.text)
    if nip is None:
        message = f'"{fold_space(reading.text)}" {tell_no_nip(reading.text)}; check it.'
        notes.find("nip-malformed", pointer, reading, message)
    return nip


def _build_sop_number(pointer: str, text: str, reading: RawText, notes: _Notes) -> str | None:
    """Return an SOP's number; None, and a finding, where handwriting was read as letters alone."""
    if not (notes.recognised and reading.confidence < HARDLY_READ) or any(map(str.isdecimal, text)):
        return text
    message = f'Hardly read as "{text}", which is no number; it may be handwritten.'
    notes.find("sop-number-not-understood", pointer, reading, message)
    return None


def _build_list(items: Sequence[RawText], pointer: str, name: str, notes: _Notes) -> list[str]:
    """Return the texts of a list, of values of a name."""
    texts: list[str] = []
    for item in items:
        if text := blank_to_none(fold_space(item.text)):
            notes.place(f"{pointer}/{len(texts)}", name, item)
            texts.append(text)
    return texts


def _build_legal_basis(items: Sequence[RawText], notes: _Notes) -> list[Citation]:
    """Return the citations of Dasar Hukum."""
    citations: list[Citation] = []
    for item in items:
        text = blank_to_none(fold_space(item.text))
        if text is None:
            continue
        pointer = f"/legal_basis/{len(citations)}"
        citation = parse_citation(notes.put_right(pointer, "legal_basis", item).text)
        citation.raw = text
        if citation.type is not RegulationType.OTHER:
            notes.place(pointer, "legal_basis", item)
        else:
            notes.place(pointer, "legal_basis", item, Doubt.MALFORMED)
            message = "This names no regulation of a known kind; check the wording."
            notes.find("citation-not-understood", pointer, item, message)
        citations.append(citation)
    return citations


def _build_step(
    raw: RawStep,
    seq: int,
    sop: RawSop,
    flow: Flow,
    number: StepNumber,
    settings: Settings,
    notes: _Notes,
) -> Step:
    """Return one step, its number as it was put right."""
    pointer = f"/steps/{seq - 1}"
    texts: dict[str, str] = {}
    duration: Duration | None = None
    for name in CELLS:
        reading = raw.cells.get(name)
        text = blank_to_none(fold_space(reading.text)) if reading else None
        if reading is None or text is None:
            continue
        place = f"{pointer}/{name}"
        if name == "duration":
            duration = _build_duration(reading, place, sop.duration_unit, settings, notes)
            continue
        if name == "number":
            reading = notes.put_right(place, name, reading.with_text(text), number.text)
        doubts = (Doubt.UNLIKELY,) if name == "number" and not number.in_turn else ()
        notes.place(place, name, reading, *doubts)
        texts[name] = fold_space(reading.text)
    step = Step(seq=seq, duration=duration, **texts)
    if (drawn := flow.steps.get(seq - 1)) is not None:
        _add_drawn(step, drawn, _table_of(sop, seq), pointer, notes)
    if not step.actors and raw.actors:
        step.actors = _build_list(raw.actors, f"{pointer}/actors", "actors", notes)
        step.actor_evidence = [Evidence.TEXT] * len(step.actors)
    return step


def _build_duration(
    reading: RawText, pointer: str, unit: str | None, settings: Settings, notes: _Notes
) -> Duration | None:
    """Return what a Waktu cell says; its `raw` stays as it was read."""
    mended = notes.put_right(pointer, "duration", reading)
    minutes, days = settings.minutes_a_day, settings.days_a_week
    duration = parse_duration(mended.text, unit, minutes, days)
    if duration is not None:
        duration.raw = fold_space(reading.text)
        doubts = () if is_duration(duration) else (Doubt.MALFORMED,)
        notes.place(pointer, "duration", mended, *doubts)
        if duration.in_words is not None:
            message = (
                f'"{duration.raw}" gives one number in digits and another in words; the digits '
                "are taken. Mend the document."
            )
            notes.find("duration-words-differ", pointer, reading, message)
    return duration


def _add_drawn(
    step: Step, drawn: StepSymbols, table: RawProcedure, pointer: str, notes: _Notes
) -> None:
    """Add to a step what the flowchart says of it."""
    place = RawText("", Place(page=drawn.page, bbox=drawn.bbox), drawn.confidence)
    actors = table.actors
    columns = [column for column in drawn.columns if column < len(actors)]
    unread = notes.doubt_rows(step.seq)
    if columns:
        sure = min(drawn.confidence, *(actors[column].confidence for column in columns))
        several = (Doubt.SEVERAL,) if len(columns) > 1 else ()
        sureness = replace(place, confidence=sure)
        notes.place(f"{pointer}/actors", "step_actors", sureness, *several, *unread)
    step.actors = [fold_space(actors[column].text) for column in columns]
    step.actor_evidence = [drawn.actors[column] for column in columns]
    if drawn.symbol is not None:
        amid = table.first_seq < step.seq < table.last_seq
        unlikely = (Doubt.UNLIKELY,) if amid and drawn.symbol is Symbol.TERMINATOR else ()
        notes.place(f"{pointer}/symbol", "symbol", place, *unlikely, *unread)
        step.symbol = drawn.symbol


def _table_of(sop: RawSop, seq: int) -> RawProcedure:
    """Return the table that a step stands in; one that holds all steps where none is told."""
    for procedure in sop.procedures:
        if procedure.first_seq <= seq <= procedure.last_seq:
            return procedure
    return RawProcedure(None, 1, len(sop.steps), sop.actors)


def _build_procedures(procedures: Sequence[RawProcedure], notes: _Notes) -> list[Procedure]:
    """Return the step tables of an SOP."""
    built: list[Procedure] = []
    for raw in procedures:
        pointer = f"/procedures/{len(built)}"
        caption = blank_to_none(fold_space(raw.caption.text)) if raw.caption else None
        if raw.caption and caption:
            notes.place(f"{pointer}/caption", "caption", raw.caption)
        actors = _build_list(raw.actors, f"{pointer}/actors", "actors", notes)
        built.append(
            Procedure(
                caption=caption, first_seq=raw.first_seq, last_seq=raw.last_seq, actors=actors
            )
        )
    return built


def _build_flow(flow: Flow, notes: _Notes) -> list[FlowEdge]:
    """Return the arrows between steps, in the order of the steps they leave."""
    notes.findings += findings_of(flow)
    edges = sorted(flow.edges, key=lambda edge: (edge.source, edge.target, edge.label or ""))
    for index, edge in enumerate(edges):
        place = Place(page=edge.page, bbox=edge.bbox)
        doubts = notes.doubt_rows(edge.source + 1, edge.target + 1)
        notes.place(f"/flow/{index}", "flow", RawText("", place, edge.confidence), *doubts)
    return [
        FlowEdge(source=edge.source + 1, target=edge.target + 1, label=edge.label) for edge in edges
    ]
