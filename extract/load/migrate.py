"""Creates or upgrades the tables of a database with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from extract.errors import DatabaseError
from extract.tables.sql import view_statements
from extract.tables.views import VIEWS

SCRIPTS = Path(__file__).with_name("migrations")
# Not Alembic's usual name, as another program may use the same database.
VERSION_TABLE = "sop_extract_version"


def new_config(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection) -> None:
    """Upgrade a database's tables and views to this version.

    Raises:
        DatabaseError: A newer version of sop-extract made them.
    """
    config = new_config(connection)
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    version = context.get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise DatabaseError(
            f"the tables are of version {version}, which this version of sop-extract does not "
            "know; use the newer one that made them"
        )
    # Views stand in the way of changes to the tables under them.
    for view in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {view.name}"))
    command.upgrade(config, "head")
    for statement in view_statements():
        connection.execute(text(statement))
