"""The overview answers an office's questions: how long, who does how much, what to revise first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from extract.errors import BadRecordsError
from extract.findings.messages import speaking
from extract.findings.registry import make_finding
from extract.tables.overview.facts import gather_facts
from extract.tables.overview.spellings import NameKind, read_corrected
from extract.tables.overview.summary import summarise
from extract.tables.overview.tables import SPELLINGS, SUMMARY, workload_rows
from extract.tables.overview.times import times_of
from extract.writers.collected import write_collected
from extract.writers.formats import Format
from models import Duration, FlowEdge, SopRecord, Step, Symbol
from models.finding import Concern, Scope
from models.language import Language
from tests.records import make_record

DAY = date(2026, 1, 1)


def flowing(minutes: list[float | None], arrows: list[tuple[int, int]]) -> SopRecord:
    """Return a record with steps of some minutes and some arrows."""
    record = make_record()
    record.steps = [
        Step(
            seq=seq,
            actors=["Kasubag Umum", "Camat"] if seq == 2 else ["Ka. Subbag Umum"],
            symbol=Symbol.DECISION if seq == 2 else Symbol.PROCESS,
            duration=None if one is None else Duration(raw=f"{one} menit", working_minutes=one),
        )
        for seq, one in enumerate(minutes, start=1)
    ]
    record.actors = ["Ka. Subbag Umum", "Camat", "Kasubag Umum"]
    record.flow = [FlowEdge(source=source, target=target) for source, target in arrows]
    return record


def test_the_longest_way_goes_through_each_loop_once() -> None:
    ways = [(1, 2), (2, 1), (2, 3), (2, 4), (3, 5), (4, 5)]
    times = times_of(flowing([10, 20, 5, 60, None], ways))
    assert (times.total, times.path, times.path_steps) == (95, 90, 4)
    assert times.timed_share == pytest.approx(4 / 5)
    assert times.path_timed_share == pytest.approx(3 / 4)
    assert times.reached_share == 1
    assert times_of(flowing([10, 20, 5], [(1, 2)])).reached_share == pytest.approx(2 / 3)
    assert times_of(flowing([10, 20], [])).path is None


def test_a_step_s_time_is_shared_and_spellings_are_one_unless_corrected(tmp_path: Path) -> None:
    record = flowing([10, 20, None], [])
    facts = gather_facts([record], DAY, {})
    loads = {row[1]: row[2:] for row in workload_rows(facts)}
    assert loads == {"Ka. Subbag Umum": (1, 3, 20, 1), "Camat": (1, 1, 10, 0)}
    rows = {row[1]: row for row in facts.spellings.rows()}
    assert rows["Kasubag Umum"] == ("actor", "Kasubag Umum", "Ka. Subbag Umum", 1, 1)
    assert len(SPELLINGS.columns) == len(rows["Camat"])

    path = tmp_path / "spellings.csv"
    path.write_text("kind;printed;canonical\nactor;KASUBAG UMUM;Kasubag Umum (Bappeda)\n", "utf-8")
    facts = gather_facts([record], DAY, read_corrected(path))
    assert facts.spellings.name(NameKind.ACTOR, "Kasubag Umum") == "Kasubag Umum (Bappeda)"
    path.write_text("kind,printed\nactor,x\n", "utf-8")
    with pytest.raises(BadRecordsError, match="line 2"):
        read_corrected(path)


def faulty() -> SopRecord:
    """Return an old record with a fault of its own, a habit of its office and a doubt."""
    record = make_record()
    record.header.created_on, record.header.effective_on = None, "2015-06-30"
    params = {"name": "UU 1/2000", "by": "UU 2/2010", "on": "2010", "date": "2015-06-30"}
    document, reading = {"concerns": Concern.DOCUMENT}, {"concerns": Concern.READING}
    habit = {**document, "scope": Scope.OFFICE, "group_id": "g"}
    record.findings = [
        make_finding("legal-basis-revoked", params=params, page=1).model_copy(update=document),
        make_finding("approver-rank-missing").model_copy(update=habit),
        make_finding("flow-arrows-missing").model_copy(update=reading),
    ]
    return record


def test_the_summary_says_what_to_revise_first_and_why() -> None:
    record = faulty()
    summary = summarise(record, gather_facts([record], DAY, {}))
    assert (summary.age_years, summary.revoked, summary.latest) == (10, 1, "2015-06-30")
    assert [f.code for f in summary.faults] == ["legal-basis-revoked"]
    assert [f.code for f in summary.repeated] == ["approver-rank-missing"]
    assert summary.reasons == ("legal basis revoked: 1", "10 years old")
    assert summary.lines()[0].startswith("p. 1: UU 1/2000 was revoked")
    assert summary.status == "to be mended"
    row = dict(zip(SUMMARY.names(), SUMMARY.row(summary), strict=True))
    assert (row["document_faults"], row["office_habits"], row["id"]) == (1, 1, record.id)


def test_the_workbook_begins_with_a_recapitulation_to_print(tmp_path: Path) -> None:
    records = [faulty()]
    with speaking(Language.INDONESIAN):
        write_collected(tmp_path, [Format.XLSX], records, gather_facts(records, DAY, {}))
    book = openpyxl.load_workbook(tmp_path / "sop.xlsx")
    assert book.sheetnames[:3] == ["Rekapitulasi", "Yang berulang", "Ikhtisar SOP"]
    sheet = book["Rekapitulasi"]
    assert [[cell.value for cell in row] for row in sheet["A1:F1"]] == [
        ["Nomor", "Nama", "Perangkat Daerah", "Tanggal", "Status", "Yang harus dibenahi"]
    ]
    assert sheet["E2"].value == "Perlu dibenahi"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.row_dimensions[2].height > 15, "wrapped text is seen whole"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Yang berulang"]["C2"].value == 1
    for name in book.sheetnames:
        assert not {"id", "path", "agency", "title"} & {cell.value for cell in book[name][1]}
