"""Impossible dates, dates in the wrong order, regulations younger than the SOP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from extract.checks.provenance import is_sure, page_of
from extract.checks.thresholds import DATE
from extract.findings.messages import Param
from extract.findings.registry import make_finding
from extract.record.repeats import repeated_values
from models.fields import DATES, FIELDS
from models.finding import Finding
from models.record import SopRecord

# (earlier, later, milder): the later date must not lie before the earlier one. The last pair is
# milder, as revised sheets often keep their first effective date.
_PAIRS = (
    ("created_on", "revised_on", False),
    ("created_on", "checked_on", False),
    ("created_on", "approved_on", False),
    ("created_on", "effective_on", False),
    ("created_on", "in_force_on", False),
    ("revised_on", "effective_on", True),
)
# Dates that may lie in the future: an SOP is written before it takes effect.
_MAY_BE_FUTURE = ("effective_on", "in_force_on")


def check_dates(record: SopRecord, as_of: date) -> Iterator[Finding]:
    """Yield what is wrong with an SOP's dates.

    Args:
        record: The record.
        as_of: The day after which a date lies in the future.
    """
    header, repeated = record.header, repeated_values(record)
    names = [name for name in DATES if FIELDS[name].pointer not in repeated]
    for first, second, milder in _PAIRS:
        before, after = getattr(header, first), getattr(header, second)
        if second in names and before and after and is_before(after, before):
            yield _finding(
                record,
                "date-order",
                second,
                {
                    "later": _label(second),
                    "later_date": after,
                    "earlier": _label(first),
                    "earlier_date": before,
                },
                f"/header/{first}",
                milder=milder,
            )
    for name in names:
        label, value = _label(name), getattr(header, name)
        if value and is_before(as_of.isoformat(), value):
            yield _finding(
                record,
                "date-in-future",
                name,
                {"label": label, "date": value, "as_of": as_of.isoformat()},
                milder=name in _MAY_BE_FUTURE,
            )
        elif value and len(value) < DATE.whole_chars and is_sure(record, f"/header/{name}"):
            yield _finding(record, "date-without-day", name, {"label": label, "date": value})
        elif value and int(value[:4]) < DATE.min_year:
            yield _finding(record, "date-implausible", name, {"label": label, "date": value})


def _label(name: str) -> str:
    """Return the label of a date, as forms print it."""
    return FIELDS[name].spec.id


def check_ages(record: SopRecord) -> Iterator[Finding]:
    """Yield regulations that are younger than the SOP that cites them."""
    latest = latest_date(record)
    if latest is None:
        return
    for index, citation in enumerate(record.legal_basis):
        if citation.year is not None and citation.year > int(latest[:4]):
            pointer = f"/legal_basis/{index}"
            yield make_finding(
                "legal-basis-newer",
                params={
                    "year": citation.year,
                    "latest": latest,
                    "doubt": doubt_of(record, pointer, *_pointers(record)),
                },
                field=pointer,
                page=page_of(record, pointer),
            )


def latest_date(record: SopRecord) -> str | None:
    """Return the last of an SOP's dates, ISO 8601 as precise as printed; None where it has none."""
    header = record.header
    dates = [value for name in DATES if (value := getattr(header, name))]
    return max(dates, default=None)


def is_before(one: str, other: str) -> bool:
    """Return whether a date is certainly before another, at the precision both have."""
    size = min(len(one), len(other))
    return one[:size] < other[:size]


def _finding(
    record: SopRecord,
    code: str,
    name: str,
    params: Mapping[str, Param],
    *beside: str,
    milder: bool = False,
) -> Finding:
    """Return a finding on a date of the header."""
    pointer = f"/header/{name}"
    return make_finding(
        code,
        params={**params, "doubt": doubt_of(record, pointer, *beside)},
        field=pointer,
        page=page_of(record, pointer),
        milder=milder,
    )


def _pointers(record: SopRecord) -> list[str]:
    """Return the pointers of the dates that an SOP has."""
    return [f"/header/{name}" for name in DATES if getattr(record.header, name)]


def doubt_of(record: SopRecord, *pointers: str) -> str:
    """Return the term that is told where one of some values may have been misread; else ""."""
    return "" if all(is_sure(record, pointer) for pointer in pointers) else "misread"
