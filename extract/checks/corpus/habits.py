"""Findings that recur over an office's SOPs: habits of the office, and faults of its template.

A habit is a kind of finding in a large part of the SOPs; a template's fault says the same, numbers
aside, in several SOPs. Both are mended once and not SOP by SOP.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.checks.corpus.digest import office_of
from extract.checks.thresholds import HABIT
from models.finding import Finding, Scope
from models.record import SopRecord

_NUMBER = re.compile(r"\d+")
# Characters of a group's id.
_ID_CHARS = 10


@dataclass(slots=True)
class Habits:
    """How often findings recur over the SOPs of each office.

    Attributes:
        sops: Office -> how many SOPs it has.
        kinds: Office, what is concerned and code -> in how many of them.
        messages: The same and the message without its numbers -> in how many of them.
        seen: Ids of the records that were counted.
    """

    sops: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, ...]] = field(default_factory=Counter)
    messages: Counter[tuple[str, ...]] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def counting(self, records: Iterable[SopRecord]) -> Iterator[SopRecord]:
        """Yield records, and count the findings of each."""
        for record in records:
            self._count(record)
            yield record

    def marked(self, record: SopRecord) -> SopRecord:
        """Return a record whose findings say whether they recur over its office's SOPs."""
        office = office_of(record)
        findings = [
            finding if finding.scope is Scope.BATCH else self._marked(office, finding)
            for finding in record.findings
        ]
        return record.model_copy(update={"findings": findings})

    def _count(self, record: SopRecord) -> None:
        """Count a record's findings, each kind and each message once."""
        office = office_of(record)
        if not office or record.id in self.seen:
            return
        self.seen.add(record.id)
        self.sops[office] += 1
        own = [finding for finding in record.findings if finding.scope is not Scope.BATCH]
        self.kinds.update({_kind(office, finding) for finding in own})
        self.messages.update({_message(office, finding) for finding in own if finding.params})

    def _marked(self, office: str, finding: Finding) -> Finding:
        """Return a finding with its scope and group."""
        kind, message = _kind(office, finding), _message(office, finding)
        count = self.kinds[kind]
        scope, group = Scope.RECORD, None
        if self.messages[message] >= HABIT.min_sops:
            scope, group = Scope.TEMPLATE, group_id(*message)
        elif count >= HABIT.min_sops and count >= HABIT.min_share * self.sops[office]:
            scope, group = Scope.OFFICE, group_id(*kind)
        return finding.model_copy(update={"scope": scope, "group_id": group})


def clusters(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return each member of some pairs -> the smallest member it is joined to, by any of them."""
    parents: dict[int, int] = {}

    def root(member: int) -> int:
        while parents.setdefault(member, member) != member:
            parents[member] = parents[parents[member]]
            member = parents[member]
        return member

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parents[second] = first
    return {member: root(member) for member in list(parents)}


def _kind(office: str, finding: Finding) -> tuple[str, ...]:
    """Return what a kind of finding of an office is counted by."""
    return office, finding.concerns.value, finding.code


def _message(office: str, finding: Finding) -> tuple[str, ...]:
    """Return what a message of an office is counted by: its parameters without their numbers."""
    texts = [f"{name}={value}" for name, value in sorted(finding.params.items())]
    return (*_kind(office, finding), finding.wording or "", *(_NUMBER.sub("#", t) for t in texts))


def group_id(*parts: str) -> str:
    """Return the id of a group."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_ID_CHARS]
