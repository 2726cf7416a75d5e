"""Reads the reviews of an output folder from its journal, masked where its run masks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extract.corrections.draft import Draft
from extract.corrections.journal import Entry, Journal
from extract.corrections.masks import mask_entry
from extract.errors import BadReviewError
from extract.settings import Settings


def open_journal(output: Path, settings: Settings) -> Journal:
    """Return the journal of an output folder.

    Args:
        output: The output folder.
        settings: Those of the run; with `mask_nip` no entry that is read or written holds a
            number of a person.
    """
    return Journal(output, mask_entry if settings.mask_nip else None)


def read_drafts(output: Path, settings: Settings) -> dict[str, Draft]:
    """Return record id -> its review, from the journal of an output folder.

    Args:
        output: The output folder.
        settings: Those of the run; with `mask_nip` no review holds a number of a person.

    Raises:
        BadReviewError: The journal cannot be read.
    """
    journal = open_journal(output, settings)
    drafts: dict[str, Draft] = {}
    for entry in journal.news():
        add_entries(drafts.setdefault(entry.record, Draft(entry.record)), [entry], journal)
    return drafts


def add_entries(draft: Draft, entries: Iterable[Entry], journal: Journal) -> None:
    """Apply entries of a journal to reviews.

    Raises:
        BadReviewError: A pointer of one leads nowhere.
    """
    try:
        for entry in entries:
            draft.add(entry)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadReviewError(
            f"{journal.path}: an entry leads to what is not there; the file was changed by hand"
        ) from error
