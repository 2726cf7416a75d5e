"""`python -m extract join OUTPUT`: the shards of a run joined."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extract.errors import ExitCode

SUMMARY = (
    "Make one output of the shards of a divided run.\n\n"
    "After `--shard 1/3`, `--shard 2/3` and `--shard 3/3` into one output folder, this writes the\n"
    "records, tables and run.json that one run over all the files would have written. The shards\n"
    "are kept; if some of them read more later, join them again."
)
EXIT_CODES = {
    code: code.meaning
    for code in (ExitCode.OK, ExitCode.SOME_FAILED, ExitCode.OUTPUT_FAILED, ExitCode.INTERRUPTED)
} | {ExitCode.BAD_ARGUMENTS: "a shard is missing, or they are not of one run; nothing was changed"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "output", metavar="OUTPUT", type=Path, help="the output folder of all shards"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Join the shards.

    Raises:
        BadRecordsError: A shard is missing or not done, or they are not of one run.
        OutputError: The output cannot be written, or a run writes to it or to a shard.
    """
    from extract.batch.join import join_shards
    from extract.cli.display import QuietDisplay, show_summary

    report = join_shards(arguments.output, QuietDisplay(sys.stderr).noticed)
    if not arguments.quiet:
        show_summary(report, arguments.output)
    return report.exit_code
