"""Records as flat tables, their columns taken from the models so that the two cannot part.

A nested model's fields become columns of their own behind its name; a record's lists of models
become tables of their own, joined by `id`; any other list or mapping becomes one JSON cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from models import ActorName, Citation, Finding, FlowEdge, Procedure, SopRecord, Step

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the flat output.

    Attributes:
        name: Its name; the file's without its suffix.
        model: What a row is.
        field: The record's field that holds the rows; None where the record is the row.
        numbered: Whether a `position` column counts the rows of a record, from 1, because
            the rows have no number of their own.
    """

    name: str
    model: type[BaseModel]
    field: str | None = None
    numbered: bool = False

    def columns(self) -> list[str]:
        """Return the names of the columns."""
        own = [name for name, _ in _flat_fields(self.model)]
        if self.field is None:
            return own
        return ["id", *(["position"] if self.numbered else []), *own]

    def rows(self, record: SopRecord) -> Iterator[list[Cell]]:
        """Yield a record's rows, cells in the order of the columns."""
        if self.field is None:
            yield _cells(record)
            return
        for position, row in enumerate(getattr(record, self.field), start=1):
            yield [record.id, *([position] if self.numbered else []), *_cells(row)]


TABLES = (
    Table("documents", SopRecord),
    Table("steps", Step, "steps"),
    Table("legal_basis", Citation, "legal_basis", numbered=True),
    Table("actors", ActorName, "actor_names", numbered=True),
    Table("procedures", Procedure, "procedures", numbered=True),
    Table("flow", FlowEdge, "flow", numbered=True),
    Table("findings", Finding, "findings", numbered=True),
)

# The record's fields whose rows stand in a table of their own.
_OWN_TABLES = frozenset(table.field for table in TABLES)

# These parts of a record hold names that are clear without theirs before them.
_UNPREFIXED = frozenset({"source", "header"})

# In the JSON only: one entry for every value would dwarf the documents' table.
_JSON_ONLY = frozenset({"provenance"})


@cache
def _flat_fields(model: type[BaseModel]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the columns of a model, each with the attributes that lead to its value."""
    columns: list[tuple[str, tuple[str, ...]]] = []
    for name, info in model.model_fields.items():
        nested = _model_in(info.annotation)
        if name in _JSON_ONLY or (model is SopRecord and name in _OWN_TABLES):
            continue
        if nested is None:
            columns.append((name, (name,)))
            continue
        prefix = "" if name in _UNPREFIXED else f"{name}_"
        columns += [(prefix + column, (name, *path)) for column, path in _flat_fields(nested)]
    return tuple(columns)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that a field holds one of, or None for any other field."""
    choices = get_args(annotation) if get_origin(annotation) is UnionType else (annotation,)
    return next((c for c in choices if isinstance(c, type) and issubclass(c, BaseModel)), None)


def _cells(row: BaseModel) -> list[Cell]:
    """Return the cells of one row."""
    return [_cell(row, path) for _, path in _flat_fields(type(row))]


def _cell(row: BaseModel, path: tuple[str, ...]) -> Cell:
    """Return the value at the end of a path of attributes, as a cell holds it."""
    value: Any = row
    for name in path:
        value = None if value is None else getattr(value, name)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    cell: Cell = value.value if isinstance(value, Enum) else value
    return cell


def _plain(value: BaseModel) -> dict[str, Any]:
    """Return a model inside a list, as the JSON files have it."""
    return value.model_dump(mode="json")
