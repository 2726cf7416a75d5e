"""Round trips: what the records say is what each form says, read with another library."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from pyarrow import parquet

from extract import extract_paths
from extract.errors import MissingDependencyError, OutputError
from extract.tables.columns import Cell, Column, Kind
from extract.tables.model import TABLES, Table
from extract.tables.views import VIEWS
from extract.writers.collected import rows as gathered
from extract.writers.collected import workbook, write_collected
from extract.writers.formats import Format
from extract.writers.spreadsheet import unguard
from models import Finding, Severity, SopRecord
from tests.records import make_record

SAMPLES = Path(__file__).parents[3] / "samples"
FORMULAS = [
    "=1+1",
    "+62 811",
    "-",
    "@SUM(A1)",
    "http://contoh.example",
    "mailto:a@b.example",
    "007",
]
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def records() -> list[SopRecord]:
    odd = make_record(sha256="cd" * 32)
    odd.header.agency = 'DINAS "A", B;\nC\t\u202eD \x1b[31m <b>&amp;</b> 🏛'
    odd.equipment = FORMULAS
    odd.findings = [Finding(code="x", severity=Severity.INFO, message="m", others=["a-1", "b-2"])]
    return [make_record(), odd, *extract_paths(sorted(SAMPLES.glob("*.txt")))]


def plain(column: Column, cell: Cell) -> object:
    """Return a cell as every form can say it."""
    if cell is None:
        return None
    if column.kind is Kind.JSON:
        return json.dumps(cell, sort_keys=True)
    return float(cell) if column.kind is Kind.REAL else cell  # type: ignore[arg-type]


def wanted(table: Table, records: list[SopRecord]) -> Rows:
    return [
        tuple(plain(column, cell) for column, cell in zip(table.columns, row, strict=True))
        for record in records
        for row in table.rows(record)
    ]


def typed(table: Table, rows: Iterator[Any] | list[Any], *, texts: bool = False) -> Rows:
    """Return rows that another library read, in the types of the columns."""
    return [
        tuple(_typed(column, cell, texts) for column, cell in zip(table.columns, row, strict=True))
        for row in rows
    ]


def _typed(column: Column, cell: Any, texts: bool) -> object:
    if cell is None or cell == "" or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return None
    if column.kind is Kind.JSON:
        return json.dumps(json.loads(cell) if isinstance(cell, str) else cell, sort_keys=True)
    if column.kind is Kind.DATE:
        if isinstance(cell, datetime):
            return cell.date()
        return cell if isinstance(cell, date) else date.fromisoformat(cell)
    if texts and column.kind in (Kind.INTEGER, Kind.REAL):
        return float(cell) if column.kind is Kind.REAL else int(cell)
    return cell


def read_csv(output: Path, table: Table) -> Rows:
    with (output / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
        heading, *rows = csv.reader(stream, strict=True)
    assert heading == table.names()
    return typed(table, [list(map(unguard, row)) for row in rows], texts=True)


def read_parquet(output: Path, table: Table) -> Rows:
    path = output / "parquet" / f"{table.name}.parquet"
    columns = parquet.read_table(path).to_pydict()
    assert list(columns) == table.names()
    return typed(table, list(zip(*columns.values(), strict=True)))


def select(table: Table) -> str:
    return f'SELECT * FROM "{table.name}"'  # noqa: S608


def read_sqlite(output: Path, table: Table) -> Rows:
    with closing(sqlite3.connect(output / "sop.sqlite")) as connection:
        return typed(table, connection.execute(select(table)).fetchall())


def read_duckdb(output: Path, table: Table) -> Rows:
    with duckdb.connect(str(output / "sop.duckdb"), read_only=True) as connection:
        return typed(table, connection.execute(select(table)).fetchall())


def read_xlsx(output: Path, table: Table) -> Rows:
    book = openpyxl.load_workbook(output / "sop.xlsx", read_only=True)
    heading, *rows = book[table.name].iter_rows(values_only=True)
    book.close()
    assert list(heading) == table.names()
    return typed(table, rows, texts=True)


READERS: dict[Format, Callable[[Path, Table], Rows]] = {
    Format.CSV: read_csv,
    Format.PARQUET: read_parquet,
    Format.SQLITE: read_sqlite,
    Format.DUCKDB: read_duckdb,
    Format.XLSX: read_xlsx,
}


@pytest.fixture(scope="module")
def output(records: list[SopRecord], tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("collected")
    write_collected(output, [*READERS, Format.JSONL], iter(records))
    return output


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("form", READERS)
def test_each_form_says_what_the_records_say(
    form: Format, table: Table, output: Path, records: list[SopRecord]
) -> None:
    found, expected = READERS[form](output, table), wanted(table, records)
    if form is Format.XLSX:
        # XML has no place for other control characters, and its line ends are all one.
        found = [tuple(map(unescaped, row)) for row in found]
    assert len(expected) > 1
    assert sorted(found, key=str) == sorted(expected, key=str)


def unescaped(cell: object) -> object:
    return cell.replace("_x001B_", "\x1b") if isinstance(cell, str) else cell


def test_each_line_is_a_record(output: Path, records: list[SopRecord]) -> None:
    lines = (output / "records.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert [SopRecord.model_validate_json(line) for line in lines] == records


def test_pandas_reads_dates_as_dates_and_numbers_as_numbers(output: Path) -> None:
    frame = pd.read_parquet(output / "parquet" / "steps.parquet")
    assert frame["duration_working_minutes"].sum() > 0
    documents = pd.read_parquet(output / "parquet" / "documents.parquet")
    assert isinstance(documents["created_on"].dropna().iloc[0], date)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_views_answer_alike_in_both_databases(view: Any, output: Path) -> None:
    query = f"SELECT * FROM {view.name}"  # noqa: S608
    with closing(sqlite3.connect(output / "sop.sqlite")) as one:
        lite = one.execute(query).fetchall()
    with duckdb.connect(str(output / "sop.duckdb"), read_only=True) as other:
        duck = other.execute(query).fetchall()
    assert sorted(lite, key=str) == sorted(duck, key=str)
    assert lite or view.name == "doubtful_values"


def test_databases_keep_keys_references_and_indexes(output: Path) -> None:
    with closing(sqlite3.connect(output / "sop.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = connection.execute("PRAGMA foreign_key_list(step_actors)").fetchall()
        assert {(row[2], row[3]) for row in keys} == {("steps", "id"), ("steps", "seq")}
        indexes = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        assert ("ix_legal_basis_slug",) in indexes.fetchall()
    orphan = "INSERT INTO flow (id, position, source, target) VALUES ('z', 1, 1, 1)"
    with (
        duckdb.connect(str(output / "sop.duckdb")) as connection,
        pytest.raises(duckdb.ConstraintException),
    ):
        connection.execute(orphan)


def test_a_workbook_holds_no_formulas_and_no_links(output: Path) -> None:
    book = openpyxl.load_workbook(output / "sop.xlsx")
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    texts = [row[3].value for row in book["sections"].iter_rows(min_row=2)]
    assert set(FORMULAS) <= set(texts)


def test_a_full_sheet_goes_on_in_another(
    records: list[SopRecord], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_SHEET_ROWS", 5)
    monkeypatch.setattr(workbook, "MAX_CELL_CHARS", 12)
    write_collected(tmp_path, [Format.XLSX], records)
    book = openpyxl.load_workbook(tmp_path / "sop.xlsx", read_only=True)
    steps = sum(len(record.steps) for record in records)
    names = [name for name in book.sheetnames if name == "steps" or name.startswith("steps ")]
    assert len(names) == -(-steps // 4)
    found = [row for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert len(found) == steps
    assert all(len(cell) <= 12 for row in found for cell in row if isinstance(cell, str))


def test_rows_are_written_in_parts_and_none_is_lost(
    records: list[SopRecord], output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathered, "MAX_HELD_ROWS", 7)
    forms = [Format.PARQUET, Format.SQLITE, Format.DUCKDB]
    write_collected(tmp_path, forms, records)
    for form in forms:
        for table in TABLES:
            one, other = READERS[form](tmp_path, table), READERS[form](output, table)
            assert sorted(one, key=str) == sorted(other, key=str)


@pytest.mark.parametrize("form", [*READERS, Format.JSONL])
def test_what_stood_there_stays_where_writing_fails(
    form: Format, output: Path, records: list[SopRecord], tmp_path: Path
) -> None:
    write_collected(tmp_path, [form], records)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def broken() -> Iterator[SopRecord]:
        yield records[0]
        raise OutputError("the disk is full")

    with pytest.raises(OutputError, match="the disk is full"):
        write_collected(tmp_path, [form], broken())
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("form", [*READERS, Format.JSONL])
def test_nothing_read_makes_empty_forms(form: Format, tmp_path: Path) -> None:
    write_collected(tmp_path, [form], [])
    if form in READERS:
        assert all(READERS[form](tmp_path, table) == [] for table in TABLES)


def test_formats_made_for_each_file_are_passed_over(tmp_path: Path) -> None:
    def unread() -> Iterator[SopRecord]:
        pytest.fail("no record is asked for")
        yield

    write_collected(tmp_path, [Format.JSON, Format.BPMN], unread())
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_named_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(name: str) -> object:
        raise ModuleNotFoundError("No module named 'duckdb'", name="duckdb")

    monkeypatch.setattr("extract.writers.collected.sink.import_module", gone)
    with pytest.raises(MissingDependencyError, match="duckdb needs the Python package duckdb: pip"):
        write_collected(tmp_path, [Format.DUCKDB], [make_record()])
