"""Loads records into a database, all or none; loading them again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, create_engine, delete, insert
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from extract.errors import DatabaseError
from extract.load.migrate import migrate
from extract.tables.model import TABLES
from extract.tables.sql import build_metadata
from models import SopRecord

# Records that are written to the database together.
BATCH_RECORDS = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded.

    Attributes:
        sops: How many SOPs.
        replaced: How many of them the database held already.
    """

    sops: int
    replaced: int


def load_records(url: str, records: Iterable[SopRecord]) -> Loaded:
    """Load records into a database; earlier versions of them are replaced.

    Tables are created or upgraded first. It is one transaction: after an error the database is as
    it was (except where changes of tables cannot be rolled back, as in MySQL). Records of other
    runs stay.

    Args:
        url: The database's URL for SQLAlchemy: `postgresql://user@host/name`,
            `sqlite:///sop.sqlite`.
        records: The records, each id once; taken as they come.

    Raises:
        DatabaseError: There is no such database, it refuses, or it was made by a newer version.
    """
    engine = _connect(url)
    try:
        with engine.begin() as connection:
            migrate(connection)
            return _load(connection, records)
    except SQLAlchemyError as error:
        raise DatabaseError(f"{shown(url)}: {cause_of(error)}") from error
    finally:
        engine.dispose()


def shown(url: str) -> str:
    """Return a database's URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "the database's URL"


def cause_of(error: SQLAlchemyError) -> str:
    """Return in one line what a database says is wrong."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return next((line.strip() for line in str(cause).splitlines() if line.strip()), "it refuses")


def _connect(url: str) -> Engine:
    """Return the database's engine, which connects when it is first used."""
    try:
        parts = make_url(url)
        # The driver among the project's dependencies.
        if parts.drivername in ("postgresql", "postgres"):
            parts = parts.set(drivername="postgresql+psycopg")
        return create_engine(parts)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseError(
            f"{shown(url)}: the Python package that speaks to this database is not installed "
            f"({error})"
        ) from error
    except ArgumentError as error:
        raise DatabaseError(
            "this is no database URL; give one like postgresql://user@host/name or sqlite:///FILE"
        ) from error


def _load(connection: Connection, records: Iterable[SopRecord]) -> Loaded:
    """Replace the rows of records."""
    sops = replaced = 0
    for batch in _batches(records):
        ids = [record.id for record in batch]
        replaced += _delete(connection, ids)
        _insert(connection, batch)
        sops += len(batch)
    return Loaded(sops, replaced)


def _batches(records: Iterable[SopRecord]) -> Iterator[Sequence[SopRecord]]:
    """Yield records in batches."""
    rest = iter(records)
    while batch := list(islice(rest, BATCH_RECORDS)):
        yield batch


def _delete(connection: Connection, ids: Sequence[str]) -> int:
    """Delete the rows of records, those that refer to others first; return how many records."""
    metadata = build_metadata()
    deleted = 0
    for table in reversed(metadata.sorted_tables):
        done = connection.execute(delete(table).where(table.c.id.in_(ids)))
        deleted = done.rowcount
    return deleted


def _insert(connection: Connection, records: Sequence[SopRecord]) -> None:
    """Insert the rows of records, those that others refer to first."""
    metadata = build_metadata()
    for table in TABLES:
        names = table.names()
        rows = [
            dict(zip(names, row, strict=True)) for record in records for row in table.rows(record)
        ]
        if rows:
            connection.execute(insert(metadata.tables[table.name]), rows)
