"""The options of the extract command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from extract.batch.remote.urls import Url, is_url
from extract.batch.shards import Shard
from extract.bounds.limits import Limits, option_of
from extract.process.limits import Bounds
from extract.settings import OcrEngineMode, OcrMode, Settings
from extract.writers.formats import DEFAULT_FORMATS, Format, parse_formats

Model = TypeVar("Model", bound=BaseModel)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the options of the output."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=place,
        default=Path("output"),
        help="the folder to write to, or its URL (default: output)",
    )
    parser.add_argument(
        "--work-dir",
        metavar="DIR",
        type=Path,
        help="for output to a URL: the folder of this machine that keeps a copy, which later runs "
        "continue (default: sop-extract in the user's cache)",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        dest="formats",
        action="extend",
        type=_formats,
        help="what to write; several with commas, or by giving the option again (default: "
        f"{','.join(DEFAULT_FORMATS)}): "
        + ", ".join(f"{form.value} ({form.meaning})" for form in Format),
    )
    parser.add_argument(
        "--csv-for",
        choices=["machines", "excel"],
        default="machines",
        help="excel: write the CSV tables for Excel too, as --format excel-csv does (default: "
        "machines, the plain CSV alone)",
    )
    parser.add_argument(
        "--debug-images",
        metavar="DIR",
        type=Path,
        help="write a picture of each page of a PDF or image there, with the words, cells, labels, "
        "steps, symbols and arrows that were found: shows why a value is wrong",
    )
    parser.add_argument(
        "--mask-nip",
        action="store_true",
        help="write no number of a person in office (NIP, NRP, NIK): the approver's is null, "
        "those in texts are replaced with asterisks; file names are not changed",
    )
    parser.add_argument(
        "--reviews",
        metavar="PATH",
        type=Path,
        help="apply the corrections of another run: its output folder, or the journal in it; they "
        "count for SOPs of the same documents, and are kept with this output",
    )


def add_page_groups(parser: argparse.ArgumentParser) -> None:
    """Add the options of which files are pages of one document."""
    group = parser.add_argument_group("pages that are files")
    group.add_argument(
        "--join",
        metavar="LIST",
        type=Path,
        help="read the files that LIST names as pages of one document: a text file with a path a "
        "line, from its own folder on, and an empty line between documents",
    )
    group.add_argument(
        "--no-page-groups",
        action="store_true",
        help="read each picture as a document of its own; by default pictures whose names are "
        "counted (sop_1.jpg, sop_2.jpg) are one SOP where the first is its sheet and the next go "
        "on with it",
    )


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add the option of where the documents of a run are."""
    parser.add_argument(
        "--sources",
        metavar="PATH",
        type=Path,
        nargs="+",
        default=[Path()],
        help="where the documents are, for the pictures of their pages (default: the current "
        "folder); they are recognised by their content, so they may have been renamed",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of how documents are read."""
    fields = Settings.model_fields
    for option, unit in (("minutes_a_day", "MINUTES"), ("days_a_week", "DAYS")):
        field = fields[option]
        parser.add_argument(
            option_of(option),
            metavar=unit,
            type=float,
            default=field.default,
            help=f"{field.description} (default: {field.default:g})",
        )
    parser.add_argument(
        "--ocr",
        choices=[mode.value for mode in OcrMode],
        default=fields["ocr"].default.value,
        help=f"{fields['ocr'].description} (default: auto)",
    )
    parser.add_argument(
        "--ocr-engine",
        choices=[mode.value for mode in OcrEngineMode],
        default=fields["ocr_engine"].default.value,
        help=f"{fields['ocr_engine'].description} (default: auto)",
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
    parser.add_argument(
        "--as-of", metavar="DATE", help=f"YYYY-MM-DD, {fields['as_of'].description}"
    )
    parser.add_argument(
        "--catalogue", metavar="FILE", type=Path, help=fields["catalogue"].description
    )


def add_password(parser: argparse.ArgumentParser) -> None:
    """Add the option of passwords."""
    parser.add_argument(
        "--password",
        metavar="PASSWORD",
        dest="passwords",
        action="append",
        default=[],
        help="a password to try on locked documents; give the option again for more",
    )


def add_running(parser: argparse.ArgumentParser) -> None:
    """Add the options of runs over many files."""
    group = parser.add_argument_group("large runs")
    group.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=_jobs,
        help="documents read at the same time (default: the number of cores, or the quota of the "
        "container)",
    )
    group.add_argument(
        "--engine",
        choices=["local", "dask"],
        default="local",
        help="where documents are read: on this machine or on a Dask cluster (default: local)",
    )
    group.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="the address of the Dask cluster's scheduler, such as tcp://10.0.0.5:8786",
    )
    group.add_argument(
        "--shard",
        metavar="I/N",
        type=_shard,
        help="read only part I of N; run each part on its own machine with the same output folder, "
        "then `python -m extract join DIR` makes one output of them",
    )
    group.add_argument(
        "--retry-failed",
        action="store_true",
        help="read again what an earlier run into the same folder could not read, or only in part",
    )
    group.add_argument("--force", action="store_true", help="read everything again")
    group.add_argument(
        "--log-json",
        metavar="FILE",
        help="append each event to FILE, one JSON object per line; - for the standard output, "
        "instead of the summary table",
    )


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Add the options of the limits of one document."""
    group = parser.add_argument_group(
        "limits of one document",
        "If a limit leaves something out, a finding says so; the document counts as read in part.",
    )
    for name, field in {**Bounds.model_fields, **Limits.model_fields}.items():
        description = (field.description or "").replace("%", "%%")
        group.add_argument(
            option_of(name),
            metavar="N",
            type=int if field.annotation is int else float,
            default=field.default,
            help=f"{description} (default: {field.default:g})",
        )


def read_settings(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> Settings:
    """Return the settings, or end with what is wrong with them.

    Raises:
        SystemExit: Something is (2).
    """
    limits = _part(arguments, Limits)
    return _checked(Settings, {**_part(arguments, Settings), "limits": limits}, parser)


def read_bounds(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> Bounds:
    """Return the bounds of a document, or end with what is wrong with them.

    Raises:
        SystemExit: Something is (2).
    """
    return _checked(Bounds, _part(arguments, Bounds), parser)


def _part(arguments: argparse.Namespace, model: type[BaseModel]) -> dict[str, Any]:
    """Return those arguments that are fields of a model."""
    return {name: value for name, value in vars(arguments).items() if name in model.model_fields}


def _checked(model: type[Model], given: dict[str, Any], parser: argparse.ArgumentParser) -> Model:
    """Return a model of the given values, or end with what is wrong with them."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        kind, *names = map(str, first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        parser.error(f"{option_of(names[0] if names else kind)}: {message}")


def _formats(text: str) -> list[Format]:
    """Return the formats named, for argparse."""
    try:
        return parse_formats(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def place(text: str) -> Path | Url:
    """Return a path or URL, for argparse."""
    return Url(text) if is_url(text) else Path(text)


def _shard(text: str) -> Shard:
    """Return a shard, for argparse."""
    try:
        return Shard.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _jobs(text: str) -> int:
    """Return a number of documents, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of documents, 1 or more")
    return int(text)
