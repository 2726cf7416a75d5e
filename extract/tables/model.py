"""The tables: their rows, keys and references to other tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from extract.tables.columns import Cell, Column, Kind, columns_of, plain
from extract.tables.overview.faults import told_faults
from models import Citation, Finding, FlowEdge, Procedure, SopRecord, Step
from models.fields import LISTS, TEXT_LISTS
from models.provenance import Provenance

# Parts of a record whose fields need no prefix.
UNPREFIXED = frozenset({"source", "header"})
# Fields of a record that are tables of their own.
TABLED = frozenset(
    {*LISTS, "extra_sections", "actors", "actor_names", "steps", "procedures", "flow", "findings",
     "provenance"}
)  # fmt: skip

# What a person looks for first in the table of SOPs.
_FIRST = ("title", "agency", "sop_number", "effective_on", "created_on", "revised_on", "grade")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference from a table's rows to those of another.

    Attributes:
        columns: Columns here.
        table: The other table.
        others: Its columns.
    """

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: Its name.
        description: What one row of it is.
        columns: Its columns.
        key: The columns that identify its rows.
        parts: Yields from a record the objects its rows are made of.
        references: Its references to other tables.
        indexed: Columns that are looked up often.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    parts: Callable[[SopRecord], Iterator[Any]]
    references: tuple[Reference, ...] = ()
    indexed: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]

    def rows(self, record: SopRecord) -> Iterator[tuple[Cell, ...]]:
        """Yield a record's rows, cells in the order of the columns."""
        for part in self.parts(record):
            yield tuple(column.read(part) for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Part:
    """The object that a row is made of.

    Attributes:
        record: The record.
        position: Its place among the record's rows, from 1.
        value: The value or model.
        also: Further cells, in the order of their columns.
    """

    record: SopRecord
    position: int
    value: Any
    also: Sequence[Cell] = ()


_ID = Column(
    "id", Kind.TEXT, "The SOP's id; `documents` has one row of each.", lambda p: p.record.id, True
)
_POSITION = Column(
    "position", Kind.INTEGER, "Place among the SOP's rows, from 1.", lambda p: p.position, True
)
_OF_DOCUMENT = Reference(("id",), "documents", ("id",))


def _also(index: int, name: str, kind: Kind, description: str, *, required: bool = False) -> Column:
    """Return a column of a further cell."""
    return Column(name, kind, description, lambda part: part.also[index], required)


def _value(name: str, description: str) -> Column:
    """Return the column of a row's plain value."""
    return Column(name, Kind.TEXT, description, lambda part: plain(part.value), True)


def _of(model: type[Any], leave_out: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """Return the columns of a row's model."""

    def through(column: Column) -> Column:
        read = column.read
        return Column(
            column.name,
            column.kind,
            column.description,
            lambda part: read(part.value),
            column.required,
        )

    return tuple(map(through, columns_of(model, leave_out=leave_out)))


_CANONICAL = (
    "canonical", Kind.TEXT, "The actor written out, the same for all its spellings.",
)  # fmt: skip


def _each(field: str) -> Callable[[SopRecord], Iterator[_Part]]:
    """Return a function that yields the items of a record's list."""

    def parts(record: SopRecord) -> Iterator[_Part]:
        for position, value in enumerate(getattr(record, field), start=1):
            yield _Part(record, position, value)

    return parts


def _section_items(record: SopRecord) -> Iterator[_Part]:
    """Yield the items of the identity sheet's boxes, including `extra_sections`."""
    lists = {name: list(getattr(record, name)) for name in TEXT_LISTS}
    for heading, items in record.extra_sections.items():
        lists.setdefault(heading, []).extend(items)
    for section, items in lists.items():
        for position, item in enumerate(items, start=1):
            yield _Part(record, position, item, (section,))


def _actors(record: SopRecord) -> Iterator[_Part]:
    """Yield the actors."""
    canonical = {name.printed: name.canonical for name in record.actor_names}
    for position, actor in enumerate(record.actors, start=1):
        yield _Part(record, position, actor, (canonical.get(actor),))


def _step_actors(record: SopRecord) -> Iterator[_Part]:
    """Yield the actors of each step."""
    canonical = {name.printed: name.canonical for name in record.actor_names}
    for step in record.steps:
        pairs = zip_longest(step.actors, step.actor_evidence[: len(step.actors)])
        for position, (actor, evidence) in enumerate(pairs, start=1):
            also = (step.seq, canonical.get(actor), plain(evidence))
            yield _Part(record, position, actor, also)


def _places(record: SopRecord) -> Iterator[_Part]:
    """Yield where each value was read."""
    for position, (pointer, place) in enumerate(record.provenance.items(), start=1):
        yield _Part(record, position, place, (pointer, *(place.bbox or (None,) * 4)))


def _document_columns() -> tuple[Column, ...]:
    """Return the columns of an SOP, those that a person looks for first."""
    columns = {
        column.name: column
        for column in columns_of(SopRecord, leave_out=TABLED, unprefixed=UNPREFIXED)
    }
    to_mend = Column(
        "to_mend", Kind.TEXT, "Findings on the document that are its own, a line each.",
        lambda record: "\n".join(told_faults(record)) or None,
    )  # fmt: skip
    first = [columns.pop(name) for name in _FIRST]
    return (*first, to_mend, *columns.values())


TABLES = (
    Table(
        "documents",
        "An SOP: its identity sheet and the file it was read from.",
        _document_columns(),
        ("id",),
        lambda record: iter((record,)),
        indexed=("agency", "sop_number", "sha256"),
    ),
    Table(
        "sections",
        "An item of a box of the identity sheet.",
        (
            _ID,
            _also(0, "section", Kind.TEXT, f"{', '.join(TEXT_LISTS)}, or a box's own heading.",
                  required=True),
            Column("position", Kind.INTEGER, "Place in its box, from 1.", lambda p: p.position,
                   True),
            _value("text", "The item, without its bullet."),
        ),
        ("id", "section", "position"),
        _section_items,
        (_OF_DOCUMENT,),
    ),
    Table(
        "legal_basis",
        "An item of Dasar Hukum.",
        (_ID, _POSITION, *_of(Citation)),
        ("id", "position"),
        _each("legal_basis"),
        (_OF_DOCUMENT,),
        indexed=("slug",),
    ),
    Table(
        "actors",
        "A column of Pelaksana, from left to right.",
        (_ID, _POSITION, _value("name", "The actor as printed."), _also(0, *_CANONICAL)),
        ("id", "position"),
        _actors,
        (_OF_DOCUMENT,),
        indexed=("canonical",),
    ),
    Table(
        "steps",
        "A row of the step table.",
        (_ID, *_of(Step, frozenset({"actors", "actor_evidence"}))),
        ("id", "seq"),
        _each("steps"),
        (_OF_DOCUMENT,),
    ),
    Table(
        "step_actors",
        "An actor who does a step.",
        (
            _ID,
            _also(0, "seq", Kind.INTEGER, "The step.", required=True),
            Column("position", Kind.INTEGER, "Place among the step's actors, from 1.",
                   lambda p: p.position, True),
            _value("actor", "The actor as printed."),
            _also(1, *_CANONICAL),
            _also(2, "evidence", Kind.TEXT, "What tells it: a symbol, a mark such as X, or text."),
        ),
        ("id", "seq", "position"),
        _step_actors,
        (Reference(("id", "seq"), "steps", ("id", "seq")),),
        indexed=("canonical",),
    ),
    Table(
        "procedures",
        "A step table of an SOP, which may have several.",
        (_ID, _POSITION, *_of(Procedure)),
        ("id", "position"),
        _each("procedures"),
        (_OF_DOCUMENT,),
    ),
    Table(
        "flow",
        "An arrow from one step to another.",
        (_ID, _POSITION, *_of(FlowEdge)),
        ("id", "position"),
        _each("flow"),
        (
            Reference(("id", "source"), "steps", ("id", "seq")),
            Reference(("id", "target"), "steps", ("id", "seq")),
        ),
    ),
    Table(
        "findings",
        "Something that a person should look at.",
        (_ID, _POSITION, *_of(Finding)),
        ("id", "position"),
        _each("findings"),
        (_OF_DOCUMENT,),
        indexed=("code",),
    ),
    Table(
        "provenance",
        "Where a value was read, and how sure it is.",
        (
            _ID,
            _also(0, "pointer", Kind.TEXT, "RFC 6901 pointer of the value.", required=True),
            *(
                _also(index, name, Kind.REAL, f"{edge} of its box, in PDF points from the page's "
                      "top left; empty in plain text.")
                for index, (name, edge) in enumerate(
                    (("x0", "Left edge"), ("top", "Upper edge"), ("x1", "Right edge"),
                     ("bottom", "Lower edge")), start=1)
            ),
            *_of(Provenance, frozenset({"bbox"})),
        ),
        ("id", "pointer"),
        _places,
        (_OF_DOCUMENT,),
    ),
)  # fmt: skip
