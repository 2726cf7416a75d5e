"""The CSV files: their form to the byte, and cells that no spreadsheet program runs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.tables.model import TABLES
from extract.writers.collected import write_collected
from extract.writers.formats import Format
from extract.writers.spreadsheet import DANGEROUS, guard, unguard
from tests.records import make_record


def rows(output: Path, table: str) -> list[dict[str, str]]:
    with (output / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write_collected(tmp_path, [Format.CSV], [make_record(), make_record(position=2)])
    return tmp_path


def test_every_table_joins_the_documents_by_id(output: Path) -> None:
    ids = [row["id"] for row in rows(output, "documents")]
    assert ids == ["abababababab-1", "abababababab-2"]
    for table, count in {"steps": 2, "legal_basis": 1, "flow": 2, "findings": 1}.items():
        assert [row["id"] for row in rows(output, table)] == [i for i in ids for _ in range(count)]


def test_a_document_s_values_stand_in_columns_of_their_own(output: Path) -> None:
    row = rows(output, "documents")[0]
    assert row["path"] == "samples/arsip.pdf"
    assert row["title"] == "Peminjaman Arsip"
    assert (row["created_on"], row["created_on_precision"]) == ("2024-02-01", "month")
    assert row["approver_name"] == 'Bunga "Uji", S.Sos.'
    assert row["approver_nip"] == row["unit"] == ""
    assert json.loads(row["pages"]) == [1, 2]


def test_a_step_has_its_duration_in_parts(output: Path) -> None:
    full, bare = rows(output, "steps")[:2]
    assert (full["seq"], full["number"], full["symbol"]) == ("1", "1", "terminator")
    assert full["requirements"] == "Surat permohonan,\nkartu identitas"
    parts = [full[f"duration_{name}"] for name in ("raw", "min", "max", "unit", "iso8601")]
    assert parts == ["1-2 hari", "1", "2", "day", "P2D"]
    assert bare["duration_raw"] == bare["duration_working_minutes"] == ""


def test_the_files_are_utf_8_without_mark_and_rows_end_in_cr_lf(output: Path) -> None:
    for table in TABLES:
        content = (output / f"{table.name}.csv").read_bytes()
        assert content.startswith(",".join(table.names()).encode() + b"\r\n")
        assert content.endswith(b"\r\n")


@pytest.mark.parametrize(
    "text", ["=1+1", "+62 811", "-", "@SUM(A1)", "\t=1", "\r=1", "'=1", "' kutip"]
)
def test_a_text_that_would_be_run_is_marked_as_text(text: str, tmp_path: Path) -> None:
    record = make_record(title=text)
    record.steps[0].activity = text
    write_collected(tmp_path, [Format.CSV], [record])
    for table, column in (("documents", "title"), ("steps", "activity")):
        cell = rows(tmp_path, table)[0][column]
        assert cell == f"'{text}"
        assert unguard(cell) == text


def test_numbers_and_other_texts_are_as_they_are(output: Path) -> None:
    assert rows(output, "provenance")[0]["x0"] == "312.0"
    for table in TABLES:
        for row in rows(output, table.name):
            assert all(cell[:1] not in DANGEROUS for cell in row.values())


@given(st.text())
def test_the_mark_can_always_be_taken_off_again(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in DANGEROUS - {"'"}
