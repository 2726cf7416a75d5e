"""`python -m extract review OUTPUT`: a person checks what is doubtful, in a browser."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from extract.cli.options import add_sources
from extract.cli.texts import counted, told, told_error
from extract.errors import BusyError, ExitCode, needs_extra
from extract.process.guards import require_process_groups

SUMMARY = (
    "Check the doubtful values of a run in a browser, each beside the page it was read from, and\n"
    "correct them. Corrections are saved in OUTPUT/review/ as they are entered, and kept when the\n"
    "documents are read again. Ctrl-C ends the server; the corrections are then written into the\n"
    "records, tables and diagrams of OUTPUT."
)
EXIT_CODES = {
    ExitCode.OK: "ended with Ctrl-C; published; exported",
    ExitCode.BAD_ARGUMENTS: "the arguments make no sense, or there is nothing to check or export",
    ExitCode.OUTPUT_FAILED: "the output folder cannot be written, or the port is in use",
}
DEFAULT_PORT = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="the output folder of the run")
    add_sources(parser)
    parser.add_argument(
        "--host",
        metavar="NAME",
        default="127.0.0.1",
        help="the address to listen on (default: 127.0.0.1, this machine only). Any other shows "
        "the pages, unencrypted, to everyone who has the link",
    )
    parser.add_argument(
        "--port",
        metavar="N",
        type=_port,
        default=DEFAULT_PORT,
        help=f"the port to listen on, 0 for any free one (default: {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the link and open no browser"
    )
    parser.add_argument(
        "--by",
        metavar="NAME",
        help="the reviewer's name, if the page shall not ask for it",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--publish",
        action="store_true",
        help="start no server: write the corrections into the records, tables and diagrams now",
    )
    instead.add_argument(
        "--export-gold",
        metavar="DIR",
        type=Path,
        help="start no server: write the values that people settled in finished SOPs to a folder "
        "of gold, for `python -m extract evaluate`",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="with --export-gold: also the values of those SOPs that nobody checked",
    )


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Serve the review until it is ended, or do what is asked for instead.

    Raises:
        SystemExit: The arguments make no sense (2).
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal of the review cannot be read.
        MissingDependencyError: A package that the server or the run's outputs need is not
            installed.
        OutputError: The port is in use, or the output folder cannot be written.
    """
    if arguments.all and arguments.export_gold is None:
        parser.error("--all goes with --export-gold")
    if arguments.publish:
        _publish(arguments.output)
        return ExitCode.OK
    if arguments.export_gold is not None:
        _export_gold(arguments.output, arguments.export_gold, whole=arguments.all)
        return ExitCode.OK
    require_process_groups("review")
    from extract.corrections.reviewed import is_behind

    with needs_extra("review", "review"):
        import_module("js_lib_htmx")  # the wheel that has htmx, which the pages load
        from extract.review.web.server import serve
    from extract.storage.places import RUN_FILE

    serve(
        arguments.output,
        arguments.sources,
        host=arguments.host,
        port=arguments.port,
        language=arguments.language,
        by=arguments.by,
        browser=not arguments.no_browser,
    )
    is_whole = (arguments.output / RUN_FILE).exists()
    if is_whole and is_behind(arguments.output):
        try:
            _publish(arguments.output)
        except BusyError as error:  # what was corrected is kept, and comes with that run
            print(told_error(error), file=sys.stderr)
    return ExitCode.OK


def _publish(output: Path) -> None:
    """Write the corrections into all outputs of the run."""
    from extract.batch.publish import publish
    from extract.cli.display import QuietDisplay, printable, say

    publish(output, QuietDisplay(sys.stderr).noticed)
    shown = printable(str(output))
    say(told("Records, tables and diagrams in {output} carry the review.", output=shown))


def _export_gold(output: Path, folder: Path, *, whole: bool) -> None:
    """Write gold, and say what it holds."""
    from extract.cli.display import printable, say
    from extract.corrections.gold import export_gold

    made = export_gold(output, folder, whole=whole)
    done = told(
        "{sops} of {documents} as gold in {folder}",
        sops=counted(made.sops, "SOP"),
        documents=counted(made.documents, "document"),
        folder=printable(str(folder)),
    )
    left = told("{sops} under review left out", sops=counted(made.open, "SOP"))
    say(f"{done}; {left}" if made.open else done)


def _port(text: str) -> int:
    """Return the port that a word names.

    Raises:
        ArgumentTypeError: It names none.
    """
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
