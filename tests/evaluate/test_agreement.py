"""Our evaluation counts as the contract's own scorer does, to the last value.

The scorer is no part of the project; where it is not beside the checkout the test is skipped.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.evaluate.evaluation import evaluate
from extract.record.pointers import Json

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "contract" / "score.py"
GOLD = [
    SHARED / "seeds" / "gold",
    SHARED / "dev" / "real" / "gold",
    SHARED / "dev" / "synth" / "gold",
]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.is_file():
        pytest.skip("the contract's scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("contract_score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def damaged(value: Any, chance: random.Random) -> Any:
    """Return a value with here and there something lost, added, moved, or misread."""
    if isinstance(value, dict):
        return {key: damaged(part, chance) for key, part in value.items() if chance.random() > 0.01}
    if isinstance(value, list):
        kept = [damaged(part, chance) for part in value if chance.random() > 0.08]
        if kept and chance.random() < 0.1:
            kept.insert(chance.randrange(len(kept) + 1), copy.deepcopy(chance.choice(kept)))
        if chance.random() < 0.05:
            chance.shuffle(kept)
        return kept
    if isinstance(value, str) and chance.random() < 0.15:
        at = chance.randrange(len(value) + 1)
        return chance.choice((None, value[:at], value[:at] + "l" + value[at + 1 :], value.upper()))
    return value


def outputs(gold: Path, chance: random.Random) -> Iterator[Json]:
    for number, path in enumerate(sorted(gold.glob("*.json"))):
        content = json.loads(path.read_text(encoding="utf-8"))
        records = content if isinstance(content, list) else content["records"]
        for position, record in enumerate(records, start=1):
            if chance.random() < 0.1:
                continue
            source = {"path": f"in/{path.stem}.pdf"}
            name = f"{number:012x}-{position}"
            yield {"header": {}, **damaged(record, chance), "id": name, "source": source}
            if chance.random() < 0.1:
                yield {"id": f"{number:012x}-9{position}", "source": source, "header": {}}


def counts(ours: Json, name: str) -> tuple[object, ...]:
    base = name.removesuffix(".filled").removesuffix(".similarity")
    measure = ours["measures"][base]
    if name.endswith(".similarity"):
        return pytest.approx(measure["alike"]), measure["texts"]
    if name.endswith(".filled"):
        return measure["matched"], measure["wanted"]
    return measure["right"], measure["judged"]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: "-".join(path.parts[-3:-1]))
@pytest.mark.parametrize("seed", range(6))
def test_counts_agree_with_the_contract_s_scorer(
    gold: Path, seed: int, scorer: ModuleType, tmp_path: Path
) -> None:
    records = list(outputs(gold, random.Random(seed)))  # noqa: S311
    (tmp_path / "records.json").write_text(json.dumps(records), encoding="utf-8")
    theirs = scorer.score_all(scorer.read_gold(gold), scorer.read_records(tmp_path)).as_json()
    ours = evaluate(gold, tmp_path).as_json()
    assert ours["without_gold"] == theirs["unscored"]
    compared = 0
    for kind in ("groups", "documents"):
        assert ours[kind].keys() == theirs[kind].keys()
    for one, other in [
        (theirs["overall"], ours["overall"]),
        *((theirs[kind][name], ours[kind][name]) for kind in ("groups", "documents")
          for name in theirs[kind]),
    ]:  # fmt: skip
        assert (one["missing"], one["spurious"]) == (other["missing"], other["spurious"])
        for name, metric in one["metrics"].items():
            if "found" in metric:
                measure = other["measures"][name]
                have = (measure["matched"], measure["wanted"], measure["given"])
                assert have == (metric["correct"], metric["total"], metric["found"]), name
            else:
                assert counts(other, name) == (metric["correct"], metric["total"]), name
            compared += 1
    assert compared > 200
