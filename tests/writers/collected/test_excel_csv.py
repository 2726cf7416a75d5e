"""CSV for Excel: what a double click would change arrives as it is printed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.writers.collected import write_collected
from extract.writers.collected.excel_csv import excel_cell
from extract.writers.formats import Format
from tests.records import make_record


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("197002141995031997", '="197002141995031997"'),
        ("00123", '="00123"'),
        ("0", "0"),
        ("2024", "2024"),
        ("067/01/ARS/2024", "067/01/ARS/2024"),
        ("=1+1", "'=1+1"),
        (0.97, "0,97"),
        (12, 12),
        (None, None),
    ],
)
def test_a_cell_is_written_so_that_excel_keeps_it(
    cell: str | float | int | None, written: str | int | None
) -> None:
    assert excel_cell(cell) == written


def test_the_files_have_a_mark_and_semicolons(tmp_path: Path) -> None:
    record = make_record(path="csvin/\u00e9_\u00f1_\u4e2d.pdf")
    record.header.approver.nip = "197002141995031997"
    write_collected(tmp_path, [Format.EXCEL_CSV], [record])
    path = tmp_path / "excel" / "documents.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        [row] = csv.DictReader(stream, delimiter=";")
    assert row["path"] == record.source.path
    assert row["approver_nip"] == '="197002141995031997"'
