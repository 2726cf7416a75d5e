from __future__ import annotations

import pytest

from normalize.dates import examine_date, month_number, parse_date
from normalize.tables import load_toml
from tests.normalize.rows import read_rows

ROWS = read_rows("dates")
NONE = [
    "", "-", "–", "....", "dd-mm-yyyy", "2 Januari", "Januari", "Des-23", "Nomor 5 Tahun 2020",
    "067/03/XYZ/VII/2023", "15 menit",
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['source']}: {row['printed']}" for row in ROWS])
def test_a_date_is_read_as_precisely_as_it_is_printed(row: dict[str, str]) -> None:
    facts = examine_date(row["printed"])
    assert facts is not None
    assert facts.iso == parse_date(row["printed"]) == (row["iso"] or None)
    assert " ".join(facts.problems) == row["problems"]
    assert " ".join(facts.assumptions) == row["assumptions"]


@pytest.mark.parametrize("printed", NONE)
def test_what_is_no_date_gives_none(printed: str) -> None:
    assert examine_date(printed) is None
    assert parse_date(printed) is None


def test_no_month_is_a_misprint_of_another() -> None:
    for number, names in enumerate(load_toml("months")["names"], start=1):
        assert {month_number(name) for name in names} == {number}
