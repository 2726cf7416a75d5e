"""The command line: finds the command, runs it, and returns its exit code.

Every command is a module with `SUMMARY`, `EXIT_CODES`, `add_arguments(parser)` and
`run(arguments, parser)`, imported only when it is run. If the first word is no command, the command
is `extract`: `python -m extract samples/`. A folder that has a command's name is given as `./name`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType

from extract.cli.language import add_language, language_asked
from extract.cli.parser import HelpFormatter, Parser
from extract.cli.texts import told, told_error
from extract.errors import ExitCode, SopExtractError
from extract.findings.messages import speaking
from extract.version import __version__

PROGRAM = "python -m extract"
# Each command and what it does, in the order of `--help`.
COMMANDS = {
    "extract": "read documents; the default if the first word is no command",
    "review": "check and correct doubtful values in a browser",
    "report": "make web pages of the records, each SOP beside its document",
    "evaluate": "compare records with correct ones and count what was read right",
    "load": "write the records into a database",
    "join": "make one output of the parts of a divided run",
    "schema": "print the JSON Schema of a record",
}
DEFAULT_COMMAND = "extract"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code, one of `ExitCode`.

    Args:
        arguments: The words after the program's name; those of `sys.argv` if None.

    Raises:
        SystemExit: After `--help` and `--version` (0), and for bad arguments (2).
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file name must not end the run
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else DEFAULT_COMMAND
    with speaking(language_asked(words)):
        return _run(name, words)


def _run(name: str, words: Sequence[str]) -> int:
    """Run a command, and print the error that ends it."""
    try:
        parser = command_parser(name)
        exit_code: ExitCode = _command(name).run(parser.parse_args(words), parser)
    except SopExtractError as error:
        said = told("error: {cause}", cause=told_error(error))
        print(said, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(told("Interrupted."), file=sys.stderr)
        return ExitCode.INTERRUPTED
    return exit_code


def _command(name: str) -> ModuleType:
    """Return the module of a command."""
    return import_module(f"extract.cli.{name}_command")


def command_parser(name: str) -> Parser:
    """Return the parser of a command.

    Args:
        name: A key of `COMMANDS`.
    """
    command = _command(name)
    parser = _new_parser(name, command.SUMMARY, command.EXIT_CODES)
    command.add_arguments(parser)
    add_language(parser)
    parser.translate()
    return parser


def _new_parser(name: str, summary: str, exit_codes: Mapping[ExitCode, str]) -> Parser:
    """Return a command's parser with what all commands share."""
    codes = "\n".join(f"  {code:<4}{told(meaning)}" for code, meaning in exit_codes.items())
    commands = "\n".join(f"  {other:<10}{told(does)}" for other, does in COMMANDS.items())
    others = f"{told('commands (each has its own --help):')}\n{commands}\n\n"
    parser = Parser(
        prog=PROGRAM if name == DEFAULT_COMMAND else f"{PROGRAM} {name}",
        description=summary,
        epilog=f"{others if name == DEFAULT_COMMAND else ''}{told('exit codes:')}\n{codes}",
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"sop-extract {__version__}")
    return parser
