"""Writes the corrections made since a run into all its outputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.batch.account import FileEntry, RunReport
from extract.batch.finish import Closing
from extract.batch.ledger import Ledger
from extract.batch.run import opened, uninterrupted
from extract.errors import BadRecordsError, BusyError
from extract.storage.places import RUN_FILE
from extract.writers.collected import require_formats
from models import SCHEMA_VERSION


def publish(output: Path, notice: Callable[[str], None]) -> RunReport:
    """Write records, diagrams, tables and `run.json` of an output folder with its reviews.

    Forms and settings are those of the last run into it. The result is that of a run that finds
    everything done. Files that no review changed are not written.

    Args:
        output: The output folder.
        notice: Called with what cannot be applied.

    Returns:
        The new account of the run.

    Raises:
        BusyError: A run, or another publishing, writes to the folder.
        BadRecordsError: No run into the folder has finished.
        BadReviewError: The journal of the review cannot be read.
        MissingDependencyError: A package that a form of output needs is not installed.
        OutputError: A file cannot be written.
    """
    if not (output / RUN_FILE).is_file():
        raise BadRecordsError(f"{output}: no run into it has come to its end yet")
    try:
        with opened(output) as ledger:
            report = _read_account(output / RUN_FILE, ledger)
            require_formats(report.formats)
            uninterrupted(Closing(output, ledger, report, notice, is_run=False))
    except BusyError as error:
        remedy = "a run carries the review at its end; otherwise publish again then"
        raise BusyError(str(output), error.holder, remedy) from error
    return report


def _read_account(path: Path, ledger: Ledger) -> RunReport:
    """Return a run's account, and enter its files into the ledger.

    Raises:
        BadRecordsError: It is of another version, or no account.
    """
    try:
        account: dict[str, Any] = json.loads(path.read_bytes())
        files, totals = account.pop("files"), account.pop("totals")
        seconds = account["session"].pop("seconds")
        report = RunReport.model_validate(account)
        if report.schema_version != SCHEMA_VERSION:
            raise BadRecordsError(
                f"{path}: its records are of version {report.schema_version}, this program's of "
                f"{SCHEMA_VERSION}; run the extraction again"
            )
        for number, one in enumerate(files, start=1):
            entry = FileEntry.model_validate(one)
            entry.seconds = seconds.get(entry.path, 0)
            position = entry.position or number
            ledger.enter(position, entry.path, entry.sha256)
            ledger.settle(position, entry, kept=False)
            report.totals.add(entry)
        report.totals.unread = totals["unread"]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadRecordsError(
            f"{path}: is no account of a run of this version ({first['msg']})"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        kind = type(error).__name__
        raise BadRecordsError(f"{path}: is no account of a run ({kind})") from error
    return report
