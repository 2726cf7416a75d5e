"""A buffer for rows of all tables, so that many are written at a time."""

from __future__ import annotations

from collections.abc import Callable

from extract.tables.columns import Cell
from extract.tables.model import TABLES, Table
from models import SopRecord

# Rows of all tables together that are held in memory before they are written. Unfitted.
MAX_HELD_ROWS = 20_000

Row = tuple[Cell, ...]


class Rows:
    """A buffer for the rows of every table.

    Args:
        flush: Writes the rows of one table; called for referenced tables first.
    """

    def __init__(self, flush: Callable[[Table, list[Row]], None]) -> None:
        """Begin with none."""
        self._flush = flush
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._count = 0

    def write(self, record: SopRecord) -> None:
        """Add a record's rows."""
        for table in TABLES:
            rows = list(table.rows(record))
            self._rows[table.name] += rows
            self._count += len(rows)
        if self._count >= MAX_HELD_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write all rows that are held."""
        for table in TABLES:
            rows, self._rows[table.name] = self._rows[table.name], []
            if rows:
                self._flush(table, rows)
        self._count = 0
