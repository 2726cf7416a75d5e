"""What is unusual on an identity sheet, and in the approver's number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checks.identity import check_identity, check_officer, check_rank
from models import Provenance, SopRecord, TextOrigin
from tests.records import make_record


def record(**values: object) -> SopRecord:
    whole = make_record()
    return whole.model_copy(update={"header": whole.header.model_copy(update=values)})


def codes(checked: SopRecord) -> list[str]:
    return [finding.code for finding in check_identity(checked)]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12 Tahun 2021", "sop-number-unusual"),
        ("Nomor 12 Tahun 2021", "sop-number-unusual"),
        ("SOP/ARS/KEARSIPAN", "sop-number-unusual"),
        ("067/ 14 /ARS/2024", "sop-number-has-blanks"),
        ("067 /14/ARS/2024", "sop-number-has-blanks"),
        ("067/....../ARS/2024", "sop-number-has-blanks"),
        ("067/___/ARS/2024", "sop-number-has-blanks"),
    ],
)
def test_an_unusual_number_is_said(number: str, code: str) -> None:
    [finding] = check_identity(record(sop_number=number))
    assert (finding.code, finding.field) == (code, "/header/sop_number")


@pytest.mark.parametrize(
    "number",
    ["067/14/ARS/2024", "067 / 14 / ARS / 2024", "SOP-14/ARS/2024", "SOP 14", "14", "000.8.3.3/88"],
)
def test_usual_numbers_are_not(number: str) -> None:
    assert codes(record(sop_number=number)) == []


def test_a_number_that_was_recognised_with_doubt_is_not_judged() -> None:
    scanned = record(sop_number="067/ 14 /ARS/2024")
    scanned.source.text_origin = TextOrigin.OCR
    scanned.provenance = {"/header/sop_number": Provenance(page=1, confidence=0.6)}
    assert codes(scanned) == []
    scanned.provenance = {"/header/sop_number": Provenance(page=1, confidence=0.97)}
    assert codes(scanned) == ["sop-number-has-blanks"]


def test_a_region_without_its_government_is_unusual() -> None:
    assert codes(record(government="KABUPATEN TIRTA AMAN")) == ["government-line-unusual"]
    assert codes(record(government="PEMERINTAH KABUPATEN TIRTA AMAN")) == []
    assert codes(record(government="KEMENTERIAN AGAMA REPUBLIK INDONESIA")) == []
    assert codes(record(government=None)) == []


def officer(nip: str, **dates: str) -> list[str]:
    whole = record(**dates)
    approver = whole.header.approver.model_copy(update={"nip": nip})
    header = whole.header.model_copy(update={"approver": approver})
    return [f.code for f in check_officer(whole.model_copy(update={"header": header}))]


@pytest.mark.parametrize(
    ("nip", "code"),
    [
        ("198904131988041001", "nip-appointed-before-birth"),
        ("197013011995031001", "nip-birth-date-impossible"),
        ("197001011995131001", "nip-appointment-month-impossible"),
        ("197001011975031001", "nip-appointed-too-young"),
        ("193001011999031001", "nip-appointed-too-old"),
        ("197001011995033001", "nip-sex-digit"),
        ("197001011995031000", "nip-serial-zero"),
    ],
)
def test_a_number_that_cannot_be_is_said(nip: str, code: str) -> None:
    assert officer(nip) == [code]


@given(st.from_regex(r"[0-9]{18}", fullmatch=True))
def test_whatever_can_be_wrong_with_a_number_is_a_kind_of_finding(nip: str) -> None:
    officer(nip, created_on="2019-03-01")


def test_a_sound_number_is_not() -> None:
    assert officer("197001011995031001") == []


@pytest.mark.parametrize(
    ("rank", "codes_"),
    [
        ("Pembina Tk. I (IV/b)", []),
        ("Pembina Tk. I (IV/a)", ["rank-golongan-mismatch"]),
        ("Pembina (IV/f)", ["golongan-impossible"]),
        ("Pembina", []),
        ("AKBP", []),
        ("Ahli Madya", []),
        (None, []),
    ],
)
def test_a_rank_and_its_class(rank: str | None, codes_: list[str]) -> None:
    whole = record()
    approver = whole.header.approver.model_copy(update={"rank": rank})
    header = whole.header.model_copy(update={"approver": approver})
    found = [f.code for f in check_rank(whole.model_copy(update={"header": header}))]
    assert found == codes_


def test_an_approver_must_have_been_appointed_by_then() -> None:
    assert officer("199501012020121001", created_on="2019-03-01") == ["nip-appointed-later"]
    assert officer("199501012020121001", created_on="2021") == []
