"""A date of the identity sheet needs two changes: its declaration and its label.

They are those that docs/extending.md shows.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.plugins import shown

ROOT = Path(__file__).parents[2]
NAME, LABEL = "socialised_on", "Tanggal Sosialisasi"
HEADING = "[header]\n"
# File -> the text before which the new lines go, and the lines.
CHANGES = {
    "models/header.py": ("    approver: Approver = Field(", shown("python", f"    {NAME}")),
    "extract/vocabulary/tables/sheet.toml": (
        "approver = [\n",
        shown("toml", f"{HEADING}{NAME}").removeprefix(HEADING),
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a copy of the program with the two changes makes of the date."""
    folder = tmp_path_factory.mktemp("changed")
    for package in ("extract", "models", "normalize"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name, (before, lines) in CHANGES.items():
        path = folder / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, lines + before, 1), "utf-8")
    words = [sys.executable, "-m", "tests.models.fictional_date", NAME, LABEL]
    paths = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONSAFEPATH": "1"}
    done = subprocess.run(words, env=paths, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_it_is_read_with_its_place(told: dict[str, Any]) -> None:
    assert told["read"] == "2024-07-05"
    assert told["place"]["page"] == 1
    assert told["place"]["bbox"] is not None


def test_it_is_put_right_and_rated_as_a_date_is(told: dict[str, Any]) -> None:
    value, confidence = told["recognised"]
    assert value == "2024-07-05"
    assert 0.4 < confidence <= 0.8


def test_it_is_checked(told: dict[str, Any]) -> None:
    assert told["checked"] == ["date-in-future"]
    assert told["not understood"] == ["date-not-understood"]


def test_the_review_offers_it_as_a_date(told: dict[str, Any]) -> None:
    assert (told["typed"], told["typed amiss"]) == ("2024-08-06", "no-date")
    field = re.search(rf'<div id="f-header-{NAME}".*?</textarea>', told["review page"], re.DOTALL)
    assert field
    assert "Socialised on</label>" in field[0]
    assert 'data-widget="date"' in field[0]
    assert "/understand" in field[0]


def test_it_is_evaluated_where_the_gold_has_it(told: dict[str, Any]) -> None:
    assert told["misses"] == [[f"header.{NAME}", "2024-07-06", "2024-07-05"]]
    assert told["judged by older gold"] == 0


def test_it_is_tabled_and_reported(told: dict[str, Any]) -> None:
    assert told["tabled"] == [True, "day"]
    assert re.search(rf"<dt>{LABEL}</dt>\s*<dd.*?2024-07-05", told["report"], re.DOTALL)
