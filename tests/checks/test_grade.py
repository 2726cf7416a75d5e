from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.checks import check_record
from extract.checks.grade import expect_right, grade_record
from extract.pipeline import extract_document
from extract.settings import Settings
from models import Finding, Grade, Provenance, Severity, SopRecord, TextOrigin
from tests.records import make_record

SAMPLES = Path(__file__).parents[2] / "samples"


def record_of(
    *confidences: float, origin: TextOrigin = TextOrigin.OCR, findings: tuple[str, ...] = ()
) -> SopRecord:
    """Return a record of values with these confidences and findings of these codes."""
    record = make_record()
    return record.model_copy(
        update={
            "source": record.source.model_copy(update={"text_origin": origin}),
            "provenance": {
                f"/steps/{index}/activity": Provenance(page=1, confidence=confidence)
                for index, confidence in enumerate(confidences)
            },
            "findings": [
                Finding(code=code, severity=Severity.WARNING, message="Look at it.")
                for code in findings
            ],
        }
    )


@pytest.mark.parametrize(
    ("confidences", "grade"),
    [
        ((0.95, 0.93, 0.9, 0.96), Grade.GOOD),
        ((0.95, 0.93, 0.4, 0.9), Grade.FAIR),
        ((0.95, 0.3, 0.4, 0.9), Grade.POOR),
        ((0.2,), Grade.POOR),
        ((), Grade.POOR),
    ],
)
def test_the_grade_follows_from_how_sure_the_values_are(
    confidences: tuple[float, ...], grade: Grade
) -> None:
    assert grade_record(record_of(*confidences)) is grade


def test_what_was_not_found_counts_where_text_was_recognised() -> None:
    missing = ("title-missing", "approver-nip-missing", "sop-number-missing")
    values = (0.95,) * 10
    assert grade_record(record_of(*values, findings=missing)) is Grade.POOR
    assert grade_record(record_of(*values, findings=missing[:1])) is Grade.FAIR
    digital = record_of(*(1.0,) * 10, origin=TextOrigin.DIGITAL, findings=missing)
    assert grade_record(digital) is Grade.GOOD, "its office left them out"
    assert expect_right(digital) == 1.0


@pytest.mark.parametrize(
    ("code", "grade"),
    [
        ("recognition-failed", Grade.POOR),
        ("steps-missing", Grade.POOR),
        ("identity-sheet-missing", Grade.FAIR),
        ("text-order-unreliable", Grade.FAIR),
        ("step-number-gap", Grade.GOOD),
        ("decision-ways-missing", Grade.GOOD),
        # No arrow leaves a step that is no end: one may have been overlooked.
        ("flow-dead-end", Grade.FAIR),
        ("arrow-end-unknown", Grade.FAIR),
        ("arrows-tangled", Grade.FAIR),
    ],
)
def test_a_finding_on_the_reading_caps_the_grade_and_one_on_the_document_does_not(
    code: str, grade: Grade
) -> None:
    sure = record_of(*(1.0,) * 9, origin=TextOrigin.DIGITAL, findings=(code,))
    assert grade_record(sure) is grade


def test_a_finding_never_makes_a_grade_better() -> None:
    poor = record_of(0.3, 0.4, findings=("identity-sheet-missing",))
    assert grade_record(poor) is Grade.POOR


def test_the_grade_is_given_after_all_checks() -> None:
    record = make_record().model_copy(update={"steps": [], "findings": []})
    assert record.grade is None
    assert check_record(record).grade is Grade.POOR


@cache
def grades(name: str) -> list[Grade | None]:
    records = extract_document(SAMPLES / name, source_path=name, settings=Settings())
    return [record.grade for record in records]


@pytest.mark.parametrize(
    "name",
    ["kecamatan-telaga-bestari.pdf", "dinas-pustaka-arsip.pdf", "inspektorat-nusa-kelapa.txt"],
)
def test_digital_samples_are_read_well(name: str) -> None:
    assert set(grades(name)) == {Grade.GOOD}


def test_text_taken_apart_by_an_export_is_not_read_as_well() -> None:
    assert set(grades("bkd-tanjung-lestari-linier.txt")) == {Grade.FAIR}
