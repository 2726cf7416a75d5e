"""A run's records with what people made of them, whether that was published yet or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from extract.corrections.apply import apply_review
from extract.corrections.draft import Draft
from extract.corrections.drafts import read_drafts
from extract.corrections.extracted import read_extracted
from extract.corrections.form import forms_in, on_form
from extract.corrections.journal import Accepted
from extract.corrections.masks import mask_reviewed
from extract.corrections.rebase import rebased
from extract.errors import BadRecordsError, BadReviewError
from extract.settings import Settings
from extract.storage.places import RUN_FILE
from extract.storage.record_files import read_records, read_run
from models import SopRecord


def read_reviewed(output: str | PathLike[str]) -> Iterator[SopRecord]:
    """Yield each record in an output folder once, with all that people made of it so far.

    Args:
        output: A run's output folder.

    Raises:
        BadRecordsError: There is none, or a file holds no records of this schema version.
        BadReviewError: The journal of the review cannot be read.
    """
    folder = Path(output)
    settings = settings_of(folder)
    drafts = read_drafts(folder, settings)
    return read_run(folder, lambda path: _read(folder, path, drafts, settings))


def is_behind(output: Path) -> bool:
    """Return whether people reviewed on since the records in an output folder were written.

    Args:
        output: The output folder of a run that came to its end.

    Raises:
        BadRecordsError: There are no records, or a file holds none of this schema version.
        BadReviewError: The journal of the review cannot be read.
    """
    drafts = read_drafts(output, settings_of(output))
    return any(_is_behind(record, drafts) for record in read_run(output))


def _read(
    output: Path, path: Path, drafts: Mapping[str, Draft], settings: Settings
) -> list[SopRecord]:
    """Return the records of a file with what their review came to since it was written."""
    records = read_records(path)
    if not any(_is_behind(record, drafts) for record in records):
        return records
    try:
        extracted = read_extracted(output, path)
    except (OSError, KeyError) as error:
        raise BadRecordsError(
            f"{path}: what was extracted is not in {output / 'review' / 'extracted'} any more; "
            "run the extraction again with --force"
        ) from error
    return [
        apply_draft(one, drafts[record.id], settings) if _is_behind(record, drafts) else record
        for record, one in zip(records, extracted, strict=True)
    ]


def _is_behind(record: SopRecord, drafts: Mapping[str, Draft]) -> bool:
    """Return whether a record's review has entries that it does not carry."""
    draft = drafts.get(record.id)
    carried = record.review.revision if record.review is not None else 0
    return draft is not None and draft.revision != carried


def apply_draft(extracted: SopRecord, draft: Draft, settings: Settings) -> SopRecord:
    """Return a record with its review, masked where the run's outputs are.

    Args:
        extracted: The record as it was extracted.
        draft: Its review, from `extract.corrections.drafts`.
        settings: Those of the run.

    Raises:
        BadReviewError: The review makes no record.
    """
    try:
        reviewed = apply_review(extracted, draft, settings)
    except (ValidationError, LookupError, TypeError, AttributeError) as error:
        raise BadReviewError(
            f"the review of {extracted.id} cannot be applied ({type(error).__name__}): its journal "
            "was written by another version of this program, or changed by hand"
        ) from error
    return mask_reviewed(reviewed, extracted) if settings.mask_nip else reviewed


def mark_accepted(record: SopRecord, extracted: SopRecord, draft: Draft) -> SopRecord:
    """Return a reviewed record whose findings are marked where a person lets them stand.

    Args:
        record: The record, whose findings may be newer than its review.
        extracted: The record as it was extracted.
        draft: Its review.
    """
    forms = forms_in(rebased(draft, extracted).form, record)
    findings = [
        finding.model_copy(
            update={
                "accepted": Accepted(code=finding.code, pointer=on_form(finding.field, forms))
                in draft.accepted
            }
        )
        for finding in record.findings
    ]
    return record.model_copy(update={"findings": findings})


def settings_of(output: Path) -> Settings:
    """Return the settings of the last run into an output folder; the usual where it has none.

    Raises:
        BadRecordsError: There is no such folder, its account cannot be read, or a file that they
            name is not there.
    """
    path = output / RUN_FILE
    if not output.is_dir():
        raise BadRecordsError(f"{output}: there is no such folder; run the extraction into it")
    try:
        return Settings.model_validate(json.loads(path.read_bytes())["settings"])
    except FileNotFoundError:
        # A run that was killed; its records are whole.
        return Settings()
    except ValidationError as error:
        message = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise BadRecordsError(f"{path}: its settings cannot be used: {message}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        kind = type(error).__name__
        raise BadRecordsError(f"{path}: is no account of a run ({kind})") from error
