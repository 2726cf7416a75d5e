from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.duration import Duration, DurationUnit
from normalize.durations import parse_duration

# printed: (min, max, unit, iso8601)
CASES: dict[str, tuple[float | None, float | None, str | None, str | None]] = {
    # whole numbers and units
    "15 menit": (15, 15, "minute", "PT15M"),
    "60 Menit": (60, 60, "minute", "PT60M"),
    "15 mnt": (15, 15, "minute", "PT15M"),
    "15'": (15, 15, "minute", "PT15M"),
    "15\u2019": (15, 15, "minute", "PT15M"),
    '30"': (30, 30, "minute", "PT30M"),
    "2 Jam": (2, 2, "hour", "PT2H"),
    "1jam": (1, 1, "hour", "PT1H"),
    "1 Jam kerja": (1, 1, "hour", "PT1H"),
    "3 hari": (3, 3, "day", "P3D"),
    "1 hr": (1, 1, "day", "P1D"),
    "3 hari kerja": (3, 3, "working_day", "P3D"),
    "3 hari (kerja)": (3, 3, "working_day", "P3D"),
    "5 HK": (5, 5, "working_day", "P5D"),
    "1 Minggu": (1, 1, "week", "P1W"),
    "2 pekan": (2, 2, "week", "P2W"),
    "1 bulan": (1, 1, "month", "P1M"),
    "2 bln": (2, 2, "month", "P2M"),
    "1 Thn": (1, 1, "year", "P1Y"),
    "1 triwulan": (3, 3, "month", "P3M"),
    "2 semester": (12, 12, "month", "P12M"),
    "30 detik": (0.5, 0.5, "minute", "PT30S"),
    "120 Hari": (120, 120, "day", "P120D"),
    "2.400 menit": (2400, 2400, "minute", "PT2400M"),
    "(15 menit)": (15, 15, "minute", "PT15M"),
    "05 menit.": (5, 5, "minute", "PT5M"),
    # fractions and number words
    "1,5 jam": (1.5, 1.5, "hour", "PT1H30M"),
    "0,5 jam": (0.5, 0.5, "hour", "PT30M"),
    "½ jam": (0.5, 0.5, "hour", "PT30M"),
    "1½ jam": (1.5, 1.5, "hour", "PT1H30M"),
    "1 1/2 jam": (1.5, 1.5, "hour", "PT1H30M"),
    "1/2 hari": (0.5, 0.5, "day", "P0.5D"),
    "setengah hari": (0.5, 0.5, "day", "P0.5D"),
    "satu setengah jam": (1.5, 1.5, "hour", "PT1H30M"),
    "dua hari": (2, 2, "day", "P2D"),
    "sepuluh menit": (10, 10, "minute", "PT10M"),
    "lima belas menit": (15, 15, "minute", "PT15M"),
    "dua puluh lima menit": (25, 25, "minute", "PT25M"),
    "seratus dua puluh menit": (120, 120, "minute", "PT120M"),
    "sehari": (1, 1, "day", "P1D"),
    "seminggu": (1, 1, "week", "P1W"),
    "2 (dua) hari": (2, 2, "day", "P2D"),
    "20 (dua puluh) menit": (20, 20, "minute", "PT20M"),
    "dua (2) hari kerja": (2, 2, "working_day", "P2D"),
    # ranges
    "1-2 hari": (1, 2, "day", "P2D"),
    "1 – 20 Hari Kerja": (1, 20, "working_day", "P20D"),
    "5 s.d. 10 menit": (5, 10, "minute", "PT10M"),
    "3 s/d 5 hari": (3, 5, "day", "P5D"),
    "3 sampai dengan 5 hari": (3, 5, "day", "P5D"),
    "2-3 (dua sampai tiga) hari": (2, 3, "day", "P3D"),
    "5 menit - 10 menit": (5, 10, "minute", "PT10M"),
    "30 menit - 1 jam": (30, 60, "minute", "PT1H"),
    "1-2 x 24 jam": (24, 48, "hour", "PT48H"),
    # bounds
    "maks. 3 hari": (None, 3, "day", "P3D"),
    "Max 3 hari": (None, 3, "day", "P3D"),
    "maksimal 7 hari": (None, 7, "day", "P7D"),
    "paling lama 7 hari kerja": (None, 7, "working_day", "P7D"),
    "Paling lambat 3 (tiga) hari kerja": (None, 3, "working_day", "P3D"),
    "selambat-lambatnya 2 hari": (None, 2, "day", "P2D"),
    "3 hari (maks)": (None, 3, "day", "P3D"),
    "s.d. 3 hari": (None, 3, "day", "P3D"),
    "kurang dari 1 jam": (None, 1, "hour", "PT1H"),
    "< 15 menit": (None, 15, "minute", "PT15M"),
    "minimal 2 jam": (2, None, "hour", None),
    "min. 2 jam": (2, None, "hour", None),
    "> 1 hari": (1, None, "day", None),
    "± 15 menit": (15, 15, "minute", "PT15M"),
    "+/- 15 menit": (15, 15, "minute", "PT15M"),
    "kurang lebih 1 jam": (1, 1, "hour", "PT1H"),
    # compounds and products
    "1 jam 30 menit": (90, 90, "minute", "PT1H30M"),
    "1 jam, 30 menit": (90, 90, "minute", "PT1H30M"),
    "10 mnt 30 dtk": (10.5, 10.5, "minute", "PT10M30S"),
    "1 hari kerja 2 jam": (9.5, 9.5, "hour", "P1DT2H"),
    "1 minggu 2 hari": (9, 9, "day", "P9D"),
    "1 tahun 6 bulan": (18, 18, "month", "P1Y6M"),
    "1 x 24 jam": (24, 24, "hour", "PT24H"),
    "3x24 jam": (72, 72, "hour", "PT72H"),
    "2 × 60 menit": (120, 120, "minute", "PT120M"),
    "Maks. 2x24 jam": (None, 48, "hour", "PT48H"),
    # rates and words around
    "15 menit/berkas": (15, 15, "minute", "PT15M"),
    "15 menit/ berkas": (15, 15, "minute", "PT15M"),
    "15 menit per berkas": (15, 15, "minute", "PT15M"),
    "7 hari kerja sejak berkas diterima": (7, 7, "working_day", "P7D"),
    "1 Hari Kerja (7,5 jam)": (1, 1, "working_day", "P1D"),
    "maksimal 10 hari kerja dan dapat diperpanjang 7 hari kerja": (None, 10, "working_day", "P10D"),
    # misprints
    "2 Mneit": (2, 2, "minute", "PT2M"),
    "3 hri": (3, 3, "day", "P3D"),
    "1 bulam": (1, 1, "month", "P1M"),
    "15 rnenit": (15, 15, "minute", "PT15M"),
    "2 Jarn": (2, 2, "hour", "PT2H"),
    "6 han": (6, 6, "day", "P6D"),
    "3 hari kcrja": (3, 3, "working_day", "P3D"),
    "3 harl kerja": (3, 3, "working_day", "P3D"),
    "7 hai keja": (7, 7, "working_day", "P7D"),
    "1S menit": (15, 15, "minute", "PT15M"),
    "l20 Hari": (120, 120, "day", "P120D"),
    "1O menit": (10, 10, "minute", "PT10M"),
    "I0x24 jam": (240, 240, "hour", "PT240H"),
    "l hari": (1, 1, "day", "P1D"),
    "I x 24 jam": (24, 24, "hour", "PT24H"),
    "5 (ljma) hari": (5, 5, "day", "P5D"),
    "paling lama7 hari kerja": (None, 7, "working_day", "P7D"),
    "1jam30menit": (90, 90, "minute", "PT1H30M"),
}  # fmt: skip

NO_DURATION = [
    "Setiap saat", "Setiap hari", "Setiap Hari Kerja", "Tentatif", "Insidentil", "Sesuai jadwal",
    "Menyesuaikan", "Kondisional", "H-5", "H-5 hari", "H+1", "Pukul 08.00", "08.00 - 16.00 WIB",
    "jam 8 - 10", "2 kali seminggu", "1 x sehari", "2x/minggu", "5 hari sekali", "1 bulan sekali",
    "setiap 3 bulan", "Tanggal 5 bulan berikutnya", "Minggu ke-2", "Tahun 2020", "3 orang", "1 hal",
    "2 minggu sebelum pelaksanaan", "60", "Pada hari dan jam kerja", "10 - 5 hari",
    "99999999999 hari",
]  # fmt: skip


def values(duration: Duration | None) -> tuple[object, ...]:
    assert duration is not None
    return duration.min, duration.max, duration.unit, duration.iso8601


@pytest.mark.parametrize(("printed", "meant"), CASES.items())
def test_a_duration_means_what_is_printed(printed: str, meant: tuple[object, ...]) -> None:
    assert values(parse_duration(printed)) == meant


@pytest.mark.parametrize("printed", NO_DURATION)
def test_what_is_no_duration_keeps_its_wording_alone(printed: str) -> None:
    duration = parse_duration(printed)
    assert duration == Duration(raw=printed)


@pytest.mark.parametrize("printed", ["", " ", "-", "–", "....", "____", "\u00a0", "( )"])
def test_an_empty_cell_has_no_duration(printed: str) -> None:
    assert parse_duration(printed) is None


@pytest.mark.parametrize(
    ("printed", "heading", "meant"),
    [
        ("60", "Menit", (60, 60, "minute", "PT60M")),
        ("15-30", "Waktu (Menit)", (15, 30, "minute", "PT30M")),
        ("maks 15", "Menit", (None, 15, "minute", "PT15M")),
        ("1,5", "Jam", (1.5, 1.5, "hour", "PT1H30M")),
        ("3", "Hari Kerja", (3, 3, "working_day", "P3D")),
        ('900"', "Waktu (Menit)", (900, 900, "minute", "PT900M")),
        ("2 jam", "Menit", (2, 2, "hour", "PT2H")),
        ("60", "Waktu (Jam/Menit)", (None, None, None, None)),
        ("60", "Waktu", (None, None, None, None)),
        ("60", '"', (None, None, None, None)),
        ("08.00 - 10.00", "Menit", (None, None, None, None)),
        ("3 berkas", "Menit", (None, None, None, None)),
    ],
)
def test_the_heading_gives_a_bare_number_its_unit(
    printed: str, heading: str, meant: tuple[object, ...]
) -> None:
    assert values(parse_duration(printed, heading)) == meant


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


def test_the_wording_is_kept_with_its_whitespace_folded() -> None:
    duration = parse_duration(" 2\u00a0(dua)\n Hari ")
    assert duration is not None
    assert duration.raw == "2 (dua) Hari"


def test_whole_numbers_are_ints() -> None:
    duration = parse_duration("1,0 jam")
    assert duration is not None
    assert (type(duration.min), type(duration.max)) == (int, int)


PRINTED_UNITS = {
    "menit": DurationUnit.MINUTE, "jam": DurationUnit.HOUR, "hari": DurationUnit.DAY,
    "hari kerja": DurationUnit.WORKING_DAY, "minggu": DurationUnit.WEEK,
    "bulan": DurationUnit.MONTH, "tahun": DurationUnit.YEAR,
}  # fmt: skip


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(sorted(PRINTED_UNITS)))
def test_a_printed_range_is_read_back(low: int, more: int, unit: str) -> None:
    duration = parse_duration(f"{low} - {low + more} {unit}")
    assert duration is not None
    assert (duration.min, duration.max) == (low, low + more)
    assert duration.unit is PRINTED_UNITS[unit]


PIECES = [
    "1", "24", "2,5", "½", "dua", "puluh", "x", "-", "s.d.", "(", ")", "jam", "menit", "hari kerja",
    "maks", "minimal", "sehari", "/", "per", "setiap", "'", '"',
]  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join), st.none() | st.text())
def test_any_text_gives_a_duration_that_keeps_order(text: str, heading: str | None) -> None:
    duration = parse_duration(text, heading)
    if duration is not None:
        assert duration.raw
        assert (duration.iso8601 is None) == (duration.max is None)
        if duration.min is not None and duration.max is not None:
            assert duration.min <= duration.max
