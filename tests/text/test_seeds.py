"""The shared seed documents, read to their gold; skipped where they are not at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.readers.text import decode_text
from extract.text import read_text_sops
from normalize.text import fold_key
from tests.text.sops import sections_of, steps_of

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
NAMES = sorted(path.stem for path in (SEEDS / "inputs").glob("*.txt"))

pytestmark = pytest.mark.skipif(not NAMES, reason="the seeds (../shared/seeds) are not here")


@pytest.mark.parametrize("name", NAMES)
def test_seed_is_read_like_its_gold(name: str) -> None:
    gold: Any = json.loads((SEEDS / "gold" / f"{name}.json").read_text("utf-8"))
    records = gold["records"] if isinstance(gold, dict) else gold
    sops = read_text_sops(decode_text((SEEDS / "inputs" / f"{name}.txt").read_bytes()))
    assert len(sops) == len(records)
    for sop, record in zip(sops, records, strict=True):
        for field in ("government", "agency", "unit", "address", "phone", "sop_number", "title"):
            found = sop.header.get(field)
            assert _folded(found.text if found else None) == _folded(record["header"][field]), field
        boxes = sections_of(sop)
        for box in ("qualifications", "related_sops", "equipment", "warnings", "records"):
            assert sorted(map(fold_key, boxes.get(box, []))) == sorted(map(fold_key, record[box]))
        assert sorted(map(fold_key, boxes["legal_basis"])) == sorted(
            fold_key(citation["raw"]) for citation in record["legal_basis"]
        )
        assert [_folded(actor.text) for actor in sop.actors] == list(
            map(fold_key, record["actors"])
        )
        assert [_cells(step) for step in steps_of(sop)] == [_gold_cells(s) for s in record["steps"]]


def _folded(text: str | None) -> str | None:
    return None if text in (None, "-") else fold_key(str(text))


def _cells(step: dict[str, str]) -> dict[str, str]:
    return {name: fold_key(text) for name, text in step.items()}


def _gold_cells(step: dict[str, Any]) -> dict[str, str]:
    names = ("number", "activity", "requirements", "output", "remarks")
    cells = {name: fold_key(step[name]) for name in names if step[name]}
    if step["duration"]:
        cells["duration"] = fold_key(step["duration"]["raw"])
    return cells
