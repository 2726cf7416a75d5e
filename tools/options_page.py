"""Writes docs/options.md, every command with its options, from the parsers of `extract.cli`.

`python -m tools.options_page` writes it anew; a test fails when page and parsers differ.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from extract.cli import COMMANDS, DEFAULT_COMMAND, PROGRAM, command_parser
from extract.errors import ExitCode

PAGE = Path(__file__).parents[1] / "docs" / "options.md"

_INTRODUCTION = """\
# Commands and their options

    python -m extract PATH...            # read documents, or folders of them, or their URLs
    python -m extract COMMAND --help     # the options of another command

Folders are searched recursively. Hidden files, other kinds of files, and files named README or
LICENSE are skipped; a file named by itself is always tried. This page is made from the commands'
own `--help` by `python -m tools.options_page`.
"""


def options_page() -> str:
    """Return the page as it stands in the file."""
    return "\n".join([_INTRODUCTION, *map(_section, COMMANDS), _exit_codes()])


def _section(name: str) -> str:
    """Return what the page says of a command."""
    parser = command_parser(name)
    call = PROGRAM if name == DEFAULT_COMMAND else f"{PROGRAM} {name}"
    summary = " ".join((parser.description or "").split("\n\n")[0].split())
    rows = [_row(parser, action) for action in parser._actions if action.dest != "help"]
    table = "| option | |\n|---|---|\n" + "\n".join(rows)
    return f"## `{call}`\n\n{summary}\n\n{table}\n"


def _row(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    """Return the table row of an option or a positional argument."""
    shown = action.metavar or action.dest
    value = shown[0] if isinstance(shown, tuple) else shown
    if action.choices is not None:
        value = "\\|".join(map(str, action.choices))
    names = [f"{name} {value}" if action.nargs != 0 else name for name in action.option_strings]
    text = (action.help or "") % {**vars(action), "prog": parser.prog}
    return f"| {', '.join(f'`{name}`' for name in names or [value])} | {text} |"


def _exit_codes() -> str:
    """Return the table of all exit codes."""
    rows = [f"| {code.value} | {code.meaning} |" for code in ExitCode]
    return "## Exit codes\n\n| exit code | |\n|---|---|\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(options_page(), encoding="utf-8")
