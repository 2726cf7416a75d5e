"""The data dictionary: every table and column, as a page of the docs.

`python -m extract.tables.dictionary` writes docs/tables.md; a test fails when it is not up to date.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.tables.columns import Column, Kind
from extract.tables.model import TABLES, Table
from extract.tables.overview.tables import OVERVIEWS, Overview
from extract.tables.views import VIEWS

DICTIONARY_FILE = Path(__file__).parents[2] / "docs" / "tables.md"

_INTRODUCTION = """\
# The tables

What `--format csv`, `parquet`, `sqlite`, `duckdb` and `xlsx` write and `load` puts into a database:
the same tables with the same columns. This page is made from the models by
`python -m extract.tables.dictionary`.

- `id` joins them: it is the SOP's, in `documents` once and in the others as often as it has rows.
- An empty cell is a value that was not found; no cell holds an empty text.
- A date is a date. Where a document says only the month or the year, it is the first day of it, and
  the column `..._precision` beside it says so.
- json columns hold a list or an object as JSON text (in PostgreSQL and SQLite as JSON).
"""
_OVERVIEW = """\
## The overview

As CSV and as sheets of the workbook only, made anew at each run's end from all records of the
output folder.
"""
_KINDS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "whole number",
    Kind.REAL: "number",
    Kind.DATE: "date",
    Kind.JSON: "json",
}


def dictionary_text() -> str:
    """Return the page."""
    lines = [line for table in TABLES for line in _lines(table)]
    overview = [line for table in OVERVIEWS for line in _overview_lines(table)]
    return "\n".join([_INTRODUCTION, *lines, _OVERVIEW, *overview, *_views()])


def _lines(table: Table) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"## {table.name}\n"
    yield f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}."
    for reference in table.references:
        here, there = (
            ", ".join(f"`{name}`" for name in names)
            for names in (reference.columns, reference.others)
        )
        yield f"{here} refer to {there} of `{reference.table}`."
    yield "\n| column | holds | |\n|---|---|---|"
    yield from map(_column_line, table.columns)
    yield ""


def _overview_lines(table: Overview) -> Iterator[str]:
    """Yield the lines of a table of the overview."""
    yield f"### {table.name}\n\n{table.description}\n\n| column | holds | |\n|---|---|---|"
    yield from map(_column_line, table.columns)
    yield ""


def _column_line(column: Column) -> str:
    """Return the line of a column."""
    holds = _KINDS[column.kind] + ("" if column.required else ", may be empty")
    return f"| `{column.name}` | {holds} | {column.description.replace('|', chr(92) + '|')} |"


def _views() -> Iterator[str]:
    """Yield the lines of the views."""
    yield "## Views\n\nIn SQLite, DuckDB and PostgreSQL:\n\n| view | |\n|---|---|"
    for view in VIEWS:
        yield f"| `{view.name}` | {view.description} |"
    yield ""


if __name__ == "__main__":
    DICTIONARY_FILE.write_text(dictionary_text(), encoding="utf-8")
