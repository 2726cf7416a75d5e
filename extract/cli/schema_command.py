"""`python -m extract schema`: the JSON Schema of a record, and records for an older one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from extract.errors import BadRecordsError, ExitCode

SUMMARY = (
    "Print the JSON Schema (2020-12) of a record. With --fit, print records without the fields\n"
    "that an earlier schema does not have."
)
EXIT_CODES = {
    ExitCode.OK: "printed",
    ExitCode.BAD_ARGUMENTS: "the arguments make no sense, or a file cannot be read or fitted",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--fit",
        metavar="OLD",
        type=Path,
        help="an earlier schema, as this command printed it; FILE is fitted to it",
    )
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="the record file to fit")


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Print the schema, or records fitted to an earlier one.

    Raises:
        BadRecordsError: A file cannot be read or fitted.
    """
    from extract.cli.display import say
    from models.schema import schema_text

    if (arguments.fit is None) != (arguments.file is None):
        parser.error("--fit OLD and FILE go together")
    if arguments.fit is None:
        say(schema_text().rstrip("\n"))
    else:
        fitted = _fitted(arguments.fit, arguments.file)
        say(json.dumps(fitted, ensure_ascii=False, indent=2))
    return ExitCode.OK


def _fitted(old: Path, file: Path) -> list[Any]:
    """Return the records of a file fitted to an earlier schema."""
    from models.compatibility import SchemaMismatchError, fit_record

    schema, records = _load(old), _load(file)
    if not isinstance(schema, dict) or not isinstance(records, list):
        raise BadRecordsError(f"{old} is no schema, or {file} no list of records")
    try:
        return [fit_record(record, schema) for record in records]
    except (SchemaMismatchError, AttributeError, KeyError, TypeError) as error:
        raise BadRecordsError(f"{file}: does not fit {old}: {error}") from error


def _load(path: Path) -> Any:
    """Return what a JSON file holds."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadRecordsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise BadRecordsError(f"{path}: is no JSON") from error
