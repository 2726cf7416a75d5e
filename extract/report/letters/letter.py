"""What a letter to an office says.

Findings that recur over the office's SOPs are told once; of the others, those of one kind in one
SOP are one line with all their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.findings.messages import retold
from extract.findings.registry import title_of
from extract.tables.overview.faults import own_faults, repeated_faults
from models.finding import Finding, Severity
from models.language import Language
from models.record import SopRecord

# Letters are in the language of the offices.
LANGUAGE = Language.INDONESIAN
_STEP = re.compile(r"/steps/(\d+)(?:/|$)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is to be mended in an SOP.

    Attributes:
        where: Pages and steps, such as "hlm. 2, langkah 4"; "" where it is of the whole SOP.
        text: What is wrong there and what to do.
    """

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterSop:
    """An SOP with something to be mended.

    Attributes:
        title: Its title; "" where none was read.
        number: Its number; "" where none was read.
        path: Its file.
        faults: What is to be mended.
    """

    title: str
    number: str
    path: str
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class Repeated:
    """A finding that recurs over the office's SOPs.

    Attributes:
        text: What is wrong and what to do.
        sops: Numbers or titles of the SOPs.
    """

    text: str
    sops: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Letter:
    """A letter to an office.

    Attributes:
        government: The government; "" where it is not known.
        office: The office; "" where it is not known.
        count: Its SOPs.
        sops: Those with something to be mended.
        repeated: What recurs over them, by group.
        unread: Names of those that were not read whole, which the letter does not judge whole.
    """

    government: str
    office: str
    count: int = 0
    sops: list[LetterSop] = field(default_factory=list)
    repeated: dict[str, Repeated] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def add(self, record: SopRecord) -> None:
        """Add an SOP."""
        self.count += 1
        header = record.header
        name = header.title or header.sop_number or record.source.path
        faults = tuple(_grouped(record, own_faults(record)))
        if faults:
            sop = LetterSop(header.title or "", header.sop_number or "", record.source.path, faults)
            self.sops.append(sop)
        for finding in repeated_faults(record):
            group = finding.group_id or finding.code
            one = self.repeated.setdefault(group, Repeated(_recurring_text(finding)))
            if name not in one.sops:
                one.sops.append(name)
        if any(finding.severity is Severity.ERROR for finding in record.findings):
            self.unread.append(name)

    @property
    def most_repeated(self) -> list[Repeated]:
        """Return what recurs, the most frequent first."""
        return sorted(self.repeated.values(), key=lambda one: -len(one.sops))


def _recurring_text(finding: Finding) -> str:
    """Return what a recurring finding says of all the SOPs together."""
    return f"{title_of(finding.code, LANGUAGE)}. {retold(finding, LANGUAGE)}"


def _grouped(record: SopRecord, findings: Iterable[Finding]) -> Iterator[Fault]:
    """Yield an SOP's findings, those of one kind together."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    for code, alike in kinds.items():
        if len(alike) == 1 or not all(_step_of(record, finding) for finding in alike):
            for finding in alike:
                yield Fault(_place(record, [finding]), retold(finding, LANGUAGE))
        else:
            yield Fault(_place(record, alike), f"{title_of(code, LANGUAGE)}.")


def _place(record: SopRecord, findings: list[Finding]) -> str:
    """Return where findings are: pages and steps."""
    pages = sorted({finding.page for finding in findings if finding.page is not None})
    steps = list(dict.fromkeys(step for f in findings if (step := _step_of(record, f))))
    parts = []
    if pages:
        parts.append(f"hlm. {', '.join(map(str, pages))}")
    if steps:
        parts.append(f"langkah {', '.join(steps)}")
    return ", ".join(parts)


def _step_of(record: SopRecord, finding: Finding) -> str | None:
    """Return the printed number of the step that a finding is about, or its row."""
    match = _STEP.match(finding.field or "")
    if match is None or int(match[1]) >= len(record.steps):
        return None
    step = record.steps[int(match[1])]
    return step.number or f"baris {step.seq}"
