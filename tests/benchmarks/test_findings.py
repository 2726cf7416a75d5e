"""Made faults are found and decoys pass; what a person marked in the samples is raised."""

from __future__ import annotations

from benchmarks.faults import CASES
from benchmarks.findings import MARKS, SAMPLES, judge_made, judge_marked


def test_every_made_fault_is_found_and_no_decoy() -> None:
    tally = judge_made()
    assert len(CASES) > 60
    assert tally.examples == []


def test_the_samples_raise_what_was_marked_and_nothing_else() -> None:
    assert judge_marked(SAMPLES, MARKS).examples == []
