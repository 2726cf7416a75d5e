"""Any text gives a real date or none; every printed form of a day gives that day."""

from __future__ import annotations

from datetime import date

import dateparser
import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.dates import DateProblem, examine_date, parse_date
from normalize.tables import load_toml

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
PIECES = [
    "26", "31", "7", "00", "Juli", "Feb", "VII", "2023", "98", "-", "/", ".", ",", "Senin", "l2",
    "2O23", "tahun", "bulan", "1st", "Xyz", "'", "\u0130", "\u00b2", "\u0663",
]  # fmt: skip
FORMS = [
    "{d} {name} {y}", "X, {d} {NAME} {y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}",
    "{y}-{m:02}-{d:02}", "{d}.{m}.{yy:02}",
]  # fmt: skip


@given(
    DAYS,
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


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_gives_a_real_date_or_a_reason(text: str) -> None:
    facts = examine_date(text)
    if facts is None:
        return
    assert facts.iso is not None or facts.problems
    if facts.iso is not None:
        assert date.fromisoformat(facts.iso + "2000-01-01"[len(facts.iso) :])


@given(DAYS, st.sampled_from(["short", "medium", "long", "full"]))
def test_what_babel_prints_in_indonesian_is_read(day: date, length: str) -> None:
    facts = examine_date(format_date(day, format=length, locale="id"))
    assert facts is not None
    assert (facts.iso, facts.problems) == (day.isoformat(), ())


@given(DAYS, DAYS)
def test_a_weekday_that_is_not_the_dates_is_told(day: date, other: date) -> None:
    weekday = format_date(other, format="EEEE", locale="id")
    facts = examine_date(f"{weekday}, {format_date(day, format='long', locale='id')}")
    assert facts is not None
    assert (DateProblem.WEEKDAY in facts.problems) == (day.weekday() != other.weekday())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(["{d} {name} {y}", "{d}-{m:02}-{y}", "{d}/{m}/{y}"]))
def test_dateparser_reads_the_same(day: date, form: str) -> None:
    name = load_toml("months")["names"][day.month - 1][0]
    printed = form.format(d=day.day, m=day.month, y=day.year, name=name.title())
    theirs = dateparser.parse(printed, languages=["id"], settings={"DATE_ORDER": "DMY"})
    assert theirs is not None
    assert parse_date(printed) == theirs.date().isoformat()
