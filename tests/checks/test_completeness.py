"""What every SOP should hold and a record does not."""

from __future__ import annotations

import pytest

from extract.checks import check_record
from extract.checks.completeness import check_completeness
from extract.findings.registry import make_finding
from models import Approver, Duration, Header, Severity, SopRecord, Step
from tests.records import make_record

FULL = Header(
    government="PEMERINTAH KABUPATEN TIRTA AMAN",
    agency="DINAS KEARSIPAN",
    sop_number="067/01/ARS/2024",
    title="Peminjaman Arsip",
    created_on="2024-02",
    effective_on="2024-06-01",
    approver=Approver(
        position="Kepala Dinas",
        name="Bunga Ujian",
        rank="Pembina (IV/a)",
        nip="197001011995031001",
    ),
)


def record(**changes: object) -> SopRecord:
    return make_record().model_copy(update={"header": FULL, **changes})


def codes(checked: SopRecord) -> set[str]:
    return {finding.code for finding in check_completeness(checked)}


def test_a_whole_record_lacks_nothing() -> None:
    assert codes(record()) == set()


@pytest.mark.parametrize(
    ("name", "code"),
    [("sop_number", "sop-number-missing"), ("title", "title-missing"),
     ("agency", "agency-missing"), ("created_on", "created-date-missing"),
     ("effective_on", "effective-date-missing")],
)  # fmt: skip
def test_a_missing_field_is_said_with_its_place(name: str, code: str) -> None:
    [finding] = check_completeness(record(header=FULL.model_copy(update={name: None})))
    assert (finding.code, finding.field) == (code, f"/header/{name}")


@pytest.mark.parametrize("name", ["position", "name", "nip"])
def test_a_missing_part_of_the_approval_is_said(name: str) -> None:
    approver = FULL.approver.model_copy(update={name: None})
    [finding] = check_completeness(record(header=FULL.model_copy(update={"approver": approver})))
    assert (finding.code, finding.field) == (f"approver-{name}-missing", f"/header/approver/{name}")


def test_a_rank_that_is_not_printed_is_worth_a_look() -> None:
    approver = FULL.approver.model_copy(update={"rank": None})
    [finding] = check_completeness(record(header=FULL.model_copy(update={"approver": approver})))
    assert (finding.code, finding.severity) == ("approver-rank-missing", Severity.INFO)


@pytest.mark.parametrize(
    "approver",
    [
        Approver(position="BUPATI TIRTA AMAN", name="Bunga Ujian"),
        Approver(position="Kepala Kepolisian Resor", name="Bunga Ujian", rank="AKBP"),
    ],
)
def test_nobody_is_asked_for_a_number_they_do_not_have(approver: Approver) -> None:
    assert codes(record(header=FULL.model_copy(update={"approver": approver}))) == set()


def step(seq: int, **cells: object) -> Step:
    whole = {"activity": "Mencatat", "output": "Catatan", "duration": Duration(raw="1 jam")}
    return Step.model_validate({"seq": seq, "number": str(seq), **whole, **cells})


def test_a_step_without_time_or_output_among_others_is_named() -> None:
    steps = [step(1), step(2, duration=None), step(3, output=None), step(4)]
    found = [(f.code, f.field) for f in check_completeness(record(steps=steps))]
    assert found == [
        ("step-duration-missing", "/steps/1/duration"),
        ("step-output-missing", "/steps/2/output"),
    ]


def test_a_column_that_most_steps_leave_empty_is_no_oversight() -> None:
    steps = [step(1), *(step(seq, duration=None) for seq in (2, 3, 4))]
    assert codes(record(steps=steps)) == set()


def test_a_row_without_activity_is_named() -> None:
    assert codes(record(steps=[step(1), step(2, activity=None)])) == {"step-activity-missing"}


def test_what_was_found_and_not_understood_is_not_said_twice() -> None:
    header = FULL.model_copy(update={"created_on": None})
    not_read = make_finding("date-not-understood", params={"text": "?"}, field="/header/created_on")
    assert codes(record(header=header, findings=[not_read])) == set()


def test_missing_steps_and_legal_basis_are_said() -> None:
    assert codes(record(steps=[], legal_basis=[], flow=[])) == {
        "steps-missing", "legal-basis-missing",
    }  # fmt: skip


def test_what_reading_found_stays_before_what_the_checks_find() -> None:
    before = make_record().findings
    after = check_record(make_record()).findings
    assert after[: len(before)] == before
    assert len(after) > len(before)
