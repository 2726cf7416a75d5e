"""The tables as Parquet files, one each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pyarrow.parquet import ParquetWriter

from extract.storage.atomic import whole_path
from extract.tables.model import TABLES, Table
from extract.tables.overview.facts import BatchFacts
from extract.writers.collected.arrow import arrow_schema, arrow_table
from extract.writers.collected.rows import Row, Rows

FOLDER = "parquet"


@contextmanager
def open_sink(output: Path, _facts: BatchFacts) -> Iterator[Rows]:
    """Open the files in a folder of an output folder."""
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            path = stack.enter_context(whole_path(output / FOLDER / f"{table.name}.parquet"))
            writer = ParquetWriter(path, arrow_schema(table), compression="zstd")
            writers[table.name] = stack.enter_context(writer)

        def flush(table: Table, rows: list[Row]) -> None:
            writers[table.name].write_table(arrow_table(table, rows))

        gathered = Rows(flush)
        yield gathered
        gathered.flush()
