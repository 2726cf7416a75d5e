from __future__ import annotations

import pytest

from models.duration import CountedAs, Duration, WorkingBasis
from normalize.durations import parse_duration
from tests.normalize.rows import read_rows

ROWS = read_rows("durations")
NAMES = [f"{row['source']}: {row['printed']} [{row['heading']}]" for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_cell_means_what_is_printed(row: dict[str, str]) -> None:
    duration = parse_duration(row["printed"], row["heading"] or None)
    assert duration is not None
    assert {
        "kind": duration.kind,
        "min": shown(duration.min),
        "max": shown(duration.max),
        "unit": duration.unit or "",
        "iso8601": duration.iso8601 or "",
        "more": more_of(duration),
    } == {name: row[name] for name in ("kind", "min", "max", "unit", "iso8601", "more")}


def shown(value: float | None) -> str:
    return "" if value is None else str(value)


def more_of(duration: Duration) -> str:
    """Return what a row's `more` says of a duration."""
    return " ".join(
        ["about"] * duration.approximate
        + [f"per={duration.per}"] * (duration.per is not None)
        + [f"words={duration.in_words}"] * (duration.in_words is not None)
        + ["several"] * duration.several
    )


@pytest.mark.parametrize("printed", ["", " ", "-", "–", "....", "____", "\u00a0", "( )"])
def test_an_empty_cell_has_no_duration(printed: str) -> None:
    assert parse_duration(printed) is None


@pytest.mark.parametrize(
    ("printed", "minutes"),
    [
        ("20 menit", 20), ("2 jam", 120), ("1 x 24 jam", 1440), ("2 hari", 900),
        ("3 hari kerja", 1350), ("1 minggu", 2250), ("1-2 hari", 900), ("1 hari 2 jam", 570),
        ("½ hari", 225), ("minimal 2 jam", None), ("Setiap saat", None),
    ],
)  # fmt: skip
def test_working_minutes_follow_perpres_21_of_2023(printed: str, minutes: float | None) -> None:
    duration = parse_duration(printed)
    assert duration is not None
    assert duration.working_minutes == minutes


def test_working_minutes_follow_the_runs_own_calendar() -> None:
    week = parse_duration("1 minggu", minutes_a_day=300, days_a_week=6)
    year, month = parse_duration("1 tahun"), parse_duration("1 bulan")
    assert week is not None
    assert week.working_minutes == 1800
    assert year is not None and month is not None
    assert year.working_minutes == pytest.approx(450 * 5 * 365.25 / 7, abs=0.01)
    assert month.working_minutes == pytest.approx(450 * 5 * 365.25 / 7 / 12, abs=0.01)


@pytest.mark.parametrize(
    ("printed", "counted_as", "minutes_a_day", "days_a_week"),
    [
        ("30 menit", CountedAs.CLOCK, None, None),
        ("1 x 24 jam", CountedAs.CLOCK, None, None),
        ("3 hari kerja", CountedAs.WORKING_DAYS, 400, None),
        ("3 hari", CountedAs.DAYS, 400, None),
        ("2 minggu", CountedAs.WEEKS, 400, 6),
        ("1 triwulan", CountedAs.MONTHS, 400, 6),
        ("1 tahun", CountedAs.YEARS, 400, 6),
        ("1 hari 2 jam", CountedAs.DAYS, 400, None),
    ],
)
def test_the_basis_of_working_minutes_is_told(
    printed: str, counted_as: CountedAs, minutes_a_day: float | None, days_a_week: float | None
) -> None:
    duration = parse_duration(printed, minutes_a_day=400, days_a_week=6)
    assert duration is not None
    assert duration.working_basis == WorkingBasis(
        counted_as=counted_as, minutes_a_day=minutes_a_day, days_a_week=days_a_week
    )


@pytest.mark.parametrize("printed", ["minimal 2 jam", "Setiap saat", "60"])
def test_without_working_minutes_there_is_no_basis(printed: str) -> None:
    duration = parse_duration(printed)
    assert duration is not None
    assert (duration.working_minutes, duration.working_basis) == (None, None)


def test_the_wording_is_kept_with_its_whitespace_folded() -> None:
    duration = parse_duration(" 2\u00a0(dua)\n Hari ")
    assert duration is not None
    assert duration.raw == "2 (dua) Hari"


def test_whole_numbers_are_ints() -> None:
    duration = parse_duration("1,0 jam")
    assert duration is not None
    assert (type(duration.min), type(duration.max)) == (int, int)
