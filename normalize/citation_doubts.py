"""Doubts about a citation, by the catalogue of regulations and the document's region.

Doubts are for a person to look at. Each is raised only where it is safe: a shortened, abbreviated
or misprinted subject is not another title, and a regulation missing from the catalogue is not
doubted for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.citation import Citation
from models.region import Region, RegionLevel
from normalize.catalogue import Catalogue, Regulation, default_catalogue, find_citation
from normalize.institutions import family_of
from normalize.organisations import own_regions
from normalize.regions import known_region
from normalize.thresholds import CITATION
from normalize.titles import (
    Likeness,
    compare_titles,
    ends_phrase,
    goes_on,
    is_cut,
    is_unfinished,
    title_words,
)

_REGIONAL = frozenset(
    {"PERDA", "PERGUB", "PERBUP", "PERWALI", "KEPGUB", "KEPBUP", "KEPWALI", "SE", "PERDES"}
)
# Issued by the state and its ministries. Regional regulations repeat their titles.
_NATIONAL = frozenset(
    {"UU", "PERPPU", "PP", "PERPRES", "KEPPRES", "INPRES", "PERMEN", "KEPMEN", "PERBAN", "KEPBAN"}
)


# Doubts that say already what the title is.
_TOLD = ("citation-truncated",)


@dataclass(frozen=True, slots=True)
class CitationDoubt:
    """Something that a person should look at in a citation.

    Attributes:
        code: "citation-type-mismatch", "legal-basis-revoked", "legal-basis-superseded",
            "citation-subject-differs",
            "citation-truncated" or "regulation-of-other-region".
        wording: Which of the code's cases it is; None where there is one.
        params: What a message about it tells.
    """

    code: str
    wording: str | None = None
    params: Mapping[str, str | int | list[str]] = field(default_factory=dict)


def examine_citation(
    citation: Citation,
    region: Region | None = None,
    date: str | None = None,
    catalogue: Catalogue | None = None,
) -> list[CitationDoubt]:
    """Return what is doubtful of a citation.

    Args:
        citation: The citation of Dasar Hukum.
        region: The region of the SOP's government; None where it is not known. Without it no
            regulation is another region's.
        date: The SOP's date, ISO 8601, as precise as it is printed. Without it no regulation
            counts as revoked.
        catalogue: The regulations known; the project's own unless given.

    Returns:
        The doubts, each code at most once.
    """
    known = default_catalogue() if catalogue is None else catalogue
    named = find_citation(citation, known)
    mismatch = _find_mismatch(citation, named, known)
    doubts = [
        mismatch,
        _find_revoked(named, date) if mismatch is None else None,
        _find_superseded(citation, named, date, known) if mismatch is None else None,
        _find_cut(citation, named),
        _find_other_region(citation, region),
    ]
    if mismatch is None and all(doubt is None or doubt.code not in _TOLD for doubt in doubts):
        doubts.append(_find_difference(citation, named))
    return [doubt for doubt in doubts if doubt is not None]


def _find_mismatch(
    citation: Citation, named: Regulation | None, known: Catalogue
) -> CitationDoubt | None:
    """Return the doubt that the title printed is that of another regulation.

    It is where the regulation cited has another title, or is unknown and differs from the one of
    that title in one thing: kind and issuer, number, or a digit of the year. Titles recur over the
    years and from body to body (rules on organisation and procedure), so that a namesake of
    another year, or of another body with another number, is no mismatch. A title of one or two
    words tells only where all but a digit of the year agrees.
    """
    subject = citation.subject
    if subject is None or citation.type not in _NATIONAL or not citation.number:
        return None
    if citation.year is None or (named and _fits(subject, named)):
        return None
    for meant in known.find_by_title(subject):
        same_number = citation.number == meant.number
        same_body = _is_same_body(citation, meant)
        telling = len(title_words(meant.title)) >= CITATION.min_telling_words
        by_number = same_number and citation.year == meant.year and not same_body
        by_body = same_body and telling and citation.year == meant.year
        by_body |= same_body and same_number and _one_digit_apart(citation.year, meant.year)
        # Bodies issue rules of the same title again: of two in the catalogue neither tells.
        if by_number or by_body or (named and telling and not _is_issued_again(named, meant)):
            return CitationDoubt(
                "citation-type-mismatch",
                params={"title": meant.title, "name": meant.name},
            )
    return None


def _is_same_body(citation: Citation, regulation: Regulation) -> bool:
    """Return whether one body issued both, under any of its names."""
    return citation.type == regulation.type and family_of(citation.issuer) == family_of(
        regulation.issuer
    )


def _is_issued_again(named: Regulation, meant: Regulation) -> bool:
    """Return whether the title printed is that of another body's rules of the same kind."""
    return named.type == meant.type and family_of(named.issuer) != family_of(meant.issuer)


def _find_superseded(
    citation: Citation, named: Regulation | None, date: str | None, known: Catalogue
) -> CitationDoubt | None:
    """Return the doubt that a newer regulation of the same body and title has come since."""
    subject, year = citation.subject, citation.year
    if named is not None or subject is None or year is None or date is None:
        return None
    if citation.type not in _NATIONAL or len(title_words(subject)) < CITATION.min_telling_words:
        return None
    newer = [
        regulation
        for regulation in known.find_by_title(subject)
        if _is_same_body(citation, regulation) and year < regulation.year < int(date[:4])
    ]
    if not newer:
        return None
    latest = max(newer, key=lambda regulation: regulation.year)
    return CitationDoubt("legal-basis-superseded", params={"newer": latest.name})


def _find_revoked(named: Regulation | None, date: str | None) -> CitationDoubt | None:
    """Return the doubt that a regulation was revoked before the SOP was made."""
    if named is None or date is None or not named.is_revoked_before(date):
        return None
    return CitationDoubt(
        "legal-basis-revoked",
        params={
            "name": named.name,
            "by": str(named.revoked_by),
            "on": str(named.revoked_on),
            "date": date,
        },
    )


def _find_cut(citation: Citation, named: Regulation | None) -> CitationDoubt | None:
    """Return the doubt that a citation breaks off."""
    if citation.subject is None:
        return None
    tail = citation.raw.rstrip(" ;.,")
    if is_unfinished(tail[tail.find(citation.subject) :]):
        return CitationDoubt("citation-truncated", "end")
    if named is not None and is_cut(citation.subject, named.title):
        missing = goes_on(citation.subject, named.title) or ""
        params: dict[str, str | int | list[str]] = {"name": named.name, "missing": missing}
        return CitationDoubt("citation-truncated", "title", params)
    return None


def _find_difference(citation: Citation, named: Regulation | None) -> CitationDoubt | None:
    """Return the doubt that the regulation cited has another title."""
    subject = citation.subject
    if named is None or subject is None or len(title_words(subject)) < CITATION.min_compared_words:
        return None
    if compare_titles(subject, named.title) is Likeness.DIFFERENT:
        return CitationDoubt(
            "citation-subject-differs",
            "other",
            {"name": named.name, "title": named.title},
        )
    missing = goes_on(subject, named.title)
    cut = missing is not None and not ends_phrase(subject, named.title)
    if cut and len(title_words(subject)) >= CITATION.min_shortened_words:
        return CitationDoubt(
            "citation-subject-differs",
            "goes-on",
            {"name": named.name, "missing": missing or ""},
        )
    return None


def _find_other_region(citation: Citation, region: Region | None) -> CitationDoubt | None:
    """Return the doubt that a regulation is of a region whose law the SOP's is not."""
    if region is None or citation.issuer is None or citation.type not in _REGIONAL:
        return None
    issued = known_region(citation.issuer)
    own = own_regions(region)
    if issued is None or citation.issuer in own or not own:
        return None
    if issued.level == "Provinsi" and region.province is None:
        return None
    if region.level is RegionLevel.PROVINCE and f"Provinsi {issued.province}" in own:
        return None
    home = region.regency or region.province or region.name
    return CitationDoubt(
        "regulation-of-other-region",
        params={"issuer": citation.issuer, "home": home or ""},
    )


def _fits(subject: str, named: Regulation) -> bool:
    """Return whether a printed subject may be a regulation's title."""
    return compare_titles(subject, named.title) is not Likeness.DIFFERENT


def _one_digit_apart(year: int, other: int) -> bool:
    return sum(a != b for a, b in zip(str(year), str(other), strict=True)) == 1
