"""The tables as CSV that Excel opens by a double click, in a folder of their own.

UTF-8 with a byte order mark, semicolons between cells and commas in decimals, as Excel with
Indonesian settings has them. A number that Excel would change (a NIP of 18 digits, of which it
keeps 15, or one with leading zeros) is a formula that gives its text: ="0123". All other text is
guarded as in the plain CSV files (`extract.writers.spreadsheet`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from extract.findings.messages import spoken
from extract.storage.atomic import whole_file
from extract.tables.columns import Cell
from extract.tables.headings import headings_of
from extract.tables.model import TABLES, Table
from extract.tables.overview.facts import BatchFacts
from extract.tables.overview.tables import SUMMARY, Overview, closing_rows, summary_row
from extract.writers.spreadsheet import guard
from models import SopRecord

FOLDER = "excel"
# Digits that Excel keeps of a number (Microsoft, "Excel specifications and limits").
MAX_EXCEL_DIGITS = 15
_MARK = "\ufeff"


class _ExcelFiles:
    """Writes records to the files of all tables."""

    def __init__(self, output: Path, facts: BatchFacts, stack: ExitStack) -> None:
        """Open the files and write their headings, and the tables that are known already."""
        self._folder, self._stack, self._facts = output / FOLDER, stack, facts
        self._writers = [(table, self._open(table)) for table in TABLES]
        self._summary = self._open(SUMMARY)
        for overview, rows in closing_rows(facts):
            self._open(overview).writerows(map(_excel_row, rows))

    def _open(self, table: Table | Overview) -> Any:
        """Return the writer of a table's file, with its headings written."""
        stream = self._stack.enter_context(whole_file(self._folder / f"{table.name}.csv"))
        stream.write(_MARK)
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(headings_of(table.name, table.names(), spoken()))
        return writer

    def write(self, record: SopRecord) -> None:
        """Write a record's rows."""
        for table, writer in self._writers:
            writer.writerows(map(_excel_row, table.rows(record)))
        self._summary.writerow(_excel_row(summary_row(record, self._facts)))


def _excel_row(row: Sequence[Cell]) -> list[str | int | None]:
    """Return the cells of a row as Excel reads them."""
    return [excel_cell(cell) for cell in row]


def excel_cell(cell: Cell) -> str | int | None:
    """Return a cell as Excel reads it without changing it."""
    if isinstance(cell, str):
        return f'="{cell}"' if _is_changed(cell) else guard(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell


def _is_changed(text: str) -> bool:
    """Return whether Excel would lose digits of a text: its last ones, or leading zeros."""
    if not (text.isascii() and text.isdigit()):
        return False
    return len(text) > MAX_EXCEL_DIGITS or (len(text) > 1 and text[0] == "0")


@contextmanager
def open_sink(output: Path, facts: BatchFacts) -> Iterator[_ExcelFiles]:
    """Open the files in a folder of an output folder."""
    with ExitStack() as stack:
        yield _ExcelFiles(output, facts, stack)
