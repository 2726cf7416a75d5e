"""`python -m extract evaluate GOLD OUTPUT`: compares records with gold."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from extract.errors import ExitCode

SUMMARY = (
    "Compare the records of a run with gold, the correct records, and count what is right.\n\n"
    "GOLD holds one JSON file per document, with its name: a list of records as the run writes\n"
    "them, so a record file that a person corrected is gold. Values that cannot be judged are\n"
    'excluded by JSON pointers in "not_judged": ["/steps/*/actors", "/flow"].\n\n'
    "The records are compared as they were extracted, without corrections made since.\n"
    "`python -m extract review OUTPUT --export-gold DIR` makes gold of a review."
)
EXIT_CODES = {
    ExitCode.OK: "evaluated",
    ExitCode.SOME_FAILED: "an area is below --min",
    ExitCode.BAD_ARGUMENTS: "the arguments make no sense, or gold or records cannot be read",
    ExitCode.OUTPUT_FAILED: "the output cannot be written",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("gold", metavar="GOLD", type=Path, help="the folder of gold")
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="the output folder of the run")
    parser.add_argument(
        "--reviewed",
        action="store_true",
        help="compare the records with their corrections from the review instead of as extracted",
    )
    parser.add_argument(
        "--misses", action="store_true", help="list each value that differs from the gold"
    )
    parser.add_argument(
        "--json",
        metavar="FILE",
        type=Path,
        help="write all counts, ratios and differences there",
    )
    parser.add_argument(
        "--html",
        metavar="DIR",
        type=Path,
        help="write a web page there that shows each difference beside its page",
    )
    parser.add_argument(
        "--sources",
        metavar="PATH",
        type=Path,
        nargs="+",
        default=[Path()],
        help="where the documents are, for the pictures of --html (default: the current folder)",
    )
    parser.add_argument(
        "--compare",
        metavar="OLD.json",
        type=Path,
        help="show what got better or worse since an evaluation written with --json",
    )
    parser.add_argument(
        "--min",
        metavar="RATIO",
        type=_ratio,
        help="exit with 1 if the ratio of an area over all documents is below this, 0 to 1",
    )


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Evaluate, and write what is asked for.

    Raises:
        BadGoldError: Gold, records or the earlier evaluation cannot be read.
        BadRecordsError: The extracted version of a reviewed record is missing.
        BadReviewError: The journal of a review cannot be read.
        OutputError: The output cannot be written.
    """
    from extract.cli.display import printable, say
    from extract.cli.evaluation_tables import show_comparison, show_evaluation
    from extract.cli.texts import told, told_error
    from extract.evaluate.compare import compare, read_evaluation
    from extract.evaluate.evaluation import evaluate
    from extract.evaluate.tally import areas_below

    before = read_evaluation(arguments.compare) if arguments.compare else None
    evaluation = evaluate(arguments.gold, arguments.output, reviewed=arguments.reviewed)
    content = evaluation.as_json()
    comparison = compare(before, content) if before else None
    if arguments.json:
        changes = {"comparison": comparison.as_json()} if comparison else {}
        _write_json(arguments.json, {**content, **changes})
    if arguments.html:
        from extract.evaluate.page import write_page

        for failure in write_page(evaluation, arguments.html, arguments.sources):
            print(printable(told_error(failure)), file=sys.stderr)
    say(show_evaluation(evaluation, misses=arguments.misses))
    if comparison:
        say(show_comparison(comparison))
    low = [] if arguments.min is None else areas_below(evaluation.overall, arguments.min)
    if low:
        below = told("Below {least}: {areas}", least=f"{arguments.min:g}", areas=", ".join(low))
        print(below, file=sys.stderr)
    return ExitCode.SOME_FAILED if low else ExitCode.OK


def _write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON file."""
    from extract.storage.atomic import whole_file

    with whole_file(path) as stream:
        json.dump(content, stream, ensure_ascii=False, indent=2)
        stream.write("\n")


def _ratio(text: str) -> float:
    """Return a ratio, for argparse."""
    try:
        ratio = float(text)
    except ValueError:
        ratio = -1.0
    if not 0 <= ratio <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no ratio from 0 to 1")
    return ratio
