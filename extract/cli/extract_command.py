"""`python -m extract PATH...`: documents in, records out."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from extract.batch.remote.urls import Url
from extract.cli.options import (
    add_limits,
    add_output,
    add_page_groups,
    add_password,
    add_reading,
    add_running,
    place,
    read_bounds,
    read_settings,
)
from extract.errors import ExitCode
from extract.writers.formats import DEFAULT_FORMATS, Format

if TYPE_CHECKING:
    from extract.batch.tasks import Engine

SUMMARY = (
    "Turn Indonesian government SOP documents (PDF, scans, photos, plain text) into JSON and CSV."
    "\n\n"
    "Folders are searched recursively for files with the ending of a document; hidden files,\n"
    "README and LICENSE files are skipped. A file that is named itself is always tried. Results\n"
    "are added to those in the output folder. What an earlier run into it has read is not read\n"
    "again, unless the file, the settings or the code that reads have changed."
)

EXIT_CODES = {code: code.meaning for code in ExitCode}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=place,
        help="a document, a folder of documents, or a URL such as s3://bucket/folder",
    )
    add_output(parser)
    add_reading(parser)
    add_password(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    add_page_groups(parser)
    add_running(parser)
    add_limits(parser)


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Read the documents and write their records.

    Raises:
        SystemExit: The arguments make no sense (2).
        MissingDependencyError: A package that every document needs is not installed.
        BadReviewError: A journal of a review cannot be read.
        OutputError: The output cannot be written or fetched, or another run writes to it.
        WorkerError: The processes that read documents cannot be started.
    """
    settings, bounds = read_settings(arguments, parser), read_bounds(arguments, parser)
    target: Path | Url = arguments.output
    if any(_is_within(target, path) for path in arguments.paths):
        parser.error(f"{target} is the output folder: choose another with -o")
    if settings.mask_nip and arguments.debug_images:
        parser.error("--debug-images shows pages unmasked, which --mask-nip forbids")

    from extract.batch.observers import Observer, Observers
    from extract.batch.page_groups.grouping import PageGrouping, read_list
    from extract.batch.plan import Again
    from extract.batch.remote.mirror import Mirror, working_folder
    from extract.batch.run import run_batch
    from extract.cli.display import new_display, show_summary
    from extract.cli.log import JsonLog, opened_log
    from extract.cli.texts import counted, told
    from extract.readers.scan.ocr.registry import is_voter_missing
    from normalize.catalogue import catalogue_with

    output = target if isinstance(target, Path) else working_folder(target, arguments.work_dir)
    folder = arguments.shard.folder(output) if arguments.shard else output
    mirror = None
    if isinstance(target, Url):
        below = folder.relative_to(output).as_posix()
        target = target if folder == output else Url(f"{target.text.rstrip('/')}/{below}")
        mirror = Mirror(folder, target)
        mirror.pull()
    listed = () if arguments.join is None else read_list(arguments.join)
    engine = _engine(arguments, parser)
    again = Again.FAILED if arguments.retry_failed else Again.NONE
    with ExitStack() as stack:
        display = stack.enter_context(new_display(quiet=arguments.quiet))
        observers: list[Observer] = [display]
        log = None
        if arguments.log_json is not None:
            log = JsonLog(stack.enter_context(opened_log(arguments.log_json)))
            observers.append(log)
        if note := catalogue_with(settings.catalogue).note:
            display.noticed(note)
        report = run_batch(
            arguments.paths,
            output,
            settings,
            Observers(observers),
            engine,
            bounds=bounds,
            formats=_formats(arguments),
            debug_images=arguments.debug_images,
            again=Again.ALL if arguments.force else again,
            shard=arguments.shard,
            reviews=arguments.reviews,
            page_groups=PageGrouping(by_name=not arguments.no_page_groups, listed=listed),
        )
        if mirror is not None:
            mirror.push()
        if log is not None:
            log.finished(report)
    if not arguments.quiet and report.totals.read and is_voter_missing(settings):
        display.noticed(
            told(
                "Scans are read by Tesseract alone; a second OCR engine helps with poor ones: "
                "pip install 'sop-extract[ocr2]'"
            )
        )
    if report.interrupted:
        display.noticed(
            told(
                "Interrupted with {files} unread; what had been read is in {output}",
                files=counted(report.totals.unread, "file"),
                output=target if mirror else folder,
            )
        )
    if not arguments.quiet and arguments.log_json != "-":
        show_summary(report, target if mirror else folder)
    return report.exit_code


def _formats(arguments: argparse.Namespace) -> list[Format]:
    """Return the formats asked for."""
    formats = list(arguments.formats or DEFAULT_FORMATS)
    return [*formats, Format.EXCEL_CSV] if arguments.csv_for == "excel" else formats


def _is_within(output: Path | Url, path: Path | Url) -> bool:
    """Return whether the output folder is the input folder, or of URLs, within it."""
    if isinstance(output, Url) and isinstance(path, Url):
        return f"{output}/".startswith(f"{str(path).rstrip('/')}/")
    if isinstance(output, Path) and isinstance(path, Path):
        return output.resolve() == path.resolve()
    return False


def _engine(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> Engine:
    """Return the engine that reads documents, or end with what is wrong with the options.

    Raises:
        SystemExit: Something is (2).
    """
    if arguments.engine == "local":
        if arguments.scheduler is not None:
            parser.error("--scheduler goes with --engine dask")
        from extract.batch.local.cores import count_cores
        from extract.batch.local.engine import LocalEngine

        return LocalEngine(arguments.jobs or count_cores())
    if arguments.scheduler is None:
        parser.error("--engine dask needs --scheduler ADDRESS")
    if arguments.debug_images is not None:
        parser.error("--debug-images works with --engine local only")
    from extract.batch.cluster.engine import DaskEngine

    return DaskEngine(arguments.scheduler, arguments.jobs)
