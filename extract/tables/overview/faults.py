"""What is to be mended in an SOP, as people read it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from extract.findings.messages import spoken
from models.finding import Concern, Finding, Scope, Severity
from models.record import SopRecord

_ORDER = list(Severity)


def own_faults(record: SopRecord) -> tuple[Finding, ...]:
    """Return the findings on the document that are the SOP's own, the gravest first.

    Those that a person accepted are left out.
    """
    return _sorted(record, {Scope.RECORD, Scope.BATCH})


def repeated_faults(record: SopRecord) -> tuple[Finding, ...]:
    """Return the findings on the document that recur over the office's SOPs."""
    return _sorted(record, {Scope.TEMPLATE, Scope.OFFICE})


def told_fault(fault: Finding) -> str:
    """Return a finding with its page, in the language of the context."""
    if fault.page is None:
        return fault.message
    return say("page", page=fault.page, message=fault.message)


def told_faults(record: SopRecord) -> Iterator[str]:
    """Yield what is to be mended in an SOP."""
    return map(told_fault, own_faults(record))


def say(name: str, **filled: object) -> str:
    """Return a text of `summary.toml` in the language of the context."""
    return _texts()[spoken().value][name].format(**filled)


def _sorted(record: SopRecord, scopes: set[Scope]) -> tuple[Finding, ...]:
    """Return the findings on the document of some scopes, the gravest first."""
    found = (
        f
        for f in record.findings
        if f.concerns is Concern.DOCUMENT and not f.accepted and f.scope in scopes
    )
    return tuple(sorted(found, key=lambda f: (_ORDER.index(f.severity), f.page or 0)))


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    """Return the texts of each language."""
    return tomllib.loads(files(__package__).joinpath("summary.toml").read_text("utf-8"))
