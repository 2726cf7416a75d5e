"""How many findings are right, and how many faults are found, by code.

    python -m benchmarks.findings                        # made faults, and the marked samples
    python -m benchmarks.findings FOLDER --marks FILE    # documents of one's own
    python -m benchmarks.findings ../shared/dev --marks benchmarks/marks/dev.csv

Marks are a CSV file with the columns path (relative to the folder), sop (its position in the
file), code and field: one row for each finding that a person would send to the office, and a row
without code for an SOP in which nothing is wrong. Only findings that concern the document count;
those of SOPs without a row are passed over. Findings that come from comparing records are compared
where the marks name their code at all.

Precision is the share of the findings raised that are right, recall the share of the faults that
are found.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.faults import CASES, Case
from extract import extract_file
from extract.checks import check_record
from extract.checks.corpus import check_corpus, with_batch_findings
from extract.checks.corpus.habits import Habits
from models.finding import Concern
from models.record import SopRecord

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
MARKS = ROOT / "benchmarks" / "marks" / "samples.csv"
# A sample in which nothing is wrong, which faults are put into.
SOUND = SAMPLES / "kecamatan-telaga-bestari.pdf"

MOST_EXAMPLES = 20
# SOPs of the made office.
BATCH = 300
# What all of its SOPs have, so that it is no fault of one.
_HABITS = ("approver-rank-missing", "approver-nip-missing")

Place = tuple[str, int]
Told = tuple[str, str]


@dataclass(slots=True)
class Tally:
    """What was raised of each code.

    Attributes:
        right: Raised and right.
        wrong: Raised and wrong.
        missed: Not raised, though a fault is there.
    """

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def codes(self) -> list[str]:
        """Return the codes, in order."""
        return sorted({*self.right, *self.wrong, *self.missed})

    def precision(self, code: str | None = None) -> float:
        """Return the share of what was raised that is right; 1 where nothing was."""
        return _share(_of(self.right, code), _of(self.wrong, code))

    def recall(self, code: str | None = None) -> float:
        """Return the share of the faults that was found; 1 where there are none."""
        return _share(_of(self.right, code), _of(self.missed, code))

    def print(self, heading: str) -> None:
        """Print the figures by code."""
        print(
            f"\n{heading}\n{'code':<30}{'right':>6}{'wrong':>6}{'missed':>7}{'prec':>7}{'rec':>7}"
        )
        for code in self.codes():
            counts = (self.right[code], self.wrong[code], self.missed[code])
            self._line(code, counts, self.precision(code), self.recall(code))
        totals = (self.right.total(), self.wrong.total(), self.missed.total())
        self._line("all", totals, self.precision(), self.recall())
        print("\n".join(self.examples[:MOST_EXAMPLES]))

    def _line(self, name: str, counts: tuple[int, int, int], *shares: float) -> None:
        """Print a line."""
        right, wrong, missed = counts
        print(f"{name:<30}{right:>6}{wrong:>6}{missed:>7}" + "".join(f"{s:>7.2f}" for s in shares))


def sound_record() -> SopRecord:
    """Return a record in which nothing is wrong."""
    [record] = extract_file(SOUND)
    return record


def codes_of(record: SopRecord) -> set[Told]:
    """Return code and place of what a record's own checks find."""
    bare = record.model_copy(update={"findings": []})
    return {(f.code, f.field or "") for f in check_record(bare).findings}


def judge_made() -> Tally:
    """Return how the made faults and decoys are told."""
    tally, sound = Tally(), sound_record()
    usual = codes_of(sound)
    for case in CASES:
        changed = sound.model_copy(deep=True)
        case.change(changed)
        raised = {
            (code, place)
            for code, place in codes_of(changed) - usual
            if code == case.code and case.field in (None, place)
        }
        kind = (
            ("right" if raised else "missed") if case.raised else ("wrong" if raised else "right")
        )
        if case.raised or raised:
            getattr(tally, kind)[case.code] += 1
        if kind != "right":
            tally.examples.append(f"  {kind}: {case.code}")
    return tally


def made_batch() -> Iterator[tuple[SopRecord, Case | None]]:
    """Yield an office's SOPs, each with the fault that was put into it, if any.

    All lack the approver's rank (a habit), each tenth has the template's misspelt remark, and
    every fault is put into one SOP. Steps are worded differently, or all would be near-duplicates.
    """
    sound, random = sound_record(), Random(35_2012)  # noqa: S311
    faults = [case for case in CASES if case.raised and case.code not in _HABITS]
    words = sorted({w for s in sound.steps for w in (s.activity or "").split() if w.isalpha()})
    for index in range(BATCH):
        record = sound.model_copy(deep=True, update={"id": f"{index:012x}-1", "findings": []})
        record.header.title = f"Pelayanan {' '.join(random.sample(words, 4))}".title()
        record.header.sop_number = f"138/{index + 1}/KEC-TB/2023"
        record.header.approver.rank = None
        record.related_sops = []
        for step in record.steps:
            step.activity = f"{step.activity} {' '.join(random.sample(words, 9))}"
        if index % 10 == 0:
            record.steps[1].remarks = "Sesuai pelaksanaaan tugas"
        case = faults[index // 5] if index % 5 == 1 and index // 5 < len(faults) else None
        if case is not None:
            case.change(record)
        yield record, case


def told_batch() -> Iterator[tuple[SopRecord, Case | None]]:
    """Yield the made office's SOPs with all their findings, each with its fault, if any."""
    habits = Habits()
    made = [(check_record(record), case) for record, case in made_batch()]
    compared = check_corpus(habits.counting(record for record, _ in made))
    for record, case in made:
        yield habits.marked(with_batch_findings(record, compared.get(record.id, ()))), case


def judge_batch() -> Tally:
    """Return how a large office is told, and print how many lines its list has."""
    tally = Tally()
    lines: set[str] = set()
    for record, case in told_batch():
        mend = [f for f in record.findings if f.concerns is Concern.DOCUMENT]
        own = {f.code for f in mend if f.group_id is None}
        lines |= {f.group_id or f"{record.id} {f.code} {f.field}" for f in mend}
        expected = {case.code} if case else set()
        # A change has consequences: a later number is a gap, and a new column is unused.
        effects = codes_of_change(case) if case else frozenset[str]()
        if case and case.code.startswith("nip-"):
            effects |= {"officer-nip-conflict"}  # the officer's number on the other SOPs
        tally.right.update(expected & {f.code for f in mend})
        tally.missed.update(expected - {f.code for f in record.findings})
        wrong = own - expected - effects - set(_HABITS)
        tally.wrong.update(wrong)
        tally.examples += [f"  wrong: {record.id} {code}" for code in sorted(wrong)]
    print(f"\na made office of {BATCH} SOPs: {len(lines)} lines in its list")
    return tally


@cache
def codes_of_change(case: Case) -> frozenset[str]:
    """Return the codes that a change of the sound record brings about."""
    sound = sound_record()
    changed = sound.model_copy(deep=True)
    case.change(changed)
    return frozenset(code for code, _ in codes_of(changed) - codes_of(sound))


def read_marks(path: Path) -> dict[Place, set[Told]]:
    """Return SOP -> code and place of each fault that a person marked."""
    marks: dict[Place, set[Told]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            own = marks[row["path"], int(row["sop"])]
            if row["code"]:
                own.add((row["code"], row["field"]))
    return marks


def raised_in(folder: Path, marks: dict[Place, set[Told]]) -> Iterator[tuple[Place, set[Told]]]:
    """Yield the marked SOPs with what is raised for the office."""
    for name in dict.fromkeys(path for path, _ in marks):
        for position, record in enumerate(extract_file(folder / name), start=1):
            if (name, position) in marks:
                own = (f for f in record.findings if f.concerns is Concern.DOCUMENT)
                yield (name, position), {(f.code, f.field or "") for f in own}


def judge_marked(folder: Path, path: Path) -> Tally:
    """Return how marked documents are told."""
    tally, marks = Tally(), read_marks(path)
    for place, raised in raised_in(folder, marks):
        own = marks[place]
        for kind, found in (
            ("right", raised & own),
            ("wrong", raised - own),
            ("missed", own - raised),
        ):
            getattr(tally, kind).update(code for code, _ in found)
            if kind != "right":
                tally.examples += [f"  {kind}: {place[0]} {place[1]} {c} {f}" for c, f in found]
    return tally


def _of(counts: Counter[str], code: str | None) -> int:
    """Return the count of a code, or of all."""
    return counts.total() if code is None else counts[code]


def _share(right: int, other: int) -> float:
    """Return the share of what is right."""
    return right / (right + other) if right + other else 1.0


def main() -> int:
    """Print the figures; return 1 where a made fault is told wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--marks", type=Path, default=MARKS)
    arguments = parser.parse_args()
    made = judge_made()
    made.print("made faults and decoys")
    judge_batch().print("faults in it")
    judge_marked(arguments.folder, arguments.marks).print(f"marked documents in {arguments.folder}")
    return 0 if made.precision() == made.recall() == 1.0 else 1


if __name__ == "__main__":
    sys.exit(main())
