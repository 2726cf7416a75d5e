"""What does not fit in a step table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.checks.steps import check_steps
from models import Severity, SopRecord, Step
from normalize.durations import parse_duration
from tests.records import make_record

Row = tuple[str, str, str, str]


def record(*rows: Row, numbers: Sequence[int] | None = None) -> SopRecord:
    steps = [
        Step(
            seq=seq,
            number=str(numbers[seq - 1] if numbers else seq),
            activity=activity,
            requirements=requirements or None,
            duration=parse_duration(time) if time else None,
            output=output or None,
        )
        for seq, (activity, requirements, time, output) in enumerate(rows, 1)
    ]
    return make_record().model_copy(update={"steps": steps, "flow": []})


def found(checked: SopRecord) -> list[tuple[str, str | None, Severity]]:
    return [(f.code, f.field, f.severity) for f in check_steps(checked)]


def times(*cells: str, activity: str = "Menyusun daftar arsip") -> SopRecord:
    return record(*((activity if i == 1 else "Menerima berkas", "", c, "")
                    for i, c in enumerate(cells)))  # fmt: skip


def test_long_work_in_a_moment_is_implausible() -> None:
    expected = [("duration-implausible", "/steps/1/duration", Severity.WARNING)]
    assert found(times("1 jam", "2 menit", "30 menit")) == expected
    assert found(times("1 hari", "3 menit", "1 jam")) == expected


@pytest.mark.parametrize(
    "checked",
    [
        times("1 jam", "2 menit", "30 menit", activity="Menandatangani daftar arsip"),
        times("5 menit", "2 menit", "10 menit"),
        times("1 jam", "10 menit", "2 hari"),
        times("", "2 menit", ""),
        times("1 jam", "Setiap saat", "1 jam"),
    ],
)
def test_a_short_time_alone_is_not(checked: SopRecord) -> None:
    assert found(checked) == []


def test_no_time_at_all_is_implausible() -> None:
    [(code, _, severity)] = found(times("1 jam", "0 menit", "1 jam", activity="Menerima arsip"))
    assert (code, severity) == ("duration-implausible", Severity.WARNING)


def test_the_same_work_may_not_take_a_hundred_times_as_long() -> None:
    checked = record(
        ("Menyusun laporan arsip semester", "", "60 hari", ""),
        ("Menyerahkan laporan", "", "15 menit", ""),
        ("Menyusun laporan arsip tahunan dari laporan semesteran", "", "15 menit", ""),
    )
    assert found(checked) == [("duration-implausible", "/steps/2/duration", Severity.INFO)]


def test_a_step_that_needs_its_own_result_is_said() -> None:
    done = "Daftar arsip terverifikasi"
    checked = record(("Memverifikasi daftar arsip", done, "", done))
    assert found(checked) == [("requirement-equals-output", "/steps/0/requirements", Severity.INFO)]


@pytest.mark.parametrize(
    "row",
    [
        ("Memverifikasi daftar arsip", "Daftar arsip", "", "Daftar arsip terverifikasi"),
        ("Menyerahkan daftar", "Daftar arsip terverifikasi", "", "Daftar arsip terverifikasi"),
        ("Menyimpan daftar arsip", "Daftar arsip", "", "Daftar arsip"),
    ],
)
def test_what_is_passed_on_unchanged_is_not(row: Row) -> None:
    assert found(record(row)) == []


PASSED_ON = (
    ("Mendata arsip", "Arsip", "", "Daftar arsip"),
    ("Menyerahkan laporan pendataan kepada Kepala", "Daftar arsip", "", "Disposisi"),
)


def test_a_paper_that_no_step_makes_is_said_after_a_gap_in_the_numbers() -> None:
    gap = record(*PASSED_ON, numbers=(1, 4))
    assert found(gap) == [("input-not-produced", "/steps/1/activity", Severity.INFO)]
    assert found(record(*PASSED_ON)) == []
    made = (("Membuat laporan pendataan", "Arsip", "", "Laporan"), PASSED_ON[1])
    assert found(record(*made, numbers=(1, 4))) == []
