"""`python -m extract review OUTPUT`: a person checks what is doubtful, in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from extract.errors import ExitCode

SUMMARY = (
    "Check the doubtful values of a run in a browser, each beside the page it was read from, and\n"
    "put them right. What is corrected is kept in OUTPUT/review/ and stays when the documents are\n"
    "read again. Ctrl-C ends it; everything is saved as it is entered."
)
EXIT_CODES = {
    ExitCode.OK: "ended with Ctrl-C",
    ExitCode.BAD_ARGUMENTS: "the arguments make no sense, or there are no records to check",
    ExitCode.OUTPUT_FAILED: "the output folder cannot be written, or the port is in use",
}
DEFAULT_PORT = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="the output folder of the run")
    parser.add_argument(
        "--sources",
        metavar="PATH",
        type=Path,
        nargs="+",
        default=[Path()],
        help="where the documents are, for the pictures of their pages (default: the current "
        "folder); one is known by its content, whatever its name",
    )
    parser.add_argument(
        "--host",
        metavar="NAME",
        default="127.0.0.1",
        help="where to listen (default: 127.0.0.1, this machine alone). Another makes the pages "
        "reachable, unencrypted, to everyone who has the link",
    )
    parser.add_argument(
        "--port",
        metavar="N",
        type=_port,
        default=DEFAULT_PORT,
        help=f"the port to listen on, 0 for any that is free (default: {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the link and open no browser"
    )
    parser.add_argument(
        "--ui",
        choices=["id", "en"],
        default="id",
        help="language of the pages for who chose none: Indonesian or English (default: id)",
    )
    parser.add_argument(
        "--by",
        metavar="NAME",
        help="who checks, for who gave no name on the page (default: the name of the user who "
        "starts it)",
    )


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Serve the review until it is ended.

    Raises:
        BadRecordsError: There are no records, or a file of them cannot be read.
        BadReviewError: The journal of the review cannot be read.
        OutputError: The port is in use, or the output folder cannot be written.
    """
    from extract.review.web.server import serve
    from extract.words import Language

    serve(
        arguments.output,
        arguments.sources,
        host=arguments.host,
        port=arguments.port,
        language=Language(arguments.ui),
        by=arguments.by,
        browser=not arguments.no_browser,
    )
    return ExitCode.OK


def _port(text: str) -> int:
    """Return the port that a word names.

    Raises:
        ArgumentTypeError: It names none.
    """
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
