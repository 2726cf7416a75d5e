"""Which pictures of a sequence may be one SOP, by what was read of each of them alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from models import SopRecord
from models.fields import TEXT_LISTS
from normalize.likeness import shared_words
from normalize.text import fold_space


class Content(Enum):
    """What a picture holds, read alone."""

    SHEET = "sheet"
    STEPS = "steps"
    WHOLE = "whole"
    UNREAD = "unread"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CandidateThresholds:
    """What may be one SOP. All unfitted.

    Attributes:
        min_title_likeness: How like two titles are by their words at least to be the same, 0 to
            100. Titles of different SOPs of one office share half of their words.
        min_title_letters: What has fewer letters is what recognition made of a stain, no title.
        max_files: An SOP has no more pages than this that are files of their own.
    """

    min_title_likeness: float = 80.0
    min_title_letters: int = 4
    max_files: int = 40


_CANDIDATE = CandidateThresholds()


@dataclass(frozen=True, slots=True)
class PartRead:
    """What was read of one picture.

    Attributes:
        content: What it holds.
        title: The SOP's title; None where none was read.
        first: The printed number of its first step; None where there is none.
        last: That of its last step.
    """

    content: Content
    title: str | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Pictures that stand together in a sequence, as positions in it.

    Attributes:
        start: The first.
        end: The one after the last.
        agrees: Whether nothing speaks against it.
    """

    start: int
    end: int
    agrees: bool


def describe(records: Sequence[SopRecord], *, unread: bool) -> PartRead:
    """Return what was read of a picture.

    Args:
        records: Its records.
        unread: Whether it was read and no SOP was found in it.
    """
    if len(records) != 1:
        return PartRead(Content.UNREAD if unread and not records else Content.OTHER)
    (record,) = records
    header = record.header
    boxes = sum(bool(getattr(record, name)) for name in ("legal_basis", *TEXT_LISTS))
    # Pages of steps may print the title and the number once more at their top.
    is_sheet = boxes > 0 or header.approver.name is not None
    numbers = [int(n) for step in record.steps if (n := step.number or "").isdecimal()]
    title = fold_space(header.title or "").casefold()
    is_title = sum(map(str.isalpha, title)) >= _CANDIDATE.min_title_letters
    content = Content.SHEET
    if record.steps:
        content = Content.WHOLE if is_sheet else Content.STEPS
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    return PartRead(content, title if is_title else None, first, last)


def find_candidates(parts: Sequence[PartRead], *, need_titles: bool) -> Iterator[Candidate]:
    """Yield pictures that may be one SOP: a sheet, or its beginning, and what goes on with it.

    Args:
        parts: What was read of the pictures of a sequence, in order.
        need_titles: Whether the titles must be read and agree, as the names say too little.
    """
    start = 0
    while start < len(parts):
        end = start + 1
        if parts[start].content in (Content.SHEET, Content.WHOLE):
            limit = min(len(parts), start + _CANDIDATE.max_files)
            while end < limit and _goes_on(parts[start:end], parts[end]):
                end += 1
        if end > start + 1:
            titles = [_agree(parts[start].title, part.title) for part in parts[start + 1 : end]]
            agrees = False not in titles and (not need_titles or True in titles)
            yield Candidate(start, end, agrees)
        start = end


def _goes_on(before: Sequence[PartRead], part: PartRead) -> bool:
    """Return whether a picture may go on with an SOP that others began."""
    last = next((one.last for one in reversed(before) if one.last is not None), None)
    has_steps = any(one.content in (Content.STEPS, Content.WHOLE) for one in before)
    if part.content is Content.UNREAD:
        return True
    if part.content is not Content.STEPS:
        return False
    if not has_steps or part.first is None:
        return True
    # A step may be printed again where its row is cut by the end of the page.
    return last is None or part.first in (last, last + 1)


def _agree(one: str | None, other: str | None) -> bool | None:
    """Return whether two titles are the same but for slips; None where one is missing."""
    if one is None or other is None:
        return None
    return shared_words(one, other) >= _CANDIDATE.min_title_likeness
