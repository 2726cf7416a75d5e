"""Counts over all records for the overview, and a row for each in the list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from extract.record.repeats import repeated_values
from extract.ui.levels import Level, level_of
from models.finding import Concern, Finding, Scope
from models.record import SopRecord
from models.review import Review, ReviewState
from models.step import Step

# The most bars of a plot; rarer values share the last bar.
MOST_BARS = 15
# Scopes of findings that are told once for an office.
REPEATED = (Scope.TEMPLATE, Scope.OFFICE)
# Classes of step counts, by their first and last.
STEP_CLASSES = ((0, 0), (1, 5), (6, 10), (11, 15), (16, 20), (21, None))
# Classes of a step's time: most minutes (450 are a working day) and name.
DURATION_CLASSES = (
    (15, "to_15_minutes"),
    (60, "to_1_hour"),
    (450, "to_1_day"),
    (2250, "to_1_week"),
    (None, "longer"),
)


class ReviewMark(StrEnum):
    """How far the review of a SOP is; each has a text `review_...`."""

    CONFLICT = "conflict"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Row:
    """A SOP in the list.

    Attributes:
        page: Its page's path from the list.
        title: Nama SOP; None where it was not found.
        number: Nomor SOP.
        agency: The agency.
        effective: Tanggal Efektif, ISO 8601.
        steps: How many steps it has.
        to_mend: How many findings the office should mend in the document.
        to_compare: How many findings a person should compare with the source.
        doubtful: How many of its values are doubtful.
        grade: How well it was read: good, fair, poor; None where that is not known.
        review: How far its review is; None where nobody has begun one.
        source: Path of the file it was read from.
    """

    page: str
    title: str | None
    number: str | None
    agency: str | None
    effective: str | None
    steps: int
    to_mend: int
    to_compare: int
    doubtful: int
    grade: str | None
    review: ReviewMark | None
    source: str


@dataclass(slots=True)
class Repeated:
    """A finding that recurs over an office's SOPs.

    Attributes:
        agency: The office.
        finding: The finding as one of them has it.
        sops: Page of a SOP -> its title.
    """

    agency: str
    finding: Finding
    sops: dict[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Overview:
    """Counts over all records.

    Attributes:
        rows: The SOPs.
        sources: The files.
        agencies: SOPs by agency; the key None counts SOPs whose agency was not found.
        grades: SOPs by grade.
        step_counts: SOPs by class of their number of steps.
        durations: Steps by class of their time.
        findings: Findings by what they concern, severity and code.
        reviews: SOPs by how far their review is.
        repeated: Group id -> a finding that recurs over an office's SOPs, and those SOPs.
        regulations: Citations by slug or, without one, by type, number and year.
    """

    rows: list[Row] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    agencies: Counter[str | None] = field(default_factory=Counter)
    grades: Counter[str | None] = field(default_factory=Counter)
    step_counts: Counter[str] = field(default_factory=Counter)
    durations: Counter[str] = field(default_factory=Counter)
    findings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    reviews: Counter[ReviewMark | None] = field(default_factory=Counter)
    repeated: dict[str, Repeated] = field(default_factory=dict)
    regulations: Counter[str] = field(default_factory=Counter)

    def add(self, record: SopRecord, page: str) -> None:
        """Count a record and add its row."""
        header = record.header
        grade = record.grade.value if record.grade else None
        review = review_mark(record.review)
        repeated = repeated_values(record)
        doubtful = sum(
            level_of(place.confidence) is Level.DOUBT
            for at, place in record.provenance.items()
            if at not in repeated
        )
        self.rows.append(
            Row(
                page, header.title, header.sop_number, header.agency, header.effective_on,
                len(record.steps), *count_findings(record), doubtful, grade, review,
                record.source.path,
            )
        )  # fmt: skip
        self._add_repeated(record, page)
        self.sources.add(record.source.path)
        self.agencies[header.agency] += 1
        self.grades[grade] += 1
        self.reviews[review] += 1
        self.step_counts[_step_class(len(record.steps))] += 1
        self.durations.update(map(_duration_class, record.steps))
        self.findings.update((f.concerns.value, f.severity.value, f.code) for f in record.findings)
        for citation in record.legal_basis:
            if citation.slug:
                self.regulations[citation.slug] += 1

    def _add_repeated(self, record: SopRecord, page: str) -> None:
        """Add a SOP to the findings that recur over its office's SOPs."""
        for finding in record.findings:
            if finding.group_id is None or finding.scope not in REPEATED:
                continue
            held = self.repeated.setdefault(
                finding.group_id, Repeated(record.header.agency or "", finding)
            )
            held.sops[page] = record.header.title

    def repeated_rows(self) -> list[Repeated]:
        """Return what recurs, the most frequent first."""
        return sorted(self.repeated.values(), key=lambda one: (-len(one.sops), one.finding.code))

    @property
    def steps(self) -> int:
        """Return how many steps there are in all."""
        return sum(row.steps for row in self.rows)


def count_findings(record: SopRecord) -> tuple[int, int]:
    """Return how many findings concern a document, and how many its reading.

    Those that recur over the office's SOPs are told once for all of them, and not counted.
    """
    own = [finding for finding in record.findings if finding.scope not in REPEATED]
    to_mend = sum(finding.concerns is Concern.DOCUMENT for finding in own)
    return to_mend, len(own) - to_mend


def review_mark(review: Review | None) -> ReviewMark | None:
    """Return how far a review is; None where nobody has begun one.

    A review that was signed off but has conflicts with a newer extraction is not done.
    """
    if review is None:
        return None
    if review.conflicts:
        return ReviewMark.CONFLICT
    return ReviewMark.DONE if review.state is ReviewState.DONE else ReviewMark.STARTED


def step_classes() -> list[str]:
    """Return the names of the classes of step counts, in order."""
    return [_class_name(first, last) for first, last in STEP_CLASSES]


def duration_classes() -> list[str]:
    """Return the names of the classes of a step's time, in order."""
    return [*(name for _, name in DURATION_CLASSES), "no_fixed_duration", "no_duration"]


def _step_class(count: int) -> str:
    """Return the class of a number of steps."""
    return next(
        _class_name(first, last)
        for first, last in STEP_CLASSES
        if count >= first and (last is None or count <= last)
    )


def _class_name(first: int, last: int | None) -> str:
    """Return the name of a class."""
    if last is None:
        return f"≥ {first}"
    return str(first) if first == last else f"{first}–{last}"


def _duration_class(step: Step) -> str:
    """Return the class of a step's time."""
    if step.duration is None:
        return "no_duration"
    minutes = step.duration.working_minutes
    if minutes is None:
        return "no_fixed_duration"
    return next(name for most, name in DURATION_CLASSES if most is None or minutes <= most)
