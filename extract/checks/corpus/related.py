"""Related SOPs (Keterkaitan) that are not among the office's records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from extract.checks.corpus.digest import Digest, names_sop, title_key
from extract.checks.thresholds import CORPUS
from extract.findings.messages import Param
from extract.findings.registry import make_finding
from models.finding import Finding


def check_related(digests: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield record ids with those of their related SOPs that are not among the records.

    Offices with a doubtful title are left out: the related SOP may be that one. So are items that
    do not call themselves an SOP, such as a standard of costs.
    """
    sops = Counter(digest.office for digest in digests if digest.office)
    titles: dict[str, dict[str, Digest]] = defaultdict(dict)
    anywhere: dict[str, Digest] = {}
    for digest in digests:
        if digest.title_key:
            titles[digest.office].setdefault(digest.title_key, digest)
            anywhere.setdefault(digest.title_key, digest)
    unread = {digest.office for digest in digests if not digest.title_sure}
    for digest in digests:
        if sops[digest.office] < CORPUS.min_office_sops or digest.office in unread:
            continue
        own = list(titles[digest.office])
        missing = [
            item
            for item in digest.related
            if names_sop(item) and not _is_among(title_key(item), own)
        ]
        if not missing:
            continue
        elsewhere = [found for item in missing if (found := anywhere.get(title_key(item)))]
        params: dict[str, Param] = {"names": missing, "agency": digest.agency}
        if elsewhere:
            params["other"] = elsewhere[0].name
        yield (
            digest.id,
            make_finding(
                "related-sop-not-found",
                "elsewhere" if elsewhere else "nowhere",
                params,
                field="/related_sops",
                page=digest.related_page,
                others=[found.id for found in elsewhere],
            ),
        )


def _is_among(key: str, titles: Sequence[str]) -> bool:
    """Return whether a related SOP's name is one of some titles, or a part of it, or it of one."""
    if (
        process.extractOne(
            key, titles, scorer=fuzz.ratio, score_cutoff=CORPUS.min_related_likeness_percent
        )
        is not None
    ):
        return True
    return any(
        min(len(key), len(title)) >= CORPUS.min_related_letters and (key in title or title in key)
        for title in titles
    )
