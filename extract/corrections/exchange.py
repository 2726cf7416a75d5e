"""Copies reviews from one output folder to another, entry by entry of their journals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.corrections.drafts import open_journal
from extract.corrections.journal import JOURNAL, Entry, read_journal
from extract.errors import BadReviewError
from extract.settings import Settings


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of copying a review.

    Attributes:
        entries: How many entries were added.
        apart: Ids of the records whose review went on in both folders after the entries they share;
            for these, entries of the other journal were left out.
    """

    entries: int
    apart: tuple[str, ...]

    def describe(self, source: Path) -> str | None:
        """Return a message for the user; None if there is nothing to say."""
        if not self.apart:
            return None
        return (
            f"{source}: left out what was reviewed there of {', '.join(self.apart)}, as that was "
            "also reviewed here, otherwise; settle it here in the review"
        )


def import_reviews(source: Path, output: Path, settings: Settings) -> Imported:
    """Add to the journal of an output folder the entries of another that it does not have yet.

    Entries are compared record by record, in order. If the other journal's begin with this one's,
    the rest is added; if both went on differently, this folder's stay and nothing is added.

    Args:
        source: A journal, or the output folder it stands in.
        output: The output folder, whose lock the caller holds.
        settings: Those of its run; with `mask_nip` no number of a person is brought along.

    Raises:
        BadReviewError: There is no journal, or one of them cannot be read.
        OutputError: The journal cannot be written.
    """
    path = source / JOURNAL if source.is_dir() else source
    if not path.is_file():
        raise BadReviewError(f"{path}: there is no journal of a review")
    others = _by_record(read_journal(path))
    if not others:
        return Imported(0, ())
    added, apart = 0, []
    with open_journal(output, settings).appending() as journal:
        own = _by_record(journal.news())
        for record, theirs in others.items():
            ours = [entry.id for entry in own.get(record, ())]
            names = [entry.id for entry in theirs]
            if names[: len(ours)] == ours:
                added += len(journal.append(*theirs[len(ours) :]))
            elif not set(names) <= set(ours):
                apart.append(record)
    return Imported(added, tuple(apart))


def _by_record(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return record id -> its entries, in their order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.record, []).append(entry)
    return found
