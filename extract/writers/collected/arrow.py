"""Rows as Arrow tables, whose types Parquet and DuckDB take over."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pyarrow as pa

from extract.tables.columns import Column, Kind
from extract.tables.model import Table
from extract.writers.collected.rows import Row

_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.REAL: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.JSON: pa.string(),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Return a table's columns with their types, and their descriptions as metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.kind],
                nullable=not column.required,
                metadata={"description": column.description},
            )
            for column in table.columns
        ],
        metadata={"description": table.description, "key": ", ".join(table.key)},
    )


def arrow_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Return rows of a table."""
    columns = zip(*rows, strict=True)
    arrays = [_array(column, cells) for column, cells in zip(table.columns, columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def _array(column: Column, cells: Sequence[object]) -> pa.Array:
    """Return the cells of a column."""
    values: Sequence[object] = cells
    if column.kind is Kind.JSON:
        values = [None if c is None else json.dumps(c, ensure_ascii=False) for c in cells]
    elif column.kind is Kind.REAL:
        values = [None if c is None else float(c) for c in cells]  # type: ignore[arg-type]
    return pa.array(values, type=_TYPES[column.kind])
