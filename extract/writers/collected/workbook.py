"""The tables as sheets of an Excel workbook, with filters and frozen headings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extract.errors import OutputError
from extract.findings.messages import spoken
from extract.storage.atomic import whole_path
from extract.tables.columns import Cell, Column, Kind
from extract.tables.headings import headings_of, title_of_table
from extract.tables.model import TABLES, Table
from extract.tables.overview.facts import BatchFacts
from extract.tables.overview.summary import summarise
from extract.tables.overview.tables import SUMMARY, Overview, closing_rows
from extract.writers.collected.recap_sheet import RecapSheets, set_print
from models import SopRecord

FILE = "sop.xlsx"
# Limits of Excel (Microsoft, "Excel specifications and limits"): rows of a sheet with its heading,
# characters of a cell.
MAX_SHEET_ROWS = 1_048_576
MAX_CELL_CHARS = 32_767
CUT = "…"
# The date of creation that every workbook has, so that two runs write the same bytes.
CREATED = datetime(2000, 1, 1)
# Widths of columns in characters, chosen by eye.
COLUMN_WIDTHS_CHARS = {Kind.TEXT: 28, Kind.INTEGER: 9, Kind.REAL: 11, Kind.DATE: 12, Kind.JSON: 28}
# All text from documents is written as text, even if it looks like a formula, number or link.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


class _Sheets:
    """The sheets of one table: one, and more where a sheet is full."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, table: Table | Overview, heading: Format
    ) -> None:
        """Add the first."""
        self._workbook = workbook
        self._table = table
        self._heading = heading
        self._number = 0
        self._row = 0
        self._sheet = self._add()

    def _add(self) -> Worksheet:
        """Add a sheet with headings."""
        self._number += 1
        language = spoken()
        name = title_of_table(self._table.name, language)
        name = name if self._number == 1 else f"{name} {self._number}"
        sheet: Worksheet = self._workbook.add_worksheet(name)
        set_print(sheet)
        headings = headings_of(self._table.name, self._table.names(), language)
        for index, (column, title) in enumerate(zip(self._table.columns, headings, strict=True)):
            sheet.set_column(index, index, COLUMN_WIDTHS_CHARS[column.kind])
            sheet.write_string(0, index, title, self._heading)
        self._row = 1
        return sheet

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows."""
        for row in rows:
            if self._row == MAX_SHEET_ROWS:
                self.close()
                self._sheet = self._add()
            for index, (column, cell) in enumerate(zip(self._table.columns, row, strict=True)):
                self._write(index, column, cell)
            self._row += 1

    def _write(self, index: int, column: Column, cell: Cell) -> None:
        """Write a cell; nothing for one that is empty."""
        if cell is None:
            return
        if isinstance(cell, date):
            self._sheet.write_datetime(self._row, index, cell)
        elif column.kind in (Kind.INTEGER, Kind.REAL):
            self._sheet.write_number(self._row, index, cell)
        else:
            text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
            if len(text) > MAX_CELL_CHARS:
                text = text[: MAX_CELL_CHARS - 1] + CUT
            self._sheet.write_string(self._row, index, text)

    def close(self) -> None:
        """Put filters over what was written."""
        self._sheet.autofilter(0, 0, self._row - 1, len(self._table.columns) - 1)


class _Workbook:
    """Writes records to the sheets of all tables."""

    def __init__(self, workbook: xlsxwriter.Workbook, facts: BatchFacts) -> None:
        """Add a sheet for each table, those for people first."""
        # The same records give the same bytes.
        workbook.set_properties({"created": CREATED})
        heading = workbook.add_format({"bold": True, "bg_color": "#E6ECF3", "text_wrap": True})
        self._facts = facts
        self._recap = RecapSheets(workbook, heading)
        self._summary = _Sheets(workbook, SUMMARY, heading)
        self._closing = [(_Sheets(workbook, o, heading), rows) for o, rows in closing_rows(facts)]
        self._sheets = [(table, _Sheets(workbook, table, heading)) for table in TABLES]

    def write(self, record: SopRecord) -> None:
        """Write a record."""
        summary = summarise(record, self._facts)
        self._recap.write(summary)
        self._summary.write([SUMMARY.row(summary)])
        for table, sheets in self._sheets:
            sheets.write(table.rows(record))

    def close(self) -> None:
        """End all sheets."""
        self._recap.close()
        for sheets, rows in self._closing:
            sheets.write(rows)
        for sheets in (
            self._summary,
            *(s for s, _ in self._closing),
            *(s for _, s in self._sheets),
        ):
            sheets.close()


@contextmanager
def open_sink(output: Path, facts: BatchFacts) -> Iterator[_Workbook]:
    """Open the workbook in an output folder."""
    with whole_path(output / FILE) as path:
        try:
            with xlsxwriter.Workbook(str(path), OPTIONS) as workbook:
                sheets = _Workbook(workbook, facts)
                yield sheets
                sheets.close()
        except XlsxWriterException as error:
            raise OutputError(f"{output / FILE}: cannot be written: {error}") from error
