"""Sinks: each takes records one at a time and writes one form of output."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol

from extract.errors import needs_extra
from extract.tables.overview.facts import BatchFacts
from extract.writers.formats import Format
from models import SopRecord

# The module of each form; loaded only when needed.
OPENERS = {
    Format.CSV: "csv_tables",
    Format.EXCEL_CSV: "excel_csv",
    Format.JSONL: "json_lines",
    Format.PARQUET: "parquet",
    Format.SQLITE: "sqlite",
    Format.DUCKDB: "duckdb_file",
    Format.XLSX: "workbook",
}
# The extra that a form needs; the others need only the plain install.
EXTRAS = {Format.PARQUET: "parquet", Format.SQLITE: "database", Format.DUCKDB: "duckdb"}


class Sink(Protocol):
    """Takes records; its file gets its name when it is closed without an error."""

    def write(self, record: SopRecord) -> None:
        """Take a record."""


def open_sink(form: Format, output: Path, facts: BatchFacts) -> AbstractContextManager[Sink]:
    """Open the sink of a form of output in a folder.

    Args:
        form: The form.
        output: The folder.
        facts: What is known of all records together.

    Raises:
        MissingDependencyError: A package that it needs is not installed.
    """
    opened: AbstractContextManager[Sink] = load(form).open_sink(output, facts)
    return opened


def load(form: Format) -> ModuleType:
    """Load the module of a form of output.

    Raises:
        MissingDependencyError: A package that it needs is not installed.
    """
    with needs_extra(EXTRAS.get(form, "all"), f"--format {form.value}"):
        return import_module(f"extract.writers.collected.{OPENERS[form]}")
