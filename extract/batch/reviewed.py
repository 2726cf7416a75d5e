"""Applies the reviews of an output folder to its files, at the end of a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.batch.account import Made, RunReport
from extract.batch.ledger import Ledger
from extract.corrections.draft import Draft
from extract.corrections.drafts import read_drafts
from extract.corrections.extracted import forget_extracted, keep_extracted, read_extracted
from extract.corrections.rebase import is_of_another
from extract.corrections.reviewed import apply_draft, mark_accepted
from extract.errors import BadReviewError
from extract.record.flow_graph import is_flow_known
from extract.storage.record_files import read_records, record_files, write_records
from extract.writers.diagrams import DIAGRAM_FORMATS, drawn_forms, write_diagrams
from models import Scope, SopRecord


@dataclass(slots=True)
class Reviews:
    """The reviews of an output folder's records.

    Attributes:
        output: The output folder.
        ledger: The outcome of each file of this run.
        report: The account of the run.
        notice: Called with reviews that cannot be applied.
    """

    output: Path
    ledger: Ledger
    report: RunReport
    notice: Callable[[str], None]
    _drafts: dict[str, Draft] = field(init=False, default_factory=dict)
    _by_content: dict[str, list[str]] = field(init=False, default_factory=dict)
    _left: set[Path] = field(init=False, default_factory=set)

    def apply(self) -> None:
        """Write every record file that a review changes, with its diagrams, one at a time.

        Files that do not change are not written. The counts of the run's account are corrected.

        Raises:
            BadReviewError: The journal cannot be read.
            OutputError: A file cannot be written.
        """
        self._drafts = read_drafts(self.output, self.report.settings)
        for name in sorted(self._drafts):
            self._by_content.setdefault(_content_of(name), []).append(name)
        for path in record_files(self.output):
            try:
                held = read_records(path)
            except (ValueError, OSError):  # said when the tables are written
                continue
            if any(record.review or record.id in self._drafts for record in held):
                self._apply_to(path, held)
            else:
                forget_extracted(self.output, path)
            self._notice_missing(path, held)

    def mark(self, path: Path, records: list[SopRecord]) -> list[SopRecord]:
        """Return a file's records with the findings marked that a person accepted.

        Args:
            path: The record file.
            records: Its records, with the findings of comparing them.
        """
        if path in self._left or not any(self._has_accepted(record) for record in records):
            return records
        extracted = read_extracted(self.output, path)
        return [
            mark_accepted(record, one, self._drafts[record.id])
            if self._has_accepted(record)
            else record
            for record, one in zip(records, extracted, strict=True)
        ]

    def _apply_to(self, path: Path, held: list[SopRecord]) -> None:
        """Apply the reviews of a file's records."""
        try:
            extracted = read_extracted(self.output, path)
        except (OSError, ValueError, KeyError):
            self.notice(
                f"{path}: what was extracted is not in review/extracted any more, so that newer "
                "corrections are not carried; read the file again with --force"
            )
            self._left.add(path)
            return
        try:
            reviewed = [
                apply_draft(one, self._drafts[one.id], self.report.settings)
                if one.id in self._drafts
                else record
                for record, one in zip(held, extracted, strict=True)
            ]
        except BadReviewError as error:
            self.notice(f"{path}: {error}")
            self._left.add(path)
            return
        self._notice_replaced(path, extracted)
        if reviewed == held:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            if all(record.review is None for record in held):
                keep_extracted(self.output, path, extracted)
            self._draw(reviewed)  # before the records: if this is interrupted, all is done again
            before = hashlib.sha256(path.read_bytes()).hexdigest()
            digest = write_records(path, reviewed)
            self.ledger.renew(before, digest)
        self._account(path, digest, reviewed)

    def _draw(self, records: Sequence[SopRecord]) -> None:
        """Draw the diagrams of a file again, in the forms of the run and those drawn before."""
        name = records[0].source.path
        forms = {*self.report.formats, *drawn_forms(self.output, name, len(records))}
        write_diagrams(self.output, name, records, forms)

    def _account(self, path: Path, digest: str, records: Sequence[SopRecord]) -> None:
        """Correct the counts of a file in the run's account."""
        found = [finding.scope for record in records for finding in record.findings]
        is_drawn = bool(DIAGRAM_FORMATS.intersection(self.report.formats))
        undrawn = [record.id for record in records if is_drawn and not is_flow_known(record)]
        steps = sum(len(record.steps) for record in records)
        own = len(found) - found.count(Scope.BATCH)
        made = Made(steps=steps, findings=own, undrawn=undrawn)
        output = path.relative_to(self.output).as_posix()
        for entry in self.ledger.amend(output, digest, made):
            self.report.totals.amend(entry, made)

    def _has_accepted(self, record: SopRecord) -> bool:
        """Return whether a person accepted a finding of a record."""
        draft = self._drafts.get(record.id)
        return draft is not None and bool(draft.accepted) and record.review is not None

    def _notice_replaced(self, path: Path, extracted: Sequence[SopRecord]) -> None:
        """Report SOPs that took the place of reviewed ones, as the document is split anew."""
        for record in extracted:
            draft = self._drafts.get(record.id)
            if draft is not None and is_of_another(draft, record):
                title = draft.form["header"]["title"]
                self.notice(
                    f'{path}: {record.id} is another SOP than the one that was reviewed ("{title}")'
                    ", as the document is divided otherwise now; the corrections are not carried "
                    "and stay in review/journal.jsonl"
                )

    def _notice_missing(self, path: Path, held: Sequence[SopRecord]) -> None:
        """Report SOPs that were reviewed and are no longer found in their document."""
        here = {record.id for record in held}
        contents = dict.fromkeys(map(_content_of, here))
        lost = [
            name
            for content in contents
            for name in self._by_content.get(content, ())
            if name not in here
        ]
        if lost:
            self.notice(
                f"{path}: {', '.join(lost)} {'was' if len(lost) == 1 else 'were'} reviewed and "
                "cannot be found in the document any more; the corrections stay in "
                "review/journal.jsonl"
            )


def _content_of(name: str) -> str:
    """Return the part of a record's id that comes from its document's content."""
    return name.partition("-")[0]
