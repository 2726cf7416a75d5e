"""Runs of the test's pipeline, and people who correct what they leave."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from extract.batch.plan import Again
from extract.batch.publish import publish
from extract.batch.run import run_batch
from extract.batch.shards import Shard
from extract.corrections import edits
from extract.corrections.form import get_at
from extract.review.session import ReviewSession, Sop
from extract.settings import Settings
from extract.storage.record_files import read_run
from extract.writers.formats import DEFAULT_FORMATS, Format
from models import SopRecord
from tests.batch.listener import Listener
from tests.inline_engine import InlineEngine

TITLE = "Pelayanan Surat Keterangan"
FORMATS = (*DEFAULT_FORMATS, Format.SQLITE, Format.MERMAID)


def run(
    output: Path, *paths: Path, settings: Settings | None = None, force: bool = False,
    shard: str | None = None, reviews: Path | None = None,
    formats: tuple[Format, ...] = FORMATS,
) -> Listener:  # fmt: skip
    """Run, and return who was told of it."""
    listener = Listener()
    run_batch(
        paths, output, settings or Settings(), listener, InlineEngine(), formats=formats,
        again=Again.ALL if force else Again.NONE,
        shard=Shard.parse(shard) if shard else None, reviews=reviews,
    )  # fmt: skip
    return listener


def publish_quietly(output: Path) -> list[str]:
    """Publish, and return what was noticed."""
    notices: list[str] = []
    publish(output, notices.append)
    return notices


def correct(
    output: Path, name: str, at: str, value: Any, by: str = "Ani", settings: Settings | None = None
) -> Sop:
    """Change one value of a record's form."""
    session = ReviewSession(output, settings or Settings())
    seen = get_at(session.open(name).draft.form, at)
    return session.commit(
        name, by, lambda draft: edits.change_value(draft.form, at, value), expected={at: seen}
    )


def record_of(output: Path, name: str | None = None) -> SopRecord:
    """Return a record of an output folder: the only one, or that of a name."""
    found = [r for r in read_run(output) if name in (None, r.id)]
    assert len(found) == 1, [record.id for record in found]
    return found[0]


def rows(output: Path, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the output's SQLite file."""
    connection = sqlite3.connect(output / "sop.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
