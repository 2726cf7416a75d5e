"""Dates that cannot be, and regulations younger than the SOP."""

from __future__ import annotations

from datetime import date

import pytest

from extract.checks.dates import check_ages, check_dates
from models import Citation, RegulationType, Severity, SopRecord, TextOrigin
from tests.records import make_record

TODAY = date(2025, 6, 30)


def record(**dates: str | None) -> SopRecord:
    whole = make_record()
    none = {"created_on": None, "revised_on": None, "effective_on": None}
    return whole.model_copy(update={"header": whole.header.model_copy(update={**none, **dates})})


def found(checked: SopRecord) -> list[tuple[str, str | None, Severity]]:
    return [
        (f.code, f.field, f.severity)
        for f in check_dates(checked, TODAY)
        if f.code != "date-without-day"
    ]


def test_a_date_without_its_day_is_worth_a_look() -> None:
    [finding] = check_dates(record(created_on="2024-02", effective_on="2024-02-12"), TODAY)
    assert (finding.code, finding.field) == ("date-without-day", "/header/created_on")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "dates",
    [
        {"created_on": "2023-01-02", "revised_on": "2024-01-02", "effective_on": "2024-02-01"},
        {"created_on": "2024-02-12", "effective_on": "2024-02"},
        {"created_on": "2024", "effective_on": "2024-01-01"},
        {"created_on": "2025-06-30"},
        {},
    ],
)
def test_dates_that_follow_each_other_are_no_finding(dates: dict[str, str]) -> None:
    assert found(record(**dates)) == []


@pytest.mark.parametrize(
    ("dates", "code", "field", "severity"),
    [
        ({"created_on": "2023-03-02", "effective_on": "2023-02-01"}, "date-order",
         "effective_on", Severity.WARNING),
        ({"created_on": "2023-03", "effective_on": "2023-02-01"}, "date-order",
         "effective_on", Severity.WARNING),
        ({"created_on": "2023-03-02", "revised_on": "2022"}, "date-order",
         "revised_on", Severity.WARNING),
        ({"revised_on": "2024-03-02", "effective_on": "2022-01-01"}, "date-order",
         "effective_on", Severity.INFO),
        ({"created_on": "2052-03-02"}, "date-in-future", "created_on", Severity.WARNING),
        ({"effective_on": "2025-07-01"}, "date-in-future", "effective_on", Severity.INFO),
        ({"created_on": "1923-03-02"}, "date-implausible", "created_on", Severity.WARNING),
    ],
)  # fmt: skip
def test_dates_that_do_not_are(
    dates: dict[str, str], code: str, field: str, severity: Severity
) -> None:
    assert found(record(**dates)) == [(code, f"/header/{field}", severity)]


def test_the_day_of_the_run_decides_what_is_the_future() -> None:
    later = date(2053, 1, 1)
    assert list(check_dates(record(created_on="2052-03-02"), later)) == []


def citing(year: int, checked: SopRecord) -> SopRecord:
    cited = Citation(raw="x", type=RegulationType.UU, number="1", year=year)
    return checked.model_copy(update={"legal_basis": [cited]})


def test_a_regulation_younger_than_the_sop_is_said() -> None:
    old = record(created_on="2019-02-01", effective_on="2019-03-01")
    [finding] = check_ages(citing(2021, old))
    assert (finding.code, finding.field) == ("legal-basis-newer", "/legal_basis/0")
    assert list(check_ages(citing(2019, old))) == []
    assert list(check_ages(citing(2021, record(created_on="2019", revised_on="2022")))) == []
    assert list(check_ages(citing(2021, record()))) == []


def test_a_date_that_was_recognised_may_have_been_misread() -> None:
    scanned = record(created_on="2052-03-02")
    scanned.source.text_origin = TextOrigin.OCR
    [finding] = check_dates(scanned, TODAY)
    assert "misread" in finding.message
