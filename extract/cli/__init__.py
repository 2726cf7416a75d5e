"""The command line: which command is meant, and how it ends.

Every command is a module with `SUMMARY`, `EXIT_CODES`, `add_arguments(parser)` and
`run(arguments, parser)`, imported only when it is meant. Without a command's name first, `extract`
is meant: `python -m extract samples/`. A folder that bears a command's name is reached as `./name`.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from extract.errors import ExitCode, SopExtractError
from extract.version import __version__

PROGRAM = "python -m extract"
COMMANDS = {
    "extract": "extract.cli.extract_command",
    "evaluate": "extract.cli.evaluate_command",
    "join": "extract.cli.join_command",
    "load": "extract.cli.load_command",
    "report": "extract.cli.report_command",
    "review": "extract.cli.review_command",
    "schema": "extract.cli.schema_command",
}
DEFAULT_COMMAND = "extract"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code, one of `ExitCode`.

    Args:
        arguments: The words behind the program's name; those it was started with where None.

    Raises:
        SystemExit: After `--help` and `--version` (0), and for bad arguments (2).
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # no name of a file may end a run
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else DEFAULT_COMMAND
    try:
        command = import_module(COMMANDS[name])
        parser = _new_parser(name, command.SUMMARY, command.EXIT_CODES)
        command.add_arguments(parser)
        exit_code: ExitCode = command.run(parser.parse_args(words), parser)
    except SopExtractError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return ExitCode.INTERRUPTED
    return exit_code


def _new_parser(
    name: str, summary: str, exit_codes: Mapping[ExitCode, str]
) -> argparse.ArgumentParser:
    """Return a command's parser with what all commands share."""
    codes = "\n".join(f"  {code:<4}{meaning}" for code, meaning in exit_codes.items())
    parser = argparse.ArgumentParser(
        prog=PROGRAM if name == DEFAULT_COMMAND else f"{PROGRAM} {name}",
        description=summary,
        epilog=f"exit codes:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sop-extract {__version__}")
    return parser
