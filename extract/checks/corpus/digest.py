"""The digest of a record: what is needed to compare it with others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.checks.identity import is_blank_number
from extract.checks.provenance import is_sure, page_of
from extract.vocabulary.documents import without_kind
from models.record import SopRecord
from normalize.names import parse_name
from normalize.text import fold_key

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Officer:
    """Who approved an SOP.

    Attributes:
        printed: The name as printed.
        canonical: The name without titles, for comparisons; "" where none can be made out.
        nip: The NIP; None where none is printed, or it may have been misread.
        page: Where the name or the number stands.
    """

    printed: str | None
    canonical: str
    nip: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Digest:
    """The parts of a record that are compared.

    Attributes:
        id: The record's id.
        path: Its source file.
        title: The title as printed; "" where there is none.
        title_sure: Whether the title is there and was not misread.
        title_key: The title's letters and digits, without words for the kind of document.
        agency: The agency as printed; "" where there is none.
        office: Key of the office: region and agency; "" where not known.
        region: The region's part of it; "" where not known.
        number: The SOP number's letters and digits; "" where there is none, or a blank form's.
        number_page: Where the number stands.
        officer: The approver.
        activities: The steps' activities, words in small letters.
        bases: Slugs of the regulations cited.
        related: The related SOPs as printed that were read surely.
        related_page: Where they stand.
    """

    id: str
    path: str
    title: str
    title_sure: bool
    title_key: str
    agency: str
    office: str
    region: str
    number: str
    number_page: int | None
    officer: Officer
    activities: tuple[str, ...]
    bases: frozenset[str]
    related: tuple[str, ...]
    related_page: int | None

    @property
    def name(self) -> list[str]:
        """Return what a message names the SOP by: its title, agency and path."""
        return [self.title, self.agency, self.path]


def office_of(record: SopRecord) -> str:
    """Return the key of a record's office: its region and agency; "" where it is not known."""
    agency = fold_key(record.header.agency or "")
    region = _region_of(record) or fold_key(record.header.government or "")
    return f"{region}/{agency}" if agency else ""


def _region_of(record: SopRecord) -> str:
    """Return the key of a record's region; "" where it is not known."""
    found = record.header.region
    return fold_key((found.regency or found.province or found.name) if found else "")


def digest_record(record: SopRecord) -> Digest:
    """Return the digest of a record."""
    header = record.header
    number = header.sop_number or ""
    return Digest(
        id=record.id,
        path=record.source.path,
        title=header.title or "",
        title_sure=header.title is not None and is_sure(record, "/header/title"),
        title_key=title_key(header.title or ""),
        agency=header.agency or "",
        office=office_of(record),
        region=_region_of(record),
        number="" if is_blank_number(number) else fold_key(number),
        number_page=page_of(record, "/header/sop_number"),
        officer=_officer(record),
        activities=tuple(
            words for step in record.steps if (words := plain_words(step.activity or ""))
        ),
        bases=frozenset(c.slug for c in record.legal_basis if c.slug is not None),
        related=tuple(
            item
            for index, item in enumerate(record.related_sops)
            if is_sure(record, f"/related_sops/{index}")
        ),
        related_page=page_of(record, "/related_sops"),
    )


def plain_words(text: str) -> str:
    """Return a text's words in small letters, parted by single blanks."""
    return " ".join(_WORD.findall(text.casefold()))


def title_key(title: str) -> str:
    """Return a title's letters and digits without the words that say it is an SOP's."""
    return fold_key(without_kind(title))


def names_sop(item: str) -> bool:
    """Return whether a text says that it names an SOP: "SOP Surat Masuk"."""
    return fold_key(item) != title_key(item)


def _officer(record: SopRecord) -> Officer:
    """Return the approver of an SOP; what was read with doubt is left out."""
    approver = record.header.approver
    place = "/header/approver"
    name = approver.name if is_sure(record, f"{place}/name") else None
    parsed = parse_name(name) if name else None
    return Officer(
        printed=name,
        canonical=parsed.canonical.replace(" ", "") if parsed else "",
        nip=approver.nip if is_sure(record, f"{place}/nip") else None,
        page=page_of(record, place),
    )
