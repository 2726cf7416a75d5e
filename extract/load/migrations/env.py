"""Alembic's environment: uses the connection that `extract.load.migrate` gives."""

from __future__ import annotations

from alembic import context

from extract.load.migrate import VERSION_TABLE
from extract.tables.sql import build_metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=build_metadata(),
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
