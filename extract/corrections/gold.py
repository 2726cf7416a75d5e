"""Makes gold from a review: values that people settled, for `evaluate` to compare with.

An SOP becomes gold when it is signed off. Values that nobody corrected or confirmed are the
program's own and prove nothing about it: they are listed in "not_judged", unless the whole SOP is
asked for. An SOP of the same document that was not signed off keeps its place, so that the others
are still matched by number and title, and is not judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.corrections.draft import Draft
from extract.corrections.drafts import read_drafts
from extract.corrections.extracted import read_extracted
from extract.corrections.form import pointer, rows_of
from extract.corrections.rebase import rebased
from extract.corrections.reviewed import apply_draft, settings_of
from extract.errors import BadRecordsError
from extract.settings import Settings
from extract.storage.atomic import whole_file
from extract.storage.places import place_file
from extract.storage.record_files import read_records, record_files
from models import ReviewState, SopRecord
from models.fields import APPROVER_VALUES, CELLS, HEADER_VALUES, LISTS

# Fields about how a record was read; gold does not need them.
_OF_READING = {"provenance", "findings", "grade", "review"}
# Fields that identify an SOP within its document.
_TELLING = ("sop_number", "title")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was made.

    Attributes:
        documents: How many gold files.
        sops: How many SOPs are judged in them.
        open: How many SOPs were left out, of reviews that are begun and not signed off, or have
            conflicts since.
    """

    documents: int
    sops: int
    open: int


def export_gold(output: Path, folder: Path, *, whole: bool = False) -> Exported:
    """Write the SOPs of a run that people signed off as gold, a file for each document.

    Args:
        output: The run's output folder.
        folder: The folder of gold; files of the same documents in it are replaced.
        whole: Whether all values of a signed-off SOP count; if not, only those that people
            corrected or confirmed.

    Raises:
        BadRecordsError: Nothing was signed off, or the records cannot be read.
        BadReviewError: The journal of the review cannot be read.
        OutputError: The gold cannot be written.
    """
    settings = settings_of(output)
    drafts = read_drafts(output, settings)
    documents = sops = left = 0
    for path in record_files(output):
        held = _read(output, path, drafts)
        reviews = [_Reviewed.of(record, drafts.get(record.id), settings) for record in held]
        done = sum(review.is_done for review in reviews)
        left += sum(review.is_open for review in reviews)
        if done:
            name = reviews[0].record.source.path
            gold = [review.as_gold(whole=whole) for review in reviews]
            with whole_file(place_file(folder, name, ".json")) as stream:
                json.dump({"records": gold}, stream, ensure_ascii=False, indent=2)
                stream.write("\n")
            documents, sops = documents + 1, sops + done
    if not documents:
        raise BadRecordsError(f"{output}: no SOP has been signed off in the review")
    return Exported(documents, sops, left)


def _read(output: Path, path: Path, drafts: Mapping[str, Draft]) -> list[SopRecord]:
    """Return the extracted records of a file; none where none was reviewed."""
    try:
        held = read_records(path)
        is_reviewed = any(record.id in drafts for record in held)
        return read_extracted(output, path) if is_reviewed else []
    except (OSError, ValueError, KeyError) as error:
        raise BadRecordsError(
            f"{path}: holds no records of this version, or those extracted are not in "
            "review/extracted any more; run the extraction again with --force"
        ) from error


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """An SOP and its review.

    Attributes:
        record: The record with its review applied.
        draft: The review, rebased onto the last extraction; None where there is none.
    """

    record: SopRecord
    draft: Draft | None

    @classmethod
    def of(cls, extracted: SopRecord, draft: Draft | None, settings: Settings) -> _Reviewed:
        """Return an SOP with its review."""
        if draft is None:
            return cls(extracted, None)
        return cls(apply_draft(extracted, draft, settings), rebased(draft, extracted))

    @property
    def is_done(self) -> bool:
        """Return whether it is signed off and has no conflict."""
        draft = self.draft
        return draft is not None and draft.state is ReviewState.DONE and not draft.conflicts

    @property
    def is_open(self) -> bool:
        """Return whether its review was begun, and is not done."""
        return self.draft is not None and not self.is_done

    def as_gold(self, *, whole: bool) -> dict[str, Any]:
        """Return it as an entry of a gold file."""
        if self.draft is None or not self.is_done:
            header = self.record.header.model_dump(mode="json", include=set(_TELLING))
            return {"id": self.record.id, "header": header, "not_judged": [""]}
        values = self.record.model_dump(mode="json", exclude=_OF_READING)
        left_out = [] if whole else list(_not_settled(self.record, self.draft))
        return {**values, "not_judged": left_out}


def _not_settled(record: SopRecord, draft: Draft) -> Iterator[str]:
    """Yield pointers into a record of what nobody settled; one for a whole part where possible."""
    names = [pointer("header", name) for name in HEADER_VALUES]
    names += [pointer("header", "approver", name) for name in APPROVER_VALUES]
    yield from (at for at in names if not draft.is_settled(at))
    for table in (*LISTS, "actors"):
        keys = draft.form[table]["order"]
        is_empty_so = not keys and draft.is_settled(pointer(table, "order"))
        settled = [draft.is_settled(pointer(table, "rows", key)) for key in keys]
        if not is_empty_so:
            yield from _left(f"/{table}", settled)
    yield from _not_settled_steps(draft)
    seqs = {key: seq for seq, (key, _) in enumerate(rows_of(draft.form, "steps"), start=1)}
    settled_from = {
        seqs[key] for key in draft.form["flow"] if draft.is_settled(pointer("flow", key))
    }
    yield from _left("/flow", [edge.source in settled_from for edge in record.flow])


def _not_settled_steps(draft: Draft) -> Iterator[str]:
    """Yield the pointers of what nobody settled of the steps."""
    keys = draft.form["steps"]["order"]
    settled = {
        cell: [draft.is_settled(pointer("steps", "rows", key, cell)) for key in keys]
        for cell in CELLS
    }
    # A step whose activity is settled exists.
    settled["seq"] = settled["activity"]
    if not any(any(column) for column in settled.values()):
        yield "/steps"
        return
    for cell, column in settled.items():
        if not any(column):
            yield f"/steps/*/{cell}"
        else:
            yield from (f"/steps/{i}/{cell}" for i, done in enumerate(column) if not done)


def _left(at: str, settled: Iterable[bool]) -> Iterator[str]:
    """Yield the pointers of a list's items that nobody settled; the list's own if none was."""
    items = list(settled)
    if not any(items):
        yield at
    else:
        yield from (f"{at}/{index}" for index, done in enumerate(items) if not done)
