"""One SOP number on several SOPs of an office, and one SOP in several files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from extract.checks.corpus.digest import Digest
from extract.checks.thresholds import CORPUS
from extract.findings.messages import Param
from extract.findings.registry import make_finding
from models.finding import Finding


def check_numbers(digests: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield record ids with what another SOP of the same office shares with them."""
    groups: dict[tuple[str, str], list[Digest]] = defaultdict(list)
    for digest in digests:
        if digest.office and len(digest.number) >= CORPUS.min_number_chars:
            groups[digest.office, digest.number].append(digest)
    for group in groups.values():
        for digest in group:
            others = [
                other for other in group[: CORPUS.max_compared_by_number] if other.id != digest.id
            ]
            same = [other for other in others if has_same_title(digest, other)]
            different = [other for other in others if other not in same]
            if same:
                yield _finding(
                    "sop-repeated",
                    digest,
                    {"path": same[0].path},
                    same,
                )
            if different:
                yield _finding(
                    "sop-number-duplicate",
                    digest,
                    {"other": different[0].name},
                    different,
                )


def check_titles(digests: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield record ids of SOPs whose office has another of the same title and another number.

    Two whose steps are the same too are near-duplicates, which have a finding of their own.
    """
    groups: dict[tuple[str, str], list[Digest]] = defaultdict(list)
    for digest in digests:
        if digest.office and digest.title_sure and len(digest.number) >= CORPUS.min_number_chars:
            groups[digest.office, digest.title_key].append(digest)
    for group in groups.values():
        for digest in group:
            others = [
                other
                for other in group[: CORPUS.max_compared_by_number]
                if other.number != digest.number and other.activities != digest.activities
            ]
            if others and digest.title_key:
                finding = make_finding(
                    "title-duplicate",
                    params={"other": others[0].name},
                    field="/header/title",
                    others=[other.id for other in others[: CORPUS.max_others]],
                )
                yield digest.id, finding


def is_same_sop(one: Digest, other: Digest) -> bool:
    """Return whether two records are of one SOP: the same office, number and title."""
    same_number = bool(one.number) and one.number == other.number
    return same_number and one.office == other.office and has_same_title(one, other)


def has_same_title(one: Digest, other: Digest) -> bool:
    """Return whether two SOPs have the same title, slips forgiven."""
    if not one.title_key or not other.title_key:
        return False
    return fuzz.ratio(one.title_key, other.title_key) >= CORPUS.min_title_likeness_percent


def _finding(
    code: str, digest: Digest, params: Mapping[str, Param], others: Sequence[Digest]
) -> tuple[str, Finding]:
    """Return a record's id and the finding on its number."""
    finding = make_finding(
        code,
        params=params,
        field="/header/sop_number",
        page=digest.number_page,
        others=[other.id for other in others[: CORPUS.max_others]],
    )
    return digest.id, finding
