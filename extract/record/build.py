"""SOPs as read made into records of the contract: values typed, each with where it was read.

What is printed but cannot be understood stays out of the record and becomes a finding; it is
never guessed. What was recognised from a picture is put right where its form demands it, and
rated (`extract.record.recognised`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.flow.findings import findings_of
from extract.flow.pages.join_tables import join_sop
from extract.flow.result import Flow, StepSymbols
from extract.record.header import build_header
from extract.record.notes import Notes
from extract.record.recognised import Doubt, is_duration
from extract.record.step_numbers import StepNumber, number_steps
from extract.settings import Settings
from models.citation import Citation, RegulationType
from models.duration import Duration
from models.fields import TEXT_CELLS, TEXT_LISTS
from models.flow import FlowEdge
from models.procedure import Procedure
from models.raw import Place, RawProcedure, RawSop, RawStep, RawText
from models.record import SopRecord
from models.source import Source, SourcePart, TextOrigin
from models.step import Evidence, Step, Symbol
from normalize.actors import name_actors
from normalize.citations import names_other_paper, parse_citation
from normalize.durations import parse_duration
from normalize.text import blank_to_none, fold_space

# Digits of the file's hash that begin a record's id.
ID_DIGITS = 12


def build_record(sop: RawSop, *, path: str, sha256: str, media_type: str, position: int,
                 settings: Settings, parts: Sequence[SourcePart] = ()) -> SopRecord:  # fmt: skip
    """Make a record of an SOP as read.

    Args:
        sop: The SOP.
        path: Its file's path relative to the input root, with / between the parts.
        sha256: SHA-256 of the file's bytes in hexadecimal.
        media_type: The file's media type.
        position: 1-based position of the SOP in the file.
        settings: The run's settings; durations use its working calendar.
        parts: The files of a document whose pages are files of their own.

    Returns:
        The record, with the findings of reading and of understanding its values; those of
        `extract.checks` come later.
    """
    recognised = sop.origin in (TextOrigin.OCR, TextOrigin.MIXED)
    notes = Notes(sop.turns, sop.cell_names, recognised, findings=list(sop.findings))
    source = Source(
        path=path,
        sha256=sha256,
        media_type=media_type,
        pages=sop.pages,
        text_origin=sop.origin,
        parts=list(parts),
    )
    flow = join_sop(sop)
    lists = {
        name: _build_list(sop.sections.get(name, ()), f"/{name}", name, notes)
        for name in TEXT_LISTS
    }
    actors = _build_list(sop.actors, "/actors", "actors", notes)
    steps = [
        _build_step(step, seq, sop, flow, number, settings, notes)
        for seq, (step, number) in enumerate(zip(sop.steps, number_steps(sop), strict=True), 1)
    ]
    return SopRecord(
        id=f"{sha256[:ID_DIGITS]}-{position}",
        source=source,
        header=build_header(sop, notes),
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


def _build_list(items: Sequence[RawText], pointer: str, name: str, notes: Notes) -> list[str]:
    """Return the texts of a list, of values of a name."""
    texts: list[str] = []
    for item in items:
        if text := blank_to_none(fold_space(item.text)):
            notes.place(f"{pointer}/{len(texts)}", name, item)
            texts.append(text)
    return texts


def _build_legal_basis(items: Sequence[RawText], notes: Notes) -> list[Citation]:
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
            if not names_other_paper(text):
                notes.find("citation-not-understood", pointer, item)
        citations.append(citation)
    return citations


def _build_step(
    raw: RawStep,
    seq: int,
    sop: RawSop,
    flow: Flow,
    number: StepNumber,
    settings: Settings,
    notes: Notes,
) -> Step:
    """Return one step, with its corrected number."""
    pointer = f"/steps/{seq - 1}"
    texts: dict[str, str] = {}
    duration: Duration | None = None
    for name in TEXT_CELLS:
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
    reading: RawText, pointer: str, unit: str | None, settings: Settings, notes: Notes
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
            notes.find("duration-words-differ", pointer, reading, params={"raw": duration.raw})
    return duration


def _add_drawn(
    step: Step, drawn: StepSymbols, table: RawProcedure, pointer: str, notes: Notes
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
    """Return the table that a step stands in; one with all steps where none is known."""
    for procedure in sop.procedures:
        if procedure.first_seq <= seq <= procedure.last_seq:
            return procedure
    return RawProcedure(None, 1, len(sop.steps), sop.actors)


def _build_procedures(procedures: Sequence[RawProcedure], notes: Notes) -> list[Procedure]:
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


def _build_flow(flow: Flow, notes: Notes) -> list[FlowEdge]:
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
