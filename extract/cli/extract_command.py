"""`python -m extract PATH...`: documents in, records out."""

from __future__ import annotations

import argparse
from pathlib import Path

from pydantic import ValidationError

from extract.cli.limits import add_limits, given_limits
from extract.errors import ExitCode
from extract.limits import option_of
from extract.settings import OcrMode, Settings
from extract.writers.formats import DEFAULT_FORMATS, Format, parse_formats

SUMMARY = (
    "Turn Indonesian government SOP documents (PDF, scans, photos, plain text) into JSON and CSV."
    "\n\n"
    "Folders are searched with all below them for .pdf, .txt, .text and .md files and pictures\n"
    "(.png, .jpg, .tif, .webp, .heic); hidden files, links met a second time, README and LICENSE\n"
    "files are passed over. A file named by itself is always tried. Results are added to those\n"
    "already in the output folder."
)

EXIT_CODES = {code: code.meaning for code in ExitCode}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="a document, or a folder of them"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=Path,
        default=Path("output"),
        help="the folder to write to (default: output)",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        dest="formats",
        action="extend",
        type=_formats,
        help="what to write, several with commas or by naming the option again (default: "
        f"{','.join(DEFAULT_FORMATS)}): "
        + ", ".join(f"{form.value} ({form.meaning})" for form in Format),
    )
    for option, unit in (("minutes_a_day", "MINUTES"), ("days_a_week", "DAYS")):
        field = Settings.model_fields[option]
        parser.add_argument(
            f"--{option.replace('_', '-')}",
            metavar=unit,
            type=float,
            default=field.default,
            help=f"{field.description} (default: {field.default:g})",
        )
    _add_recognition(parser)
    parser.add_argument(
        "--password",
        metavar="PASSWORD",
        dest="passwords",
        action="append",
        default=[],
        help="tried on documents that are locked; name the option again for more than one",
    )
    parser.add_argument(
        "--debug-images",
        metavar="DIR",
        type=Path,
        help="draw each page of a PDF or image there, with the words, cells, labels, steps, "
        "symbols and arrows found on it: shows why a value came out wrong",
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="say nothing but what went wrong"
    )
    add_limits(parser)


def _add_recognition(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that say how text is recognised from pictures."""
    fields = Settings.model_fields
    parser.add_argument(
        "--ocr",
        choices=[mode.value for mode in OcrMode],
        default=fields["ocr"].default.value,
        help=f"when to recognise text: {fields['ocr'].description} (default: auto)",
    )
    parser.add_argument(
        "--ocr-lang",
        metavar="LANG",
        default=fields["ocr_lang"].default,
        help=f"{fields['ocr_lang'].description} (default: {fields['ocr_lang'].default})",
    )
    parser.add_argument(
        "--dpi",
        metavar="DPI",
        type=int,
        default=fields["dpi"].default,
        help=f"{fields['dpi'].description} (default: {fields['dpi'].default})",
    )


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Read the documents and write what they say.

    Raises:
        SystemExit: The arguments make no sense (2).
        MissingDependencyError: A package that every document needs is not installed.
        OutputError: The output cannot be written.
    """
    settings = _settings(arguments, parser)
    output: Path = arguments.output
    if any(path.resolve() == output.resolve() for path in arguments.paths):
        parser.error(f"{output} is the output folder: choose another with -o")

    from extract.batch.run import run_batch
    from extract.cli.display import counted, new_display, show_summary

    with new_display(quiet=arguments.quiet) as display:
        formats = arguments.formats or DEFAULT_FORMATS
        report = run_batch(
            arguments.paths, output, settings, display, formats, arguments.debug_images
        )
    if report.interrupted:
        display.noticed(
            f"Interrupted with {counted(report.totals.unread, 'file')} unread; "
            f"what had been read is in {output}"
        )
    if not arguments.quiet:
        show_summary(report, output)
    return report.exit_code


def _formats(text: str) -> list[Format]:
    """Return the formats named, for argparse."""
    try:
        return parse_formats(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _settings(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> Settings:
    """Return the run's settings, or end with what is wrong with them."""
    given = {name: getattr(arguments, name) for name in Settings.model_fields if name != "limits"}
    try:
        return Settings.model_validate({**given, "limits": given_limits(arguments)})
    except ValidationError as error:
        first = error.errors()[0]
        kind, *names = map(str, first["loc"])
        parser.error(f"{option_of(names[0] if names else kind)}: {first['msg']}")
