"""What is wrong with the regulations that an SOP cites, by the catalogue and its region."""

from __future__ import annotations

from collections.abc import Iterator

from extract.checks.dates import latest_date
from extract.checks.provenance import is_sure, page_of
from extract.findings.registry import make_finding
from models.citation import Citation, RegulationType
from models.finding import Finding
from models.record import SopRecord
from normalize.catalogue import Catalogue, default_catalogue, find_citation
from normalize.citation_doubts import examine_citation
from normalize.text import fold_key

# A regulation on SOPs themselves says so in its title.
_ON_SOPS = fold_key("Standar Operasional Prosedur")


def check_citations(record: SopRecord, catalogue: Catalogue | None = None) -> Iterator[Finding]:
    """Yield what is doubtful of an SOP's legal basis.

    A citation that was recognised with doubt is passed over: its slips are not the document's.

    Args:
        record: The record.
        catalogue: The regulations known; the project's own unless given.
    """
    known = default_catalogue() if catalogue is None else catalogue
    header = record.header
    seen: dict[str, int] = {}
    for index, citation in enumerate(record.legal_basis):
        pointer = f"/legal_basis/{index}"
        if not is_sure(record, pointer):
            continue
        page = page_of(record, pointer)
        for doubt in examine_citation(citation, header.region, latest_date(record), known):
            code = doubt.code
            if code == "legal-basis-revoked" and _is_on_sops(citation, known):
                code = "outdated-template"
            yield make_finding(code, doubt.wording, doubt.params, field=pointer, page=page)
        if citation.slug is None or citation.type is RegulationType.OTHER:
            continue
        if (first := seen.setdefault(citation.slug, index)) != index:
            yield make_finding(
                "citation-repeated",
                params={"item": index + 1, "first": first + 1},
                field=pointer,
                page=page,
            )


def _is_on_sops(citation: Citation, known: Catalogue) -> bool:
    """Return whether a regulation cited sets rules for SOPs."""
    named = find_citation(citation, known)
    return named is not None and _ON_SOPS in fold_key(named.title)
