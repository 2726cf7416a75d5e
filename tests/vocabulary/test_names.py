"""A table with spellings of something that no model declares is refused, in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import BadTableError
from extract.vocabulary.names import check_names

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "inspektorat-nusa-kelapa.txt"


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        ("header", "approver", "approver.name"),
        ("header_alone", "effective_on", "efective_on"),
        ("section", "extra", "title"),
        ("section_narrative", "legal_basis", "steps"),
        ("column", "quality", "step_actors"),
    ],
)
def test_names_are_those_of_the_registry(table: str, right: str, wrong: str) -> None:
    check_names("some.toml", table, [right])
    with pytest.raises(BadTableError, match=rf"^some\.toml: \[{table}\].* {wrong}, .*{right}"):
        check_names("some.toml", table, [right, wrong])


def test_tables_with_names_of_their_own_are_not_held_to_it() -> None:
    check_names("some.toml", "header_other", ["page", "other"])


def test_a_run_ends_with_one_line(tmp_path: Path) -> None:
    for package in ("extract", "models", "normalize"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    sheet = tmp_path / "extract/vocabulary/tables/sheet.toml"
    text = sheet.read_text("utf-8")
    line = 'socialised_on = ["Tanggal Sosialisasi"]\n'
    sheet.write_text(text.replace("[header]\n", f"[header]\n{line}", 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extract", SAMPLE, SAMPLE, "-o", tmp_path / "out", "--quiet"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.count("sheet.toml: [header] has spellings of socialised_on") == 1
    assert "Traceback" not in done.stderr
