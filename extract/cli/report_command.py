"""`python -m extract report OUTPUT`: the records of a run as web pages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extract.cli.options import add_sources
from extract.errors import ExitCode

SUMMARY = (
    "Make web pages of a run's records: a list to search and sort, plots, and each SOP beside its\n"
    "document, with every value marked where it was read. They work without network and server:\n"
    "open index.html."
)
EXIT_CODES = {
    ExitCode.OK: "written",
    ExitCode.SOME_FAILED: "written, but pages of some documents could not be drawn",
    ExitCode.BAD_ARGUMENTS: "the arguments make no sense, or there are no records to show",
    ExitCode.OUTPUT_FAILED: "the report cannot be written",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="the output folder of the run")
    parser.add_argument(
        "-o",
        "--to",
        metavar="DIR",
        type=Path,
        help="the folder to write to (default: report in OUTPUT)",
    )
    parser.add_argument(
        "--letters",
        action="store_true",
        help="write letters instead, one for each office, in Indonesian: what is to be mended in "
        "its SOPs, as HTML and DOCX (default folder: letters in OUTPUT)",
    )
    add_sources(parser)


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Write the report.

    Raises:
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal of the review cannot be read.
        OutputError: The report cannot be written.
    """
    from extract.cli.display import printable, say
    from extract.cli.texts import counted, told, told_error
    from extract.report.site import write_report

    if arguments.letters:
        return _write_letters(arguments)
    folder: Path = arguments.to or arguments.output / "report"
    made = write_report(arguments.output, folder, arguments.sources, arguments.language)
    for trouble in made.troubles:
        print(printable(told_error(trouble)), file=sys.stderr)
    index = printable(str(folder / "index.html"))
    say(told("{sops}: open {path}", sops=counted(made.sops, "SOP"), path=index))
    return ExitCode.SOME_FAILED if made.troubles else ExitCode.OK


def _write_letters(arguments: argparse.Namespace) -> ExitCode:
    """Write the letters, and say where they are."""
    from extract.cli.display import printable, say
    from extract.cli.texts import counted, told
    from extract.report.letters.write import write_letters

    folder: Path = arguments.to or arguments.output / "letters"
    written = write_letters(arguments.output, folder)
    letters = counted(len(written), "letter")
    say(told("{letters}: in {folder}", letters=letters, folder=printable(str(folder))))
    return ExitCode.OK
