"""Write the step that leads the database's tables from the last version to the models' own.

    python -m tools.new_migration "what changes"

The step is made by comparing; read it before it is committed. While nothing has been released that
made tables, the only step may be made anew: delete it first.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from extract.load.migrate import migrate, new_config
from extract.tables.views import VIEWS


def main() -> None:
    """Write the step and print its path."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = new_config(connection)
        steps = list(ScriptDirectory.from_config(config).walk_revisions())
        if steps:
            migrate(connection)
            for view in VIEWS:
                connection.execute(text(f"DROP VIEW {view.name}"))
        number = f"{len(steps) + 1:04}"
        script = command.revision(config, sys.argv[1], autogenerate=True, rev_id=number)
    path = Path(getattr(script, "path", ""))
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", path], check=True)  # noqa: S603
    print(path)


if __name__ == "__main__":
    main()
