"""What an office asks of one SOP: its faults, its age, how long it takes, whether to revise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.bounds.losses import LOSSES
from extract.tables.overview.facts import BatchFacts
from extract.tables.overview.faults import own_faults, repeated_faults, say, told_fault
from extract.tables.overview.spellings import NameKind
from extract.tables.overview.times import Times, times_of
from models.fields import DATES
from models.finding import Finding, Severity
from models.record import SopRecord
from models.step import Symbol

_REVOKED, _OUTDATED = "legal-basis-revoked", "outdated-template"
_CLUSTER = "near-duplicate-sop"


@dataclass(frozen=True, slots=True)
class RevisionWeights:
    """How much each reason counts for revising an SOP first. Unfitted.

    Attributes:
        revoked: A regulation that was revoked; at most `most_revoked` of them count.
        outdated: Older rules on SOPs are cited.
        old: The SOP is older than `max_age_years`; undated ones count as old.
        unapproved: It names no approver.
        fault: A finding of severity warning or error on the document; at most `most_faults` count.
    """

    revoked: int = 3
    most_revoked: int = 3
    outdated: int = 2
    old: int = 2
    unapproved: int = 3
    fault: int = 1
    most_faults: int = 5
    # An office's structure and the rules it works by change with each medium-term plan, every five
    # years (UU 25/2004, Pasal 5).
    max_age_years: int = 5


WEIGHTS = RevisionWeights()


@dataclass(frozen=True, slots=True)
class Summary:
    """What an office asks of one SOP.

    Attributes:
        record: Its record.
        office: The office, in the one spelling of all SOPs; "" where it is not known.
        faults: Findings that concern the document and are the SOP's own, the gravest first;
            accepted ones and habits of the office are left out.
        repeated: Those that recur over the office's SOPs.
        unread: Findings that tell of parts that were not read.
        latest: The last of its dates, ISO 8601, as precise as it is; None where it has none.
        age_years: Whole years since then; None where it is not known.
        times: How long it takes.
        score: The sum of the reasons to revise it; SOPs with more are to be revised first.
        reasons: Why, in the language of the context.
    """

    record: SopRecord
    office: str
    faults: tuple[Finding, ...]
    repeated: tuple[Finding, ...]
    unread: int
    latest: str | None
    age_years: int | None
    times: Times
    score: int
    reasons: tuple[str, ...]

    @property
    def revoked(self) -> int:
        """Return how many citations of revoked regulations it has."""
        return sum(f.code == _REVOKED for f in (*self.faults, *self.repeated))

    @property
    def decisions(self) -> int:
        """Return how many steps decide something."""
        return sum(step.symbol is Symbol.DECISION for step in self.record.steps)

    @property
    def cluster(self) -> str | None:
        """Return the id of the cluster of near-duplicates that it is in."""
        codes = (f.group_id for f in self.record.findings if f.code == _CLUSTER)
        return next(codes, None)

    @property
    def lowest_confidence(self) -> float | None:
        """Return the confidence of its least sure value."""
        return min((p.confidence for p in self.record.provenance.values()), default=None)

    @property
    def status(self) -> str:
        """Return its state in a few words."""
        review = self.record.review
        if any(fault.severity is not Severity.INFO for fault in self.faults):
            return say("to_mend")
        if review is not None and review.state == "done":
            return say("checked")
        if self.unread or (self.record.grade or "good") != "good":
            return say("to_compare")
        return say("to_mend") if self.faults else say("sound")

    def lines(self) -> list[str]:
        """Return what is to be mended, a line for each fault, with its page."""
        return [told_fault(fault) for fault in self.faults]


def summarise(record: SopRecord, facts: BatchFacts) -> Summary:
    """Return what an office asks of an SOP."""
    faults, repeated = own_faults(record), repeated_faults(record)
    dates = [value for name in DATES if (value := getattr(record.header, name))]
    latest = max(dates, default=None)
    age = _age(latest, facts.as_of) if latest else None
    weighed = list(_reasons(record, (*faults, *repeated), age, dated=latest is not None))
    return Summary(
        record,
        facts.spellings.name(NameKind.OFFICE, record.header.agency or ""),
        faults,
        repeated,
        sum(f.code in LOSSES for f in record.findings),
        latest,
        age,
        times_of(record),
        sum(weight for weight, _ in weighed),
        tuple(reason for _, reason in weighed),
    )


def _reasons(
    record: SopRecord, document: tuple[Finding, ...], age: int | None, *, dated: bool
) -> Iterator[tuple[int, str]]:
    """Yield the reasons to revise an SOP, with their weights."""
    revoked = sum(f.code == _REVOKED for f in document)
    if revoked:
        weight = WEIGHTS.revoked * min(revoked, WEIGHTS.most_revoked)
        yield weight, say("revoked", count=revoked)
    if any(f.code == _OUTDATED for f in document):
        yield WEIGHTS.outdated, say("outdated")
    if not dated:
        yield WEIGHTS.old, say("undated")
    elif age is not None and age > WEIGHTS.max_age_years:
        yield WEIGHTS.old, say("old", count=age)
    if not record.header.approver.name:
        yield WEIGHTS.unapproved, say("unapproved")
    others = sum(
        f.severity is not Severity.INFO and f.code not in (_REVOKED, _OUTDATED) for f in document
    )
    if others:
        yield WEIGHTS.fault * min(others, WEIGHTS.most_faults), say("faults", count=others)


def _age(latest: str, as_of: date) -> int | None:
    """Return the whole years from a date, of any precision, to a day; None before it."""
    year, month, day = (int(part) for part in [*latest.split("-"), "1", "1"][:3])
    years = as_of.year - year - ((as_of.month, as_of.day) < (month, day))
    return years if years >= 0 else None
