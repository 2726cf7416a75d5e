"""One officer with two numbers, one number with two officers, one name in two spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from extract.checks.corpus.digest import Digest
from extract.findings import make_finding
from models.finding import Finding
from normalize.names import names_agree
from normalize.text import fold_space

# Numbers with no more digits apart are one person's even in different regions.
_SLIPS = 2
# So many records are named in a finding.
_MOST_OTHERS = 20


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

    Two people may share a name; in one region, or with numbers a digit or two apart, they are
    taken for one.
    """
    by_nip: dict[str, list[Digest]] = defaultdict(list)
    for digest in group:
        if digest.officer.nip:
            by_nip[digest.officer.nip].append(digest)
    for nip, holders in by_nip.items():
        for holder in holders:
            others = [
                (other_nip, other)
                for other_nip, found in by_nip.items()
                if other_nip != nip
                for other in found
                if _is_one_person(holder, other)
            ]
            if others:
                other_nip, other = others[0]
                apart = OSA.distance(nip, other_nip)
                digits = f"{apart} digit{'s' if apart > 1 else ''}"
                yield _finding(
                    "officer-nip-conflict",
                    holder,
                    f"{holder.officer.printed} has another NIP in {other.path}, {digits} apart; "
                    "find out which is right.",
                    "nip",
                    (other for _, other in others),
                )


def _is_one_person(one: Digest, other: Digest) -> bool:
    """Return whether two officers of one name are one person."""
    if one.region and one.region == other.region:
        return True
    return OSA.distance(one.officer.nip or "", other.officer.nip or "") <= _SLIPS


def _check_spellings(group: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield officers whose name is printed otherwise elsewhere in the same region."""
    by_region: dict[str, list[Digest]] = defaultdict(list)
    for digest in group:
        by_region[digest.region].append(digest)
    for region, found in by_region.items():
        spellings = Counter(_spelling(digest) for digest in found)
        if not region or len(spellings) < 2:
            continue
        (usual, most), (_, second) = spellings.most_common(2)
        for digest in found:
            if most > second and _spelling(digest) == usual:
                continue
            others = [other for other in found if _spelling(other) != _spelling(digest)]
            yield _finding(
                "officer-name-variant",
                digest,
                f'"{digest.officer.printed}" is "{others[0].officer.printed}" in '
                f"{others[0].path}; use one spelling.",
                "name",
                others,
            )


def _spelling(digest: Digest) -> str:
    """Return a printed name without what is no difference: blanks and capitals."""
    return fold_space(digest.officer.printed or "").replace(" ", "").casefold()


def _check_names(group: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield officers whose number another one has."""
    for digest in group:
        others = [
            other
            for other in group
            if other.officer.canonical != digest.officer.canonical
            and not names_agree(digest.officer.printed or "", other.officer.printed or "")
        ]
        if others:
            yield _finding(
                "officer-nip-shared",
                digest,
                f"The NIP of {digest.officer.printed} is that of {others[0].officer.printed} in "
                f"{others[0].path}; find out whose it is.",
                "nip",
                others,
            )


def _finding(
    code: str, digest: Digest, message: str, field: str, others: Iterable[Digest]
) -> tuple[str, Finding]:
    """Return a record's id and the finding on its approver."""
    names = list(dict.fromkeys(other.id for other in others))[:_MOST_OTHERS]
    finding = make_finding(
        code,
        message,
        field=f"/header/approver/{field}",
        page=digest.officer.page,
        others=names,
    )
    return digest.id, finding
