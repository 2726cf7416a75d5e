"""`python -m extract load DATABASE_URL OUTPUT`: the records of a run into a database."""

from __future__ import annotations

import argparse
from pathlib import Path

from extract.errors import ExitCode, needs_extra

SUMMARY = (
    "Load the records of a run into a database: PostgreSQL, SQLite or another of SQLAlchemy's.\n\n"
    "Missing tables and views are created, older ones migrated. Records that are already in the\n"
    "database are replaced, all others stay; after an error nothing has changed. Corrections of\n"
    "the review are loaded too, published or not. docs/tables.md describes the tables."
)
EXIT_CODES = {
    ExitCode.OK: "loaded",
    ExitCode.BAD_ARGUMENTS: "the arguments make no sense, or there are no records to load",
    ExitCode.MISSING_DEPENDENCY: "a package that the work needs is not installed",
    ExitCode.OUTPUT_FAILED: "the database cannot be reached, refuses, or is of a newer version",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "url",
        metavar="DATABASE_URL",
        help="postgresql://user:password@host/name or sqlite:///FILE; the password of PostgreSQL "
        "may be in PGPASSWORD or ~/.pgpass instead",
    )
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="the output folder of the run")


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Load the records.

    Raises:
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal of the review cannot be read.
        DatabaseError: The database refuses.
        MissingDependencyError: The packages for databases are not installed.
    """
    from extract.cli.display import say
    from extract.cli.texts import counted, told
    from extract.corrections.reviewed import read_reviewed

    with needs_extra("database", "load"):
        from extract.load.load import load_records, shown

    done = load_records(arguments.url, read_reviewed(arguments.output))
    say(
        told(
            "{sops} loaded into {url}, {replaced} of them in place of earlier ones",
            sops=counted(done.sops, "SOP"),
            url=shown(arguments.url),
            replaced=done.replaced,
        )
    )
    return ExitCode.OK
