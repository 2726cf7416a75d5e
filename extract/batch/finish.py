"""The end of a run: what is made of all records of the output folder, and the run's account."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extract.batch.account import FileEntry, RunReport, write_report
from extract.batch.compare import Mark, compare_records
from extract.batch.ledger import Ledger
from extract.corrections.drafts import read_drafts
from extract.corrections.exchange import import_reviews
from extract.corrections.journal import REVIEW_FOLDER
from extract.findings.messages import speaking
from extract.storage.atomic import whole_file
from extract.storage.places import RUN_FILE
from extract.storage.record_files import read_records, record_files
from extract.tables.overview.facts import BatchFacts, gather_facts
from extract.tables.overview.spellings import SPELLINGS_FILE, read_corrected
from extract.translation.translate import translate
from extract.writers.collected import write_collected
from extract.writers.formats import Format
from extract.writers.spreadsheet import guard
from models import SopRecord
from normalize.catalogue import catalogue_with

FILES_TABLE = "files.csv"
# Forms that show what is known of all records together.
_WITH_OVERVIEW = {Format.CSV, Format.EXCEL_CSV, Format.XLSX}

_COLUMNS = (
    "path", "status", "sha256", "duplicate_of", "part_of", "output", "pages", "sops", "steps",
    "findings", "error_code", "error_message", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a run.

    Attributes:
        output: The output folder.
        ledger: The outcome of each file of this run.
        report: What they have in common.
        notice: Called with what is wrong in the output folder.
        is_run: Whether documents were read; false if outputs are only written once more.
    """

    output: Path
    ledger: Ledger
    report: RunReport
    notice: Callable[[str], None]
    is_run: bool = True

    def bring_reviews(self, sources: Sequence[Path]) -> None:
        """Import reviews of other runs, and check that this folder's review can be read.

        Args:
            sources: Journals, or output folders with them.

        Raises:
            BadReviewError: A journal cannot be read.
            OutputError: The journal of the output folder cannot be written.
        """
        settings = self.report.settings
        for source in sources:
            message = import_reviews(source, self.output, settings).describe(source)
            if message is not None:
                self.notice(message)
        read_drafts(self.output, settings)

    def finish(self) -> None:
        """Apply the reviews, compare the records, write the tables and the account of the run.

        Raises:
            BadReviewError: The journal of the review cannot be read.
            OutputError: A file cannot be written.
        """
        mark = self._apply_reviews()
        self.report.totals.severities = compare_records(
            self.output, self.ledger.renew, mark, self.report.settings.language
        )
        with speaking(self.report.settings.language):
            write_collected(
                self.output, self.report.formats, self.all_records(self.notice), self._facts()
            )
        if Format.CSV in self.report.formats:
            self._write_files_table()
        if self.is_run:
            self.report.session.finished_at = datetime.now(UTC)
        with whole_file(self.output / RUN_FILE) as stream:
            write_report(stream, self.report, self._told_entries)

    def _facts(self) -> BatchFacts | None:
        """Return what is known of all records together, for the forms that need it."""
        if not _WITH_OVERVIEW & set(self.report.formats):
            return None
        corrected = read_corrected(self.output / REVIEW_FOLDER / SPELLINGS_FILE)
        as_of = self.report.settings.as_of or datetime.now(UTC).date()
        catalogue = catalogue_with(self.report.settings.catalogue)
        return gather_facts(self.all_records(), as_of, corrected, catalogue)

    def _told_entries(self) -> Iterator[FileEntry]:
        """Yield the outcome of each file, with errors and reasons in the run's language."""
        language = self.report.settings.language
        for entry in self.ledger.entries():
            error = entry.error
            if error is not None:
                message = translate(error.message, language)
                error = error.model_copy(update={"message": message})
            reason = translate(entry.reason or "", language) or None
            yield entry.model_copy(update={"error": error, "reason": reason})

    def _apply_reviews(self) -> Mark:
        """Apply the reviews; return what marks the findings that people accepted."""
        if not (self.output / REVIEW_FOLDER).is_dir():
            return lambda path, records: records
        # The checks are slow to import.
        from extract.batch.reviewed import Reviews

        reviews = Reviews(self.output, self.ledger, self.report, self.notice)
        reviews.apply()
        return reviews.mark

    def all_records(self, notice: Callable[[str], None] | None = None) -> Iterator[SopRecord]:
        """Yield each record of the output folder once, with one file in memory at a time.

        They are sorted by file. If several files hold a record, since earlier runs read the same
        content under another name, that of this run counts.

        Args:
            notice: Called with the files that hold no records; none where they are told already.
        """
        for entry in self.ledger.entries():
            if entry.output is not None:
                for name in entry.records:
                    self.ledger.owner(name, entry.output)
        for path in record_files(self.output):
            output = path.relative_to(self.output).as_posix()
            try:
                records = read_records(path)
            except (ValueError, OSError) as error:
                if notice is not None:
                    notice(
                        f"{path}: left out of the tables, as it holds no records of this version "
                        f"({type(error).__name__})"
                    )
                continue
            for record in records:
                if self.ledger.owner(record.id, output) == output:
                    yield record

    def _write_files_table(self) -> None:
        """Write the outcome of each file of this run as a table."""
        with whole_file(self.output / FILES_TABLE) as stream:
            writer = csv.writer(stream)
            writer.writerow(_COLUMNS)
            writer.writerows(map(_row, self._told_entries()))


def _row(entry: FileEntry) -> list[str | int | None]:
    """Return the cells of a file, in the order of the columns."""
    error = entry.error
    cells = [
        entry.path, entry.status.value, entry.sha256, entry.duplicate_of, entry.part_of,
        entry.output, entry.pages, len(entry.records), entry.steps, entry.findings,
        error.code if error else None, error.message if error else None, entry.reason,
    ]  # fmt: skip
    return [guard(cell) if isinstance(cell, str) else cell for cell in cells]
