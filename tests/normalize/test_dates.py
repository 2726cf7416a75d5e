from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.dates import month_number, parse_date
from normalize.tables import load_toml

FULL = {
    "26 Juli 2023": "2023-07-26",
    "26 JULI 2023": "2023-07-26",
    "26Juli2023": "2023-07-26",
    "1 Pebruari 2019": "2019-02-01",
    "3 Nopember 2010": "2010-11-03",
    "5 Agt 2012": "2012-08-05",
    "5 Sept. 2012": "2012-09-05",
    "1 Jan. 2020": "2020-01-01",
    "26 Des 23": "2023-12-26",
    "Rabu, 12 Juni '19": "2019-06-12",
    "1/Peb/2019": "2019-02-01",
    "12-Jan-2020": "2020-01-12",
    "24.01.2018": "2018-01-24",
    "03/01/2019": "2019-01-03",
    "2 - 1 - 2020": "2020-01-02",
    "3 .1. 2020": "2020-01-03",
    "04- 05-2021": "2021-05-04",
    "24-01-18": "2018-01-24",
    "24-01-98": "1998-01-24",
    "2023-07-26": "2023-07-26",
    "2023/7/6": "2023-07-06",
    "Senin, 4 Maret 2024": "2024-03-04",
    "Paringin, 2 Januari 2024": "2024-01-02",
    "Ditetapkan di Martapura pada tanggal 2 Januari 2024": "2024-01-02",
    "Tanggal : 2 Januari 2024": "2024-01-02",
    "2 (dua) Januari 2024": "2024-01-02",
    "2 Januari 2024 s.d. 4 Januari 2024": "2024-01-02",
    "5 VII 2023": "2023-07-05",
    "05/VII/2023": "2023-07-05",
    "July 26, 2023": "2023-07-26",
    "29 Februari 2024": "2024-02-29",
    "\u00a026\u00a0Juli\u200b 2023 ": "2023-07-26",
}
MISPRINTS = {
    "26 Jull 2023": "2023-07-26",
    "13 luni 2019": "2019-06-13",
    "13 Ju1i 2019": "2019-07-13",
    "01 Oktoher 2021": "2021-10-01",
    "2 Desernber 2022": "2022-12-02",
    "02 Januan 2020": "2020-01-02",
    "l2 Januari 2O23": "2023-01-12",
    "2 Maret2020": "2020-03-02",
    "Z7 Januari 2020": "2020-01-27",
    "I Mei 2020": "2020-05-01",
    "11 Maret 20Z1": "2021-03-11",
    "5 Okt0ber 2024": "2024-10-05",
    "9 Apnl 2024": "2024-04-09",
}
PARTS = {
    "Juli 2017": "2017-07",
    "Bulan Juli 2017": "2017-07",
    "Januari tahun 2020": "2020-01",
    "Mei, 2020": "2020-05",
    "... Januari 2023": "2023-01",
    "01-2020": "2020-01",
    "10/2020": "2020-10",
    "2020-06": "2020-06",
    "VII/2023": "2023-07",
    "2020": "2020",
    "Tahun 2020": "2020",
    "2020.": "2020",
}
NONE = [
    "", "-", "–", "....", "dd-mm-yyyy", "31 Februari 2020", "29 Februari 2023", "12/13/2020",
    "32 Januari 2020", "0 Januari 2020", "2 Januari", "Januari", "Des-23", "26 Juii 2023",
    "Nomor 5 Tahun 2020", "067/03/XYZ/VII/2023", "15 menit", "1850", "9999", "5 Foo 2020",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "iso"), [*FULL.items(), *MISPRINTS.items(), *PARTS.items()])
def test_a_date_is_read_as_precisely_as_it_is_printed(printed: str, iso: str) -> None:
    assert parse_date(printed) == iso


@pytest.mark.parametrize("printed", NONE)
def test_what_is_no_sure_date_gives_none(printed: str) -> None:
    assert parse_date(printed) is None


FORMS = [
    "{d} {name} {y}", "X, {d} {NAME} {y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}",
    "{y}-{m:02}-{d:02}", "{d}.{m}.{yy:02}",
]  # fmt: skip


@given(
    st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    st.sampled_from(FORMS),
    st.integers(0, 20),
)
def test_every_printed_form_of_a_day_gives_that_day(day: date, form: str, which: int) -> None:
    names = load_toml("months")["names"][day.month - 1]
    name = names[which % len(names)]
    printed = form.format(
        d=day.day, m=day.month, y=day.year, yy=day.year % 100, name=name.title(), NAME=name.upper()
    )
    assert parse_date(printed) == day.isoformat()


@given(st.text())
def test_any_text_gives_a_real_date_or_none(text: str) -> None:
    iso = parse_date(text)
    if iso is not None:
        assert date.fromisoformat(iso + "2000-01-01"[len(iso) :])


def test_no_month_is_a_misprint_of_another() -> None:
    for number, names in enumerate(load_toml("months")["names"], start=1):
        assert {month_number(name) for name in names} == {number}
