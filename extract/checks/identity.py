"""Values of the identity sheet in an unusual form, and the approver's NIP and rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.checks.dates import doubt_of, latest_date
from extract.checks.provenance import is_sure, page_of
from extract.checks.thresholds import TITLE
from extract.findings.registry import make_finding
from extract.vocabulary.letterhead import is_bare_region
from models.finding import Finding
from models.record import SopRecord
from normalize.nip import examine_nip
from normalize.ranks import RankProblem, parse_rank

_REGULATION_FORM = re.compile(r"(?:nomor|no\.?)?\s*:?\s*\d{1,5}\s+tahun\s+\d{4}", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLACEHOLDER = re.compile(r"\.{3,}|_{2,}|\u2026|(?:-\s?){3,}")


def check_identity(record: SopRecord) -> Iterator[Finding]:
    """Yield the values of an identity sheet that are unusual."""
    yield from _check_number(record)
    yield from _check_title(record)
    government = record.header.government
    pointer = "/header/government"
    if government and is_bare_region(government) and is_sure(record, pointer):
        yield make_finding(
            "government-line-unusual",
            params={"government": government},
            field=pointer,
            page=page_of(record, pointer),
        )


def check_officer(record: SopRecord) -> Iterator[Finding]:
    """Yield the impossible parts of the approver's NIP, by its digits and the SOP's date."""
    nip = record.header.approver.nip
    facts = examine_nip(nip, _day(latest_date(record))) if nip else None
    if facts is None:
        return
    pointer = "/header/approver/nip"
    for problem in facts.problems:
        yield make_finding(
            problem.value,
            params={"doubt": doubt_of(record, pointer)},
            field=pointer,
            page=page_of(record, pointer),
        )


def check_rank(record: SopRecord) -> Iterator[Finding]:
    """Yield a golongan that does not exist, or does not belong to the approver's rank."""
    rank = record.header.approver.rank
    pointer = "/header/approver/rank"
    facts = parse_rank(rank) if rank and is_sure(record, pointer) else None
    if facts is None:
        return
    page = page_of(record, pointer)
    if RankProblem.MISMATCH in facts.problems:
        yield make_finding(
            "rank-golongan-mismatch",
            params={
                "rank": str(facts.rank),
                "expected": str(facts.expected_golongan),
                "printed": str(facts.golongan),
            },
            field=pointer,
            page=page,
        )
    elif RankProblem.NO_SUCH_CLASS in facts.problems:
        yield make_finding(
            "golongan-impossible",
            params={"printed": str(facts.golongan)},
            field=pointer,
            page=page,
        )


def _check_number(record: SopRecord) -> Iterator[Finding]:
    """Yield an SOP number in the form of something else, or with parts filled in by hand."""
    number = record.header.sop_number
    pointer = "/header/sop_number"
    if not number or not is_sure(record, pointer):
        return
    page = page_of(record, pointer)
    if _REGULATION_FORM.fullmatch(number) or not any(map(str.isdigit, number)):
        yield make_finding(
            "sop-number-unusual",
            params={"number": number},
            field=pointer,
            page=page,
        )
    elif _PLACEHOLDER.search(number) or _has_loose_part(number):
        yield make_finding(
            "sop-number-has-blanks",
            params={"number": number},
            field=pointer,
            page=page,
        )


def _check_title(record: SopRecord) -> Iterator[Finding]:
    """Yield a title with hardly any letters."""
    title = record.header.title or ""
    signs = [sign for sign in title if not sign.isspace()]
    letters = sum(map(str.isalpha, signs))
    if not signs or (
        letters >= TITLE.min_letters and letters >= TITLE.min_letter_share * len(signs)
    ):
        return
    yield make_finding(
        "title-garbled",
        params={"text": title},
        field="/header/title",
        page=page_of(record, "/header/title"),
    )


def is_blank_number(number: str) -> bool:
    """Return whether a number is a form's that nobody filled in: "… Tahun 2024", "/SOP/2024"."""
    bare = _YEAR.sub(" ", number)
    return bool(_PLACEHOLDER.search(number)) or not any(map(str.isdigit, bare))


def _has_loose_part(number: str) -> bool:
    """Return whether blanks stand at some of a number's slashes and not at others.

    Blanks at all of them are the office's way of writing.
    """
    gaps = re.findall(r"(\s?)/(\s?)", number)
    sides = [bool(side) for gap in gaps for side in gap]
    return any(sides) and not all(sides)


def _day(text: str | None) -> date | None:
    """Return the last day that a date of any precision can mean; None for none."""
    if text is None:
        return None
    year, month, day = (int(part) for part in f"{text}-12-28"[:10].split("-")[:3])
    return date(year, month, day)
