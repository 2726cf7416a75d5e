"""Any cell gives a duration that keeps order, or none; a printed normal form is read back."""

from __future__ import annotations

import re
from datetime import timedelta

from babel.dates import format_timedelta
from hypothesis import given
from hypothesis import strategies as st

from models.duration import Duration, DurationKind, DurationUnit
from normalize.durations import format_duration, parse_duration

PIECES = [
    "1", "24", "2,5", "½", "dua", "puluh", "ribu", "x", "-", "s.d.", "(", ")", "jam", "menit",
    "hari kerja", "hari", "minggu", "maks", "minimal", "antara", "dan", "sehari", "/", "per", "@",
    "setiap", "berkas", "'", '"', "±", ",", "H", "selesai", "08.00", "\u0130", "\u00b2", "\u0663",
]  # fmt: skip
CELLS = st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join)
AMOUNTS = st.integers(0, 9999) | st.integers(1, 99_999).map(lambda hundredths: hundredths / 100)
# Seconds of a unit as babel counts them.
BABEL_UNITS = {
    DurationUnit.MINUTE: 60, DurationUnit.HOUR: 3600, DurationUnit.DAY: 86_400,
    DurationUnit.WEEK: 604_800, DurationUnit.YEAR: 31_536_000,
}  # fmt: skip


@given(CELLS, st.none() | CELLS)
def test_any_cell_gives_a_duration_that_keeps_order(text: str, heading: str | None) -> None:
    duration = parse_duration(text, heading)
    if duration is None:
        return
    assert duration.raw
    assert (duration.kind is DurationKind.DURATION) == (duration.unit is not None)
    assert (duration.unit is None) == (duration.min is None and duration.max is None)
    assert (duration.iso8601 is None) == (duration.max is None)
    assert (duration.working_basis is None) == (duration.working_minutes is None)
    assert duration.iso8601 is None or re.fullmatch(
        r"P(?=.)(?:[\d.]+Y)?(?:[\d.]+M)?(?:[\d.]+W)?(?:[\d.]+D)?"
        r"(?:T(?:[\d.]+H)?(?:[\d.]+M)?(?:[\d.]+S)?)?",
        duration.iso8601,
    )
    if duration.min is not None and duration.max is not None:
        assert duration.min <= duration.max


@given(
    AMOUNTS,
    AMOUNTS,
    st.sampled_from(DurationUnit),
    st.sampled_from(["exact", "range", "upper", "lower"]),
    st.booleans(),
    st.sampled_from([None, "berkas", "orang", "@"]),
)
def test_the_normal_form_is_read_back(
    one: float, other: float, unit: DurationUnit, form: str, approximate: bool, per: str | None
) -> None:
    low, high = sorted((one, other))
    meant = Duration(
        raw="",
        kind=DurationKind.DURATION,
        min={"exact": one, "range": low, "upper": None, "lower": one}[form],
        max={"exact": one, "range": high, "upper": one, "lower": None}[form],
        unit=unit,
        approximate=approximate,
        per=per,
    )
    read = parse_duration(format_duration(meant))
    assert read is not None
    for name in ("kind", "min", "max", "unit", "approximate", "per"):
        assert getattr(read, name) == getattr(meant, name), name


@given(CELLS)
def test_the_normal_form_of_what_was_read_keeps_its_meaning(text: str) -> None:
    duration = parse_duration(text)
    if duration is None or duration.unit is None:
        return
    again = parse_duration(format_duration(duration))
    assert again is not None
    assert (again.min, again.max, again.unit) == (duration.min, duration.max, duration.unit)


@given(st.integers(1, 50), st.sampled_from(sorted(BABEL_UNITS)))
def test_what_babel_prints_in_indonesian_is_read(count: int, unit: DurationUnit) -> None:
    time = timedelta(seconds=BABEL_UNITS[unit] * count)
    printed = format_timedelta(time, granularity=unit, threshold=10_000, locale="id")
    duration = parse_duration(printed)
    assert duration is not None
    assert (duration.min, duration.max, duration.unit) == (count, count, unit)
