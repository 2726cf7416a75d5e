"""Columns derived from the models, so that both always agree.

The fields of a nested model become columns with its name as prefix. A date is two columns: the
date, whose day or month is the first where the document does not say it, and how precise it is.
Lists become tables of their own, or one JSON value in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.fields import spec_of
from models.kinds import Kind as FieldKind

Cell = str | int | float | date | list[Any] | dict[str, Any] | None
Read = Callable[[Any], Cell]

PRECISIONS = ("year", "month", "day")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    DATE = "date"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: What it holds.
        description: What it means, in one sentence.
        read: Returns its cell from the object a row is made of.
        required: Whether no cell of it is empty.
    """

    name: str
    kind: Kind
    description: str
    read: Read
    required: bool = False


def columns_of(
    model: type[BaseModel],
    *,
    leave_out: frozenset[str] = frozenset(),
    unprefixed: frozenset[str] = frozenset(),
) -> list[Column]:
    """Return the columns that a model's fields become.

    Args:
        model: The model.
        leave_out: Fields that are tables of their own.
        unprefixed: Nested models whose fields need no prefix.
    """
    return [
        column
        for name, info in model.model_fields.items()
        if name not in leave_out
        for column in _columns(name, info, unprefixed)
    ]


def _columns(name: str, info: FieldInfo, unprefixed: frozenset[str]) -> Iterator[Column]:
    """Yield the columns of one field."""
    description = info.description or ""
    nested, required = _model_in(info.annotation), _is_required(info.annotation)
    if nested is not None and get_origin(info.annotation) is not list:
        prefix = "" if name in unprefixed else f"{name}_"
        for column in columns_of(nested, unprefixed=unprefixed):
            yield Column(
                prefix + column.name,
                column.kind,
                column.description,
                _within(name, column.read),
                column.required and required,
            )
    elif _is_date(info):
        yield Column(name, Kind.DATE, description, _date_of(name))
        meaning = f"How precise {name} is: {', '.join(PRECISIONS)}."
        yield Column(f"{name}_precision", Kind.TEXT, meaning, _precision_of(name))
    else:
        kind = _kind_of(info.annotation)
        yield Column(name, kind, description, _value_of(name), required)


def _is_date(info: FieldInfo) -> bool:
    """Return whether a field holds a date of some precision."""
    spec = spec_of(info)
    return spec is not None and spec.kind is FieldKind.DATE


def _choices(annotation: Any) -> tuple[Any, ...]:
    """Return the types that a field may have."""
    return get_args(annotation) if get_origin(annotation) is UnionType else (annotation,)


def _is_required(annotation: Any) -> bool:
    """Return whether a field always holds a value."""
    return type(None) not in _choices(annotation)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model class of a field; None for any other field."""
    return next(
        (c for c in _choices(annotation) if isinstance(c, type) and issubclass(c, BaseModel)), None
    )


def _kind_of(annotation: Any) -> Kind:
    """Return what a field's column holds."""
    choices = [choice for choice in _choices(annotation) if choice is not type(None)]
    if any(get_origin(choice) in (list, dict, tuple) for choice in choices):
        return Kind.JSON
    if float in choices:
        return Kind.REAL
    if choices == [int]:
        return Kind.INTEGER
    if choices == [bool]:
        return Kind.INTEGER
    texts = all(
        get_origin(choice) is Literal or (isinstance(choice, type) and issubclass(choice, str))
        for choice in choices
    )
    if not texts:
        raise TypeError(f"no column can hold {annotation}")
    return Kind.TEXT


def _value_of(name: str) -> Read:
    """Return a function that reads a field's value."""
    return lambda row: plain(getattr(row, name))


def plain(value: Any) -> Cell:
    """Return a value without models and enumerations."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Enum):
        text: str = value.value
        return text
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    cell: Cell = value
    return cell


def _within(name: str, read: Read) -> Read:
    """Return a function that reads a nested model's value; None without that model."""

    def taken(row: Any) -> Cell:
        nested = getattr(row, name)
        return None if nested is None else read(nested)

    return taken


def _date_of(name: str) -> Read:
    """Return a function that reads a date; the first day where only month or year are known."""

    def taken(row: Any) -> Cell:
        text = getattr(row, name)
        if text is None:
            return None
        parts = [int(part) for part in text.split("-")]
        year, month, day = [*parts, 1, 1][:3]
        return date(year, month, day)

    return taken


def _precision_of(name: str) -> Read:
    """Return a function that reads a date's precision."""

    def taken(row: Any) -> Cell:
        text = getattr(row, name)
        return None if text is None else PRECISIONS[text.count("-")]

    return taken
