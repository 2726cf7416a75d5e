"""The flat tables as CSV: UTF-8, RFC 4180, values exactly as the records have them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from extract.writers.atomic import whole_file
from extract.writers.tables import TABLES
from models import SopRecord


def write_tables(output: Path, records: Iterable[SopRecord]) -> None:
    """Write one CSV file for each table, from records taken one at a time.

    The first row names the columns, rows end in CR LF, and an empty cell is a value that was
    not found.

    Args:
        output: The folder to write to.
        records: The records, in the order their rows are to have.

    Raises:
        OutputError: A file cannot be written; all tables stay as they were.
    """
    with ExitStack() as stack:
        writers = [
            (table, csv.writer(stack.enter_context(whole_file(output / f"{table.name}.csv"))))
            for table in TABLES
        ]
        for table, writer in writers:
            writer.writerow(table.columns())
        for record in records:
            for table, writer in writers:
                writer.writerows(table.rows(record))
