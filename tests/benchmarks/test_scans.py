"""What the benchmarks of scans measure is what they say."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "samples" / "gold" / "dinas-rawa-kencana-cap.json"

judging = runpy.run_path(str(ROOT / "benchmarks" / "judging.py"))


def run(script: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def record_like_gold() -> dict[str, Any]:
    """Return the gold's record, sure of all that is changed below."""
    record: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))["records"][0]
    pointers = [
        "/header/sop_number", "/header/created_on", "/header/title", "/actors/1", "/actors/2",
        "/steps/0/activity", "/steps/1/duration", "/steps/1/symbol", "/steps/2/actors", "/flow/0",
        "/legal_basis/0", "/equipment/0",
    ]  # fmt: skip
    return {**record, "provenance": {pointer: {"confidence": 0.95} for pointer in pointers}}


def wrong_of(record: dict[str, Any]) -> set[str]:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    return {value.pointer for value in judging["judge"]("x", gold, [record]) if not value.right}


def test_what_is_as_the_gold_has_it_is_right() -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    values = list(judging["judge"]("x", gold, [record_like_gold()]))
    assert len(values) == 12
    assert all(value.right for value in values)


def test_figures_are_right_only_exactly_and_words_with_a_slip() -> None:
    record = record_like_gold()
    record["header"]["sop_number"] = "520/16/DISTAN/2027"
    record["header"]["created_on"] = "2021-08-14"
    record["header"]["title"] = record["header"]["title"].upper() + "."
    record["actors"][2] = "Kepala Dlnas"
    record["actors"][1] = "Kepala Kantor"
    record["steps"][0]["activity"] = record["steps"][0]["activity"].replace("surat", "surai")
    record["steps"][1]["duration"]["iso8601"] = "PT3H"
    record["steps"][1]["symbol"] = "process"
    record["steps"][2]["actors"] = ["Staf Seksi"]
    record["legal_basis"][0]["year"] = 2018
    assert wrong_of(record) == {
        "/header/sop_number", "/header/created_on", "/actors/1", "/steps/1/duration",
        "/steps/1/symbol", "/steps/2/actors", "/legal_basis/0",
    }  # fmt: skip


def test_a_step_too_many_is_wrong_and_those_after_it_are_not() -> None:
    record = record_like_gold()
    made_up = {**record["steps"][0], "activity": "Sesuatu yang tidak tercetak di mana pun"}
    record["steps"].insert(1, made_up)
    record["provenance"] |= {
        f"/steps/{index}/activity": {"confidence": 0.9} for index in range(len(record["steps"]))
    }
    assert "/steps/1/activity" in wrong_of(record)
    assert "/steps/2/activity" not in wrong_of(record)


def test_what_gold_cannot_tell_is_not_judged() -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    record = record_like_gold()
    gold["not_judged"] = ["/header/created_on", "/steps/*/symbol", "/flow"]
    judged = {value.pointer for value in judging["judge"]("x", gold, [record])}
    assert not judged & {"/header/created_on", "/steps/1/symbol", "/flow/0"}
    assert "/steps/1/duration" in judged


def test_reliability_is_told_by_confidence_and_kind(tmp_path: Path) -> None:
    record = record_like_gold()
    record["header"]["created_on"] = "2021-08-14"
    record["provenance"]["/flow/0"]["confidence"] = 0.55
    folder = tmp_path / "records" / "scans"
    folder.mkdir(parents=True)
    (folder / f"{GOLD.stem}.pdf.json").write_text(json.dumps([record]), encoding="utf-8")
    shown = run("reliability.py", GOLD.parent, "--records", tmp_path, "--wrong")
    lines = {line.split("  ")[0]: line.split()[-4:] for line in shown.splitlines()}
    assert lines["0.95 to 1.00"] == ["11", "10", "0.909", "0.950"]
    assert lines["0.50 to 0.60"] == ["1", "1", "1.000", "0.550"]
    assert "certain values right at least 97% of the time: NO" in shown
    assert "/header/created_on 0.95: 2021-08-14" in shown


@pytest.mark.parametrize("script", ["ocr.py", "reliability.py"])
def test_a_benchmark_says_what_it_takes(script: str) -> None:
    assert "usage" in run(script, "--help")
