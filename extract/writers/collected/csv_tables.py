"""The tables as CSV: UTF-8, RFC 4180, one file each.

Rows end in CR LF, an empty cell is a value that was not found, and a text that a spreadsheet
program would run as a formula has an apostrophe before it (`extract.writers.spreadsheet`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from extract.storage.atomic import whole_file
from extract.tables.columns import Cell
from extract.tables.model import TABLES
from extract.tables.overview.facts import BatchFacts
from extract.tables.overview.tables import SUMMARY, closing_rows, summary_row
from extract.writers.spreadsheet import guard
from models import SopRecord


class _CsvFiles:
    """Writes records to the files of all tables."""

    def __init__(self, output: Path, facts: BatchFacts, stack: ExitStack) -> None:
        """Open the files and write their headings, and the tables that are known already."""
        self._facts = facts
        self._writers = []
        for table in TABLES:
            stream = stack.enter_context(whole_file(output / f"{table.name}.csv"))
            writer = csv.writer(stream)
            writer.writerow(table.names())
            self._writers.append((table, writer))
        self._summary = csv.writer(stack.enter_context(whole_file(output / f"{SUMMARY.name}.csv")))
        self._summary.writerow(SUMMARY.names())
        for overview, rows in closing_rows(facts):
            writer = csv.writer(stack.enter_context(whole_file(output / f"{overview.name}.csv")))
            writer.writerow(overview.names())
            writer.writerows([_printed(cell) for cell in row] for row in rows)

    def write(self, record: SopRecord) -> None:
        """Write a record's rows."""
        for table, writer in self._writers:
            writer.writerows([_printed(cell) for cell in row] for row in table.rows(record))
        self._summary.writerow([_printed(cell) for cell in summary_row(record, self._facts)])


def _printed(cell: Cell) -> str | int | float | None:
    """Return a cell as CSV has it."""
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell


@contextmanager
def open_sink(output: Path, facts: BatchFacts) -> Iterator[_CsvFiles]:
    """Open the files in an output folder."""
    with ExitStack() as stack:
        yield _CsvFiles(output, facts, stack)
