"""The tables for SQLAlchemy: columns with types, keys, references, indexes; the views."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Text,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.types import TypeEngine

from extract.tables.columns import Kind
from extract.tables.model import TABLES, Table
from extract.tables.views import VIEWS

_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.INTEGER: BigInteger,
    Kind.REAL: Double,
    Kind.DATE: Date,
    Kind.JSON: JSON,
}


@cache
def build_metadata() -> MetaData:
    """Return the tables."""
    metadata = MetaData()
    for table in TABLES:
        SqlTable(
            table.name,
            metadata,
            *(
                Column(
                    column.name,
                    _TYPES[column.kind](),
                    nullable=not column.required,
                )
                for column in table.columns
            ),
            PrimaryKeyConstraint(*table.key, name=f"pk_{table.name}"),
            *_references(table),
            *(Index(f"ix_{table.name}_{name}", name) for name in table.indexed),
        )
    return metadata


def _references(table: Table) -> Iterator[ForeignKeyConstraint]:
    """Yield a table's references."""
    for reference in table.references:
        yield ForeignKeyConstraint(
            reference.columns,
            [f"{reference.table}.{name}" for name in reference.others],
            name=f"fk_{table.name}_{'_'.join(reference.columns)}",
        )


def view_statements() -> list[str]:
    """Return the statements that create the views."""
    return [
        statement
        for view in VIEWS
        for statement in (
            f"DROP VIEW IF EXISTS {view.name}",
            f"CREATE VIEW {view.name} AS {' '.join(view.query.split())}",
        )
    ]
