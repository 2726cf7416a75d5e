"""The tables as a DuckDB database with keys, references, indexes and views."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from extract.errors import OutputError
from extract.storage.atomic import whole_path
from extract.tables.model import Table
from extract.tables.overview.facts import BatchFacts
from extract.tables.sql import build_metadata, view_statements
from extract.writers.collected.arrow import arrow_table
from extract.writers.collected.rows import Row, Rows

FILE = "sop.duckdb"


@contextmanager
def open_sink(output: Path, _facts: BatchFacts) -> Iterator[Rows]:
    """Open the database in an output folder."""
    with whole_path(output / FILE) as path:
        try:
            with duckdb.connect(str(path)) as connection:
                for statement in _statements():
                    connection.execute(statement)

                def flush(table: Table, rows: list[Row]) -> None:
                    connection.register("new_rows", arrow_table(table, rows))
                    columns = ", ".join(f'"{name}"' for name in table.names())
                    connection.execute(
                        f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} FROM new_rows'  # noqa: S608
                    )
                    connection.unregister("new_rows")

                gathered = Rows(flush)
                yield gathered
                gathered.flush()
        except duckdb.Error as error:
            raise OutputError(f"{output / FILE}: cannot be written: {error}") from error


def _statements() -> Iterator[str]:
    """Yield what makes tables, indexes and views; DuckDB takes PostgreSQL's way of saying it."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    tables = build_metadata().sorted_tables
    for table in tables:
        yield str(CreateTable(table).compile(dialect=dialect))
    for table in tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    yield from view_statements()
