"""The tables as an SQLite database with keys, references, indexes and views."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, insert, text
from sqlalchemy.exc import DatabaseError

from extract.errors import OutputError
from extract.storage.atomic import whole_path
from extract.tables.model import Table
from extract.tables.overview.facts import BatchFacts
from extract.tables.sql import build_metadata, view_statements
from extract.writers.collected.rows import Row, Rows

FILE = "sop.sqlite"


@contextmanager
def open_sink(output: Path, _facts: BatchFacts) -> Iterator[Rows]:
    """Open the database in an output folder."""
    metadata = build_metadata()
    with whole_path(output / FILE) as path:
        engine = create_engine(f"sqlite:///{path}")
        try:
            with engine.begin() as connection:
                metadata.create_all(connection)
                for statement in view_statements():
                    connection.execute(text(statement))

                def flush(table: Table, rows: list[Row]) -> None:
                    names = table.names()
                    values = [dict(zip(names, row, strict=True)) for row in rows]
                    connection.execute(insert(metadata.tables[table.name]), values)

                gathered = Rows(flush)
                yield gathered
                gathered.flush()
        except DatabaseError as error:
            raise OutputError(f"{output / FILE}: cannot be written: {error.orig}") from error
        finally:
            engine.dispose()
