"""One officer with two NIPs, one NIP with two officers, one name in two spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rapidfuzz.distance import OSA

from extract.checks.corpus.digest import Digest
from extract.checks.thresholds import CORPUS
from extract.findings.messages import Param
from extract.findings.registry import make_finding
from models.finding import Finding
from normalize.names import names_agree
from normalize.text import fold_space


def check_officers(digests: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield record ids with what is wrong with their approvers' names and numbers."""
    by_name: dict[str, list[Digest]] = defaultdict(list)
    by_nip: dict[str, list[Digest]] = defaultdict(list)
    for digest in digests:
        if digest.officer.canonical:
            by_name[digest.officer.canonical].append(digest)
        if digest.officer.nip and digest.officer.canonical:
            by_nip[digest.officer.nip].append(digest)
    for group in by_name.values():
        yield from _check_numbers(group)
        yield from _check_spellings(group)
    for group in by_nip.values():
        yield from _check_names(group)


def _check_numbers(group: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield officers of one name who have another number elsewhere.

    Two people may share a name. In one region, or with NIPs a digit or two apart, they are taken
    for one. Where one NIP is printed more often than the others, it is taken for the right one.
    """
    by_nip: dict[str, list[Digest]] = defaultdict(list)
    for digest in group:
        if digest.officer.nip:
            by_nip[digest.officer.nip].append(digest)
    counts = sorted(map(len, by_nip.values()), reverse=True)
    is_clear = len(counts) > 1 and counts[0] > counts[1]
    for nip, holders in by_nip.items():
        if is_clear and len(holders) == counts[0]:
            continue
        conflicting = [d for other, found in by_nip.items() if other != nip for d in found]
        for holder in holders:
            likely = (other for other in conflicting if _is_one_person(holder, other))
            others = list(islice(likely, CORPUS.max_others))
            if others:
                apart = OSA.distance(nip, others[0].officer.nip or "")
                yield _finding(
                    "officer-nip-conflict",
                    holder,
                    {
                        "officer": holder.officer.printed or "",
                        "path": others[0].path,
                        "apart": apart,
                    },
                    "nip",
                    others,
                )


def _is_one_person(one: Digest, other: Digest) -> bool:
    """Return whether two officers of one name are one person."""
    if one.region and one.region == other.region:
        return True
    return OSA.distance(one.officer.nip or "", other.officer.nip or "") <= CORPUS.max_nip_slips


def _check_spellings(group: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield officers whose name is spelt differently elsewhere in the same region."""
    by_region: dict[str, dict[str, list[Digest]]] = defaultdict(lambda: defaultdict(list))
    for digest in group:
        if digest.region:
            by_region[digest.region][_spelling(digest)].append(digest)
    for spellings in by_region.values():
        if len(spellings) < 2:
            continue
        ranked = sorted(spellings.values(), key=len, reverse=True)
        usual = ranked[0] if len(ranked[0]) > len(ranked[1]) else None
        for found in ranked:
            others = [other for held in ranked if held is not found for other in held]
            for digest in found if found is not usual else ():
                yield _finding(
                    "officer-name-variant",
                    digest,
                    {
                        "officer": digest.officer.printed or "",
                        "other": others[0].officer.printed or "",
                        "path": others[0].path,
                    },
                    "name",
                    others[: CORPUS.max_others],
                )


def _spelling(digest: Digest) -> str:
    """Return a printed name without blanks, in lower case."""
    return fold_space(digest.officer.printed or "").replace(" ", "").casefold()


def _check_names(group: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield officers whose number another one has."""
    by_name: dict[str, list[Digest]] = defaultdict(list)
    for digest in group:
        by_name[digest.officer.canonical].append(digest)
    for name, found in by_name.items():
        printed = found[0].officer.printed or ""
        others = [
            other
            for other_name, held in by_name.items()
            if other_name != name and not names_agree(printed, held[0].officer.printed or "")
            for other in held
        ]
        for digest in found if others else ():
            yield _finding(
                "officer-nip-shared",
                digest,
                {
                    "officer": digest.officer.printed or "",
                    "other": others[0].officer.printed or "",
                    "path": others[0].path,
                },
                "nip",
                others[: CORPUS.max_others],
            )


def _finding(
    code: str, digest: Digest, params: Mapping[str, Param], field: str, others: Iterable[Digest]
) -> tuple[str, Finding]:
    """Return a record's id and the finding on its approver."""
    names = list(dict.fromkeys(other.id for other in others))
    finding = make_finding(
        code,
        params=params,
        field=f"/header/approver/{field}",
        page=digest.officer.page,
        others=names,
    )
    return digest.id, finding
