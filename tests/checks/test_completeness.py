"""What every SOP should hold and a record does not."""

from __future__ import annotations

import pytest

from extract.checks import check_record
from extract.checks.completeness import check_completeness
from models import Approver, Header, SopRecord
from tests.records import make_record

FULL = Header(
    government="PEMERINTAH KABUPATEN TIRTA AMAN",
    agency="DINAS KEARSIPAN",
    sop_number="067/01/ARS/2024",
    title="Peminjaman Arsip",
    created_on="2024-02",
    effective_on="2024-06-01",
    approver=Approver(position="Kepala Dinas", name="Bunga Ujian", nip="197001011995031001"),
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


def test_missing_steps_and_legal_basis_are_said() -> None:
    assert codes(record(steps=[], legal_basis=[], flow=[])) == {
        "steps-missing", "legal-basis-missing",
    }  # fmt: skip


def test_what_reading_found_stays_before_what_the_checks_find() -> None:
    before = make_record().findings
    after = check_record(make_record()).findings
    assert after[: len(before)] == before
    assert len(after) > len(before)
