"""What of the flowchart reaches the record: actors with evidence, edges with place, findings."""

from __future__ import annotations

from pathlib import Path

from extract.record.build import build_record
from extract.settings import Settings
from models import SopRecord
from models.finding import Severity
from models.raw import RawProcedure, RawSop, RawStep, RawText
from models.step import Evidence, Symbol
from tests.flow.sheets import Sheet

ACTORS = ("Pemohon", "Petugas Loket", "Kepala Seksi")


def record_of(sheet: Sheet, folder: Path, *procedures: RawProcedure) -> SopRecord:
    """Return the record of an SOP with a sheet's flowchart, a step for each row."""
    count = sheet.rows * sheet.pages
    sop = RawSop(
        actors=[RawText(name) for name in ACTORS],
        steps=[RawStep({"activity": RawText(f"Langkah {i + 1}")}) for i in range(count)],
        charts=sheet.charts(folder),
        procedures=list(procedures),
    )
    return build_record(
        sop, path="a.pdf", sha256="0" * 64, media_type="application/pdf", position=1,
        settings=Settings(),
    )  # fmt: skip


def test_steps_and_edges_say_where_they_were_read(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task = sheet.symbol("process", sheet.box("process", 0, 0))
    choice = sheet.symbol("decision", sheet.box("decision", 1, 2))
    sheet.arrow(task.right, (choice.x, task.y), choice.up)
    sheet.word(sheet.box("process", 2, 1).x, sheet.box("process", 2, 1).y, "X")
    record = record_of(sheet, tmp_path)
    assert [(step.actors, step.actor_evidence, step.symbol) for step in record.steps] == [
        (["Pemohon"], [Evidence.SYMBOL], Symbol.PROCESS),
        (["Kepala Seksi"], [Evidence.SYMBOL], Symbol.DECISION),
        (["Petugas Loket"], [Evidence.MARK], None),
    ]
    assert [(edge.source, edge.target) for edge in record.flow] == [(1, 2)]
    place = record.provenance["/flow/0"]
    assert place.page == 1
    assert place.confidence == 1.0
    assert place.bbox == (round(task.x1, 1), round(task.y, 1), choice.x, round(choice.top, 1))
    assert record.provenance["/steps/1/symbol"].bbox == (
        round(choice.x0, 1), round(choice.top, 1), round(choice.x1, 1), round(choice.bottom, 1),
    )  # fmt: skip
    assert "/steps/2/symbol" not in record.provenance
    assert record.provenance["/steps/2/actors"].confidence < 1.0


def test_what_is_supposed_is_less_sure(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, row=90.0)
    one, other = (sheet.symbol("process", sheet.box("process", row, 0)) for row in (0, 1))
    sheet.line((one.x, one.bottom + 12), other.up)
    record = record_of(sheet, tmp_path)
    assert [(edge.source, edge.target) for edge in record.flow] == [(1, 2)]
    assert record.provenance["/flow/0"].confidence <= 0.6


def test_findings_say_where_to_look(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task = sheet.symbol("process", sheet.box("process", 0, 0))
    sheet.arrow(task.right, (task.x1 + 60, task.y))
    (finding,) = record_of(sheet, tmp_path).findings
    assert (finding.code, finding.severity, finding.field, finding.page) == (
        "arrow-end-unknown", Severity.WARNING, "/flow", 1,
    )  # fmt: skip
    middle_cm = (task.x1 + 30) / 72 * 2.54, task.y / 72 * 2.54
    assert [finding.params["left_cm"], finding.params["top_cm"]] == [*map(round, middle_cm)]


def test_a_drawing_that_is_no_flowchart_is_said_to_be_none(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    for i in range(1600):
        sheet.line((250 + i % 200, 100 + i / 12), (256 + i % 200, 103 + i / 12))
    record = record_of(sheet, tmp_path)
    assert [finding.code for finding in record.findings] == ["flowchart-too-dense"]
    assert not record.flow


def test_no_arrow_leads_from_one_step_table_to_the_next(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    task = sheet.symbol("process", sheet.box("process", 1, 0))
    sheet.line(task.down, (task.x, sheet.ys[-1]))
    sheet.page()
    sheet.symbol("process", sheet.box("process", 0, 0))
    names = [RawText(name) for name in ACTORS]
    tables = (RawProcedure(None, 1, 2, names), RawProcedure(None, 3, 4, names))
    record = record_of(sheet, tmp_path, *tables)
    assert not record.flow
    assert [finding.code for finding in record.findings] == ["arrow-end-unknown"]


def test_actors_named_in_words_are_the_steps(tmp_path: Path) -> None:
    sop = RawSop(steps=[RawStep({"activity": RawText("Memeriksa")}, [RawText("Petugas Loket")])])
    record = build_record(
        sop, path="a.pdf", sha256="0" * 64, media_type="application/pdf", position=1,
        settings=Settings(),
    )  # fmt: skip
    assert record.steps[0].actors == ["Petugas Loket"]
    assert record.steps[0].actor_evidence == [Evidence.TEXT]


def test_symbols_that_slid_between_rows_are_told_and_less_sure(tmp_path: Path) -> None:
    sheet = Sheet(rows=4)
    for row, slide in enumerate((0, 24, 27)):
        sheet.symbol("process", sheet.box("process", row, 1, dy=slide))
    record = record_of(sheet, tmp_path)
    found = [f for f in record.findings if f.code == "symbol-between-rows"]
    assert [(f.severity, f.page) for f in found] == [(Severity.WARNING, 1)] * 2
    sure = {
        step.seq: record.provenance[f"/steps/{step.seq - 1}/symbol"].confidence
        for step in record.steps
        if step.symbol
    }
    assert sure.pop(1) == 1.0
    assert len(sure) == 2
    assert set(sure.values()) == {0.6}


def test_a_symbol_higher_than_its_row_stands_in_it(tmp_path: Path) -> None:
    sheet = Sheet(rows=3, row=14)
    sheet.symbol("process", sheet.box("process", 1, 1))
    flow = sheet.flow(tmp_path)
    assert list(flow.steps) == [1]
    assert not flow.between_rows
