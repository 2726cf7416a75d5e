"""The recipes of docs/extending.md for a label, a check and an output format work as written.

Those for a field, a reader and an OCR engine are run by `tests/models/test_fictional_date.py`,
`tests/readers/test_registry.py` and `tests/scan/ocr/test_registry.py`. The code of all passes ruff.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from extract import extract_file
from tests.plugins import EXTENDING, recipe, shown

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "inspektorat-nusa-kelapa.txt"


def edit(path: Path, before: str, lines: str) -> None:
    """Put lines before a text of a file."""
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, lines + before, 1), "utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program that was changed by three recipes."""
    folder = tmp_path_factory.mktemp("extended")
    for package in ("extract", "models", "normalize"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    (spelling,) = tomllib.loads(shown("toml", "effective_on").replace(", ...", ""))["effective_on"]
    extract = folder / "extract"
    sheet = extract / "vocabulary/tables/sheet.toml"
    text = sheet.read_text("utf-8")
    sheet.write_text(
        text.replace("effective_on = [", f'effective_on = ["{spelling}", ', 1), "utf-8"
    )
    (extract / "checks/outputs.py").write_text(recipe("outputs"), "utf-8")
    findings = extract / "findings"
    entry = "[output-missing]\n"
    edit(findings / "findings.toml", "[page-damaged]", shown("toml", f"{entry}severity"))
    edit(findings / "messages.toml", "[page-damaged.page]", shown("toml", f"{entry}en"))
    edit(findings / "titles_id.toml", "page-damaged", shown("toml", "output-missing"))
    checks = extract / "checks/__init__.py"
    edit(checks, "from models.raw", "from extract.checks.outputs import check_outputs\n")
    edit(checks, "    check_numbering,\n", "    check_outputs,\n")
    (extract / "writers/collected/titles.py").write_text(recipe("titles"), "utf-8")
    (named,) = re.findall(r'`(TITLES = "[^`]*)`', EXTENDING.read_text("utf-8"))
    edit(extract / "writers/formats.py", "    JSONL = ", f"    {named}\n")
    edit(extract / "writers/collected/sink.py", "    Format.CSV:", '    Format.TITLES: "titles",\n')
    return folder


@pytest.fixture(scope="module")
def output(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what the changed program writes of a document with the new label."""
    folder = tmp_path_factory.mktemp("run")
    text = SAMPLE.read_text("utf-8-sig")
    source = folder / "sop.txt"
    for printed, instead in (
        ("Tgl Pengesahan", "Tanggal Mulai Dijalankan"),
        ("1 hari kerja\tLaporan hasil pemeriksaan", "1 hari kerja\t"),
    ):
        assert printed in text
        text = text.replace(printed, instead)
    source.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extract", source, "-o", folder / "out", "--format", "json,titles"],
        env={**os.environ, "PYTHONPATH": str(changed), "PYTHONSAFEPATH": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def record(output: Path) -> str:
    """Return the record that was written."""
    return next((output / "records").rglob("*.json")).read_text("utf-8")


def test_a_new_spelling_is_read(record: str) -> None:
    (original,) = extract_file(SAMPLE)
    assert original.header.effective_on is not None
    assert f'"effective_on": "{original.header.effective_on}"' in record


def test_a_new_check_finds_something(record: str) -> None:
    assert record.count('"output-missing"') == 1


def test_a_new_format_is_written(output: Path) -> None:
    (original,) = extract_file(SAMPLE)
    line = f"{original.header.sop_number}\t{original.header.title}\n"
    assert (output / "titles.tsv").read_text("utf-8") == line


@pytest.mark.parametrize("module", ["outputs", "titles", "sop_notes", "blind_engine"])
def test_code_that_is_shown_is_in_the_house_s_style(module: str, tmp_path: Path) -> None:
    path = tmp_path / f"{module}.py"
    path.write_text(recipe(module), "utf-8")
    for words in (["check"], ["format", "--check"]):
        settings = ["--no-cache", "--config", ROOT / "pyproject.toml"]
        command = [sys.executable, "-m", "ruff", *words, *settings, path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
