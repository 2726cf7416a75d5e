"""The defects that people found in the seed documents are raised, and hardly anything else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract import extract_paths
from extract.checks.corpus import check_corpus

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
# Beside the gold stands one list of defects, a table under a heading for each SOP.
LISTS = list((SEEDS / "gold").glob("*.md"))

pytestmark = pytest.mark.skipif(not LISTS, reason="the seeds (../shared/seeds) are not here")

_HEAD = re.compile(r"^## (?P<stem>[\w-]+)(?: #(?P<position>\d))?")
_ROW = re.compile(r"^\| (?P<place>.*?) \| `(?P<code>[a-z-]+)` \| (?P<severity>[WI]) \|")
# The part of those worth a look that must be raised, and the findings an SOP may have besides.
MOST_INFO = 0.75
FALSE_ALARMS = 1


@dataclass(frozen=True)
class Defect:
    sop: tuple[str, int]
    code: str
    field: str | None
    severity: str


def defects() -> list[Defect]:
    """Return the defects listed; those across files are left out, which have no one SOP."""
    found: list[Defect] = []
    sop: tuple[str, int] | None = None
    for line in LISTS[0].read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            head = _HEAD.match(line)
            file = SEEDS / f"inputs/{head['stem']}.txt" if head else None
            known = head is not None and file is not None and file.exists()
            sop = (head["stem"], int(head["position"] or 1)) if head and known else None
        elif sop and (row := _ROW.match(line)):
            place = row["place"].strip("`")
            field = place if place.startswith("/") else None
            found.append(Defect(sop, row["code"], field, row["severity"]))
    return found


@pytest.fixture(scope="module")
def raised() -> dict[tuple[str, int], list[tuple[str, str | None]]]:
    """Return code and place of all findings, by file and position."""
    records = list(extract_paths([SEEDS / "inputs"]))
    compared = check_corpus(records)
    return {
        (Path(record.source.path).stem, int(record.id[-1])): [
            (f.code, f.field) for f in (*record.findings, *compared.get(record.id, ()))
        ]
        for record in records
    }


def is_raised(defect: Defect, found: list[tuple[str, str | None]]) -> bool:
    if defect.field is None:
        return any(code == defect.code for code, _ in found)
    return (defect.code, defect.field) in found


def test_every_warning_is_raised_where_it_belongs(
    raised: dict[tuple[str, int], list[tuple[str, str | None]]],
) -> None:
    warnings = [defect for defect in defects() if defect.severity == "W"]
    assert len(warnings) > 15
    assert [d for d in warnings if not is_raised(d, raised[d.sop])] == []


def test_most_of_what_is_worth_a_look_is_raised(
    raised: dict[tuple[str, int], list[tuple[str, str | None]]],
) -> None:
    notes = [defect for defect in defects() if defect.severity == "I"]
    found = [defect for defect in notes if is_raised(defect, raised[defect.sop])]
    assert len(found) >= MOST_INFO * len(notes)


def test_hardly_anything_else_is(
    raised: dict[tuple[str, int], list[tuple[str, str | None]]],
) -> None:
    listed = Counter((d.sop, d.code) for d in defects())
    beside = {"related-sop-not-found", "text-order-unreliable", "approver-rank-missing"}
    for sop, found in raised.items():
        counts = Counter(code for code, _ in found if code not in beside)
        more = sum(max(n - listed[sop, code], 0) for code, n in counts.items())
        assert more <= FALSE_ALARMS, sop
